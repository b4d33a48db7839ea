"""What of the words of tips may be handed on: what a rule looks for, and nothing that only who reported says.

A whole sentence, what he paid, how many they were and whose mother it was tell a village who it is. A rate
that was promised does not; it is the firm's word, and so is what an advert says as well.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.model.patterns import later
from engine.model.screening import Screening

#: How the rules that read tips are called.
TIP = "TIP-"
#: Where they stand.
_COLUMNS = ("matched", "quote")
#: More characters are somebody's own words.
_MOST = 8
_NUMERAL = "[0-9０-９〇零一二三四五六七八九十百千万两几数半多余]"
_OWN = later(
    rf"{_NUMERAL}[元块毛角钱人口户位个名岁次万千百]|[0-9０-９]{{3,}}|[我俺咱]"
    "|妈|爸|爹|娘|父|母|爷|奶|姥|外公|岳|公公|婆|伯|叔|婶|姨|姑|舅|哥|嫂|姐|弟|妹|侄|甥|孙|儿子|女儿|儿媳|媳妇"
    "|女婿|丈夫|妻|老公|爱人|老伴|家里|亲戚|亲家|邻居|同事|同学|战友|朋友|工友"
)
#: The words at the end of a reason, which may hold such marks themselves; what is said of them where none is left.
_QUOTED = later(r"（“(.*)”）$")
_LIKEST = "，最像的说法"
_REASON = later(r"^举报[^：|]*：")


def may_stay(words: str) -> bool:
    return len(words) <= _MOST and not _OWN.search(words)


def left_out(result: Screening) -> dict[str, str]:
    """Words of tips that are left out → as many stars; none that an advert or a registration has as well."""
    rules = [rule for rule in result.tally("evidence", "rule_id") if rule.startswith(TIP)]
    if not rules:
        return {}
    rows = result.places("evidence", "rule_id", rules)
    told = {
        str(words)
        for column in _COLUMNS
        for words in result.texts("evidence", column, rows)
        if words and not may_stay(str(words))
    }
    out = set(told)
    for column in _COLUMNS:
        places = result.places("evidence", column, told)
        columns = (result.texts("evidence", name, places) for name in (column, "rule_id"))
        out -= {
            str(words)
            for words, rule in zip(*columns, strict=True)
            if not str(rule).startswith(TIP)
        }
    return {words: "*" * len(words) for words in out}


def without_words(reasons: str) -> str:
    """Reasons without those words of tips that are left out."""
    return "|".join(map(_shortened, reasons.split("|"))) if "举报" in reasons else reasons


def _shortened(reason: str) -> str:
    quoted = _QUOTED.search(reason) if _REASON.match(reason) else None
    if quoted is None:
        return reason
    said = quoted[1].split("”“")
    kept = [words for words in said if may_stay(words) and not _starred(words)]
    if kept == said:
        return reason
    head = reason[: quoted.start()]
    return f"{head}（{_marked(kept)}）" if kept else head.removesuffix(_LIKEST)


def _marked(words: Iterable[str]) -> str:
    return "".join(f"“{one}”" for one in words)


def _starred(words: str) -> bool:
    return not words.strip("*")
