"""A labelled record becomes a test inside a rule."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from engine.model.errors import UsageError
from engine.ruleset import schema
from engine.study.corpus import DATES, Corpus

_KEYS = {"registration": ("uscc", "name"), "advert": ("ad_id",), "tip": ("tip_id",)}
_LABELS = {"registration": "entities", "advert": "adverts", "tip": "tips"}


@dataclass(frozen=True, slots=True)
class Exported:
    """``line``: one test in YAML; ``expect``: hit or miss."""

    line: str
    expect: Literal["hit", "miss"]


def export(corpus: Corpus, key: str, rule: schema.Rule, expect: str = "") -> Exported:
    """The record ``key`` (credit code, name, or number) as a test of ``rule``.

    Without ``expect`` the label decides: what is to be looked at must hit. Raises UsageError.
    """
    kind = rule.applies_to
    record = _record(corpus, kind, key)
    wanted = expect or _labelled(corpus, kind, record)
    if wanted not in ("hit", "miss"):
        raise UsageError(f"“{key}”没有标注，请用 --expect hit 或 --expect miss 写明。")
    columns: list[str] = []
    for feature in rule.features.values():
        columns.extend(getattr(feature, "fields", ()))
        columns.append(getattr(feature, "field", ""))
    if any(isinstance(f, schema.RuleRef) for f in rule.features.values()):
        columns.extend(("name", "scope") if kind == "registration" else ("title", "text"))
    if any(isinstance(f, schema.Rate) for f in rule.features.values()):
        columns.append(DATES[kind])
    kept = {c: str(record[c]) for c in dict.fromkeys(columns) if record.get(c)}
    if not kept:
        raise UsageError(f"“{key}”在规则 {rule.id} 要看的字段里什么也没有，做不成测试。")
    values = ", ".join(f"{c}: {json.dumps(v, ensure_ascii=False)}" for c, v in kept.items())
    name = json.dumps(f"样本 {key}", ensure_ascii=False)
    line = f"- {{name: {name}, record: {{{values}}}, expect: {wanted}}}"
    return Exported(line, "hit" if wanted == "hit" else "miss")


def _record(corpus: Corpus, kind: str, key: str) -> dict[str, Any]:
    table = corpus.tables.get(kind)
    for record in table.to_pylist() if table is not None else ():
        if any(record.get(column) == key for column in _KEYS[kind]):
            return {str(k): v for k, v in record.items()}
    raise UsageError(f"样本里没有“{key}”（按{'、'.join(_KEYS[kind])}查找）。")


def _labelled(corpus: Corpus, kind: str, record: dict[str, Any]) -> str:
    for label in corpus.labels(_LABELS[kind]) or ():
        keys = (*_KEYS[kind], "ad_id")  # 编号 of any labels file is read as ad_id
        if any(label.get(k) and label[k] in (record.get(k), record.get("tip_id")) for k in keys):
            positive = label.get("disposition") == "线索" or label.get("should_flag") == "1"
            return "hit" if positive else "miss"
    return ""
