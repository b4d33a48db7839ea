"""Fills in a template of Word. As a process of its own for one that an office made: the template and
the context from standard input, the document to standard output; arguments: the bytes and the seconds
of processor time it may take, however many loops and whatever pictures it has, and where modules are
found.

It knows next to nothing of the package, so that it starts quickly.
"""

from __future__ import annotations

import io
import pickle
import re
import sys
import zipfile
from typing import Any

#: Bytes of the parts of a template.
_UNPACKED = 100 << 20
_REMOVE = "请在 Word 里去掉后再用"
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^<>]*>")
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External")
#: Fields, whose words may be spread over several runs, and those that fetch.
_FIELD = re.compile(rb"instrText(?:\s[^<>]*)?>([^<]*)<|\bw:instr\s*=\s*\"([^\"<>]*)\"")
_FETCHES = re.compile(rb"\b(?:DDE|DDEAUTO|INCLUDEPICTURE|INCLUDETEXT|LINK|IMPORT)\b", re.IGNORECASE)


def render(template: bytes, context: dict[str, Any]) -> bytes:
    """Raises whatever a template may be wrong in."""
    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
            raise ValueError(f"解压后超过 {_UNPACKED >> 20} MB")
        _refuse_fetching(parts)
    # Loaded here: it takes longer than to refuse what is refused before.
    from docxtpl import DocxTemplate
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    document = DocxTemplate(io.BytesIO(template))
    # A template may have come from anybody: it fills in, and reaches nothing else.
    fenced = ImmutableSandboxedEnvironment(autoescape=True)
    document.render(context, fenced, autoescape=True)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


def _refuse_fetching(parts: zipfile.ZipFile) -> None:
    """Raises ValueError for what Word would fetch when somebody opens the paper: whoever sent the
    template would learn of it. A link that has to be clicked may stay."""
    for name in parts.namelist():
        part = parts.read(name) if name.endswith((".rels", ".xml")) else b""
        outside = [] if name.endswith(".xml") else _RELATION.findall(part)
        if any(b"/hyperlink" not in one for one in outside if _EXTERNAL.search(one)):
            raise ValueError(f"引用了外部的模板、图片或对象（{name}），打开公文时会联网。{_REMOVE}")
        told = b"".join(b"".join(found) for found in _FIELD.findall(part))
        if _FETCHES.search(told):
            raise ValueError(f"有会读取外部内容的域（{name}）。{_REMOVE}")


def _main() -> None:
    _, memory, seconds, *sys.path[:] = sys.argv
    from engine.model.confined import confine

    confine(int(memory), int(seconds))
    try:
        told: tuple[bool, Any] = True, render(*pickle.loads(sys.stdin.buffer.read()))
    except MemoryError:
        told = False, ""
    except Exception as error:
        told = False, str(error) or type(error).__name__
    sys.stdout.buffer.write(pickle.dumps(told))


if __name__ == "__main__":
    _main()
