"""A firm that is called by nothing but its own part, and where such a word is one that people deal with."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.bare import bare
from tests.link.firms import index_of

FIRMS = [
    ("云泉县云链科技有限公司", "云泉县清渠镇人民路1号"),
    ("云泉县众鑫信息咨询有限公司", "云泉县清渠镇人民路2号"),
    ("云泉县海王星商贸有限公司", "云泉县清渠镇人民路3号"),
    ("云泉县翡翠家园物业服务有限公司", "云泉县清渠镇人民路4号"),
    ("云泉县霖沃种植专业合作社", "云泉县清渠镇人民路5号"),
    ("云泉县霖沃养殖专业合作社", "云泉县清渠镇人民路6号"),
    ("云泉县和顺茶楼", "云泉县清渠镇人民路7号"),
    ("云泉县禾缦布艺店", "云泉县清渠镇人民路8号"),
    ("云泉县禾缦食品店", "云泉县清渠镇人民路9号"),
    ("云泉县禾缦饰品店", "云泉县清渠镇人民路10号"),
    ("云泉县禾缦花艺店", "云泉县清渠镇人民路11号"),
    ("云泉县霁岚布艺店", "云泉县清渠镇人民路12号"),
    ("云泉县霁岚饰品店", "云泉县清渠镇人民路13号"),
    ("云泉县霁岚花艺店", "云泉县清渠镇人民路14号"),
]
CHAIN, LENDS, STAR, ESTATE, GROWS, BREEDS, TEA, *_ = range(len(FIRMS))


@pytest.fixture(scope="module")
def index() -> FirmIndex:
    return index_of(FIRMS)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("云链的业务员收钱", [(CHAIN, True)]),
        ("钱放在云链的平台上", [(CHAIN, True)]),
        ("借了云链一万", [(CHAIN, True)]),
        ("云链，收钱", [(CHAIN, True)]),
        ("云链都说给利息", [(CHAIN, True)]),
        ("给云链收了我两万", [(CHAIN, True)]),
        # What nothing leads to, or what goes on as another word.
        ("区块云链的业务员", []),
        ("云链技术很好", []),
        ("云链", [(CHAIN, True)]),
        # Who only stands there, an estate, several of one part: ask.
        ("楼上就是云链", [(CHAIN, False)]),
        ("在翡翠家园，收钱", [(ESTATE, False)]),
        ("霖沃，收钱", [(GROWS, False), (BREEDS, False)]),
        ("霁岚，收钱", [(11, False), (12, False), (13, False)]),
        ("禾缦，收钱", []),  # too many of them
        # A word counts where the money goes to it, or where it is one of a list.
        ("海王星的业务员收钱", [(STAR, False)]),
        ("钱交给了海王星的业务员", [(STAR, True)]),
        ("海王星、云链两家都收钱", [(STAR, True)]),
        ("海王星 云链两家都收钱", [(STAR, True)]),
        ("云链、海王星，两家都收钱", [(CHAIN, True), (STAR, True)]),
        ("云链、海王星，两个月没还", [(CHAIN, True), (STAR, False)]),
        ("海王星、云链都收钱", [(STAR, False), (CHAIN, True)]),
        ("云链，海王星，两家都收钱", [(CHAIN, True), (STAR, True)]),
        ("看海王星，云链的业务员收钱", [(CHAIN, True)]),
        ("海王星的业务员和两个人收钱", [(STAR, False)]),
        ("海王星的业务员，还有两家", [(STAR, False)]),
        ("云链、海王星的业务员，两家都收钱", [(CHAIN, True), (STAR, True)]),
        ("找海王星的业务员，两家都收钱", [(STAR, False)]),
        ("两家在看，云链、海王星的业务员收钱", [(CHAIN, True), (STAR, False)]),
        ("和顺的老板收钱", []),
        ("和顺的老板收钱和", []),
        ("看，和顺的老板，云链的业务员收钱", [(CHAIN, True)]),
        ("跟和顺的老板收钱", [(TEA, False)]),
        ("云链和和顺的老板收钱", [(TEA, False)]),
        ("收钱", []),
    ],
)
def test_who_is_called_by_the_part_alone(
    index: FirmIndex, text: str, rows: list[tuple[int, bool]]
) -> None:
    assert [*bare(index, text)] == rows


def test_in_a_register_of_the_whole_country_nobody_is(
    index: FirmIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(FirmIndex, "wide", property(lambda _: True))
    assert [*bare(index, "云链的业务员收钱")] == []
