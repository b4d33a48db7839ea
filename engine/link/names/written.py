"""How names are written: script, width, noise, numbers, and what people say for long ones."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from engine.link.names import around
from engine.link.names.endings import mended
from engine.link.names.numerals import figured
from engine.text.fold import fold_table

_BRACKETS = str.maketrans(
    "（［〔〈{[）］〕〉}]巖麺邨濶濓龢咀壹贰叁肆伍陆柒捌玖拾佰仟〇",
    "(((((())))))岩面村阔濂和嘴一二三四五六七八九十百千零",
)
_NOISE = re.compile(r"[^\u4e00-\u9fff〇0-9a-z()]+")
_WHOLE = re.compile(r"^\(([^()]*)\)$")
#: 云泉五建 is 云泉县第五建筑工程.
_SHORT_BUILDER = re.compile(r"(?<=[\u4e00-\u9fff]{2})([一二三四五六七八九十]{1,3}|\d{1,2})建$")
_SHORT_BANK = re.compile(r"^中行(?=.{2,}(?:支行|分行|营业部)$)")
_SIGNATURE = re.compile(r"[【\[〔]([^】\]〕]{2,30})[】\]〕]")
#: No name is so long; what stands in a cell of thousands of signs is not looked through for one.
_LONGEST = 300
#: Whose small letter is two, or hangs on what stands beside.
_ODD = frozenset("\u0130\u03a3")
#: Words that tell no firm from another.
GENERIC = frozenset(
    [
        "官方",
        "客服",
        "通知",
        "优惠",
        "活动",
        "退订",
        "温馨提示",
        "系统",
        "提醒",
        "公司",
        "本公司",
        "我公司",
        "本店",
        "本社",
        "招聘",
        "急聘",
        "转让",
        "诚聘",
        "中国",
        "全国",
        "新闻",
        "公告",
        "通告",
        "广告",
        "平台",
        "中心",
        "总部",
        "集团",
        "有限公司",
        "门店",
        "商家",
        "老板",
        "会员",
        "政府",
        "投资",
        "理财",
        "金融",
        "财富",
        "资本",
    ]
)


def clean(name: str) -> str:
    """One form for script, width, brackets, noise and numbers; brackets stay, as ( and )."""
    return _tidy(name.translate(_table()).lower())


def clean_all(names: Sequence[str]) -> list[str]:
    """``clean`` of a column, whose characters are folded in one go."""
    column = "\n".join(name.replace("\n", " ") for name in names)
    return [_tidy(name) for name in column.translate(_table()).lower().split("\n")] if names else []


def _tidy(text: str) -> str:
    text = text[:_LONGEST]
    if not text.isalnum():
        text = around.stripped(text.strip())
        text = _WHOLE.sub(r"\1", _NOISE.sub("", text))
    elif text[-1].isascii():
        text = around.without_contacts(text)
    text = around.plain(text)
    if text.endswith("建"):
        text = _SHORT_BUILDER.sub(r"第\1建筑工程", text)
    return figured(mended(text))


def clean_text(text: str) -> str:
    """Running text in the same form; what parts its words stays."""
    return figured(text.translate(_table()).lower())


def clean_texts(texts: Sequence[str]) -> list[str]:
    """``clean_text`` of many, whose characters are looked up all at once."""
    joined = "".join(texts)
    if not _ODD.isdisjoint(joined):
        return [clean_text(text) for text in texts]
    points = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    plain = _points()[points].tobytes().decode("utf-32-le", "surrogatepass")
    ends = list(accumulate(map(len, texts)))
    return [figured(plain[a:b]) for a, b in zip([0, *ends], ends, strict=False)]


@cache
def _points() -> npt.NDArray[np.uint32]:
    """Code point → the one of the character in the form of ``clean_text``."""
    points = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    table = _table()
    points[list(table)] = list(table.values())
    lower = points.tobytes().decode("utf-32-le", "surrogatepass")
    for char in _ODD:
        lower = lower.replace(char, " ")
    return np.frombuffer(lower.lower().encode("utf-32-le", "surrogatepass"), np.uint32)


@cache
def _table() -> dict[int, int]:
    """Folding, variants, brackets and the numerals of bank forms in one pass."""
    text = files("engine.link.names").joinpath("data/variants.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.split("\n") if not line.startswith("#"))
    also = _BRACKETS | {ord(pair[0]): ord(pair[1]) for line in lines for pair in line}
    table = dict(fold_table())
    table.update({point: also.get(to, to) for point, to in table.items()})
    return table | also


@lru_cache(maxsize=200_000)
def normalise(name: str) -> str:
    """``flat`` of any writing."""
    return flat(clean(name))


def flat(text: str) -> str:
    """A clean name without brackets and with one word for 有限责任公司 and 有限公司."""
    text = text.replace("有限责任公司", "有限公司")
    return text.replace("(", "").replace(")", "") if "(" in text else text


def spoken(text: str) -> str:
    """Long names of banks and insurers for the short ones."""
    text = _SHORT_BANK.sub("中国银行", text)
    for short, full in _short_names():
        if short in text and full not in text:
            return text.replace(short, full, 1)
    return text


#: A heading that names what is offered, no one who offers it: 【车贷】, 【理财产品】.
_WARE = re.compile(
    r"(?:(?:[车房信抵]|汽车|住房|个人|小额|信用|抵押)?贷款?|理财|投资|借款|保险|基金|股票|养老|公告|通知|招聘|广告)"
    r"(?:产品|项目|业务|服务|公告|通知|信息)?"
)


def signatures(text: str) -> list[str]:
    """What stands in 【】, the usual signature of a message, in order, generic words dropped."""
    found = [m.group(1).strip() for m in _SIGNATURE.finditer(text)]
    return [s for s in found if s not in GENERIC and not _WARE.fullmatch(s)]


@cache
def _short_names() -> tuple[tuple[str, str], ...]:
    text = files("engine.link.names").joinpath("data/spoken.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.split("\n") if line and not line.startswith("#"))
    return tuple((short, full) for short, full in lines)
