"""YAML to plain values with the position of every key and value.

Scalars are read by our own few rules (``no`` stays text, ``0123`` stays text, dates stay text),
because PyYAML's defaults change what an analyst wrote. Aliases, tags and duplicate keys are
refused: a rule file is data, and billion-laughs files need aliases.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from engine.model.errors import RuleError

Path_ = tuple[str | int, ...]
_INT = re.compile(r"-?(?:0|[1-9]\d*)\Z")
_FLOAT = re.compile(r"-?(?:0|[1-9]\d*)\.\d+\Z")
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class Document:
    """One YAML document: its values, and for each path the 1-based line and column."""

    file: Path
    value: Any
    places: dict[Path_, tuple[int, int]] = field(default_factory=dict)

    def where(self, path: Path_) -> str:
        """``file:line:column`` of the longest known beginning of ``path``."""
        for size in range(len(path), -1, -1):
            if path[:size] in self.places:
                line, column = self.places[path[:size]]
                return f"{self.file}:{line}:{column}"
        return f"{self.file}:1:1"


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_documents(file: Path) -> list[Document]:
    """All documents of a file; raises RuleError with the position of the first fault."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleError(
            f"{file}:1:1 规则文件不是 UTF-8 编码，请另存为 UTF-8。（{error.reason}）"
        ) from None
    try:
        for token in yaml.scan(text, Loader=_loader()):
            if isinstance(token, yaml.AliasToken | yaml.AnchorToken | yaml.TagToken):
                mark = token.start_mark
                raise RuleError(
                    f"{file}:{mark.line + 1}:{mark.column + 1} 规则文件里不能使用锚点、别名或标签"
                    "（&、*、!）。请把内容直接写出来。"
                )
        nodes = list(yaml.compose_all(text, Loader=_loader()))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise RuleError(
            f"{file}:{line}:{column} YAML 格式有误：{error.problem}。请检查缩进、冒号后的空格和引号。"
        ) from None
    documents = []
    for node in nodes:
        if node is None:
            continue
        document = Document(file, None)
        document.value = _value(node, (), document)
        if document.value is not None:
            documents.append(document)
    return documents


def _value(node: yaml.Node, path: Path_, document: Document) -> Any:
    document.places[path] = (node.start_mark.line + 1, node.start_mark.column + 1)
    if isinstance(node, yaml.MappingNode):
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in result:
                raise RuleError(
                    f"{document.file}:{key_node.start_mark.line + 1}:"
                    f"{key_node.start_mark.column + 1} 键“{key}”写了两次，请删去一个。"
                )
            result[key] = _value(value_node, (*path, key), document)
            document.places[(*path, key)] = (
                key_node.start_mark.line + 1,
                key_node.start_mark.column + 1,
            )
        return result
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, i), document) for i, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if _INT.match(text):
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
