"""No telephone and no site is overlooked where a whole column is looked through at once."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from engine.link.texts.contacts import Contacts

CONTACTS = Contacts(
    ["13900001234", "0952-7010001", "4001112222", "021-61234567", ""],
    ["", "www.xiyun-example.cn", "t.co", "", "xiyun_shop"],
)
_GAPS = ("", "", " ", "\u3000", "-", " - ", " -", ".", "·", "—", "13900005678", "，")
_WORDS = (
    "电话",
    "(0952)",
    "+86 ",
    "0086",
    "官网",
    "二〇",
    "３",
    "一三九",
    "dot",
    "。cn",
    "WWW.",
    "元",
    "139",
)


def _texts() -> list[str]:
    dice = random.Random(3)
    digits = ["13900001234", "09527010001", "4001112222", "02161234567", "61234567", "7010001"]
    sites = ["xiyun-example.cn", "t.co", "xiyun_shop", "Xiyun-Example点cn", "ｘｉｙｕｎ_shop"]
    every = []
    for _ in range(4000):
        number = dice.choice(digits)
        if dice.random() < 0.2:
            number = number.translate(
                str.maketrans(
                    "0123456789",
                    dice.choice(
                        [
                            "零一二三四五六七八九",
                            "〇一兩三四五六七八九",
                            "零壹贰叁肆伍陆柒捌玖",
                            "０１２３４５６７８９",
                            "Ol23456789",
                            "0一2三456七89",
                        ]
                    ),
                )
            )
        gap = dice.choice(_GAPS)
        cut = dice.randrange(len(number))
        said = gap.join(number) if dice.random() < 0.2 else number[:cut] + gap + number[cut:]
        pieces = [
            said,
            dice.choice(sites) if dice.random() < 0.3 else "",
            *dice.choices(_WORDS, k=2),
        ]
        dice.shuffle(pieces)
        every.append("".join(pieces))
    return every  # fmt: skip


def test_nothing_is_overlooked() -> None:
    texts = _texts()
    may = CONTACTS.reach.may(pa.array(texts, pa.large_string()))
    found = [bool(CONTACTS.by_phone(text) or CONTACTS.by_site(text)) for text in texts]
    assert sum(found) > len(texts) / 5
    assert [
        text for text, there, seen in zip(texts, found, may, strict=True) if there and not seen
    ] == []


def test_most_texts_are_passed_over() -> None:
    texts = [f"年化{n}%，电话138{n * 7919:08}，回复N退订" for n in range(500)]
    assert CONTACTS.reach.may(pa.array(texts, pa.large_string())).sum() < 5
    assert not Contacts([""], [""]).reach.may(pa.array(texts, pa.large_string())).any()


def test_a_number_is_not_made_of_two() -> None:
    assert CONTACTS.by_phone("701 13900009999 0001") == []


def _may(phone: str, site: str, *texts: str) -> list[bool]:
    found = Contacts([phone], [site]).reach.may(pa.array(texts, pa.large_string()))
    return [bool(one) for one in found.tolist()]


def test_numbers_alone_and_sites_alone() -> None:
    assert _may("13900001234", "", "13900001234", "13900001235") == [True, False]
    assert _may("7010001", "", "7010001", "7010002") == [True, False]
    assert _may("", "azure.cn", "AZURE。CN", "azur.cn") == [True, False]
    assert _may("", "m.yunxi.cn", "yunxi.cn", "m.cn") == [True, False]


def test_texts_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.link.texts.reach._PART", 2)
    texts = ("好", "7010001", "好", "好", "7010001")
    assert _may("7010001", "", *texts) == [text != "好" for text in texts]
    assert _may("7010001", "") == []
