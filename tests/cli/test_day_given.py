"""The day that licences and ages are reckoned for may be given by hand."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.flow.plan import Plan
from engine.pipeline import screen_files
from engine.ruleset import RuleSet, load_ruleset
from tests.cli.office import folder, record
from tests.command import saolou

FIRMS = (
    "企业名称,成立日期,住所,经营范围\n"
    "云泉县信达小额贷款有限公司,2021-03-01,清渠镇东街1号,发放小额贷款\n"
    "云泉县聚鑫投资咨询有限公司,2025-03-01,清渠镇东街2号,投资咨询\n"
)
LIST = "机构名称,许可类别,有效期至\n云泉县信达小额贷款有限公司,小额贷款,2026-08-31\n"


def _status(out: Path) -> str:
    rows = (out / "entities.csv").read_text(encoding="utf-8-sig").splitlines()
    return next(word for word in ("过期", "持牌,") if any(word in row for row in rows))


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return folder(tmp_path, 登记=FIRMS, 名录=LIST)


def test_it_is_told_noted_and_verified(office: Path, tmp_path: Path) -> None:
    plain, given = tmp_path / "a", tmp_path / "b"
    files = (str(office / "登记.csv"), "--licences", str(office / "名录.csv"))
    assert saolou("screen", *files, "--out", str(plain)).returncode == 0
    done = saolou("screen", *files, "--as-of", "2026年11月1日", "--out", str(given))
    assert done.returncode == 0, done.stderr
    assert "基准日：2026-11-01（筛查时指定的）" in done.stdout
    assert (_status(plain), _status(given)) == ("持牌,", "过期")
    told = record(given)
    assert (told["as_of"], told["as_of_given"]) == ("2026-11-01", True)
    assert told["newest_date"] == "2025-03-01"
    assert "as_of_given" not in record(plain)
    guide = openpyxl.load_workbook(given / "leads.xlsx")["说明"]
    said = "\n".join(str(c.value) for row in guide.iter_rows() for c in row)
    assert "2026-11-01，是筛查时指定的" in said
    checked = saolou("verify", str(given), str(office))
    assert checked.returncode == 0, checked.stdout
    assert "按指定的基准日 2026-11-01 重新筛查" in checked.stdout


def test_a_day_to_come_is_told(office: Path, tmp_path: Path) -> None:
    done = saolou("screen", str(office), "--as-of", "2999-01-01", "--out", str(tmp_path / "o"))
    assert "2999-01-01 还没有到" in done.stdout


def test_what_is_no_day_is_refused(office: Path, tmp_path: Path) -> None:
    done = saolou("screen", str(office), "--as-of", "下月初", "--out", str(tmp_path / "o"))
    assert done.returncode == 2
    assert "“下月初”看不懂" in done.stderr


def test_a_run_for_another_day_does_not_go_on(office: Path, tmp_path: Path) -> None:
    rules: RuleSet = load_ruleset()
    said: list[str] = []
    for day in ("", "2026-11-01"):
        plan = Plan(tmp_path / "work", chunk=1, large=1, resume=True, said=said.append)
        screen_files([office / "登记.csv"], ruleset=rules, plan=plan, as_of=day)
    assert "与上次不同" in said[1]
