"""Folding keeps offsets; compacting remembers them."""

from hypothesis import given
from hypothesis import strategies as st

from engine.text.compact import compact
from engine.text.fold import fold


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


def test_traditional_and_full_width() -> None:
    assert fold("貸款ＶＸ１２％") == "贷款vx12%"
