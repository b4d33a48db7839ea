"""Exceptions (例外) that an office keeps apart from the rules, in a file of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from engine.model.errors import RuleError, UsageError
from engine.ruleset import schema
from engine.ruleset.faults import told
from engine.ruleset.positions import Document, content, read_documents


@dataclass(frozen=True, slots=True)
class WaiverFile:
    """The exceptions of one file, in its order; ``sha256`` of its bytes, for the run record."""

    file: Path
    sha256: str
    waivers: tuple[schema.Waiver, ...]
    document: Document


def read_waivers(file: Path) -> WaiverFile:
    """Read and check a file of exceptions.

    Raises RuleError with file:line:column, UsageError when the file cannot be read.
    """
    try:
        data = content(file)
    except OSError:
        raise UsageError(f"例外文件“{file}”读不了。请检查 --exceptions 后面的路径。") from None
    documents = read_documents(file)
    if len(documents) != 1:
        raise RuleError(f"{file}:1:1 例外文件应当恰好有一段内容，以“exceptions:”开头。")
    document = documents[0]
    if not isinstance(document.value, Mapping) or "exceptions" not in document.value:
        raise RuleError(
            f"{file}:1:1 例外文件里没有“exceptions:”。请在第一行写“exceptions:”，每条例外在它下面以“- ”开头，"
            "样子见 docs/analysts.md 的“例外”一节。"
        )
    try:
        waivers = schema.Waivers.model_validate(document.value).exceptions
    except ValidationError as error:
        raise RuleError(told(document, error)) from None
    seen: set[str] = set()
    for i, waiver in enumerate(waivers):
        if waiver.id in seen:
            place = document.where(("exceptions", i, "id"))
            raise RuleError(f"{place} 例外编号“{waiver.id}”写了两次。")
        seen.add(waiver.id)
    return WaiverFile(file, hashlib.sha256(data).hexdigest(), waivers, document)
