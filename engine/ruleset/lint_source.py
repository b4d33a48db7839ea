"""Read a whole folder of rules without stopping at the first fault: faults become findings."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from engine.model.errors import RuleError, UsageError
from engine.ruleset import schema
from engine.ruleset.lint_codes import Finding
from engine.ruleset.load import base_of
from engine.ruleset.overlay import OVERLAY
from engine.ruleset.positions import Document, Path_, PositionError, read_documents

RULE_FOLDERS = ("registration", "advertisement", "context", "nursery", "deprecated")
_CODES = {
    "extra_forbidden": "R101",
    "missing": "R102",
    "literal_error": "R103",
    "enum": "R103",
    "greater_than": "R103",
    "greater_than_equal": "R103",
    "less_than": "R103",
    "less_than_equal": "R103",
    "too_short": "R103",
    "pattern": "R105",
    "string_pattern_mismatch": "R106",
    "union_tag_invalid": "R107",
    "union_tag_not_found": "R107",
    "empty": "R208",
}
_TYPES = {
    "int": "整数",
    "float": "数字",
    "string": "文字（数字请加引号）",
    "tuple": "列表（用 [ ] 或每行一个“- ”）",
    "list": "列表（用 [ ] 或每行一个“- ”）",
    "dict": "键值对",
    "model": "键值对",
    "bool": "true 或 false",
}


@dataclass(slots=True)
class Pack:
    """What could be read: each model beside the document it comes from."""

    root: Path
    findings: list[Finding] = field(default_factory=list)
    rules: list[tuple[schema.Rule, Document]] = field(default_factory=list)
    exclusions: list[tuple[Any, Document]] = field(default_factory=list)
    lexicons: list[tuple[schema.Lexicon, Document]] = field(default_factory=list)
    params: list[tuple[schema.Param, Document]] = field(default_factory=list)
    #: Each with its place; None where ``sectors.yaml`` could not be read.
    sectors: list[tuple[schema.Sector, Document, Path_]] | None = None
    #: What the laws that rules rest on are called and how many articles they have.
    laws: tuple[schema.Law, ...] = ()
    pack: schema.Pack | None = None
    pack_document: Document | None = None
    #: Ids of documents that were refused: what refers to them is not at fault.
    refused: set[str] = field(default_factory=set)
    #: Of an overlay: what it says of the base pack, whose own findings are not shown.
    overlay: schema.Overlay | None = None
    overlay_document: Document | None = None

    def owns(self, document: Document) -> bool:
        """What stands in the base of an overlay is not this office's to mend."""
        return self.overlay is None or document.file.is_relative_to(self.root)

    def add(self, code: str, document: Document, path: Path_, message: str) -> None:
        line, column = document.place(path)
        self.findings.append(Finding(code, document.file, line, column, message))


def read_pack(root: Path) -> Pack:
    """All files of the pack. Raises UsageError when the folder itself cannot be read."""
    if not root.is_dir():
        raise UsageError(f"“{root}”不是文件夹。请给出规则包所在的文件夹。")
    if (root / OVERLAY).is_file():
        return _overlaid(root)
    if not (root / "pack.yaml").is_file():
        raise UsageError(f"“{root}”里没有 pack.yaml，不是规则包。请给出规则包所在的文件夹。")
    pack = Pack(root)
    _read_into(pack, root)
    return pack


def _overlaid(root: Path) -> Pack:
    """The base pack and the overlay together; only the overlay's findings are kept."""
    top = Pack(root)
    found = _one(top, root / OVERLAY, schema.Overlay)
    if not found:
        return top
    overlay, document = found
    base = base_of(root, overlay)
    if not (base / "pack.yaml").is_file():
        top.add("R006", document, ("base",), f"找不到基础规则包“{overlay.base}”。")
        return top
    pack = Pack(root)
    _read_into(pack, base)
    pack.findings = []
    own = Pack(root)
    _read_into(own, root, whole=False)
    pack.findings.extend(own.findings)
    for mine, theirs in (
        (pack.rules, own.rules),
        (pack.exclusions, own.exclusions),
        (pack.lexicons, own.lexicons),
        (pack.params, own.params),
    ):
        mine.extend(theirs)  # type: ignore[arg-type]
    if own.sectors and pack.sectors:
        pack.sectors += own.sectors
    pack.laws += own.laws
    pack.refused |= own.refused
    pack.overlay, pack.overlay_document = overlay, document
    return pack


def _read_into(pack: Pack, root: Path, whole: bool = True) -> None:
    """``whole``: the folder must hold what every pack holds."""
    found = _one(pack, root / "pack.yaml", schema.Pack) if whole else None
    if found:
        pack.pack, pack.pack_document = found
    if whole or (root / "sectors.yaml").is_file():
        sectors = _one(pack, root / "sectors.yaml", schema.Sectors)
        if sectors:
            listed, document = sectors
            placed = enumerate(listed.sectors)
            pack.sectors = [(sector, document, ("sectors", i)) for i, sector in placed]
    if (root / "laws.yaml").is_file():
        laws = _one(pack, root / "laws.yaml", schema.Laws)
        pack.laws = laws[0].laws if laws else ()
    for name in RULE_FOLDERS:
        pack.rules.extend(_all(pack, root / name, TypeAdapter(schema.Rule)))
    adapter: TypeAdapter[Any] = TypeAdapter(schema.ExclusionDocument)
    pack.exclusions.extend(_all(pack, root / "exclusions", adapter))
    pack.lexicons.extend(_all(pack, root / "lexicons", TypeAdapter(schema.Lexicon)))
    pack.params.extend(_all(pack, root / "params", TypeAdapter(schema.Param)))


