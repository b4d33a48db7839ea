"""What the next list says of a firm, in words that read well."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from engine.cases import CaseStore, Finding
from tests.cases.conftest import ADS, JULY, Sweep

JUXIN = "云泉县聚鑫投资管理有限公司"


def _remarks(sweep: Sweep, db: Path, done: str, ads: pd.DataFrame = ADS) -> list[str]:
    sweep()
    with CaseStore.open(db, "张三", now=dt.datetime(2026, 6, 20)) as store:
        store.import_findings([Finding("", "", JUXIN, {"处置措施": done}, "六月.xlsx", "一")])
    rows = sweep(JULY, ads=ads).entities.set_index("name")
    return str(rows.loc[JUXIN, "remarks"]).split("|")


@pytest.mark.parametrize(
    ("done", "told"), [("未发现异常", "前次：未发现异常"), ("警示约谈", "前次：已警示约谈")]
)
def test_what_was_done_is_said_once(sweep: Sweep, db: Path, done: str, told: str) -> None:
    assert told in _remarks(sweep, db, done)


def test_a_new_advert_is_named_and_its_telephone_is_not(sweep: Sweep, db: Path) -> None:
    more = {
        "编号": ["GG004"],
        "广告主": [JUXIN],
        "广告内容": ["月息1.2分，保本，就找聚鑫汇众，17012345678"],
        "发布时间": ["2026-06-25"],
    }
    ads = pd.concat([ADS, pd.DataFrame(more)])
    (told,) = [one for one in _remarks(sweep, db, "警示约谈", ads) if "新的证据" in one]
    assert "广告GG004（发布于2026-06-25）" in told
    assert "广告GG004里的联系号码" in told
    assert "17012345678" not in told
