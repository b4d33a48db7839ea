"""Adverts that teach no weights: invented, of the 澄源 county of data/training."""

import csv
from pathlib import Path

import pytest

from engine.link import FirmIndex, LinkResult

HERE = Path(__file__).parent
FIRMS = HERE.parent.parent / "data/training/link-firms.csv"
Row = dict[str, str]


def _rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def firms() -> list[Row]:
    return [firm for firm in _rows(FIRMS) if firm["set"] == "澄源"]


@pytest.fixture(scope="module")
def found(firms: list[Row]) -> list[tuple[Row, LinkResult]]:
    columns = ("name", "uscc", "phone", "used_name", "website", "address", "legal_rep")
    index = FirmIndex(*([firm.get(c, "") for firm in firms] for c in columns))
    return [
        (ad, index.find(names=[ad["advertiser"]], text=ad["text"], phone=ad["phone"]))
        for ad in _rows(HERE / "adverts.csv")
    ]


def test_most_are_linked(firms: list[Row], found: list[tuple[Row, LinkResult]]) -> None:
    meant = [(ad, link) for ad, link in found if ad["firm_id"]]
    right = [ad for ad, link in meant if link.row >= 0 and firms[link.row]["id"] == ad["firm_id"]]
    assert len(right) >= 0.95 * len(meant)


def test_few_are_linked_wrongly(firms: list[Row], found: list[tuple[Row, LinkResult]]) -> None:
    wrong = [
        ad["text"] for ad, link in found if link.row >= 0 and firms[link.row]["id"] != ad["firm_id"]
    ]
    assert len(wrong) <= 1


def test_every_link_says_how(found: list[tuple[Row, LinkResult]]) -> None:
    assert all(link.how for _, link in found if link.row >= 0)
