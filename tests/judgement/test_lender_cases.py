"""Complaints about lenders in plain words, and what only sounds like one.

``half``: ``built`` rows were read while the rules were written; ``kept`` rows were first read by rules
that had not seen them (8 of 15 found, 1 of 15 taken wrongly), then mended by kind.
"""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import TextMatcher
from engine.ruleset import load_ruleset

LENDS = {"TIP-003", "TIP-014", "TIP-015"}
#: What is said of whoever takes people's money and promises them more.
TAKES = {"TIP-001", "TIP-005", "TIP-009", "TIP-011", "TIP-012"}


@pytest.fixture(scope="module")
def judged() -> list[tuple[bool, str, set[str]]]:
    """(is it about a lender, text, rules that count)."""
    path = Path(__file__).parent / "lenders.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    texts = pa.array([row["text"] for row in rows], pa.string())
    blank = pa.nulls(len(rows), pa.string())
    table = pa.table({"title": blank, "text": texts, "received_time": blank})
    found: list[set[str]] = [set() for _ in rows]
    matcher = TextMatcher(load_ruleset(), "tip")
    for evidence in matcher.match(table, "2026-06-01", "received_time"):
        found[evidence.row] = {hit.rule_id for hit in evidence.hits if hit.status == "counted"}
    return [(r["lender"] == "1", r["text"], hit) for r, hit in zip(rows, found, strict=True)]


def test_borrowers_are_heard(judged: list[tuple[bool, str, set[str]]]) -> None:
    missed = [text for lender, text, rules in judged if lender and not rules & LENDS]
    assert len(missed) <= 1, missed


def test_others_are_no_lenders(judged: list[tuple[bool, str, set[str]]]) -> None:
    assert not [text for lender, text, rules in judged if not lender and rules & LENDS]


def test_what_a_borrower_pays_is_no_promise(judged: list[tuple[bool, str, set[str]]]) -> None:
    assert not [text for _, text, rules in judged if rules & LENDS and rules & TAKES]
