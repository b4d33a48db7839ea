"""All checks of a folder of rules, all findings together, in the order of the files."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Set
from pathlib import Path
from typing import Any

from engine.model.errors import RuleError
from engine.ruleset import schema
from engine.ruleset.accepted import without_accepted
from engine.ruleset.lint_codes import Finding
from engine.ruleset.lint_laws import check_laws
from engine.ruleset.lint_rules import Known, check_rule, several_in_one
from engine.ruleset.lint_source import RULE_FOLDERS, Pack, read_pack
from engine.ruleset.meant import unknown
from engine.ruleset.overlay import OVERLAY, unknown_fields, wrong_limits
from engine.ruleset.positions import Document, Path_, content
from engine.ruleset.waivers import WaiverFile
from engine.text.fold import fold

_VERSION = re.compile(r"\d+(\.\d+)*\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
#: Read by the engine itself, not by a rule.
_ENGINE_LEXICONS = frozenset({"registration-words", "registration-own-business", "advert-sectors"})
#: Days before its end from which an exception is said to end soon.
_SOON = 30
_READ = frozenset(
    (
        *RULE_FOLDERS,
        *("exclusions", "lexicons", "params"),
        *("laws.yaml", "pack.yaml", "sectors.yaml", OVERLAY),
    )
)
_BANDS = ("高", "中", "低")


def lint(root: Path, today: str, engine_version: str) -> list[Finding]:
    """Findings of the pack in ``root``; ``today`` (ISO date) decides what is past its review.

    Raises UsageError when the folder cannot be read.
    """
    return lint_pack(read_pack(root), today, engine_version)


def lint_pack(pack: Pack, today: str, engine_version: str) -> list[Finding]:
    """The same for a pack already read."""
    known = Known(
        None if pack.sectors is None else {sector.id: sector for sector, _, _ in pack.sectors},
        {x.id: x for x, _ in pack.lexicons},
        {x.id for x, _ in pack.params},
        {rule.id: rule for rule, _ in pack.rules},
        tuple(x for x, _ in pack.exclusions),
    )
    for rule, document in pack.rules:
        if pack.owns(document):
            check_rule(pack, rule, document, known)
    for exclusion, document in pack.exclusions:
        if pack.owns(document):
            _exclusion(pack, exclusion, document)
            _weighed(pack, exclusion, document)
    check_laws(pack)
    _same_ids(pack)
    _circles(pack)
    _data(pack, today)
    _version(pack, engine_version)
    _unread(pack)
    found = set(pack.findings)
    if pack.overlay is not None:
        _overlay(pack, today)
        found = {f for f in pack.findings if f.file.is_relative_to(pack.root)}
    kept = without_accepted(found, sorted(pack.root.rglob("*.yaml")))
    return sorted(kept, key=lambda finding: finding.order)


def _unread(pack: Pack) -> None:
    """Rules in a folder that nothing reads would silently do nothing."""
    for file in sorted(pack.root.rglob("*.yaml")):
        first = file.relative_to(pack.root).parts[0]
        if first in _READ:
            continue
        try:
            said = content(file).decode("utf-8", "replace")
        except (OSError, RuleError):
            continue
        if "id:" in said and "exceptions:" not in said:  # exceptions may lie beside the rules
            pack.findings.append(Finding("R007", file, 1, 1, f"没有读取 {file.name}。"))


def _overlay(pack: Pack, today: str) -> None:
    overlay, document = pack.overlay, pack.overlay_document
    assert overlay is not None
    assert document is not None
    rules = {rule.id: rule for rule, _ in pack.rules}
    items = rules.keys() | {exclusion.id for exclusion, _ in pack.exclusions}
    lexicons = {lexicon.id for lexicon, _ in pack.lexicons}
    for i, entry in enumerate(overlay.disable):
        place: Path_ = ("disable", i, "rule")
        if entry.rule not in items:
            pack.add("R206", document, place, unknown("规则或排除", entry.rule, items))
        if entry.review_by and not _is_date(entry.review_by):
            said = f"“{entry.review_by}”不是日期。"
            pack.add("R702", document, ("disable", i, "review_by"), said)
        elif entry.review_by and entry.review_by < today:
            said = f"停用 {entry.rule} 应在 {entry.review_by} 以前复核。"
            pack.add("R705", document, ("disable", i, "review_by"), said)
    for i, extension in enumerate(overlay.extend):
        several_in_one(pack, document, ("extend", i, "terms"), extension.terms)
        if extension.lexicon and extension.lexicon not in lexicons:
            said = unknown("词表", extension.lexicon, lexicons)
            pack.add("R202", document, ("extend", i, "lexicon"), said)
        if extension.rule and extension.rule not in rules:
            said = unknown("规则", extension.rule, rules)
            pack.add("R206", document, ("extend", i, "rule"), said)
        elif extension.rule:
            for name in unknown_fields(rules[extension.rule], extension):
                said = f"规则 {extension.rule} 不看字段“{name}”。"
                pack.add("R103", document, ("extend", i, "points", name), said)
    if overlay.bands and pack.pack:
        for key, fault in wrong_limits(pack.pack, overlay.bands):
            pack.add("R103", document, ("bands", "limits", *key), fault)


def lint_waivers(given: WaiverFile, rules: Set[str], today: str) -> list[Finding]:
    """Findings on a file of exceptions that could be read; ``rules``: the ids there are."""
    found: list[Finding] = []

    def add(code: str, place: Path_, said: str) -> None:
        found.append(Finding(code, given.file, *given.document.place(place), said))

    day = dt.date.fromisoformat(today)
    for i, waiver in enumerate(given.waivers):
        for k, rule in enumerate(waiver.rules):
            if rule not in rules:
                add("R206", ("exceptions", i, "rules", k), unknown("规则", rule, rules))
        place: Path_ = ("exceptions", i, "expires")
        if waiver.expires < day:
            add("R706", place, f"例外 {waiver.id} 已于 {waiver.expires} 到期。")
        elif (waiver.expires - day).days <= _SOON:
            add("R707", place, f"例外 {waiver.id} 将于 {waiver.expires} 到期。")
    return sorted(found, key=lambda finding: finding.order)


def _exclusion(pack: Pack, exclusion: Any, document: Document) -> None:
    sides = {test.expect for test in exclusion.tests}
    if "dismissed" not in sides:
        said = f"{exclusion.id} 没有“应排除”的测试。"
        pack.add("R603", document, ("id",), said)
    if "kept" not in sides and "dismissed" in sides:
        pack.add("R604", document, ("tests",), f"{exclusion.id} 没有“应保留”的测试。")
    for i, test in enumerate(exclusion.tests):
        if fold(test.word) not in fold(test.text):
            said = f"测试“{test.name}”的文字里没有“{test.word}”。"
            pack.add("R606", document, ("tests", i, "word"), said)
    for key in ("words", "terms"):
        several_in_one(pack, document, (key,), getattr(exclusion, key, ()))
    for key in ("words", "terms", "before", "after"):
        seen: dict[str, str] = {}
        for i, term in enumerate(getattr(exclusion, key, ())):
            if fold(term) in seen:
                said = f"“{term}”与前面的“{seen[fold(term)]}”是同一个词。"
                pack.add("R302", document, (key, i), said)
            seen.setdefault(fold(term), term)


#: What exclusions ask of the share of a text.
_SHARES = ("at_most", "rest_at_most", "alone_at_most")


def _weighed(pack: Pack, exclusion: Any, document: Document) -> None:
    """The lexicons that tell what poses as the exclusion, or reads plain, have weights."""
    lexicons = {known.id: known for known, _ in pack.lexicons}
    for key in ("lexicon", "offers"):
        asked = getattr(exclusion, key, "")
        if asked and asked not in lexicons:
            pack.add("R202", document, (key,), unknown("词表", asked, lexicons))
        elif asked and not lexicons[asked].weights:
            pack.add("R208", document, (key,), f"词表“{asked}”没有分值（weights）。")
    name = getattr(exclusion, "lexicon", "")
    if not name and (key := next((k for k in _SHARES if getattr(exclusion, k, 1.0) < 1), "")):
        said = f"{exclusion.id} 有 {key}，没有 lexicon，不起作用。"
        pack.add("R208", document, (key,), said)
    elif getattr(exclusion, "by_wording", False) and (not name or exclusion.at_most >= 1):
        said = f"{exclusion.id} 没有 terms 和 patterns，要有 lexicon 和小于 1 的 at_most。"
        pack.add("R208", document, ("id",), said)
    elif getattr(exclusion, "by_wording", False) and exclusion.min_hits > 1:
        said = f"{exclusion.id} 没有 terms 和 patterns，min_hits 不起作用。"
        pack.add("R208", document, ("min_hits",), said)


def _same_ids(pack: Pack) -> None:
    groups: tuple[list[tuple[Any, Document, Path_]], ...] = (
        [(item, document, ()) for item, document in (*pack.rules, *pack.exclusions)],
        pack.sectors or [],
        [(lexicon, document, ()) for lexicon, document in pack.lexicons],
        [(param, document, ()) for param, document in pack.params],
    )
    for group in groups:
        first: dict[str, str] = {}
        for item, document, path in group:
            place: Path_ = (*path, "id")
            if item.id in first:
                pack.add("R301", document, place, f"编号 {item.id} 已用于 {first[item.id]}。")
            first.setdefault(item.id, document.where(place))


def _circles(pack: Pack) -> None:
    """Rules that, through others, wait for themselves."""
    built_on: dict[str, set[str]] = defaultdict(set)
    places: dict[str, tuple[Document, str]] = {}
    for rule, document in pack.rules:
        for name, feature in rule.features.items():
            if isinstance(feature, schema.RuleRef):
                built_on[rule.id].update(feature.rules)
                places[rule.id] = (document, name)

    def reaches(start: str) -> bool:
        todo, seen = list(built_on[start]), set()
        while todo:
            rule = todo.pop()
            if rule == start:
                return True
            if rule not in seen:
                seen.add(rule)
                todo.extend(built_on.get(rule, ()))
        return False

    for rule_id in sorted(places):
        if reaches(rule_id):
            document, name = places[rule_id]
            pack.add("R209", document, ("features", name), f"{rule_id} 绕了一圈引用自己。")


def _data(pack: Pack, today: str) -> None:
    """Parameters and lexicons: dates, use, the files they name."""
    features = [f for rule, _ in pack.rules for f in rule.features.values()]
    values = [getattr(f, "value", None) for f in features]
    params = {value.param for value in values if isinstance(value, schema.ParamRef)}
    users = [*features, *(exclusion for exclusion, _ in pack.exclusions)]
    lexicons = {getattr(user, "lexicon", "") for user in users} | _ENGINE_LEXICONS
    for param, document in pack.params:
        dates: dict[Path_, str] = {("values", day): day for day in param.values}
        dates |= {("review_by",): param.review_by, ("checked_on",): param.checked_on}
        for path, day in dates.items():
            if day and not _is_date(day):
                pack.add("R702", document, path, f"“{day}”不是日期。")
        if not param.values:
            pack.add("R103", document, ("values",), f"参数 {param.id} 一个值也没有。")
        if _is_date(param.review_by) and param.review_by < today:
            said = f"参数 {param.id}（{param.title}）应在 {param.review_by} 以前复核。"
            pack.add("R701", document, ("review_by",), said)
        if param.id not in params:
            pack.add("R703", document, ("id",), f"没有规则用到参数 {param.id}。")
    for lexicon, document in pack.lexicons:
        if lexicon.weights and not (document.file.parent / lexicon.weights).is_file():
            said = f"没有文件 {lexicon.weights}（应在词表旁边）。"
            pack.add("R208", document, ("weights",), said)
        several_in_one(pack, document, ("terms",), lexicon.terms)
        if lexicon.id not in lexicons:
            pack.add("R704", document, ("id",), f"没有规则用到词表 {lexicon.id}。")


def _is_date(text: str) -> bool:
    if not _DATE.match(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _version(pack: Pack, engine_version: str) -> None:
    if pack.pack is None or pack.pack_document is None:
        return
    for key in ("version", "min_engine"):
        text = getattr(pack.pack, key)
        if not _VERSION.match(text):
            pack.add("R802", pack.pack_document, (key,), f"“{text}”不是版本号。")
    needed = pack.pack.min_engine
    if _VERSION.match(needed) and _numbers(needed) > _numbers(engine_version):
        said = f"规则包要求引擎 {needed}，现在是 {engine_version}。"
        pack.add("R801", pack.pack_document, ("min_engine",), said)
    for band in _BANDS:
        if band not in pack.pack.bands:
            pack.add("R102", pack.pack_document, ("bands",), f"bands 里没有“{band}”。")


def _numbers(version: str) -> tuple[int, ...]:
    """1.2.3 → (1, 2, 3); what follows the numbers (rc1) is left out."""
    found = [int(part) for part in re.findall(r"\d+", version.split("+")[0])[:3]]
    return tuple(found + [0] * (3 - len(found)))
