"""What somebody is called in a chat (微信 baoge888, QQ 88123456) tells who he is as a telephone does.

It is looked for behind the word for such an account, as people disguise it (微 信, V：, Q群, full-width
letters); a public one, 公众号, is no person's. Or by itself where letters and digits make one word, or a
sign @ stands before it.
"""

from __future__ import annotations

import re

from engine.model.patterns import later
from engine.text.digits import ALIKE, narrowed, numerals, spoken

#: Between the characters of a word for an account.
_S = r"[^\w\n]{0,2}"
_NUMBERED = f"(?<![A-Za-z])[Qq][^\\w\n/]{{0,2}}[Qq]|(?<![A-Za-z])[Qq](?=群)|扣{_S}扣|企鹅号?"
_LATIN = (
    f"[vV]信|[vV]{_S}[xX]|[wW]{_S}[xX]|[wW]ei[xX]in|[wW]ei信|[wW]e[cC]hat|TG|tg|[tT]elegram"
    "|[wW]hats[aA]pp|[sS]kype"
)
#: Words that mean other things as well: a sign has to follow.
_SIGNED = "(?:(?:[薇威徽]|微同)(?=[^\\w\\n])|(?:(?:卫星|飞机|(?<![A-Za-z])(?:[vV]|LINE|Line|line)) ?(?=[:：❤♥@])))"
_CUES = (
    f"微{_S}信|微[xX]|薇{_S}信|威{_S}信|徽{_S}信|[加+＋➕]{_S}[vV薇微]|抖音|快手|小红书|微博|旺旺|电报|钉钉|纸飞机"
    f"|(?<![A-Za-z0-9.])(?:{_LATIN})|{_SIGNED}"
)
#: One letter for a word: only a number follows, a long one where no sign is between.
_LONE = (
    f"[加+＋➕]{_S}[Qq]{_S}|(?<![A-Za-z0-9/])[Qq](?: ?[:：] ?| (?=[0-9]{{8}}))"
    "|(?<!扣)扣 ?[:：]? ?(?=[0-9]{7})"
)
_LABEL = "(?:同?号码?|群号?|账号|帐号|[iI][dD])"
#: What may stand between, with a word or without one.
_GAP = r"(?:[^\w\n]{0,5}(?:就?是|为|搜一搜|搜索?|添?加|请?联系|咨询|[哦呀哈]))?[^\w\n]{0,5}"
_SIGN = r" ?(?:[@＠]|[(（\[【][aA][tT][)）\]】]|艾特) ?"
_DOT = r" ?(?:[.。．点]|[(（\[【][dD][oO][tT][)）\]】]) ?"
#: A dot may stand in a name as in that of a site.
_SITE = r"[A-Za-z0-9_.\-]*\.(?:com|cn|net|org|top|vip|cc|xyz|info|shop|site|club|me|io|app|htm)(?![A-Za-z0-9])"
_HANDLE = later(
    rf"(?:{_CUES}|{_NUMBERED}){_LABEL}?{_GAP}(?P<name>(?!www|http|app|{_SITE})[A-Za-z](?:(?:\.(?=[A-Za-z]))?[A-Za-z0-9_\-]){{4,29}})(?![A-Za-z0-9_@.*])"
    rf"|(?:{_CUES}|{_NUMBERED}){_LABEL}? ?[:：] ?(?P<short>(?=[A-Za-z]+[0-9])[A-Za-z0-9]{{4}})(?![A-Za-z0-9_@.*\-])"
    rf"|(?:{_LONE})(?P<lone>[1-9](?:[ \-]?[0-9]){{4,10}})(?![A-Za-z0-9_@.*/\-]|\s?[元万个粉块起以左多人户股亿%])"
    r"|(?<![A-Za-z0-9._\-])[@＠](?P<at>[A-Za-z][A-Za-z0-9_]{4,31})(?![A-Za-z0-9_@.*\-])"
    # Behind other words a number may count anything.
    rf"|(?:(?:{_CUES}){_LABEL}|(?:{_NUMBERED}){_LABEL}?){_GAP}(?P<number>[1-9](?:[ \-]?[0-9]){{4,10}})(?![A-Za-z0-9_@.*\-]|\s?[0-9元万个粉])"
    r"|(?<![A-Za-z0-9.])(?:t|wa)\.me/(?P<link>[A-Za-z0-9_+]{5,32})"
    rf"|(?<![A-Za-z0-9._\-])(?P<mail>[A-Za-z0-9][A-Za-z0-9._\-]{{1,40}}){_SIGN}[A-Za-z0-9\-]{{1,40}}{_DOT}(?:com|cn|net|org)(?![A-Za-z])"
    # One letter for 微信, and what follows is no word with it: Vbaoge888.
    r"|(?<![A-Za-z0-9_])V(?!ip[0-9])(?P<behind>(?=[a-z_\-]{2,}[0-9]{2})[a-z][a-z0-9_\-]{5,29})(?![A-Za-z0-9_@.*/])"
    # The word before it may be cut off: letters with digits among them are hardly anything else.
    r"|(?<![A-Za-z0-9_.@/\-*])(?P<mixed>(?=[a-z_\-]{2,}[0-9]{2})[a-z][a-z0-9_\-]{5,29})(?![A-Za-z0-9_.@/*])"
)
#: Numbers in words or in whatever writing, once they are plain digits.
_IN_WORDS = later(
    rf"(?:(?:(?:{_CUES}){_LABEL}|(?:{_NUMBERED}){_LABEL}?)[^\w\n]{{0,5}}(?:就?是|为)?[^\w\n]{{0,5}}|{_LONE})"
    r"(?P<number>[1-9](?:[ \-]?[0-9]){4,10})(?![A-Za-z0-9_@.*\-]|\s?[0-9元万个粉块起以左多人户股亿%年月期])"
)
_FIGURE = "0-9０-９"
_DIGIT = f"0-9{ALIKE}" + "".join(map(chr, numerals()))
#: What stands before or behind a cue is not looked at.
_CUE = re.sub(r"\(\?<?[=!][^()]*\)", "", f"{_CUES}|{_NUMBERED}|{_LONE}")
#: For RE2: all of what is masked here is behind one of these cues, or has a sign of its own; too much,
#: never too little. Letters in full width may be of a cue.
HANDLE = (
    rf"(?:{_CUE}){_LABEL}?{_GAP}"
    rf"(?:[A-Za-z][A-Za-z_\-.{_FIGURE}]{{4}}|[A-Za-z{_FIGURE}]{{4}}|[{_DIGIT}](?:[ \-]?[{_DIGIT}]){{4}})"
    rf"|(?:t|wa)\.me/|[(（\[【][aA][tT][)）\]】]|艾特|[a-z_\-]{{2}}[{_FIGURE}]{{2}}|[Ａ-Ｚａ-ｚ]"
)
_NARROW = {wide: wide - 0xFEE0 for first, last in ("０９", "ＡＺ", "ａｚ") for wide in range(ord(first), ord(last) + 1)}  # fmt: skip
_WIDE = later("[０-９Ａ-Ｚａ-ｚ]")


def mask_handles(text: str) -> str:
    """The first character of each stays, so that every offset stays right."""
    plain = text.translate(_NARROW) if _WIDE.search(text) else text
    found = [hit.span(str(hit.lastgroup)) for hit in _HANDLE.finditer(plain)]
    if not text.isascii() and (said := spoken(narrowed(plain))) != plain:
        found += [hit.span("number") for hit in _IN_WORDS.finditer(said)]
    if not found:
        return text
    shown = list(text)
    for begin, end in found:
        shown[begin + 1 : end] = "*" * (end - begin - 1)
    return "".join(shown)
