"""Read a folder of rules into a checked rule set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from engine.model.errors import RuleError
from engine.ruleset import schema
from engine.ruleset.positions import Document, read_documents
from engine.ruleset.rules import RuleSet

Model = TypeVar("Model", bound=BaseModel)
_RULE_FOLDERS = ("registration", "advertisement", "context", "nursery")
_MESSAGES = {
    "extra_forbidden": "不认识的键，请检查拼写或删去",
    "missing": "缺少必填的键",
    "literal_error": "值不在允许的范围内",
    "enum": "值不在允许的范围内",
    "int_type": "应为整数",
    "string_type": "应为文字（数字请加引号）",
    "union_tag_invalid": "kind 的值不认识",
    "union_tag_not_found": "缺少 kind",
    "tuple_type": "应为列表（用 [ ] 或每行一个“- ”）",
    "dict_type": "应为键值对",
    "string_pattern_mismatch": "编号只能用大写字母、数字和连字符",
}


def bundled_rules() -> Path:
    """The rules shipped with the package, or those of the source tree."""
    here = Path(__file__).resolve().parent.parent
    packaged = here / "_rules"
    return packaged if packaged.is_dir() else here.parent / "rules"


def load_ruleset(folder: str | Path | None = None) -> RuleSet:
    """The rule set of ``folder`` (default: the shipped pack). Raises RuleError."""
    root = Path(folder) if folder else bundled_rules()
    if not (root / "pack.yaml").is_file():
        raise RuleError(f"{root}: 找不到 pack.yaml。--rules 应指向规则包所在的文件夹。")
    digest = hashlib.sha256()
    for file in sorted([*root.rglob("*.yaml"), *root.rglob("*.tsv")]):
        digest.update(file.relative_to(root).as_posix().encode())
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    rules: list[tuple[schema.Rule, Document]] = []
    for name in _RULE_FOLDERS:
        for document in _documents(root / name):
            rule = _validate(document, schema.Rule)
            if rule.status in ("stable", "nursery"):
                rules.append((rule, document))
    adapter: TypeAdapter[Any] = TypeAdapter(schema.ExclusionDocument)
    exclusions = []
    for document in _documents(root / "exclusions"):
        try:
            exclusions.append(adapter.validate_python(document.value))
        except ValidationError as error:
            raise RuleError(_explain(document, error)) from None
    sectors = _validate(_single(root / "sectors.yaml"), schema.Sectors).sectors
    lexicons = {
        x.id: x for x in (_validate(d, schema.Lexicon) for d in _documents(root / "lexicons"))
    }
    scorecards = {x.id: root / "lexicons" / x.weights for x in lexicons.values() if x.weights}
    for missing in (file for file in scorecards.values() if not file.is_file()):
        raise RuleError(f"{missing}：词表的分值文件不存在。")
    params = {x.id: x for x in (_validate(d, schema.Param) for d in _documents(root / "params"))}
    pack = _validate(_single(root / "pack.yaml"), schema.Pack)
    known = {sector.id for sector in sectors}
    seen: dict[str, str] = {}
    for rule, document in rules:
        _check_references(rule, document, known, lexicons, params)
        if rule.id in seen:
            raise RuleError(
                f"{document.where(('id',))} 规则编号 {rule.id} 重复，已用于 {seen[rule.id]}。"
            )
        seen[rule.id] = document.where(("id",))
    return RuleSet(
        pack=pack,
        sectors={sector.id: sector for sector in sectors},
        rules=tuple(rule for rule, _ in rules),
        exclusions=tuple(exclusions),
        lexicons=lexicons,
        params=params,
        scorecards=scorecards,
        digest=digest.hexdigest(),
        folder=root,
    )


def _documents(folder: Path) -> Iterator[Document]:
    for file in sorted(folder.rglob("*.yaml")) if folder.is_dir() else ():
        yield from read_documents(file)


def _single(file: Path) -> Document:
    documents = read_documents(file)
    if len(documents) != 1:
        raise RuleError(f"{file}:1:1 这个文件应当恰好有一段内容。")
    return documents[0]


def _validate(document: Document, model: type[Model]) -> Model:
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        raise RuleError(_explain(document, error)) from None


def _explain(document: Document, error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        path = document.path_of(fault["loc"])
        said = _MESSAGES.get(fault["type"], fault["msg"])
        key = ".".join(str(p) for p in fault["loc"]) or "整段"
        lines.append(f"{document.where(path)} {key}：{said}")
    return "\n".join(lines)


def _check_references(
    rule: schema.Rule,
    document: Document,
    sectors: set[str],
    lexicons: dict[str, schema.Lexicon],
    params: dict[str, schema.Param],
) -> None:
    for i, sector in enumerate(rule.sectors):
        if sector not in sectors:
            raise RuleError(
                f"{document.where(('sectors', i))} 没有叫“{sector}”的行业，见 sectors.yaml。"
            )
    for name, feature in rule.features.items():
        lexicon = getattr(feature, "lexicon", "")
        if lexicon and lexicon not in lexicons:
            raise RuleError(
                f"{document.where(('features', name, 'lexicon'))} 没有叫“{lexicon}”的词表。"
            )
        value = getattr(feature, "value", None)
        if isinstance(value, schema.ParamRef) and value.param not in params:
            raise RuleError(
                f"{document.where(('features', name, 'value'))} 没有叫“{value.param}”的参数。"
            )
    for name in (*_names(rule.match, document, ("match",)), *rule.exclude):
        if name not in rule.features:
            raise RuleError(f"{document.where(('match',))} match 提到了没有定义的特征“{name}”。")


def _names(node: Any, document: Document, path: tuple[str | int, ...]) -> Iterator[str]:
    if isinstance(node, str):
        yield node
        return
    if not isinstance(node, dict) or not node:
        raise RuleError(f"{document.where(path)} match 应写成 any、all、not 或 n_of/of。")
    keys = set(node)
    if keys not in (
        {"any"},
        {"all"},
        {"not"},
        {"n_of", "of"},
        {"any", "not"},
        {"all", "not"},
        {"any", "all"},
    ):
        raise RuleError(
            f"{document.where(path)} match 应写成 any、all、not 或 n_of/of，不是 {sorted(keys)}。"
        )
    for key, value in node.items():
        if key == "n_of":
            continue
        for i, child in enumerate(value if isinstance(value, list) else [value]):
            yield from _names(child, document, (*path, key, i))
