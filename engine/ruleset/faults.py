"""What is wrong with the values of a file, for the analyst who wrote it: the place, the key in his
words, and what to write instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from engine.ruleset import schema
from engine.ruleset.positions import Document, Path_

#: Kind of fault of pydantic → code of engine.ruleset.lint_codes.
_CODES: Mapping[str, str] = MappingProxyType(
    {
        "extra_forbidden": "R101",
        "missing": "R102",
        "literal_error": "R103",
        "enum": "R103",
        "greater_than": "R103",
        "greater_than_equal": "R103",
        "less_than": "R103",
        "less_than_equal": "R103",
        "too_short": "R103",
        "string_too_short": "R103",
        "string_too_long": "R103",
        "too_long": "R103",
        "expiry": "R103",
        "pattern": "R105",
        "string_pattern_mismatch": "R106",
        "union_tag_invalid": "R107",
        "union_tag_not_found": "R107",
        "empty": "R208",
        "fuzzy": "R108",
    }
)
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "int": "整数",
        "float": "数字",
        "string": "文字（数字请加引号）",
        "tuple": "列表（用 [ ] 或每行一个“- ”）",
        "list": "列表（用 [ ] 或每行一个“- ”）",
        "dict": "键值对（“键: 值”，或 {键: 值}）",
        "model": "键值对（“键: 值”，或 {键: 值}）",
        "bool": "true 或 false",
        "date": "日期，写成 2026-01-31 的样子",
    }
)
#: What analysts write for the words that stand in rule files.
_MEANT: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "高": ("high",),
        "中": ("medium",),
        "低": ("low",),
        "广告": ("advert",),
        "企业登记": ("registration",),
        "登记": ("registration",),
        "企业": ("registration",),
        "线索记录": ("tip",),
        "举报": ("tip",),
        "线索": ("lead", "tip"),
        "迹象": ("signal",),
        "行为迹象": ("signal",),
        "参考": ("context",),
        "行业": ("membership",),
        "草稿": ("draft",),
        "试用": ("nursery",),
        "在用": ("stable",),
        "停用": ("deprecated",),
        "关键词": ("keyword",),
        "词语": ("keyword",),
        "词": ("keyword",),
        "正则": ("regex",),
        "利率": ("rate",),
        "回报": ("rate",),
        "数目": ("count",),
        "规则": ("rule",),
        "命中": ("hit",),
        "应命中": ("hit",),
        "是": ("hit",),
        "yes": ("hit",),
        "true": ("hit",),
        "不命中": ("miss",),
        "不应命中": ("miss",),
        "否": ("miss",),
        "no": ("miss",),
        "false": ("miss",),
        "排除": ("dismissed",),
        "应排除": ("dismissed",),
        "保留": ("kept",),
        "应保留": ("kept",),
    }
)
#: Keys whose value is oftenest written in another form → how it is written.
_WRITTEN: Mapping[str, str] = MappingProxyType(
    {
        "match": "{any: [特征名]}",
        "legal": "[{instrument: 防范和处置非法集资条例, article: 第十九条第三项}]",
        "features": "特征名: {kind: keyword, fields: [text], terms: [词]}",
        "tests": "- {name: 名字, record: {text: 一句话}, expect: hit}",
        "points": "10，或 {name: 20, scope: 12}",
    }
)


#: Faults of one document that are told.
_MOST = 200


class Fault(NamedTuple):
    """``code``: of engine.ruleset.lint_codes; ``path``: where it stands in the document."""

    code: str
    path: Path_
    said: str


def faults(document: Document, error: ValidationError) -> list[Fault]:
    """Each fault once: a union complains once for each of its members. Nobody mends thousands one by one."""
    found: dict[tuple[str, Path_], Fault] = {}
    told = error.errors(include_url=False)
    placed = [(fault, document.path_of(fault["loc"])) for fault in told[:_MOST]]
    for fault, path in placed:
        if _of_another_form(fault, path, placed):
            continue
        code = _CODES.get(fault["type"], "R104")
        key = (code, path if code != "R102" else (*path, str(fault["loc"][-1])))
        found.setdefault(key, Fault(code, path, _said(fault, path)))
    listed = list(found.values())
    if (more := len(told) - _MOST) > 0 and listed:
        said = f"{listed[-1].said}（这一段还有 {more} 处，没有逐一列出。）"
        listed[-1] = listed[-1]._replace(said=said)
    return listed


def _of_another_form(
    fault: ErrorDetails, path: Path_, placed: Iterable[tuple[ErrorDetails, Path_]]
) -> bool:
    """Does a member of a union complain of the form, where another took it and found fault within?"""
    if not fault["type"].endswith("_type") or len(fault["loc"]) == len(path):
        return False
    return any(
        other[: len(path)] == path and (len(other) > len(path) or not it["type"].endswith("_type"))
        for it, other in placed
    )


def told(document: Document, error: ValidationError) -> str:
    """A line for each fault, its place first."""
    return "\n".join(f"{document.where(f.path)} {f.said}" for f in faults(document, error))


def _said(fault: ErrorDetails, path: Path_) -> str:
    kind, ctx = fault["type"], fault.get("ctx", {})
    key = _key(path if kind != "missing" else (*path, fault["loc"][-1]))
    if kind == "extra_forbidden":
        return f"{key}：{_odd_key(str(path[-1] if path else ''))}"
    if kind == "missing":
        return f"{key}：缺少必填的键。"
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        return f"{key}：{_not_allowed(fault)}"
    if kind == "union_tag_not_found":
        return f"{key}：缺少 kind。"
    if kind in ("pattern", "empty", "expiry", "fuzzy"):
        return f"{key}：{fault['msg']}。".replace("。。", "。")
    if kind == "string_pattern_mismatch":
        return f"{key}：“{_short(fault['input'])}”的写法不对。"
    if kind == "too_long":
        return f"{key}：最多写 {ctx['max_length']} 个。"
    if kind == "string_too_long":
        return f"{key}：最多 {ctx['max_length']} 个字。"
    if kind == "too_short":
        return f"{key}：至少要写 {ctx.get('min_length', 1)} 个{_as_written(path)}。"
    if kind == "string_too_short":
        return f"{key}：不能空着。"
    for bound, sign in (("ge", "不小于"), ("gt", "大于"), ("le", "不大于"), ("lt", "小于")):
        if bound in ctx:
            return f"{key}：应{sign} {ctx[bound]}，写的是 {_short(fault['input'])}。"
    wanted = _TYPES.get(kind.split("_")[0])
    if wanted is None:
        return f"{key}：值不对，写的是“{_short(fault['input'])}”。"
    had = fault["input"]
    wrote = f"，写的是“{_short(had)}”" if isinstance(had, str | int | float) else ""
    return f"{key}：应为{wanted}{wrote}{_as_written(path)}。"


def _key(path: Path_) -> str:
    """``features.word.terms 第 2 项``; the whole document has no key."""
    said = ""
    for part in path:
        if isinstance(part, int):
            said += f" 第 {part + 1} 项"
        else:
            said += ("." if said[-1:] not in ("", "项") else " " if said else "") + part
    return said or "整段"


def _as_written(path: Path_) -> str:
    written = _WRITTEN.get(str(path[-1])) if path else None
    return f"。写成 {written}" if written else ""


def _odd_key(wrong: str) -> str:
    known = _known_keys()
    if wrong in known:
        return "这个键不写在这里，请检查缩进。"
    near = get_close_matches(wrong, known, 1, 0.6)
    return "不认识的键" + (f"，是否想写 {near[0]}？" if near else "。")


def _not_allowed(fault: ErrorDetails) -> str:
    ctx, had = fault.get("ctx", {}), fault["input"]
    if fault["type"] == "union_tag_invalid" and isinstance(had, dict):
        had = had.get("kind")
    listed = str(ctx.get("expected") or ctx.get("expected_tags", "")).replace(" or ", ", ")
    allowed = [word.strip().strip("'") for word in listed.split(",")]
    meant = _meant(str(had).lower(), allowed)
    guess = f"是否想写 {meant}？" if meant else ""
    return f"不能是“{_short(had)}”。{guess}可用的值：{'、'.join(allowed)}。"


def _meant(had: str, allowed: Iterable[str]) -> str:
    allowed = list(allowed)
    known = [word for word in _MEANT.get(had, ()) if word in allowed]
    return next(iter(known or get_close_matches(had, allowed, 1, 0.6)), "")


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 30 else text[:30] + "……"


@cache
def _known_keys() -> tuple[str, ...]:
    """Every key of every model, for the suggestion beside a misspelt one."""
    models = (getattr(schema, name) for name in dir(schema))
    keys = {
        key
        for model in models
        if isinstance(model, type) and issubclass(model, BaseModel)
        for key in model.model_fields
    }
    return tuple(sorted(keys))
