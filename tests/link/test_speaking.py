"""Banks and village bodies that a text begins with and that do not speak in it."""

from __future__ import annotations

import pytest

from tests.link.firms import index_of

INDEX = index_of(
    [
        ("中国建设银行股份有限公司云泉支行", "云泉县城关镇1号"),
        ("云泉县清渠乡敬老院", "云泉县清渠乡1号"),
        ("云泉市芝岭供销合作社", "云泉县芝岭镇中街1号"),
    ]
)


def found(text: str) -> int:
    return INDEX.find(names=[""], text=f"\n{text}", place="云泉县").row


@pytest.mark.parametrize(
    "text",
    [
        "云泉建行存一年才一点五，存我们合作社一年百分之十，保本保息",
        "清渠敬老院不如我们老年公寓，交五万免费住",
        "云泉建行退休职工老张代客理财",
        "建行云泉支行院内，老张理财",
        "建行云泉支行贷款批不下来找我",
        "云泉建行，利息太低，来我社存",
    ],
)
def test_it_is_only_spoken_of(text: str) -> None:
    assert found(text) == -1


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("建行云泉支行提醒您：高息理财要当心", 0),
        ("建行云泉支行，大额存单一年1.6%", 0),
        ("清渠敬老院，床位八百一个月", 1),
    ],
)
def test_it_speaks(text: str, row: int) -> None:
    assert found(text) == row
