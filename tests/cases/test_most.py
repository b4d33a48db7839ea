"""What has most is told with all that have as many."""

import pytest

from engine.cases.figures import figures, sentences
from engine.cases.findings import FIELDS


def _said(*sectors: str, areas: str = "") -> list[str]:
    blank = dict.fromkeys(("reasons", "band", "uscc", "scope", "legal_rep", *FIELDS), "")
    placed = (areas or "甲" * len(sectors)).replace("-", " ")
    return sentences(
        figures(
            [
                {**blank, "sector": sector, "territory": area.strip(), "source": "排查"}
                for sector, area in zip(sectors, placed, strict=True)
            ]
        )
    )


@pytest.mark.parametrize(
    ("sectors", "told"),
    [
        (["私募基金"], "线索最多的行业是私募基金，1 户，占 100%。"),
        (["养老服务", "私募基金"], "线索最多的行业是养老服务、私募基金，各 1 户，各占 50%。"),
        (["私募基金", "养老服务"], "线索最多的行业是养老服务、私募基金，各 1 户，各占 50%。"),
        (["其他", "私募基金", "私募基金"], "线索最多的行业是私募基金，2 户，占 67%。"),
        (["A", "B", "C", "D"], "线索最多的行业是A、B、C等 4 个，各 1 户，各占 25%。"),
    ],
)
def test_ties_are_told_as_such(sectors: list[str], told: str) -> None:
    assert told in _said(*sectors)


def test_where_nobody_has_the_territory_is_none_with_most() -> None:
    said = _said("A", "A", "A", areas="--乙")
    assert "线索最多的责任区是乙，1 户，占 33%。" in said
    assert not any("责任区是未划定" in line for line in said)
    assert not any(line.startswith("线索最多的责任区") for line in _said("A", areas="-"))
