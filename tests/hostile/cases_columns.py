"""Texts where numbers, names and headers should be; what a page or an old workbook hides; who reported,
told in a column of something else."""

from __future__ import annotations

import struct
from pathlib import Path

import openpyxl

from .biff import Book, record
from .case import FIRM, HEAD, SHOP, TABLE, Case, Check, Make, text

TEXTS, BOOKS, PRIVATE = "文本文件", "工作簿", "个人信息"
_NAME = "平罗县鑫盛通投资咨询有限公司"
_REPORTER, _TELEPHONE = "仇槐某", "14012345679"
_TIP_HEAD = "编号,来源,受理时间,被反映对象,事发地址,内容"
_TOLD = "该公司以月息两分、保本吸收老人存款"


def _given(**files: str) -> Make:
    """``ads``, ``tips``, ``licences`` are given with their options; two firms besides."""

    def make(folder: Path) -> list[object]:
        arguments = text(files.get("firms", TABLE))(folder)
        for option, content in files.items():
            if option == "firms":
                continue
            path = folder / f"{option}.csv"
            path.write_text(content, encoding="utf-8")
            arguments += [f"--{option}", path]
        return arguments

    return make


def _tip(**cells: str) -> Make:
    """One tip that names the firm, and one that names nobody."""
    head = _TIP_HEAD.split(",")
    usual = dict(zip(head, ("T1", "热线", "2026-02-25", _NAME, "", _TOLD), strict=True))
    both = [{**usual, **cells}, {**usual, "编号": "T2", "被反映对象": "", **cells}]
    lines = [",".join(f'"{row[name]}"' for name in head) for row in both]
    return _given(tips="\n".join([_TIP_HEAD, *lines]) + "\n")


def _nowhere(*words: str) -> Check:
    """In no file, the workbook included."""

    def check(out: Path) -> None:
        book = openpyxl.load_workbook(out / "leads.xlsx")
        said = "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row)
        said += "\n".join(f.read_text(encoding="utf-8-sig") for f in out.glob("*.[chj]*"))
        assert [word for word in (words or (_REPORTER, _TELEPHONE)) if word in said] == []

    return check


def _short(out: Path) -> None:
    """No row of evidence holds what was no number."""
    assert (out / "evidence.csv").stat().st_size < 8 << 20


def _says(word: str) -> Check:
    def check(out: Path) -> None:
        assert word in (out / "run.json").read_text(encoding="utf-8")

    return check


def _silent_on_rows(out: Path) -> None:
    assert "看不见" not in (out / "run.json").read_text(encoding="utf-8")


def _hidden_rows(folder: Path) -> list[object]:
    """What an old workbook says of its three rows: the second is hidden."""
    rows = [HEAD.split(","), FIRM.split(","), SHOP.split(",")]
    told = b"".join(
        record(0x0208, struct.pack("<8H", at, 0, 6, 255, 0, 0, 0x120 if at == 1 else 0x100, 15))
        for at in range(3)
    )
    (folder / "in.xls").write_bytes(Book(rows, more=told).file())
    return [folder / "in.xls"]


def _page(*rows: str, table: str = "") -> str:
    cells = [line.split(",") for line in (HEAD, FIRM, SHOP)]
    shown = [
        f"<tr{attribute}>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>"
        for attribute, row in zip(rows, cells, strict=True)
    ]
    return f"<html><body><table{table}>{''.join(shown)}</table></body></html>"


def _sheets(folder: Path) -> list[object]:
    """A sheet that is none of tips, called after who reported."""
    book = openpyxl.Workbook()
    for line in (_TIP_HEAD, f"T1,热线,2026-02-25,{_NAME},,{_TOLD}"):
        book.active.append(line.split(","))
    book.create_sheet(f"”{_REPORTER}“").append(["甲", "乙"])
    book.save(folder / "tips.xlsx")
    return [*text(TABLE)(folder), "--tips", folder / "tips.xlsx", "--redact"]


def _names(folder: Path) -> list[object]:
    (folder / "in\u202evsc.csv").write_text("\u202e" + TABLE, encoding="utf-8")
    return [folder / "in\u202evsc.csv"]


def _turned(out: Path) -> None:
    for file in out.glob("*.[chj]*"):
        assert "\u202e" not in file.read_text(encoding="utf-8-sig")
    assert "in\\u202evsc.csv" in (out / "run.json").read_text(encoding="utf-8")


_PRIVATELY = "不出现在任何文件里"
_LONG = "投资" * 5000


def _private(id: str, what: str, make: Make) -> Case:
    return Case(f"tip-{id}", PRIVATE, what, _PRIVATELY, make, check=_nowhere())


def _ok(id: str, group: str, what: str, then: str, make: Make, **more: object) -> Case:
    return Case(id, group, what, then, make, **{"rows": (2, 0), **more})  # type: ignore[arg-type]


