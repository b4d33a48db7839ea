"""One slip of the pen in the distinctive part of a name, told from another firm's name.

鑫源 and 鑫沅 may be two firms: what sounds or looks alike is a slip only where the result is no
other name. Short parts leave little to judge by, so they have to be closer than long ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz.distance import OSA

from engine.text.dictionary import frequencies
from engine.text.disguise.tables import looks, near, readings, splits

#: Characters firms are named with (朱彭寿's song of shop names, and what came into use since): one
#: of them for another that sounds alike is another firm's choice rather than a slip.
_LUCKY = frozenset(
    "顺裕兴隆瑞永昌元亨万利复丰祥泰和茂盛同乾德谦吉公仁协鼎光聚义中通全信大久恒美庆安康新春正合生成广润发洪源福厚长"
    "鑫欣馨盈赢宏鸿弘诚程城晟胜圣亿益怡宜颐汇惠慧华嘉佳家富睿锐锦金达宝丽雅亚博伟龙创众联友谊森林海洋阳旺旭东方天"
    "峰锋枫凤风辉晖琪祺轩萱煜昱钰玉宇御浩昊皓佑优悦月越跃诺铭明名茗鸣霖琳麟蓝兰岚腾硕凯尚晶菁精京景璟立力利励骏俊君钧捷杰韬涛智志致卓远园缘圆巨星心月恒衡亨"
    "太秀绣兆进晋劲航翔荣容蓉融韵云运蕴坤昆萍民禾河谷灵凌领珑羽宇雨裕玉誉豫钰悦越途图银帝地皇冠王望泉川"
)
#: Numbers are no slips: 一店 and 二店, 甲 and 乙, 东 and 西 are two.
_COUNTED = frozenset(
    "0123456789零〇一二三四五六七八九十百千万亿甲乙丙丁戊己庚辛东西南北abcdefghijklmnopqrstuvwxyz"
)
#: A part found in more characters than this is a radical.
_RADICAL = 60
#: A word that jieba's corpus has so often is one that people know.
_COMMON = 50
_SHORT, _MIDDLE, _LONG = 2, 3, 4


def slip(one: str, other: str) -> bool:
    """Is one distinctive part the other with one slip?"""
    if one == other or min(len(one), len(other)) < _SHORT:
        return False
    if len(one) != len(other):
        return _dropped(*sorted((one, other), key=len))
    if OSA.distance(one, other, score_cutoff=1) != 1:
        return False
    changed = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(changed) == _SHORT:  # two characters changed places
        return len(one) >= _LONG and one[0] == other[0] and not counted(*one, *other)
    return _put(one, other, changed[0])


def heard(one: str, other: str) -> bool:
    """Are two distinctive parts of two characters one to the ear, the other character equal?
    Enough only for names that were not copied from a licence and agree in all the rest."""
    if len(one) != _SHORT or len(other) != _SHORT or (one[0] == other[0]) == (one[1] == other[1]):
        return False
    a, b = next(pair for pair in zip(one, other, strict=True) if pair[0] != pair[1])
    return not counted(a, b) and bool(set(readings().get(a, ())) & set(readings().get(b, ())))


def moved(part: str) -> Iterator[str]:
    """What is left without a character of the middle, and with two neighbours exchanged."""
    for i in range(1, len(part) - 1):
        yield part[:i] + part[i + 1 :]
        yield part[:i] + part[i + 1] + part[i] + part[i + 2 :]


def shortened(part: str) -> Iterator[str]:
    """What remains of a part when a character in its middle was left out."""
    for i in range(1, len(part) - 1) if len(part) > _LONG else ():
        yield part[:i] + part[i + 1 :]


@cache
def alike(char: str) -> frozenset[str]:
    """Characters that sound or look like ``char``."""
    if char in _COUNTED:
        return frozenset()
    found = set(looks().get(char, {})) | set(_kin().get(char, ()))
    for sound in _sounds(char):
        found |= _by_sound()[sound]
    return frozenset(found - _COUNTED - {char})


def _put(one: str, other: str, at: int) -> bool:
    a, b = one[at], other[at]
    if counted(a, b):
        return False
    listed = looks().get(a, {}).get(b, False)
    exact = bool(set(readings().get(a, ())) & set(readings().get(b, ())))
    sounds = bool(_sounds(a) & _sounds(b))
    kin = b in _kin().get(a, {})
    part = kin and _kin()[a][b]
    if _words(one, other, at, _COMMON) and not (sounds and (listed or part)):
        return False
    if len(one) == _SHORT:
        if a in _LUCKY and b in _LUCKY:
            return False
        return exact or (sounds and (listed or part)) or (listed and not _words(one, other, at, 1))
    return listed or sounds or (part if len(one) == _MIDDLE else kin)


def _dropped(shorter: str, longer: str) -> bool:
    """A character in the middle was left out or written twice. A last one is another name:
    亿融通, 亿融通达."""
    return (
        len(longer) - len(shorter) == 1
        and len(longer) > _LONG
        and any(
            longer[:i] + longer[i + 1 :] == shorter and not counted(longer[i])
            for i in range(1, len(longer) - 1)
        )
        and not longer.startswith(shorter)
    )


def counted(*chars: str) -> bool:
    return any(c in _COUNTED for c in chars)


def _words(one: str, other: str, at: int, least: int) -> bool:
    """Does the change turn a word into another word, both of them used at least so often?"""
    return min(_known(one, at), _known(other, at)) >= least


def _known(part: str, at: int) -> int:
    """How often the commonest word is used in ``part`` that holds the character at ``at``."""
    known = frequencies()
    return max(
        (
            known.get(part[begin:end], 0)
            for begin in range(max(0, at - _MIDDLE), at + 1)
            for end in range(max(at + 1, begin + 2), min(len(part), begin + _LONG) + 1)
        ),
        default=0,
    )


@cache
def _sounds(char: str) -> frozenset[str]:
    return frozenset(near(s[:-1]) for s in readings().get(char, ()))


@cache
def _by_sound() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for char in readings():
        for sound in _sounds(char):
            found.setdefault(sound, set()).add(char)
    return {sound: frozenset(chars) for sound, chars in found.items()}


@cache
def _kin() -> Mapping[str, Mapping[str, bool]]:
    """Character → characters built alike that differ in one part (菜, 莱); True when what they
    share is more than a radical (凌, 棱)."""
    slots: dict[tuple[int, int, str], set[str]] = {}
    for char, ways in splits().items():
        for way in ways:
            if len(way) == _SHORT:
                for i, part in enumerate(way):
                    slots.setdefault((2, i, part), set()).add(char)
    many = Counter(part for (_, _, part), chars in slots.items() for _ in chars)
    found: dict[str, dict[str, bool]] = {}
    for (_, _, part), chars in slots.items():
        strong = many[part] < _RADICAL
        for char in chars:
            mine = found.setdefault(char, {})
            for other in chars:
                if other != char:
                    mine[other] = mine.get(other, False) or strong
    return found
