"""Where whoever tips off lives, works or wants to be written to: 我家住团结路88号, 联系地址：健康路18号.

A firm at that door is not accused by it, unless the text goes on with something in that house or village
(楼下那家投资公司, 村里的合作社): then the house stays, its flat does not.
"""

from __future__ import annotations

import re

_HAN = r"[\u4e00-\u9fff]"
_STOPS = "，。；！？,;!?\n"
#: What a place is not part of any more.
_BESIDE = r"楼[下上里]|底商|门面|门口|门前|隔壁|斜?对[面门过]|旁边?|附近|周边|里[面头]?|这边|那边|[的那这]"
_ENDS = rf"(?:{_BESIDE}|[有被收让在存投交借办买签听]|入股|开会)"
_PLACE = rf"(?:(?!{_ENDS})[\u4e00-\u9fffA-Za-z\d\-—#、 ]){{2,30}}"
_ME = r"(?:我|俺|咱|本人|在下|鄙人|(?<!被)(?:举报|反映|投诉|来电|来访|诉求)人)"
_KIN = r"(?:们|家|爸妈?|妈|爷爷|奶奶|姥姥|外婆|外公|父母|父亲|母亲|公公|婆婆|老[公婆汉]|丈夫|妻子|爱人|儿子|女儿)"
_LIVES = r"(?:现|就|都|也|一直|长期|目前|刚好|正好)*(?:家住|居住|租住|借住|暂住|住(?![院宿店进]))(?:在|于|的是)?"
#: 我家在人民路8号，… but not 我家在人民路8号存了五万.
_IS = rf"家(?:就|刚好|正好)?[在是](?P<place>{_PLACE})(?=[{_STOPS}]|$|{_BESIDE}|有[人家个])"
_BEGINS = rf"(?:(?<=[{_STOPS}：:\s])|^)"
_WORKS = r"(?:上班|打工|工作|干活|租房|做生意|开店|摆摊|带孩子|居住|住)"
_HOMES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ME}{_KIN}{{0,2}}(?:{_HAN}{{0,3}}(?=家住))?{_LIVES}(?P<place>{_PLACE})",
        rf"{_BEGINS}(?:家住|现住|租住|居住在|住(?![院宿店进])在?)(?P<place>{_PLACE})",
        rf"(?:{_ME}们?|{_BEGINS}){_IS}",
        rf"(?<!举报人的)(?:联系|通[讯信]|家庭|现居|居住|户籍|身份证|寄送|邮寄|收件|回访|回复|本人|我的|(?<!被)举报人|反映人|来电人|投诉人|来访人)[^{_STOPS}：:]{{0,4}}(?:地址|住址|住所|地点)(?:[:：]|[为是在])*(?P<place>{_PLACE})",
    )
)
_ROLES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ME}们?(?:也|都|就)?[是系为](?P<place>{_PLACE})的?(?:老?业主|老?住户|居民|村民|社员|租户|租客|商户|街坊)",
        rf"{_BEGINS}(?P<place>{_PLACE})的?(?:业主|住户|居民|村民|租户|市民|群众)(?=[{_STOPS}]|{_HAN}{{0,4}}(?:反映|举报|来电|投诉|称|诉求|来信))",
    )
)
_AT_WORK = re.compile(rf"{_ME}们?在(?P<place>{_PLACE})(?={_WORKS})")
#: Only what has a street, a house, a village or a building in it is a place to live; else 住 may be any.
_ADDRESS = re.compile(
    r"\d|[一二三四五六七八九十][号楼层栋幢组队]|(?:[路街巷弄村镇乡组队苑府园区厦场寓湾庭城]|小区|家属院|单元|花园)$"
)
#: The flat within it: what is in the same house is not in the same flat.
_FLAT = re.compile(
    r"(?:[A-Za-z]?\d{1,3}|[A-Za-z一二三四五六七八九十]{1,3})(?:号楼|[栋幢座单楼层室组队#])(?:元)?|(?<![路街道巷弄村\d])[A-Za-z]?\d{3,4}(?:室|房|号)?(?![\d路街])|(?<=\d)-\d{1,4}"
)
#: In the same house, as those behind a place of their own say it.
_SAME_HOUSE = re.compile(
    r"楼[下上里]|隔壁(?![村县市省镇乡])|底商|底楼|门面|同[一]?[栋楼层]|(?:本|我们?这?)[栋楼]|这[栋个]?楼|[一二三四五六七八九十\d]{1,2}[楼层](?!的?(?:住户|居民|邻居))|(?<!小区)里[面头]?(?:有|开|一家|那|的)|院里|院内"
)
#: And whose own bodies the reporter tells of: his village's, his estate's.
_SAME_VILLAGE = re.compile(
    r"(?:我们?|本|俺们?|咱们?)?村[里上中]|本村|我们村|俺村|村部|村委|村头|合作社|互助社|互助会|社里|本社"
)
_ESTATES_OWN = re.compile(r"物业|开发商|售楼")
_SAME_WORK = re.compile(
    r"老板|我们?公司|公司(?:让|叫|要|向|收|说|拿|集资)|单位|厂里|店里|领导|同事|[让叫逼要催]我们?"
)
#: A place that is a firm, or is said to be the one accused, is nobody's home.
_BUSINESS = (
    "公司|养老院|敬老院|老年公寓|康养|合作社|会所|中心|超市|商行|门店|饭店|酒店|银行|基地|养生馆"
)
_A_FIRM = re.compile(rf"(?:{_BUSINESS})$")
_THAT_FIRM = re.compile(
    rf"的[^{_STOPS}]{{0,8}}?(?:{_BUSINESS})|[^。！？!?]{{0,24}}?(?:[这该](?:家|个)?(?:{_BUSINESS}|店|厂|馆|社)|院方|这家)"
)
_GAP = "，"
#: As who types in haste writes stops; 1,500 is a number.
_HALF = re.compile(r"(?<!\d)[,;?!]|[,;?!](?!\d)")
_FULL = str.maketrans(",;?!", "，；？！")


def with_stops(text: str) -> str:
    """The text with the stops that the patterns of this room know, each of one character."""
    return _HALF.sub(lambda stop: stop.group().translate(_FULL), text)


def without_own(text: str) -> str:
    """The text with where its author is blanked out by as many commas."""
    kept = with_stops(text)
    for pattern in _HOMES:
        kept = _blanked(kept, pattern, address=True)
    for pattern in _ROLES:
        kept = _blanked(kept, pattern)
    return _blanked(kept, _AT_WORK, address=True, work=True)


def _blanked(
    text: str, pattern: re.Pattern[str], *, address: bool = False, work: bool = False
) -> str:
    for match in reversed(list(pattern.finditer(text))):
        place, (start, end) = match["place"], match.span("place")
        rest = text[end:]
        if _A_FIRM.search(place) or _THAT_FIRM.match(rest):
            continue
        village = "村" in place and _SAME_VILLAGE.search(rest)
        if village or _ESTATES_OWN.search(rest) or (work and _SAME_WORK.search(rest)):
            continue
        if address and not _ADDRESS.search(place):
            continue
        same = _SAME_HOUSE.search(rest)
        own = _FLAT.sub(lambda m: _GAP * len(m.group()), place) if same else _GAP * len(place)
        text = text[:start] + own + rest
    return text
