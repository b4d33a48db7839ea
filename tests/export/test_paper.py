"""What a clerk holds in the hand: gathered rows, laws named once, pages that are worth their paper."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.export import write
from engine.export.pages import Pages
from engine.export.sheets.dismissed import NAME as DISMISSED
from engine.export.sheets.leads import cited
from engine.export.sheets.statistics import NAME as STATISTICS

from .sample import hit, realistic, screening

_SCOPE = "软件开发（不得从事金融、理财、基金、资产管理、投资管理业务）；基金会网站维护"
_TAKEN_BACK = "经营范围写明排除：“不得从事金融、理财、基金、资产管理、投资管理业务”"


def _dismissed(words: list[str], reasons: list[str], folder: Path) -> list[tuple[object, ...]]:
    firm = {"entity_id": "E1", "name": "云泉县博达软件有限公司", "disposition": "已排除"}
    evidence = [
        hit("E1", quote=_SCOPE, matched=word, status="dismissed", reason=reason, rule_id=f"R{n}")
        for n, (word, reason) in enumerate(zip(words, reasons, strict=True))
    ]
    write(screening([firm], [], evidence), folder)
    sheet = openpyxl.load_workbook(folder / "leads.xlsx", rich_text=True)[DISMISSED]
    return list(sheet.iter_rows(min_row=2, values_only=True))


def test_words_of_one_exclusion_stand_in_one_row(tmp_path: Path) -> None:
    words = ["金融", "理财", "基金", "资产管理", "投资管理"]
    ((_, _, named, _, quoted, reason, *_, rules, firm),) = _dismissed(
        words, [_TAKEN_BACK] * 5, tmp_path
    )
    assert named == "金融、理财、基金、资产管理、投资管理"
    assert (reason, firm) == (_TAKEN_BACK, "E1")
    assert str(rules).split("\n") == ["R0", "R1", "R2", "R3", "R4"]
    marked = [str(part) for part in quoted if getattr(part, "font", None) and part.font.u]
    assert marked == words  # each word is marked in the one excerpt


def test_another_cause_is_another_row(tmp_path: Path) -> None:
    table = _dismissed(["金融", "基金会"], [_TAKEN_BACK, "指公益用途的基金"], tmp_path)
    assert [row[2] for row in table] == ["金融", "基金会"]


def test_of_very_many_words_it_is_said_how_many(tmp_path: Path) -> None:
    words = [_SCOPE[at : at + 2] for at in range(12)]
    ((_, _, named, *_),) = _dismissed(words, [_TAKEN_BACK] * 12, tmp_path)
    assert str(named).endswith("（等 12 个词）")


@pytest.mark.parametrize(
    ("articles", "told"),
    [
        (["《条例》第八条", "《条例》第九条第二款"], "《条例》第八条、第九条第二款"),
        (["《条例》第八条", "《解释》第二条"], "《条例》第八条；《解释》第二条"),
        (["《解释》第二条"], "《解释》第二条"),
        (["某通知第一条", "某通知第二条"], "某通知第一条；某通知第二条"),
        ([], ""),
    ],
)
def test_articles_of_one_law_name_it_once(articles: list[str], told: str) -> None:
    assert cited(articles) == told


@pytest.mark.parametrize(
    ("used", "needed", "better"),
    [
        (70, [20, 20], True),  # it would be parted, and a page holds it
        (70, [10, 10], False),  # it fits
        (30, [50, 30], False),  # too much of the page would be lost
        (70, [60, 60], False),  # no page holds it
    ],
)
def test_a_building_that_a_page_would_part_begins_the_next(
    used: int, needed: list[int], better: bool
) -> None:
    pages = Pages(100, 10)
    pages.add(used - 10)
    assert pages.better_whole(*needed) is better


def test_charts_stand_beside_their_tables(tmp_path: Path) -> None:
    write(realistic(), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx")[STATISTICS]
    titles = {str(sheet.cell(row, 1).value): row for row in range(1, 80)}
    tables = [titles["五、线索按行业领域"], titles["六、线索按责任区"]]
    assert [chart.anchor._from.row + 1 for chart in sheet._charts] == tables
    ends = [chart.anchor.to.row + 1 for chart in sheet._charts]
    assert ends[0] <= tables[1]  # neither covers the other
