"""A tip says where: in its address, by whom it means, or in what it tells."""

import pytest

from engine.place import told_place


@pytest.mark.parametrize(
    ("where", "subject", "door", "words"),
    [
        ("团结东路18号", "3楼305室", "", "团结东路18号3楼305室"),
        ("团结东路18号", "金泰商务楼3层某公司", "", "团结东路18号金泰商务楼3层"),
        ("3楼", "金泰商务楼", "", "金泰商务楼3楼"),
        ("金泰商务楼", "6楼那家公司", "", "金泰商务楼6楼"),
        ("", "金泰商务楼里的公司", "", "金泰商务楼"),
        ("", "刘总（金泰商务楼3层）", "", "金泰商务楼3层"),
        ("金泰商务楼楼上", "", "", "金泰商务楼"),
        ("清渠镇", "", "金泰商务楼三楼", "金泰商务楼三楼"),
        ("601室", "", "金泰商务楼6楼", "金泰商务楼6楼601室"),
    ],
)
def test_floor_and_building_are_put_together(
    where: str, subject: str, door: str, words: str
) -> None:
    told, place = told_place(where, subject, door)
    assert told == words
    assert place.building or place.road


@pytest.mark.parametrize("subject", ["兴隆大厦物业公司", "福寿养老中心", "万达广场", "张三楼"])
def test_a_name_that_may_be_a_business_is_no_place(subject: str) -> None:
    told, place = told_place("", subject)
    assert (told, place.building, place.road) == ("", "", "")


def test_a_house_in_the_text_is_not_mixed_with_the_address_told() -> None:
    told, place = told_place("富民路40号", "", "金泰商务楼三楼")
    assert (told, place.building, place.floor) == ("富民路40号", "", "")


def test_the_town_of_the_address_counts_with_the_house_of_the_text() -> None:
    _, place = told_place("清渠镇", "", "金泰商务楼三楼")
    assert (place.town, place.building, place.floor) == ("清渠镇", "金泰商务楼", "三楼")
