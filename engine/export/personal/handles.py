"""What somebody is called in a chat (微信 baoge888, QQ 88123456) tells who he is as a telephone does.

It is looked for behind the word for such an account, as people disguise it (微 信, V：, Q群, full-width
letters); a public one, 公众号, is no person's. Or by itself where letters and digits make one word, or a
sign @ stands before it. Numbers that are only known by the word before them stand here as well: of papers
that are not of eighteen digits, of telephones without an area code.
"""

from __future__ import annotations

import re

from engine.model.patterns import later
from engine.text.digits import ALIKE, narrowed, numerals, spoken

#: Between the characters of a word for an account.
_S = r"[^\w\n]{0,2}"
_NUMBERED = (
    f"(?<![A-Za-z])[Qq][^\\w\\n/]{{0,2}}[Qq]|(?<![A-Za-z])[Qq](?=群)"
    f"|[扣抠]{_S}[扣抠]|球{_S}球(?:号|群)?|🐧|企鹅号?"
)
_LATIN = (
    f"[vV]信|[vV]{_S}[xX]|[wW]{_S}[xX]|[wW]ei[xX]in|[wW]ei信|[wW]e[cC]hat|TG|tg|[tT]elegram"
    "|[wW]hats[aA]pp|[sS]kype"
)
#: Words that mean other things as well: a sign has to follow.
_SIGNED = "(?:(?:[薇威徽]|微同)(?=[^\\w\\n])|(?:(?:卫星|飞机|[卫蔚微]|绿泡泡|(?<![A-Za-z])(?:[vV]|LINE|Line|line)) ?(?=[:：❤♥@])))"
#: Media that mean other things as well: the word for an account has to follow, or a sign.
_APPS = (
    "(?:陌陌|探探|知乎|豆瓣|闲鱼|贴吧|[Bb]站|视频(?=号)|支付宝|蝙蝠|默往|密聊|推特|脸书|(?<![A-Za-z])(?:YY|yy|Soul|soul|Signal|signal"
    "|Facebook|facebook|Twitter|twitter|Instagram|ins|Discord|discord|Potato|potato))(?=号| ?账号| ?帐号| ?[iI][dD]| ?[:：])|(?:[账帐]号|用户名)(?= ?[:：])"
)
#: What a person is written to at; the rest are also places where things are counted.
_CHAT = f"{_APPS}|微{_S}信|微[xX]|薇{_S}信|威{_S}信|徽{_S}信|[加+＋➕]{_S}我?{_S}[vV薇微]|(?<![A-Za-z0-9.])(?:{_LATIN})|{_SIGNED}"
_CUES = f"{_CHAT}|抖音|快手|小红书|微博|旺旺|电报|钉钉|纸飞机"
#: One letter or character for a word: only a number follows, a long one where no sign is between.
_LONE = (
    f"[加+＋➕]{_S}[Qq]{_S}|(?<![A-Za-z0-9/])[Qq](?: ?[:：] ?| (?=[0-9]{{8}})|(?=[0-9]{{7}}))"
    r"|(?<![折回代抵减])[扣抠](?: ?[:：] ?| ?(?=[0-9]{6}))"
)
_LABEL = "(?: ?(?:同?号码?|群号?|账号|帐号|[iI][dD]))"
#: What may stand between, with a word or without one.
_GAP = r"(?:[^\w\n]{0,5}(?:就?是|为|搜一搜|搜索?|添?加|请?联系|咨询|[哦呀哈]))?[^\w\n]{0,5}"
#: Behind the word for a chat alone, a number of so many digits that is no date and counts nothing.
_BARE = (
    rf"(?:{_CHAT}){_GAP}(?P<bare>(?!(?:19|20)[0-9]{{2}}[ \-]?(?:0[1-9]|1[0-2])[ \-]?[0-3][0-9](?![0-9]))"
    r"[1-9](?: ?[0-9]){5,10})(?![A-Za-z0-9_@.*\-]|\s?[0-9元万个粉块起以左多人户股亿%年月期次条+＋])"
)
#: Numbers known by the word before them, which whatever stands behind a blank or a dash does not change.
_PAPERS = "护照|通行证|台胞证|回乡证|军官证|士兵证|居留证|居住证|驾驶证|驾照|身份证|证件"
_CALLED = "电话|座机|坐机|固话|传真|热线|致电|拨打|联系|(?<![A-Za-z])[Tt][Ee][Ll]|[☎📞]"
_COPIES = r"(?![A-Za-z0-9*]|\s?[元万个人份年月])"
#: In groups, those of a sum or a list go on.
_PAPER = (
    rf"(?:{_PAPERS})(?:号码?|编号)?(?:[后末][四六46]位[^\w\n]{{0,3}}(?P<tail>[0-9]{{4,10}}){_COPIES}"
    r"|[^\w\n]{0,3}(?:[是为]|[一-鿿]{1,2}字第)?[^\w\n]{0,3}(?P<paper>(?=(?:[A-Za-z] ?){1,3}[ \-]?(?:[0-9][ \-]?){6})"
    rf"[A-Za-z](?: ?[A-Za-z]){{0,2}}[ \-]?[0-9]{{3,8}}(?:[ \-]?[0-9]{{2,4}}|-[0-9]){{0,3}}(?![ \-][0-9]{{2,4}}(?![0-9年月]))(?:-[0-9](?![0-9]))?{_COPIES}"
    rf"|[A-Za-z]{{0,3}}[0-9]{{6,10}}{_COPIES}))"
)
#: Of telephones no date and, where one is asked to come, no list of rooms. In the usual groups, or in others.
_LOCAL = (
    r"(?!联系[^\w\n]{0,4}(?:(?P<floor>[0-9]{2})[0-9]{2}[ \-](?P=floor)[0-9]{2}|[0-9]{4}(?:[ \-][0-9]{4}){2,})\s?(?:[室幢栋层](?![内外])|号楼|单元))"
    rf"(?:{_CALLED})(?:方式|我们?)?号?码?[^\w\n]{{0,4}}(?:[是为])?[^\w\n]{{0,3}}(?P<local>"
    r"(?!20[12][0-9][ \-]?[01][0-9][0-3][0-9])[2-8][0-9]{2,3}[ \-]?[0-9]{4}(?![A-Za-z0-9*]|\s?(?:[元万个人户亿%台部]|股(?![份东])))"
    r"|(?!20[0-9]{2}[ \-]?[01][0-9][ \-]?[0-3][0-9])(?=[0-9]{2,4}(?:[ \-]?[0-9]{2,4}){1,3}(?![0-9])|(?:[0-9][ \-]){6})[2-8](?:[ \-]?[0-9]){6,7}"
    r"(?![A-Za-z0-9*]|[ \-][0-9]{2,4}(?![0-9])|\s?(?:[元万个人户亿%台部室幢栋层]|股(?![份东]))|号楼|单元))"
)
_SIGN = r" ?(?:[@＠]|[(（\[【][aA][tT][)）\]】]|艾特) ?"
_DOT = r" ?(?:[.。．点]|[(（\[【][dD][oO][tT][)）\]】]) ?"
#: A dot may stand in a name as in that of a site.
_SITE = r"[A-Za-z0-9_.\-]*\.(?:com|cn|net|org|top|vip|cc|xyz|info|shop|site|club|me|io|app|htm)(?![A-Za-z0-9])"
_HANDLE = later(
    rf"(?:{_CUES}|{_NUMBERED}){_LABEL}?{_GAP}(?P<name>(?!www|http|app|{_SITE})[A-Za-z](?:(?:\.(?=[A-Za-z]))?[A-Za-z0-9_\-]){{4,29}})(?![A-Za-z0-9_@.*])"
    # With digits first, which no unit or number of a house is as long as.
    rf"|(?:{_CUES}|{_NUMBERED})(?:{_LABEL}[^\w\n]{{0,3}}[是为]?[^\w\n]{{0,3}}| ?[:：] ?)"
    r"(?P<digits>(?=[0-9]+[A-Za-z_\-])(?![0-9]+[A-Za-z]{1,2}(?![A-Za-z0-9_\-]))(?=[0-9_\-]*[A-Za-z])[A-Za-z0-9_\-]{6,30})(?![A-Za-z0-9_@.*])"
    rf"|(?:{_CUES}|{_NUMBERED}){_LABEL}? ?[:：] ?(?P<short>(?=[A-Za-z]+[0-9])[A-Za-z0-9]{{4}})(?![A-Za-z0-9_@.*\-])"
    rf"|(?:{_LONE})(?P<lone>[1-9](?:[ \-]?[0-9]){{4,10}})(?![A-Za-z0-9_@.*/\-]|\s?[元万个粉块起以左多人户股亿%])"
    r"|(?<![A-Za-z0-9._\-])[@＠](?P<at>[A-Za-z][A-Za-z0-9_]{4,31})(?![A-Za-z0-9_@.*\-])"
    # Behind other words a number may count anything.
    rf"|(?:(?:{_CUES}){_LABEL}|(?:{_NUMBERED}){_LABEL}?){_GAP}(?P<number>[1-9](?:[ \-]?[0-9]){{4,10}})(?![A-Za-z0-9_@.*\-]|\s?[0-9元万个粉人户])"
    r"|(?<![A-Za-z0-9.])(?:t|wa)\.me/(?P<link>[A-Za-z0-9_+]{5,32})"
    rf"|(?<![A-Za-z0-9._\-])(?P<mail>[A-Za-z0-9][A-Za-z0-9._\-]{{1,40}}){_SIGN}[A-Za-z0-9\-]{{1,40}}{_DOT}(?:com|cn|net|org)(?![A-Za-z])"
    rf"|{_BARE}|{_PAPER}|{_LOCAL}"
    # The word before it may be cut off: letters with digits among them are hardly anything else.
    r"|(?<![A-Za-z0-9_.@/\-*])(?:V(?!ip[0-9]))?(?P<mixed>(?=[a-z_\-]{2,}[0-9]{2})[a-z][a-z0-9_\-]{5,29})(?![A-Za-z0-9_.@/*])"
)
#: Numbers in words or in whatever writing, once they are plain digits.
_IN_WORDS = later(
    rf"(?:(?:(?:{_CUES}){_LABEL}|(?:{_NUMBERED}){_LABEL}?)[^\w\n]{{0,5}}(?:就?是|为)?[^\w\n]{{0,5}}|{_LONE})"
    r"(?P<number>[1-9](?:[ \-]?[0-9]){4,10})(?![A-Za-z0-9_@.*\-]|\s?[0-9元万个粉块起以左多人户股亿%年月期])"
    rf"|{_BARE}|{_PAPER}|{_LOCAL}"
)
_FIGURE = "0-9０-９"
_DIGIT = f"0-9{ALIKE}" + "".join(map(chr, numerals()))


