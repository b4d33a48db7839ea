"""Invented names and all their parts (``names_taken_apart.csv``). Of places: the stem, ``~`` if it is
a bare name, and the level; what is empty is not told."""

import csv
from pathlib import Path

import pytest

from engine.link.names.company import CompanyName, NameParser

PARSER = NameParser()
with (Path(__file__).parent / "names_taken_apart.csv").open(encoding="utf-8", newline="") as stream:
    NAMES = list(csv.DictReader(stream))


def parts(name: CompanyName) -> dict[str, str]:
    return {
        "text": name.text,
        "places": "/".join(f"{s.stem}{'~' * s.bare}{s.level}" for s in name.places),
        "brands": "/".join(name.brands),
        "trade": name.trade,
        "words": "/".join(sorted(name.words)),
        "form": name.form,
        "branch": name.branch,
        "seat": "/".join(spot.stem for spot in name.seat),
        "kind": name.kind,
        "numbers": "/".join(name.numbers),
        "formal": "1" * name.formal,
        "misread": "1" * name.misread,
        "body": name.body,
        "shop": name.shop,
        "owner": name.owner,
        "also": "/".join(other.text for other in name.also),
    }


@pytest.mark.parametrize("row", NAMES, ids=lambda row: row["name"])
def test_parts(row: dict[str, str]) -> None:
    expected = {**row, "text": row["text"] or row["name"]}
    name = expected.pop("name")
    assert parts(PARSER.parse(name)) == expected
