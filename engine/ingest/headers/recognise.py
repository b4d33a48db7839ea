"""Of which kind a file is, by what stands over its columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import pyarrow as pa

from engine.ingest import files
from engine.ingest.columnar import names_of
from engine.ingest.delimited.encodings import NotText, to_utf8
from engine.ingest.delimited.read import foreign_end, sniff
from engine.ingest.headers.forms import is_form
from engine.ingest.headers.ledger import is_ledger
from engine.ingest.headers.locate import SCAN, find_header, usable
from engine.ingest.headers.names import Label, header_words, label
from engine.ingest.headers.telling import tells
from engine.ingest.jsonlines import names_in
from engine.ingest.limits import Limits
from engine.ingest.raw import NoHeader
from engine.ingest.reader import contents
from engine.ingest.sheets.markup import is_markup
from engine.ingest.sheets.workbook import BadWorkbook, is_book, sheets_of
from engine.model.errors import InputError
from engine.model.names import HEADERS, SHEETS
from engine.model.terms import RecordKind

_HEAD = 1 << 18
#: Rows of a sheet in which its header stands, and some below, which tell whether it is a form.
_ROWS = 2 * SCAN
_AHEAD = 2
_OURS = 2
#: Kinds that a file may be taken for without being told, the likelier first where nothing else says.
_KINDS = (
    RecordKind.REGISTRATION,
    RecordKind.ADVERT,
    RecordKind.TIP,
    RecordKind.LICENCE,
    RecordKind.TERRITORY,
)
#: What a file is that nothing is said of.
_USUAL = RecordKind.REGISTRATION


class Kind(NamedTuple):
    """What a table is taken for. ``rival``: what it might be as well; ``sure``: its header says so
    in so many words."""

    kind: RecordKind
    rival: RecordKind | None = None
    sure: bool = True


class Recognised(NamedTuple):
    """``sheets``: by their names, of what has none ""; those nobody knows are not among them.
    ``others``: names of these; ``ledgers``: of what came of an earlier sweep. ``ours``: a result of
    ours, or labels."""

    sheets: Mapping[str, Kind]
    others: tuple[str, ...] = ()
    ours: bool = False
    ledgers: tuple[str, ...] = ()


class _Claim(NamedTuple):
    """``columns``: how many different ones it knows; ``cells``: by their words. ``telling``: some
    stand only over such a table; ``said``: even what it cannot do without does; ``private``: who
    reported may stand in it."""

    kind: RecordKind
    columns: int
    cells: frozenset[frozenset[str]]
    telling: bool
    said: bool
    private: bool


def recognise(source: files.Source, limits: Limits) -> Recognised:
    """Nothing is recognised of what cannot be read: whoever reads it says why."""
    try:
        files.refuse_special(source)
        suffix = source.path.suffix.lower()
        if _is_book(source):
            return _workbook(source, limits)
        if suffix in files.PARQUET | files.JSON:
            parquet = suffix in files.PARQUET
            names = names_of(source.path) if parquet else names_in(contents(source, limits))
            names = names if len(names) <= limits.columns else []
            return _alone([(kind, label(names, kind)) for kind in _KINDS])
        return _alone(list(_text(source, limits)))
    except MemoryError:  # Arrow's is one of its own errors, too
        raise
    except (InputError, NotText, BadWorkbook, OSError, pa.ArrowException):
        return Recognised({})


def _alone(headers: Iterable[tuple[RecordKind, Sequence[Label]]]) -> Recognised:
    found = list(headers)
    ours = any(_is_ours(header_words(labels)) for _, labels in found)
    kind = None if ours else decide(found)
    if kind and _of_before(kind, found):
        return Recognised({}, ledgers=("",))
    return Recognised({"": kind} if kind else {}, ours=ours)


def _of_before(kind: Kind, headers: Iterable[tuple[RecordKind, Sequence[Label]]]) -> bool:
    """Whether what would be a register is the ledger of an earlier sweep."""
    return kind.kind is _USUAL and is_ledger(dict(headers)[_USUAL])


def _is_ours(words: Iterable[str]) -> bool:
    return len({word.strip().lower() for word in words}.intersection(HEADERS)) >= _OURS


def _text(source: files.Source, limits: Limits) -> Iterable[tuple[RecordKind, Sequence[Label]]]:
    with source.path.open("rb") as file:
        data = file.read(_HEAD)
    if len(data) == _HEAD and b"\x00" not in data:  # of UTF-16 half a character would be left
        data = data[: data.rfind(b"\n") + 1] or data
    body, _, _ = to_utf8(data)
    head = body.decode("utf-8", "ignore")
    for kind in _KINDS:
        end = foreign_end(head, kind, limits.columns)
        try:
            yield (
                kind,
                sniff(head.replace(end, "\n") if end else head, kind, limits.columns)[1].labels,
            )
        except NoHeader as missing:
            yield (
                kind,
                label(missing.cells[: limits.columns], kind) if _is_ours(missing.cells) else (),
            )


def _is_book(source: files.Source) -> bool:
    """Whatever it is called: a page is no text, and a text may be called a workbook."""
    suffix = source.path.suffix.lower()
    if suffix not in files.WORKBOOKS | files.TEXT:
        return False
    with source.path.open("rb") as file:
        head = file.read(_HEAD)
    return is_book(head) if suffix in files.WORKBOOKS else is_markup(head)


def _workbook(source: files.Source, limits: Limits) -> Recognised:
    sheets = sheets_of(contents(source, limits), source.name, limits, _ROWS)
    if {name for name, _ in sheets}.issuperset(SHEETS):
        return Recognised({}, ours=True)
    found: dict[str, Kind] = {}
    ledgers: list[str] = []
    for name, rows in sheets:
        headers = [(kind, _of_rows(rows, kind, limits)) for kind in _KINDS]
        kind = decide(headers)
        if kind and _of_before(kind, headers):
            ledgers.append(name)
        elif kind:
            found[name] = kind
    others = tuple(name for name, _ in sheets if name not in found and name not in ledgers)
    return Recognised(found, others, ledgers=tuple(ledgers))


def _of_rows(rows: Sequence[Sequence[str]], kind: RecordKind, limits: Limits) -> Sequence[Label]:
    header = find_header(rows[: SCAN + 1], kind, limits.columns)
    return () if header is None or is_form(rows, header.first, kind) else header.labels


def decide(headers: Iterable[tuple[RecordKind, Sequence[Label]]]) -> Kind | None:
    """Of which kind a table is, by the header that each kind finds in it.

    What knows all that another knows, and more, is the likelier; where both know what the other does
    not, two columns decide. Where nothing does, it is what files are that nobody says anything of.
    """
    claims = [claim for kind, labels in headers if (claim := _claim(kind, labels))]
    if not claims:
        return None
    best = max(claims, key=_rank)
    rivals = [claim for claim in claims if claim is not best and _may_be(claim, best)]
    plain = next((c for c in claims if c.kind is _USUAL and c is not best), None)
    if plain and (plain in rivals or not best.telling):
        return Kind(plain.kind, best.kind)
    rival = max(rivals, key=_rank).kind if rivals else None
    return Kind(best.kind, rival, best.telling)


def _rank(claim: _Claim) -> tuple[int, bool, bool, int]:
    return claim.columns, claim.telling, claim.private, -_KINDS.index(claim.kind)


def _may_be(claim: _Claim, best: _Claim) -> bool:
    """Whether a table that is rather the ``best`` may be of the other kind as well."""
    if best.kind is _USUAL:
        # A list of names and codes is a register, unless it says more; one of names alone is so
        # little of one that whatever stands beside them may be meant.
        more = not claim.cells <= best.cells
        near = claim.said or best.columns - claim.columns < _AHEAD
        return more and near and (claim.telling or best.columns == 1)
    if best.said > claim.said or claim.telling < best.telling:
        return False
    if claim.cells <= best.cells:
        return claim.columns == best.columns
    return best.columns - claim.columns < _AHEAD


def _claim(kind: RecordKind, labels: Sequence[Label]) -> _Claim | None:
    if not usable(labels, kind):
        return None
    tip = kind is RecordKind.TIP
    known = [item for item in labels if item.canonical or (tip and item.private)]
    private = any(item.private for item in labels)
    telling = [item for item in known if tells(item, kind)]
    if kind is RecordKind.TERRITORY and (private or not telling):
        return None  # a roster of people by village is none
    said = kind in (RecordKind.ADVERT, RecordKind.TIP) and usable(telling, kind)
    columns = {item.canonical or item.text for item in known}
    cells = frozenset(item.words for item in known)
    return _Claim(kind, len(columns), cells, bool(telling), said, tip and private)
