"""What is quoted of the hits of one firm: joined where it overlaps, with every word marked."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.export.rich import plain_text, quotations

TEXT = "【鼎信财富】稳健理财，保本保息，年化12%，按月付息，一万元起投，详询门店，名额不多"
AROUND = 6


def hit(word: str, text: str = TEXT, field: str = "text", ad: str = "A1") -> dict[str, Any]:
    start = text.index(word)
    begin = max(0, start - AROUND)
    return {
        "ad_id": ad,
        "field": field,
        "matched": word,
        "start": start,
        "quote": text[begin : start + len(word) + AROUND],
        "quote_start": start - begin,
        "rule_id": "AD-1",
    }


def said(hits: list[dict[str, Any]], most: int = 3, each: int = 50) -> str:
    return plain_text(quotations(hits, most=most, each=each, rest="report.html"))


def test_overlapping_quotes_are_one() -> None:
    rich = quotations(
        [hit("保本保息"), hit("年化12%"), hit("按月付息")], most=3, each=50, rest="report.html"
    )
    assert plain_text(rich) == "〔正文〕】稳健理财，保本保息，年化12%，按月付息，一万元起投"
    assert [s.text for s in rich if s.style == "hit"] == ["保本保息", "年化12%", "按月付息"]


def test_a_later_hit_closes_the_gap() -> None:
    assert said([hit("稳健"), hit("一万元"), hit("年化12%")]).count("〔正文〕") == 1


def test_other_fields_and_adverts_stay_apart() -> None:
    hits = [hit("保本保息"), hit("保本保息", ad="A2"), hit("保本保息", field="title")]
    assert said(hits).count("〔") == 3


def test_what_one_masks_stays_masked_and_what_differs_is_not_joined() -> None:
    one, other = hit("保本保息"), hit("年化12%")
    one["quote"] = one["quote"][:-1] + "*"
    assert said([one, other]).count("〔正文〕") == 1
    other["quote"] = other["quote"].replace("保本", "**")
    assert "，**保息" in said([one, other])
    one["quote"] = one["quote"][:-1] + "天"
    assert said([one, other]).count("〔正文〕") == 2


def test_half_a_number_at_an_edge_gives_way_to_the_whole_one() -> None:
    text = "保本保息，详询0952-1010001，一万元起投"
    first, second = hit("保本保息", text), hit("一万元", text)
    first["quote"] = text[:12] + "**"
    second |= {"quote": text[6:], "quote_start": text.index("一万元") - 6}
    assert said([first, second]) == "〔正文〕" + text
    second["quote"] = second["quote"].replace("1010001", "1******")
    assert "1010001" not in said([first, second])


def test_a_hit_whose_place_is_unknown_stands_alone() -> None:
    lost = hit("年化12%") | {"quote_start": None}
    assert said([hit("保本保息"), lost]).count("〔正文〕") == 2
    assert said([lost, lost]).count("〔正文〕") == 1


def test_tips_tell_their_words_and_no_more() -> None:
    tip = {"ad_id": "T1", "rule_id": "TIP-001", "field": "text", "quote_start": 0}
    tips = [tip | {"matched": w, "quote": w, "start": 3} for w in ("一年给九百", "给九百", "该社")]
    assert said([*tips, hit("保本保息")]).split("\n")[1] == "〔举报〕一年给九百、该社"


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 6)), min_size=1, max_size=8))
def test_every_word_is_marked_where_it_stands(places: list[tuple[int, int]]) -> None:
    hits = []
    for start, size in places:
        word = TEXT[start : start + size]
        if word:
            begin = max(0, start - AROUND)
            quote = TEXT[begin : start + len(word) + AROUND]
            hits.append(
                hit("稳健")
                | {"matched": word, "start": start, "quote": quote, "quote_start": start - begin}
            )
    rich = quotations(hits, most=20, each=200, rest="report.html")
    marked = "|".join(s.text for s in rich if s.style == "hit")
    assert all(any(h["matched"] in part for part in marked.split("|")) for h in hits)
    for line in plain_text(rich).split("\n"):
        assert line.removeprefix("〔正文〕") in TEXT
