"""In which stretches of a text warnings speak, told with work that grows as the text does."""

import random
import re
from dataclasses import replace
from typing import Any

import pytest

from engine.match.advert_words import AdvertWords
from engine.match.warned import Warnings, touched
from engine.ruleset import load_ruleset, schema
from engine.text.compact import compact


class Place(int):
    """A place in a text that counts how often it is asked."""

    asked = 0

    def __le__(self, other: int) -> bool:
        Place.asked += 1
        return int(self) <= other

    def __lt__(self, other: int) -> bool:
        Place.asked += 1
        return int(self) < other


def _spans(places: list[int]) -> list[tuple[int, int]]:
    return [(Place(a), Place(b)) for a, b in zip(places[::2], places[1::2], strict=True)]


def test_those_that_share_a_character() -> None:
    draw = random.Random(7)
    for _ in range(200):
        clauses = _spans(sorted(draw.sample(range(60), 12)))
        hits = _spans(sorted(draw.sample(range(60), 10)))
        told = [any(s < end and start < e for s, e in hits) for start, end in clauses]
        assert touched(clauses, hits) == told


def test_work_grows_as_the_sentence_does() -> None:
    asked = []
    for clauses in (500, 1000):
        # Each holds a hit, so that all before it are passed.
        spans = _spans([n * 5 for n in range(clauses * 2)])
        Place.asked = 0
        assert all(touched(spans, spans))
        asked.append(Place.asked)
    assert asked[1] <= asked[0] * 2.2


#: In these texts 利 makes a text read like an offer, and 来 like a call, each a little more.
_LIKE = {"offers": "利", "calls": "来"}


def _share(lexicon: str, text: str) -> float:
    return text.count(_LIKE[lexicon]) / 10


def _warning(**more: Any) -> schema.Warning_:
    told = {"title": "某", "cause": "某", "applies_to": ("advert",), "characters": 4}
    return schema.Warning_(kind="warning", **{**told, **more})


#: Warns by 谨防; the wording alone tells a notice.
WARNS = {"terms": ("谨防",)}
QUOTES = {**WARNS, "quotes": True, "unless": ("加入",)}
NOTICE = {"lexicon": "offers", "at_most": 0.4}


def _found(
    text: str, *some: dict[str, Any], signed: bool = False, weighed: bool = True
) -> tuple[Warnings, list[schema.Warning_]]:
    warnings = [_warning(id=f"EXC-T-{at}", **one) for at, one in enumerate(some)]
    words = AdvertWords(replace(load_ruleset(), exclusions=tuple(warnings)), "advert")
    found = Warnings(words, compact(text)[0], text)
    found.find(words.cues)
    if signed:
        found.forget_signed()
    if weighed:
        found.weigh({name: _share(name, text) for name in _LIKE}, _share)
    return found, warnings


def _spoken(text: str, *some: dict[str, Any], signed: bool = False, weighed: bool = True) -> str:
    """The text, with - for each stretch that no warning speaks of."""
    found, _ = _found(text, *some, signed=signed, weighed=weighed)
    spoken = [c if found.over(at, at + 1) else "-" for at, c in enumerate(text)]
    return re.sub("-+", "-", "".join(spoken))


