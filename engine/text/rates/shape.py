"""What a text says of its speaker whatever its figures are; campaigns send it with many.

Here is only what takes a figure for a figure, so that it holds for every text of the shape. The
rest of a ``Scene`` and the features of readings are remembered here under what they depend on.
"""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import Any, Final

from engine.text.figured import masked
from engine.text.rates import ledger_words as w
from engine.text.rates import patterns as p
from engine.text.rates.words import Cues

#: Patterns a shape may be asked for; none names single figures.
ASKED: Final = {
    "invests": p.INVEST_CUE,
    "warns": p.WARNING,
    "breaks": p.STRONG_BREAK,
    "funds": p.FUNDING,
    "borrows": p.BORROWER,
    "solicits": p.SOLICIT,
    "lends": p.LENDS,
    "bank lends": p.BANK_LENDS,
    "office": w.OFFICE,
    "work": w.WORK,
    "let": w.LET,
    "not let": w.LET_NOT,
    "safe": w.SAFE,
    "given back": w.GIVEN_BACK,
    "clauses": re.compile(r"[,。!?;:\n\r|()“”]"),
    "sentences": re.compile(r"[。!?;\n\r|]"),
    "bank": re.compile(
        r"我行|本行|银行(?!贷款到期|存管|托管|承兑|级|高|利息|的|还|卡|账户|转账|流水|才|一年|存款?利|强|多|[那这]边|理财强)|支行|分行|柜台|网银|工行|建行|农行|中行|邮储|信用社"
    ),
    "employs": re.compile(
        r"招聘|诚聘|底薪|月薪|包吃|试用期|五险|提成|工资(?=面议|月结|日结|待遇|[:0-9])|佣金|代理商"
    ),
}
#: Figures that patterns of loans and of other topics name.
_LOANS_NAME, _TOPICS_NAME = "分0", "每0"
#: Shapes remembered, and answers of each.
_SHAPES, _ANSWERS = 2048, 4096


class Shape:
    """Of one folded and masked text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places: dict[str, list[int]] = {}
        self._memo: dict[Any, Any] = {}

    def places(self, asked: str) -> list[int]:
        """Where the words of one of the patterns begin."""
        found = self._places.get(asked)
        if found is None:
            found = self._places[asked] = [m.start() for m in ASKED[asked].finditer(self.text)]
        return found

    def says(self, asked: str) -> bool:
        """Does one of the patterns match at all?"""
        if (found := self._memo.get(asked)) is None:
            found = self._memo[asked] = ASKED[asked].search(self.text) is not None
        return bool(found)

    @cached_property
    def loans(self) -> list[int] | None:
        """Where it speaks of lending; None where that hangs on a figure."""
        if _LOANS_NAME in self.text:
            return None
        return [m.start() for m in p.LOAN_CUE.finditer(self.text)]

    @cached_property
    def topic(self) -> bool | None:
        """Is it about tax and the like? None where that hangs on a figure."""
        return None if _TOPICS_NAME in self.text else p.TOPIC.search(self.text) is not None

    @cached_property
    def cues(self) -> Cues:
        """Words by class."""
        return Cues(self.text)

    @property
    def memo(self) -> dict[Any, Any]:
        """Answers by what they depend on besides the shape."""
        if len(self._memo) > _ANSWERS:
            self._memo.clear()
        return self._memo


@lru_cache(maxsize=_SHAPES)
def _shape(text: str) -> Shape:
    return Shape(text)


def shape_of(folded: str) -> Shape:
    return _shape(masked(folded))
