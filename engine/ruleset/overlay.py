"""An office's own folder over a rule pack: rules added, extended and disabled, each with a reason.

The folder holds ``overlay.yaml`` and, where it adds something, the same folders as a pack. Give it
to ``--rules`` like a pack.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from engine.model.errors import RuleError
from engine.ruleset import schema
from engine.ruleset.meant import unknown
from engine.ruleset.positions import Document, Path_

OVERLAY = "overlay.yaml"
_Rules = list[tuple[schema.Rule, Document]]


def put_on(
    overlay: schema.Overlay,
    document: Document,
    rules: _Rules,
    exclusions: list[tuple[Any, Document]],
    lexicons: list[tuple[schema.Lexicon, Document]],
) -> dict[str, int | dict[str, int]]:
    """Change the three lists as ``overlay`` says. Returns the points that rules had before. Raises
    RuleError at the place in ``document``."""
    before = {rule.id: rule.points for rule, _ in rules}
    for i, extension in enumerate(overlay.extend):
        place = ("extend", i)
        if extension.lexicon:
            _extend_lexicon(extension, document, place, lexicons)
        else:
            _extend_rule(extension, document, place, rules)
    disabled = {entry.rule for entry in overlay.disable}
    known = {item.id for item, _ in (*rules, *exclusions)}
    for i, entry in enumerate(overlay.disable):
        if entry.rule not in known:
            raise RuleError(
                f"{document.where(('disable', i, 'rule'))} 基础规则包里"
                f"{unknown('规则或排除', entry.rule, known)}用 saolou rules list 查看编号。"
            )
    rules[:] = [pair for pair in rules if pair[0].id not in disabled]
    exclusions[:] = [pair for pair in exclusions if pair[0].id not in disabled]
    return {rule.id: before[rule.id] for rule, _ in rules if rule.points != before[rule.id]}


def with_limits(pack: schema.Pack, overlay: schema.Overlay, document: Document) -> schema.Pack:
    """The pack with the limits of bands that the office wants. Raises RuleError."""
    if overlay.bands is None:
        return pack
    for key, fault in wrong_limits(pack, overlay.bands):
        raise RuleError(f"{document.where(('bands', 'limits', *key))} {fault}")
    return pack.model_copy(update={"bands": {**pack.bands, **overlay.bands.limits}})


def wrong_limits(pack: schema.Pack, bands: schema.Limits) -> Iterator[tuple[Path_, str]]:
    """What is wrong with limits, and under which of their keys."""
    for name in bands.limits:
        if name not in pack.bands:
            yield (name,), f"没有叫“{name}”的等级，可以写的是：{'、'.join(pack.bands)}。"
    limits = {**pack.bands, **bands.limits}
    ordered = [limits[name] for name in pack.bands]
    if not all(higher > lower for higher, lower in pairwise(ordered)):
        told = "、".join(f"{name} {limits[name]}" for name in pack.bands)
        yield (), f"等级的分数线须由高到低，现在是{told}。"


def unknown_fields(rule: schema.Rule, extension: schema.Extension) -> list[str]:
    """Fields that an extension gives points for and the rule does not look at."""
    if not isinstance(extension.points, dict):
        return []
    known = {name for f in rule.features.values() for name in getattr(f, "fields", ())}
    return [name for name in extension.points if name not in known]


def _extend_lexicon(
    extension: schema.Extension,
    document: Document,
    place: Path_,
    lexicons: list[tuple[schema.Lexicon, Document]],
) -> None:
    for k, (lexicon, origin) in enumerate(lexicons):
        if lexicon.id == extension.lexicon:
            terms = tuple(dict.fromkeys([*lexicon.terms, *extension.terms]))
            lexicons[k] = (lexicon.model_copy(update={"terms": terms}), origin)
            return
    raise RuleError(
        f"{document.where((*place, 'lexicon'))} 基础规则包里"
        + unknown("词表", extension.lexicon, [lexicon.id for lexicon, _ in lexicons])
    )


def _extend_rule(
    extension: schema.Extension, document: Document, place: Path_, rules: _Rules
) -> None:
    for k, (rule, origin) in enumerate(rules):
        if rule.id != extension.rule:
            continue
        changes: dict[str, Any] = {}
        for name in unknown_fields(rule, extension):
            where = document.where((*place, "points", name))
            raise RuleError(f"{where} 规则 {rule.id} 不看字段“{name}”。")
        if isinstance(extension.points, dict):
            had = rule.points if isinstance(rule.points, dict) else {}
            known = {name for f in rule.features.values() for name in getattr(f, "fields", ())}
            had = had or dict.fromkeys(sorted(known), rule.points_for(""))
            changes["points"] = {**had, **extension.points}
        elif extension.points is not None:
            changes["points"] = extension.points
        if extension.terms:
            changes["features"] = _with_terms(rule, extension, document, place)
        rules[k] = (rule.model_copy(update=changes), origin)
        return
    said = unknown("规则", extension.rule, [rule.id for rule, _ in rules])
    raise RuleError(f"{document.where((*place, 'rule'))} 基础规则包里{said}")


def _with_terms(
    rule: schema.Rule, extension: schema.Extension, document: Document, place: Path_
) -> dict[str, schema.Feature]:
    lists = [
        name for name, f in rule.features.items() if isinstance(f, schema.Keyword | schema.Fuzzy)
    ]
    name = extension.feature or (lists[0] if len(lists) == 1 else "")
    if name not in lists:
        raise RuleError(
            f"{document.where((*place, 'feature'))} 请写明把词加到 {rule.id} 的哪个特征："
            f"{'、'.join(lists) or '（这条规则没有词语特征）'}。"
        )
    feature: Any = rule.features[name]
    terms = tuple(dict.fromkeys([*feature.terms, *extension.terms]))
    return {**rule.features, name: feature.model_copy(update={"terms": terms})}