@pytest.mark.parametrize(
    ("text", "some", "spoken"),
    [
        ("谨防上当。好。", [WARNS], "谨防上当。好。"),
        ("今天上当。好。", [WARNS], "-"),
        # Several different cues, where one is too little.
        ("谨防上当。谨防", [{"terms": ("谨防", "小心"), "min_hits": 2}], "-"),
        ("谨防上当。小心", [{"terms": ("谨防", "小心"), "min_hits": 2}], "谨防上当。小心"),
        ("谨防上当", [{"terms": ("谨防", "小心"), "min_hits": 2}, WARNS], "谨防上当"),
        # What no such text names.
        ("谨防上当，电话1", [{**WARNS, "bars": ("电话[0-9]",)}], "-"),
        ("谨防上当，电话1", [{**WARNS, "bars": ("电话[0-9]",)}, WARNS], "谨防上当，电话1"),
        # Who quotes calls within what he warns of; another's call is his own.
        ("谨防加入群。", [QUOTES], "谨防加入群-"),
        ("谨防加入群。好。", [QUOTES], "谨防加入群。好。"),
        ("谨防上当。加入群。谨防。", [QUOTES], "谨防上当-谨防-"),
        ("谨防加入群。谨防。", [{**QUOTES, "quotes": False}], "-谨防-"),
        ("谨防加入群。好。", [{**QUOTES, "quotes": False}], "-"),
        # For the whole text, or not at all.
        ("谨防上当。好。", [{**QUOTES, "whole": True}], "谨防上当。好。"),
        ("谨防上当。加入。", [{**QUOTES, "whole": True}], "-"),
        ("谨防上当。加入。", [{**QUOTES, "whole": True}, QUOTES], "谨防上当-"),
        # What is said not to be taken is no call; what is taken is one, whatever else is not.
        ("不收押金。谨防。", [{**QUOTES, "unless": ("押金",)}], "不收押金。谨防。"),
        ("好，不收任何押金。谨防。", [{**QUOTES, "unless": ("押金",)}], "好，不收任何押金。谨防。"),
        ("交押金，不收费。谨防。", [{**QUOTES, "unless": ("押金",)}], "-谨防-"),
        ("不收押金，但交押金。谨防。", [{**QUOTES, "unless": ("押金",)}], "-谨防-"),
        ("不收押金，交会费。谨防。", [{**QUOTES, "unless": ("押金", "会费")}], "-谨防-"),
        ("一加二。谨防。", [{**QUOTES, "unless": ("一.二",)}], "一加二。谨防。"),
        # The end of a matter, and a warning beside it.
        ("没有问题，谨防上当", [{"terms": ("没有问题",), "settles": True}], "没有问题，谨防上当"),
        ("集资，谨防上当", [{"terms": ("上当",), "settles": True}, WARNS], "集资，谨防上当"),
        ("集资，谨防上当", [{"terms": ("上当",), "settles": True}], "-"),
    ],
)  # fmt: skip
def test_where_a_warning_speaks(text: str, some: list[dict[str, Any]], spoken: str) -> None:
    assert _spoken(text, *some, weighed=False) == spoken


def test_a_single_quotation_quotes_as_well() -> None:
    settles = {"terms": ("没有问题",), "settles": True}
    assert _found("书店‘集资’，没有问题", settles)[0].whole
    assert not _found("书店集资，没有问题", settles)[0].whole


