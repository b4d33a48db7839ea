"""How names are written: script, width, noise, numbers, and what people say for long ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from engine.link.endings import mended
from engine.link.numerals import figured
from engine.text.fold import fold_table

_BRACKETS = str.maketrans(
    "（［〔〈{[）］〕〉}]巖麺邨濶濓龢咀壹贰叁肆伍陆柒捌玖拾佰仟〇",
    "(((((())))))岩面村阔濂和嘴一二三四五六七八九十百千零",
)
_NOISE = re.compile(r"[^\u4e00-\u9fff〇0-9a-z()]+")
#: What a list puts before a name (第7项 , 2、 , 关于), what it calls it (广告主：), and what it notes
#: behind it (【在业】).
_COUNT = re.compile(
    r"^(?:第|no\.?|序号|附件)?\s*\(?\d{1,3}\)?(?:[项条](?=[.、,，:：\s])|号(?=[、,，:：\s]))?[.、,，:：)\s]+(?=[^\d.])"
)
#: What a sentence puts before a name that nothing parts from it.
_LEAD = ("关于", "原名", "曾用名", "更名前")
_NOTED = (
    r"在业|在营|存续|开业|正常|异常|停业|歇业|清算|筹建|迁出|迁入|注销|吊销|撤销|更名|备案|登记|盖章|公章|签章|签字"
    r"|以?下?简?称|统一社会|信用代码|法定代表|法人代表|负责人|联系人|联系电话|电话|地址|见附件|个体工?商?户|个人经营"
)
NOTE = re.compile(_NOTED)
_STATUS = re.compile(rf"(?<=.{{4}})[【\[(\-—–·,，;；\s]+(?:已?被?|拟|原)(?:{_NOTED}).*$")
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
BANK = re.compile(rf"^(.*?(?:银行|信用社|证券|保险|期货|人寿(?!保险)))(.{{2,14}}?{_KINDS})$")
BRANCH = re.compile(rf"^(.{{4,}}?){_KINDS}$")
KINDS = re.compile(rf"[\u4e00-\u9fff]{{2,8}}?{_KINDS}")
KIND = re.compile(rf"(?:{_KINDS}|店)$")
#: What a shop or works calls itself.
SHOP = re.compile(
    r"(?:作坊|经营部|服务部|门市部|销售部|批发部|零售部|供应站|服务站|工作室|总厂|总店|总汇|商行|商店|门市|门店|中心|商铺"
    r"|店|部|行|厂|馆|坊|站|铺|城|院|社|所|场|园|庄|阁|吧|屋|摊)$"
)
_COLON = re.compile("[:：]")
_BEHIND = re.compile(rf"^(.+?(?:{LEGAL.pattern}))[\s\-—–·,，;；|/]+([^()]{{2,}})$")
_LEADING = re.compile("^(?:" + "|".join(_LEAD) + ")+")
_NAMED = 4
#: Bodies that are no part of the firm they are named after: its union, its museum, its school.
BODY = re.compile(
    r"(?:(?:促进|联合|联谊|基金|委员|理事|持股|研究|读书|协|学|商|工)会|(?:党支部|支部|党委|团委|居委|村委)"
    r"|(?:博物|纪念|展览|展示|文化|体验|陈列|科技|美术|图书|档案|会客)馆|(?:小|中|大)学|学院|学校|幼儿园|托儿所|研究院|研究所|实验室"
    r"|医院|卫生院|(?:合唱|艺术|剧|歌舞|演艺|表演|志愿者)团|(?:活动|培训|研发|展示|职工|党建|党群)[^有]{0,4}中心|滑雪场|动物园|植物园|展厅|车队|球队)$"
)
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
        text = _unwrapped(text.strip())
        text = _WHOLE.sub(r"\1", _NOISE.sub("", text))
    if text.startswith(_LEAD) and LEGAL.search(text, _NAMED):
        text = _LEADING.sub("", text)
    return figured(mended(text))


def _unwrapped(text: str) -> str:
    """A name without what a list or a form puts before it (广告主：) and notes behind it."""
    text = _COUNT.sub("", text)
    if ":" in text or "：" in text:
        before, after = _COLON.split(text, maxsplit=1)
        named = LEGAL.search(before, 1)
        if named is None and len(_NOISE.sub("", after)) >= _NAMED:
            text = after
    text = _STATUS.sub("", text)
    behind = _BEHIND.match(text)
    if behind and not LEGAL.search(behind.group(2), 1):  # a branch, a body of the firm or a note
        text = f"{behind.group(1)}({behind.group(2)})"
    return text


def clean_text(text: str) -> str:
    """Running text in the same form; what parts its words stays."""
    return figured(text.translate(_table()).lower())


@cache
def _table() -> dict[int, int]:
    """Folding, variants, brackets and the numerals of bank forms in one pass."""
    text = files("engine.link").joinpath("data/variants.txt").read_text(encoding="utf-8")
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


def signatures(text: str) -> list[str]:
    """What stands in 【】, the usual signature of a message, in order, generic words dropped."""
    found = [m.group(1).strip() for m in _SIGNATURE.finditer(text)]
    return [s for s in found if s not in GENERIC]


@cache
def _short_names() -> tuple[tuple[str, str], ...]:
    text = files("engine.link").joinpath("data/spoken.txt").read_text(encoding="utf-8")
    lines = (line.split() for line in text.split("\n") if line and not line.startswith("#"))
    return tuple((short, full) for short, full in lines)
