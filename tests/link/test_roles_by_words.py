"""What each sign of a role says by itself, on both sides (found wanting by mutants)."""

from __future__ import annotations

import pytest

from engine.link.texts.halls import lets_a_hall
from engine.link.texts.roles import (
    bank,
    borrowed,
    cheated,
    customer,
    employs,
    estate,
    fetched,
    heading,
    individual,
    office,
    private,
    served,
    signed,
    wished,
)

_NAME = "金桂坊"


def _at(text: str) -> tuple[str, int, int]:
    start = text.index(_NAME)
    return text, start, start + len(_NAME)


def test_what_a_bank_sells() -> None:
    assert bank("手机银行签约有礼")
    assert not bank("银行旁边的面馆")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("祝您金桂坊", True),
        ("祝您全家安康。金桂坊开业", False),
        ("祝" + "好" * 30 + "金桂坊", False),
        ("金桂坊开业", False),
    ],
)
def test_wishes(text: str, expected: bool) -> None:
    assert wished(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("冒充金桂坊收定金", True),
        ("金桂坊的名义收定金", True),
        ("冒充他人，到金桂坊收定金", False),
        ("金桂坊开业", False),
    ],
)
def test_names_that_others_use(text: str, expected: bool) -> None:
    assert borrowed(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金桂坊工程案例", False),  # nothing stands before it
        ("工程案例：金桂坊", True),
        ("感谢金桂坊赞助奖品", True),
        ("感谢金桂坊的各位老师", False),
        ("承接金桂坊改造", True),
        ("承接金桂坊", False),
        ("来到金桂坊改造", False),
    ],
)
def test_whom_work_was_done_for(text: str, expected: bool) -> None:
    assert served(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("恭喜金桂坊开业，监控由我司安装", True),
        ("恭喜金桂坊开业", False),
        ("我司恭喜金桂坊开业", False),
        ("到金桂坊开业，监控由我司安装", False),
        ("我们一直从金桂坊拿货", True),
        ("我们一直从金桂坊经过", False),
        ("从" + "，" + "金桂坊拿货", False),
    ],
)
def test_whom_the_advertiser_deals_with(text: str, expected: bool) -> None:
    assert customer(*_at(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县公安局提醒：当心", True),
        ("【平罗县法院】公告", True),
        ("县融媒：讯", True),
        ("当心。平罗县公安局", True),
        ("当心——平罗县公安局2026年6月", True),
        ("县政府旁边", False),
        ("新店开业。县政府对面", False),
        ("新店开业，集合地点：县政府", False),
        ("新店开业。地址： 县政府", False),
        ("新店开业。门店：平罗县公安局", False),
        ("地址说完了，再会。平罗县公安局", True),
        ("我们的好店离那边很远很远很远的县公安局提醒", False),
        ("开业", False),
    ],
)
def test_an_office(text: str, expected: bool) -> None:
    assert office(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("九成新", True), ("中介勿扰", True), ("3室2厅", True), ("闲置资金", False), ("开业", False)],
)
def test_somebody_who_sells_what_is_his(text: str, expected: bool) -> None:
    assert private(text) is expected


@pytest.mark.parametrize(
    ("sender", "expected"),
    [("个人", True), ("房东出租", True), ("老王", False), ("公司个人", False)],
)
def test_somebody_who_sends_for_himself(sender: str, expected: bool) -> None:
    assert individual(sender) is expected


_FIRM = "长沙凌寒制冷设备有限公司"


def test_full_names_at_the_ends_of_a_text() -> None:
    assert signed(f"好。{_FIRM}") == [_FIRM]
    assert signed(f"好——{_FIRM}宣") == [_FIRM]
    assert signed(f"{_FIRM}开业") == []
    assert heading(f"{_FIRM}开业") == (_FIRM, "")
    assert heading(f"{_FIRM}云泉第二分公司开业") == (_FIRM, "云泉第二分公司")
    assert heading(f"{_FIRM}河滩支公司开业") == (_FIRM, "河滩支公司")
    assert heading(f"{_FIRM}欢迎加入分公司") == (_FIRM, "")
    assert heading(f"欢迎{_FIRM}") == ("", "")
    assert heading(f"{_FIRM}老板") == ("", "")
    assert heading("开业") == ("", "")


