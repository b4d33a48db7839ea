"""Folding keeps offsets; compacting remembers them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.text.compact import compact
from engine.text.fold import fold, fold_table


@given(st.text())
def test_fold_keeps_length_and_settles(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_compact_maps_back(text: str) -> None:
    short, kept = compact(text)
    assert [text[i] for i in kept] == list(short)
    assert list(kept) == sorted(set(kept))


def test_separators_between_characters_go() -> None:
    assert compact("保 本*保·息")[0] == "保本保息"
    assert compact("保\u200b本")[0] == "保本"
    assert compact("保本，保息")[0] == "保本，保息"
    assert compact("年化 1.5%")[0] == "年化 1.5%"


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("貸款ＶＸ１２％", "贷款vx12%"),
        # as people write them, not the rarer characters that tables of variants name
        ("投資諮詢", "投资咨询"),
        ("信託基金託管", "信托基金托管"),
        ("線上理財", "线上理财"),
        ("讬管谘询热缐", "托管咨询热线"),
        ("麵館", "面馆"),
    ],
)
def test_traditional_and_full_width(raw: str, plain: str) -> None:
    assert fold(raw) == plain


def test_what_is_folded_stays() -> None:
    for point, to in fold_table().items():
        assert fold(chr(to)) == chr(to), chr(point)
    assert fold("什麽") == fold("什麼") == fold("什么")