def _loose(pattern: str) -> str:
    """For RE2: what stands before or behind is not looked at; digits may be of any writing."""
    seen = re.sub(r"\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", pattern)
    return re.sub("[0-9]-[0-9]", _DIGIT, seen)


_LOOSE = (
    rf"(?:{_loose(f'{_CUES}|{_NUMBERED}|{_LONE}')}){_LABEL}?{_GAP}"
    rf"(?:[A-Za-z][A-Za-z_\-.{_FIGURE}]{{4}}|[A-Za-z_\-{_FIGURE}]{{4}}|[{_DIGIT}](?:[ \-]?[{_DIGIT}]){{4}})"
    rf"|(?:t|wa)\.me/|[(（\[【][aA][tT][)）\]】]|艾特|[a-z_\-]{{2}}[{_FIGURE}]{{2}}|[Ａ-Ｚａ-ｚ]"
)
#: For RE2: all of what is masked here is behind one of these cues, or has a sign of its own; too much,
#: never too little. Letters in full width may be of a cue. The first is the quicker one, for columns of
#: which hardly a text has such a cue.
HANDLE_FAR = f"{_LOOSE}|{_PAPERS}|{_loose(_CALLED)}"
HANDLE = f"{_LOOSE}|{_loose(_PAPER)}|{_loose(_LOCAL)}"
_NARROW = {wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}  # fmt: skip
_WIDE = later("[０-９Ａ-Ｚａ-ｚ]")


def mask_handles(text: str) -> str:
    """The first character of each stays, so that every offset stays right."""
    plain = text.translate(_NARROW) if _WIDE.search(text) else text
    found = [hit.span(str(hit.lastgroup)) for hit in _HANDLE.finditer(plain)]
    if not text.isascii() and (said := spoken(narrowed(plain))) != plain:
        found += [hit.span(str(hit.lastgroup)) for hit in _IN_WORDS.finditer(said)]
    if not found:
        return text
    shown = list(text)
    for begin, end in found:
        shown[begin + 1 : end] = "*" * (end - begin - 1)
    return "".join(shown)
