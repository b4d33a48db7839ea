"""One slip of the pen in a name, told from another firm's name.

鑫源 and 鑫沅 may be two firms: what sounds or looks alike is a slip only where the result is no
other name. How much each sign says is learned (``scripts/train_slips.py``) from pairs of names that
were labelled by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from engine.link.names.chars import counted, look, sound
from engine.model.surnames import SURNAMES
from engine.text.dictionary import frequencies

#: Characters firms are named with (朱彭寿's song of shop names, and what came into use since): one
#: of them for another that sounds alike is another firm's choice rather than a slip.
_LUCKY = frozenset(
    "顺裕兴隆瑞永昌元亨万利复丰祥泰和茂盛同乾德谦吉公仁协鼎光聚义中通全信大久恒美庆安康新春正合生成广润发洪源福厚长"
    "鑫欣馨盈赢宏鸿弘诚程城晟胜圣亿益怡宜颐汇惠慧华嘉佳家富睿锐锦金达宝丽雅亚博伟龙创众联友谊森林海洋阳旺旭东方天"
    "峰锋枫凤风辉晖琪祺轩萱煜昱钰玉宇御浩昊皓佑优悦月越跃诺铭明名茗鸣霖琳麟蓝兰岚腾硕凯尚晶菁精京景璟立力利励骏俊君钧捷杰韬涛智志致卓远园缘圆巨星心月恒衡亨"
    "太秀绣兆进晋劲航翔荣容蓉融韵云运蕴坤昆萍民禾河谷灵凌领珑羽宇雨裕玉誉豫钰悦越途图银帝地皇冠王望泉川"
)
_BEHIND_SURNAME = frozenset("家记氏府嫂姐哥婆爷妈娘叔伯")
_BEFORE_SURNAME = frozenset("老小阿匠")
#: A word that jieba's corpus has so often is one that people know.
_COMMON = 50
_SHORT, _MIDDLE, _MOST = 2, 3, 5
#: Of a longer part a character may be left out.
LONG = 4
_SEEN = frozenset({"listed", "close", "like", "in"})

Weights = Mapping[str, float]


@cache
def weights() -> Weights:
    """Sign → how much it speaks for a slip; see the head of ``data/slip-weights.tsv``."""
    text = files("engine.link.names").joinpath("data/slip-weights.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in text.split("\n") if line and not line.startswith("#"))
    return {sign: float(weight) for sign, weight in lines}


def misplaced(one: str, other: str) -> bool:
    """Is one distinctive part the other with a character left out or two exchanged?"""
    if len(one) != len(other):
        return _dropped(*sorted((one, other), key=len))
    if len(one) < LONG or one[0] != other[0] or counted(*one):
        return False
    changed = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(changed) == _SHORT and OSA.distance(one, other, score_cutoff=1) == 1


def changed(one: str, other: str) -> int:
    """Where the single character is in which they differ; -1 for none."""
    if len(one) != len(other) or one == other:
        return -1
    at = next(i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b)
    return at if one[at + 1 :] == other[at + 1 :] else -1


def signs(one: str, other: str, size: int) -> list[str]:
    """What speaks for and against a slip where one character differs; [] if it cannot be one.
    ``size``: length of the distinctive part, the rest are words of the trade."""
    at = changed(one, other)
    if at < 0 or size < _SHORT or (counted(one[at]) and counted(other[at])):
        return []
    if _relatives(one, other, at):
        return []
    seen = look(one[at], other[at])
    ear = sound(one[at], other[at]) or "no"
    eye = "yes" if _SEEN.intersection(seen) else "half" if seen else "no"
    if ear == eye == "no":
        return []
    count = f"n{min(size, _MOST)}"
    words = _told(one, other, at, size)
    lucky = (one[at] in _LUCKY) + (other[at] in _LUCKY)
    where = "trade" if at >= size else "first" if not at else "last" if at == size - 1 else "amid"
    return [
        "any",
        *(f"look={kind}" for kind in seen),
        f"ear={ear}",
        f"ear={ear},eye={eye}",
        f"{count}",
        f"words={words}",
        f"words={words},ear={ear}",
        f"words={words},eye={eye}",
        f"lucky={lucky}",
        f"lucky={lucky},{count}",
        f"ear={ear},{count}",
        f"ear={ear},lucky={lucky},{count}",
        f"eye={eye},{count}",
        f"where={where}",
        f"counted={counted(one[at], other[at])}",
    ]


def _relatives(one: str, other: str, at: int) -> bool:
    """Are both characters surnames where people are called by them: 周家, 老邹, 冯记, 石匠刘?"""
    return {one[at], other[at]} <= SURNAMES and (
        one[at + 1 : at + 2] in _BEHIND_SURNAME or one[at - 1 : at] in _BEFORE_SURNAME
    )


def called(a: str, b: str) -> str:
    """How two characters are alike, in Chinese."""
    heard = sound(a, b) != ""
    return "音形相近" if heard and look(a, b) else "读音相近" if heard else "字形相近"


def score(found: list[str], learned: Weights | None = None) -> float:
    """Above 0 when the signs speak for a slip."""
    known = weights() if learned is None else learned
    return sum(known.get(sign, 0.0) for sign in found)


def possible(one: str, other: str) -> bool:
    """May one distinctive part be the other with one slip, if all else agrees?"""
    if misplaced(one, other):
        return True
    found = signs(one, other, len(one))
    return bool(found) and score(found) + _best_setting() > 0


@cache
def _best_setting() -> float:
    groups: dict[str, float] = {}
    for sign, weight in weights().items():
        if sign.startswith("@"):
            group = sign.split("=")[0]
            groups[group] = max(groups.get(group, 0.0), weight)
    return sum(groups.values())


def moved(part: str) -> Iterator[str]:
    """What is left without a character of the middle, and with two neighbours exchanged."""
    for i in range(1, len(part) - 1):
        yield part[:i] + part[i + 1 :]
        yield part[:i] + part[i + 1] + part[i] + part[i + 2 :]


def shortened(part: str) -> Iterator[str]:
    """What remains of a part when a character in its middle was left out."""
    for i in range(1, len(part) - 1) if len(part) > LONG else ():
        yield part[:i] + part[i + 1 :]


def _dropped(shorter: str, longer: str) -> bool:
    """A character in the middle was left out or written twice. A last one is another name:
    亿融通, 亿融通达."""
    return (
        len(longer) - len(shorter) == 1
        and len(longer) > LONG
        and any(
            longer[:i] + longer[i + 1 :] == shorter and not counted(longer[i])
            for i in range(1, len(longer) - 1)
        )
        and not longer.startswith(shorter)
    )


def _told(one: str, other: str, at: int, size: int) -> str:
    """Does the change turn a word into another word?"""
    end = size if at < size else len(one)
    least, most = sorted((_known(one[:end], at), _known(other[:end], at)))
    if least:
        return "two" if least >= _COMMON else "both"
    return "one" if most >= _COMMON else "few" if most else "none"


def _known(part: str, at: int) -> int:
    """How often the commonest word is used in ``part`` that holds the character at ``at``."""
    known = frequencies()
    return max(
        known.get(part[begin:end], 0)
        for begin in range(max(0, at - _MIDDLE), at + 1)
        for end in range(max(at + 1, begin + 2), min(len(part), begin + LONG) + 1)
    )
