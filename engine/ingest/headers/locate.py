"""Find the header among the first rows: titles above it, one line or two, merged cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.ingest.headers.names import BUILT_RANK, Label, exact, label, normalise
from engine.ingest.raw import BadRow
from engine.model.fields import REQUIRED
from engine.model.terms import RecordKind

SCAN = 20
_LOOKED_AT = 500
#: A label with what it tells, or with what a neighbour tells.
_REMARK = re.compile(r"[^\d:：]{1,12}[:：]")


@dataclass(frozen=True, slots=True)
class Header:
    first: int  # 0-based index of the (first) header row
    last: int  # of the last, where the header has two
    labels: tuple[Label, ...]
    score: int
    #: How many columns it has itself; labels beyond them are those of wider rows below.
    own: int
    #: Rows above it that stand under a header of their own, and this header's own.
    above: tuple[BadRow, ...] = ()

    @property
    def before(self) -> int:
        """How many rows of the file are counted before those below this header."""
        return self.above[-1].row if self.above else 0


def usable(labels: Sequence[Label], kind: RecordKind) -> bool:
    found = {item.canonical for item in labels}
    return any(column in found for column in REQUIRED[kind])


def find_header(rows: Sequence[Sequence[str]], kind: RecordKind, most: int = 2000) -> Header | None:
    """The row (or pair of rows) among the first twenty that names most columns we know.

    Rows of more than ``most`` cells are no header.
    """
    best: Header | None = None
    found: list[Header] = []
    scanned = [[c.strip() for c in _bare(row, most)] for row in rows[: SCAN + 1]]
    for index in range(min(SCAN, len(scanned))):
        candidates = [(index, label(_padded(scanned, index, index)[0], kind))]
        if index + 1 < len(scanned):
            upper, lower = _padded(scanned, index, index + 1)
            parents = _parents(upper, lower, kind)
            if parents is not None and not _stands_under(found, index, upper, kind):
                candidates.append((index + 1, _pair(upper, lower, parents, kind)))
        width = len(candidates[0][1])
        for last, labels in candidates:
            # A loose match may be a title («企业名称登记情况表»), and one by how it is built a cell
            # of data («公司»): they count only beside exact ones, or beside each other.
            strict = {i.canonical for i in labels if i.canonical and i.rank < BUILT_RANK}
            count = len({item.canonical for item in labels if item.canonical})
            if not usable(labels, kind) or (not strict and width > 1 and count < 2):
                continue
            two = last > index
            own = max(len(row) for row in scanned[index : last + 1])
            header = Header(index, last, labels, count, own)
            if strict:
                found.append(header)
            if (
                best is None
                or count > best.score
                or (two and last == best.last + 1 and count == best.score)
            ):
                best = header
    return None if best is None else _with_rows_above(best, found, scanned, kind)


def _with_rows_above(
    best: Header, found: list[Header], rows: list[list[str]], kind: RecordKind
) -> Header:
    """A file may hold two tables, one below the other: what stands in the upper one is told of."""
    upper = _first(found, best.first)
    if upper is None:
        return best
    between = range(upper.last + 1, best.first)
    if not any(_stands_under([upper], at, rows[at], kind) for at in between):
        return best
    cause = f"文件里有两个表头，只按第 {best.last + 1} 行的表头读取，这一行在它上面。请分成两个文件"
    above = [
        BadRow(
            at - upper.last, cause if at in between else "重复的表头", tuple(rows[at]), upper.labels
        )
        for at in range(upper.last + 1, best.last + 1)
        if any(rows[at])
    ]
    return replace(best, above=tuple(above))


def _first(found: list[Header], before: int) -> Header | None:
    """The first header that ends above a row; of one line or two, what names more."""
    above = [header for header in found if header.last < before]
    first = [header for header in above if header.first == above[0].first]
    return max(first, key=lambda header: (header.score, header.last), default=None)


def _stands_under(found: list[Header], at: int, row: Sequence[str], kind: RecordKind) -> bool:
    """Whether a row fills what a header above it requires."""
    header = _first(found, at)
    return header is not None and any(
        cell and item.canonical in REQUIRED[kind]
        for cell, item in zip(row, header.labels, strict=False)
    )


def _bare(row: Sequence[str], most: int) -> Sequence[str]:
    """The row without empty cells at its end; nothing of one that is too wide."""
    end = len(row)
    while end > most and not row[end - 1].strip():
        end -= 1
    return row[:end] if end <= most else ()


def _padded(rows: list[list[str]], first: int, last: int) -> list[list[str]]:
    """The header rows at one width: their own, or that of most rows below if those are wider."""
    width = max(len(row) for row in rows[first : last + 1])
    below = Counter(len(row) for row in rows[last + 1 :] if any(row))
    if below:
        usual, times = below.most_common(1)[0]
        if usual > width and times * 5 >= below.total() * 4:
            width = usual
    return [row[:width] + [""] * (width - len(row)) for row in rows[first : last + 1]]


def best_guess(rows: Sequence[Sequence[str]], kind: RecordKind) -> list[str]:
    """The cells that look most like a header, to show the user what was found."""

    def rank(row: Sequence[str]) -> tuple[int, int]:
        filled = [c for c in row if c.strip()]
        known = (sum(1 for c in filled[:_LOOKED_AT] if exact(c, k)) for k in (kind, *RecordKind))
        return max(known), len(filled)

    scanned = list(rows[:SCAN])
    row = max(scanned, key=rank, default=[])
    return [c.strip() for c in row if c.strip()]


def _parents(upper: list[str], lower: list[str], kind: RecordKind) -> list[str] | None:
    """The merged cells of ``upper`` spread over ``lower``; None if the two are not one header."""
    below = [i for i, text in enumerate(lower) if text]
    known = [i for i in below if exact(lower[i], kind)]
    if not below or len(known) * 2 <= len(below) or not any(upper):
        return None
    if all(normalise(upper[i]) == normalise(lower[i]) for i in below):
        return None  # the same header twice
    spread: list[str] = []
    current = ""
    for text, child in zip(upper, lower, strict=True):
        if text:
            current = text if child else ""
            spread.append(text)
        else:
            spread.append(current if child else "")
    filled = [text for text in upper if text]
    # A title is one cell in a row of its own; as a parent it would sit on every column.
    if len(filled) == 1 and not exact(filled[0], kind):
        return None
    if _are_remarks(filled, kind):
        return None

    def belongs(i: int) -> bool:
        own = exact(upper[i], kind) if upper[i] else None
        return own is None or own[0] == "scope"

    return spread if any(belongs(i) for i in below) else None


def _are_remarks(cells: list[str], kind: RecordKind) -> bool:
    """导出单位：某某股, 单位：万元: what is said of the table, beside nothing that is a header."""
    remarks = [text for text in cells if _REMARK.match(text)]
    others = [text for text in cells if text not in remarks]
    return (
        bool(remarks)
        and not any(exact(text, kind) for text in others)
        and (len(cells) == 1 or not all(exact(text, kind) for text in remarks))
    )


def _pair(
    upper: list[str], lower: list[str], parents: list[str], kind: RecordKind
) -> tuple[Label, ...]:
    texts = [low or up for up, low in zip(upper, lower, strict=True)]
    above = [parent if low else "" for parent, low in zip(parents, lower, strict=True)]
    return label(texts, kind, above)
