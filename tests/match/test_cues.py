"""Cues told of many texts at once are those that each text holds."""

import pytest

from engine.match.advert_reader import AdvertReader
from engine.match.fits import Fits
from engine.match.patterns import whole
from engine.ruleset import load_ruleset

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
        expected = {at for at, (_, cues) in enumerate(reader.words.cues) if cues.search(text)}
        assert numbers == expected
    assert any(found)


def test_each_text_tells_the_same_by_itself(reader: AdvertReader) -> None:
    assert [reader._standing.of([text])[0] for text in TEXTS] == reader._standing.of(TEXTS)


def test_where_patterns_fit() -> None:
    patterns = ["(买|送).{0,2}送", "保本|底薪", "社区(宣|印)?$", "不在其中"]
    fitted = Fits(patterns).of(TEXTS)
    for pattern in patterns:
        expected = [at for at, text in enumerate(TEXTS) if whole(pattern).search(text)]
        assert fitted.where(pattern).tolist() == expected
