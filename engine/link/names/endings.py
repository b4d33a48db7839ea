"""Slips of the pen in what every name ends with: 有艰公司, 有限公司司, 有限公, 经营布."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

from engine.link.names import chars
from engine.text.dictionary import frequencies

#: The longest first: 有限责公司 is 有限责任公司 rather than 有限公司.
_FORMS = ("农民专业合作社", "有限责任公司", "股份有限公司", "专业合作社", "有限公司", "合伙企业")
#: What shops and branches end with; here only one character for another is a slip.
_ENDS = ("经营部", "门市部", "服务部", "工作室", "合作社", "分公司")
_SOUND = frozenset((*_FORMS, *_ENDS, "总公司", "集团公司", "股份公司"))
_SIGNS = re.compile("有限|限公|有.?公|责任|专业合|业合作|合伙|伙企|企业$")
#: 有艰公司 before a branch.
_WITHIN = re.compile(r"有.公司|.限公司|有限.司|有限公.")
_TWICE = re.compile(r"(有限公司|公司|专业合作社|合作社|经营部|门市部|工作室)\1$")
#: In a longer form no other word can be meant.
_BEGUN = ("有限", "合伙")
#: The words of a form in another order.
_TURNED = re.compile(r"(?:责任有限|有限股份)公司$")
_WINDOW, _LEAST, _WORD, _TELLING = 7, 2, 30, 4
_HELD = "股份"


def mended(text: str) -> str:
    """The name with its legal form as it should be written."""
    if text.endswith(")") and (at := text.rfind("(")) > _WINDOW:  # (有限合伙)
        return _mended(text[:at]) + text[at:]
    return _mended(text)


def _mended(text: str) -> str:
    end = text[-3:]
    if text.count(text[-2:]) > 1 and (twice := _TWICE.search(text, _LEAST)):
        text = text[: -len(twice.group(1))]
    if end in ("限公司", "份公司") and (turned := _TURNED.search(text, _LEAST)):
        text = text[: turned.start()] + ("股份" if end[0] == "份" else "") + "有限公司"
    if end in _SOUND or text[-4:] in _SOUND or text[-6:] in _SOUND:
        return _shares(text) if text.endswith("有限公司") else _before_branch(text)
    if _SIGNS.search(text[-_WINDOW:]):
        for form in _FORMS:
            for size in (len(form), len(form) + 1, len(form) - 1):
                if _slip(text[:-size], text[-size:], form):
                    return text[:-size] + form
    if right := _meant(end):
        return text[: -len(end)] + right
    return _before_branch(text)


def _before_branch(text: str) -> str:
    """有艰公司平罗分公司."""
    if "有限公司" not in text and "责任公司" not in text:
        for match in _WITHIN.finditer(text, _LEAST):
            if _slip(text[: match.start()], match.group(), "有限公司"):
                return text[: match.start()] + "有限公司" + text[match.end() :]
    return text


@lru_cache(maxsize=10_000)
def _meant(end: str) -> str:
    """What a shop or branch ends with that ``end`` was written for; "" for none."""
    for form in _ENDS:
        if _alike(*_differing(end, form)) and (form[0] == end[0] or form[0] != "分"):
            return form
    return ""


def _shares(text: str) -> str:
    """股分有限公司."""
    before = text[-6:-4]
    near = before != _HELD and (before[:1] == _HELD[0] or before[1:] == _HELD[1])
    if near and _alike(*_differing(before, _HELD)):
        return text[:-6] + _HELD + text[-4:]
    return text


def _slip(before: str, end: str, form: str) -> bool:
    """Is ``end`` the legal form with one slip: a character for one like it, one left out, one
    written twice, or two exchanged?"""
    if len(before) < _LEAST or end == form or OSA.distance(end, form, score_cutoff=1) != 1:
        return False
    if len(end) == len(form):
        told = len(form) > _TELLING or end.startswith(_BEGUN) or sorted(end) == sorted(form)
        return told or _alike(*_differing(end, form)) or _senseless(before, end, form)
    if len(end) > len(form):
        return set(end) == set(form)
    joined = before[-1] + end[0]  # 极限公司, 国有公司, 联合企业: no character is missing
    return frequencies().get(joined, 0) < _WORD or end.startswith(_BEGUN)


def _senseless(before: str, end: str, form: str) -> bool:
    """Does 有阳公司 make no word with what stands before and no other: 国有林公司, 有色公司?"""
    if form != "有限公司" or end[0] != "有" or end[2:] != form[2:]:
        return False
    known = frequencies()
    return known.get(end[:2], 0) < _WORD and known.get(before[-1] + end[0], 0) < _WORD


def _alike(one: str, other: str) -> bool:
    return one != "" and (chars.sound(one, other) != "" or chars.look(one, other) != ())


def _differing(one: str, other: str) -> tuple[str, str]:
    """The only two characters in which they differ; two that are not alike if there are more."""
    changed = [(a, b) for a, b in zip(one, other, strict=False) if a != b]
    return changed[0] if len(changed) == 1 and len(one) == len(other) else ("", "")
