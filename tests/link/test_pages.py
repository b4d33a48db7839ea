"""Pages of a long text: nothing between stops is cut, and nothing is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.link.adverts.firm_index import FirmIndex
from engine.link.adverts.weighing import Weighing
from engine.link.texts.pages import pages
from engine.link.texts.scene import STOPS

CLAUSES = st.lists(st.text("甲乙丙丁", min_size=1, max_size=700), min_size=1, max_size=40)


def test_a_short_text_is_one_page() -> None:
    assert list(pages("")) == [""]
    assert list(pages("鑫盛通" * 1000)) == ["鑫盛通" * 1000]


@settings(max_examples=50)
@given(CLAUSES, st.sampled_from(sorted(STOPS)))
def test_pages_end_at_stops(clauses: list[str], stop: str) -> None:
    text = stop.join(clauses)
    found = list(pages(text))
    assert "".join(found) == text
    assert all(len(page) <= 4000 for page in found)
    assert all(page.startswith(stop) for page in found[1:])


def test_a_text_without_stops_repeats_what_a_cut_may_split() -> None:
    text = "".join(chr(0x4E00 + at) for at in range(20_000))
    found = list(pages(text))
    assert all(len(page) <= 4000 for page in found)
    for left, right in pairwise(found):
        assert left.endswith(right[:100])


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("甲" * 4000, [4000]),
        ("甲" * 4001, [4000, 101]),
        ("甲" * 4000 + "。乙", [4000, 2]),
        ("甲" * 3999 + "。乙乙", [3999, 3]),
        # A sentence first, then whatever parts; not too far back.
        ("甲" * 3500 + "。" + "甲" * 400 + "，" + "甲" * 300, [3500, 702]),
        ("甲" * 2900 + "。" + "甲" * 1000 + "，" + "甲" * 300, [3901, 301]),
        ("甲" * 3001 + "。" + "甲" * 1100, [3001, 1101]),
        ("甲" * 3000 + "。" + "甲" * 1100, [4000, 201]),
        ("甲" * 3998 + "。。" + "甲" * 5000, [3999, 4000, 1101]),
    ],
)
def test_where_pages_end(text: str, sizes: list[int]) -> None:
    assert [*map(len, pages(text))] == sizes


def test_a_firm_is_found_on_any_page() -> None:
    names = ["平罗县瑞禾源商贸有限公司", "平罗县鼎铭轩茶叶店"]
    index = FirmIndex(names, ["", ""], ["", ""])
    around = "今天天气很好，大家都去赶集了。" * 600
    told = index.find(names=[], text=around + "鼎铭轩茶叶店开业大酬宾，买一送一。" + around)
    assert told.row == 1


def test_each_page_is_looked_through_once_and_no_text_whole(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    names = [f"平罗县{a}{b}源商贸有限公司" for a in "瑞禾鼎铭昌盛" for b in "东西南北中广"]
    index = FirmIndex(names, [""] * len(names), [""] * len(names))
    seen: list[int] = []
    cases = Weighing.cases

    def counted(self, marks, text, *rest):  # type: ignore[no-untyped-def]
        seen.append(len(text))
        return cases(self, marks, text, *rest)

    monkeypatch.setattr(Weighing, "cases", counted)
    text = "".join(f"{name[3:6]}新到一批好货，" for name in names) * 60
    index.find(names=[], text=text)
    assert max(seen) <= 4000
    assert sum(seen) <= 2 * len(text)