def _one(pack: Pack, file: Path, model: type[Any]) -> tuple[Any, Document] | None:
    if not file.is_file():
        pack.findings.append(Finding("R006", file, 1, 1, f"没有 {file.name}。"))
        return None
    documents = list(_documents(pack, file))
    if len(documents) > 1:
        pack.add("R005", documents[1], (), f"{file.name} 里有 {len(documents)} 段内容。")
    elif not documents:
        if not any(finding.file == file for finding in pack.findings):
            pack.findings.append(Finding("R005", file, 1, 1, f"{file.name} 是空的。"))
        return None
    value = _checked(pack, documents[0], TypeAdapter(model))
    return None if value is None else (value, documents[0])


def _all(pack: Pack, folder: Path, adapter: TypeAdapter[Any]) -> Iterator[tuple[Any, Document]]:
    for file in sorted(folder.rglob("*.yaml")) if folder.is_dir() else ():
        for document in _documents(pack, file):
            value = _checked(pack, document, adapter)
            if value is not None:
                yield value, document


def _documents(pack: Pack, file: Path) -> Iterator[Document]:
    try:
        yield from read_documents(file)
    except PositionError as error:
        said = error.said
        pack.findings.append(Finding(error.code, error.file, error.line, error.column, said))
    except (RuleError, OSError) as error:
        pack.findings.append(Finding("R002", file, 1, 1, f"读不了：{error}"))


def _checked(pack: Pack, document: Document, adapter: TypeAdapter[Any]) -> Any:
    try:
        return adapter.validate_python(document.value)
    except ValidationError as error:
        said: dict[tuple[str, Path_], str] = {}
        for fault in error.errors():
            path = document.path_of(fault["loc"])
            code = _CODES.get(fault["type"], "R104")
            key = (code, path if code != "R102" else (*path, str(fault["loc"][-1])))
            if key not in said:  # a union complains once for each of its members
                said[key] = _said(fault, path)
                pack.add(code, document, path, said[key])
        if isinstance(document.value, dict):
            pack.refused.add(str(document.value.get("id", "")))
        return None


def _said(fault: ErrorDetails, path: Path_) -> str:
    kind, ctx = fault["type"], fault.get("ctx", {})
    key = ".".join(str(p) for p in (path if kind != "missing" else (*path, fault["loc"][-1])))
    key = key or "整段"
    if kind == "extra_forbidden":
        wrong = str(path[-1] if path else "")
        if wrong in _known_keys():
            return f"{key}：这个键不写在这里，见 saolou rules schema。"
        near = difflib.get_close_matches(wrong, _known_keys(), 1, 0.6)
        return f"{key}：不认识的键" + (f"，是否想写 {near[0]}？" if near else "。")
    if kind == "missing":
        return f"{key}：缺少必填的键。"
    if kind in ("literal_error", "enum", "union_tag_invalid"):
        wanted = str(ctx.get("expected") or ctx.get("expected_tags", "")).replace(" or ", ", ")
        return f"{key}：不能是“{_short(fault['input'], kind)}”，可用的值：{wanted}。"
    if kind == "union_tag_not_found":
        return f"{key}：缺少 kind。"
    if kind in ("pattern", "empty"):
        return f"{key}：{fault['msg']}"
    if kind == "string_pattern_mismatch":
        return f"{key}：“{_short(fault['input'])}”的写法不对。"
    if kind == "too_short":
        return f"{key}：至少要写 {ctx.get('min_length', 1)} 个。"
    for bound, sign in (("ge", "不小于"), ("gt", "大于"), ("le", "不大于"), ("lt", "小于")):
        if bound in ctx:
            return f"{key}：应{sign} {ctx[bound]}，写的是 {_short(fault['input'])}。"
    wanted = _TYPES.get(kind.split("_")[0], "")
    return f"{key}：应为{wanted}。" if wanted else f"{key}：{fault['msg']}"


def _short(value: Any, kind: str = "") -> str:
    if kind == "union_tag_invalid" and isinstance(value, dict):
        value = value.get("kind")
    text = str(value)
    return text if len(text) <= 30 else text[:30] + "……"


def _known_keys() -> list[str]:
    """Every key of every model, for the suggestion beside a misspelt one."""
    models = (getattr(schema, name) for name in dir(schema))
    return sorted(
        {
            key
            for model in models
            if isinstance(model, type) and issubclass(model, BaseModel)
            for key in model.model_fields
        }
    )
