"""Where a family of firms ends: hubs, common names, nominees and short addresses, at their bounds."""

from __future__ import annotations

import pytest

from engine.link.affiliates import COMMON_NAME, FAMILY, HUB, Affiliates, room_key

_TRADES = ["投资咨询", "商贸", "建材", "餐饮"]


def ties(firms: list[dict[str, str]]) -> list[tuple[int, str]]:
    """Of the first one."""
    columns = ("name", "rep", "phone", "email", "address")
    told = [
        [firm.get(column, f"{column}{at}" * (column == "name")) for at, firm in enumerate(firms)]
        for column in columns
    ]
    return [(tie.row, tie.how) for tie in Affiliates(*told).of(0)]


def test_a_hub_begins_beyond_six_firms() -> None:
    assert HUB == 6
    assert len(ties([{"phone": "0952-7011234"}] * 6)) == 5
    assert ties([{"phone": "0952-7011234"}] * 7) == []


def test_a_mailbox_ties_and_a_word_in_its_place_does_not() -> None:
    assert ties([{"email": " Yuanshan@Example.com"}, {"email": "yuanshan@example.com"}]) == [
        (1, "同一邮箱")
    ]
    assert ties([{"email": "无"}, {"email": "无"}]) == []


@pytest.mark.parametrize(("count", "tied"), [(4, True), (5, False)])
def test_a_name_of_many_needs_a_contact_of_its_own(count: int, tied: bool) -> None:
    assert COMMON_NAME == 4
    firms = [
        {"name": f"云泉县鼎信{_TRADES[at % 4]}有限公司", "rep": "马文渊"} for at in range(count)
    ]
    assert bool(ties(firms)) is tied


@pytest.mark.parametrize(("count", "tied"), [(20, True), (21, False)])
def test_a_nominee_has_more_firms_than_a_family(count: int, tied: bool) -> None:
    assert FAMILY == 20
    firms = [{"rep": "马文渊", "phone": "0952-7011234"}] * count
    assert bool(ties(firms)) is tied


@pytest.mark.parametrize(
    ("mine", "others", "tied"), [(6, 2, True), (6, 5, True), (5, 5, False), (6, 7, False)]
)
def test_a_telephone_is_mostly_one_persons(mine: int, others: int, tied: bool) -> None:
    his = {"rep": "马文渊", "phone": "0952-7011234"}
    theirs = [{"rep": f"丁秀{at}", "phone": "0952-7011234"} for at in range(others)]
    found = ties([*[his] * mine, *theirs])
    assert [how for _, how in found] == ["同一联系电话、同一法定代表人"] * (mine - 1) * tied


@pytest.mark.parametrize(("one", "other", "tied"), [("鼎信达", "鼎信诚", True), ("鼎信达", "鼎丰诚", False)])  # fmt: skip
def test_brands_of_a_family_begin_alike(one: str, other: str, tied: bool) -> None:
    firms = [
        {"name": f"云泉县{brand}{trade}有限公司", "rep": "马文渊"}
        for brand, trade in ((one, "投资"), (other, "商贸"))
    ]
    assert bool(ties(firms)) is tied


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("云泉县团结路18号", "团结路18号"),
        ("云泉县团结路1号", "云泉县团结路1号"),  # too short to tell a street without its county
        ("云泉县12号", "云泉县12号"),
        ("云泉县团结路", ""),
    ],
)
def test_short_addresses_keep_their_county(address: str, key: str) -> None:
    assert room_key(address) == key
