"""Fold a text character by character (never changing its length) before rates are read."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from engine.model.patterns import later
from engine.text.fold import fold_table

#: Texts that are read at once are asked first whether they may name a rate, then for their rates.
_REMEMBERED: Final = 4096
#: What numerals and sums are written with besides what every text is folded by (``text.fold``).
_NUMERALS: Final = (
    ("壹弌幺贰貳弍叁參弎仨肆伍陆陸柒捌玖拾", "一一一二二二三三三三四五六六七八九十"),
    ("〇○◯俩佰陌仟圆圓", "零零零两百百千元元"),
    ("姩嬿曰餘拠", "年年日余据"),
)
_CIRCLED: Final = (
    ("①②③④⑤⑥⑦⑧⑨", "123456789"),
    ("❶❷❸❹❺❻❼❽❾", "123456789"),
    ("⑴⑵⑶⑷⑸⑹⑺⑻⑼", "123456789"),
    ("⒈⒉⒊⒋⒌⒍⒎⒏⒐", "123456789"),
    ("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", "一二三四五六七八九十"),
    ("⑩⑽⒑❿🔟", "十十十十十"),
)
#: Where other figures from 1 on stand in Unicode: circled twice, in dingbats.
_FROM_ONE: Final = (0x24F5, 0x2780, 0x278A)
#: The same from 0 on: small, bold and outlined, of seven segments.
_FROM_NOUGHT: Final = (0x2080, *range(0x1D7CE, 0x1D800, 10), 0x1FBF0)
_SIGNS: Final = (
    ("％﹪", "%%"),
    ("–—―－‐﹣−─", "--------"),
    ("～〜∼˜", "~~~~"),
    ("﹒．", ".."),
    ("、", "、"),
    ("，", ","),
    ("：", ":"),
    ("；", ";"),
    ("！", "!"),
    ("？", "?"),
    ("（【［〔", "(((("),
    ("）】］〕", "))))"),
    ("／", "/"),
    ("ⅩⅹΧχХх", "xxxxxx"),
    ("\u3000\xa0\t", "   "),
)


def _table() -> dict[int, str]:
    table = {source: chr(target) for source, target in fold_table().items()}
    table.update({0xFF01 + i: chr(0x21 + i).lower() for i in range(94)})
    table.update({first + i: str(i + 1) for first in _FROM_ONE for i in range(9)})
    table.update({first + i: str(i) for first in _FROM_NOUGHT for i in range(10)})
    for source, target in (*_NUMERALS, *_CIRCLED, *_SIGNS):
        table.update({ord(a): b for a, b in zip(source, target, strict=True)})
    return table


_TABLE: Final = _table()
_LETTER_O: Final = later(r"(?<=[0-9.])o(?=[0-9.o%,万千元天年月])")


# Sound-alikes and spellings of 返, 利, 息, 化, 红 that stand for them only beside each other.
_DISGUISE: Final = (
    (
        later(
            r"反(?=[利现息本还佣钱租水])|(?<=多少)反(?=多)|(?<=[全每月日天周])反(?=[0-9一二三四五六七八九百千%]|$)"
        ),
        "返",
    ),
    (later(r"(?<=[年月日])[花滑華桦铧](?=[收利率0-9一二三四五六七八九十:])"), "化"),
    (later(r"(?<=返)[俐莉利浬](?=$|[^群])"), "利"),
    (later(r"(?<=[年月日利本])[熄熙锡惜西晰]{1}(?=[0-9一二三四五六七八九:%])"), "息"),
    (later(r"(?<=分)[虹洪宏鸿](?=[0-9一二三四五六七八九每,。:]|$)"), "红"),
    (later(r"(?<=收)[溢亦宜](?=[率0-9高稳达可:])"), "益"),
)
_PINYIN: Final = (
    (later(r"(?<=返)li(?![a-z])"), "利 "),
    (later(r"(?<=[年月日利本])xi(?![a-z])"), "息 "),
    (later(r"(?<=[年月日])hua(?![a-z])"), "化  "),
    (later(r"(?<=分)hong(?![a-z])"), "红   "),
    (later(r"fan(?=利)"), "返  "),
    (later(r"nian(?=化)"), "年   "),
    (later(r"yue(?=息)"), "月  "),
)
_SUSPECT: Final = later(
    r"反|[年月日][花滑桦铧]|返[俐莉浬]|[年月日利本][熄熙锡惜西晰]|分[虹洪宏鸿]|收[溢亦宜]"
)
_LATIN: Final = later(r"li|xi|hua|hong|fan|nian|yue")


@lru_cache(_REMEMBERED)
def fold(text: str) -> str:
    """The text in half width, simplified characters and lower case; `len` never changes."""
    folded = text.translate(_TABLE)
    if "o" in folded:
        folded = _LETTER_O.sub("0", folded)
    if _SUSPECT.search(folded):
        for pattern, plain in _DISGUISE:
            folded = pattern.sub(plain, folded)
    if _LATIN.search(folded):
        for pattern, plain in _PINYIN:
            folded = pattern.sub(plain, folded)
    return folded


_SPACED: Final = later(r"(?<![0-9a-z])(?:[\u4e00-\u9fff0-9%.][ *·_丨|]){3,}[\u4e00-\u9fff0-9%]")
#: Full stops between characters (年。化。百。分。之。十) end no sentences; some of the words may have
#: been put together before.
_STOPPED: Final = later(
    r"(?<![\u4e00-\u9fff0-9a-z])[\u4e00-\u9fff0-9%.]。(?:[\u4e00-\u9fff0-9%.]{1,3}。){2,}[\u4e00-\u9fff0-9%]"
)
_SPLIT: Final = later(
    r"(?<=[年月日])[ *·._丨|\-/]{1,2}(?=[化息])|(?<=[返分收利本])[ *·._丨|\-/]{1,2}(?=[利红益息金])"
)


#: A figure on a key is written in three characters (1️⃣).
_KEYS: Final = later("\ufe0f?\u20e3|(?<=[0-9.%])\ufe0f")
#: Without these nothing is closed up.
_MARKS: Final = later(r"[ *·_丨|]")
_FULL_STOPS: Final = later(r"。[\u4e00-\u9fff0-9%.]{1,3}。")
_BETWEEN: Final = later(r"[ *·._丨|\-/][化息利红益金]")

#: 10 . 8 %, of which the rest was closed up before.
_POINT: Final = later(r"(?<=[0-9]) (?=\. [0-9])|(?<=[0-9] \.) (?=[0-9])")

#: 每月一号给每股450块 says no more than 每月给450块.
_DAY_OF_MONTH: Final = later(
    r"(?<=每月)(?:[0-9]{1,2}|[一二三十]{1,3})[号日](?=[^,。;]{0,6}[给打发付结返领])|(?<=[给发打])每[股份台人位户](?=[0-9一二三四五六七八九])"
)


@lru_cache(_REMEMBERED)
def close_up(folded: str) -> tuple[str, list[int] | None]:
    """Text without the signs put between the characters of a word to hide it (`月 息 2 分`).

    The second value is the place of every kept character in `folded`, or None if all were kept.
    """
    dropped: set[int] = set()
    if _MARKS.search(folded):
        for match in _SPACED.finditer(folded):
            dropped.update(range(match.start() + 1, match.end(), 2))
        for match in _POINT.finditer(folded):
            dropped.add(match.start())
    if _FULL_STOPS.search(folded):
        for match in _STOPPED.finditer(folded):
            dropped.update(i for i in range(*match.span()) if folded[i] == "。")
    if "\ufe0f" in folded or "\u20e3" in folded:
        for match in _KEYS.finditer(folded):
            dropped.update(range(match.start(), match.end()))
    if _BETWEEN.search(folded):
        for match in _SPLIT.finditer(folded):
            dropped.update(range(match.start(), match.end()))
    if "每" in folded:
        for match in _DAY_OF_MONTH.finditer(folded):
            dropped.update(range(match.start(), match.end()))
    if not dropped:
        return folded, None
    kept = [i for i in range(len(folded)) if i not in dropped]
    return "".join(folded[i] for i in kept), kept
