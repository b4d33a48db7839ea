"""YAML to plain values with the position of every key and value.

Scalars are read by our own few rules (``no`` stays text, ``0123`` stays text, dates stay text),
because PyYAML's defaults change what an analyst wrote. Aliases, tags and duplicate keys are
refused: a rule file is data, and billion-laughs files need aliases.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn, TypeAlias

import yaml

from engine.model.errors import RuleError
from engine.ruleset.misread import misread

Path_ = tuple[str | int, ...]
#: The mark of the parser where a key or an item stands, and what stands in it.
Spot: TypeAlias = "tuple[Any, Within]"
Within: TypeAlias = "Mapping[str, Spot] | Sequence[Spot]"


class PositionError(RuleError):
    """A fault of YAML at a known place; ``code`` as in engine.ruleset.lint_codes."""

    def __init__(self, code: str, file: Path, line: int, column: int, said: str) -> None:
        super().__init__(f"{file}:{line}:{column} {said}")
        self.code, self.file, self.line, self.column, self.said = code, file, line, column, said


_INT = re.compile(r"-?(?:0|[1-9]\d*)\Z")
_FLOAT = re.compile(r"-?(?:0|[1-9]\d*)\.\d+\Z")
_FIRST = frozenset("-0123456789")
_LARGEST = 16 << 20
#: What lies at the top of a pack, or of what an office lays over one.
_ROOTS = ("pack.yaml", "overlay.yaml")
_DEEPEST = 40
#: Values in one document; each takes half a kilobyte.
_MOST = 500_000
_PLAIN = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass
class Document:
    """One YAML document: its values, and where each stands."""

    file: Path
    value: Any
    #: where the document begins, and the same of what is in it: by key, or in order
    spot: Spot

    @cached_property
    def places(self) -> dict[Path_, tuple[int, int]]:
        """For each path the line and column, from 1; few documents are ever asked."""
        found: dict[Path_, tuple[int, int]] = {}
        left: list[tuple[Path_, Spot]] = [((), self.spot)]
        for path, (mark, within) in left:
            found[path] = mark.line + 1, mark.column + 1
            inner: Iterable[tuple[str | int, Spot]]
            inner = within.items() if isinstance(within, Mapping) else enumerate(within)
            left.extend(((*path, key), spot) for key, spot in inner)
        return found

    def where(self, path: Path_) -> str:
        """``file:line:column`` of the longest known beginning of ``path``."""
        line, column = self.place(path)
        return f"{self.file}:{line}:{column}"

    def place(self, path: Path_) -> tuple[int, int]:
        """Line and column, from 1, of the longest known beginning of ``path``."""
        for size in range(len(path), -1, -1):
            if path[:size] in self.places:
                return self.places[path[:size]]
        return 1, 1

    def path_of(self, loc: Path_) -> Path_:
        """The path in the file of a place pydantic names: it puts the tags of unions between."""
        path: Path_ = ()
        for part in loc:
            if (*path, part) in self.places:
                path = (*path, part)
        return path


def content(file: Path) -> bytes:
    """The bytes of a file of rules. Raises RuleError for what is no plain file or far too large."""
    if not file.is_file() and (file.exists() or file.is_symlink()):
        raise RuleError(f"{file}:1:1 不是普通文件（失效的链接、管道或设备），不能当规则文件。")
    if _outside(file):
        raise RuleError(
            f"{file}:1:1 是指向规则包以外的链接，没有读取。请把那个文件复制到规则包里。"
        )
    if file.stat().st_size > _LARGEST:
        raise RuleError(
            f"{file}:1:1 规则文件超过 {_LARGEST >> 20} MB，没有读取。请检查是否放错了文件。"
        )
    return file.read_bytes()


def _outside(file: Path) -> bool:
    """Does it stand in a pack, and is a link to what stands in none? Its first lines would be quoted.
    What an installation lays down as links is its own affair."""
    there = file.resolve()
    if there == file.absolute():
        return False
    holds = (p for p in file.absolute().parents if any((p / name).is_file() for name in _ROOTS))
    root = next(holds, None)
    return root is not None and root.name != "_rules" and not there.is_relative_to(root.resolve())


def read_documents(file: Path) -> list[Document]:
    """All documents of a file; raises RuleError with the position of the first fault."""
    try:
        text = content(file).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        said = f"规则文件不是 UTF-8 编码，请另存为 UTF-8。（{error.reason}）"
        raise PositionError("R001", file, 1, 1, said) from None
    try:
        return [document for document in _documents(file, text) if document.value is not None]
    except yaml.MarkedYAMLError as error:
        line, column, said = misread(text, error)
        raise PositionError("R002", file, line, column, f"YAML 格式有误：{said}") from None
    except yaml.YAMLError:
        said = "文件里有 YAML 不允许的控制字符，请删去。"
        raise PositionError("R002", file, *_first_odd(text), said) from None


def _documents(file: Path, text: str) -> Iterator[Document]:
    """One look at each event of the parser: nodes between events and values take twice the time."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                first = loader.get_event()
                value, within = _Reading(file, loader.get_event).read(first, 0)
                yield Document(file, value, (first.start_mark, within))
    finally:
        loader.dispose()


