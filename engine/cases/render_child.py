"""Fills in a template of Word. As a process of its own for one that an office made: the template and
the context from standard input, the document to standard output; arguments: the bytes and the seconds
of processor time it may take, however many loops and whatever pictures it has, and where modules are
found.

It knows next to nothing of the package, so that it starts quickly.
"""

from __future__ import annotations

import io
import pickle
import sys
import zipfile
from typing import Any

#: Bytes of the parts of a template.
_UNPACKED = 100 << 20


def render(template: bytes, context: dict[str, Any]) -> bytes:
    """Raises whatever a template may be wrong in."""
    from docxtpl import DocxTemplate
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    with zipfile.ZipFile(io.BytesIO(template)) as parts:
        if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
            raise ValueError(f"解压后超过 {_UNPACKED >> 20} MB")
    document = DocxTemplate(io.BytesIO(template))
    # A template may have come from anybody: it fills in, and reaches nothing else.
    fenced = ImmutableSandboxedEnvironment(autoescape=True)
    document.render(context, fenced, autoescape=True)
    whole = io.BytesIO()
    document.save(whole)
    return whole.getvalue()


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
