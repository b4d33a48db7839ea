"""Mobile numbers masked by column are masked as one text at a time is."""

from __future__ import annotations

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.export.personal.mask import mask_text, mask_texts
from engine.export.personal.mobiles import without_mobiles
from engine.export.personal.suspects import with_private

_PIECES = (
    *("电话", "：", "，", "、", "。", " ", "-", "(", ")", "（", "\n", "x", "@", ".", "　", "—", "１", "0"),
    *("15400007919", "13800000000", "1380000", "0000", "0951-8000000", "640221199001011234"),
    *("12345678901", "6222000000000000000", "微信:", "a@b.cn", "年化18%", "138", "😀", "é", "*"),
    *("零", "一", "八", "幺", "〇", "①", "#", "/", "O", "l", "X", "x-", "P", "  ", ".", "~", "“", "”"),
    *("1715", "2345", "678", "154", "0951", "(23456789", "15400001715", "15400000951", "…", "ー"),
)  # fmt: skip


@settings(deadline=None, max_examples=500)
@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=8).map("".join), max_size=6))
def test_masked_as_one_by_one(texts: list[str]) -> None:
    shown = without_mobiles(pa.array(texts, pa.string()))
    rest = with_private(shown)
    for text, other, more in zip(texts, shown.to_pylist(), rest.tolist(), strict=True):
        assert (mask_text(other) if more else other) == mask_text(text)


def test_what_stays_of_a_number_may_be_a_piece_of_the_next() -> None:
    texts = [
        "1381:2345:15400000000",
        "15400001381:2345:678",
        "15400000951(23456789)",
        "a15400007919@qq.cn",
    ]
    assert mask_texts(texts, mask_text) == [*map(mask_text, texts)]


def test_most_adverts_need_no_other_look() -> None:
    texts = pa.array(["欲购从速，电话：15400007919", "致电 15400007919 吴先生", "15400007919"])
    shown = without_mobiles(texts)
    assert shown.to_pylist()[0] == "欲购从速，电话：154****7919"
    assert not with_private(shown).any()
