"""Disguised words: how many are found, how many look-alikes are left alone, exact spans.

``disguise_cases.csv`` was written before the finder; half A served to set the margins, half B was
measured when A was done, and C was written and measured after B had been looked at.
``disguise_vocabulary.txt`` holds the words of the advert rules as they were then.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.text.compact import compact
from engine.text.disguise import Disguised, DisguiseFinder
from engine.text.fold import fold

HERE = Path(__file__).parent
CASES = list(csv.DictReader((HERE / "disguise_cases.csv").open(encoding="utf-8")))
WORDS = (HERE / "disguise_vocabulary.txt").read_text(encoding="utf-8").split()
#: Three ways of writing one term of the rules.
ZERO = str.maketrans("0〇", "零零")


@pytest.fixture(scope="module")
def finder() -> DisguiseFinder:
    return DisguiseFinder(WORDS)


@pytest.fixture(scope="module")
def hits(finder: DisguiseFinder) -> dict[str, list[Disguised]]:
    texts = [case["text"] for case in CASES]
    found = finder.find_many(texts)
    return {text: found.get(number, []) for number, text in enumerate(texts)}


def _split(split: str, expected: str) -> list[dict[str, str]]:
    return [c for c in CASES if c["split"] == split and c["expected"] == expected]


def _read(case: dict[str, str], hits: list[Disguised]) -> bool:
    term = case["term"].translate(ZERO)
    plain = compact(fold(case["text"]))[0].translate(ZERO)
    return term in plain or any(term in hit.term.translate(ZERO) for hit in hits)


@pytest.mark.parametrize(("split", "least"), [("A", 0.92), ("B", 0.85), ("C", 0.88)])
def test_disguised_words_are_found(
    hits: dict[str, list[Disguised]], split: str, least: float
) -> None:
    cases = _split(split, "1")
    missed = [case["text"] for case in cases if not _read(case, hits[case["text"]])]
    assert 1 - len(missed) / len(cases) >= least, missed


@pytest.mark.parametrize(("split", "least"), [("A", 0.99), ("B", 0.97), ("C", 0.98)])
def test_harmless_text_is_left_alone(
    hits: dict[str, list[Disguised]], split: str, least: float
) -> None:
    cases = _split(split, "0")
    tripped = [(c["text"], hits[c["text"]]) for c in cases if hits[c["text"]]]
    assert 1 - len(tripped) / len(cases) >= least, tripped


def _every(hits: dict[str, list[Disguised]]) -> Iterator[tuple[str, Disguised]]:
    for text, found in hits.items():
        for hit in found:
            yield text, hit


def test_spans_begin_and_end_with_what_is_read(hits: dict[str, list[Disguised]]) -> None:
    for text, hit in _every(hits):
        stretch = text[hit.start : hit.end]
        assert stretch, hit
        assert stretch == stretch.strip(" ,，.。、*·-_/|"), hit
        assert 0 < hit.confidence <= 1
        assert hit.classes == tuple(sorted(set(hit.classes)))
        assert hit.classes


def test_only_disguised_words_are_reported(hits: dict[str, list[Disguised]]) -> None:
    for text, hit in _every(hits):
        assert compact(fold(text[hit.start : hit.end]))[0] not in {fold(w) for w in WORDS}, hit


@pytest.mark.parametrize(
    ("text", "stretch", "term", "classes"),
    [
        ("年底分.红，入股一万返两千，保.本.保.息", "保.本.保.息", "保本保息", ("separator",)),
        ("存一万，高收l益项目", "高收l益", "高收益", ("inserted",)),
        ("做理材，年息15%", "理材", "理财", ("homophone",)),
        ("王里财找我，月息一分五", "王里财", "理财", ("split",)),
        ("稳zhuàn不赔，投三万月拿三千", "稳zhuàn不赔", "稳赚不赔", ("pinyin",)),
        ("加微❤️领资料，年化30%", "加微❤", "加微信", ("emoji",)),
        ("扌殳姿养老，床位年返12%", "扌殳姿", "投资", ("homophone", "split")),
        ("稳赚８赔，投5千返8千", "稳赚８赔", "稳赚不赔", ("digit",)),
        ("埋财产品，每年利息一分八", "埋财", "理财", ("look_alike",)),
    ],
)
def test_the_very_stretch(
    finder: DisguiseFinder, text: str, stretch: str, term: str, classes: tuple[str, ...]
) -> None:
    start = text.index(stretch)
    assert (start, start + len(stretch), term, classes) in {
        (hit.start, hit.end, hit.term, hit.classes) for hit in finder.find(text)
    }


def test_characters_beyond_the_basic_plane_move_no_offset(finder: DisguiseFinder) -> None:
    text = "𠮷祥🎉🎉做理材，年息15%"
    assert [text[hit.start : hit.end] for hit in finder.find(text)] == ["理材"]


def test_harmless_text_elsewhere_removes_no_hit(
    finder: DisguiseFinder, hits: dict[str, list[Disguised]]
) -> None:
    before, after = "周六上午九点，", "。新鲜蔬菜每天早上到店"
    texts = list(hits)
    longer = finder.find_many([before + text + after for text in texts])
    for number, text in enumerate(texts):
        moved = {
            (h.start - len(before), h.end - len(before), h.term) for h in longer.get(number, [])
        }
        assert {(h.start, h.end, h.term) for h in hits[text]} <= moved, text


def test_a_batch_reads_as_each_text_alone(finder: DisguiseFinder) -> None:
    texts = [case["text"] for case in CASES[::7]] + ["", "\n", "理", "材年息"]
    found = finder.find_many(texts)
    for number, text in enumerate(texts):
        assert finder.find(text) == found.get(number, []), text


def test_plain_words_are_no_disguise(finder: DisguiseFinder) -> None:
    for text in (
        "保本保息，投资理财",
        "保 本 保 息",
        "保*本保*息",
        "保​本",
        "投資理財",
        "ＶＩＰ理财",
    ):
        assert finder.find(text) == [], text


def test_known_plain_hits_veto(finder: DisguiseFinder) -> None:
    text = "做理材，年息15%"
    assert finder.find(text, plain_hits=[])
    assert finder.find(text, plain_hits=[(1, 3)]) == []


def test_the_dictionary_is_asked_for_only_when_needed() -> None:
    asked = []

    def frequencies() -> dict[str, int]:
        asked.append(1)
        return {"年息": 50, "做": 20000}

    finder = DisguiseFinder(["理财"], frequencies)
    finder.find("今天新鲜蔬菜到店，欢迎选购")
    assert not asked
    finder.find("做理材，年息15%")
    finder.find("做理才，年息15%")
    assert asked == [1]


def test_nothing_to_look_for() -> None:
    assert DisguiseFinder([]).find("做理材，年息15%") == []
    assert DisguiseFinder(["借", "vip"]).find("理材 jie VIP") == []


def test_lone_surrogates_are_survived(finder: DisguiseFinder) -> None:
    assert finder.find("\ud83d做理材，年息15%\udcb0")[0].term == "理财"


@pytest.mark.parametrize("unit", ["保", "月 ", "l", "ben", "💰", "亻", "保l", "保，本，", "〇0o"])
def test_places_grow_with_the_text_and_no_faster(finder: DisguiseFinder, unit: str) -> None:
    def places(times: int) -> int:
        found = finder._gate.places([unit * times])
        return sum(len(starts) for _, starts in found.values())

    assert places(400) <= 4 * places(100) + 64
    assert places(100) <= 100 * len(unit) + 1
