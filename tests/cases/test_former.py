"""A firm that has another name or address than before is pointed out, and found by the old one."""

import datetime as dt
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from engine.cases import CaseStore, Finding
from engine.cases.former import differs
from engine.flow.ledger import with_former_names
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep
from tests.command import saolou

AUGUST = dt.datetime(2026, 8, 3, 9)
OLD, NEW = "云泉县恒通财富管理有限公司", "云泉县恒瑞财富管理有限公司"
SEAT, MOVED = "清渠镇健康路3号", "清渠镇团结路18号2楼"
NAMED = FIRMS.assign(企业名称=FIRMS["企业名称"].replace(OLD, NEW))


def _remarks(run, name: str) -> list[str]:  # type: ignore[no-untyped-def]
    (told,) = run.entities[run.entities["name"] == name]["remarks"]
    return str(told).split("|")


def test_a_new_name_is_pointed_out_in_every_later_run(sweep: Sweep, tmp_path: Path) -> None:
    sweep()
    for now in (JULY, AUGUST):
        run = sweep(now=now, firms=NAMED, out=tmp_path / "清单")
        assert f"曾用名：{OLD}（2026-06-02筛查时）" in _remarks(run, NEW)
        for sheet in ("线索清单", "扫楼路线"):
            book = openpyxl.load_workbook(tmp_path / "清单/leads.xlsx")[sheet]
            (cells,) = [
                [str(c or "") for c in row[:7]]
                for row in book.iter_rows(values_only=True)
                if any(str(c or "").startswith(NEW) for c in row)
            ]
            assert any(f"曾用名：{OLD}" in cell for cell in cells)


def test_a_new_address_is_pointed_out(sweep: Sweep) -> None:
    sweep()
    moved = FIRMS.assign(住所=[*FIRMS["住所"][:-1], MOVED])
    run = sweep(now=JULY, firms=moved)
    assert f"原地址：{SEAT}（2026-06-02筛查时）" in _remarks(run, OLD)
    assert not any("原地址" in r for r in _remarks(run, FIRMS["企业名称"][0]))


def test_nothing_is_said_of_who_has_its_name_back(sweep: Sweep) -> None:
    sweep()
    sweep(now=JULY, firms=NAMED)
    told = _remarks(sweep(now=AUGUST), OLD)
    assert any(NEW in remark for remark in told)
    assert not any(OLD in remark for remark in told)


def test_it_is_found_by_its_old_name(sweep: Sweep, db: Path) -> None:
    sweep()
    sweep(now=JULY, firms=NAMED)
    with CaseStore.open(db, now=AUGUST) as store:
        for wanted in (OLD, "恒通财富", NEW):
            assert store.find(wanted)["name"] == NEW
        filled = Finding("", "", OLD, {"处置措施": "警示约谈"}, "六月.xlsx", "第 2 行")
        assert store.import_findings([filled]).changed == 1
        assert store.find(NEW)["处置措施"] == "警示约谈"
    assert f"（曾用名：{OLD}）" in saolou("cases", "list", "--cases", str(db)).stdout
    shown = saolou("cases", "show", OLD, "--cases", str(db)).stdout
    assert shown.startswith(NEW)
    assert f"曾用名：{OLD}（2026-06-02筛查时）" in shown


def test_a_name_that_another_firm_bears_now_means_that(sweep: Sweep, db: Path) -> None:
    sweep()
    other = FIRMS.iloc[-1:].assign(企业名称=OLD, 统一社会信用代码="91640221000000008X")
    sweep(now=JULY, firms=pd.concat([NAMED, other]))
    with CaseStore.open(db) as store:
        assert store.find(OLD)["uscc"] == "91640221000000008X"


def test_who_is_no_lead_under_a_new_name_is_named(sweep: Sweep) -> None:
    sweep(ads=ADS.iloc[:0])
    plain = FIRMS.assign(
        企业名称=FIRMS["企业名称"].replace(OLD, "云泉县恒通餐饮有限公司"),
        经营范围=FIRMS["经营范围"].replace("财富管理", "餐饮服务"),
    )
    run = sweep(now=JULY, firms=plain, ads=ADS.iloc[:0])
    (line,) = [m for m in run.messages if OLD in m and "没有列入线索" in m]
    assert "登记的名称已改为“云泉县恒通餐饮有限公司”" in line


@pytest.mark.parametrize(
    ("old", "new", "moved"),
    [
        ("清渠镇团结路十八号", "云泉县清渠镇团结路18号", False),
        ("清渠镇团结路18号金泰商务楼", "清渠镇团结路18号", False),
        ("清渠镇团结路18号三层", "清渠镇团结路18号3楼", False),
        ("清渠镇", "清渠镇团结路18号", False),
        ("", "清渠镇团结路18号", False),
        ("清渠镇团结路18号3楼", "清渠镇团结路18号6楼", True),
        ("清渠镇团结路18号", "清渠镇团结路28号", True),
        ("清渠镇团结路18号", "渠口镇团结路18号", True),
    ],
)
def test_one_address_in_two_ways_of_writing_is_no_move(old: str, new: str, moved: bool) -> None:
    assert differs("address", old, new) is moved


def test_an_advert_under_the_old_name_is_of_the_firm(
    sweep: Sweep, db: Path, tmp_path: Path
) -> None:
    sweep()
    ads = ADS[:1].assign(编号="G9", 广告主=OLD, 发布时间="2026-06-25")
    NAMED.to_csv(tmp_path / "登记.csv", index=False)
    ads.to_csv(tmp_path / "广告.csv", index=False)
    asked = ["screen", str(tmp_path / "登记.csv"), "--ads", str(tmp_path / "广告.csv")]
    for more, name in (["--cases", str(db)], NEW), ([], OLD):
        done = saolou(*asked, *more, "--out", str(tmp_path / name))
        assert done.returncode == 0, done.stderr
        rows = pd.read_csv(tmp_path / name / "entities.csv", dtype=str, keep_default_na=False)
        assert list(rows[rows["adverts"].str.contains("G9")]["name"]) == [name]


def test_a_name_that_another_firm_bears_now_is_that_ones() -> None:
    firms = pa.table(
        {"uscc": ["A", "B"], "name": [OLD, ""], "used_name": ["恒一公司；恒二公司", None]}
    )
    given = [NEW, "恒一公司", OLD], ["A", "B", "C"], ["旧称", "", ""]
    assert with_former_names(*given, firms) == ["旧称；恒二公司", "", ""]
    assert with_former_names(*given, None) == given[2]
