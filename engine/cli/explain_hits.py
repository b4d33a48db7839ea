"""Hits as `saolou explain` tells them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

COUNTS, _AGAIN, _SECTOR, _DISMISSED = "计分", "同类已计", "只归行业", "已排除"
OTHERS = (_SECTOR, _AGAIN, _DISMISSED)
_MEANT = {_AGAIN: "同一类说法只算分最高的一条", _SECTOR: "说明是哪一行，不加分"}
#: (part, rule, advert or tip, reason, number of one that counts) → hits
Groups = dict[tuple[str, str, str, str, str], list[dict[str, str]]]


def groups(hits: Sequence[dict[str, str]]) -> Groups:
    """Hits that differ in their words only, together; each that counts by itself."""
    found: Groups = {}
    for hit in sorted(hits, key=lambda hit: -int(hit["points"] or 0)):
        part = _part(hit)
        alone = str(len(found)) if part == COUNTS else ""
        found.setdefault((part, hit["rule_id"], hit["ad_id"], hit["reason"], alone), []).append(hit)
    return found


def tell_hits(grouped: Groups, parts: Sequence[str]) -> int:
    """The sum of the points of those that count."""
    total = 0
    for part in parts:
        told = False
        for (kind, rule, source, reason, _), same in grouped.items():
            if kind != part:
                continue
            if not told and part in _MEANT:
                click.echo(f"  （{part}：{_MEANT[part]}）")
            told = True
            points = int(same[0]["points"] or 0) if part == COUNTS else 0
            total += points
            shown = f" {points:+4d}" if part == COUNTS else ""
            whence = f"，{source}" if source else ""
            click.echo(f"  {part}{shown}  {reason}{_words(same)}〔{rule}{whence}〕")
            if part == COUNTS and same[0]["basis"]:
                click.echo(f"         依据：{same[0]['basis'].replace('|', '、')}")
    return total


def _part(hit: dict[str, str]) -> str:
    if hit["status"] == "counted":
        return COUNTS if int(hit["points"] or 0) else _SECTOR
    return _AGAIN if hit["status"] == "superseded" else _DISMISSED


def _words(hits: Sequence[dict[str, str]]) -> str:
    """The words, by the field that they stand in; nothing of a text that is told without its words."""
    from engine.export.rich import FIELD_LABELS, TIP

    fields: dict[str, list[str]] = {}
    for hit in hits:
        label = (
            "原话"
            if hit["rule_id"].startswith(TIP)
            else FIELD_LABELS.get(hit["field"], hit["field"])
        )
        words = fields.setdefault(label, [])
        if hit["matched"] and (word := f"“{hit['matched']}”") not in words:
            words.append(word)
    shown = [f"{field}{''.join(words)}" for field, words in fields.items() if words]
    return f"：{'，'.join(shown)}" if shown else ""


def rows(file: Path) -> Iterator[dict[str, str]]:
    """One row after the other: quicker than to load what reads them all at once."""
    csv.field_size_limit(2**31 - 1)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        yield from csv.DictReader(lines)