@pytest.mark.parametrize(
    ("text", "some", "spoken"),
    [
        # A text that reads like an offer is none that warns, up to a bound.
        ("谨防利利利利", [{**WARNS, **NOTICE}], "谨防利利利利"),
        ("谨防利利利利利", [{**WARNS, **NOTICE}], "-"),
        # … each warning by its own measure, whichever is first.
        ("谨防利利利利利", [{**WARNS, **NOTICE}, {"terms": ("防利",)}], "谨防利利利利利"),
        ("谨防来来来来来", [{**WARNS, **NOTICE}, {**WARNS, **NOTICE, "lexicon": "calls"}], "谨防来来来来来"),
        ("谨防利利利利利", [{"terms": ("防利",)}, {**WARNS, **NOTICE}], "谨防利利利利利"),
        # The end of a matter is belied by what is left without it, if that says enough.
        ("没事，利利利利利", [{"terms": ("没事",), "settles": True, **NOTICE}], "-"),
        ("没事，好利利利利", [{"terms": ("没事",), "settles": True, **NOTICE}], "没事，好利利利利"),
        ("没事，利利利利利", [{"terms": ("没事",), "settles": True, **NOTICE, "characters": 5}], "-"),
        ("没事，利利利利利", [{"terms": ("没事",), "settles": True, **NOTICE, "characters": 6}], "没事，利利利利利"),
        ("没事，利利利利利", [{"terms": ("没事",), "settles": True}], "没事，利利利利利"),
        ("没事，利利利利利", [{"terms": ("没事",), "settles": True, **NOTICE}, {"terms": ("没事",)}], "没事，利利利利利"),
        ("没事，利利利利利", [{"terms": ("没事",)}, {"terms": ("没事",), "settles": True}], "没事，利利利利利"),
        # A sentence that warns goes on doing so in a text that offers, unless it is the only one the
        # warning spoke of anyway, or offers itself.
        ("谨防上当。利利利利利", [{**QUOTES, **NOTICE}], "谨防上当-"),
        ("谨防利利利利。利", [{**QUOTES, **NOTICE}], "谨防利利利利-"),
        ("谨防利利利利利。好", [{**QUOTES, **NOTICE}], "-"),
        ("谨防上当。加入利利利利利", [{**QUOTES, **NOTICE}], "-"),
        ("谨防上当。加入利利利利利。谨防", [{**QUOTES, **NOTICE}], "谨防上当-谨防"),
        ("谨防上当。利利利利利", [{**QUOTES, **NOTICE, "quotes": False}], "-"),
        ("谨防上当。利利利利利", [{**QUOTES, **NOTICE, "whole": True}], "-"),
        # What stands beside the sentences that warn solicits, or has too little to say.
        ("谨防上当。今利利利", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}], "谨防上当-"),
        ("今利利利。谨防上当", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}], "-谨防上当"),
        ("谨防上当。利利利", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}], "谨防上当。利利利"),
        ("谨防上当。今天利利", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}], "谨防上当。今天利利"),
        ("谨防上当。今利利利", [{**QUOTES, **NOTICE}], "谨防上当。今利利利"),
        ("谨防上当。今利利利。谨防", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}], "谨防上当。今利利利。谨防"),
        ("好利。谨防。好利利", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}], "-谨防-"),
        ("谨防利。小心利利利", [{**QUOTES, **NOTICE, "rest_at_most": 0.2}, {"terms": ("小心",), "quotes": True}], "谨防利。小心利利利"),
    ],
)  # fmt: skip
def test_what_the_wording_belies(text: str, some: list[dict[str, Any]], spoken: str) -> None:
    assert _spoken(text, *some) == spoken


EACH = {**WARNS, "each": True, "lexicon": "offers", "at_most": 0.5, "alone_at_most": 0.3}


@pytest.mark.parametrize(
    ("text", "some", "spoken", "offer"),
    [
        ("谨防上当。今天好。", [EACH], "谨防上当。今天好。", ""),
        # What warns is an offer itself.
        ("谨防利利利利利。好", [EACH], "谨防利利利利利。好", ""),
        ("谨防利利利利利利。好", [EACH], "-", ""),
        ("谨防利利利。谨防利利利。", [EACH], "-", ""),
        # A sentence by itself, and together with what warns.
        ("谨防上当。今天利利利。", [EACH], "谨防上当。今天利利利。", ""),
        ("谨防上当。今天利利利利。", [EACH], "谨防上当-", "今天利利利利"),
        ("谨防利利。今天利利利。", [EACH], "谨防利利。今天利利利。", ""),
        ("谨防利利利。今天利利利。", [EACH], "谨防利利利-", "今天利利利"),
        ("谨防利利利，今天利利利。", [EACH], "谨防利利利，今天利利利。", ""),
        ("谨防上当，今天利利利利。", [EACH], "谨防上当-", "今天利利利利"),
        ("好。今天利利利利，谨防，来利利利。好", [EACH], "好-谨防-好", "今天利利利利，来利利利"),
        ("利利利利。谨防。利利利利利", [EACH], "-谨防-", "利利利利。利利利利利"),
        # Where it did not speak for all it does not now.
        ("好。谨防。加入群。今天利利利利。谨防，利利利利", [{**EACH, **QUOTES}], "-谨防-谨防-", "今天利利利利。利利利利"),
        # What warns beside it in its own sentence is not weighed with it.
        ("谨防，今天利利利。", [{**EACH, "at_most": 0.2}], "谨防，今天利利利。", ""),
        # Another one beside it.
        ("谨防利利利利利利。", [EACH, WARNS], "谨防利利利利利利。", ""),
        ("谨防上当。今天利利利利。", [WARNS, EACH], "谨防上当。今天利利利利。", "今天利利利利"),
    ],
)  # fmt: skip
def test_each_sentence_is_weighed(
    text: str, some: list[dict[str, Any]], spoken: str, offer: str
) -> None:
    assert _spoken(text, *some) == spoken
    assert _found(text, *some)[0].offer == offer


