"""Telephones, identity and card numbers and addresses of mail in free text, however they are
spaced; masked digit by digit, so that every offset stays right."""

from __future__ import annotations

import re
import unicodedata

from engine.export.personal.handles import mask_handles
from engine.model.patterns import later
from engine.text.codes import personal
from engine.text.digits import BETWEEN, narrowed, says, spelt, spoken

_RE = "".join(rf"\U{low:08x}-\U{high:08x}" for low, high in BETWEEN)
_S = f"[{_RE}]{{0,4}}"
_MONTH, _DAY = f"(?:0{_S}[1-9]|1{_S}[0-2])", f"(?:[0-2]{_S}[0-9]|3{_S}[01])"
_CENTURY = f"(?:1{_S}[89]|2{_S}0)"
#: Eighteen characters with a date of birth inside, or the fifteen of before 1999. Codes of firms
#: are as long and hold no such date; the sums of their check characters are not needed.
_IDENTITY = (
    f"(?<![0-9A-Za-z])[1-9](?:{_S}[0-9]){{5}}{_S}{_CENTURY}(?:{_S}[0-9]){{2}}{_S}{_MONTH}{_S}{_DAY}"
    f"(?:{_S}[0-9]){{3}}{_S}[0-9Xx](?![0-9A-Za-z])"
    f"|(?<![0-9A-Za-z])[1-9][0-9]{{5}}{_S}[0-9]{{2}}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]){_S}[0-9]{{3}}"
    "(?![0-9A-Za-z])"
)
#: No card begins like a year, so that lists of years are none.
_CARD = f"(?<![0-9A-Za-z.])[3-69](?:{_S}[0-9]){{15,18}}(?![0-9A-Za-z])"
_MOBILE = f"(?<![0-9])1{_S}[3-9](?:{_S}[0-9]){{9}}(?![0-9])"
#: With an area code.
_LANDLINE = f"(?<![0-9])0[0-9]{{2,3}}[{_RE}()（）]{{0,5}}[2-9](?:{_S}[0-9]){{6,7}}(?![0-9])"
#: With the code of a country; of sums and dates behind a plus there is what they are of. Last, as what is known
#: by other signs as well shows less.
_ABROAD = later(
    f"(?:[+＋]|(?<![0-9])00){_S}(?!1[3-9][0-9]{{9}}(?![0-9])|(?:19|20)[0-9]{{2}}[\\-.])[1-9]"
    f"(?:(?:{_S}[0-9]){{9,14}}|(?:{_S}[0-9]){{0,2}}{_S}[(（][0-9]{{1,4}}[)）]{_S}[2-9](?:{_S}[0-9]){{5,8}})"
    f"(?!{_S}[0-9]|\\s?[元万块亿千百%％])"
    f"|(?<![0-9])86[)）\\-\\s]{{1,2}}[1-9][0-9]{{1,2}}[\\-\\s]{{1,2}}[2-9][0-9]{{2,3}}[\\-\\s]?[0-9]{{4}}(?![0-9])",
    re.ASCII,
)
_MAIL = r"(?<![\w.+\-])[A-Za-z0-9][\w.+\-]{0,63}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}"
#: Whatever else is as long may be a piece of one of these, or several with nothing between them, the last of which
#: has an area code.
_LONG = (
    r"(?<![0-9])[0-9]{14,}-[2-9][0-9]{6,7}(?![0-9])|(?<![0-9])[0-9]{21,}(?![0-9])"
    r"|(?<![0-9A-Za-z.])[0-9]{11,20}(?![0-9A-Za-z])"
)
_PLAIN_MOBILE = later(_MOBILE, re.ASCII)
_PRIVATE = later("|".join((_IDENTITY, _CARD, _MOBILE, _LANDLINE, _LONG, _MAIL)), re.ASCII)
#: Signs of whatever kind that part a number in its usual groups, or all its digits alike; those of
#: lists only part the commonest groups, as lists are of rooms (1702、1703、703). Behind a list of
#: sums there is what they are of.
_SIGNS = r"[^\w\n]{1,3}"
_NO_LIST = r"[^\w\n、,，;；/]{1,3}"
_COMMON = (3, 4, 4)
GROUPS = (_COMMON, (4, 3, 4), (4, 4, 3), (3, 3, 5), (3, 5, 3), (5, 6), (3, 8), (7, 4))
_PARTED = later(
    "|".join(
        (
            *(
                rf"(?<![0-9])1[3-9][0-9]{{{first - 2}}}"
                + "".join(f"{signs}[0-9]{{{size}}}" for size in others)
                + r"(?![0-9]|\s?[元万块亿千百%％天月年])"
                for first, *others in GROUPS
                for signs in [_SIGNS if (first, *others) == _COMMON else _NO_LIST]
            ),
            rf"(?<![0-9])1({_SIGNS})[3-9](?:\1[0-9]){{9}}(?![0-9])",
            rf"(?<![0-9A-Za-z])[1-9][0-9]{{5}}{_SIGNS}(?:19|20)[0-9]{{6}}{_SIGNS}[0-9]{{3}}[0-9Xx]"
            r"(?![0-9A-Za-z])",
        )
    )
)
_DIGIT = later("[0-9Xx]")
_AT = later(r"[@＠]")
_NARROW = {ord(wide): ord(narrow) for wide, narrow in zip("－．＠Ｘｘ", "-.@Xx", strict=True)}
_WIDE = later("[－．＠Ｘｘ]")
_NARROW_DIGITS = {ord("０") + i: ord("0") + i for i in range(10)} | _NARROW
#: Anything that one of these could stand in.
_LOOK = later(rf"(?:[0-9][{_RE}()（）]{{0,5}}){{9}}|@")
_RUN = later(f"[0-9０-９][0-9０-９{_RE}]{{4,}}[0-9０-９]")
#: Of a column of numbers: what stands beside them and tells nothing, and what there may be instead.
_AREA = later(r"[(（][0０][0-9０-９]{2,3}[)）]|[+＋]?(?:00)?86(?=[-\s])")
_EXTENSION = later(r"(?:转|分机|-|—|ext\.?)\s*[0-9]{1,4}(?=$|[;；,，、/\s])", re.IGNORECASE)
_HIDDEN = later(r"[0-9]{0,4}\*{3,}[0-9]{0,4}")
_ELSE = later(rf"[^{_RE};；,，、/|+＋:：()（）\\]")
_NOTHING = frozenset(
    ["无", "暂无", "没有", "不详", "未知", "未填", "空", "NULL", "null", "None", "暂缺", "无电话"]
)
_NUMERALS = frozenset("〇零一二三四五六七八九十两幺壹贰叁肆伍陆柒捌玖拾")


