"""Everything an office has, in one folder: each file is read as what its header says it is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.ingest import files
from engine.ingest.headers.recognise import Kind, Recognised, recognise
from engine.ingest.headers.remarks import given_as, said_of
from engine.ingest.limits import USUAL, Limits
from engine.ingest.reader import other_files
from engine.model.errors import InputError
from engine.model.ingested import SourceReport
from engine.model.terms import ATTENTION, SORTED, UNUSED, RecordKind

#: Either has a text that may stand under the heading of the other: read so, most leads are lost.
_TAKEN_FOR_ONE_ANOTHER = (RecordKind.ADVERT, RecordKind.TIP)
_OURS = "以前的筛查结果或样例的标注，不是资料"
_BEFORE = "以前的排查台账、结果，不是资料"
_USE = (
    "。要当作企业名单筛查，请把它的文件名单独写在命令里；"
    "是填好的核查结果，请用 saolou cases import 导入"
)


@dataclass(slots=True)
class Sorted:
    """``sources``: what is to be read, by kind; ``named``: what is given with an option; ``unused``: what the account tells of what is not;
    ``lines``: what is said of each file."""

    sources: dict[RecordKind, list[files.Source]] = field(default_factory=dict)
    named: dict[RecordKind, list[files.Given]] = field(default_factory=dict)
    unused: list[SourceReport] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def of(self, kind: RecordKind) -> list[files.Source]:
        return self.sources.get(kind, [])

    def _take(self, source: files.Source, kind: RecordKind) -> None:
        self.sources.setdefault(kind, []).append(source)

    def _leave(self, source: files.Source, what: str, why: str, use: str = "") -> None:
        with source.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        note = (f"{UNUSED}{what} 是{why}{use}",)
        kind = RecordKind.REGISTRATION
        self.lines.append(f"{UNUSED}{what}（{why}{use}）")
        self.unused.append(
            SourceReport(kind, source.name, "", digest, "", 0, {}, (), 0, 0, 0, note, unread=True)
        )


def sort_out(
    given: Sequence[files.Given],
    elsewhere: Mapping[RecordKind, Sequence[files.Given]],
    limits: Limits = USUAL,
) -> Sorted:
    """Files that are given without an option. What is named by itself is registrations, whatever
    else is refused; what lies in a folder is what it looks like, except what is given ``elsewhere``,
    with an option: there, too, adverts and tips that are taken for one another are refused. Raises
    InputError, also where a folder has nothing to screen."""
    found, sources = Sorted(), files.collect(given, limits.files)
    named = (path for paths in elsewhere.values() for path in _paths(paths))
    # A folder given in both ways says nothing of single files.
    folders = [path for path in _paths(given) if path.is_dir()]
    taken = _all([path for path in named if not _holds(path, folders)], limits)
    for source in sources:
        if not source.from_folder:
            found._take(source._replace(strict=True), RecordKind.REGISTRATION)
        elif files.real_path(source.path) not in taken:
            _sort(source, recognise(source, limits), found)
    for kind, paths in elsewhere.items():
        found.named[kind] = [one for path in paths for one in _strictly(path, kind, limits)]
    found.unused += other_files(given, RecordKind.REGISTRATION)
    screened = found.of(RecordKind.REGISTRATION) or found.of(RecordKind.ADVERT)
    apart = elsewhere.get(RecordKind.ADVERT) or elsewhere.get(RecordKind.REGISTRATION)
    if given and not screened and not apart:
        said = "".join(f"\n  {line}" for line in found.lines)
        raise InputError(
            f"文件夹 {'、'.join(path.name or str(path) for path in given)} 里没有企业登记，也没有广告记录，"
            f"没有可筛查的。请放入其中一种。{said}"
        )
    return found


def _strictly(given: files.Given, kind: RecordKind, limits: Limits) -> Sequence[files.Given]:
    """A folder stays one, of which is told what it holds besides. Raises InputError."""
    if kind not in _TAKEN_FOR_ONE_ANOTHER or isinstance(given, files.Source):
        return [given]
    with files.readable(given):
        if given.is_dir():
            return [given]
    return [source._replace(strict=True) for source in files.collect([given], limits.files)]


def _paths(given: Iterable[files.Given]) -> list[Path]:
    return [path.path if isinstance(path, files.Source) else path for path in given]


def _holds(folder: Path, folders: Iterable[Path]) -> bool:
    return any(path.resolve().is_relative_to(folder.resolve()) for path in folders)


def _all(paths: Iterable[Path], limits: Limits) -> set[Path]:
    """Whatever cannot be found is told of by whoever reads it."""
    found: set[Path] = set()
    for path in paths:
        try:
            found.update(files.real_path(s.path) for s in files.collect([path], limits.files))
        except InputError:
            continue
    return found


def _sort(source: files.Source, seen: Recognised, found: Sorted) -> None:
    if seen.ours:
        found._leave(source, source.name, _OURS)
        return
    if seen.ledgers:
        what = _sheets_of(source.name, seen.ledgers if seen.sheets else ())
        found._leave(source, what, _BEFORE, _USE)
        if not seen.sheets:
            return
    kinds = list(dict.fromkeys(kind.kind for kind in seen.sheets.values()))
    if not kinds:  # whoever reads it says what is wrong with it
        found._take(source, RecordKind.REGISTRATION)
        return
    for number, kind in enumerate(kinds):
        own = {sheet: seen_as for sheet, seen_as in seen.sheets.items() if seen_as.kind is kind}
        parted = len(kinds) > 1 or bool(seen.ledgers)
        what = _sheets_of(source.name, own if parted else ())
        said = [f"{SORTED}，看表头按{said_of(kind)}读取"]
        doubts = dict.fromkeys(filter(None, (_doubt(k, source.name) for k in own.values())))
        said += [f"{ATTENTION}{doubt}" for doubt in doubts]
        found.lines.append(f"按{said_of(kind)}读取：{what}" + "".join(f"（{d}）" for d in doubts))
        # What nobody knows stays with the first kind, which tells of it.
        sheets = frozenset(own) | (frozenset(seen.others) if not number else frozenset())
        only = sheets if parted else None
        found._take(source._replace(sheets=only, said=tuple(said)), kind)


def _doubt(kind: Kind, name: str) -> str:
    """What was assumed, and how to say otherwise."""
    if kind.rival is not None:
        rival = said_of(kind.rival)
        return (
            f"看表头也可能是{rival}，这次按{said_of(kind.kind)}读取了。"
            f"若是{rival}，请{given_as(kind.rival, name)}，与文件夹写在一起"
        )
    if not kind.sure:
        return f"看表头拿不准，这次按{said_of(kind.kind)}读取了。若不是，请移出文件夹，或用选项写明"
    return ""


def _sheets_of(name: str, sheets: Iterable[str]) -> str:
    named = "、".join(f"“{sheet}”" for sheet in sheets)
    return f"{name} 的工作表{named}" if named else name
