"""Whom a tip clears is blanked out, and nobody whose longer name holds the cleared one's."""

import csv
from pathlib import Path

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.mentions import Mention
from engine.link.tips.leaving_out import _of_several, _without, without_cleared
from tests.link.firms import index_of


@pytest.mark.parametrize(
    ("text", "longer", "left"),
    [
        ("福泽堂没收钱", [], "，，，没收钱"),
        ("钱不是福泽堂收的，问过福泽堂", [], "钱不是，，，收的，问过，，，"),
        ("福泽堂药房收钱，福泽堂没收", ["福泽堂药房"], "福泽堂药房收钱，，，，没收"),
        ("福泽堂、福泽堂和福泽堂", [], "，，，、，，，和，，，"),
        ("新福泽堂收钱，福泽堂没收", ["新福泽堂"], "新福泽堂收钱，，，，没收"),
        ("福泽堂药房和福泽堂药房", ["福泽堂药房"], "福泽堂药房和福泽堂药房"),
        ("别家收钱", ["福泽堂药房"], "别家收钱"),
    ],
)
def test_the_name_and_not_a_longer_one(text: str, longer: list[str], left: str) -> None:
    assert _without(text, "福泽堂", longer) == left


CARE, CHEMIST, MONEY, SEEDS, UNION, TRACTORS, SHOP, TRAVEL, TRADE, HOUSES = range(10)


@pytest.fixture(scope="module")
def firms() -> list[tuple[str, str, str]]:
    with (Path(__file__).parent / "cleared_firms.csv").open(encoding="utf-8", newline="") as stream:
        return [(r["name"], r["address"], r["person"]) for r in csv.DictReader(stream)]


@pytest.fixture(scope="module")
def index(firms: list[tuple[str, str, str]]) -> FirmIndex:
    return index_of(firms)


@pytest.mark.parametrize(
    ("text", "left", "rows", "named"),
    [
        # The clause that clears goes, with whom it clears.
        ("瑞丰财富收了我八万，瑞丰种业没参与", "瑞丰财富收了我八万，，", {SEEDS}, {MONEY}),
        (
            "瑞丰财富收了我八万，跟瑞丰种业不是一家，人家是卖种子的",
            "瑞丰财富收了我八万，，，人家是卖种子的",
            {SEEDS},
            {MONEY},
        ),
        ("福泽堂药房收钱，福泽康养没参与", "福泽堂药房收钱，，", {CARE}, {CHEMIST}),
        ("收钱的不是瑞丰种业，是瑞丰财富", "，，是瑞丰财富", {SEEDS}, {MONEY}),
        # Who else stands in it stays; where money goes to them, so does the whole clause but the name.
        (
            "福泽堂跟福泽康养没关系，福泽康养收床位费",
            "福泽康养，福泽康养收床位费",
            {CHEMIST},
            {CARE},
        ),
        ("瑞丰财富收钱不是瑞丰种业", "瑞丰财富收钱不是，，，，", {SEEDS}, {MONEY}),
        # Its name goes wherever it stands, with whoever runs it.
        (
            "德润物业没参与，德润商贸收会员费。德润物业只管供水",
            "，，德润商贸收会员费。，，，，只管供水",
            {HOUSES},
            {TRADE},
        ),
        (
            "福泽康养收床位费，福泽堂药房没参与，贾文清人好",
            "福泽康养收床位费，，，，，，人好",
            {CHEMIST},
            {CARE},
        ),
        ("福泽康养收床位费，贾文清没参与", "福泽康养收床位费，，", {CHEMIST}, {CARE}),
        # A short name of somebody where it is led to, or where his firm is named; a word is nobody.
        ("福泽康养收床位费，药房老板佟岳没参与", "福泽康养收床位费，，", {CHEMIST}, {CARE}),
        (
            "福泽堂药房没参与，在旁边佟岳看了，福泽康养收床位费",
            "，，在旁边，，看了，福泽康养收床位费",
            {CHEMIST},
            {CARE},
        ),
        ("福泽康养收床位费，旁边佟岳没参与", "福泽康养收床位费，旁边佟岳没参与", set(), set()),
        ("福泽康养收床位费，老板高峰没参与", "福泽康养收床位费，老板高峰没参与", set(), set()),
        ("佟岳没参与，福泽康养收床位费", "，，福泽康养收床位费", {CHEMIST}, {CARE}),
        (
            "福泽康养收床位费，福泽堂药房没参与，福泽堂药房贾文清人好",
            "福泽康养收床位费，，，，，，，，，，，人好",
            {CHEMIST},
            {CARE},
        ),
        (
            "福泽康养收床位费，贾文清没参与，耿长河也没参与",
            "福泽康养收床位费，，，，",
            {CHEMIST, SEEDS},
            {CARE},
        ),
        (
            "福泽康养收床位费，福泽堂药房没参与，贾文清福泽堂药房人好",
            "福泽康养收床位费，，，，，，，，，，，人好",
            {CHEMIST},
            {CARE},
        ),
        # The longer of two names of one goes before the shorter.
        (
            "福泽康养收钱，福泽堂药房没参与。福泽堂和福泽堂药房都在街上",
            "福泽康养收钱，，。，，，和，，，，，都在街上",
            {CHEMIST},
            {CARE},
        ),
        # A name of two characters names nobody clearly.
        ("听说天泽收钱，德润物业没参与", "听说天泽收钱，，", {HOUSES}, set()),
        # Nobody is cleared: by no word, by one for nobody that is named, by one who runs two.
        ("福泽康养收床位费，一年返四千", "福泽康养收床位费，一年返四千", set(), set()),
        ("福泽康养收床位费，没问题", "福泽康养收床位费，没问题", set(), set()),
        ("金穗互助社收存款，史占魁没参与", "金穗互助社收存款，史占魁没参与", set(), set()),
    ],
)
def test_the_text_without_whom_it_clears(
    firms: list[tuple[str, str, str]],
    index: FirmIndex,
    text: str,
    left: str,
    rows: set[int],
    named: set[int],
) -> None:
    people = {person: [row] for row, (_, _, person) in enumerate(firms)}
    people |= {"佟岳": [CHEMIST], "高峰": [CHEMIST], "史占魁": [UNION, TRACTORS]}
    assert without_cleared(index, people, text) == (left, rows, named)


def test_in_a_register_of_the_whole_country_nobody_is_cleared(
    index: FirmIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    text = "瑞丰财富收了我八万，瑞丰种业没参与"
    assert without_cleared(index, {}, text) == (text, set(), set())


def test_who_is_called_by_a_part_that_several_bear() -> None:
    text = "霖沃收钱，青萝没收，霖沃也在，大众在街上，众鑫、禾缦"
    parts = {"霖沃": {7, 8}, "青萝": {4, 5}, "大众": {1, 2}, "众鑫": {3}, "禾缦": {9, 10}}
    alone = [
        (at, at + 2, rows)
        for at in range(len(text))
        for part, rows in parts.items()
        if text.startswith(part, at)
    ]
    found = _of_several(alone, text, [Mention(5, 5, 7)])
    assert [(m.row, text[m.begin : m.end]) for m in found] == [
        (-1, "霖沃"),
        (-1, "霖沃"),
        (3, "众鑫"),
        (-5, "禾缦"),  # 大众 is a word, and where a name stands no part is looked for
    ]
