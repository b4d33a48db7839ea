"""Tips that name several firms, or one by somebody's nickname: never linked to a wrong one."""

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.meant import Meant
from engine.link.tips.tip_links import TipLinks

FIRMS = [
    ("云泉县聚鑫财富管理有限公司", "王大勇"),
    ("云泉县恒达投资咨询有限公司", "陈建国"),
    ("云泉县祥和财富管理有限公司", "李和"),
    ("云泉县和兴投资有限公司", "马平"),
    ("云泉县小张理发店", "张小"),
    ("云泉县恒信信息咨询部", "刘己"),
]
JUXIN, HENGDA, XIANGHE, HEXING, BARBER, HENGXIN = range(len(FIRMS))
DOOR = "云泉县清渠镇健康路3号"


def links(*firms: tuple[str, str]) -> TipLinks:
    names, people = zip(*firms, strict=True)
    blank = [""] * len(names)
    doors = [DOOR] * len(names)
    return TipLinks(
        FirmIndex(names, blank, blank, addresses=doors, people=people), names, doors, people
    )


LINKS = links(*FIRMS)


@pytest.mark.parametrize(
    ("subject", "rows"),
    [
        ("聚鑫财富|恒达投资", (JUXIN, HENGDA)),
        ("恒达投资、聚鑫财富", (JUXIN, HENGDA)),
        ("聚鑫财富和恒达投资咨询", (JUXIN, HENGDA)),
        ("聚鑫和恒达", (JUXIN, HENGDA)),
        ("祥和财富和聚鑫财富", (JUXIN, XIANGHE)),
        ("聚鑫财富、和兴投资与祥和财富", (JUXIN, XIANGHE, HEXING)),
        ("云泉县聚鑫财富管理有限公司|云泉县恒达投资咨询有限公司", (JUXIN, HENGDA)),
        ("聚鑫财富、恒达投资等两家公司", (JUXIN, HENGDA)),
        # One firm, whatever stands in its name or beside it.
        ("祥和财富", (XIANGHE,)),
        ("和兴投资", (HEXING,)),
        ("聚鑫财富、王大勇", (JUXIN,)),
        ("聚鑫财富（王某、李某）", (JUXIN,)),
        ("聚鑫财富，人民路8号", (JUXIN,)),
        ("聚鑫财富等公司", (JUXIN,)),
        # What stands in brackets is said of the one before them, what follows is another.
        ("聚鑫财富（王某）、恒达投资", (JUXIN, HENGDA)),
        ("聚鑫财富（楼上恒达投资、祥和财富）", (JUXIN,)),
        # Somebody of the firm is named with it.
        ("聚鑫财富和王大勇", (JUXIN,)),
        ("聚鑫财富和老王", (JUXIN,)),
        ("老王和聚鑫财富", (JUXIN,)),
        ("聚鑫财富跟业务员小刘", (JUXIN,)),
        ("聚鑫财富与李四海等人", (JUXIN,)),
    ],
)
def test_all_who_are_named_are_meant(subject: str, rows: tuple[int, ...]) -> None:
    assert LINKS.find(subject, "向村民集资") == Meant(rows)


@pytest.mark.parametrize("subject", ["恒达和聚鑫咨询", "恒达和聚鑫"])
@pytest.mark.parametrize("at", [0, len(FIRMS)])
def test_a_firm_that_joins_two_names_is_one(at: int, subject: str) -> None:
    """Wherever it stands in the register."""
    firms = [*FIRMS[:at], ("云泉县恒达和聚鑫咨询有限公司", "吴一"), *FIRMS[at:]]
    assert links(*firms).find(subject, "向村民集资") == Meant((at,))


@pytest.mark.parametrize("subject", ["恒达和瑞", "聚鑫和王记", "聚鑫财富和顺园"])
def test_a_name_that_begins_like_a_firms_may_be_another(subject: str) -> None:
    assert LINKS.find(subject, "向村民集资").rows == ()


@pytest.mark.parametrize("subject", ["聚鑫财富、万家兴百货", "聚鑫财富和万家兴百货"])
def test_where_one_is_not_known_nobody_is_linked(subject: str) -> None:
    assert LINKS.find(subject, "向村民集资") == Meant((), (JUXIN,))


def test_a_nickname_is_linked_to_who_bears_it() -> None:
    known = links(*FIRMS, ("云泉县老刘信息服务部", "刘三"))
    assert known.find("老刘信息部", "向村民集资").rows == (len(FIRMS),)


@pytest.mark.parametrize(
    ("subject", "candidate"), [("老刘信息部", HENGXIN), ("小张理财店", BARBER)]
)
def test_who_may_be_meant_by_a_nickname_is_shown(subject: str, candidate: int) -> None:
    found = LINKS.find(subject, "向村民集资", place=DOOR)
    assert found.rows == ()
    assert candidate in found.candidates


def test_a_door_beside_a_nickname_hides_nobody() -> None:
    found = LINKS.find("小张理财店，健康路3号", "向村民集资")
    assert found.rows == ()
    assert BARBER in found.candidates


@pytest.mark.parametrize(
    ("subject", "text"),
    [("老刘信息部", "向村民集资"), ("", "老刘信息部向村民集资，承诺高息")],
)
def test_another_nickname_that_sounds_alike_is_another_person(subject: str, text: str) -> None:
    found = links(("云泉县老牛信息部", "牛二"), FIRMS[0]).find(subject, text)
    assert found == Meant((), (0,))
