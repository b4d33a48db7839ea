"""Near misses for people and for machines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from engine.ruleset import RuleSet
from engine.study.near import Near, NearMisses, by_size
from engine.study.probes import in_words

_EXAMPLES = 2


def human(found: NearMisses, ruleset: RuleSet, within: int, show: int) -> str:
    """What is near for want of points, then by the condition or the exclusion that is in the way."""
    limits = "、".join(f"{band} {limit} 分" for band, limit in ruleset.pack.bands.items())
    lines = [f"等级的分数线：{limits}；广告到“中”才算可疑。"]
    lines += _listed(f"广告：差 {within} 分以内到“中”", found.adverts, show)
    lines += _listed("广告：分数够了，只因命中的规则单独不说明什么而没有列入", found.held, show)
    conditions = by_size(found.conditions)
    lines += ["", f"广告：只差一个条件就可疑（{len(conditions)} 种）"]
    for (rule, lacking), near in conditions[:show]:
        title, lacks = ruleset.by_id[rule].title, in_words(lacking, rule, ruleset)
        lines.append(f"  {rule} {title}  差：{lacks}，{len(near)} 条")
        lines += _examples(near)
    lines += _more(len(conditions), show)
    for kind, end in (("广告", "可疑"), ("企业", "线索")):
        unit = "条" if kind == "广告" else "户"
        grouped = [pair for pair in by_size(found.exclusions) if pair[0][0] == kind]
        lines += ["", f"{kind}：只因一种排除而不是{end}（{len(grouped)} 种，排除得对不对？）"]
        for (_, said), near in grouped[:show]:
            lines.append(f"  {said}：{len(near)} {unit}")
            lines += _examples(near)
        lines += _more(len(grouped), show)
    lines += _listed(f"企业：差 {within} 分以内到上一等级", found.firms, show)
    return "\n".join(lines)


def _listed(title: str, found: Sequence[Near], show: int) -> list[str]:
    lines = ["", f"{title}（{len(found)}）"]
    for near in found[:show]:
        short = f"{near.points} 分，差 {near.lacking} 分到“{near.band}”"
        said = short if near.lacking else f"{near.points} 分"
        lines.append(f"  {near.key} {near.name}  {said}")
        lines.append(f"      {near.reasons.replace('|', '；') or '无命中'}")
        lines += [f"      {near.text}"] if near.text else []
    return lines + _more(len(found), show)


def _more(count: int, show: int) -> list[str]:
    return [f"  ……另有 {count - show} 处，用 --show 多看一些"] if count > show else []


def _examples(found: Sequence[Near]) -> list[str]:
    return [f"      {near.key} {near.name} {near.text}".rstrip() for near in found[:_EXAMPLES]]


def as_json(found: NearMisses) -> str:
    """Every record, by what it lacks."""
    body = {
        "adverts": [asdict(near) for near in found.adverts],
        "held": [asdict(near) for near in found.held],
        "firms": [asdict(near) for near in found.firms],
        "conditions": [
            {"rule": rule, "lacking": lacking, "records": [asdict(near) for near in records]}
            for (rule, lacking), records in by_size(found.conditions)
        ],
        "exclusions": [
            {"kind": kind, "exclusion": said, "records": [asdict(near) for near in records]}
            for (kind, said), records in by_size(found.exclusions)
        ],
    }
    return json.dumps(body, ensure_ascii=False, indent=2)