@pytest.mark.parametrize(
    ("text", "some", "speaks"),
    [
        ("今天利利利利", [NOTICE], True),
        ("今天利利利利利", [NOTICE], False),
        ("今天利", [NOTICE], False),  # too short
        ("今天好利", [NOTICE], True),
        ("今天好利", [{**NOTICE, "lexicon": "nobody"}], False),
        # It says how its sender is found, or calls; what is quoted is said by others.
        ("今天利，电话1", [{**NOTICE, "bars": ("电话[0-9]",)}], False),
        ("今天利，加入", [{**NOTICE, "unless": ("加入",)}], False),
        ("今天利，“加入”", [{**NOTICE, "unless": ("加入",)}], True),
        ("今天来来", [{**NOTICE, "offers": "calls", "offers_at_most": 0.2}], True),
        ("今天来来来", [{**NOTICE, "offers": "calls", "offers_at_most": 0.2}], False),
        ("今天来来“来”", [{**NOTICE, "offers": "calls", "offers_at_most": 0.2}], True),
        # Who poses as what another warning tells of must read the plainer.
        ("谨防电话1利利", [{**WARNS, "bars": ("电话[0-9]",)}, NOTICE], True),
        ("谨防电话1利利利", [{**WARNS, "bars": ("电话[0-9]",)}, NOTICE], False),
    ],
)  # fmt: skip
def test_the_wording_alone_tells(text: str, some: list[dict[str, Any]], speaks: bool) -> None:
    found, warnings = _found(text, *some)
    assert (found.whole is warnings[-1]) is speaks
    assert bool(found) is speaks


def test_the_wording_alone_tells_nothing_where_another_speaks_for_all_or_the_rest_solicits() -> (
    None
):
    found, (warns, _) = _found("谨防上当", WARNS, NOTICE)
    assert found.over(0, 2) == [warns]
    rest = {**QUOTES, "lexicon": "offers", "rest_at_most": 0.2}
    assert _found("谨防上当。今利利利", rest, NOTICE)[0].whole is None
    assert _found("谨防上当。加入今利", rest, NOTICE)[0].whole
    other = {**QUOTES, "terms": ("上当",), "unless": ("今",)}
    assert _found("谨防上当。今利利利", rest, other, NOTICE)[0].whole is None


def test_all_that_speak_of_a_word_are_told_in_order() -> None:
    settles = {"terms": ("没事",), "settles": True}
    found, warnings = _found("没事，走吧", {"terms": ("没事",)}, settles, {"terms": ("走",)})
    assert found.over(0, 2) == warnings
    found, warnings = _found("谨防上当。利利利利利", WARNS, {**QUOTES, **NOTICE})
    assert found.over(0, 4) == warnings
    assert found.over(5, 7) == warnings[:1]


def test_so_many_sentences_are_weighed() -> None:
    others = "".join(f"好{chr(0x4E00 + at)}。" for at in range(150))
    assert _spoken(f"谨防上当。{others}", EACH).count("好") == 99
    assert _spoken("谨防上当。" + "今天好。" * 150, EACH).count("好") == 150


def test_who_is_named_is_not_told_of() -> None:
    told = {**WARNS, "unsigned": True}
    assert _spoken("谨防上当", told, signed=True) == "-"
    assert _spoken("谨防上当", told) == "谨防上当"
    assert _spoken("谨防上当", told, WARNS, signed=True) == "谨防上当"
    # … and has to read the plainer, as one that a bar keeps.
    assert _found("谨防上当利利利", told, NOTICE, signed=True)[0].whole is None
    assert _found("今天上当利利利", told, NOTICE, signed=True)[0].whole
    barred = {**WARNS, "bars": ("电话",)}
    assert _found("谨防电话利利利", barred, told, NOTICE, signed=True)[0].whole is None
    assert _found("谨防电话利利利", barred, NOTICE, signed=True)[0].whole is None
