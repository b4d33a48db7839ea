"""JSON Schema of rule files, for editors that complete and underline while one types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from engine.ruleset import schema

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
#: Shown by editors beside a key; in the analysts' language.
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        "id": "编号：大写字母、数字和连字符；永不重用",
        "title": "标题：一句话说明，会出现在线索的理由里",
        "status": "draft 草稿（不运行）、nursery 试用（运行不计分）、stable 在用、deprecated 停用",
        "severity": "严重程度",
        "confidence": "规则本身的可信度",
        "applies_to": "看哪种记录：registration 企业登记、advert 广告、tip 举报",
        "role": "lead 本身就是线索、signal 行为迹象、membership 只说明行业、context 只作参考",
        "family": "家族：同一家族只计分数最高的一条",
        "sectors": "行业：sectors.yaml 里的 id，第一个为主",
        "element": "支持哪一性：非法性、公开性、利诱性、社会性，或 context",
        "features": "特征：名称 → 种类和内容",
        "match": "组合：any、all、not，或 n_of 加 of",
        "exclude": "例外：这些特征成立时，整条规则不算",
        "points": "分数：整数，或按字段写",
        "legal": "依据：法规名称和条",
        "triage": "上门核查要点",
        "falsepositives": "易误判的情形",
        "tests": "测试：应命中和不应命中的各至少一条",
        "terms": "词语",
        "lexicon": "词表：lexicons/ 里的 id",
        "plain": "true：不判断词语边界和指代，见字就算",
        "disguised": "true：只认变形写法（谐音、形近、拆字、拼音、表情、字间夹符号），明写的不算",
        "max_edits": "允许错、漏、多几个字：1 或 2；2 的词至少六个字",
        "min_length": "词表里短于这么多字的词只认原样",
        "unless_near": "旁边有这些词就不算",
        "unless_within": "在这个正则匹配到的文字之中的不算：说的是别的意思",
        "anchors": "锚词：含有其中之一的文字才试正则",
        "parts": "正则的各个部分：名字 → 正则；pattern 里写 {名字}",
        "pattern": "RE2 正则：没有前后环视和反向引用",
        "fields": "看哪些字段",
        "kind": "种类",
        "cause": "排除的理由，会出现在“已排除”表里",
        "words": "只对含有这些字样的词起作用；不写则对所有词",
        "base": "shipped（自带的规则包），或基础包相对本文件夹的路径",
        "disable": "停用基础包的规则或排除，须写理由和批准人",
        "extend": "给基础包的规则或词表加词，或改分数，须写理由",
        "bands": "等级的分数线",
        "limits": "等级 → 从多少分起；不写的不变",
        "reason": "理由",
        "approver": "批准人或批准单位",
        "granted": "批准日期",
        "expires": "最后一天，至多在批准日期后一年",
        "firm": "统一社会信用代码或企业全称",
        "text": "原文中的字样",
        "review_by": "复核日期，过期会提醒",
    }
)
_MODELS: Mapping[str, Any] = MappingProxyType(
    {
        "rule": schema.Rule,
        "exclusion": schema.ExclusionDocument,
        "sectors": schema.Sectors,
        "laws": schema.Laws,
        "pack": schema.Pack,
        "lexicon": schema.Lexicon,
        "param": schema.Param,
        "overlay": schema.Overlay,
        "exceptions": schema.Waivers,
    }
)


def schemas() -> dict[str, str]:
    """File name → text, for every kind of rule file."""
    return {f"{name}.schema.json": _text(name, model) for name, model in _MODELS.items()}


def _text(name: str, model: Any) -> str:
    body = {
        "$schema": _DRAFT,
        "$comment": "由 saolou rules schema 生成，不要手工修改。",
        **_tidy(TypeAdapter(model).json_schema()),
        "title": f"saolou {name}",
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def _tidy(node: Any) -> Any:
    """Without the titles and English docstrings pydantic derives, with the hints."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    result: dict[str, Any] = {}
    for key, value in node.items():
        if key == "properties":
            result[key] = {
                name: {**_tidy(child), **({"description": _HINTS[name]} if name in _HINTS else {})}
                for name, child in value.items()
            }
        elif not (key in ("title", "description") and isinstance(value, str)):
            result[key] = _tidy(value)
    return result
