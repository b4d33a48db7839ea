"""What is not on the list, or not higher, for want of little: where to look before a rule is changed.

An advert is judged again with one thing different: an exclusion that takes nothing back, a rule
that asks for one condition less. What the rest of a screening adds (sender, wording of the sector)
stays as the screening found it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Band, Disposition, Status
from engine.pipeline import Run
from engine.ruleset import RuleSet, schema
from engine.score import score
from engine.study.corpus import Corpus, records
from engine.study.probes import Probe, with_probes

_NAMED = (Band.HIGH.value, Band.MEDIUM.value)
_ABOVE = {Band.LOW.value: Band.MEDIUM.value, Band.MEDIUM.value: Band.HIGH.value}
_QUOTED = 60
#: What tells a row of the input.
_SOURCE = ("source_file", "source_row")


@dataclass(frozen=True, slots=True)
class Near:
    """A record: ``key`` and ``name`` to find it by, its ``points``, ``lacking`` to ``band``; 0 when it
    has the points and something else holds it back."""

    key: str
    name: str
    points: int
    band: str
    lacking: int
    reasons: str
    text: str = ""


@dataclass(slots=True)
class NearMisses:
    """``adverts``, ``firms``: short of points, the nearest first. ``held``: adverts with the points,
    whose rules say nothing alone. ``conditions``: (rule, condition) → adverts that would be suspicious
    without it. ``exclusions``: kind, what an exclusion says → records on no list for it alone."""

    adverts: list[Near] = field(default_factory=list)
    held: list[Near] = field(default_factory=list)
    firms: list[Near] = field(default_factory=list)
    conditions: dict[tuple[str, str], list[Near]] = field(default_factory=dict)
    exclusions: dict[tuple[str, str], list[Near]] = field(default_factory=dict)


def near_misses(corpus: Corpus, ruleset: RuleSet, within: int) -> NearMisses:
    """``within``: so many points short still count as near. Raises InputError."""
    run = corpus.screen(ruleset)
    result = NearMisses()
    _firms(result, run, ruleset, within)
    if "advert" in corpus.tables:
        _adverts(result, corpus, run, ruleset, within)
    for found in (result.adverts, result.firms):
        found.sort(key=lambda near: (near.lacking, -near.points, near.key))
    return result


def _firms(result: NearMisses, run: Run, ruleset: RuleSet, within: int) -> None:
    dismissed: dict[str, set[str]] = defaultdict(set)
    for hit in records(run.evidence[run.evidence["status"] == Status.DISMISSED.value]):
        if not hit["ad_id"]:
            dismissed[hit["entity_id"]].add(hit["reason"])
    for row in records(run.entities):
        above = _ABOVE.get(row["band"], "")
        if row["disposition"] == Disposition.LEAD and above:
            lacking = max(0, ruleset.pack.bands[above] - int(row["points"]))
            if lacking <= within:
                result.firms.append(_near(row, "entity_id", "name", above, lacking))
        causes = dismissed.get(row["entity_id"], set())
        if row["disposition"] == Disposition.DISMISSED and len(causes) == 1:
            near = _near(row, "entity_id", "name", Disposition.LEAD.value, 0)
            result.exclusions.setdefault(("企业", next(iter(causes))), []).append(near)


def _adverts(result: NearMisses, corpus: Corpus, run: Run, ruleset: RuleSet, within: int) -> None:
    limit = ruleset.pack.bands[Band.MEDIUM.value]
    probing, probes = with_probes(ruleset)
    table = corpus.tables["advert"]
    sources = zip(*(table.column(c).to_pylist() for c in _SOURCE), strict=True)
    row_of = {source: row for row, source in enumerate(sources)}
    evidence = {e.row: e for kind, e in corpus.evidence(probing) if kind == "advert"}
    for advert in records(run.adverts):
        if advert["band"] in _NAMED:
            continue
        lacking = limit - int(advert["points"] or 0)
        near = _near(advert, "ad_id", "advertiser", Band.MEDIUM.value, max(0, lacking))
        if lacking <= 0:
            result.held.append(near)
        elif lacking <= within:
            result.adverts.append(near)
        found = evidence.get(row_of[tuple(advert[c] for c in _SOURCE)])
        if found is not None:
            _otherwise(result, near, found, ruleset, probes)


def _otherwise(
    result: NearMisses,
    near: Near,
    evidence: RecordEvidence,
    ruleset: RuleSet,
    probes: dict[str, Probe],
) -> None:
    """What would make the advert suspicious."""
    own = [hit for hit in evidence.hits if hit.rule_id not in probes]
    for cause, said in {hit.cause_id: hit.reason for hit in own if _gone(hit)}.items():
        freed = [_counting(hit) if hit.cause_id == cause else hit for hit in own]
        if _suspicious(freed, ruleset):
            key = ("广告", f"{said}（{cause}）" if cause else said)
            result.exclusions.setdefault(key, []).append(near)
    fired = {hit.rule_id for hit in own if not _gone(hit)}
    added: dict[tuple[str, str], list[Hit]] = defaultdict(list)
    for hit in evidence.hits:
        probe = probes.get(hit.rule_id)
        lacks = probe and probe.rule not in fired and not _gone(hit) and _tells(probe, ruleset)
        if probe and lacks:
            added[probe.rule, probe.lacking].append(replace(hit, rule_id=probe.rule))
    for way, hits in added.items():
        if _suspicious([*own, *hits], ruleset):
            result.conditions.setdefault(way, []).append(near)


def _tells(probe: Probe, ruleset: RuleSet) -> bool:
    """What is left of a rule without a condition tells little where it rests on other rules or on the
    wording as a whole: some such rule nearly fires in every second advert."""
    features = ruleset.by_id[probe.rule].features
    left = [f for name, f in features.items() if name != probe.lacking]
    dropped = features.get(probe.lacking)
    built = any(isinstance(feature, schema.RuleRef) for feature in left)
    return bool(probe.lacking) and not built and getattr(dropped, "at_least", None) is None


def _gone(hit: Hit) -> bool:
    return hit.status is Status.DISMISSED


def _counting(hit: Hit) -> Hit:
    return replace(hit, status=Status.COUNTED)


def _suspicious(hits: Iterable[Hit], ruleset: RuleSet) -> bool:
    # Scoring marks what is superseded, which must not stay for the next question.
    return score([replace(hit) for hit in hits], ruleset).band.value in _NAMED


def _near(row: dict[str, Any], key: str, name: str, band: str, lacking: int) -> Near:
    text = f"{row.get('title', '')} {row.get('text', '') or row.get('scope', '')}".strip()
    return Near(
        str(row[key]),
        str(row[name]),
        int(row["points"] or 0),
        band,
        lacking,
        str(row["reasons"]),
        " ".join(text.split())[:_QUOTED],
    )


def by_size(
    found: Mapping[tuple[str, str], list[Near]],
) -> list[tuple[tuple[str, str], list[Near]]]:
    """The smallest group first: what keeps one record off the list is rarely meant to."""
    return sorted(found.items(), key=lambda pair: (len(pair[1]), pair[0]))
