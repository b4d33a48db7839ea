"""What reaches the screen is text only: no escape of a hostile name may drive the terminal."""

from __future__ import annotations

import contextlib
import io
import os
import re
import sys
from collections.abc import Iterator
from typing import TextIO

from engine.model.errors import SaolouError, why

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


class ScreenLost(SaolouError):
    """What a command says has no reader any more: the disk behind it is full, or its reader gone."""


class ReaderGone(ScreenLost):
    """The program that reads what a command says has ended: whoever typed ``| head`` wants no more."""


class _Plain(io.TextIOWrapper):
    def write(self, text: str) -> int:
        with self._lost():
            super().write(plain(text))
        return len(text)

    def flush(self) -> None:
        with self._lost():
            super().flush()

    @contextlib.contextmanager
    def _lost(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            lost = ReaderGone if isinstance(error, BrokenPipeError) else ScreenLost
            raise lost(f"屏幕上的说明没能输出（{why(error)}）。") from error

    def fileno(self) -> int:
        # Without a number click cannot go round this stream to the console of Windows.
        raise io.UnsupportedOperation("fileno")

    def isatty(self) -> bool:
        return self.buffer.isatty()


class _Remarks(_Plain):
    """Where remarks go: no work is given up because nobody reads these."""

    @contextlib.contextmanager
    def _lost(self) -> Iterator[None]:
        with contextlib.suppress(OSError):
            yield


def hold_standard_files() -> None:
    """A standard stream that was closed goes nowhere: its number would be given to the next file
    that is opened, and whatever a library says would be written into a result."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - open to the end


@contextlib.contextmanager
def plain_streams() -> Iterator[None]:
    """``plain`` before stdout and stderr; a code page that lacks a character shows ``?``."""
    before = sys.stdout, sys.stderr
    after = [_guarded(sys.stdout, _Plain), _guarded(sys.stderr, _Remarks)]
    sys.stdout, sys.stderr = after
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in after:
            if isinstance(stream, _Plain):
                with contextlib.suppress(ScreenLost):
                    stream.flush()
                with contextlib.suppress(ScreenLost):
                    stream.detach()  # its buffer belongs to the stream of before


def _guarded(stream: TextIO, kind: type[_Plain]) -> TextIO:
    if not isinstance(stream, io.TextIOWrapper):
        return stream  # in notebooks it is another kind
    stream.flush()
    return kind(
        stream.buffer,
        encoding=stream.encoding,
        errors="replace",
        line_buffering=stream.line_buffering,
        newline=None,
    )
