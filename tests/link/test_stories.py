"""Whom tips mean that tell a story as neighbours do: which of several of one name, both of two, who is behind a
door; and those that accuse nobody: of a debt, a small card, a share in the village, or who is cleared.
"""

import csv
from pathlib import Path

import pytest

from engine.link import FirmIndex
from engine.link.tips.tip_links import TipLinks


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


FIRMS = _rows("stories_firms.csv")


@pytest.fixture(scope="module")
def links() -> TipLinks:
    names, addresses, people, phones = (
        [firm[column] for firm in FIRMS] for column in ("name", "address", "person", "phone")
    )
    index = FirmIndex(names, [""] * len(FIRMS), phones, addresses=addresses, people=people)
    return TipLinks(index, names, addresses, people)


#: Stories that are not understood so far, by how they begin; the first names a firm that is not meant.
MISSED = ("网贷还不上", "净界洗车店说同行造谣")


@pytest.mark.parametrize("case", _rows("stories.csv"), ids=lambda case: case["text"][:12])
def test_whom_a_story_means(links: TipLinks, case: dict[str, str]) -> None:
    found = links.find(case["subject"], case["text"], place=case["place"]).rows
    right = {FIRMS[row]["id"] for row in found} == {*filter(None, case["rows"].split("|"))}
    assert right != case["text"].startswith(MISSED)
