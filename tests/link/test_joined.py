"""Many texts read as one: a place belongs to the text it stands in and to no neighbour."""

from engine.link.index.joined import END, Joined


def test_each_text_and_whose_a_place_is() -> None:
    texts = ["甲乙", "", "丙😀丁", "戊"]
    joined = Joined(END.join(texts))
    assert len(joined) == len(texts)
    assert [joined[number] for number in range(len(texts))] == texts
    places = {char: joined.text.index(char) for char in "甲乙丙丁戊"}
    assert joined.owners(list(places.values())).tolist() == [0, 0, 2, 2, 3]
