"""What an analyst did who wrote YAML that cannot be read: the parser only knows where it gave up."""

from __future__ import annotations

import re

import yaml

#: A key before a full-width colon, or before one that no space follows.
_WIDE = re.compile(r"\s*(?:- )?[A-Za-z_]+(：)")
_TIGHT = re.compile(r"\s*(?:- )?[A-Za-z_]+(:)[^\s:/]")
_BARE = re.compile(r"\s*([A-Za-z_]+)\s*$")
_ELSE = "请检查缩进、冒号后的空格和引号。"


def misread(text: str, error: yaml.MarkedYAMLError) -> tuple[int, int, str]:
    """Line and column, from 1, of what is probably at fault, and what to do about it."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return 1, 1, _ELSE
    begun = error.context_mark or mark
    context, problem = error.context or "", error.problem or ""
    if "quoted scalar" in context:
        return begun.line + 1, begun.column + 1, "这里的引号没有成对，请在文字末尾补上。"
    if "tab" in problem or "\\t" in problem:
        return mark.line + 1, mark.column + 1, "行首用了制表符（Tab），请换成空格。"
    lines = text.split("\n")
    for at in (mark.line, mark.line - 1, mark.line - 2):
        line = lines[at] if 0 <= at < len(lines) else ""
        if wide := _WIDE.match(line):
            return at + 1, wide.start(1) + 1, "冒号是全角的“：”，请换成半角的“:”，后面空一格。"
        if tight := _TIGHT.match(line):
            return at + 1, tight.start(1) + 1, "冒号后面没有空格，请空一格。"
        if bare := _BARE.match(line):
            return at + 1, bare.start(1) + 1, f"“{bare[1]}”后面缺冒号。"
    if "flow sequence" in context:
        said = "这里的 [ 没有对应的 ]，或者里面缺了半角逗号。"
        return begun.line + 1, begun.column + 1, said
    if "flow mapping" in context:
        said = "这里的 { 没有对应的 }，或者里面缺了半角逗号。"
        return begun.line + 1, begun.column + 1, said
    if "mapping values" in problem:
        said = "这里不该有冒号：文字里的冒号要给整段文字加引号，键要另起一行。"
        return mark.line + 1, mark.column + 1, said
    return mark.line + 1, mark.column + 1, _ELSE
