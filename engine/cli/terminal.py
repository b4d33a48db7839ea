"""What reaches the screen is text only: no escape of a hostile name may drive the terminal."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from collections.abc import Iterator
from typing import TextIO

#: Control characters but tab and newline, direction marks, and half surrogates.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def plain(text: str) -> str:
    """The text with every character that could move the cursor or turn the line shown as ``?``.

    A carriage return at the very start stays: progress is written over itself.
    """
    kept = "\r" if text.startswith("\r") and not text.startswith("\r\n") else ""
    return kept + _UNSAFE.sub("?", text.replace("\r\n", "\n")[len(kept) :])


class _Plain(io.TextIOWrapper):
    def write(self, text: str) -> int:
        super().write(plain(text))
        return len(text)

    def fileno(self) -> int:
        # Without a number click cannot go round this stream to the console of Windows.
        raise io.UnsupportedOperation("fileno")

    def isatty(self) -> bool:
        return self.buffer.isatty()


@contextlib.contextmanager
def plain_streams() -> Iterator[None]:
    """``plain`` before stdout and stderr; a code page that lacks a character shows ``?``."""
    before = sys.stdout, sys.stderr
    after = [_guarded(stream) for stream in before]
    sys.stdout, sys.stderr = after
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in after:
            if isinstance(stream, _Plain):
                with contextlib.suppress(OSError):  # the reader of a pipe has gone
                    stream.flush()
                stream.detach()  # its buffer belongs to the stream of before


def _guarded(stream: TextIO) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream  # under pythonw there is none, in notebooks another kind
    stream.flush()
    return _Plain(
        stream.buffer,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        newline=None,
    )
