"""By what a row is known that is no firm's: what somebody writes into it is told when it comes again."""

from __future__ import annotations

from collections.abc import Sequence

from engine.export.firm import Record, text
from engine.export.text import as_text
from engine.export.view import View
from engine.model.terms import EARLIER
from engine.text.content import content_of

#: The column that an advert is known by.
ADVERT_KEY = "广告标识"
#: The columns that a fault of the files is known by.
PROBLEM = ("类别", "说明", "原始内容")


#: The columns that a tip of another line (转办) is known by, and what is written of it there.
REFERRAL = ("举报编号", "被举报对象", "受理时间")
HANDED = ("转办日期", "接收人")


def advert_key(advert: Record) -> str:
    """The same for an advert of the same words, whatever its number and file."""
    return "G" + content_of(f"{as_text(advert.get('title'))}{as_text(advert.get('text'))}")


def problem_key(cells: Sequence[str]) -> str:
    """``cells``: of the columns PROBLEM."""
    return "P" + content_of("|".join(cells))


def referral_key(cells: Sequence[str]) -> str:
    """``cells``: of the columns REFERRAL."""
    return "R" + content_of("|".join(cells))


def noted(view: View, key: str) -> str:
    """What was written down about a thing in an earlier month, with its day."""
    day, said = view.result.noted.get(key, ("", ""))
    return f"{EARLIER}{day} {said}" if said else ""


def with_note(view: View, advert: Record) -> str:
    """The remarks on an advert, and what was written down about it."""
    return "|".join(filter(None, (text(advert, "remarks"), noted(view, advert_key(advert)))))
