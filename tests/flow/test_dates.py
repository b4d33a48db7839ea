"""The day a screening is made for: one slip of the hand changes it for nobody."""

from __future__ import annotations

import itertools
from pathlib import Path

import pyarrow as pa
import pytest

from engine import load_ruleset
from engine.flow.dates import AsOf, Dates
from engine.flow.plan import Plan
from engine.pipeline import Run, screen_files

RULES = load_ruleset()
#: A large register: 30 years, the newest with few rows.
MANY = [f"{1995 + i % 30}-03-{1 + i % 28:02}" for i in range(3000)]


def as_of(*columns: list[str], name: str = "est_date") -> AsOf:
    return Dates.of(*(pa.table({name: pa.chunked_array([column])}) for column in columns)).as_of(
        RULES
    )


def test_the_newest_counts() -> None:
    assert as_of(MANY) == AsOf("2024-03-28")
    assert as_of([*MANY, "2025-01-03"]) == AsOf("2025-01-03")
    assert as_of(["2016-03-01", "2024-05-06 10:00:00", "无", ""]) == AsOf("2024-05-06")
    assert as_of([]) == as_of(["", "长期"]) == AsOf("")


@pytest.mark.parametrize("slip", ["2092-01-01", "2099-12-31", "2042-05-06"])
def test_a_slip_is_passed_over(slip: str) -> None:
    assert as_of(["2016-03-01", "2024-05-06", slip]) == AsOf("2024-05-06", later=1)
    assert as_of([*MANY, slip, slip]) == AsOf("2024-03-28", later=2)


def test_a_small_slip_among_many() -> None:
    assert as_of([*MANY, "2029-05-06"]) == AsOf("2024-03-28", later=1)


def test_only_days_of_the_calendar() -> None:
    found = as_of(["2023-02-28", "2024-13-45", "2023-02-29", "2024-00-10"])
    assert found == AsOf("2023-02-28", impossible=3)
    assert "3 个日期日历上没有" in found.messages()[0]


def test_a_later_time_that_many_speak_of_is_believed() -> None:
    later = [f"20{30 + i % 10}-03-01" for i in range(500)]
    assert as_of([*MANY, *later]).day == "2039-03-01"


def test_a_few_adverts_are_not_lost_in_an_old_register() -> None:
    ads = pa.table({"publish_time": ["2026-02-03"]})
    dates = Dates.of(pa.table({"est_date": MANY}), ads)
    assert dates.as_of(RULES) == AsOf("2026-02-03")


def test_neither_order_nor_parts_matter() -> None:
    parts = [MANY[:1000], ["2092-01-01", "2024-13-45"], MANY[1000:]]
    found = {as_of(*order) for order in itertools.permutations(parts)}
    assert found == {AsOf("2024-03-28", later=1, impossible=1)}
    joined = Dates()
    for part in parts:
        joined.join(Dates.of(pa.table({"est_date": part})))
    assert {joined.as_of(RULES)} == found


HEAD = "企业名称,统一社会信用代码,成立日期,经营范围\n"
FIRMS = (
    "云泉县清禾小额贷款有限公司,,2015-03-01,发放小额贷款\n云泉县好再来便民店,,2024-03-01,食品零售\n"
)


def screened(folder: Path, slip: str, plan: Plan | None = None) -> Run:
    folder.mkdir(exist_ok=True)
    (folder / "in.csv").write_text(HEAD + FIRMS + slip, encoding="utf-8")
    lists = folder / "lists.csv"
    lists.write_text(
        "机构名称,许可类型,有效期至\n云泉县清禾小额贷款有限公司,小额贷款,2030-12-31\n",
        encoding="utf-8",
    )
    return screen_files([folder / "in.csv"], licences=[lists], plan=plan)


def status(run: Run) -> str:
    rows = run.entities.set_index("name")["licence_status"]
    return str(rows["云泉县清禾小额贷款有限公司"])


def test_a_licence_does_not_expire_by_a_slip(tmp_path: Path) -> None:
    assert status(screened(tmp_path / "a", "")) == "持牌"
    run = screened(tmp_path / "b", "云泉县某某投资咨询有限公司,,2092-01-01,投资咨询\n")
    assert status(run) == "持牌"
    assert run.run["as_of"] == "2024-03-01"
    assert run.run["dates_passed_over"] == {"later": 1, "impossible": 0}
    assert any("1 个日期晚得不可信" in message for message in run.messages)
    again = screened(
        tmp_path / "b",
        "云泉县某某投资咨询有限公司,,2092-01-01,投资咨询\n",
        Plan(tmp_path / "work", chunk=1, large=1),
    )
    assert again.run["as_of"] == run.run["as_of"]
    assert again.run["dates_passed_over"] == run.run["dates_passed_over"]