def mask_text(text: str) -> str:
    """Free text with every telephone, identity or card number, address of mail and name of an
    account masked, in digits of whatever writing, in words, or with whatever signs between. What is
    masked stays as it is if it is masked again."""
    while (shown := _looked_through(text)) != text:
        text = shown  # what stays of one number may be a piece of another
    return text


def _looked_through(text: str) -> str:
    if narrowed(text) != text:  # a mark of a list (①) is no digit of the number beside it
        text, _ = _masked(text, text, _PLAIN_MOBILE)
    text, words = _in_each_writing(text, _PRIVATE)
    return _in_each_writing(mask_handles(_once(text, words, _PARTED)[0]), _ABROAD)[0]


def _in_each_writing(text: str, what: re.Pattern[str]) -> tuple[str, str]:
    """Also the same with plain digits."""
    plain = narrowed(text)
    if _WIDE.search(plain):
        plain = plain.translate(_NARROW)
    text, plain = _masked(text, plain, what)
    words = spelt(plain)
    if words != plain:
        text, words = _masked(text, words, what)
    # Apart, as a number in words may stand before 勾选.
    if says(words) and (said := spoken(words)) != words:
        text, words = _masked(text, said, what)
    return text, words


def _masked(text: str, plain: str, what: re.Pattern[str]) -> tuple[str, str]:
    """``plain``: the same with plain digits."""
    while _LOOK.search(plain):
        shown, plain = _once(text, plain, what)
        if shown == text:
            break
        text = shown  # what stays of one number may be a piece of the next
    return text, plain


def _once(text: str, plain: str, what: re.Pattern[str]) -> tuple[str, str]:
    hidden = [found.start() + at for found in what.finditer(plain) for at in _middle(found.group())]
    if not hidden:
        return text, plain
    shown, starred = list(text), list(plain)
    for at in hidden:
        shown[at] = starred[at] = "*"
    return "".join(shown), "".join(starred)


def mask_code(text: str) -> str:
    """A column of codes: these tell the firm and stay, a number of a person does not."""
    return mask_number(text) if personal(text) else text


def mask_number(text: str) -> str:
    """A column of telephones or accounts, in whatever writing. Of numbers written as numbers the
    ends of each stay; of anything else the first three and last two digits, in whatever script,
    and where there are none the first character."""
    shown = _RUN.sub(_without_middle, text)
    rest = _HIDDEN.sub("", _EXTENSION.sub("", _AREA.sub("", _RUN.sub("", text))))
    if not _ELSE.search(rest) or text.strip() in _NOTHING:
        return shown
    digits = [at for at, char in enumerate(text) if _is_digit(char)]
    kept = {*digits[: 3 if len(digits) >= 7 else 0], *digits[-2:]}
    if len(digits) < 4:
        kept = {0} if len(text) > 1 else set()
    return "".join(char if at in kept else "*" for at, char in enumerate(text))


def _without_middle(found: re.Match[str]) -> str:
    hidden = set(_middle(found.group().translate(_NARROW_DIGITS)))
    return "".join("*" if at in hidden else char for at, char in enumerate(found.group()))


def _is_digit(char: str) -> bool:
    return unicodedata.digit(char, None) is not None or char in _NUMERALS


def _middle(text: str) -> list[int]:
    """Where the digits stand between the first three and the last four; short numbers keep only
    two."""
    digits = [found.start() for found in _DIGIT.finditer(text)]
    if mail := _AT.search(text):
        return list(range(1, mail.start()))
    if len(digits) >= 15:  # of an identity number the last four tell sex and check
        return digits[6 : len(digits) - 1]
    head, tail = (3, 4) if len(digits) >= 11 else (0, 2)
    return digits[head : len(digits) - tail]