CASES = [
    _ok("csv-direction-everywhere", TEXTS, "文件名、表头里有从右到左的控制符", "照读，run.json 里写成 \\u202e", _names, check=_turned),
    _ok("csv-text-as-code", TEXTS, "统一代码、注册号是一万字的文字", "按空白处理，注明", text(f"{HEAD},注册号\n{_NAME},{_LONG},投资咨询；理财咨询,平罗县1号,,,{_LONG}\n{SHOP},\n"), check=_says("不是编号")),
    _ok("ad-text-as-number", TEXTS, "广告编号是一万字，正文里五千处命中", "编号按空白处理，结果不成倍变大", _given(ads=f"编号,广告内容\n{_LONG},月息两分保本{'1%' * 5000}\n"), check=_short),
    _ok("licence-text-as-kind", TEXTS, "名录的许可类型是一万字", "理由里只写开头", _given(licences=f"机构名称,许可类型,有效期至\n{_NAME},{_LONG},长期\n", firms=f"{HEAD}\n平罗县鑫盛通投资咨询有限公司,,{_LONG},平罗县1号,,\n{SHOP}\n"), check=_short),
    _ok("tip-subject-of-and", TEXTS, "企业名称和举报对象都是一万个“和”", "照常筛查", _given(firms=f"{HEAD}\n平罗投资咨询公司{'和' * 10_000},,投资咨询,平罗县1号,,\n{SHOP}\n", tips=f"{_TIP_HEAD}\n1,热线,2026-01-01,{'和' * 10_000},,月息两分{'和' * 10_000}\n")),
    _ok("tip-place-over-and-over", TEXTS, "住所和举报都是三万个“元”", "照常筛查", _given(firms=f"{HEAD}\n平罗投资咨询公司,,投资咨询,{'元' * 30_000},,\n{SHOP}\n", tips=f"{_TIP_HEAD}\n1,热线,2026-01-01,,,月息两分{'元' * 30_000}\n")),
    _ok("ad-long-word", TEXTS, "广告正文是三万个不停的字母和数字", "照常筛查", _given(ads=f"编号,广告内容\nA1,保本保息{'O0o' * 10_000}\n")),
    _ok("tip-firm-of-common-words", TEXTS, "举报的地点上是一户没有字号的企业", "照常筛查", _given(firms=f"{HEAD}\n投资咨询公司,,投资咨询,平罗县村三组村三组,,\n{SHOP}\n", tips=f"{_TIP_HEAD}\n1,热线,2026-01-01,,村三组村三组,村三组村三组开茶叶店的月息两分收钱\n")),
    _ok("xls-hidden-rows", BOOKS, "旧版工作簿里有一行隐藏", "照读，说明有几行看不见", _hidden_rows, says="有 1 行在 Excel 里看不见"),
    _ok("html-hidden-rows", BOOKS, "网页里有一行 display:none、一行 hidden", "照读，说明有几行看不见", text(_page("", " style='mso-x:y; DISPLAY : none'", " hidden"), "in.xls"), says="有 2 行在 Excel 里看不见"),
    _ok("html-hidden-table", BOOKS, "网页里整张表格是隐藏的", "照读，说明是隐藏的", text(_page("", "", "", table=" style='display:none'"), "in.xls"), says="是隐藏的，里面的数据也读取了"),
    _ok("html-shown-rows", BOOKS, "网页的行有样式而没有隐藏", "照常读取，不作说明", text(_page("", " style='height:20'", " class=hidden"), "in.xls"), check=_silent_on_rows),
    _private("reporter-in-subject", "举报对象后面写着举报人", _tip(被反映对象=f"某公司（举报人{_REPORTER}{_TELEPHONE}）")),
    _private("reporter-in-place", "事发地址写的是举报人的家", _tip(事发地址=f"金桥村（来电人：{_REPORTER}，男，电话{_TELEPHONE}）")),
    _private("reporter-in-source", "来源写作某某来信", _tip(来源=f"群众{_REPORTER}书面来信")),
    _private("reporter-in-source-brackets", "来源写作实名举报（某某）、热线加号码", _tip(来源=f"实名举报（{_REPORTER}）{_TELEPHONE}")),
    _private("reporter-in-number", "编号写着举报人", _tip(编号=f"举报人{_REPORTER}")),
    _private("reporter-signed", "表下面有举报人签名、填表人", _given(tips=f"{_TIP_HEAD}\nT1,热线,2026-02-25,{_NAME},,{_TOLD}\n举报人签名：{_REPORTER},,,,,\n填表人：{_REPORTER} {_TELEPHONE},,,,,\n{_REPORTER},,,,,\n")),
    *(Case(f"tip-reporter-named-{at}", PRIVATE, f"来源写作{said}", _PRIVATELY, _tip(来源=said.replace("某", "晓某")), check=_nowhere(name)) for at, (said, name) in enumerate({"亓某来电": "亓晓某", "亓官某的儿子举报": "亓官晓某", "独孤某同志上门反映": "独孤晓某", "市民冮某投诉": "冮晓某", "阿依古某·买买提来信": "阿依古晓某"}.items())),
    *(Case(f"tip-reporter-named-beside-{at}", PRIVATE, f"举报对象写作{said}", _PRIVATELY, _tip(被反映对象=said.replace("某", "晓某")), check=_nowhere(name)) for at, (said, name) in enumerate({f"举报人亓某反映{_NAME}": "亓晓某", f"{_NAME}，举报人冮某": "冮晓某", f"{_NAME}（举报人：阿依古某·买买提）": "阿依古晓某", f"{_NAME}（亓某举报）": "亓晓某"}.items())),
    _private("reporter-as-header", "举报的表头里有一列是人名", _given(tips=f"{_TIP_HEAD},{_REPORTER}\nT1,热线,2026-02-25,{_NAME},,{_TOLD},是\n")),
    Case("tip-sheet-handed-on", PRIVATE, "没有读取的工作表以举报人命名，写成可转交的一套", "不出现在任何文件里", _sheets, check=_nowhere(_REPORTER)),
]  # fmt: skip
