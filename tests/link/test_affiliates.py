"""Who belongs together: shared phones, rooms and people, hubs and namesakes left out."""

import pytest

from engine.link.affiliates import COMMON_NAME, FAMILY, HUB, Affiliates, room_key, room_keys


def build(*firms: tuple[str, str, str, str]) -> Affiliates:
    names, reps, phones, addresses = (list(column) for column in zip(*firms, strict=True))
    return Affiliates(names, reps, phones, [""] * len(names), addresses)


def rows(affiliates: Affiliates, row: int) -> dict[int, str]:
    return {a.row: a.how for a in affiliates.of(row)}


def test_same_phone_and_same_room() -> None:
    known = build(
        ("云泉县鼎信财富管理有限公司", "马文渊", "0952-7010001", "云泉县团结东路18号305室"),
        ("云泉县远航商贸有限公司", "周启明", "09527010001", "云泉县富民路6号"),
        ("云泉县古渡商贸有限公司", "丁秀兰", "", "云泉县团结东路18号305室"),
        ("云泉县百合超市", "哈志远", "0952-7019999", "云泉县健康街3号"),
    )
    assert rows(known, 0) == {1: "同一联系电话", 2: "同一地址"}
    assert rows(known, 1) == {0: "同一联系电话"}
    assert rows(known, 3) == {}


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("13895010001", "138 9501 0001", True),
        ("13895010001", "１３８９５０１０００１", True),
        ("13895010001", "8613895010001", True),
        ("138—9501—0001", "13895010001；0952-7010001", True),
        ("0952-7010001", "（0952）7010001", True),
        ("0952-7010001", "0951-7010001", False),  # two cities
        ("13895010001", "13895010002", False),
    ],
)
def test_a_number_is_one_however_it_is_written(one: str, other: str, tied: bool) -> None:
    known = build(
        ("云泉县鼎信财富管理有限公司", "", one, "云泉县团结东路18号305室"),
        ("云泉县远航商贸有限公司", "", other, "云泉县富民路6号"),
    )
    assert rows(known, 0) == ({1: "同一联系电话"} if tied else {})


def test_a_name_alone_ties_nobody() -> None:
    known = build(
        ("云泉县鼎信财富管理有限公司", "马文渊", "", "云泉县团结东路18号305室"),
        ("云泉县百合超市", "马文渊", "", "云泉县柳湾村三组9号"),
        ("云泉县鼎信商贸有限公司", "马文渊", "", "云泉县健康街7号"),
    )
    assert rows(known, 0) == {2: "同一法定代表人"}


def test_a_hub_ties_nobody() -> None:
    firms = [
        (f"云泉县某{i}有限公司", f"人{i}", "0952-7011234", f"云泉县{i}号") for i in range(HUB + 1)
    ]
    known = build(*firms)
    assert rows(known, 0) == {}


def test_an_address_without_a_number_ties_nobody() -> None:
    known = build(("甲公司", "", "", "云泉县清渠镇"), ("乙公司", "", "", "云泉县清渠镇"))
    assert rows(known, 0) == {}


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("健康街15号（自建房）501", "健康街15号（自建房）1306", False),
        ("健康街15号 501", "健康街15号 1306", False),
        ("健康街15号三楼（308室）", "健康街15号三楼（309室）", False),
        ("健康街15号（自建房）501", "健康街15号501(自主申报)", True),
        ("健康街15号 501", "健康街15号501（自主申报", True),
    ],
)
def test_rooms_that_differ_are_not_one_room(one: str, other: str, tied: bool) -> None:
    known = build(("云泉县甲商行", "", "", one), ("云泉县乙商行", "", "", other))
    assert rows(known, 0) == ({1: "同一地址"} if tied else {})


def test_one_person_in_one_building_is_one_whatever_the_floor() -> None:
    known = build(
        ("云泉县鼎信财富管理有限公司", "马文渊", "", "云泉县团结东路18号金泰商务楼3层305室"),
        ("云泉聚融信息咨询有限公司", "马文渊", "", "云泉县团结东路18号金泰商务楼4层401"),
        ("云泉县百合超市", "马文渊", "", "云泉县学院路71号阳光水岸11-1-302"),
    )
    assert rows(known, 0) == {1: "同一法定代表人"}


