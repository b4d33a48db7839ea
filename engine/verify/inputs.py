"""The inputs of a run, found again by their hashes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.export.record import sha256
from engine.export.text import clean
from engine.ingest import files
from engine.model.errors import SaolouError
from engine.model.terms import RecordKind
from engine.verify.verified import Verified, sources_of


def nearby(folder: Path, record: Mapping[str, Any], more: Iterable[Path] = ()) -> list[Path]:
    """Files of the names noted, beside the result, where the command is run, or in ``more`` folders."""
    names = dict.fromkeys(Path(str(source.get("file"))).name for source in sources_of(record))
    places = (Path(), folder, folder.parent, *more)
    beside = (place / name for name in names if name for place in places)
    # A record may name anything; a Path raises where nothing can be called so.
    return [file for file in beside if os.path.isfile(file)]  # noqa: PTH113


def found_again(
    record: Mapping[str, Any], given: Iterable[Path], result: Verified
) -> dict[RecordKind, dict[str, Path]]:
    """Kind → name in the record → file, for every input that was found again."""
    hashes: dict[str, Path] = {}
    for path in _files(given):
        hashes.setdefault(sha256(path), path)
    found: dict[RecordKind, dict[str, Path]] = {}
    for key in dict.fromkeys(
        (str(s.get("kind")), str(s.get("file")), str(s.get("sha256"))) for s in sources_of(record)
    ):
        kind, name, digest = key
        if digest in hashes and kind in set(RecordKind):
            found.setdefault(RecordKind(kind), {})[name] = hashes[digest]
            result.good(f"输入 {name}")
        elif digest:
            result.open(f"输入 {name}：没有找到内容相同的文件")
    return found


def strange_inputs(
    folder: Path, given: Sequence[Path], record: Mapping[str, Any], result: Verified
) -> None:
    """Files that are given to be checked against and were no inputs of the run, and what is given
    and holds none."""
    known = {str(source.get("sha256")) for source in sources_of(record)}
    for path in given:
        if not any(_files([path])):
            why = "里面没有可读的文件" if path.is_dir() else "找不到"
            result.open(f"给出的 {clean(path.name or str(path))[:80]}：{why}")
    for path in _files(given):
        if path.parent != folder and sha256(path) not in known:
            result.open(f"给出的 {clean(path.name)[:80]}：不是当时的输入，没有核对")


def _files(given: Iterable[Path]) -> Iterator[Path]:
    for path in given:
        try:
            found = (source.path for source in files.collect([path], sys.maxsize))
            yield from (file for file in found if file.is_file())
        except SaolouError:
            if path.is_file():
                yield path
