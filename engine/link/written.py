"""How names are written: script, width, noise, numbers, and what people say for long ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from engine.text.fold import fold_table

_BRACKETS = str.maketrans(
    "（［〔〈{[）］〕〉}]咀壹贰叁肆伍陆柒捌玖拾佰仟〇", "(((((())))))嘴一二三四五六七八九十百千零"
)
_NOISE = re.compile(r"[^\u4e00-\u9fff〇0-9a-z()]+")
#: What a list puts before a name (1、 名称：), and what it notes behind it (【在业】).
_LABEL = re.compile(
    r"^(?:\(?\d{1,3}[).、,，:：\s]+(?=[^\d.])|(?:企业|公司|单位|商户|机构|主体|字号)?(?:名称|全称|字号|名)[:：\s]+)+"
)
_STATUS = re.compile(
    r"[【\[(\-—·\s]+(?:在业|在营|存续|开业|正常|异常|停业|歇业|清算|筹建|迁出|已?(?:注销|吊销|撤销)[^\])】]{0,3}|以?下?简?称[^\])】]+)[】\])]*$"
)
_WHOLE = re.compile(r"^\(([^()]*)\)$")
LEGAL = re.compile(
    r"股份有限公司|有限责任公司|有限公司|股份公司|集团公司|总公司|(?<![分支子])公司|(?:农民专业|专业)?合作社联合社|合作联社|联合社|信用联社|联社"
    r"|农民专业合作社|专业合作社|(?<!信用)合作社|合伙企业|个人独资企业|供销社"
)
#: What a branch is called.
_KINDS = (
    r"(?:中心支公司|支公司|中支|分公司|子公司|分行|支行|分理处|储蓄所|营业部|营业厅|营业所|办事处|代表处|代办处|联络处|分店|分部|分社|分校|分院|分厂"
    r"|门店|门市部|门市|体验店|旗舰店|专卖店|直营店|加盟店|服务点|信用社)"
)
BANK = re.compile(rf"^(.*?(?:银行|信用社|证券|保险|期货|人寿))(.{{2,14}}?{_KINDS})$")
BRANCH = re.compile(rf"^(.{{4,}}?){_KINDS}$")
KINDS = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?{_KINDS}")
KIND = re.compile(rf"(?:{_KINDS}|店)$")
#: What a shop or works calls itself.
SHOP = re.compile(
    r"(?:经营部|服务部|门市部|销售部|批发部|零售部|供应站|服务站|工作室|总厂|总店|总汇|商行|商店|门市|门店|中心|商铺"
    r"|店|部|行|厂|馆|坊|站|铺|城|院|社|所|场|园|庄|阁|吧|屋)$"
)
_COUNTED = r"(?:号|期|分[店厂部校社院]|店|厂|[社队组](?!区)|村|中学|小学|门市|支队|营业|连锁?店|矿|校|院|所|车间)"
_ORDINAL = re.compile(
    rf"第([一二三四五六七八九十百]+)|(?<![一二三四五六七八九十百千万])([一二三四五六七八九十]{{1,3}})(?={_COUNTED})"
)
_NUMERALS = frozenset("一二三四五六七八九十")
_VALUE = MappingProxyType({c: i for i, c in enumerate("零一二三四五六七八九")})
_SHORT_BANK = re.compile(r"^中行(?=.{2,}(?:支行|分行|营业部)$)")
_SIGNATURE = re.compile(r"[【\[〔]([^】\]〕]{2,30})[】\]〕]")
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
    if not text.isalnum():
        text = _STATUS.sub("", _LABEL.sub("", text))
        text = _WHOLE.sub(r"\1", _NOISE.sub("", text))
    return text if _NUMERALS.isdisjoint(text) else _ORDINAL.sub(_number, text)


def clean_text(text: str) -> str:
    """Running text in the same form; what parts its words stays."""
    text = text.translate(_table()).lower()
    return text if _NUMERALS.isdisjoint(text) else _ORDINAL.sub(_number, text)


@cache
def _table() -> dict[int, int]:
    """Folding, brackets and the numerals of bank forms in one pass."""
    table = dict(fold_table())
    table.update({point: _BRACKETS.get(to, to) for point, to in table.items()})
    return _BRACKETS | table


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


def signatures(text: str) -> list[str]:
    """What stands in 【】, the usual signature of a message, in order, generic words dropped."""
    found = [m.group(1).strip() for m in _SIGNATURE.finditer(text)]
    return [s for s in found if s not in GENERIC]


@cache
def _short_names() -> tuple[tuple[str, str], ...]:
    text = files("engine.link").joinpath("data/spoken.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.split("\n") if line and not line.startswith("#"))
    return tuple((short, full) for short, full in lines)


def _number(match: re.Match[str]) -> str:
    """第三 and 三厂 with a digit: 第3, 3厂."""
    word = match.group(1) or match.group(2)
    tens, ten, ones = word.rpartition("十")
    if ten:
        value = _VALUE.get(tens[-1:], 1) * 10 + _VALUE.get(ones[-1:], 0)
    else:
        value = int("".join(str(_VALUE[c]) for c in word if c in _VALUE) or "0")
    return f"{'第' if match.group(1) else ''}{value}"