def _first_odd(text: str) -> tuple[int, int]:
    """Line and column of the first character that YAML does not allow."""
    at = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n\r"), 0)
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


class _Reading:
    """Reads one document; ``events``: gives the next event."""

    def __init__(self, file: Path, events: Callable[[], Any]) -> None:
        self._file, self._events = file, events
        self._values = 0

    def read(self, event: Any, depth: int) -> tuple[Any, Within]:
        """The value that begins with ``event``, and where what is in it stands."""
        if event.anchor is not None or event.tag is not None:
            self._refuse_marked(event)
        self._values += 1
        if self._values > _MOST:
            self._fault("R002", event, f"这一段超过 {_MOST // 10_000} 万项，规则文件用不到这么多。")
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return _scalar(event), ()
        if depth == _DEEPEST:
            self._fault("R002", event, f"嵌套超过 {_DEEPEST} 层，规则文件用不到这么深。")
        if kind is yaml.MappingStartEvent:
            return self._mapping(depth + 1)
        found: list[Any] = []
        spots: list[Spot] = []
        events = self._events
        while type(event := events()) is not yaml.SequenceEndEvent:
            value, within = self.read(event, depth + 1)
            found.append(value)
            spots.append((event.start_mark, within))
        return found, spots

    def _mapping(self, depth: int) -> tuple[dict[str, Any], Within]:
        found: dict[str, Any] = {}
        spots: dict[str, Spot] = {}
        events = self._events
        while type(event := events()) is not yaml.MappingEndEvent:
            if event.anchor is not None or event.tag is not None:
                self._refuse_marked(event)
            if type(event) is not yaml.ScalarEvent:
                self._fault("R002", event, "冒号前面应当是一个键名，不能是列表或键值对。")
            key = str(event.value)
            if key in found:
                self._fault("R004", event, f"键“{key}”写了两次，请删去一个。")
            found[key], within = self.read(events(), depth)
            spots[key] = event.start_mark, within
        return found, spots

    def _refuse_marked(self, event: Any) -> NoReturn:
        said = "规则文件里不能使用锚点、别名或标签（&、*、!）。请把内容直接写出来。"
        self._fault("R003", event, said)

    def _fault(self, code: str, event: Any, said: str) -> NoReturn:
        mark = event.start_mark
        raise PositionError(code, self._file, mark.line + 1, mark.column + 1, said)


#: A number of more is no number of ours, and Python would refuse to read it.
_DIGITS = 18


def _scalar(event: Any) -> Any:
    text = str(event.value)
    if event.style in ("'", '"', "|", ">"):
        return text
    if text in _PLAIN:
        return _PLAIN[text]
    if text[0] not in _FIRST:
        return text
    if _INT.match(text) and len(text) <= _DIGITS:
        return int(text)
    if _FLOAT.match(text):
        return float(text)
    return text
