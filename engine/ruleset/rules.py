"""The checked rule set, and what is derived from it once for all records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from engine.model.errors import RuleError, UsageError
from engine.ruleset import schema
from engine.ruleset.meant import no_rule
from engine.ruleset.positions import content
from engine.text.clauses import Negators
from engine.text.scorecard import ClassCard, Scorecard

Card = TypeVar("Card")
Made = TypeVar("Made")


class OverlayNote(NamedTuple):
    """What an office's overlay changed: counts of rules that run, from the base and its own, and what
    rules were worth and bands began at before."""

    overlay: schema.Overlay
    from_base: int
    own: int
    points: dict[str, int | dict[str, int]]
    bands: dict[str, int]

    def record(self) -> dict[str, Any]:
        """For ``run.json``."""
        return {
            "id": self.overlay.id,
            "title": self.overlay.title,
            "version": self.overlay.version,
            "from_base": self.from_base,
            "own": self.own,
            "disabled": [entry.model_dump() for entry in self.overlay.disable],
            "extended": [entry.model_dump(exclude_defaults=True) for entry in self.overlay.extend],
            "points_before": self.points,
            "bands": self._bands(),
        }

    def _bands(self) -> dict[str, Any] | None:
        if (bands := self.overlay.bands) is None:
            return None
        return {**bands.model_dump(), "before": {name: self.bands[name] for name in bands.limits}}


@dataclass(frozen=True, repr=False)
class RuleSet:
    """Rules as written, checked. Immutable; everything compiled from it is derived lazily."""

    pack: schema.Pack
    sectors: dict[str, schema.Sector]
    rules: tuple[schema.Rule, ...]
    exclusions: tuple[Any, ...]
    lexicons: dict[str, schema.Lexicon]
    params: dict[str, schema.Param]
    digest: str
    folder: Path
    #: lexicon → file of its weights
    scorecards: dict[str, Path] = field(default_factory=dict)
    overlay: OverlayNote | None = None

    def __repr__(self) -> str:
        return f"<RuleSet {self.pack.id} {self.pack.version}: {len(self.rules)} rules>"

    def __getstate__(self) -> dict[str, Any]:
        """Another process makes of the rules what it needs."""
        return {name: value for name, value in self.__dict__.items() if name != "_made"}

    @cached_property
    def _made(self) -> dict[tuple[Any, ...], Any]:
        return {}

    def once(self, make: Callable[..., Made], *further: str) -> Made:
        """What ``make`` makes of these rules, made at the first question: who screens several times
        by the same rules does not wait for it again."""
        key = (make, *further)
        if key not in self._made:
            self._made[key] = make(self, *further)
        found: Made = self._made[key]
        return found

    def scorecard(self, lexicon: str) -> Scorecard:
        """The scorecard of a lexicon with weights; read from its file."""
        return _loaded(self.scorecards[lexicon], Scorecard.load)

    def class_card(self, lexicon: str) -> ClassCard | None:
        """The table of classes of a lexicon; None when the pack has none of that name."""
        file = self.scorecards.get(lexicon)
        return _loaded(file, ClassCard.load) if file else None

    def terms_of(self, feature: schema.Keyword | schema.Fuzzy) -> tuple[str, ...]:
        words = list(feature.terms)
        if feature.lexicon:
            words.extend(self.lexicons[feature.lexicon].terms)
        return tuple(dict.fromkeys(words))

    def rules_for(self, kind: str) -> tuple[schema.Rule, ...]:
        return tuple(rule for rule in self.rules if rule.applies_to == kind)

    @cached_property
    def by_id(self) -> dict[str, schema.Rule]:
        return {rule.id: rule for rule in self.rules}

    def rule(self, rule_id: str) -> schema.Rule:
        """The rule that somebody asks for by its number. Raises UsageError."""
        found = self.by_id.get(rule_id) or self.by_id.get(rule_id.upper())
        if found is None:
            raise UsageError(no_rule(rule_id, self.by_id))
        return found

    @cached_property
    def bases(self) -> dict[str, tuple[str, ...]]:
        """What the law says for each rule, as it is cited."""
        return {rule.id: tuple(rule.basis().split("|")) for rule in self.rules}

    @cached_property
    def licensed(self) -> tuple[schema.Licensed, ...]:
        """The kinds of bodies of a register that need a licence."""
        return tuple(self.exclusions_of(schema.Licensed, "registration"))

    def exclusions_of(self, model: type[Any], kind: str) -> list[Any]:
        return [x for x in self.exclusions if isinstance(x, model) and kind in x.applies_to]

    @cached_property
    def negators(self) -> Negators:
        forward: list[str] = []
        back: list[str] = []
        reach: list[str] = []
        for disclaimer in self.exclusions_of(schema.Disclaimer, "registration"):
            forward.extend(_clean(disclaimer.open))
            back.extend(_clean(disclaimer.close))
            reach.extend(_clean(disclaimer.reach_back))
        # A lone 非 or 无 negates only the word it touches; the referents see to that.
        return Negators.build(
            [w for w in forward if len(w) > 1], [w for w in back if len(w) > 1], reach
        )


def _clean(words: Iterable[str]) -> list[str]:
    return [w.replace("…", "").strip() for w in words if w.replace("…", "").strip()]


def _loaded(file: Path, load: Callable[[str], Card]) -> Card:
    try:
        return load(content(file).decode("utf-8").replace("\r\n", "\n"))
    except ValueError:
        raise RuleError(
            f"{file}:1:1 不是词语分值表（每行应为词语和数字，用制表符分开）。请重新生成。"
        ) from None
