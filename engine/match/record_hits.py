"""The hits of one record as they are told: of its wording, as clauses, borrowed from other rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import itemgetter

from engine.match.facts import Facts
from engine.model.evidence import Hit
from engine.model.terms import Status
from engine.ruleset import schema
from engine.text.around import SPOKEN, around
from engine.text.cut import holds_number

#: rule → the rule, and feature → its hits
Gathered = dict[str, tuple[schema.Rule, dict[str, list[Hit]]]]

#: How the reason of a hit says that its words were not written plainly.
DISGUISED = "变形写法"


def of_wording(
    rule: schema.Rule, feature: schema.Keyword, facts: Facts, raw: Callable[[str], str]
) -> list[Hit]:
    found: list[Hit] = []
    for field in feature.fields:
        reading = facts.wording.get((feature.lexicon, field))
        if reading is None or reading.share < (feature.at_least or 1.0):
            continue
        text = raw(field)
        reason = f"{rule.title}（相近程度 {reading.share:.0%}）"
        points = rule.points_for(field)
        if rule.applies_to == "tip":  # confidential, and its scraps convince nobody
            found.append(Hit(rule.id, "", 0, 0, "", points, reason=reason))
            continue
        found.extend(
            Hit(rule.id, field, s, e, text[s:e], points, reason=reason)
            for s, e in reading.pieces or ((reading.start, reading.end),)
        )
    return found


def as_clauses(hits: list[Hit], raw: Callable[[str], str]) -> list[Hit]:
    """Weak signs as the clauses in which they stand, those that overlap as one: a piece of three
    characters says nothing to a reader, and a number alone could be of a room. What matched is
    shown as it is, so that no clause is told that holds somebody's number."""
    weak = [hit for hit in hits if hit.status is Status.COUNTED]
    clauses: dict[tuple[str, int, int], Hit] = {}
    for hit in [hit for hit in weak if SPOKEN.search(hit.matched)] or weak:
        text = raw(hit.field)
        start, end = around(text, hit.start, hit.end)
        if holds_number(text[start:end]):
            start, end = hit.start, hit.end
        clauses.setdefault((hit.field, start, end), hit)
    told = [hit for hit in hits if hit.status is not Status.COUNTED]
    last: Hit | None = None
    for (field, start, end), hit in sorted(clauses.items(), key=itemgetter(0)):
        if last is None or last.field != field or start >= last.end:
            last = hit.copied()
            last.start, last.end = start, end
            told.append(last)
        last.end = max(end, last.end)
        last.matched = raw(field)[last.start : last.end]
    return told


def borrowed(rule: schema.Rule, hits: list[Hit]) -> list[Hit]:
    """A rule built on rules points at the words of those it was built on, the best of each."""
    found = []
    for feature in rule.features.values():
        if isinstance(feature, schema.RuleRef):
            known = [
                h
                for h in hits
                if h.rule_id in feature.rules and h.status is Status.COUNTED and h.matched
            ]
            if known:
                best = min(known, key=lambda h: (-h.points, h.start, h.end, h.rule_id))
                points = rule.points_for(best.field)
                found.append(Hit(rule.id, best.field, best.start, best.end, best.matched, points))
    return found


def within(rule: schema.Rule, own: list[Hit], hits: list[Hit]) -> list[Hit]:
    """A rule that asks how the words of others stand looks at the whole scope for that; it shows the
    words, the best of those in each match, and the match itself only where none stands in it."""
    refs = [f.rules for f in rule.features.values() if isinstance(f, schema.RuleRef)]
    others = [
        hit
        for hit in hits
        if hit.status is Status.COUNTED and any(hit.rule_id in rules for rules in refs)
    ]
    found = []
    for match in own:
        inner = [
            hit
            for hit in others
            if hit.field == match.field and match.start <= hit.start and hit.end <= match.end
        ]
        if inner and match.status is Status.COUNTED:
            best = min(inner, key=lambda h: (-h.points, h.start, -h.end, h.rule_id))
            shown = match.copied()
            shown.start, shown.end, shown.matched = best.start, best.end, best.matched
            found.append(shown)
        else:
            found.append(match)
    return found


def told(rule: schema.Rule, reading: str, term: str = "", edits: int = 0) -> str:
    """Why a hit counts; empty where the title of the rule says it all. ``reading``: what it is a
    disguise of; ``edits``: in how many characters it differs from ``term``."""
    said = [f"{DISGUISED}，读作“{reading}”"] if reading else []
    said += [f"与“{term}”差{'一两'[edits - 1]}字"] if edits else []
    return f"{rule.title}（{'；'.join(said)}）" if said else ""


def changed_by(near: schema.Near) -> str:
    """Why a hit does not count beside which one of these words stands."""
    return "旁边的词改变了意思（" + "、".join(near.terms[:4]) + "）"


def of_its_own(gathered: Gathered, values: Mapping[str, str]) -> Gathered:
    """Hits to be judged anew, with the words of a text that has the same at their places but for
    figures."""
    return {
        name: (
            rule,
            {
                feature: [_with_words(hit, values[hit.field]) for hit in hits]
                for feature, hits in by_feature.items()
            },
        )
        for name, (rule, by_feature) in gathered.items()
    }


def _with_words(hit: Hit, text: str) -> Hit:
    own = hit.copied()
    own.matched = text[own.start : own.end]
    return own


def distinct(hits: list[Hit]) -> list[Hit]:
    if len(hits) == 1:
        return hits
    seen: set[tuple[str, str, int, int]] = set()
    kept = []
    for hit in hits:
        key = (hit.rule_id, hit.field, hit.start, hit.end)
        if key not in seen:
            seen.add(key)
            kept.append(hit)
    return kept
