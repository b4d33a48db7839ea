"""Read a whole folder of rules without stopping at the first fault: faults become findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from engine.model.errors import RuleError, UsageError, why
from engine.ruleset import schema
from engine.ruleset.faults import faults
from engine.ruleset.lint_codes import Finding
from engine.ruleset.load import base_of, is_pack
from engine.ruleset.overlay import OVERLAY
from engine.ruleset.positions import Document, Path_, PositionError, read_documents

#: Findings of one file after which it is not read on: who wrote it meant something else.
_MOST = 1000
RULE_FOLDERS = ("registration", "advertisement", "context", "nursery", "deprecated")


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


def refuse_no_folder(root: Path) -> None:
    """Raises UsageError, with what to do where there is none yet."""
    try:
        there, folder = root.exists(), root.is_dir()
    except OSError as error:
        raise UsageError(f"“{root}”打不开：{why(error)}。请检查路径。") from error
    if there and not folder:
        raise UsageError(f"“{root}”是文件，不是文件夹。请给出规则包所在的文件夹。")
    if not folder:
        raise UsageError(
            f"没有文件夹“{root}”。请检查路径。要建本单位自己的规则，先建好这个文件夹，"
            "在里面放 overlay.yaml，写 id、title、version 和 base: shipped 四行（样子见 docs/analysts.md）。"
        )


def read_pack(root: Path) -> Pack:
    """All files of the pack. Raises UsageError when the folder itself cannot be read."""
    refuse_no_folder(root)
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
    if not is_pack(base):
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
        begun = len(pack.findings)
        for document in _documents(pack, file):
            value = _checked(pack, document, adapter)
            if value is not None:
                yield value, document
            if len(pack.findings) - begun > _MOST:
                pack.add("R008", document, (), "前面的问题太多，这个文件没有再往下看。")
                break


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
        for fault in faults(document, error):
            pack.add(fault.code, document, fault.path, fault.said)
        if isinstance(document.value, dict):
            pack.refused.add(str(document.value.get("id", "")))
        return None
