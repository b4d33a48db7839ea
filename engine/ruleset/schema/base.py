"""What the models of all rule files have in common: they refuse keys they do not know."""

from __future__ import annotations

import math
import re
from contextlib import suppress
from typing import Annotated

import re2
from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


#: Programs are about as large as their patterns, times what is repeated: what surely stays small.
_LONGEST_WORD = 100
_SMALL = 10_000
#: A single byte, of which Chinese characters have three.
_BYTE = re.compile(r"(?<!\\)(?:\\\\)*\\C")
_TIMES, _GROUP_TIMES = re.compile(r"(\d+),?\}"), re.compile(r"\)\{(?:\d*,)?(\d+),?\}")


def _size(pattern: str) -> int:
    """No program is larger, but for a factor of what a class of characters takes."""
    times = max(map(int, _TIMES.findall(pattern)), default=1)
    return len(pattern) * times * math.prod(map(int, _GROUP_TIMES.findall(pattern)))


def _linear(pattern: str) -> str:
    """RE2 only: whatever an analyst writes runs in time linear in the text."""
    options = re2.Options()
    options.log_errors = False
    if _BYTE.search(pattern):
        said = {"why": "\\C 是半个字，请写 .（任意一个字）"}
        raise PydanticCustomError("pattern", "正则表达式不能用：{why}", said)
    try:
        if _size(pattern) < _SMALL:
            # Only reads it, which takes a tenth of the time.
            with suppress(re2.error):
                re2.Set.SearchSet(options).Add(pattern)
                return pattern
        re2.compile(pattern, options)
    except re2.error as error:
        raise PydanticCustomError(
            "pattern", "正则表达式不能用：{why}", {"why": str(error)}
        ) from None
    return pattern


Pattern = Annotated[str, AfterValidator(_linear)]


def _filled(term: str) -> str:
    """Nothing stands everywhere."""
    if not term.strip():
        raise PydanticCustomError("empty", "词是空的")
    return term


NonEmpty = Annotated[str, AfterValidator(_filled)]


def _word(text: str) -> str:
    if len(text) > _LONGEST_WORD:
        why = "一个词最多 {most} 个字，这个有 {size} 个"
        raise PydanticCustomError("empty", why, {"most": _LONGEST_WORD, "size": len(text)})
    return text


#: Something to look for: whoever may differ in two places is compared place by place.
Word = Annotated[NonEmpty, AfterValidator(_word)]


Points = Annotated[int, Field(ge=0, le=100)]


class Legal(Strict):
    instrument: str
    article: str = ""
    note: str = ""
    doc_no: str = ""

    def cite(self) -> str:
        return f"《{self.instrument}》{self.article}"
