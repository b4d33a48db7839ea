"""Which rules and words of a pack do anything on a corpus, and which nearly did."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from engine.match.fuzzy import meant
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet, schema
from engine.study.corpus import Corpus
from engine.study.probes import TEXTUAL, Probe, with_probes
from engine.text.fold import fold

_EXAMPLES = 3


@dataclass(slots=True)
class TermUse:
    """Records in which a word counted, in which it was dismissed, in which it stood alone, in which
    it counted with a slip (``kind: fuzzy``)."""

    counted: int = 0
    dismissed: int = 0
    alone: int = 0
    slips: int = 0


@dataclass(slots=True)
class NearMiss:
    """Records that fulfil a rule except for one condition."""

    lacking: str
    records: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RuleUse:
    """``fired``: records; ``alone``: those where no other lead or signal counted."""

    rule: schema.Rule
    fired: int = 0
    alone: int = 0
    dismissed: int = 0
    features: dict[str, int] = field(default_factory=dict)
    terms: dict[str, dict[str, TermUse]] = field(default_factory=dict)
    near: dict[str, NearMiss] = field(default_factory=dict)


@dataclass(slots=True)
class Coverage:
    records: dict[str, int]
    rules: dict[str, RuleUse]

    def silent(self) -> list[RuleUse]:
        """Rules that looked at records of this corpus and never fired."""
        return [
            use
            for use in self.rules.values()
            if not use.fired and self.records.get(use.rule.applies_to)
        ]


def coverage(corpus: Corpus, ruleset: RuleSet) -> Coverage:
    """Runs the rules, and variants of them, over every record of the corpus."""
    probing, probes = with_probes(ruleset)
    result = Coverage(
        {kind: table.num_rows for kind, table in corpus.tables.items()},
        {rule.id: RuleUse(rule) for rule in sorted(ruleset.rules, key=lambda r: r.id)},
    )
    for use in result.rules.values():
        for name, feature in use.rule.features.items():
            if isinstance(feature, TEXTUAL):
                use.features[name] = 0
            if isinstance(feature, schema.Keyword | schema.Fuzzy):
                words = {fold(term): TermUse() for term in ruleset.terms_of(feature)}
                use.terms[name] = words
    for kind, evidence in corpus.evidence(probing):
        _record(result, probes, evidence, partial(corpus.told, kind, evidence.row))
    return result


def _record(
    result: Coverage, probes: dict[str, Probe], evidence: RecordEvidence, told: Callable[[], str]
) -> None:
    counted: dict[str, list[Hit]] = defaultdict(list)
    dismissed: dict[str, list[Hit]] = defaultdict(list)
    for hit in evidence.hits:
        side = dismissed if hit.status is Status.DISMISSED else counted
        side[hit.rule_id].append(hit)
    fired = {rule for rule in counted if rule in result.rules}
    telling = {r for r in fired if result.rules[r].rule.role in ("lead", "signal")}
    for rule in fired:
        result.rules[rule].fired += 1
        result.rules[rule].alone += telling <= {rule}
    for rule in dismissed.keys() & result.rules.keys() - fired:
        result.rules[rule].dismissed += 1
    for identifier, probe in probes.items():
        if identifier not in counted and identifier not in dismissed:
            continue
        use = result.rules[probe.rule]
        if probe.feature:
            use.features[probe.feature] += identifier in counted
            terms = use.terms.get(probe.feature)
            if terms is not None:
                feature = use.rule.features[probe.feature]
                edits = feature.max_edits if isinstance(feature, schema.Fuzzy) else 0
                _terms(terms, edits, counted[identifier], dismissed[identifier])
        elif identifier in counted and probe.rule not in fired:
            near = use.near.setdefault(probe.lacking, NearMiss(probe.lacking))
            near.records += 1
            if len(near.examples) < _EXAMPLES:
                near.examples.append(told())


def _terms(terms: dict[str, TermUse], edits: int, counted: list[Hit], dismissed: list[Hit]) -> None:
    """Words are told by their matched text, with as many edits as their feature allows; disguised
    ones belong to no listed word."""

    def word(hit: Hit) -> str:
        text = fold(hit.matched)
        return meant(text, terms, edits) if edits and text not in terms else text

    yes, no = Counter(map(word, counted)), Counter(map(word, dismissed))
    for slip in {word(hit) for hit in counted if fold(hit.matched) not in terms} & terms.keys():
        terms[slip].slips += 1
    for known in yes.keys() & terms.keys():
        terms[known].counted += 1
        terms[known].alone += len(yes) == 1
    for known in no.keys() - yes.keys():
        if known in terms:
            terms[known].dismissed += 1
