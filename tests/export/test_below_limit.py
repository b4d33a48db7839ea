"""A raised limit hides adverts from the list; how many is said wherever somebody may look."""

from pathlib import Path

import openpyxl
import pytest

from tests.command import saolou

HEAD = "id: yunquan\ntitle: 云泉县增补\nversion: 0.1.0\n"
ADS = (
    "编号,广告主,广告内容\n"
    "A1,云泉聚鑫理财,保本保息，年化18%，一万元起投，拉人有奖\n"
    "A2,云泉百货,今日特价，进店有礼\n"
    "A3,云泉消协,警惕“保本高息、年化18%”的集资骗局，不要轻信\n"
)
#: Beyond the points of any advert.
ONLY_TOP = "bands: {limits: {高: 993, 中: 992, 低: 991}, reason: 人手有限，只列高}\n"


def _screened(tmp_path: Path, more: str) -> tuple[str, Path]:
    rules, ads, out = tmp_path / "规则", tmp_path / "ads.csv", tmp_path / "o"
    rules.mkdir()
    (rules / "overlay.yaml").write_text(HEAD + more, encoding="utf-8")
    ads.write_text(ADS, encoding="utf-8")
    done = saolou("screen", "--ads", str(ads), "--rules", str(rules), "--out", str(out))
    assert done.returncode == 0, done.stderr
    return done.stdout, out


def _cells(out: Path, sheet: str) -> str:
    rows = openpyxl.load_workbook(out / "leads.xlsx")[sheet].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row if cell)


def test_how_many_are_not_shown_is_said(tmp_path: Path) -> None:
    said, out = _screened(tmp_path, ONLY_TOP)
    # Neither of the harmless ones would have been listed.
    assert "提醒：有 1 条广告没有列入“广告线索”" in said
    assert "由 1 分提到 991 分" in said
    for sheet in ("说明", "广告线索", "数据问题"):
        assert "有 1 条广告没有列入" in _cells(out, sheet)


@pytest.mark.parametrize("more", ["", "bands: {limits: {高: 991}, reason: 试}\n"])
def test_nothing_is_said_where_all_are_shown(tmp_path: Path, more: str) -> None:
    said, out = _screened(tmp_path, more)
    assert "没有列入“广告线索”" not in said
    assert "A1" in _cells(out, "广告线索")
