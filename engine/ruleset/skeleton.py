"""A new rule, ready to be filled in; it is well formed from the first moment."""

from __future__ import annotations

import re
from pathlib import Path

from engine.model.errors import UsageError
from engine.ruleset.load import load_ruleset
from engine.ruleset.lock import read_lock
from engine.ruleset.meant import listed, no_sector, sector_of
from engine.ruleset.positions import Document, read_documents

_FOLDERS = {"registration": "registration", "advert": "advertisement", "tip": "context"}
_FIELDS = {"registration": "[name, scope]", "advert": "[title, text]", "tip": "[title, text]"}
_TEXT = """# yaml-language-server: $schema=../schema/rule.schema.json
# 改好以后把 status 改为 stable，再运行 saolou rules check 和 saolou rules test。
id: {id}
title: {title}
status: draft
severity: medium
confidence: medium
applies_to: {kind}
role: signal
family: {family}
sectors: [{sector}]
element: 利诱性
features:
  word: {{kind: keyword, fields: {fields}, terms: [示例词语]}}
match: {{any: [word]}}
points: 10
legal:
  - {{instrument: 防范和处置非法集资条例, article: 第十九条}}
triage:
  - 写到了现场看什么、问什么
falsepositives:
  - 写哪些正当经营也会这样说
tests:
  - {{name: 应命中, record: {{{field}: 这里有示例词语}}, expect: hit}}
  - {{name: 不应命中, record: {{{field}: 这里没有}}, expect: miss}}
"""


def new_rule(root: Path, rule_id: str, kind: str, title: str, sector: str) -> Path:
    """Writes the skeleton below ``root`` and returns its file; ``sector``: its name or its id. Raises
    UsageError, RuleError."""
    if not re.fullmatch(r"[A-Z0-9]+(-[A-Z0-9]+)+", rule_id):
        raise UsageError(f"编号“{rule_id}”写法不对：用大写字母、数字和连字符，如 AD-NEW-001。")
    ruleset = load_ruleset(root)
    taken = {document.value.get("id") for document in _documents(root)} | read_lock(root).keys()
    if rule_id in taken:
        raise UsageError(f"编号“{rule_id}”已经用过。编号永不重用，请换一个。")
    chosen = sector_of(sector, ruleset.sectors)
    if chosen is None:
        said = f"{no_sector(sector, ruleset.sectors)}可以写名称，也可以写编号："
        raise UsageError(f"{said}\n{listed(ruleset.sectors.values())}")
    file = root / _FOLDERS[kind] / f"{rule_id.lower()}.yaml"
    if file.exists():
        raise UsageError(f"{file} 已经存在。")
    text = _TEXT.format(
        id=rule_id,
        title=title or "写一句话说明这条规则",
        kind=kind,
        family=rule_id.rsplit("-", 1)[0].lower(),
        sector=chosen,
        fields=_FIELDS[kind],
        field="name" if kind == "registration" else "text",
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


def _documents(root: Path) -> list[Document]:
    found = (d for file in sorted(root.rglob("*.yaml")) for d in read_documents(file))
    return [d for d in found if isinstance(d.value, dict)]