def test_one_street_is_not_one_building() -> None:
    known = build(
        ("云泉县鼎信财富管理有限公司", "马文渊", "", "云泉县富民路90号"),
        ("云泉县百合超市", "马文渊", "", "云泉县富民路6号"),
        ("云泉县长青养殖场", "马文渊", "", "云泉县柳湾村三组9号"),
        ("云泉县大田种植场", "马文渊", "", "云泉县柳湾村三组12号"),
    )
    assert all(rows(known, row) == {} for row in range(4))


def test_an_agents_telephone_and_address_tie_nobody() -> None:
    room = "云泉县富民路6号商务中心301室"
    known = build(
        ("云泉县捷办财税代理有限公司", "柳青青", "0952-7010001", room),
        ("云泉县远航商贸有限公司", "周启明", "0952-7010001", room),
        ("云泉县古渡商贸有限公司", "丁秀兰", "0952-7010001", room),
        ("云泉县捷办广告有限公司", "柳青青", "0952-7010001", ""),
    )
    assert rows(known, 1) == {}
    assert list(rows(known, 0)) == [3]


def test_one_persons_own_telephone_ties_more_than_a_hub() -> None:
    own = [(f"云泉县{n}号院商贸有限公司", "谭亚军", "13895010001", "") for n in range(HUB + 3)]
    assert len(rows(build(*own), 0)) == HUB + 2
    nominee = [(f"云泉县{n}号院商贸有限公司", "谭亚军", "13895010001", "") for n in range(300)]
    assert rows(build(*nominee), 0) == {}


def test_who_share_an_agents_telephone_and_more_are_tied() -> None:
    known = build(
        ("云泉县捷办财税代理有限公司", "柳青青", "0952-7010001", "云泉县团结东路18号305室"),
        ("云泉县恒曦投资咨询有限公司", "周启明", "0952-7010001", "云泉县富民路6号"),
        ("云泉县恒曦商贸有限公司", "丁秀兰", "0952-7010001", "云泉县健康街3号"),
        ("云泉县百合超市", "哈志远", "0952-7010001", "云泉县健康街9号"),
        ("云泉县远航茶庄", "马文渊", "0952-7010001", "云泉县团结东路18号201室"),
        ("云泉县古渡书店", "白小云", "0952-7010001", "云泉县团结东路18号202室"),
    )
    assert rows(known, 1) == {2: "同一联系电话"}
    assert rows(known, 0) == rows(known, 3) == {}
    # The agent lends his house as well.
    assert rows(known, 4) == rows(known, 5) == {}


def test_three_of_one_person_among_an_agents_many() -> None:
    def person(n: int) -> str:
        return "覃怀玉" if n in (3, 5, 9) else f"{chr(0x4E00 + 7 * n)}{chr(0x5100 + n)}"

    firms = [(f"云泉县{n}号院商贸有限公司", person(n), "0952-7010001", "") for n in range(300)]
    assert list(rows(build(*firms), 3)) == [5, 9]
    assert rows(build(*firms), 4) == {}


@pytest.mark.parametrize("phone", ["13800000000", "12345678901", "88888888", "0952-1111111"])
def test_a_number_filled_in_for_none(phone: str) -> None:
    known = build(("云泉县鼎信财富管理有限公司", "", phone, ""), ("云泉县百合超市", "", phone, ""))
    assert rows(known, 0) == {}


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("云泉县富民路58号金融大厦9层901室", "云泉县富民路58号金融大厦9楼901", True),
        ("云泉县富民路58号金融大厦9层901室", "云泉县富民路五十八号金融大厦901室", True),
        ("云泉县富民路58号金融大厦9层901室", "云泉县富民路58号金融大厦9层902室", False),
        ("云泉县清渠镇柳湾村4组", "云泉县清渠镇柳湾村4组", False),
    ],
)
def test_a_room_is_one_however_it_is_written(one: str, other: str, tied: bool) -> None:
    known = build(("云泉县鼎信财富管理有限公司", "", "", one), ("云泉县百合超市", "", "", other))
    assert bool(rows(known, 0)) == tied


