"""Who sends an advert: a licensed body is told by its signature, not by what it talks about."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import re2

from engine.match.fits import Fits
from engine.match.licensed import Licences, licensed_name
from engine.match.patterns import whole
from engine.model.evidence import LicensedName, RecordEvidence
from engine.model.terms import Status
from engine.ruleset import RuleSet
from engine.text.fold import fold

#: Senders whose licence is remembered.
_REMEMBERED = 20_000
#: A set of patterns may give up on longer ones.
_LONG = 200
_SIGNATURE = re.compile(r"[【\[〔]([^】\]〕]{2,24})[】\]〕]")


class SenderReader:
    """Finds the licensed sender of an advert by the patterns of a rule set."""

    def __init__(self, ruleset: RuleSet, patterns: Licences) -> None:
        self._patterns = patterns
        self._spoken = {kind.id: [whole(p) for p in kind.text_patterns] for kind, _, _ in patterns}
        self._denied = {kind.id: [whole(p) for p in kind.text_denies] for kind, _, _ in patterns}
        self._loan_below = {kind.id: kind.loan_below for kind, _, _ in patterns if kind.loan_below}
        self._speaks = Fits(p for kind, _, _ in patterns for p in kind.text_patterns)
        # One pass that tells whether any name pattern is worth asking.
        self._any = re2.Set.SearchSet()
        for pattern in dict.fromkeys(p for kind, _, _ in patterns for p in kind.name_patterns):
            self._any.Add(pattern)
        if patterns:
            self._any.Compile()
        self._known: dict[str, LicensedName | None] = {}
        self._holding = {r.id for r in ruleset.rules if r.holds_for_licensed}

    def make_ready(self) -> None:
        """Compile what many texts need."""
        self._speaks.make_ready()

    def may_speak(self, texts: list[str]) -> list[bool]:
        """Which of the folded texts one of the patterns for texts fits. Together they would make an
        automaton that is built anew all the time; one by one they are some times cheaper."""
        fits = np.zeros(len(texts), np.bool_)
        fitted = self._speaks.of(texts)
        for pattern in self._speaks.patterns:
            fits[fitted.where(pattern, ~fits)] = True
        found: list[bool] = fits.tolist()
        return found

    def licensed(
        self, get: Callable[[str], str], text: str, speaks: bool = True
    ) -> LicensedName | None:
        """The licensed kind that the advertiser, the account or the signature belongs to.

        ``text``: folded. ``speaks``: does a pattern for texts fit, as far as is known?
        """
        said = [fold(get("advertiser")), fold(get("media_name"))]
        if not said[0]:
            said += _SIGNATURE.findall(text)
        for who in said:
            found = self._named(who) if who else None
            if found:
                return found
        if said[0] or not speaks:
            return None
        for kind, _, unwanted in self._patterns:
            for pattern in self._spoken[kind.id]:
                match = pattern.search(text)
                if match and not (
                    any(p.search(match.group()) for p in unwanted)
                    or any(p.search(text) for p in self._denied[kind.id])
                ):
                    return LicensedName(kind.kind_name, kind.licence_needed, kind.id)
        return None

    def _named(self, who: str) -> LicensedName | None:
        if who not in self._known:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            may = len(who) > _LONG or (self._patterns and self._any.Match(who))
            self._known[who] = licensed_name(who, self._patterns) if may else None
        return self._known[who]

    def exempt(self, evidence: RecordEvidence) -> None:
        """A licence exempts the word: only what no licence allows still counts. Of a body of which
        nothing but its name is known, a loan dearer than its are makes the name a pretence."""
        kind = evidence.licensed
        below = self._loan_below.get(kind.exclusion_id) if kind else None
        if below is not None and (evidence.loan_rate or 0.0) >= below:
            kind = evidence.licensed = None
        if kind is None:
            return
        for hit in evidence.hits:
            if hit.status is Status.COUNTED and hit.rule_id not in self._holding:
                hit.status, hit.cause_id = Status.DISMISSED, kind.exclusion_id
                hit.reason = f"发布者名称属于需持牌的机构（{kind.kind}），请核对发布者身份"
