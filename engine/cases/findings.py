"""Read filled-in workbooks back: sheets moved, sorted, recoloured or only partly filled."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlsxwriter.utility import xl_col_to_name

from engine.cases.books import books_in, read_book
from engine.cases.days import completed
from engine.export.noted import (
    ADVERT_KEY,
    HANDED,
    PROBLEM,
    REFERRAL,
    problem_key,
    referral_key,
)
from engine.export.table import HANDLING as MEASURES
from engine.export.text import clean, clip
from engine.ingest.values import parse_date
from engine.model.columns import replace_surrogates
from engine.model.errors import InputError

#: What an office fills in; the columns of domain §6.1 that the sheets offer.
FIELDS = ("核查人", "核查日期", "实际业务", "处置措施", "备注", "证照情况")
#: What whoever checks 已排除 makes of a firm; the last of them that stands in any of its rows counts.
REVIEW, REVIEWER = "复核意见", "复核人"
KEPT = (*FIELDS, REVIEW, REVIEWER)
TO_LEAD = "转为线索"
REVIEWS = ("同意排除", "待进一步了解", TO_LEAD)
#: What became of a fault of the files.
_MENDED = "处理情况"
_OLD_ADVERT = "这是旧版工作簿，没有广告标识，认不出是哪一条。查到企业的，请填在那家企业的行里"
_FIRM = frozenset({"企业编号", "企业名称", "统一社会信用代码"})
_TIP = "举报标识"
#: What names a row that is no firm.
_OTHERS = ("广告主或对象", "广告编号", _TIP, ADVERT_KEY, "清单序号", *PROBLEM, *REFERRAL)
#: What many a list of firms has that tells nothing of a visit (年报已报); and what only our sheets have.
_ANYWHERE = frozenset({"备注", REVIEWER})
_OURS = frozenset({"企业编号", "清单序号", _TIP, ADVERT_KEY})
_NO_FINDINGS = "只有“备注”一列可填，没有核查人、核查日期、实际业务、处置措施，不像核查结果，没有读"
_NO_FIRM = "这一行不是哪一家企业的，没有写入。是某一家的，请填在那一家的行里"
#: In 清单序号 of 扫楼路线: a tip or an advert of whom nobody knows which firm is meant.
_AT_THE_DESK = "案头"
#: Who is found harmless has no other measure before him than these.
_CLEARED = MEASURES[-1]
_HARMLESS = (_CLEARED, "未发现异常", "提示提醒", "变更名称或经营范围")
_SCAN = 15
#: So many faults are told one by one.
_TOLD = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One filled-in row. ``values``: field → what stands in it, empty cells left out;
    ``untaken``: why the row is not kept, for whoever filled it in; ``desk``: a row of what may be no
    firm yet; ``tip``: the key of the tip that it is of; ``thing``: of an advert, a fault of the files or a tip
    of another line; ``made``: of which inputs the run was that wrote the workbook, if it says so; ``told_as``: what the file is
    called where others of its name are imported with it."""

    entity_id: str
    uscc: str
    name: str
    values: dict[str, str]
    source: str
    place: str
    untaken: str = ""
    desk: bool = False
    tip: str = ""
    thing: str = ""
    made: str = ""
    told_as: str = ""

    @property
    def file(self) -> str:
        """The file, told from others of this import."""
        return self.told_as or self.source


def visits(rows: Sequence[Finding]) -> list[list[Finding]]:
    """Rows of one firm by the visit that they tell of, the earliest first: files of which each has a day
    of its own tell of as many visits. Sheets of one file that differ in the day are one that
    contradicts itself."""
    by_file: dict[str, list[Finding]] = {}
    for row in rows:
        by_file.setdefault(row.file, []).append(row)
    days = [{row.values.get("核查日期", "") for row in some} for some in by_file.values()]
    if any(len(day) != 1 or "" in day for day in days):
        return [[*rows]]
    found: dict[str, list[Finding]] = {}
    for row in rows:
        found.setdefault(row.values["核查日期"], []).append(row)
    return [found[day] for day in sorted(found)]


