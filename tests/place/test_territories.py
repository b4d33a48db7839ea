"""Who is responsible: the longest name that stands in the address, whatever else is on the list."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.place import Place, Territories

words = st.text("甲乙丙村", min_size=1, max_size=3)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(words, st.lists(words, max_size=2), st.sampled_from(["", "清渠镇"])), max_size=6
    ),
    st.text("甲乙丙村路", max_size=10),
    st.sampled_from(["", "清渠镇", "南河镇"]),
)
def test_the_longest_name_in_the_address_wins(
    rows: list[tuple[str, list[str], str]], address: str, town: str
) -> None:
    territories = Territories.from_rows(
        [
            {"territory": name, "patterns": "、".join(others), "town": of, "responsible": name}
            for name, others, of in rows
        ]
    )
    fitting = [
        (-max(len(p) for p in (name, *others) if p in address), name)
        for name, others, of in rows
        if any(p in address for p in (name, *others)) and (not of or not town or of == town)
    ]
    expected = min(fitting)[1] if fitting else ""
    assert territories.assign(Place(town=town), address).territory == expected
