"""Two versions of the rules on one corpus: which leads change, and through which change."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from engine.pipeline import Run
from engine.ruleset import RuleSet, schema
from engine.ruleset.lock import fingerprints
from engine.study.corpus import Corpus, records

#: What a change costs of the budget; moved leads cost nothing.
COUNTED = ("出现", "消失", "等级")
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Change:
    """One lead (``kind`` 企业) or advert that differs. ``causes``: entries of the rule pack."""

    kind: str
    what: str
    key: str
    name: str
    old: str
    new: str
    causes: tuple[str, ...]
    words: tuple[str, ...] = ()
    text: str = ""


@dataclass(slots=True)
class Difference:
    """``changed``: entry → 新增, 改动 or 删去; ``changes`` grouped by ``groups``."""

    changed: dict[str, str] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    old_leads: int = 0
    new_leads: int = 0

    @property
    def cost(self) -> int:
        return sum(change.what in COUNTED for change in self.changes)

    def groups(self) -> dict[str, list[Change]]:
        """Cause → its changes, the cause with most changes first."""
        found: dict[str, list[Change]] = defaultdict(list)
        for change in self.changes:
            for cause in change.causes or ("（连带）",):
                found[cause].append(change)
        return dict(sorted(found.items(), key=lambda kv: (-len(kv[1]), kv[0])))


def changed_entries(old: RuleSet, new: RuleSet) -> dict[str, str]:
    """Entries of the pack whose meaning differs (see engine.ruleset.lock)."""
    before, after = fingerprints(old), fingerprints(new)
    result = {}
    for entry in sorted(before.keys() | after.keys()):
        if entry not in before:
            result[entry] = "新增"
        elif entry not in after:
            result[entry] = "删去"
        elif before[entry] != after[entry]:
            result[entry] = "改动"
    return result


def difference(corpus: Corpus, old: RuleSet, new: RuleSet) -> Difference:
    """Screens the corpus with both and compares leads and suspicious adverts."""
    return compare_runs(corpus.screen(old), corpus.screen(new), old, new)


def compare_runs(before: Run, after: Run, old: RuleSet, new: RuleSet) -> Difference:
    """The same for two runs already there."""
    result = Difference(changed_entries(old, new))
    blame = _Blame(result.changed, old, new)
    for kind, key in (("企业", "entity_id"), ("广告", "ad_id")):
        was, now = _rows(before, kind), _rows(after, kind)
        if kind == "企业":
            result.old_leads = sum(map(_lead, was.values()))
            result.new_leads = sum(map(_lead, now.values()))
        hits = _hits(before.evidence, key), _hits(after.evidence, key)
        moved = _moved([k for k in was if _lead(was[k])], [k for k in now if _lead(now[k])])
        for name in dict.fromkeys([*now, *was]):
            a, b = was.get(name, {}), now.get(name, {})
            what = _what(a, b) or ("顺序" if kind == "企业" and name in moved else "")
            if not what:
                continue
            causes, words = blame.find(hits[0].get(name, {}), hits[1].get(name, {}))
            row = b or a
            said = str(row.get("name") or row.get("title") or "")
            text = str(row.get("text") or row.get("scope") or "")[:_SHOWN]
            change = Change(kind, what, name, said, _state(a), _state(b), causes, words, text)
            result.changes.append(change)
    return result


def _rows(run: Run, kind: str) -> dict[str, dict[str, Any]]:
    if kind == "企业":
        return {row["entity_id"]: row for row in records(run.entities)}
    rows = records(run.adverts)
    for row in rows:
        # An advert is a lead of its own kind from band 中 upwards (design §4).
        row["disposition"] = "线索" if row["band"] in ("高", "中") else ""
    return {row["ad_id"]: row for row in rows}


def _lead(row: Mapping[str, Any]) -> bool:
    return row.get("disposition") == "线索"


def _what(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    if _lead(old) and _lead(new):
        return "等级" if old["band"] != new["band"] else ""
    if _lead(new):
        return "出现"
    return "消失" if _lead(old) else ""


def _state(row: Mapping[str, Any]) -> str:
    if not row:
        return "无"
    if not _lead(row):
        return str(row["disposition"] or row["band"])
    return f"{row['band']} {row['points']}分" + (f" 第{row['rank']}位" if row.get("rank") else "")


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The fewest leads that had to be moved to turn one order into the other."""
    place = {key: i for i, key in enumerate(after)}
    common = [key for key in before if key in place]
    tails: list[int] = []
    ends: list[str] = []
    previous: dict[str, str | None] = {}
    for key in common:
        at = bisect_left(tails, place[key])
        previous[key] = ends[at - 1] if at else None
        tails[at : at + 1] = [place[key]]
        ends[at : at + 1] = [key]
    kept: set[str] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = previous[step]
    return set(common) - kept


_Hits = dict[tuple[Any, ...], dict[str, Any]]


def _hits(evidence: pd.DataFrame, key: str) -> dict[str, _Hits]:
    found: dict[str, _Hits] = defaultdict(dict)
    for row in records(evidence):
        if row[key]:
            parts = ("rule_id", "ad_id", "field", "start", "end", "status", "points", "reason")
            found[row[key]][tuple(str(row[p]) for p in parts)] = row
    return found


class _Blame:
    """Finds what in the pack made the evidence of one lead differ."""

    def __init__(self, changed: Mapping[str, str], old: RuleSet, new: RuleSet) -> None:
        self._changed = changed
        self._rules = {**old.by_id, **new.by_id}
        self._general = tuple(e for e in changed if e == "pack" or e.startswith("sector:"))
        self._causes: dict[str, set[str]] = defaultdict(set)
        for exclusion in (*old.exclusions, *new.exclusions):
            if exclusion.id in changed:
                self._causes[exclusion.cause].add(exclusion.id)

    def find(self, old: _Hits, new: _Hits) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Entries of the pack, and the words whose hits differ."""
        rows = [old[k] for k in old.keys() - new.keys()]
        rows += [new[k] for k in new.keys() - old.keys()]
        touched = {str(row["rule_id"]) for row in rows}
        words = tuple(dict.fromkeys(sorted(str(r["matched"]) for r in rows if r["matched"])))
        causes = {rule for rule in touched if rule in self._changed}
        for rule in touched:
            causes.update(e for e in self._built_on(rule) if e in self._changed)
        for row in rows:
            if row["status"] == "dismissed":
                causes.update(self._causes.get(str(row["reason"]), ()))
        if not causes and rows:
            # Disclaimers and negations quote the text instead of their own words.
            quoting = {x for ids in self._causes.values() for x in ids}
            causes = quoting or touched
        # A rule of membership brings a sector and no points; another cause tells more.
        telling = {c for c in causes if c not in self._rules or self._rules[c].role != "membership"}
        return tuple(sorted(telling or causes or self._general)), words[:8]

    def _built_on(self, rule_id: str) -> set[str]:
        """Lexicons, parameters and rules that a rule rests on, through any number of rules."""
        found: set[str] = set()
        todo = [rule_id]
        while todo:
            rule = self._rules.get(todo.pop())
            for feature in rule.features.values() if rule else ():
                if getattr(feature, "lexicon", ""):
                    found.add(f"lexicon:{feature.lexicon}")  # type: ignore[union-attr]
                value = getattr(feature, "value", None)
                if isinstance(value, schema.ParamRef):
                    found.add(f"param:{value.param}")
                if isinstance(feature, schema.RuleRef):
                    new = [r for r in feature.rules if r not in found]
                    found.update(new)
                    todo.extend(new)
        return found