def read_findings(*paths: Path, today: dt.date | None = None) -> list[Finding]:
    """All filled-in rows of workbooks, or of those in folders. Raises InputError naming file, sheet, row and
    cell of all that is wrong in any of them: who mends it has to open them once only."""
    found: list[Finding] = []
    wrong: list[str] = []
    given: dict[Path, None] = {}
    for path in paths:
        books = books_in(path)
        if not books:
            wrong.append(f"文件夹“{path}”里没有 xlsx、xls 工作簿。")
        given |= dict.fromkeys(books)
    alike = Counter(path.name for path in given)
    for path in given:
        called = str(path) if alike[path.name] > 1 else path.name
        found += _read(path, replace_surrogates(called), wrong, today)
    if wrong:
        said = "\n".join(wrong[:_TOLD])
        more = f"\n另有 {len(wrong) - _TOLD} 处。" if len(wrong) > _TOLD else ""
        measures = f"\n处置措施可以写的是：{'、'.join(MEASURES)}。" if "处置措施“" in said else ""
        raise InputError(
            f"有 {len(wrong)} 处不能导入，什么也没有写入。改好、保存后再导入：\n{said}{more}{measures}"
        )
    return found


def _read(path: Path, called: str, wrong: list[str], today: dt.date | None) -> list[Finding]:
    """``called``: how the file is told from others; ``wrong`` takes what cannot be imported."""
    try:
        book = replace(read_book(path), name=called)
    except InputError as error:
        wrong.append(str(error))
        return []
    found: list[Finding] = []
    left: list[Finding] = []
    filled = False
    known = set(_days(book.sheets))
    for name, rows in book.sheets:
        head = _header(rows)
        if head is None:
            continue
        if _tells_of_visits(head[1]):
            filled = True
            found += _rows(called, name, rows, *head, wrong, known, today)
        elif any(_written(row, head[1]) for row in rows[head[0] + 1 :]):
            said = f"{called} 工作表“{name}”{_NO_FINDINGS}"
            left.append(Finding("", "", "", {}, called, name, said))
    if not filled:
        wrong.append(
            f"“{called}”里没有可以导入的表：表头要有“企业编号”或“企业名称”，"
            f"以及{'、'.join(FIELDS[:4])}中的至少一列。"
        )
    if said := book.unread_comments():
        left.append(Finding("", "", "", {}, called, "", said))
    return [
        replace(one, source=replace_surrogates(path.name), told_as=called, made=book.made)
        for one in (*found, *left)
    ]


def _header(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]] | None:
    """(row of the header, column of each name), or None for a sheet nobody fills in."""
    for number, row in enumerate(rows[:_SCAN]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row):
            plain = re.sub(r"[\s*＊]", "", cell)
            if plain.startswith("企业名称"):
                columns.setdefault("企业名称", index)
            elif plain in ("企业编号", "统一社会信用代码", *_OTHERS, *KEPT, *HANDED, _MENDED):
                columns.setdefault(plain, index)
        if {*_FIRM, "广告编号", "说明", "举报编号"} & columns.keys() and {
            *KEPT,
            *HANDED,
            _MENDED,
        } & columns.keys():
            return number, columns
    return None


def _days(sheets: Iterable[tuple[str, Sequence[Sequence[str]]]]) -> Iterator[dt.date]:
    """The days of visits that are written whole."""
    for _, rows in sheets:
        head = _header(rows)
        at = head[1].get("核查日期") if head else None
        if head is None or at is None:
            continue
        written = {row[at] for row in rows[head[0] + 1 :] if at < len(row)}
        yield from filter(None, map(parse_date, written))


def _tells_of_visits(columns: Mapping[str, int]) -> bool:
    """Or is it a list of firms of somebody else, with remarks on other matters?"""
    return bool({*KEPT, *HANDED, _MENDED} - _ANYWHERE & columns.keys() or _OURS & columns.keys())


def _written(row: Sequence[str], columns: Mapping[str, int]) -> bool:
    return any(
        index < len(row) and row[index].strip() for name, index in columns.items() if name in KEPT
    )


