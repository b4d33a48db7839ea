"""Exceptions applied to evidence: after matching and before anything is scored or written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence, Set
from typing import Any

from engine.model.evidence import RecordEvidence
from engine.model.terms import Status
from engine.ruleset.schema import Waiver
from engine.text.fold import fold

#: How a line that tells of an exception begins.
MARK = "例外 "


class Waiving:
    """The exceptions in force on ``day``; counts what each of them did.

    An exception dismisses a hit, with its reason, approver and last day as the cause; the hit
    stays in the evidence.
    """

    def __init__(self, waivers: Sequence[Waiver], day: dt.date) -> None:
        self.day = day
        self.waivers = tuple(waivers)
        self._active = [w for w in waivers if w.granted <= day <= w.expires]
        self._by_rule: dict[str, list[Waiver]] = {}
        for waiver in self._active:
            for rule in waiver.rules:
                self._by_rule.setdefault(rule, []).append(waiver)
        self.used: Counter[str] = Counter()

    def __bool__(self) -> bool:
        return bool(self._by_rule)

    @property
    def rules(self) -> Set[str]:
        """Rules from which an exception is in force."""
        return self._by_rule.keys()

    def apply(
        self,
        evidence: RecordEvidence,
        firm: Collection[str],
        raw: Mapping[str, str],
        times: int = 1,
    ) -> None:
        """``firm``: codes and names of the firm; ``raw``: field → its text; ``times``: so many
        records say it."""
        known = {fold(name) for name in firm if name}
        for hit in evidence.hits:
            if hit.status is Status.DISMISSED:
                continue
            for waiver in self._by_rule.get(hit.rule_id, ()):
                if waiver.firm and fold(waiver.firm) not in known:
                    continue
                if waiver.text and not _overlaps(
                    hit.start, hit.end, raw.get(hit.field, ""), waiver.text
                ):
                    continue
                hit.status, hit.cause_id = Status.DISMISSED, waiver.id
                hit.reason = reason_of(waiver)
                self.used[waiver.id] += times
                break

    def covers(self, rule: str, firm: Collection[str], quote: str, words: str) -> bool:
        """Is what an earlier run found excepted now? ``quote``: the text around the ``words``."""
        known = {fold(name) for name in firm if name}
        start = max(0, fold(quote).find(fold(words)))
        return any(
            (not waiver.firm or fold(waiver.firm) in known)
            and (not waiver.text or _overlaps(start, start + len(fold(words)), quote, waiver.text))
            for waiver in self._by_rule.get(rule, ())
        )

    def messages(self, came_of: Mapping[str, str]) -> list[str]:
        """One Chinese line for each exception: what it did, or why it did nothing. ``came_of``: number
        of an exception → what became of the firms whose hits it dismissed."""
        lines = []
        for waiver in self.waivers:
            what = f"{MARK}{waiver.id}（{waiver.reason}）"
            if waiver.expires < self.day:
                lines.append(f"{what}已于 {waiver.expires} 到期，没有使用。请重新核查或删去。")
            elif waiver.granted > self.day:
                lines.append(f"{what}自 {waiver.granted} 起生效，这次没有使用。")
            elif used := self.used[waiver.id]:
                did = came_of.get(waiver.id, "")
                lines.append(f"{what}使 {used} 处命中不算{did}。有效至 {waiver.expires}。")
            else:
                lines.append(f"{what}这次没有用到，有效至 {waiver.expires}。")
        return lines

    def in_force(self) -> list[dict[str, Any]]:
        """What decides on a result, in the order in which it is asked."""
        return [waiver.model_dump(mode="json") for waiver in self._active]

    def record(self) -> list[dict[str, Any]]:
        """For ``run.json``."""
        return [
            {**waiver.model_dump(mode="json"), "state": self._state(waiver)}
            | {"used": self.used[waiver.id]}
            for waiver in self.waivers
        ]

    def _state(self, waiver: Waiver) -> str:
        if waiver.expires < self.day:
            return "已到期"
        return "未生效" if waiver.granted > self.day else "有效"


def reason_of(waiver: Waiver) -> str:
    """Why a hit that it dismissed does not count."""
    return f"例外：{waiver.reason}（批准：{waiver.approver}，有效至{waiver.expires}）"


def _overlaps(start: int, end: int, raw: str, words: str) -> bool:
    text, words = fold(raw), fold(words)
    at = text.find(words)
    while at >= 0:
        if at < max(end, start + 1) and start < at + len(words):
            return True
        at = text.find(words, at + 1)
    return False
