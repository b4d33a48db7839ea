"""Rules of one kind of record, indexed by their terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any, NamedTuple

from engine.match.fuzzy import Family, Slips, words_of
from engine.match.scan import Scanner
from engine.match.tree import evaluate, names_in
from engine.ruleset import RuleSet, schema
from engine.text.fold import fold

#: Roles of rules that tell of hits even where they were dismissed.
TELLING = ("lead", "signal")


class Use(NamedTuple):
    """One feature of one rule that wants a term."""

    rule: schema.Rule
    feature: str
    fields: frozenset[str]
    plain: bool = False
    near: schema.Near | None = None
    pattern: bool = False
    disguised: bool = False

    @property
    def judged(self) -> bool:
        """Does what the word means in its text decide?"""
        return not self.plain and not self.pattern


class Search(NamedTuple):
    """A feature that is a pattern, tried where one of the terms ``anchors`` stands. ``after``: it
    only takes back what other patterns of its rule found in the field, of which nothing is told
    then; so it need not be tried elsewhere."""

    use: Use
    pattern: str
    anchors: frozenset[int]
    after: bool


class FieldTerms(NamedTuple):
    """One field: its scanner, and by number of the term what has to be known of a hit.

    ``slips``: what finds terms that are written with one; ``judged``: terms whose meaning in the
    text decides; ``anchors``: terms that only say where a pattern is worth trying; ``searches``:
    those patterns; ``telling``: terms whose rules look at attributes of the record; ``silent``:
    terms of which nothing is told where they are dismissed.
    """

    scanner: Scanner
    slips: Slips
    judged: frozenset[int]
    anchors: frozenset[int]
    near: dict[int, tuple[schema.Near, ...]]
    searches: tuple[Search, ...]
    telling: frozenset[int]
    silent: frozenset[int]

    def words(self, hits: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
        """The hits (term, start, end) that are more than anchors."""
        return [hit for hit in hits if hit[0] not in self.anchors]


class CompiledRules:
    """``uses[i]`` are the features that want term ``i`` of ``scanner``. Behind these stand terms with
    a slip, once for each number of edits: ``edits`` has that of each."""

    def __init__(self, ruleset: RuleSet, kind: str) -> None:
        self.ruleset, self.kind = ruleset, kind
        known = ruleset.rules_for(kind)
        #: rules about facts between records; they wait until those are known
        self.linked = tuple(r for r in known if any(_linked(f) for f in r.features.values()))
        self.rules = tuple(r for r in known if r not in self.linked)
        self._sort_rules()
        self._give_cards()
        self._index_terms()
        self._wants: dict[tuple[int, str], list[Use]] = {}
        self._telling: dict[frozenset[str], bool] = {}
        self._silent_rules: dict[str, bool] = {}

    def _sort_rules(self) -> None:
        """By what they ask for besides words."""
        self.textless: list[schema.Rule] = []
        self.combining: list[schema.Rule] = []
        #: rule → rules it is built on
        self.built_on: dict[str, frozenset[str]] = {}
        for rule in self.rules:
            features = rule.features.values()
            if built := [f.rules for f in features if isinstance(f, schema.RuleRef)]:
                self.combining.append(rule)
                self.built_on[rule.id] = frozenset(chain.from_iterable(built))
            elif not any(map(schema.is_textual, features)):
                self.textless.append(rule)
        # What another is built on is asked first.
        storey = _storeys(self.built_on)
        self.combining.sort(key=lambda rule: storey[rule.id])
        #: rules built on rules that are such themselves
        self.referred = frozenset().union(*self.built_on.values()) & self.built_on.keys()
        #: rules that say nothing where another one does, so that one is asked first
        self.unless = frozenset(
            rule.id
            for rule in self.combining
            for name in rule.absent
            if isinstance(rule.features[name], schema.RuleRef)
        )
        #: rules that look at rates, and those without a text that have something to say without one
        self.rated = [r for r in self.rules if any(map(_rate, r.features.values()))]
        self.rateless = [
            r
            for r in self.textless
            if not all(map(_rate, r.features.values()))
            or evaluate(r.match, dict.fromkeys(r.features, False)) is True
        ]

    def _give_cards(self) -> None:
        #: rules about the wording as a whole, read from a scorecard
        self.weighed = [r for r in self.rules if any(map(schema.is_weighed, r.features.values()))]
        lexicons = {
            f.lexicon
            for rule in self.weighed
            for f in rule.features.values()
            if schema.is_weighed(f)
        }
        self.cards = {lexicon: self.ruleset.scorecard(lexicon) for lexicon in sorted(lexicons)}
        #: with those that tell a warning from what poses as one
        warnings = self.ruleset.exclusions_of(schema.Warning_, self.kind)
        asked = {name for w in warnings for name in (w.lexicon, w.offers) if name}
        more = sorted(asked - self.cards.keys())
        self.all_cards = {**self.cards, **{name: self.ruleset.scorecard(name) for name in more}}

    def _index_terms(self) -> None:
        index: dict[str, list[Use]] = {}
        fields: set[str] = set()
        fuzzy: dict[tuple[tuple[str, ...], int], list[Use]] = {}
        for rule in self.rules:
            for use, terms in _uses(rule, self.ruleset):
                fields |= use.fields
                for term in terms:
                    index.setdefault(fold(term), []).append(use)
                feature = rule.features[use.feature]
                if isinstance(feature, schema.Fuzzy) and (words := words_of(feature, terms)):
                    fuzzy.setdefault((words, feature.max_edits), []).append(use)
        literal = tuple(index)
        self.uses: list[list[Use]] = [index[term] for term in literal]
        self.edits: dict[int, int] = {}
        self._families: list[Family] = []
        slipped: list[str] = []
        for (words, edits), wanting in fuzzy.items():
            first = len(self.uses)
            self._families.append(Family(words, edits, first))
            slipped += [word for word in words for _ in range(edits)]
            self.uses += [wanting] * (len(words) * edits)
            self.edits.update((n, (n - first) % edits + 1) for n in range(first, len(self.uses)))
        self.terms = (*literal, *slipped)
        self.fields = tuple(sorted(fields))
        self.scanner = Scanner(literal)
        self.slips = Slips(self._families)

    def wants(self, term: int, field: str) -> list[Use]:
        found = self._wants.get((term, field))
        if found is None:
            found = [use for use in self.uses[term] if field in use.fields]
            self._wants[term, field] = found
        return found

    @cached_property
    def by_field(self) -> dict[str, FieldTerms]:
        """What the rules want of each field, for scanning it by itself."""
        return {field: self._field_terms(field) for field in self.fields}

    def _field_terms(self, field: str) -> FieldTerms:
        wanted = [i for i in range(len(self.terms)) if self.wants(i, field)]
        literal = [i for i in wanted if i not in self.edits]
        uses = {i: self.wants(i, field) for i in wanted}
        searches: dict[tuple[str, str], tuple[Use, str, set[int]]] = {}
        for i in wanted:
            for use in uses[i]:
                feature = use.rule.features[use.feature]
                if isinstance(feature, schema.Regex):
                    key = use.rule.id, use.feature
                    searches.setdefault(key, (use, feature.pattern, set()))[2].add(i)
        return FieldTerms(
            Scanner([self.terms[i] for i in literal], literal),
            Slips([family for family in self._families if self.wants(family.first, field)]),
            frozenset(i for i in wanted if any(use.judged for use in uses[i])),
            frozenset(i for i in wanted if all(use.pattern for use in uses[i])),
            {i: near for i in wanted if (near := tuple(u.near for u in uses[i] if u.near))},
            tuple(
                Search(use, p, frozenset(terms), _takes_back(use, field))
                for use, p, terms in searches.values()
            ),
            frozenset(i for i in wanted if self._look_at_attributes(uses[i])),
            frozenset(i for i in wanted if all(map(self._silent, uses[i]))),
        )

    def _silent(self, use: Use) -> bool:
        """Does its rule say nothing of a dismissed word, nor any other rule because of it?"""
        rule = use.rule
        silent = self._silent_rules.get(rule.id)
        if silent is None:
            # What is no word is unknown here: then it cannot make up for the word either.
            unmet = {n: False if schema.is_textual(f) else None for n, f in rule.features.items()}
            silent = self._silent_rules[rule.id] = (
                rule.role not in TELLING
                and rule.id not in self.built_on
                and not any(rule.id in base for base in self.built_on.values())
                and evaluate(rule.match, unmet) is False
            )
        return silent and not use.plain

    def _look_at_attributes(self, uses: list[Use]) -> bool:
        """Do the rules of these uses, or the rules built on them, look at attributes?"""
        asked = frozenset(use.rule.id for use in uses)
        found = self._telling.get(asked)
        if found is None:
            found = self._telling[asked] = self._tell_of_attributes(asked)
        return found

    def _tell_of_attributes(self, asked: frozenset[str]) -> bool:
        rules = set(asked)
        grown = True
        while grown:
            more = {r for r, base in self.built_on.items() if r not in rules and base & rules}
            rules |= more
            grown = bool(more)
        known = [self.ruleset.by_id[rule] for rule in rules] + self.textless
        return any(asking(known))


def _uses(rule: schema.Rule, ruleset: RuleSet) -> Iterator[tuple[Use, Iterable[str]]]:
    """Features that single terms are wanted for, with these."""
    for name, feature in rule.features.items():
        if schema.is_weighed(feature) or not schema.is_textual(feature):
            continue
        use = Use(rule, name, frozenset(feature.fields))
        if isinstance(feature, schema.Regex):
            yield use._replace(plain=True, pattern=True), feature.anchors
            continue
        if isinstance(feature, schema.Keyword):
            use = use._replace(
                plain=feature.plain, near=feature.unless_near, disguised=feature.disguised
            )
        yield use, ruleset.terms_of(feature)


def _storeys(built_on: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Rule → how many rules one above another it is built on. Where some wait for themselves in a
    circle, which ``rules check`` tells, they are all asked as they stand."""
    sorter = TopologicalSorter({rule: sorted(bases) for rule, bases in built_on.items()})
    found: dict[str, int] = {}
    try:
        for rule in sorter.static_order():
            found[rule] = 1 + max((found[base] for base in built_on.get(rule, ())), default=0)
    except CycleError:
        return dict.fromkeys(built_on, 0)
    return found


def _takes_back(use: Use, field: str) -> bool:
    rule = use.rule
    wanted = names_in(rule.match)
    return (
        rule.role not in TELLING
        and use.feature in rule.exclude
        and use.feature not in wanted
        and evaluate(rule.match, dict.fromkeys(wanted, False)) is False
        and all(
            isinstance(f, schema.Regex) and set(f.fields) == {field}
            for f in map(rule.features.__getitem__, wanted)
        )
    )


def asking(rules: Iterable[schema.Rule]) -> list[schema.Attribute | schema.Count]:
    """Features about fields that are not searched for words."""
    features = [f for rule in rules for f in rule.features.values()]
    return [f for f in features if isinstance(f, schema.Attribute | schema.Count)]


def _linked(feature: Any) -> bool:
    return isinstance(feature, schema.Link | schema.LicenceFact)


def _rate(feature: Any) -> bool:
    return isinstance(feature, schema.Rate)
