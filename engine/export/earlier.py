"""A result of other inputs, as of last month, that stands where a new one goes: it is put by, since
it cannot be made again once its inputs are gone from the office's folders."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from engine.export import journal
from engine.ingest.ours import record_of
from engine.model.names import EARLIER

#: So many inputs are named.
_NAMED = 3


def put_by(out: Path, run: Mapping[str, Any]) -> Path | None:
    """The folder, not there yet, for the result that stands in ``out``; None where there is none or
    it may be replaced: whatever it was made of is among the inputs of ``run`` too.

    A record that cannot be read leaves nobody able to say what the result is of; such a one is
    replaced, as ``write`` keeps a copy of its workbook.
    """
    record = record_of(out)
    before = _hashes(record)
    if not before or before <= _hashes(run):
        return None
    name = EARLIER + _day(record)
    free = (f"{name}{more}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(out / name for name in free if not (out / name).exists())


def said_of_earlier(folder: Path) -> str:
    """Which result lies in ``folder``: when it was made, and of what."""
    record = record_of(folder)
    named = list(dict.fromkeys(str(source.get("file", "")) for source in _files(record)))
    more = f" 等 {len(named)} 个文件" if len(named) > _NAMED else ""
    until = f"，资料截至 {record['as_of']}" if record.get("as_of") else ""
    return f"{_day(record)} 筛查的结果（{'、'.join(named[:_NAMED])}{more}{until}）"


def keep_all(old: Path, made: Path, folder: Path) -> None:
    """Everything in ``old`` under another name as well: made ready as ``made``, on the same disk, so
    that ``folder`` is there whole or not at all."""
    shutil.copytree(old, made, symlinks=True, copy_function=_keep)
    made.chmod(0o700)
    made.rename(folder)


def _keep(file: str, copy: str) -> None:
    journal.keep(Path(file), Path(copy))


def _hashes(record: Mapping[str, Any]) -> set[str]:
    return {str(source["sha256"]) for source in _files(record)}


def _files(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """All that was read. What has no hash, as tables of a notebook, is nobody's file."""
    inputs = record.get("inputs")
    sources = inputs if isinstance(inputs, list) else []
    return [one for one in sources if isinstance(one, Mapping) and one.get("sha256")]


def _day(record: Mapping[str, Any]) -> str:
    """When it was made; a record may have come from anybody."""
    times = record.get("times")
    started = str(times.get("started", "")) if isinstance(times, Mapping) else ""
    try:
        return dt.datetime.fromisoformat(started).date().isoformat()
    except ValueError:
        return "日期不明"