def _rows(
    file: str,
    sheet: str,
    rows: Sequence[Sequence[str]],
    header: int,
    columns: dict[str, int],
    wrong: list[str],
    known: Collection[dt.date],
    today: dt.date | None,
) -> Iterator[Finding]:
    for number, row in enumerate(rows[header + 1 :], header + 2):

        def cell(name: str, row: Sequence[str] = row) -> str:
            index = columns.get(name, -1)
            return clean(row[index]).strip() if 0 <= index < len(row) else ""

        place = f"{file} 工作表“{sheet}”第 {number} 行"
        if mended := cell(_MENDED):
            key = problem_key([cell(name) for name in PROBLEM])
            yield Finding("", "", cell("说明"), {_MENDED: mended}, file, place, thing=key)
        values = {name: cell(name) for name in KEPT if cell(name)}
        if HANDED[0] in columns:
            if handed := {n: cell(n) for n in (*HANDED, "备注") if cell(n)}:
                key = referral_key([cell(name) for name in REFERRAL])
                name = cell(REFERRAL[1]) or f"举报{cell(REFERRAL[0])}"
                yield Finding("", "", name, handed, file, place, thing=key)
            continue
        if not values.keys() - {REVIEWER}:
            if values:
                untaken = f"{place}只填了复核人，没有复核意见"
                yield Finding("", "", "", {}, file, place, untaken)
            continue
        advert = cell(ADVERT_KEY)
        if not (_FIRM & columns.keys() or advert):
            untaken = f"{place}写的“{'、'.join(values.values())}”：{_OLD_ADVERT}"
            yield Finding("", "", "", {}, file, place, untaken)
            continue
        if day := values.get("核查日期"):
            parsed = parse_date(day) or completed(day, known, today)
            values["核查日期"] = parsed.isoformat() if parsed else ""
        faults = {
            "核查日期": _of_day(day) if day and not values["核查日期"] else "",
            "处置措施": _of_measure(values.get("处置措施", "")),
        }
        for name, said in faults.items():
            if said:
                wrong.append(
                    f"{place}（单元格 {xl_col_to_name(columns[name])}{number}）的{name}{said}"
                )
        name, _, rest = cell("企业名称").partition("\n")
        code = re.search(r"[0-9A-Z]{18}", f"{rest} {cell('统一社会信用代码')}")
        entity = cell("企业编号")
        # 案头核查 lists what may be no firm yet, and so does 扫楼路线: the store keeps firms.
        desk = not (entity or code) and (
            cell("清单序号") == _AT_THE_DESK
            or (not name and bool(cell("广告主或对象") or cell(_TIP)))
        )
        name = name or cell("广告主或对象")
        if not (entity or code or name or desk or advert):
            # A heading of the route, a line of totals or a signature: a remark there stops no import.
            first = clip(next((one.strip() for one in row if one.strip()), ""), 30)
            if values.keys() <= {"备注", "核查人"}:
                untaken = f"{place}（{first}）写的“{'、'.join(values.values())}”：{_NO_FIRM}"
                yield Finding("", "", "", {}, file, place, untaken)
                continue
            wrong.append(
                f"{place}（{first}）填了核查结果，却没有企业编号和名称。请填在那一家企业的行里，或补上企业名称。"
            )
        uscc = code.group(0) if code else ""
        yield Finding(
            entity, uscc, name.strip(), values, file, place, desk=desk, tip=cell(_TIP), thing=advert
        )


def _of_day(text: str) -> str:
    return f"“{text}”看不懂。请写成 2026-06-10 的样子。"


def _of_measure(text: str) -> str:
    """What is wrong with it. Anything else would count nowhere: not in the figures, not as a decision."""
    told = [one for one in re.split(r"[、,，;；\s]+", text) if one]
    wrong = [one for one in told if one not in MEASURES]
    if not wrong:
        more = [one for one in told if one not in _HARMLESS]
        clash = more and _CLEARED in told
        return f"“{_CLEARED}”与“{'、'.join(more)}”不能同时写，请只留一种。" if clash else ""
    near = difflib.get_close_matches(wrong[0], MEASURES, 1, 0.5)
    meant = f"是否想写“{near[0]}”？" if near else ""
    return f"“{'、'.join(wrong)}”不在可选之列。{meant}请在下拉选项里选好，别的情况写在备注里。"
