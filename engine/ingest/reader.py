"""Files and frames → one canonical table, with rows set aside and a report for each source."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from engine.ingest import files
from engine.ingest.canonical import Canonical, canonical
from engine.ingest.columnar import forged, read_frame, read_parquet
from engine.ingest.delimited.encodings import NotText
from engine.ingest.delimited.misread import misread
from engine.ingest.delimited.read import read_delimited
from engine.ingest.headers.aliases import REQUIRED_NAMES
from engine.ingest.headers.hints import column_to_name
from engine.ingest.headers.names import Label, likelier, quotable
from engine.ingest.headers.remarks import given_as, named, said_of
from engine.ingest.headers.telling import clearly_another
from engine.ingest.jsonlines import read_json
from engine.ingest.limits import MB, USUAL, Limits, beyond, within
from engine.ingest.raw import FormLayout, NoHeader, RawTable
from engine.ingest.sheets.markup import is_markup
from engine.ingest.sheets.workbook import BadWorkbook, is_book, read_workbook
from engine.model.errors import InputError, why
from engine.model.ingested import Ingested, SourceReport
from engine.model.progress import Progress
from engine.model.terms import ATTENTION, WHOLE, RecordKind

if TYPE_CHECKING:
    import pandas as pd


class NothingRead(InputError):
    """Of one kind only folders were given, and none of their files could be read.

    ``sources`` are what the account of a run says of them.
    """

    def __init__(self, message: str, sources: tuple[SourceReport, ...]) -> None:
        super().__init__(message)
        self.sources = sources


class OtherKind(InputError):
    """A file is of another kind than it was given for."""


#: What a container of a workbook with a password holds instead of one.
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: The beginning of an old workbook with a password, perhaps behind a mark against writing.
_LOCKED = re.compile(
    rb"\x09\x08\x10\x00\x00[\x05\x06]\x05\x00.{12}(?:\x86\x00\x00\x00)?\x2f\x00", re.DOTALL
)
_PARQUET = b"PAR1"
_HEAD = 1 << 10
_MAGIC = (
    (b"PK\x03\x04", "Excel 工作簿（xlsx）或压缩包"),
    (b"\xd0\xcf\x11\xe0", "旧版 Excel（xls）或加密的工作簿"),
    (_PARQUET, "parquet 文件"),
    (b"ARROW1", "Arrow（feather）文件"),
    (b"FEA1", "Arrow（feather）文件"),
    (b"%PDF", "PDF 文件"),
    (b"MIME-Version:", "单个文件网页（mht）"),
    (b"\x1f\x8b", "压缩包"),
    (b"SQLite format 3", "数据库文件（SQLite）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
)
#: Spreadsheets spelled out in lines, in which every cell is a line that could pass for a row of one cell.
_SPELLED = (
    (re.compile(rb"ID;P\w*(?:;[A-Z]\w*)*\s*[\r\n][A-Z]{1,2};[A-Z]"), "SYLK 表格（slk）"),
    (re.compile(rb"TABLE\s*[\r\n]\s*0,1\s*[\r\n]"), "DIF 表格（dif）"),
)


class Reading:
    """Files and folders of one kind, read one after the other.

    A file that is named and cannot be read stops everything; one that lies in a folder is set
    aside whole, with its cause.
    """

    def __init__(self, paths: Sequence[files.Given], kind: RecordKind, limits: Limits) -> None:
        self._kind, self._limits = kind, limits
        self._passed_over = other_files(paths, kind)
        self._unread: list[tuple[str, str, InputError]] = []
        self._refusal: InputError | None = None

    def whole(self, source: files.Source) -> list[Canonical]:
        """Its tables; none where it is set aside. Raises InputError."""
        kind, limits = self._kind, self._limits
        digest = ""
        try:
            data = contents(source, limits)
            digest = hashlib.sha256(data).hexdigest()
            tables = [
                within(raw, limits, source.name) for raw in _tables(source, data, kind, limits)
            ]
        except FormLayout:
            self.set_aside(source, digest, form_layout(source.name))
            return []
        except NoHeader as missing:
            where = source.name if source.from_folder else named(source.path)
            refusal = no_header(source.name, kind, missing.cells, limits, where)
            if not source.from_folder:
                raise refusal from None
            # A folder also holds read-me files; what was passed over is reported, not fatal.
            self._refusal = refusal
            self._passed_over.append(_unread(source.name, digest, kind, str(refusal)))
            return []
        except InputError as cause:
            self.set_aside(source, digest, cause)
            return []
        tables = _of_this_kind(source, tables, kind)
        for raw in tables:
            raw.notes[:0] = source.said
        try:
            return [canonical(raw, kind, source.name, digest, limits) for raw in tables]
        except InputError as cause:
            self.set_aside(source, digest, cause)
            return []

    def set_aside(self, source: files.Source, digest: str, cause: InputError) -> None:
        """Raises the cause for a file that is named."""
        if not source.from_folder:
            raise cause from None
        self._refusal = cause
        self._unread.append((source.name, digest, cause))

    def together(self, parts: Sequence[Ingested], rows: int) -> Ingested:
        """What all files came to; those set aside are told of as files, for nobody knows what rows
        they hold. ``rows``: those that can be used. Raises NothingRead, and InputError where there
        were no files."""
        if not parts and self._refusal is None:
            raise InputError("没有给出可读的文件。")
        kind = self._kind
        unread = [
            _unread(name, digest, kind, str(cause), WHOLE) for name, digest, cause in self._unread
        ]
        passed_over = (*self._passed_over, *unread)
        if not parts:
            raise NothingRead(str(self._refusal), passed_over)
        rejected = tuple(row for part in parts for row in part.rejected)
        reports = (*(report for part in parts for report in part.sources), *passed_over)
        rows_in = sum(report.rows_in for report in reports)
        if rows_in != rows + len(rejected):
            raise AssertionError("rows in ≠ used + rejected")
        table = pa.concat_tables([part.table for part in parts])
        return Ingested(kind, table, rejected, reports, rows_in)


def read(
    paths: Sequence[files.Given],
    kind: RecordKind,
    progress: Progress | None = None,
    limits: Limits = USUAL,
) -> Ingested:
    """Read files and folders of one kind, as ``Reading`` says. Raises InputError; NothingRead where
    folders held nothing to read."""
    reading = Reading(paths, kind, limits)
    parts: list[Ingested] = []
    for source in files.collect(paths, limits.files):
        tables = reading.whole(source)
        parts += [part.alone() for part in tables]
        if progress and tables:
            progress(f"读取 {source.name}", sum(part.report.rows_in for part in tables))
    return reading.together(parts, sum(part.table.num_rows for part in parts))


def from_frame(frame: pd.DataFrame, kind: RecordKind, source: str = "数据框") -> Ingested:
    """The same for a frame; its columns may have any header of the alias table."""
    try:
        raw = read_frame(frame, kind)
    except NoHeader as missing:
        raise no_header(source, kind, missing.cells, USUAL) from None
    return canonical(raw, kind, source, "").alone()


def contents(source: files.Source, limits: Limits) -> bytes:
    """Raises InputError."""
    most = limits.file_mb * MB
    try:
        files.refuse_special(source)
        size, _ = before = files.state(source.path)
        if size > most:
            raise beyond("file_mb", "大小", f"为 {size // MB} MB", limits.file_mb, source.name)
        with source.path.open("rb") as file:
            data = file.read(most + 1)  # a file may grow while it is read
        changed = files.state(source.path) != before
    except FileNotFoundError as cause:
        raise InputError(
            f"文件 {source.name} 在读取时不见了（被移走、改名或删除）。请放回后重新筛查。"
        ) from cause
    except OSError as cause:
        raise InputError(
            f"无法打开文件 {source.name}：{why(cause)}。请关闭占用它的程序，或检查权限，再重试。"
        ) from cause
    if len(data) > most:
        raise beyond("file_mb", "大小", "一直在增长", limits.file_mb, source.name)
    if changed:
        raise InputError(
            f"文件 {source.name} 在读取途中被改动（可能还在导出或复制），没有读取。请等它写完后重新筛查。"
        )
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise InputError(f"文件 {source.name} 是空的。请重新导出。")
    return data


def _tables(source: files.Source, data: bytes, kind: RecordKind, limits: Limits) -> list[RawTable]:
    suffix = source.path.suffix.lower()
    book = suffix in files.WORKBOOKS
    if (book and is_book(data)) or (suffix in files.TEXT and is_markup(data)):
        return _workbook(source, data, kind, limits)
    known = _magic(data)
    if suffix in files.PARQUET and (not known or data.startswith(_PARQUET)):
        try:
            return [read_parquet(data, kind, source.name, limits)]
        except (pa.ArrowException, OSError, MemoryError) as cause:
            # Arrow's want of memory is one of its own errors, too.
            if isinstance(cause, MemoryError) and not forged(data, cause):
                raise
            raise InputError(
                f"文件 {source.name} 不是完整的 parquet 文件。请重新导出或重新传送。"
            ) from cause
    if known:
        todo = "请改正后缀或重新导出"
        if book or _spelled(data):
            todo = "请用 Excel 打开后另存为 xlsx" + ("，或改正后缀" if book else "")
        raise InputError(f"文件 {source.name} 的内容是{known}，与后缀不符。{todo}。")
    try:
        if suffix in files.JSON:
            return [read_json(data, kind, source.name, limits)]
        raw = _delimited(source.name, data, kind, limits, book)
        raw.notes += ["内容不是 Excel 工作簿，是文本，已按 csv 读取"] if book else []
        return [raw]
    except NotText as cause:
        if book:
            raise InputError(
                f"文件 {source.name} 的内容不是 Excel 工作簿，与后缀不符。"
                "请用 Excel 打开后另存为 xlsx，或改正后缀。"
            ) from cause
        hint = misread(data) or "不是可识别的文本（试过 UTF-8、GB18030、UTF-16）"
        raise InputError(f"文件 {source.name} {hint}。请另存为 UTF-8 的 csv 或 xlsx。") from cause


def _delimited(name: str, data: bytes, kind: RecordKind, limits: Limits, book: bool) -> RawTable:
    """``book``: it is called a workbook. Raises NotText, NoHeader, FormLayout and InputError."""
    try:
        return read_delimited(data, kind, name, limits)
    except NoHeader as missing:
        if book:
            raise NotText from missing
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[{")):
            raise InputError(
                f"文件 {name} 的内容像 JSON，不是表格（可能是系统的出错信息）。"
                "请用记事本打开看看，再重新导出；确是数据的，把后缀改为 jsonl 或 json。"
            ) from missing
        if hint := misread(data):
            raise InputError(
                f"文件 {name} {hint}。请用 Excel 打开，看得到文字后另存为 UTF-8 的 csv 或 xlsx；"
                "打开也是乱码的，请在原系统里重新导出。"
            ) from missing
        raise


def _workbook(
    source: files.Source, data: bytes, kind: RecordKind, limits: Limits
) -> list[RawTable]:
    name = source.name
    try:
        return read_workbook(data, kind, name, limits, source.sheets)
    except NoHeader as missing:
        if missing.cells or not is_markup(data):
            raise
        raise InputError(
            f"文件 {name} 的内容是网页，里面没有表格（可能是登录页或出错页）。请登录原系统后重新导出。"
        ) from missing
    except BadWorkbook as cause:
        if cause.locked or _ENCRYPTED in data or _LOCKED.search(data):
            hint = "有密码。请在 Excel 里去掉密码（文件－信息－保护工作簿－用密码进行加密，清空）后另存"
        else:
            hint = "已损坏或不完整。请重新导出或重新传送"
        raise InputError(f"文件 {name} {hint}。") from cause


def _magic(data: bytes) -> str:
    plain = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    return plain or _spelled(data)


def _spelled(data: bytes) -> str:
    head = data[:_HEAD].removeprefix(codecs.BOM_UTF8)
    return next((name for form, name in _SPELLED if form.match(head)), "")


def refuse_other(source: files.Source, labels: Sequence[Label], kind: RecordKind) -> None:
    """Raises OtherKind where a file named as one kind has the header of another: licensed banks read
    as registrations would be firms of the township."""
    other = clearly_another(labels, kind) if source.strict else None
    if other:
        raise OtherKind(
            f"文件 {source.name} 看表头像是{said_of(other)}，没有当作{said_of(kind)}读取。"
            f"请{given_as(other, named(source.path))}。"
            f"若确实是{said_of(kind)}，请去掉只有{said_of(other)}才有的列，再重新给出。"
        )


def _of_this_kind(source: files.Source, tables: list[RawTable], kind: RecordKind) -> list[RawTable]:
    """Without sheets that ``refuse_other`` would refuse, as long as others are left."""
    if not source.strict or len(tables) == 1:
        for raw in tables:
            refuse_other(source, raw.labels, kind)
        return tables
    others = [(raw, clearly_another(raw.labels, kind)) for raw in tables]
    kept = [raw for raw, other in others if other is None]
    if not kept:
        refuse_other(source, tables[0].labels, kind)
    for raw, other in others:
        if other is not None:
            kept[0].notes.append(
                f"{ATTENTION}工作表“{raw.sheet}”看表头像是{said_of(other)}，没有读取。"
                f"请另存为一个文件，{given_as(other, '那个文件')}"
            )
    return kept


def form_layout(name: str) -> InputError:
    return InputError(
        f"文件 {name} 像登记卡或填写的表单：栏目名和填写的内容挨在一起，没有读取。"
        "请整理成表格再筛查：第一行全是栏目名，下面每行一条。"
    )


def no_header(
    name: str, kind: RecordKind, cells: list[str], limits: Limits, where: str = ""
) -> InputError:
    """``where``: how the file is to be named in a command, if not by its ``name``."""
    where = where or name
    if len(cells) > limits.columns:
        return beyond("columns", "列数", f"为 {len(cells)} 或更多", limits.columns, name)
    known = "、".join(quotable(cells, kind)[:20])
    seen = f"共有 {len(cells)} 列" if cells else "没有文字"
    seen += f"，认得的表头有：{known}" if known else "，没有一个是认得的表头"
    todo = column_to_name(kind, name, cells, where)
    if other := likelier(cells, kind):
        todo = f"看表头像是{said_of(other)}，请{given_as(other, where)}。"
    elif len(cells) <= 1 and name.lower().endswith(".txt"):
        todo = (
            "若是群聊、短信的原文，请整理成一列：第一行写“广告内容”，下面每行一条，"
            f"再用 --ads {where} 给出。"
        )
    return InputError(f"文件 {name} 中找不到{REQUIRED_NAMES[kind]}列（{seen}）。{todo}")


def _unread(
    name: str, digest: str, kind: RecordKind, cause: str, what: str = "未读取"
) -> SourceReport:
    note = (f"{what}：{cause}",)
    return SourceReport(kind, name, "", digest, "", 0, {}, (), 0, 0, 0, note, unread=True)


def other_files(paths: Sequence[files.Given], kind: RecordKind) -> list[SourceReport]:
    """What lies in the folders besides and may hold data nobody will read."""
    results = [
        _unread(name, "", kind, f"文件夹 {name} 里有以前的筛查结果，没有当作输入。")
        for name in files.results(paths)
    ]
    return results + [
        _unread(
            name, "", kind, f"文件 {name} 的类型不能读取。里面如有数据，{files.instead(name)}。"
        )
        for name in files.others(paths)
    ]
