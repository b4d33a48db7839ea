"""Hostile words in cells, and hostile files of rules."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import openpyxl

from .case import HEAD, TABLE, Case, Make, adverts, text

GROUP = "单元格里的恶意文字"
RULES = "规则文件"
_PAYLOADS = {
    "equals": ("=HYPERLINK(1)", "等号"),
    "plus": ("+1+cmd|' /C calc'!A0", "加号"),
    "minus": ("-2+3+cmd|' /C calc'!A0", "减号"),
    "at": ("@SUM(1+1)", "@"),
    "fullwidth": ("＝1+1", "全角等号"),
    "tab": ("\t=1+1", "制表符加等号"),
    "space": ("  =1+1", "空格加等号"),
    "zero-width": ("\u200b=1+1", "零宽字符加等号"),
    "quote": ("'=1+1", "撇号加等号"),
    "line-separator": ("\u2028=1+1", "行分隔符加等号"),
    "no-break-space": ("\u00a0=1+1", "不换行空格加等号"),
    "dde": ('=DDE("cmd";"/C calc";"x")', "DDE"),
}


def _firm(name: str, scope: str = "投资咨询；理财咨询") -> Make:
    def make(folder: Path) -> list[object]:
        path = folder / "in.csv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerows([HEAD.split(","), [name, "", scope, "平罗县团结东路18号", "", ""]])
        return [path]

    return make


def _no_formula(out: Path) -> None:
    book = openpyxl.load_workbook(out / "leads.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert not str(cell.value or "").lstrip().startswith(tuple("=+-@＝＋－＠"))


def _only_text(out: Path) -> None:
    """The page holds no tag that is not its own, and nothing that could load anything."""
    page = (out / "report.html").read_text(encoding="utf-8")
    assert len(re.findall("<script", page)) == 1
    assert len(re.findall("</script", page)) == 1
    assert not re.search("<img|<svg|<iframe|onerror=|javascript:|<!--", page.split("const data")[0])
    data = page.split("const data = ")[1].split("\n")[0]
    assert "<" not in data
    assert ">" not in data


def _no_marks(out: Path) -> None:
    for name in ("entities.csv", "evidence.csv", "adverts.csv", "report.html"):
        shown = (out / name).read_text(encoding="utf-8-sig")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b\x85]", shown)
        assert "u001b" not in shown


def case(id: str, group: str, what: str, then: str, make: Make, **more: Any) -> Case:
    return Case(id, group, what, then, make, **more)


def _formula(key: str) -> Case:
    payload, called = _PAYLOADS[key]
    return case(
        f"formula-{key}", GROUP, f"企业名称以{called}开头的公式", "每个 csv 和 xlsx 单元格都只是文字",
        _firm(payload + "投资咨询有限公司"), rows=(1, 0), check=_no_formula,
    )  # fmt: skip


def _page(id: str, payload: str, called: str) -> Case:
    return case(
        f"html-{id}", GROUP, f"企业名称和范围里有{called}", "网页里只是文字，不执行、不加载",
        _firm(f"{payload}投资咨询有限公司", f"投资咨询；理财{payload}"), rows=(1, 0), check=_only_text,
    )  # fmt: skip


def _pack(name: str, content: bytes | str) -> Make:
    """A small pack of rules with one hostile file in it."""

    def make(folder: Path) -> list[object]:
        rules = folder / "rules"
        (rules / "registration").mkdir(parents=True)
        (rules / "pack.yaml").write_text(_PACK, encoding="utf-8")
        (rules / "sectors.yaml").write_text(_SECTORS, encoding="utf-8")
        path = rules / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return [*text(TABLE)(folder), "--rules", rules]

    return make


def _device(folder: Path) -> list[object]:
    given = _pack("registration/a.yaml", "")(folder)
    (folder / "rules" / "registration" / "a.yaml").unlink()
    (folder / "rules" / "registration" / "a.yaml").symlink_to("/dev/zero")
    return given


def _passwd(folder: Path) -> list[object]:
    given = _pack("registration/a.yaml", "")(folder)
    (folder / "rules" / "registration" / "a.yaml").unlink()
    (folder / "rules" / "registration" / "a.yaml").symlink_to("/etc/passwd")
    return given


_HERE = Path(__file__).parents[2] / "rules"
_PACK = (_HERE / "pack.yaml").read_text(encoding="utf-8")
_SECTORS = (_HERE / "sectors.yaml").read_text(encoding="utf-8")
_RULE = (
    (_HERE / "registration" / "finance_words.yaml").read_text(encoding="utf-8").split("\n---")[0]
)
_LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 10)}]\n" for i in range(9)
)


def rule(id: str, what: str, then: str, content: bytes | str, says: str, name: str = "registration/a.yaml") -> Case:  # fmt: skip
    return case(id, RULES, what, then, _pack(name, content), code=2, says=says)


def _waiver(content: str) -> Make:
    def make(folder: Path) -> list[object]:
        (folder / "例外.yaml").write_text(content, encoding="utf-8")
        return [*text(TABLE)(folder), "--exceptions", folder / "例外.yaml"]

    return make


CASES = [
    *map(_formula, _PAYLOADS),
    _page("script", "<script>alert(1)</script>", "script 标签"),
    _page("close", "</script><img src=x onerror=alert(1)>", "提前关闭的 script"),
    _page("comment", "<!--<script>", "注释加 script"),
    _page("svg", "<svg/onload=fetch('//x')>", "带事件的 svg"),
    _page("entity", "&lt;b&gt;&#60;", "HTML 实体"),
    _page("template", "${7*7}{{7*7}}", "模板表达式"),
    case("escape-cell", GROUP, "企业名称里有终端控制序列", "结果和屏幕上只见文字", _firm("平罗\x1b[2J\x1b[31m投资咨询有限公司"), rows=(1, 0), check=_no_marks),
    case("bidi-cell", GROUP, "企业名称里有从右到左的控制符", "结果里去掉控制符", _firm("平罗\u202e投资咨询\u202c有限公司"), rows=(1, 0), check=_no_marks),
    case("c1-cell", GROUP, "企业名称里有 U+0085、U+009B", "结果里去掉控制符", _firm("平罗\u0085投资咨询\u009b有限公司"), rows=(1, 0), check=_no_marks),
    case("isolates-cell", GROUP, "企业名称里有方向隔离符", "结果里去掉控制符", _firm("平罗\u2066投资咨询\u2069有限公司"), rows=(1, 0), check=_no_marks),
    case("noncharacters", GROUP, "单元格里有 U+FFFE、U+FFFF", "照常写出，工作簿能打开", _firm("平罗\ufffe投资\uffff咨询有限公司"), rows=(1, 0), check=_no_formula),
    case("emoji", GROUP, "企业名称里有表情和合成符号", "照常写出，工作簿能打开", _firm("平罗👨\u200d👩\u200d👧投资咨询有限公司"), rows=(1, 0), check=_no_formula),
    case("xml-like", GROUP, "单元格是 XML 和 CDATA", "照常写出，工作簿能打开", _firm("<![CDATA[]]>&amp;投资咨询_x0000_有限公司"), rows=(1, 0), check=_no_formula),
    case("pipes-in-cell", GROUP, "单元格里有竖线和换行", "不打乱用竖线连接的列表", _firm("平罗|投资\n咨询有限公司"), rows=(1, 0), check=_no_formula),
    case("many-lines", GROUP, "范围里有三千个换行", "照常写出", _firm("平罗县投资咨询有限公司", "投资咨询\n" * 3000), rows=(1, 0), check=_no_formula),
    case("ad-url", GROUP, "广告里有 javascript: 链接", "工作簿里不成为链接", adverts("广告内容,网址\n保本保息年化18%,javascript:alert(1)\n"), rows=(1, 0), kind="advert", check=_no_formula),
    rule("yaml-laughs", "billion laughs", "退出码 2，指出行列", _LAUGHS, "a.yaml:1:4"),
    rule("yaml-tag", "!!python/object 标签", "退出码 2，不执行", "!!python/object/apply:os.system ['touch /tmp/saolou-tag']\n", "锚点、别名或标签"),
    rule("yaml-anchor", "锚点和别名", "退出码 2，指出行列", "id: &x A\ntitle: *x\n", "锚点、别名或标签"),
    rule("yaml-include", "!include 标签", "退出码 2，不读文件", "id: !include /etc/passwd\n", "锚点、别名或标签"),
    rule("yaml-deep", "嵌套十万层", "退出码 2，指出行列", "[" * 100_000, "嵌套超过"),
    rule("yaml-nul", "NUL 字节", "退出码 2，指出行列", b"id: A\x00B\n", "a.yaml:1:6"),
    rule("yaml-escape", "终端控制字符", "退出码 2，屏幕上只见文字", b"id: \x1b[31m\n", "控制字符"),
    rule("yaml-gbk", "GBK 编码", "退出码 2，请另存为 UTF-8", "title: 规则".encode("gbk"), "UTF-8"),
    rule("yaml-syntax", "缩进错乱", "退出码 2，指出行列", "id: A\n  b: 1\n c: 2\n", "YAML 格式有误"),
    rule("yaml-duplicate-key", "同一个键写两次", "退出码 2，指出行列", "id: A\nid: B\n", "写了两次"),
    rule("yaml-unknown-key", "不认识的键", "退出码 2，指出行列", "id: A-1\nexec: rm\n", "不认识的键"),
    rule("yaml-list", "整份是列表", "退出码 2", "- 1\n- 2\n", "a.yaml:1:1"),
    rule("yaml-huge", "17 MB 的规则文件", "退出码 2，说明太大", "#" * (17 << 20), "超过 16 MB"),
    rule("yaml-merge", "合并键 <<", "退出码 2", "<<: {a: 1}\nid: A-1\n", "a.yaml:1"),
    case("yaml-device", RULES, "规则文件是指向 /dev/zero 的链接", "退出码 2，不读", _device, code=2, says="不是普通文件"),
    case("yaml-passwd", RULES, "规则文件是指向 /etc/passwd 的链接", "退出码 2，不显示其内容", _passwd, code=2, says="a.yaml:1"),
    rule("weights-path", "词表的分值文件写成 ../../x", "退出码 2，不读", "id: x\nterms: []\nweights: ../../x.tsv\n", "weights", "lexicons/a.yaml"),
    rule("regex-backreference", "正则用了反向引用（RE2 不支持）", "退出码 2，说明不能用", _RULE.replace("features:", "features:\n  bad: {kind: regex, fields: [name], pattern: '(a)\\1', anchors: [a]}", 1), "正则表达式不能用"),
    rule("regex-lookahead", "正则用了环视（RE2 不支持）", "退出码 2，说明不能用", _RULE.replace("features:", "features:\n  bad: {kind: regex, fields: [name], pattern: '(?=a)a', anchors: [a]}", 1), "正则表达式不能用"),
    rule("regex-huge", "正则展开后极大", "退出码 2，说明不能用", _RULE.replace("features:", "features:\n  bad: {kind: regex, fields: [name], pattern: '((a{100}){100}){100}', anchors: [a]}", 1), "正则表达式不能用"),
    case("waiver-tag", RULES, "例外文件里有标签", "退出码 2，不执行", _waiver("exceptions: !!python/name:os.system\n"), code=2, says="锚点、别名或标签"),
    case("waiver-empty", RULES, "空的例外文件", "退出码 2", _waiver(""), code=2, says="恰好有一段"),
    case("waiver-missing", RULES, "没有的例外文件", "退出码 2", lambda folder: [*text(TABLE)(folder), "--exceptions", folder / "没有.yaml"], code=2, says="没有.yaml"),
]  # fmt: skip
