"""Texts that differ in figures only: which of these are read as part of a word, and what is filled in again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from engine.match.advert_reader import AdvertReader
from engine.match.compiled import CompiledRules
from engine.match.figures import Figures, Named, names_figures
from engine.match.forms import filled, leaf_of, way_of
from engine.match.found import TextLook, TextsFound
from engine.model.evidence import Hit, RecordEvidence
from engine.ruleset import RuleSet
from tests.match.invented import exclusion, pattern, rule, ruleset, words


def _rules(*more: Any, **exclusions: Any) -> RuleSet:
    text = {"fields": ("text",)}
    rules = [
        rule("A-1", {"a": words("t+1", "96110", "甲乙", **text)}, applies_to="advert"),
        rule("A-2", {"a": pattern("满[1-4][0-9]*返", "返", **text), "b": pattern("第[0-9]{2,4}期\\d", "期", **text)}, applies_to="advert"),
        rule("A-3", {"a": words("丙丁", unless_near={"terms": ["8号"], "within": 3}, **text)}, applies_to="advert"),
        rule("A-4", {"a": pattern("[^0]返|12345|0元", "返", "元", **text), "b": pattern("满[1-4][0-9]*返", "满", **text)}, applies_to="advert"),
        *more,
    ]  # fmt: skip
    known = [
        exclusion("guard", "G-1", "常用", terms=["3月", "96120"]),
        exclusion("guard", "G-2", "常用", terms=["某词"], words=["乙8"]),
        exclusion("negation", "N-1", "否定", before=["不4"], after=["免5"], clause=["绝6"], not_in=["不47"]),
        exclusion("warning", "W-1", "提示", terms=["谨防7"], unless=["加8"], **exclusions),
    ]  # fmt: skip
    return ruleset(rules, known)


def _figures(rules: RuleSet) -> Figures:
    return Figures(rules, CompiledRules(rules, "advert"), None)


@pytest.mark.parametrize(
    ("regex", "named"),
    [
        ("满[0-9]+返", False),
        ("满[1-9]返", True),
        ("\\d{2}期", False),
        ("某{2,}某{3}某{,4}", False),
        ("1[3-9]", True),
        ("甲乙", False),
        ("[0-9]{2}5", True),
    ],
)
def test_which_patterns_name_single_figures(regex: str, named: bool) -> None:
    assert names_figures(regex) is named


def test_a_pattern_of_an_exclusion_that_names_figures_lets_every_text_be_read() -> None:
    assert not _figures(_rules()).blind
    assert not _figures(_rules(patterns=["满[0-9]"])).blind
    assert _figures(_rules(patterns=["满3"])).blind
    body = {"kind_name": "某行", "licence_needed": "某证", "applies_to": ["advert"]}
    for more in (
        {"name_patterns": ["8号行"]},
        {"name_patterns": ["行"], "not_patterns": ["8号"]},
        {"name_patterns": ["行"], "text_patterns": ["8号"]},
        {"name_patterns": ["行"], "scope_needs": ["8号"]},
        {"name_patterns": ["行"], "applies_to": ["registration"], "text_patterns": ["8号"]},
    ):
        rules = ruleset([], [exclusion("licensed", "L-1", "牌照", **{**body, **more})])
        assert _figures(rules).blind
        assert not Figures(rules, CompiledRules(rules, "tip"), None).blind


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("明天到", {}),
        ("明天t+7到", {4: {"1"}}),
        ("乙1", {1: {"8"}}),
        ("不4，不47，免5，绝6", {1: {"4"}, 4: {"4"}, 5: {"7"}, 8: {"5"}, 11: {"6"}}),
        ("谨防7，加8", {2: {"7"}, 5: {"8"}}),
        ("丙丁9号，1月", {2: {"8"}, 5: {"3"}}),
        ("拨打96111，满3返", {}),  # numbers, and what patterns name, are looked for one by one
        ("明天t +　７到", {6: {"1"}}),
    ],
)
def test_which_figures_are_read_as_part_of_a_word(text: str, places: dict[int, set[str]]) -> None:
    rules = _rules()
    view = AdvertReader(rules, "advert").view(text)
    found = _figures(rules).read(view)
    assert {at: set(figures) for at, figures in found.items()} == {
        at: figures for at, figures in places.items() if text[at] in "0123456789"
    }


def test_what_may_stand_in_a_text_with_other_figures() -> None:
    figures = _figures(_rules())
    assert [one.anchors for one in figures.naming("拨打86350")] == [("96110",), ("96120",)]
    assert [one.anchors for one in figures.naming("满3返某")] == [("返", "满"), ("返", "元")]
    assert figures.naming("某某") == ()
    # Patterns of rules that look for a number, and numbers of rules, keep a text's own telephone number.
    kept = figures.telephones._kept
    assert all(number in kept for number in ("96110", "96120", "12345"))


@pytest.mark.parametrize(
    ("text", "met", "stands"),
    [
        ("某满3返，满4返", [], (((1, 4), (5, 8)), 0)),
        ("某满3返，满4返", [0, 2, 3, 9], (((1, 4), (5, 8)), 2)),
        ("返某满3返", [0, 2], (((2, 5),), 0)),
        ("满7返", [0, 1, 2], ((), 2)),
        ("某某", [0], ((), 0)),
        ("返", [0, 1], ((), 0)),
    ],
)
def test_where_what_names_figures_stands(text: str, met: list[int], stands: Any) -> None:
    assert Named.of("满[1-4]返", ["返", "元"]).stands(text, met) == stands


def test_texts_part_by_figures_that_are_read() -> None:
    record = {"text": "一3二7", "title": "5"}
    places = [
        ("text", 1, frozenset("34")),
        ("text", 3, frozenset("1")),
        ("title", 0, frozenset("5")),
    ]
    assert way_of(places, record) == ("3", "", "5")
    assert filled("甲0乙0", None, "某") == "某"
    assert filled("甲0乙0", [], "某") == "甲0乙0"
    assert filled("甲0乙0", [(1, 2), (3, 0)], "5某7") == "甲7乙5"


def test_what_texts_of_a_form_have_in_common() -> None:
    rules = _rules()
    view = AdvertReader(rules, "advert").view("甲 乙3，Ⅳ，t+1，满３返")
    title = AdvertReader(rules, "advert").view("甲乙5")
    read: Any = SimpleNamespace(
        warned=None, views={"text": view, "title": title}, promising={"text"}, met={"text": [7, 2]}
    )
    leaf = leaf_of(read, _figures(rules))
    text, plain = leaf.fields["text"], leaf.fields["title"]
    assert (text.compacted, text.restored) == (view.text, view.raw)
    assert text.in_compacted == [(2, 3), (8, 9)]
    assert (text.in_restored, plain.in_compacted) == (None, None)
    assert (text.promises, plain.promises, text.met, plain.met) == (True, False, [2, 7], [])
    assert [one.anchors for one in text.named] == [("返", "满"), ("返", "元")]
    assert (leaf.alone, leaf.warned) == (False, None)


@pytest.mark.parametrize(
    ("warned", "promising", "restored", "alone"),
    [
        (None, True, "别的", False),
        ("W", True, "别的", True),
        ("W", False, "别的", False),
        ("W", True, "原文", False),
    ],
)
def test_a_rate_told_in_other_words_than_its_own_stands_alone(
    warned: Any, promising: bool, restored: str, alone: bool
) -> None:
    def span(start: int, end: int) -> tuple[int, int]:
        return start, end

    view = SimpleNamespace(
        text="原文", raw="原文", span=span, restored=SimpleNamespace(text=restored, span=span)
    )
    read: Any = SimpleNamespace(
        warned=warned, views={"text": view}, promising={"text"} if promising else set(), met={}
    )
    assert leaf_of(read, _figures(_rules())).alone is alone


def test_rows_share_looks() -> None:
    def look(*shown: tuple[int, str, int, int]) -> TextLook:
        hits = [Hit("A-1", "text", 0, 1, "原"), Hit("A-2", "text", 2, 3, "文")]
        return TextLook(RecordEvidence(0, hits, sector_votes={"usury": 1.0}), shown)

    plain, one, two = look(), look((0, "text", 0, 1)), look((0, "text", 0, 1), (1, "text", 2, 3))
    known = look()
    found = TextsFound([known])
    texts = {"text": pa.array(["1某1", "2某3", "4某4", "5某5", "6某6", "7某8", "9某9"])}
    which = np.array([0, 2, 2, 1, 0, 2, 3])
    found.share([plain, one, two, plain], which, texts)
    assert found.look == [1, 3, 4, 2, 1, 3, 1] if False else len(found.look) == 7
    assert found.said == {1: ("2", "3"), 2: ("4", "4"), 3: ("5",), 5: ("7", "8")}
    assert found.look[0] == found.look[4] == found.look[6]
    assert found.look[1] == found.look[5] != found.look[2]
    assert len({*found.look}) == 4
    assert len(found) == 7
    rows = list(found)
    assert [[hit.matched for hit in row.hits] for row in rows] == [
        ["原", "文"], ["2", "3"], ["4", "4"], ["5", "文"], ["原", "文"], ["7", "8"], ["原", "文"],
    ]  # fmt: skip
    assert [row.row for row in rows] == list(range(7))
    # Looks that show the same words are none the less two.
    others = TextsFound([])
    again = [look(), look(), look((0, "text", 0, 1)), look((0, "text", 0, 1))]
    others.share(again, np.array([0, 1, 2, 3]), {"text": pa.array(["1", "2", "3", "3"])})
    assert others.look == [0, 1, 2, 3]
    rows[0].hits[0].matched = "改"
    rows[0].sector_votes.clear()
    assert found.evidence(0).hits[0].matched == "原"
    assert found.evidence(0).sector_votes == {"usury": 1.0}


def test_figures_of_a_text_as_it_was_meant() -> None:
    restored = SimpleNamespace(text="甲乙7丙５", span=lambda start, end: (start + 1, end + 1))
    view = SimpleNamespace(
        text="乙7",
        raw="某甲乙7丙6",
        span=lambda start, end: (start + 2, end + 2),
        restored=restored,
    )
    read: Any = SimpleNamespace(warned=None, views={"text": view}, promising=set(), met={})
    field = leaf_of(read, _figures(_rules())).fields["text"]
    assert (field.in_compacted, field.in_restored) == ([(1, 3)], [(2, 3)])


def test_figures_of_disguised_words() -> None:
    """In the text as it is searched, as it stands, compacted, and as it was meant."""
    raw = "一3二t\u200b+5三79月"
    at = {figure: raw.index(figure) for figure in "3579"}

    def to(place: int) -> Any:
        return lambda start, end: (place + start - 2, place + end - 2)

    view: Any = SimpleNamespace(
        raw=raw,
        text="t+8",
        span=to(at["3"]),
        figures={at["3"]: {"8"}, 0: {"5"}},
        restored=SimpleNamespace(text="ｔ+９", span=to(at["7"])),
    )
    figures = _figures(_rules())
    assert figures.read(view) == {
        at["3"]: frozenset("18"),
        at["5"]: frozenset("1"),
        at["7"]: frozenset("1"),
        at["9"]: frozenset("3"),
    }
    view.raw = "一三二"
    assert figures.read(view) == {}


def test_words_that_tell_a_sector_are_words() -> None:
    rules = _rules()
    sectors: Any = SimpleNamespace(words=("乙9", "丙"))
    view = AdvertReader(rules, "advert").view("乙3丙4")
    figures = Figures(rules, CompiledRules(rules, "advert"), sectors)
    assert figures.read(view) == {1: frozenset("89")}
    assert _figures(rules).read(view) == {1: frozenset("8")}