@pytest.mark.parametrize(
    ("text", "parcels", "flats"),
    [
        ("金桂坊代收", True, False),
        ("金桂坊（正街）门口代取", True, False),
        ("金桂坊的快递", True, False),
        ("金桂坊收", False, False),
        ("金桂坊小区", False, True),
        ("金桂坊3号楼", False, True),
        ("金桂坊区间", False, False),
    ],
)
def test_where_parcels_are_fetched_and_flats_are(text: str, parcels: bool, flats: bool) -> None:
    assert (fetched(text, 3), estate(text, 3)) == (parcels, flats)
    assert not any((fetched(text, 0), estate(text, 0)))


@pytest.mark.parametrize(
    ("text", "works", "lost"),
    [
        ("在金桂坊上班", True, False),
        ("从金桂坊退休", True, False),
        ("来金桂坊上班", False, False),
        ("在金桂坊工作室", False, False),
        ("在，金桂坊上班", False, False),
        ("金桂坊被骗", False, True),
        ("金桂坊也被他们骗", False, True),
        ("投金桂坊被骗", False, False),
        ("把钱给金桂坊被骗", False, False),
        ("把钱给老王，金桂坊被骗", False, True),
        ("金桂坊收钱", False, False),
    ],
)
def test_who_works_there_and_who_was_cheated(text: str, works: bool, lost: bool) -> None:
    assert employs(*_at(text)) is works
    assert cheated(*_at(text)) is lost


@pytest.mark.parametrize(
    ("text", "title", "expected"),
    [
        ("场地由金桂坊提供", "金桂坊", True),
        ("场地由金桂坊提供", "金桂坊酒店", True),
        ("家具由金桂坊提供", "金桂坊", False),
        ("场地由金桂坊提供的人", "金桂坊", False),
        ("集合地点：金桂坊", "金桂坊", True),
        ("在那以后很久才集合地点：金桂坊", "金桂坊", True),
        ("金桂坊二楼，讲座", "金桂坊酒店", True),
        ("金桂坊二楼，讲座", "金桂坊家具", False),
        ("金桂坊二楼，婚宴", "金桂坊酒店", False),
        ("金桂坊，讲座", "金桂坊酒店", False),
        ("金桂坊二楼装修，讲座", "金桂坊酒店", False),
        ("金桂坊二楼，装修，讲座", "金桂坊酒店", False),
        ("金桂坊二楼，讲座，本酒店", "金桂坊酒店", False),
        ("地点：金桂坊，年息9%", "金桂坊酒店", True),
        ("地点：金桂坊，年息9%", "金桂坊家具", False),
        ("金桂坊，锦盛财富说", "金桂坊酒店", True),
        ("金桂坊，锦盛财富说", "金桂坊家具", False),
        ("锦盛财富在金桂坊，说", "金桂坊酒店", False),
        ("好，锦盛财富在金桂坊，说", "金桂坊酒店", False),
    ],
)
def test_a_house_that_lets_its_hall(text: str, title: str, expected: bool) -> None:
    assert lets_a_hall(*_at(text), title) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("各位好，鸣谢：金桂坊", True),
        ("鸣谢：" + "好" * 31 + "金桂坊", False),
        ("鸣谢。金桂坊", False),
        ("曾为康沐医院、金桂坊施工", True),
        ("曾为康沐医院。金桂坊施工", False),
        ("曾为康沐医院、金桂坊", False),
        ("案例" + "好" * 398 + "金桂坊", True),
        ("案例" + "好" * 399 + "金桂坊", False),
        ("感谢金桂坊" + "好" * 8 + "赞助", True),
        ("感谢金桂坊" + "好" * 9 + "赞助", False),
        ("为金桂坊" + "好" * 16 + "安装", True),
        ("为金桂坊" + "好" * 17 + "安装", False),
    ],
)
def test_how_far_it_is_looked_for(text: str, expected: bool) -> None:
    assert served(*_at(text)) is expected
