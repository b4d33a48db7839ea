"""Checks of meaning on one rule: references, repetition, reach, tests, upkeep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import islice
from typing import Any

from engine.model.fields import COLUMNS
from engine.model.terms import RecordKind
from engine.ruleset import schema
from engine.ruleset.lint_regex import Unknown, match_without_anchor, unreachable_anchors
from engine.ruleset.lint_source import Pack
from engine.ruleset.load import MOST_NAMES, TOO_MANY_NAMES
from engine.ruleset.meant import no_sector, unknown
from engine.ruleset.positions import Document, Path_
from engine.text.fold import fold

_TREES = ({"any"}, {"all"}, {"not"}, {"n_of", "of"}, {"any", "not"}, {"all", "not"}, {"any", "all"})
_SHORT = 2
_SHOWN = 8
_MARKS = "，、；,;"
#: Between words, not between digits: 1,000.
_JOINED = re.compile(rf"[^\W\d_]\s*[{_MARKS}]\s*\w|\w\s*[{_MARKS}]\s*[^\W\d_]")
#: Made by the engine from other columns.
_DERIVED = frozenset({"age_months"})


@dataclass(frozen=True, slots=True)
class Known:
    """Names that rules may refer to, and the two-character words something guards."""

    sectors: Mapping[str, schema.Sector] | None
    lexicons: Mapping[str, schema.Lexicon]
    params: Set[str]
    rules: Mapping[str, schema.Rule]
    guards: tuple[schema.ExclusionBase, ...] = ()


def check_rule(pack: Pack, rule: schema.Rule, document: Document, known: Known) -> None:
    """Adds the findings of one rule to ``pack``."""
    add = pack.add
    for i, sector in enumerate(rule.sectors):
        if known.sectors is not None and sector not in known.sectors:
            add("R201", document, ("sectors", i), no_sector(sector, known.sectors))
    used: set[str] = set()
    named = list(islice(names(pack, document, rule.match, ("match",)), MOST_NAMES + 1))
    if len(named) > MOST_NAMES:
        add("R205", document, ("match",), TOO_MANY_NAMES)
    for name, path in named:
        used.add(name)
        if name not in rule.features:
            add("R204", document, path, f"match 提到了没有定义的特征“{name}”。")
    for i, name in enumerate(rule.exclude):
        used.add(name)
        if name not in rule.features:
            add("R204", document, ("exclude", i), f"exclude 提到了没有定义的特征“{name}”。")
    for name, feature in rule.features.items():
        if name not in used:
            add("R401", document, ("features", name), f"特征“{name}”没有被用到。")
        _feature(pack, rule, document, name, feature, known)
    own = {word for feature in rule.features.values() for word in getattr(feature, "terms", ())}
    for feature in rule.features.values():
        if lexicon := known.lexicons.get(getattr(feature, "lexicon", "")):
            own.update(lexicon.terms)
    for i, word in enumerate(rule.audience):
        if word not in own:
            add("R406", document, ("audience", i), f"“{word}”不是这条规则自己的词。")
    if is_linked(rule):
        for name, feature in rule.features.items():
            if isinstance(feature, schema.Keyword | schema.Fuzzy | schema.Regex | schema.Rate):
                said = f"特征“{name}”直接写词，而这条规则还看别的记录（link、licence）。"
                add("R210", document, ("features", name), said)
    _short_words(pack, rule, document, known)
    _tests(pack, rule, document)
    _upkeep(pack, rule, document)


def is_linked(rule: schema.Rule) -> bool:
    """Does the rule wait for facts between records?"""
    return any(isinstance(f, schema.Link | schema.LicenceFact) for f in rule.features.values())


def names(pack: Pack, document: Document, node: Any, path: Path_) -> Iterator[tuple[str, Path_]]:
    """Feature names of a match tree with their places; faults of form become findings."""
    if isinstance(node, str):
        yield node, path
        return
    if not isinstance(node, dict) or set(node) not in _TREES:
        keys = "、".join(sorted(map(str, node))) if isinstance(node, dict) else str(node)
        said = f"match 应写成 any、all、not 或 n_of/of，写的是“{keys}”。"
        pack.add("R205", document, path, said)
        return
    for key, value in node.items():
        if key == "n_of":
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                pack.add("R205", document, (*path, key), "n_of 应为不小于 1 的整数。")
            continue
        children = value if isinstance(value, list) else [value]
        if not children:
            pack.add("R205", document, (*path, key), f"{key} 里一个特征也没有。")
        needed = node.get("n_of", 0) if key == "of" else 0
        if isinstance(needed, int) and needed > len(children):
            said = f"n_of 要求 {needed} 个，of 里只有 {len(children)} 个，永远达不到。"
            pack.add("R402", document, (*path, "n_of"), said)
        for i, child in enumerate(children):
            at = (*path, key, i) if isinstance(value, list) else (*path, key)
            yield from names(pack, document, child, at)


def _feature(
    pack: Pack, rule: schema.Rule, document: Document, name: str, feature: Any, known: Known
) -> None:
    at: Path_ = ("features", name)
    columns = {*COLUMNS[RecordKind(rule.applies_to)], *_DERIVED}
    for i, column in enumerate(getattr(feature, "fields", ())):
        if column not in columns:
            said = f"{rule.applies_to} 的记录没有字段“{column}”。"
            pack.add("R207", document, (*at, "fields", i), said)
    column = getattr(feature, "field", "")
    if column and column not in columns:
        said = f"{rule.applies_to} 的记录没有字段“{column}”。"
        pack.add("R207", document, (*at, "field"), said)
    value = getattr(feature, "value", None)
    if (
        isinstance(value, schema.ParamRef)
        and value.param not in known.params
        and value.param not in pack.refused
    ):
        pack.add(
            "R203", document, (*at, "value", "param"), unknown("参数", value.param, known.params)
        )
    if isinstance(feature, schema.Keyword | schema.Fuzzy):
        _words(pack, document, at, feature, known)
    if isinstance(feature, schema.Regex):
        _anchors(pack, document, at, feature)
    if isinstance(feature, schema.RuleRef):
        for i, other in enumerate(feature.rules):
            target = known.rules.get(other)
            where: Path_ = (*at, "rules", i)
            if target is None and other in pack.refused:
                continue
            if target is None:
                pack.add("R206", document, where, unknown("规则", other, known.rules))
            elif target.applies_to != rule.applies_to:
                said = f"“{other}”看的是 {target.applies_to}，本规则看的是 {rule.applies_to}。"
                pack.add("R206", document, where, said)
            elif target.status in ("draft", "deprecated"):
                pack.add("R206", document, where, f"“{other}”的状态是 {target.status}，不会运行。")


def _words(
    pack: Pack,
    document: Document,
    at: Path_,
    feature: schema.Keyword | schema.Fuzzy,
    known: Known,
) -> None:
    lexicon = known.lexicons.get(feature.lexicon) if feature.lexicon else None
    if feature.lexicon and lexicon is None and feature.lexicon in pack.refused:
        return
    if feature.lexicon and lexicon is None:
        pack.add(
            "R202", document, (*at, "lexicon"), unknown("词表", feature.lexicon, known.lexicons)
        )
    elif not feature.terms and not feature.lexicon:
        pack.add("R402", document, at, f"特征“{at[-1]}”没有 terms，也没有 lexicon。")
    share = getattr(feature, "at_least", None)
    if share is not None and (lexicon is None or not lexicon.weights):
        pack.add("R208", document, (*at, "at_least"), "at_least 只能用于有分值（weights）的词表。")
    elif share is None and lexicon is not None and not lexicon.terms:
        said = f"词表“{lexicon.id}”没有词语，只有分值，须写 at_least。"
        pack.add("R208", document, (*at, "lexicon"), said)
    several_in_one(pack, document, (*at, "terms"), feature.terms)
    if near := getattr(feature, "unless_near", None):
        several_in_one(pack, document, (*at, "unless_near", "terms"), near.terms)
    seen: dict[str, str] = {}
    for i, term in enumerate(feature.terms):
        same = fold(term)
        if not same:
            pack.add("R402", document, (*at, "terms", i), f"“{term}”归一化以后是空的。")
        elif same in seen:
            said = f"“{term}”与前面的“{seen[same]}”是同一个词。"
            pack.add("R302", document, (*at, "terms", i), said)
        seen.setdefault(same, term)


def several_in_one(pack: Pack, document: Document, at: Path_, terms: Sequence[str]) -> None:
    """Words that a Chinese comma stands between are one term for YAML, which hardly any text has."""
    for i, term in enumerate(terms):
        if found := _JOINED.search(term):
            mark = next(sign for sign in found.group() if sign in _MARKS)
            said = f"“{term}”里有“{mark}”，整个算一个词：只有连符号一起写成这样的文字才会命中。"
            pack.add("R304", document, (*at, i), said)


def _anchors(pack: Pack, document: Document, at: Path_, feature: schema.Regex) -> None:
    anchors = [fold(anchor) for anchor in feature.anchors]
    try:
        useless = unreachable_anchors(feature.pattern, anchors)
        witness = match_without_anchor(feature.pattern, [a for a in anchors if a])
    except Unknown:
        return
    for i, anchor in enumerate(anchors):
        if anchor in useless:
            said = f"锚词“{feature.anchors[i]}”不可能出现在这个正则的命中里。"
            pack.add("R403", document, (*at, "anchors", i), said)
    if witness is not None:
        said = f"正则能匹配“{witness}”，里面没有一个锚词。"
        pack.add("R404", document, (*at, "anchors"), said)


def _short_words(pack: Pack, rule: schema.Rule, document: Document, known: Known) -> None:
    """Short words that decide by themselves and that no exclusion, neighbour or partner guards."""
    if rule.role not in ("lead", "signal") or rule.applies_to == "tip":
        return
    if rule.status not in ("stable", "draft"):
        return
    for name, feature in rule.features.items():
        if not isinstance(feature, schema.Keyword) or feature.unless_near or feature.at_least:
            continue
        if not alone(rule.match, name):
            continue
        bare = [
            i
            for i, term in enumerate(feature.terms)
            if 0 < len(fold(term)) <= _SHORT
            and (feature.plain or not _guarded(fold(term), rule.applies_to, known))
        ]
        if bare:
            shown = "、".join(feature.terms[i] for i in bare[:_SHOWN])
            more = f"等 {len(bare)} 个" if len(bare) > _SHOWN else ""
            said = f"“{shown}”{more}单独就能命中，又没有排除看着它。"
            pack.add("R501", document, ("features", name, "terms", bare[0]), said)


def alone(node: Any, name: str) -> bool:
    """Can the feature ``name`` make the tree true without any other?"""
    if isinstance(node, str):
        return node == name
    if not isinstance(node, dict):
        return False
    results = []
    for key, value in node.items():
        if key == "n_of":
            continue
        children = [alone(c, name) for c in (value if isinstance(value, list) else [value])]
        if key == "not":
            results.append(True)
        elif key == "all":
            results.append(all(children))
        else:
            needed = node.get("n_of", 1)
            results.append(isinstance(needed, int) and sum(children) >= needed)
    return bool(results) and all(results)


def _guarded(term: str, kind: str, known: Known) -> bool:
    """Does an exclusion know this word: name it, or hold a longer word around it?"""
    for guard in known.guards:
        if kind not in guard.applies_to:
            continue
        if any(fold(word) in term for word in guard.words):
            return True
        if isinstance(guard, schema.Guard) and any(
            term in fold(word) and len(fold(word)) > len(term) for word in guard.terms
        ):
            return True
    return False


def _tests(pack: Pack, rule: schema.Rule, document: Document) -> None:
    if rule.status in ("draft", "deprecated"):
        return
    sides = {test.expect for test in rule.tests}
    at: Path_ = ("tests",) if ("tests",) in document.places else ("id",)
    if "hit" not in sides:
        pack.add("R601", document, at, f"{rule.id} 没有“应命中”的测试。")
    if "miss" not in sides:
        pack.add("R602", document, at, f"{rule.id} 没有“不应命中”的测试。")
    fields = {f for feature in rule.features.values() for f in getattr(feature, "fields", ())}
    fields |= {getattr(feature, "field", "") for feature in rule.features.values()}
    fields |= {"licence" for f in rule.features.values() if isinstance(f, schema.LicenceFact)}
    fields |= {"links" for f in rule.features.values() if isinstance(f, schema.Link)}
    built_on_rules = any(isinstance(f, schema.RuleRef) for f in rule.features.values())
    seen: set[str] = set()
    for i, test in enumerate(rule.tests):
        if test.name in seen:
            said = f"测试“{test.name}”的名字用了两次。"
            pack.add("R303", document, ("tests", i, "name"), said)
        seen.add(test.name)
        columns = COLUMNS[RecordKind(rule.applies_to)]
        if is_linked(rule):
            columns = (*columns, "links", "licence")
        for column in test.record:
            if column not in columns:
                said = f"{rule.applies_to} 的记录没有字段“{column}”。"
                pack.add("R207", document, ("tests", i, "record", column), said)
        if not built_on_rules and fields.isdisjoint(test.record):
            wanted = "、".join(sorted(fields - {""}))
            said = f"测试“{test.name}”的 record 里没有规则要看的字段（{wanted}）。"
            pack.add("R605", document, ("tests", i), said)


def _upkeep(pack: Pack, rule: schema.Rule, document: Document) -> None:
    if rule.status == "deprecated" and not rule.description.strip():
        pack.add("R901", document, ("status",), f"{rule.id} 停用了，没有写理由。")
    folder = document.file.relative_to(pack.root).parts[0]
    if folder in ("nursery", "deprecated") and rule.status != folder:
        at: Path_ = ("status",) if ("status",) in document.places else ("id",)
        said = f"{rule.id} 在 {folder}/ 里，状态却是 {rule.status}。"
        pack.add("R902", document, at, said)
    if rule.status != "stable" or rule.role not in ("lead", "signal"):
        return
    if not rule.triage:
        pack.add("R903", document, ("id",), f"{rule.id} 没有上门核查要点（triage）。")
    for i, law in enumerate(rule.legal):
        if not law.article:
            pack.add("R904", document, ("legal", i), f"《{law.instrument}》没有写到条。")
