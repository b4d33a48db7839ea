"""The workbook says where adverts were seen, what 提示 is, and where the rest of a cell stands."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.pipeline import Run

_FIRM = "云泉县远山投资咨询有限公司"
_FIRMS = pd.DataFrame(
    {
        "企业名称": [_FIRM, "云泉县百合超市"],
        "住所": ["清渠镇团结路8号", "清渠镇健康街3号"],
        "经营范围": ["投资咨询；财富管理；资产管理", "日用百货零售"],
    }
)
_SAYS = "保本保息，年化18%，一万起投，每月返利，期满退本金，老人优先，名额有限"
_ADS = pd.DataFrame(
    {"编号": ["A1"], "广告主": [_FIRM], "广告内容": [_SAYS], "发现地点": ["富民路101号二楼讲座"]}
)
_TIPS = pd.DataFrame(
    {
        "工单编号": ["T1"],
        "被反映对象": [_FIRM],
        "事发地址": ["清渠镇柳湾村三组"],
        "诉求内容": ["向老人集资，承诺保本付息"],
    }
)
_SEEN, _TIP = "广告A1见于富民路101号二楼讲座", "有举报提到的地点：清渠镇柳湾村三组"


@pytest.fixture(scope="module")
def run() -> Run:
    return screen(_FIRMS, adverts=_ADS, tips=_TIPS)


def _words(book: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(book)[sheet].iter_rows()
    return "\n".join(str(cell.value) for row in rows for cell in row if cell.value)


def test_list_and_route_say_where_else(run: Run, tmp_path: Path) -> None:
    run.write(tmp_path)
    for sheet in ("线索清单", "扫楼路线"):
        words = _words(tmp_path / "leads.xlsx", sheet)
        assert _SEEN in words
        assert _TIP in words


def test_what_is_handed_on_keeps_the_place_of_a_tip_back(run: Run, tmp_path: Path) -> None:
    run.write(tmp_path, redact=True)
    words = _words(tmp_path / "leads.xlsx", "线索清单")
    words += (tmp_path / "entities.csv").read_text(encoding="utf-8")
    words += (tmp_path / "report.html").read_text(encoding="utf-8")
    assert _SEEN in words
    assert "柳湾村" not in words


def test_numbers_add_up_and_the_rest_is_where_a_clerk_can_read_it(run: Run, tmp_path: Path) -> None:
    run.write(tmp_path)
    assert "1 家有命中，但分量不够列为线索" in _words(tmp_path / "leads.xlsx", "说明")
    listed = _words(tmp_path / "leads.xlsx", "线索清单")
    assert "见 report.html）" in listed
    assert ".csv" not in listed
