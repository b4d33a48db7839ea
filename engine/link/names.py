"""Company names brought to one form, and taken apart as far as linking needs."""

from __future__ import annotations

import re
from functools import lru_cache

from engine.text.disguise.tables import looks, readings
from engine.text.fold import fold

_NOISE = re.compile(r"[\s\u200b-\u200f\ufeff\u3000·•.,，。\-—_*“”\"'【】\[\]]+")
_ORG = re.compile(
    r"(?:股份有限公司|有限责任公司|有限公司|股份公司|集团公司|总公司|公司|集团|合伙企业|个人独资企业"
    r"|农民专业合作社联合社|专业合作社|合作社|联合社|事务所|经营部|服务部|门市部|商行|工作室|中心|厂|店|部|社|行)+$"
)
_REGION = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,6}?(?:自治区|特别行政区|自治州)|[\u4e00-\u9fff]{2,3}?(?:省|市|县|区|旗|盟|(?<!村)镇|乡))+"
)
_BRANCH = re.compile(
    r"(?<=公司|商行|银行)[\u4e00-\u9fff]{1,20}?(?:分公司|分店|支行|分行|营业部|办事处|代表处|门店)$"
)
_FORMS = re.compile(
    r"股份|有限责任|有限|总公司|集团公司|集团|公司|\(有限合伙\)|普通合伙|个体工商户"
)
#: A place in brackets within a name: 中宏瑞达（宁夏）投资有限公司.
_INSIDE = re.compile(
    r"[(（](?:[\u4e00-\u9fff]{2,5}(?:省|市|县|区|旗|自治区)|北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽"
    r"|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|深圳|中国)[)）]"
)
_SPOKEN = (
    ("小贷", "小额贷款"),
    ("农商银行", "农村商业银行"),
    ("农商行", "农村商业银行"),
    ("农信社", "农村信用合作社"),
    ("财险", "财产保险"),
    ("寿险", "人寿保险"),
    ("电商", "电子商务"),
    ("农合社", "农民专业合作社"),
    ("专业合作社", "合作社"),
)
_TRADE = re.compile(
    r"(?:农民资金互助|农村资金互助|资金互助|信用互助|互助|农村信用|信用合作|小额贷款|融资性?担保|非融资性?担保|投资担保|担保|典当行?|村镇银行|农村商业银行|商业银行|银行|保险代理|保险经纪|保险公估|财产保险|人寿保险|保险"
    r"|证券|期货|信托|基金管理|私募基金|股权投资|基金|融资租赁|商业保理|保理|支付|投资管理|资产管理|财富管理|投资咨询|投资|理财|财富|金融信息服务"
    r"|信息咨询|商务咨询|咨询|商贸|贸易|科技|文化传媒|传媒|影视文化|影视|电子商务|网络科技|教育科技|教育咨询|教育培训|教育|生物科技|文化旅游|旅游|餐饮|购物广场|超市|美容|健身|汽车|租赁|珠宝|粮油|农资|装饰|商业|网络|信息|技术|医疗|药业|养老院|敬老院|老年公寓|养老公寓|养老服务|养老|健康管理|商业管理|企业管理|物业服务|物业|酒业|茶业"
    r"|种植|养殖|农业|生态|房地产开发|房地产|建筑工程|工程|服务|管理|有限|集团|控股)+$"
)
_SIGNATURE = re.compile(r"[【\[〔]([^】\]〕]{2,30})[】\]〕]")
#: Words that distinguish no firm from another (domain §2 and style §3.26).
GENERIC = frozenset(
    [
        "投资",
        "理财",
        "金融",
        "管理",
        "咨询",
        "科技",
        "商贸",
        "贸易",
        "文化",
        "传媒",
        "养老",
        "服务",
        "信息",
        "网络",
        "电子商务",
        "财富",
        "资产管理",
        "有限公司",
        "公司",
        "官方",
        "客服",
        "通知",
        "优惠",
        "活动",
        "广告",
        "退订",
        "温馨提示",
        "基金",
        "资本",
        "控股",
        "集团",
        "实业",
    ]
)


@lru_cache(maxsize=200_000)
def normalise(name: str) -> str:
    """One form for brackets, width, script and 有限责任公司/有限公司."""
    text = _NOISE.sub("", fold(name)).replace("（", "(").replace("）", ")")
    return text.replace("有限责任公司", "有限公司").replace("(", "").replace(")", "")


@lru_cache(maxsize=200_000)
def core(name: str) -> str:
    """The name without region, organisational form and branch part; may be empty."""
    text = _BRANCH.sub("", normalise(_INSIDE.sub("", fold(name))))
    text = _ORG.sub("", text)
    return _REGION.sub("", text)


@lru_cache(maxsize=200_000)
def branch(name: str) -> str:
    """The branch part of a name (清渠支行); "" for what is none."""
    match = _BRANCH.search(normalise(name))
    return match.group(0) if match else ""


@lru_cache(maxsize=200_000)
def flat(name: str) -> str:
    """The name as people say it: no organisational form anywhere, usual short words spelt out."""
    text = normalise(_INSIDE.sub("", fold(name))).removeprefix("中国")
    for short, full in _SPOKEN:
        text = text.replace(short, full)
    return _REGION.sub("", _FORMS.sub("", text))


@lru_cache(maxsize=200_000)
def brand(name: str) -> str:
    """The distinctive part (字号) without the trade words behind it; may be empty."""
    return _TRADE.sub("", core(name))


def slip(one: str, other: str) -> bool:
    """Is one name the other with one slip of the pen? A character more or less, or one put for
    another that looks like it, or sounds like it in a distinctive part of three characters and
    more. 恒信 and 恒鑫 sound alike and are two firms; 聚宝盆 and 聚财盆 are two firms."""
    if one == other or not one or not other or (one[0] != other[0] and one[1:] != other[1:]):
        return False
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return len(shorter) >= 5 and any(
            longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer))
        )
    changed = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(changed) != 1:
        return False
    a, b = one[changed[0]], other[changed[0]]
    if looks().get(a, {}).get(b, False):
        return True
    sounds = {s[:-1] for s in readings().get(a, ())} & {s[:-1] for s in readings().get(b, ())}
    return bool(sounds) and len(brand(one)) >= 3


def signatures(text: str) -> list[str]:
    """What stands in 【】, the usual signature of a message, in order, generic words dropped."""
    found = [m.group(1).strip() for m in _SIGNATURE.finditer(text)]
    return [s for s in found if s not in GENERIC]