@pytest.mark.parametrize(
    ("name", "tied"),
    [
        ("云泉县众创投资管理有限公司", True),
        ("云泉县明天会计咨询投资有限公司", True),
        ("云泉县明天代理记账有限公司", False),
        ("云泉县众创空间管理有限公司", False),
    ],
)
def test_who_solicits_is_no_agent_by_a_word_of_its_name(name: str, tied: bool) -> None:
    known = build(
        (name, "甲一", "13957682206", "云泉县一路1号"),
        ("云泉县绿野农业有限公司", "乙二", "13957682206", "云泉县二路2号"),
    )
    assert rows(known, 0) == ({1: "同一联系电话"} if tied else {})


def test_namesakes_of_two_counties_are_not_tied_by_an_agents_telephone() -> None:
    many = [(f"云泉县{n}号院商贸有限公司", f"人{n}", "0952-7010001", "") for n in range(300)]
    known = build(
        ("云泉县禾丰商贸有限公司", "王伟", "0952-7010001", "云泉县一路1号"),
        ("清源县德顺食品有限公司", "王伟", "0952-7010001", "清源县二路2号"),
        *many,
    )
    assert rows(known, 0) == {}


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("hr@yuanhang.cn", " HR@yuanhang.cn", True),
        ("hr@yuanhang.cn", "cw@yuanhang.cn", False),
        ("无", "无", False),
        ("", "", False),
    ],
)
def test_one_mailbox(one: str, other: str, tied: bool) -> None:
    names = ["云泉县鼎信财富管理有限公司", "云泉县远航商贸有限公司"]
    known = Affiliates(names, ["马文渊", "周启明"], [""] * 2, [one, other], [""] * 2)
    assert rows(known, 0) == ({1: "同一邮箱"} if tied else {})
    assert rows(known, 1) == ({0: "同一邮箱"} if tied else {})


def test_as_many_as_a_family_may_be_share_a_telephone() -> None:
    firms = [(f"云泉县{n}号院商贸有限公司", f"人{n}号", "0952-7011234", "") for n in range(HUB)]
    assert [*rows(build(*firms), 0)] == [*range(1, HUB)]


@pytest.mark.parametrize(("bearers", "tied"), [(COMMON_NAME, True), (COMMON_NAME + 1, False)])
def test_a_usual_name_and_a_brand_tie_nobody(bearers: int, tied: bool) -> None:
    brands = ["鼎信", "鼎信", "古渡", "远航", "禾丰", "百合"][:bearers]
    known = build(*((f"云泉县{brand}商贸有限公司", "王伟", "", "") for brand in brands))
    assert rows(known, 0) == ({1: "同一法定代表人"} if tied else {})


@pytest.mark.parametrize(("firms", "tied"), [(FAMILY, FAMILY - 1), (FAMILY + 1, 0)])
def test_more_firms_than_one_person_runs_are_a_nominees(firms: int, tied: int) -> None:
    own = [(f"云泉县{n}号院商贸有限公司", "谭亚军", "13895010001", "") for n in range(firms)]
    assert len(rows(build(*own), 0)) == tied


@pytest.mark.parametrize(("strangers", "persons"), [(1, True), (2, False)])
def test_a_telephone_of_namesakes_is_one_persons_if_most_who_have_it_are(
    strangers: int, persons: bool
) -> None:
    own = [("云泉县鼎信商贸有限公司", "王伟", "0952-7010001", "")]
    own += [("云泉县远航茶庄", "王伟", "0952-7010001", "")]
    others = [(f"云泉县{n}号院书店", f"人{n}号", "0952-7010001", "") for n in range(strangers)]
    namesakes = [(f"云泉县{n}号院超市", "王伟", "", "") for n in range(COMMON_NAME)]
    how = rows(build(*own, *others, *namesakes), 0)
    assert how[1] == "同一联系电话" + "、同一法定代表人" * persons
    assert [*how] == [*range(1, 2 + strangers)]


@pytest.mark.parametrize(
    ("one", "other", "tied"),
    [
        ("云泉县健康街15号501室", "清源县健康街15号501室", False),
        ("云泉县健康街15号501室", "健康街15号501室", True),
        ("健康街15号501室", "云泉县健康街15号501室", True),
        ("云泉县健康街15号501室", "云泉县健康街15号501室", True),
    ],
)
def test_one_door_of_two_counties(one: str, other: str, tied: bool) -> None:
    known = build(("云泉县甲商行", "", "", one), ("云泉县乙商行", "", "", other))
    assert rows(known, 0) == ({1: "同一地址"} if tied else {})


