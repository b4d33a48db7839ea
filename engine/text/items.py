"""The item a word stands in: what governs it, what it qualifies, what the list ends with."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLAUSE_ENDS = "\\；;。\n\r，,：:|（(【[［〔「{｛）)】]］〕」}｝"
_CLAUSE = re.compile(f"[{re.escape(_CLAUSE_ENDS)}]")
_ITEM = re.compile(f"[{re.escape(_CLAUSE_ENDS)}、 \u3000\t/·]")
OPENING = frozenset("（(【[［〔「{｛")
_CLOSE = frozenset("）)】]］〕」}｝")
_AND = re.compile(r"以及|[及和与或]")
#: Branches of business that stand bare in a list and share its head (金融、保险业软件开发).
_BRANCH = re.compile(
    r"(?:(?:网上|电子|手机|移动)?银行|非银行|金融|证券|保险|期货|基金|信托|理财|投资|支付|典当|投行|券商|寄卖|拍卖|票号|钱庄|银号|小额贷款|税务|财税|财政|财务|法律|会计|财会|审计|外语|邮政|邮电|"
    r"电信|通信|电力|交通|石油|石化|医疗|医院|教育|公安|法院|检察院|海关|政府|党政|机关|部队|铁路|民航|机场|车站|港口|烟草|"
    r"商业|商贸|贸易|物流|餐饮|工商|企业|工厂|学校|能源|公用|军工|航空|科研|景区|宾馆|酒店|商场|超市|社区|小区|园区|"
    r"写字楼|影院)"
)
_COLLECTIVE = re.compile(
    r"等|^[^的]{1,4}类(?=.)|各类|^其[他它]|方面的|(?:行业|领域|系统|机构|企业|单位|部门|公司|客户|业)(?=专用|相关|有关|的|提供|客户|$)"
)
_LIST = re.compile(r"[、/]|以及|[及和与或]")
#: Kinds of customers that no firm of finance would list among its own business.
_CUSTOMER = re.compile(
    r"(?:医院|学校|机关|政府|党政|公安|法院|检察院|部队|景区|宾馆|酒店|商场|超市|社区|小区|车站|机场|港口|工厂|园区|写字楼|影院|"
    r"税务|海关|工商|邮政|邮电|电信|通信|电力|交通|石油|铁路|民航|烟草|银行|保险|医疗|教育|公共|市政|会计师?事务所|律师事务所|幼儿园|"
    r"高校|院校|企事业单位|连锁店|门店|餐厅|饭店|加油站|物业|工地)$"
)
_SHORT = 3
#: No clause is longer; without an end a list of a whole page would be walked for each of its words.
_FAR = 500
#: What is done to every thing of a list, whatever stands in it (金融、贵重物资、危险物品押运).
_HANDLED = re.compile(r"押运|守护|护卫|保卫|用纸|印刷品?$")
_FORM = re.compile(r"有限|股份|责任|[分支总]?公司|集团|合伙|[（(]")
_NAME_TAIL = re.compile(
    r"(?:分公司|支公司|子公司|总公司|分店|分部|办事处|代表处|分所|营业部|营业处|业务部|经营部|服务部|门店)$"
)


class Item(NamedTuple):
    """``own_left``/``rest``: the hit's item to its left and right; ``before``/``after``: its
    clause; ``head``: ``rest``, or what the list ends with when the word stands bare in it;
    ``bracket``: inside of the bracket right behind the item; ``lead``: what stands before a colon
    that opens the clause (生产、销售：甲、乙)."""

    own_left: str
    rest: str
    before: str
    after: str
    head: str
    bracket: str
    lead: str = ""


def item_of(text: str, start: int, end: int, field: str) -> Item:
    """The item around ``text[start:end]`` in a scope, or the parts of a name around it."""
    if field == "name":
        return _of_name(text, start, end)
    left = _back(text, start, _ITEM)
    first, last = _back(text, start, _CLAUSE), _forth(text, end, _CLAUSE)
    after = text[end:last]
    if last < len(text) and text[last] in OPENING:
        after += _beyond(text, last)
    head = own = rest_of(text, end, field)
    if (own in _EMPTY or _GLUED.fullmatch(own)) and (
        start == left or text[left:start].endswith(_VERBS)
    ):
        further = text[end + len(own) : last]
        if _BRANCH.fullmatch(text[start:end]):
            head = _shared_head(further, text[first:start], own) or ("" if own in _EMPTY else own)
            if text[start:end] in _NO_FIELD_OF_LAW and (counsel := _LAW_COUNSEL.search(head)):
                head = counsel.group(1)
        elif not own and (counsel := _COUNSEL.search(further)):
            head = counsel.group(1)
    bracket = ""
    if last < len(text) and text[last] in OPENING:
        close = last + 1
        while close < min(len(text), last + _FAR) and text[close] not in _CLOSE:
            close += 1
        bracket = text[last + 1 : close]
    colon = first > 0 and text[first - 1] in "：:"
    lead = text[_back(text, first - 1, _CLAUSE) : first - 1] if colon else ""
    return Item(text[left:start], own, text[first:start], after, head, bracket, lead)


def rest_of(text: str, end: int, field: str) -> str:
    """``rest`` of the item of a word that ends there."""
    if field == "name":
        form = _FORM.search(text, end)
        return text[end : form.start()] if form else text[end:]
    rest = text[end : _forth(text, end, _ITEM)]
    joined = _AND.search(rest)
    return rest[: joined.start()] if joined else rest


#: What may stand behind a bare branch and leaves it bare (金融类、会计类教材).
_EMPTY = frozenset(("", "行", "类", "业", "行业", "系统", "领域"))
#: Nobody carries on a bare subject (期货、会计、电脑培训).
_SUBJECT = re.compile(r"^(?:法律|会计|财会|审计|外语)")
#: A branch of business is none that a firm carries on itself (工业、金融业及办公用纸的制造).
_INDUSTRY = frozenset(("业", "行业"))
#: A second branch without a sign between (金融贸易、生产技术方面的图书).
_GLUED = re.compile(r"贸易|证券|保险|经济|法律|税务|财会|会计")
#: A list that is summed up: 股票、证券、机器设备等各类标的的价格评估; 金融、并购、房地产法律事务.
_SUMMED = re.compile(
    r"(?:等(?=各类|各种|其[他它]|相关|有关|领域|方面|行业)|^(?!法律)(?=[^、]*法律(?:事务|服务|咨询|顾问)))([^等]{3,})$"
)
#: What is done for money or put into it is no field of law: 理财、基金、企业法律咨询 is counsel on each.
_NO_FIELD_OF_LAW = frozenset({"理财", "基金", "支付", "典当", "小额贷款"})
#: 理财、基金、投资法律咨询 names three fields of law: the last of them is money, too.
_LAW_COUNSEL = re.compile(
    r"(?<!投资|融资|金融|证券|保险|信托|期货|债务|债权|股权|资产|担保|借贷|基金|理财)"
    r"法律((?:信息)?(?:咨询|顾问)[^等]*)$"
)
#: Lawsuits and translation in matters that are listed: 投资管理、基金纠纷诉讼代理.
_COUNSEL = re.compile(
    r"[、及和与]((?:投资|融资|资产|资本|基金|证券|金融|信托|股权|债权|债务|保险|担保|借贷)"
    r"[^、]{0,8}(?:诉讼|仲裁|翻译)[^、]*)$"
)
_VERBS = (
    *("出版", "承印", "电子", "网上", "移动", "在线"),
    *(
        "经营",
        "销售",
        "从事",
        "提供",
        "承接",
        "承做",
        "承揽",
        "承制",
        "定做",
        "定制",
        "为",
        "向",
        "对",
        "研发",
        "开发",
        "生产",
    ),
    *("制造", "印刷", "设计", "制作", "批发", "零售", "代理"),
)


def _shared_head(after: str, before: str, own: str) -> str:
    """What a list of bare branches ends with; empty when the list is no such list."""
    parts = [p for p in _LIST.split(after) if p]
    if parts and (summed := _SUMMED.search(parts[-1])):
        return summed.group(1)
    if parts and own in _INDUSTRY and _AND.match(after):
        return parts[0]
    others = [p for p in (*_LIST.split(before), *parts[:-1]) if _CUSTOMER.search(p)]
    if len(others) > 1 and parts:
        # 银行、证券、超市、加油站灯箱: kinds of customers, whatever the last of them is
        return next((p for p in parts if not _CUSTOMER.fullmatch(p)), parts[-1])
    if parts and _HANDLED.search(parts[-1]):
        return parts[-1]
    subjects = False
    for i, part in enumerate(parts):
        if _BRANCH.fullmatch(part):
            subjects = subjects or _SUBJECT.fullmatch(part) is not None
            continue
        if _COLLECTIVE.search(part) or (_BRANCH.match(part) and len(part) > _SHORT):
            # 金融、法律咨询: counsel on both; 金融、法律资料翻译: translation of both
            return _SUBJECT.sub("", part.rsplit("方面的", 1)[-1], count=1)
        if len(part) > _SHORT or i == len(parts) - 1:
            return part if subjects else ""
    return ""


def _beyond(text: str, at: int) -> str:
    """The clause behind the bracket that opens at ``at``; empty when it is never closed."""
    depth = 0
    for i in range(at, min(len(text), at + _FAR)):
        depth += (text[i] in OPENING) - (text[i] in _CLOSE)
        if depth == 0:
            return text[i + 1 : _forth(text, i + 1, _CLAUSE)]
    return ""


def _of_name(text: str, start: int, end: int) -> Item:
    rest = rest_of(text, end, "name")
    at = text.rfind("公司")
    tail = text[at + 2 :] if at >= end else ""
    if tail and _NAME_TAIL.search(tail):
        tail = ""
    return Item(text[:start], rest, text[:start], text[end:], rest + "\n" + tail, "")


def _back(text: str, at: int, stops: re.Pattern[str]) -> int:
    found = stops.search(text[max(0, at - _FAR) : max(0, at)][::-1])
    return at - found.start() if found else min(at, max(0, at - _FAR))


def _forth(text: str, at: int, stops: re.Pattern[str]) -> int:
    most = min(len(text), at + _FAR)
    found = stops.search(text, at, most)
    return found.start() if found else max(at, most)
