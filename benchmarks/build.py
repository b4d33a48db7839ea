"""The input files of a run, built from a file the user names or from invented records."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from benchmarks import invent, vary
from engine.ingest.headers.names import exact
from engine.model.terms import RecordKind

NAME, CODE, SCOPE, ADDRESS = "企业名称", "统一社会信用代码", "经营范围", "注册地址"
TEXT = "广告内容"
_REGISTER = {"name": NAME, "uscc": CODE, "scope": SCOPE, "address": ADDRESS}
_ADVERT = {"text": TEXT}
#: More distinct invented firms than this say nothing new: their scopes repeat as real ones do.
INVENTED = 50_000
SEED = 20210501


def register(source: Path | None, total: int, out: Path, seed: int = SEED) -> Path:
    """A register of exactly ``total`` rows, none of them the exact duplicate of another."""
    header, rows = _register_rows(source, total, seed)
    place = {column: header.index(column) for column in _REGISTER.values() if column in header}

    def varied() -> Iterable[Sequence[str]]:
        for serial, copy, row in vary.repeated(rows, total, seed):
            # Invented firms have no code of their own, and two of them may read alike.
            if copy == 0 and source is not None:
                yield row
                continue
            cells = list(row)
            if CODE in place:
                cells[place[CODE]] = vary.code(cells[place[CODE]], serial)
            if copy:
                cells[place[NAME]] = vary.name(cells[place[NAME]], copy)
                if ADDRESS in place:
                    cells[place[ADDRESS]] = vary.address(cells[place[ADDRESS]], copy)
            yield cells

    return _write(out, header, varied())


def adverts(source: Path | None, total: int, out: Path, seed: int = SEED) -> Path:
    """``total`` short texts, no two alike."""
    if source is None:
        texts = invent.adverts()
    else:
        frame = _frame(source, RecordKind.ADVERT, _ADVERT)
        texts = [text for text in dict.fromkeys(frame[TEXT].tolist()) if text]
    rows = vary.repeated([[text] for text in texts], total, seed)
    written = (
        (str(n + 1), vary.advert(row[0], n, copy) if copy else row[0]) for n, copy, row in rows
    )
    return _write(out, ["编号", TEXT], written)


def sample(file: Path, count: int, out: Path) -> Path:
    """About ``count`` rows of ``file``, evenly spread; the file itself if it is no longer than that."""
    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    step = max(1, len(frame) // count)
    if step == 1:
        return file
    chosen = frame.iloc[::step].head(count)
    return _write(out, list(chosen.columns), chosen.itertuples(index=False, name=None))


def _register_rows(
    source: Path | None, total: int, seed: int
) -> tuple[list[str], Sequence[Sequence[str]]]:
    if source is None:
        return invent.HEADER, invent.register(min(total, INVENTED), seed)
    frame = _frame(source, RecordKind.REGISTRATION, _REGISTER)
    rows = frame.drop_duplicates().itertuples(index=False, name=None)
    return list(frame.columns), list(rows)


def _frame(source: Path, kind: RecordKind, wanted: dict[str, str]) -> pd.DataFrame:
    """The file with the headers that the competitors know; everything is text."""
    if source.suffix == ".parquet":
        frame = pd.read_parquet(source).astype("string").fillna("")
    else:
        frame = pd.read_csv(source, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    known: dict[str, str] = {}
    for column in frame.columns:
        found = exact(str(column), kind)
        if found and found[0] in wanted:
            known.setdefault(wanted[found[0]], str(column))
    needed = (TEXT,) if kind is RecordKind.ADVERT else (NAME, SCOPE)
    if missing := [column for column in needed if column not in known]:
        raise SystemExit(f"{source}: no column for {', '.join(missing)}")
    return frame.rename(columns={column: name for name, column in known.items()})


def _write(out: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(header)
        writer.writerows(rows)
    return out
