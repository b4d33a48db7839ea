"""Files of rules from anybody: each is put into a small pack, and every command about rules is run on it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GROUP = "规则文件"
PACK = "id: little\ntitle: 小规则包\nversion: 0.1.0\nmin_engine: 0.1.0\nbands: {高: 70, 中: 40, 低: 1}\n"
SECTORS = "sectors:\n  - {id: finance_like, name: 涉金融字样, department: 金融, exposure: 10}\n"
SECRET = "不该读到的内容"
_WORD = "{kind: keyword, fields: [text], terms: [保本]}"


def rule(feature: str = _WORD, id: str = "AD-X-001", match: str = "{any: [word]}", title: str = "试") -> str:  # fmt: skip
    """A rule in which nothing is wrong, but for what is put in."""
    return f"""id: {id}
title: {title}
severity: medium
applies_to: advert
role: signal
family: tried
sectors: [finance_like]
element: 利诱性
features:
  word: {feature}
match: {match}
points: 40
legal: [{{instrument: 条例, article: 第十九条}}]
tests:
  - {{name: 甲, record: {{text: 月息两分保本}}, expect: hit}}
  - {{name: 乙, record: {{text: 卖白菜}}, expect: miss}}
"""


@dataclass(frozen=True, slots=True)
class RuleCase:
    """``make`` changes the pack in a folder, beside which lies a file that nobody asked for. ``code`` and
    ``says``: of ``rules check``; ``None`` where only that it ends well is asked. ``large``: every command
    takes seconds to read it, so few are asked."""

    id: str
    what: str
    then: str
    make: Callable[[Path], None]
    code: int | None = 1
    says: str = ""
    large: bool = False


def _put(content: str | bytes | Callable[[], str | bytes], name: str = "advertisement/x.yaml") -> Callable[[Path], None]:  # fmt: skip
    def make(pack: Path) -> None:
        said = content() if callable(content) else content
        target = pack / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(said if isinstance(said, bytes) else said.encode())

    return make


def _link(to: str) -> Callable[[Path], None]:
    return lambda pack: (pack / "advertisement/x.yaml").symlink_to(to)


def _pattern(pattern: str, anchors: str = "[保本]") -> Callable[[Path], None]:
    return _put(rule(f"{{kind: regex, fields: [text], pattern: {json.dumps(pattern)}, anchors: {anchors}}}"))  # fmt: skip


def _lock(content: str | bytes) -> Callable[[Path], None]:
    return _put(content, "lock.json")


def _overlay(base: str) -> Callable[[Path], None]:
    def make(pack: Path) -> None:
        (pack / "pack.yaml").unlink()
        _put(f"id: own\ntitle: 本县\nversion: 0.1.0\nbase: {base}\n", "overlay.yaml")(pack)

    return make


def _over_itself(pack: Path) -> None:
    _put("id: own\ntitle: 本县\nversion: 0.1.0\nbase: .\n", "overlay.yaml")(pack)
    _put(rule())(pack)


def _huge(pack: Path) -> None:
    with (pack / "advertisement/x.yaml").open("wb") as file:
        file.truncate(3 << 30)


def _laughs() -> str:
    levels = [f"{chr(98 + at)}: &{chr(98 + at)} [{','.join(['*' + chr(97 + at)] * 9)}]" for at in range(9)]  # fmt: skip
    return "\n".join(["a: &a [ha, ha, ha]", *levels])


def _lexicon(weights: str, table: bytes = b"") -> Callable[[Path], None]:
    def make(pack: Path) -> None:
        _put(f"id: w\ntitle: 词\nweights: {weights}\n", "lexicons/w.yaml")(pack)
        _put(table, "lexicons/w.tsv")(pack)
        feature = "{kind: keyword, fields: [text], lexicon: w, at_least: 0.5}"
        _put(rule(feature))(pack)

    return make


_NOT_READ = "不能使用锚点、别名或标签"

RULES = [
    RuleCase("bom", "开头有 BOM", "照读", _put("\ufeff" + rule()), 0),
    RuleCase("utf-16", "UTF-16 编码", "说明另存为 UTF-8", _put(rule().encode("utf-16")), says="R001"),
    RuleCase("gbk", "GBK 编码", "说明另存为 UTF-8", _put(rule().encode("gbk")), says="R001"),
    RuleCase("nul", "夹着 NUL", "说明是哪一行", _put(rule(title="试\0")), says="控制字符"),
    RuleCase("cr", "行尾只有 \\r", "照读", _put(rule().replace("\n", "\r")), 0),
    RuleCase("empty", "空文件", "当作没有", _put(""), 0),
    RuleCase("laughs", "层层引用的别名（十亿个笑）", "不展开，说明", _put(_laughs), says=_NOT_READ),
    RuleCase("anchor-itself", "指向自己的锚点", "说明", _put("a: &a [*a]\n"), says=_NOT_READ),
    RuleCase("tag-code", "要运行程序的标签", "不运行，说明", _put("!!python/object/apply:os.system [id]\n"), says=_NOT_READ),
    RuleCase("tag-file", "要读别的文件的标签", "不读，说明", _put("id: !include ../secret.yaml\n"), says=_NOT_READ),
    RuleCase("key-twice", "同一个键写了两遍", "说明是哪个", _put(rule() + "points: 99\n"), says="写了两次"),
    RuleCase("key-list", "键是一个列表", "说明", _put("? [a]\n: 1\n"), says="键名"),
    RuleCase("types", "值的类型全不对", "逐个说明", _put(rule().replace("points: 40", "points: {a: [1]}")), says="R104"),
    RuleCase("number-huge", "几千位的数字", "说明", _put(rule().replace("points: 40", f"points: {'9' * 6000}")), says="R10"),
    RuleCase("infinite", "分数是 .inf", "说明", _put(rule().replace("points: 40", "points: .inf")), says="R104"),
    RuleCase("deep-flow", "十万层括号", "说明最多几层", _put("id: " + "[" * 100_000 + "]" * 100_000), says="R002"),
    RuleCase("deep-lines", "两千层缩进", "说明最多几层", _put("\n".join(" " * at + "a:" for at in range(2000))), says="嵌套超过"),
    RuleCase("lines", "一千万个空行", "照读", _put(lambda: b"\n" * 10_000_000 + rule().encode()), 0, large=True),
    RuleCase("values", "三百万项的列表", "说明，内存不随之增长", _put(lambda: "id:\n" + "- a\n" * 3_000_000), says="超过 50 万项", large=True),
    RuleCase("keys", "二十万个不认识的键", "列出前 200 处，说明还有多少", _put(lambda: "".join(f"k{at}: 1\n" for at in range(200_000))), says="没有逐一列出", large=True),
    RuleCase("documents", "十万段不完整的规则", "列出一千多处就不再往下看", _put("---\nid: x\n" * 100_000), says="没有再往下看", large=True),
    RuleCase("gigabytes", "规则文件有 3 GB", "不读，说明大小", _huge, says="超过 16 MB"),
    RuleCase("word-long", "一个词有四万字，允许错两个字", "说明最多一百字", _put(rule(f"{{kind: fuzzy, fields: [text], max_edits: 2, terms: [{'保本' * 20_000}]}}")), says="最多 100 个字"),
    RuleCase("word-nothing", "词是空的", "说明", _put(rule("{kind: keyword, fields: [text], terms: ['']}")), says="词是空的"),
    RuleCase("word-escapes", "词里有终端控制序列", "生成的说明里没有控制字符", _put(rule('{kind: keyword, fields: [text], terms: ["\\e[31m保本\\u202e"]}')), None),
    RuleCase("match-wide", "match 提到特征十万次", "说明", _put(rule(match="{any: [" + ",".join(["word"] * 100_000) + "]}")), says="超过 1000 次"),
    RuleCase("match-number", "match 是一个数", "说明", _put(rule(match="3")), says="match"),
    RuleCase("n-of-text", "n_of 不是数字", "说明", _put(rule(match="{n_of: x, of: [word]}")), says="n_of 应为"),
    RuleCase("n-of-huge", "n_of 有二十位", "说明", _put(rule(match=f"{{n_of: {'9' * 20}, of: [word]}}")), says="n_of 应为"),
    RuleCase("lookahead", "正则里有前后环视", "说明是哪种写法", _pattern("(?<!不)保本(?=保息)"), says="R105"),
    RuleCase("backreference", "正则里有反向引用", "说明", _pattern(r"(保)本\1"), says="R105"),
    RuleCase("catastrophe", "会让别的引擎停不下来的正则", "照常运行", _pattern("(保本+)+$"), 0),
    RuleCase("repeat-huge", "正则重复一百万次", "说明", _pattern("保本{1000000}"), says="R105"),
    RuleCase("repeat-nested", "正则里一千次的一千次", "说明", _pattern("((保本{1,1000}){1,1000}){1,1000}"), says="R105"),
    RuleCase("half-character", "正则里有 \\C（半个字）", "说明", _pattern(r"\C保本"), says="R105"),
    RuleCase("anchors-many", "正则有十万个锚词", "说明最多五千个", _pattern("保本", "[" + ",".join(f"保{at}" for at in range(100_000)) + "]"), says="最多写 5000 个"),
    RuleCase("id-path", "编号里有路径", "说明写法", _put(rule(id="../../x")), says="R106"),
    RuleCase("id-escape", "编号里有终端控制序列", "屏幕上没有控制字符", _put(rule(id='"\\e[31mAD-1"')), says="R106"),
    RuleCase("id-formula", "编号是公式", "说明写法", _put(rule(id="'=cmd|x'")), says="R106"),
    RuleCase("id-long", "编号有五千字", "说明最多几个字", _put(rule(id="A-" + "1" * 5000)), says="最多 60 个字"),
    RuleCase("id-twice", "两条规则编号相同", "说明在哪里", _put(rule() + "---\n" + rule()), says="AD-X-001"),
    RuleCase("title-page", "标题里有 HTML、公式、控制序列", "生成的说明里只是文字", _put(rule(title='"=1+1<script>alert(1)</script>\\e[31m"')), None),
    RuleCase("law-unknown", "依据的法规不在 laws.yaml 里", "说明", _put(rule()), None),
    RuleCase("test-date", "测试里的日期不存在", "说明", _put(rule().replace("{text: 卖白菜}", "{text: 卖白菜, publish_time: 2026-99-99}")), None),
    RuleCase("lexicon-outside", "词表的分值文件在规则包以外", "不读，说明", _lexicon("../../secret.tsv"), says="R10"),
    RuleCase("lexicon-empty", "词表的分值文件是空的", "照常运行", _lexicon("w.tsv"), None),
    RuleCase("lexicon-binary", "词表的分值文件是二进制", "说明是哪个文件", _lexicon("w.tsv", bytes(range(256))), None),
    RuleCase("lexicon-piece", "词表的一个片段有十万字", "说明", _lexicon("w.tsv", b"\xe8\xaf\x8d" * 100_000 + b"\t1\t1\n"), None),
    RuleCase("link-outside", "规则文件是指向规则包以外的链接", "说明，不引用内容", _link("../../secret.yaml"), says="指向规则包以外的链接"),
    RuleCase("link-system", "规则文件是指向 /etc/passwd 的链接", "说明，不引用内容", _link("/etc/passwd"), says="指向规则包以外的链接"),
    RuleCase("link-endless", "规则文件是指向 /dev/zero 的链接", "不读，说明", _link("/dev/zero"), says="不是普通文件"),
    RuleCase("link-dead", "规则文件是失效的链接", "说明", _link("nowhere"), says="不是普通文件"),
    RuleCase("link-itself", "规则文件是指向自己的链接", "说明", _link("x.yaml"), None),
    RuleCase("pipe", "规则文件是命名管道", "不等待，说明", lambda pack: os.mkfifo(pack / "advertisement/x.yaml"), says="不是普通文件"),
    RuleCase("folder", "名叫 x.yaml 的文件夹", "说明", lambda pack: (pack / "advertisement/x.yaml").mkdir(), None),
    RuleCase("name-escape", "文件名里有终端控制序列", "屏幕上没有控制字符", _put("x: 1\n", "advertisement/\x1b[31mx.yaml")),
    RuleCase("overlay-itself", "本地规则以自己为基础", "说明", _over_itself, None),
    RuleCase("overlay-device", "本地规则以设备为基础", "说明", _overlay("/dev/zero"), says="找不到基础规则包"),
    RuleCase("overlay-nul", "本地规则的基础里有 NUL", "说明", _overlay('"a\\0b"'), None),
    RuleCase("overlay-long", "本地规则的基础有五千字", "说明", _overlay("x" * 5000), None),
    RuleCase("lock-deep", "lock.json 有十万层", "说明重新生成", _lock("[" * 100_000), None),
    RuleCase("lock-infinite", "lock.json 的版本是 1e400", "说明重新生成", _lock('{"entries": {"A-1": {"hash": "x", "version": 1e400}}}'), None),
    RuleCase("lock-other", "lock.json 是列表、别的内容", "说明重新生成", _lock('{"entries": [1]}'), None),
    RuleCase("lock-escape", "lock.json 的编号里有终端控制序列", "屏幕上没有控制字符", _lock('{"entries": {"\\u001b[31mA": {"hash": "x", "version": 1}}}'), None),
    RuleCase("lock-half", "lock.json 的编号是半个字符", "说明重新生成", _lock('{"entries": {"\\ud800": {"hash": "x", "version": 1}}}'), None),
    RuleCase("schema-file", "schema 的位置上是一个文件", "说明", _put("x", "schema"), None),
    RuleCase("schema-binary", "schema 里的文件不是文字", "重新写", _put(b"\xff\xfe\x00", "schema/rule.schema.json"), None),
]  # fmt: skip
