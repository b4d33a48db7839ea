"""Evidence as a paper tells it: what is from one advert stands together, however often it was delivered
and whatever number each delivery gave it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from engine.cases.course import NO_DAY, NO_NUMBER
from engine.cases.heard import advert_called
from engine.cases.told import evidence_key, evidence_of, kept
from engine.model.terms import AT, SEEN
from engine.triage import QUOTE

#: What only tells the trade of a firm: no suspicion, and no evidence.
_TRADE = "REG-MEM-"
#: How a likeness to labelled adverts is told to who knows of none.
_LIKENESS, _LIKE = "AD-WRD", "广告整段的说法像在向公众招揽资金"
_WORDS = 4
#: How the store tells an advert: 广告G5（2026-07-03，见于健康路）.
_TOLD = re.compile(rf"{SEEN}(?P<number>[^（]*)(?:（(?P<rest>.*)）)?", re.DOTALL)
#: What names an advert in one sighting: its number, its day, and the day of the run that it is carried from.
_Key = tuple[str, str, str]
_PLACES: Mapping[str, str] = {"name": "名称", "scope": "经营范围"}
#: So many days of one advert are told.
_DAYS = 5


class _Advert(NamedTuple):
    """One text: its own numbers, its media, and the days on which it was seen, each as often as in one
    delivery at most."""

    numbers: dict[str, None]
    media: dict[str, None]
    days: Counter[str]

    def told(self, place: str) -> str:
        own = [*filter(None, self.numbers)]
        # A number in a month's list is another in that of the next month.
        numbers = "、".join(own[:1] if all(map(str.isdecimal, own)) else own)
        days = sorted(filter(None, self.days))
        times = self.days.total()
        when = "、".join(days[:_DAYS]) + (f"等 {len(days)} 天" if len(days) > _DAYS else "")
        again = f"共{times}次" if times > 1 else ""
        what = [*([] if numbers else [NO_NUMBER]), *self.media, when or NO_DAY, place, again]
        return f"{SEEN}{numbers}（{'，'.join(filter(None, what))}）"


class Adverts:
    """The adverts that the sightings of a firm have kept. ``sighted``: as ``CaseStore.sighted``."""

    def __init__(self, sighted: Iterable[Mapping[str, Any]]) -> None:
        self._of: dict[int, dict[_Key, _Advert]] = {}
        each: dict[str, _Advert] = {}
        for then in sighted:
            here = self._of.setdefault(then["run_id"], {})
            days: dict[str, Counter[str]] = {}
            for ad in kept(then["adverts"], list):
                text = "".join(f"{ad['title']}{ad['text']}".split())
                one = each.setdefault(text, _Advert({}, {}, Counter()))
                one.numbers[advert_called(ad["ad_id"]).removeprefix(SEEN)] = None
                one.media.update({ad["channel"]: None} if ad["channel"] else {})
                day = ad["publish_time"][:10]
                days.setdefault(text, Counter())[day] += 1
                here[ad["ad_id"], day, ad.get("seen", "")] = one
            for text, some in days.items():
                for day, times in some.items():
                    each[text].days[day] = max(each[text].days[day], times)

    def told(self, run: int, source: str, carried: str) -> str:
        """``source`` of evidence of a sighting, as a paper tells it; ``carried``: from the run of that day."""
        found = _TOLD.fullmatch(source)
        if found is None:
            return source
        number, rest = found["number"], [*filter(None, (found["rest"] or "").split("，"))]
        place = next((part for part in rest if part.startswith(AT)), "")
        day = next((part for part in rest if part != place), "")
        known = self._of.get(run, {}).get((number, day, carried))
        own = advert_called(number).removeprefix(SEEN)
        one = known or _Advert({own: None}, {}, Counter([day]))
        return one.told(place)


def items_of(sighted: Sequence[Mapping[str, Any]], *, whole: bool) -> list[dict[str, str]]:
    """The evidence of the last of the sightings, one item for each rule, reason and source, its words
    together; ``whole``: and that of all before, as of a closed case a run over fewer files knows little."""
    adverts = Adverts(sighted)
    known: set[tuple[str, str]] = set()
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for then in sighted[::-1] if whole else sighted[-1:]:
        for rule, field, words, quote, reason, basis, element, *more in evidence_of(
            then["evidence"]
        ):
            if rule.startswith(_TRADE) or (evidence_key([rule, field, words]), reason) in known:
                continue
            # Sightings kept by earlier versions do not say which advert it was.
            source, carried = (*more, "", "")[:2]
            where = adverts.told(then["run_id"], source, carried) or _kind(rule, field)
            told, excerpt = reason, _excerpt(quote, words)
            if rule.startswith(_LIKENESS):  # the pieces it was told by are no words
                told, words = _LIKE, ""
            item = found.setdefault(
                (rule, told, where),
                {
                    "rule": rule, "field": where, "words": "", "quote": excerpt, "reason": told,
                    "basis": basis.replace("|", "、"), "element": element,
                },
            )  # fmt: skip
            written = [w for w in item["words"].split("、") if w]
            if words and words not in written and len(written) < _WORDS:
                item["words"] = "、".join([*written, words])
        known |= {(evidence_key(item), item[4]) for item in evidence_of(then["evidence"])}
    return [*found.values()]


def by_source(items: Iterable[Mapping[str, str]]) -> list[dict[str, str]]:
    """One row for each source: a leaflet is quoted once, with all that is said of it."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for item in items:
        found.setdefault(item["field"], []).append(item)
    return [
        {
            "field": source,
            "words": _once("、", (item["words"] for item in some)),
            "quote": "\n".join(_longest(item["quote"] for item in some)),
            "reason": "；".join(dict.fromkeys(item["reason"] for item in some)),
            "basis": _once("、", (item["basis"] for item in some)),
        }
        for source, some in found.items()
    ]


def _once(between: str, told: Iterable[str]) -> str:
    return between.join(
        dict.fromkeys(part for some in told for part in some.split(between) if part)
    )


def _longest(quotes: Iterable[str]) -> list[str]:
    """The quotes, without those that another one holds; of those that differ only in whether the text goes on,
    which cannot be told where a quote has just as much as there is, the one that does not say so."""
    shortest: dict[str, str] = {}
    for quote in quotes:
        known = shortest.setdefault(quote.strip("…"), quote)
        if len(quote) < len(known):
            shortest[quote.strip("…")] = quote
    each = [*shortest.values()]
    bare = [quote.strip("…") for quote in each]
    return [
        quote
        for quote, inner in zip(each, bare, strict=True)
        if not any(inner in other and inner != other for other in bare)
    ]


def _kind(rule: str, field: str) -> str:
    if rule.startswith("TIP-"):
        return "举报反映"
    return "广告" if rule.startswith("AD-") else _PLACES.get(field, field)


def _excerpt(quote: str, words: str) -> str:
    """With … where the text goes on: a quote has so much around its words, if there is as much."""
    at = [found.start() for found in re.finditer(re.escape(words), quote)] if words else []
    head = "…" if QUOTE in at else ""
    tail = "…" if len(quote) - len(words) - QUOTE in at else ""
    return f"{head}{quote}{tail}"


def said_of(item: Mapping[str, str]) -> str:
    return f"{item['reason']}（“{item['words']}”）" if item["words"] else item["reason"]
