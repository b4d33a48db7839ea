"""Pages about rules that an office can print: one a rule, and a table of all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engine.ruleset import schema
from engine.ruleset.rules import RuleSet

#: Kinds of records in words.
KINDS = {"registration": "企业登记", "advert": "广告", "tip": "举报"}
_ROLES = {
    "lead": "本身就是线索",
    "signal": "行为迹象",
    "membership": "只说明行业",
    "context": "只作参考",
}
_STATUS = {"draft": "草稿", "nursery": "试用（不计分）", "stable": "在用", "deprecated": "停用"}
_EXCLUSIONS = {
    "guard": "整词另有所指",
    "referent": "说的是别人或别的事物",
    "disclaimer": "写明不经营",
    "warning": "风险提示、普法宣传",
    "negation": "否定",
    "plain": "整段措辞平常",
    "licensed": "持牌机构",
}
#: Signs to terminals and of direction.
_UNSEEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SIDES = {"hit": "应命中", "miss": "不应命中", "dismissed": "应排除", "kept": "应保留"}


def pages(ruleset: RuleSet) -> dict[str, str]:
    """File name → Markdown: ``index.md``, and a page for every rule and exclusion."""
    result = {"index.md": overview(ruleset, linked=True)}
    for rule in ruleset.rules:
        result[f"{rule.id}.md"] = _page(_rule(rule, ruleset))
    for exclusion in ruleset.exclusions:
        result[f"{exclusion.id}.md"] = _page(_exclusion(exclusion))
    return result


def _page(lines: Iterable[str]) -> str:
    """Only what can be seen, and nothing that whoever shows the page takes for more than text."""
    text = _UNSEEN.sub("", "\n".join(lines))
    # Within signs for code as well: who writes a rule may leave them unpaired.
    return text.replace("<", "&lt;") + "\n"


def overview(ruleset: RuleSet, linked: bool = False) -> str:
    """All rules and exclusions in tables; ``linked`` to pages beside it."""

    def name(identifier: str) -> str:
        return f"[{identifier}]({identifier}.md)" if linked else identifier

    lines = [
        f"# {ruleset.pack.title}：规则一览",
        "",
        f"规则 {len(ruleset.rules)} 条，排除 {len(ruleset.exclusions)} 条。"
        "命中只说明疑似、待核查，不是认定结论。",
    ]
    for kind, said in KINDS.items():
        rules = sorted(ruleset.rules_for(kind), key=lambda rule: rule.id)
        if rules:
            lines += [
                "",
                f"## {said}",
                "",
                *_head("编号", "标题", "行业", "四性", "作用", "分数", "依据"),
            ]
            lines += [
                _row(
                    name(rule.id),
                    rule.title,
                    "、".join(_sectors(rule, ruleset)),
                    "" if rule.element == "context" else rule.element.value,
                    _ROLES[rule.role],
                    _points(rule),
                    rule.basis().replace("|", "、"),
                )
                for rule in rules
            ]
    lines += ["", "## 排除", "", *_head("编号", "标题", "种类", "理由")]
    for exclusion in sorted(ruleset.exclusions, key=lambda x: x.id):
        kind = _EXCLUSIONS[exclusion.kind]
        lines.append(_row(name(exclusion.id), exclusion.title, kind, exclusion.cause))
    return _page(lines)


def _head(*columns: str) -> list[str]:
    return [_row(*columns), "|" + "---|" * len(columns)]


def _row(*cells: str) -> str:
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _sectors(rule: schema.Rule, ruleset: RuleSet) -> list[str]:
    return [ruleset.sectors[sector].name for sector in rule.sectors]


def _points(rule: schema.Rule) -> str:
    if isinstance(rule.points, int):
        return str(rule.points)
    return "、".join(f"{field} {points}" for field, points in rule.points.items())


def _list(title: str, items: Iterable[str]) -> list[str]:
    found = [f"- {' '.join(item.split())}" for item in items]
    return ["", f"## {title}", "", *found] if found else []


def _rule(rule: schema.Rule, ruleset: RuleSet) -> Iterator[str]:
    yield f"# {rule.id} {rule.title}"
    yield ""
    yield from _head("项目", "内容")
    yield _row("看什么", KINDS[rule.applies_to])
    yield _row("作用", _ROLES[rule.role])
    yield _row("状态", _STATUS[rule.status])
    yield _row("行业", "、".join(_sectors(rule, ruleset)))
    yield _row("四性", "（不涉及）" if rule.element == "context" else rule.element.value)
    yield _row("分数", f"{_points(rule)}（家族 {rule.family} 只计最高一条）")
    yield _row("对持牌机构", "也计" if rule.holds_for_licensed else "不计")
    if rule.description:
        yield from ("", " ".join(rule.description.split()))
    yield from ("", "## 怎样算命中", "", f"组合：{spelled(rule.match)}。")
    if rule.exclude:
        yield from ("", f"例外：{'、'.join(rule.exclude)} 成立时不算。")
    yield ""
    for name, feature in rule.features.items():
        yield f"- **{name}**：{_feature(feature, ruleset)}"
    yield from _list("依据", (law.cite() + law.note for law in rule.legal))
    yield from _list("上门核查", rule.triage)
    yield from _list("易误判", rule.falsepositives)
    yield from _tests(
        (t.name, "；".join(str(v) for v in t.record.values()), t.expect) for t in rule.tests
    )


def _feature(feature: Any, ruleset: RuleSet) -> str:
    where = "、".join(getattr(feature, "fields", ()) or (getattr(feature, "field", ""),))
    if isinstance(feature, schema.Keyword | schema.Fuzzy):
        if getattr(feature, "at_least", None) is not None:
            return f"{where} 的措辞与词表 {feature.lexicon} 的相近程度达到 {feature.at_least:.0%}"  # type: ignore[union-attr]
        near = getattr(feature, "unless_near", None)
        said = f"；旁边有 {'、'.join(near.terms)} 就不算" if near else ""
        if isinstance(feature, schema.Fuzzy):
            said = f"（{feature.said}）"
        return f"{where} 中有 {'、'.join(ruleset.terms_of(feature))}{said}"
    if isinstance(feature, schema.Regex):
        wider = feature.unless_within
        said = f"；在 `{wider.pattern}` 之中的不算（{wider.cause}）" if wider else ""
        return f"{where} 中有 {'、'.join(feature.anchors)}，且符合 `{feature.pattern}`{said}"
    if isinstance(feature, schema.Rate):
        value = feature.value
        if isinstance(value, schema.ParamRef):
            title = ruleset.params[value.param].title
            limit = f"{title}的 {value.times:g} 倍" if value.times != 1 else title
        else:
            limit = f"{value:g}%"
        return f"{where} 中许诺的回报折合年化{'高于' if feature.op == '>' else '不低于'} {limit}"
    if isinstance(feature, schema.RuleRef):
        return f"命中 {'、'.join(feature.rules)} 之一"
    return "，".join(f"{k}={v}" for k, v in feature.model_dump(exclude={"kind"}).items())


def spelled(node: Any) -> str:
    """A match tree in words."""
    if isinstance(node, str):
        return node
    parts = []
    for key, value in node.items():
        if key == "n_of":
            continue
        children = [spelled(c) for c in (value if isinstance(value, list) else [value])]
        if key == "of":
            parts.append(f"{'、'.join(children)} 之中至少 {node['n_of']} 个")
        elif key == "not":
            parts.append("没有 " + "、".join(children))
        else:
            joined = (" 或 " if key == "any" else " 且 ").join(children)
            parts.append(f"（{joined}）" if len(children) > 1 and len(node) > 1 else joined)
    text = " 且 ".join(parts)
    return f"（{text}）" if " 或 " in text and not text.startswith("（") else text


def _exclusion(exclusion: Any) -> Iterator[str]:
    yield f"# {exclusion.id} {exclusion.title}"
    yield ""
    yield from _head("项目", "内容")
    yield _row("种类", _EXCLUSIONS[exclusion.kind])
    yield _row("理由", exclusion.cause)
    yield _row("看什么", "、".join(KINDS[kind] for kind in exclusion.applies_to))
    yield _row("对哪些词", "、".join(exclusion.words) or "所有词")
    if exclusion.description:
        yield from ("", " ".join(exclusion.description.split()))
    for key, said in (("terms", "词语"), ("before", "前面"), ("after", "后面"), ("open", "开头")):
        words = getattr(exclusion, key, ())
        yield from _list(said, ("、".join(words),) if words else ())
    patterns = getattr(exclusion, "name_patterns", ())
    yield from _list("名称符合", (f"`{pattern}`" for pattern in patterns))
    yield from _list("依据", (law.cite() + law.note for law in exclusion.legal))
    yield from _tests((t.name, f"{t.text}（{t.word}）", t.expect) for t in exclusion.tests)


def _tests(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    found = [_row(name, text, _SIDES[expect]) for name, text, expect in rows]
    if found:
        yield from ("", "## 例子", "", *_head("名称", "文字", "结果"), *found)
