"""Cues told of many texts at once are those that each text holds."""

import pytest

from engine.match.advert_reader import AdvertReader
from engine.match.cues import Cues
from engine.match.fits import Fits
from engine.match.patterns import whole
from engine.ruleset import load_ruleset, schema

TEXTS = [
    "",
    "谨防高息理财骗局，守住养老钱",
    "诚聘销售顾问三名，底薪加提成，电话详谈",
    "二手冰箱自提，有缘人带走，警惕假货",
    "村口新到大米，买二送一",
    "社区民警提醒：不要点陌生链接\n——河湾社区宣",
    "这家说保本，靠谱吗？",
]


@pytest.fixture(scope="module")
def reader() -> AdvertReader:
    return AdvertReader(load_ruleset(), "advert")


def test_warnings_of_which_a_cue_stands_there(reader: AdvertReader) -> None:
    found = reader._standing.of(TEXTS)
    for text, numbers in zip(TEXTS, found, strict=True):
        for at, (warning, cues) in enumerate(reader.words.cues):
            seen = {match.group() for match in cues.finditer(text)}
            assert at in numbers or len(seen) < warning.min_hits, (warning.id, text)
            assert at not in numbers or seen, (warning.id, text)
    assert any(found)


def test_one_cue_of_a_warning_that_asks_for_two_is_not_looked_into(reader: AdvertReader) -> None:
    at, warning = next(
        (at, warning)
        for at, (warning, _) in enumerate(reader.words.cues)
        if warning.min_hits == 2 and len(warning.terms) > 1 and not warning.patterns
    )
    one, two = warning.terms[0], next(t for t in warning.terms if t not in warning.terms[0])
    told = reader._standing.of([one, f"{one}，{one}", f"{one}，{two}"])
    assert [at in numbers for numbers in told] == [False, False, True]


def test_each_text_tells_the_same_by_itself(reader: AdvertReader) -> None:
    assert [reader._standing.of([text])[0] for text in TEXTS] == reader._standing.of(TEXTS)


def test_where_patterns_fit() -> None:
    patterns = ["(买|送).{0,2}送", "保本|底薪", "社区(宣|印)?$", "不在其中"]
    fitted = Fits(patterns).of(TEXTS)
    for pattern in patterns:
        expected = [at for at, text in enumerate(TEXTS) if whole(pattern).search(text)]
        assert fitted.where(pattern).tolist() == expected


def test_words_that_overlap_are_each_a_cue() -> None:
    plain = {
        "id": "W-1",
        "title": "某",
        "cause": "某",
        "applies_to": ("advert",),
        "kind": "warning",
    }
    two = schema.Warning_(**{**plain, "terms": ("甲乙", "乙丙"), "min_hits": 2})  # type: ignore[arg-type]
    other = schema.Warning_(**{**plain, "terms": ("乙",), "patterns": ("丁+",)})  # type: ignore[arg-type]
    cues = Cues([two, other])
    assert cues.of(["甲乙丙", "甲乙", "乙丙甲乙", "丁", "", "甲", "乙丙"]) == [
        {0, 1},
        {1},
        {0, 1},
        {1},
        set(),
        set(),
        {1},
    ]
    assert Cues([]).of(["甲"]) == [set()]
