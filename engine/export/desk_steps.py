"""How to reach who stands behind a lead without an address, and what to do at the desk."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType

from engine.export.firm import Record, reach_of, text
from engine.export.text import clip, parts

_PLATFORM = "截图存证，请平台提供账号的认证主体和实名信息"
_SITE = "打开网址截图存证，查网站备案（ICP）的主体"
#: By what the channel is called: whom to ask who stands behind an advert.
_ASK = MappingProxyType(
    {
        "短信|彩信|电话": "请通信运营商协助查发送号码的实名登记",
        "网页|网站|搜索|论坛": _SITE,
        "APP|小程序|应用": "在应用商店或小程序资料页查开发者主体，截图存证",
        "公众号|朋友圈|微信|群|QQ|微博|短视频|直播|抖音|快手|视频": _PLATFORM,
        "报纸|报刊|杂志|广播|电台|电视": "请刊播单位提供广告主的主体材料和合同",
        "传单|户外|墙|海报|横幅|电梯|LED|屏|广告牌|灯箱|楼宇": "到发放、张贴的地点看，问物业、商户、印刷单位是谁送来的",
    }
)
_NUMBER = re.compile(
    r"(?<![0-9])(?:1[3-9][0-9*]{9}|0[0-9*]{2,3}[-—]?[0-9*]{7,8}|400[-0-9*]{7,9})(?![0-9])"
)
_ADDRESS = re.compile(r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|top|vip|xyz|cc)\b", re.IGNORECASE)
#: An account, or the letters and figures that one is written with.
_ACCOUNT = (
    r"(?:微信号?|QQ号?|VX|WX|加群|群号|公众号|账号)[^\u4e00-\u9fff\s]{0,2}[A-Za-z0-9_\-]{5,}"
    r"|加[a-z微薇威卫]{1,2}[信星x]?[^\u4e00-\u9fff]{0,3}[A-Za-z0-9_]{4,}|1[3-9][0-9][x*]{4}[0-9]{4}"
    r"|扫(?:描|一扫)?(?:下方|上方)?(?:二维)?码|加(?:我)?微信|加群|进群|私信|[关搜][注索].{0,6}公众号"
    r"|(?<![A-Za-z0-9.])[a-z]{1,8}_?[0-9]{4,}|(?<![0-9.])[0-9]{7,}(?![0-9.万元])"
)


#: Where an advert says how to reach its author, and what the office calls it.
_COLUMNS = (("phone", "电话"), ("contact", "联系"), ("url", "网址"), ("media_name", "账号"))


def reach(lead: Record, adverts: Sequence[Record]) -> str:
    """Telephones, sites and accounts, one a line, each once."""
    lines = [own] if (own := reach_of(lead)) else []
    for advert in adverts:
        for column, label in _COLUMNS:
            value = text(advert, column)
            if value and value not in "".join(lines):
                spoken = column != "phone" or _NUMBER.search(value)
                lines.append(f"{label if spoken else '联系'}：{value}")
    if lines:
        return "\n".join(lines)
    said = "\n".join(text(advert, "text") for advert in adverts)
    return "见全文" if _tells_how(said) else "无联系方式"


def steps(lead: Record, adverts: Sequence[Record]) -> list[str]:
    """What to do, the quickest first."""
    found = []
    named = [c for advert in adverts for c in parts(text(advert, "candidates"))]
    if named:
        found.append("核对是不是：" + "、".join(list(dict.fromkeys(named))[:3]))
    found += _look_up(lead)
    told = "\n".join(
        [text(lead, "phone")]
        + [text(ad, c) for ad in adverts for c in ("phone", "contact", "url", "text", "title")]
    )
    if _NUMBER.search(told):
        found.append("打电话问清主办单位全称、地址、负责人和收款账户，做好记录")
    if _ADDRESS.search(told):
        found.append(_SITE)
    for advert in adverts:
        asked = (how for words, how in _ASK.items() if _is(advert, words))
        found.append(next(asked, _PLATFORM if _is_account(text(lead, "name")) else ""))
    found = list(dict.fromkeys(step for step in found if step))
    if len(found) < 2:
        found.append("向提供广告的人员问清在哪里、从谁那里看到的，补全联系方式")
    return found


def _look_up(lead: Record) -> list[str]:
    name, address = text(lead, "name"), text(lead, "address")
    if text(lead, "uscc") or text(lead, "scope"):
        if address:
            return [f"登记的住所“{clip(address, 30)}”看不出在哪里，核对清楚后上门"]
        return ["登记没有写明住所：向登记机关调取住所和联系人，查到后转上门核查"]
    if not name or name.startswith("（") or _NUMBER.fullmatch(name) or _is_account(name):
        return []
    return [
        f"在登记系统和企业信用信息公示系统查“{clip(name, 24)}”；查到住所的转上门核查，"
        "查不到的按疑似无照经营核实"
    ]


def _is_account(name: str) -> bool:
    """Is it what an advertiser without a name is called by, as 微信 abc888?"""
    return re.fullmatch(_ACCOUNT, re.sub(r"\s", "", name), re.IGNORECASE) is not None


def _tells_how(said: str) -> bool:
    known = _NUMBER.search(said) or _ADDRESS.search(said)
    return bool(known or re.search(_ACCOUNT, said, re.IGNORECASE))


def _is(advert: Record, words: str) -> bool:
    return re.search(words, text(advert, "channel"), re.IGNORECASE) is not None