def test_an_agent_of_many_ties_not_even_who_share_a_brand() -> None:
    many = [(f"云泉县{n}号院书店", f"人{n}号", "0952-7010001", "") for n in range(HUB - 2)]
    known = build(
        ("云泉县捷办财税代理有限公司", "柳青青", "0952-7010001", "云泉县团结东路18号305室"),
        ("云泉县恒曦投资咨询有限公司", "周启明", "0952-7010001", "云泉县富民路6号"),
        ("云泉县恒曦商贸有限公司", "丁秀兰", "0952-7010001", "云泉县健康街3号"),
        *many,
    )
    assert rows(known, 1) == {}


def test_neighbours_of_a_building_share_an_agents_telephone() -> None:
    known = build(
        ("云泉县捷办财税代理有限公司", "柳青青", "0952-7010001", "云泉县团结东路18号305室"),
        ("云泉县远航茶庄", "马文渊", "0952-7010001", "云泉县富民路6号金泰大厦201室"),
        ("云泉县古渡书店", "白小云", "0952-7010001", "云泉县富民路6号金泰大厦305室"),
        ("云泉县百合超市", "哈志远", "0952-7010001", "云泉县富民路6号银泰大厦305室"),
    )
    assert rows(known, 1) == {2: "同一联系电话"}
    assert rows(known, 3) == {}


@pytest.mark.parametrize("person", ["", "无", "待定", "某某", "王*", "*伟", "王"])
def test_nobody_is_no_person(person: str) -> None:
    names = ["云泉县鼎信财富管理有限公司", "云泉县鼎信商贸有限公司"]
    known = build(*((name, person, "", "") for name in names))
    assert rows(known, 0) == {}


@pytest.mark.parametrize(
    ("address", "door"),
    [
        ("云泉县健康街15号501室", "健康街15号501"),
        ("云泉县5号楼2室", "云泉县5栋2"),  # too short without the county
        ("宁夏回族自治区石嘴山市平罗县团结东路18号", "团结东路18号"),
        ("云泉县清渠镇柳湾村4组", ""),
        ("云泉县富民路（66号）", "富民路66号"),
        ("云泉县富民路6号", "云泉县富民路6号"),
        ("云泉县富民路（近66号）", "富民路近66号"),
        ("云泉县富民路（自主申报）", ""),
        ("云泉县清渠镇", ""),
    ],
)
def test_an_address_in_the_form_of_a_door(address: str, door: str) -> None:
    assert room_key(address) == door
    assert room_keys([address, ""]) == [door, ""]


@pytest.mark.parametrize("county", ["云泉县", "清源县"])
def test_two_of_one_person_behind_one_telephone(county: str) -> None:
    known = build(
        ("云泉县禾丰商贸有限公司", "植三元", "0952-7010001", "云泉县一路1号"),
        ("德顺食品有限公司", "植三元", "0952-7010001", f"{county}二路2号"),
        ("云泉县百合超市", "哈志远", "0952-7010001", "云泉县健康街3号"),
        ("云泉县古渡书店", "白小云", "0952-7010001", "云泉县健康街9号"),
    )
    assert rows(known, 0)[1] == "同一联系电话、同一法定代表人"
    assert rows(known, 0)[2] == "同一联系电话"


@pytest.mark.parametrize(
    ("name", "address", "tied"),
    [
        ("云泉县鼎信源茶庄", "", True),  # one brand, gone on with
        ("云泉县鼎新茶庄", "", False),
        ("云泉县百合茶庄", "云泉县清渠镇健康街金泰大厦401室", True),
        ("云泉县百合茶庄", "云泉县清渠镇健康街5层", False),  # a street is no building
    ],
)
def test_one_persons_brand_or_building(name: str, address: str, tied: bool) -> None:
    own = "云泉县清渠镇健康街金泰大厦305室" if "大厦" in address else "云泉县清渠镇健康街3层"
    known = build(("云泉县鼎信商贸有限公司", "植三元", "", own), (name, "植三元", "", address))
    assert rows(known, 0) == ({1: "同一法定代表人"} if tied else {})
    assert rows(known, 1) == ({0: "同一法定代表人"} if tied else {})
