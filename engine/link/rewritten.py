"""Which name of a list is the very firm's, its place in brackets or its parts in another order.

A bank has thousands of branches of one distinctive part. Names are compared only if they agree in
all that ``same`` asks of the same parts: every key here is what one of its reasons needs at least.
Names written alike are found before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from engine.link.index.hashed import HashedRows
from engine.link.names.company import CompanyName, NameParser
from engine.link.names.forms import LEGAL
from engine.link.names.same import PARTS, same

_ANY_BRANCH = "支行"
#: Door of a branch without its place, and of a head office that is not written out.
_SOME_BRANCH, _NO_BRANCH = "*", "?"
_MOST_HEADS = 100_000


class Reader:
    """Reads clean names. Most branches are those of a few firms, which mostly have no distinctive
    part (中国农业银行): they need not be read to know that."""

    def __init__(self) -> None:
        self._parser = NameParser()
        self._nameless: dict[str, bool] = {}

    def __reduce__(self) -> tuple[type[Reader], tuple[()]]:
        return Reader, ()  # every process has the table of divisions itself

    def read(self, text: str) -> CompanyName | None:
        """The parts of a name; None if none of them is distinctive."""
        form = LEGAL.search(text, 1) if "(" not in text else None
        if form and form.end() < len(text) and self._is_nameless(text[: form.end()]):
            return None
        name = self._parser.read_clean(text)
        return name if name.brands else None

    def _is_nameless(self, firm: str) -> bool:
        """What stands before the legal form is read alike whatever branch stands behind it."""
        known = self._nameless.get(firm)
        if known is None:
            if len(self._nameless) > _MOST_HEADS:
                self._nameless.clear()
            known = not self._parser.read_clean(firm + _ANY_BRANCH).brands
            self._nameless[firm] = known
        return known


class Rewritten:
    """``names``: row of a list → its name, if that has a distinctive part."""

    def __init__(self, names: Mapping[int, CompanyName]) -> None:
        self._names = names
        self._keys = HashedRows(
            (key, row) for row, name in names.items() for key in {*_keys(name, _listed(name))}
        )

    def find(self, firm: CompanyName) -> int | None:
        """The first row of those that share the likeliest reading of ``firm``; none that shares no
        reading, however close: a licence covers nobody else."""
        keys = {*_keys(firm, _asked(firm)), *_trades(firm)}
        for _, row in sorted(self._shared(firm, self._keys.rows(keys))):
            verdict = same(firm, self._names[row])
            if verdict.same and verdict.likeness >= PARTS:
                return row
        return None

    def _shared(self, firm: CompanyName, rows: Iterable[int]) -> Iterator[tuple[int, int]]:
        for row in rows:
            theirs = self._names[row].brands
            at = next((i for i, brand in enumerate(firm.brands) if brand in theirs), None)
            if at is not None:
                yield at, row


def _listed(name: CompanyName) -> list[str]:
    """The doors under which a name of a list is found."""
    further = _SOME_BRANCH if name.branch else "" if name.formal else _NO_BRANCH
    return [f"={name.branch}", *further]


def _asked(name: CompanyName) -> list[str]:
    """The doors at which to look: the same branch; and, as a name that is not written out may leave
    the branch unsaid, any or none."""
    further = _NO_BRANCH if name.branch else "" if name.formal else _SOME_BRANCH
    return [f"={name.branch}", *further]


def _keys(name: CompanyName, doors: list[str]) -> Iterator[str]:
    words = ",".join(sorted(name.words))
    numbers = ",".join(name.numbers)
    stems = [spot.stem for spot in name.places]
    placed = {
        ",".join(sorted({*stems})),
        *([",".join(sorted({*stems[1:]}))] if name.misread else ()),
    }
    for door in doors:
        for brand in name.brands:
            for where in placed:  # equal parts
                yield f"{brand}\n{words}\n{where}\n{numbers}\n{door}"
            yield f"{brand}{name.trade}\n{numbers}\n{door}"  # 鑫汇+酒业, 鑫汇酒+业


def _trades(name: CompanyName) -> Iterator[str]:
    """A trade with and without 业 behind it: 宣纸业 (宣纸厂), 宣纸."""
    for brand in name.brands:
        said = brand + name.trade
        for other in (said + "业", said.removesuffix("业")):
            for door in _asked(name):
                yield f"{other}\n{','.join(name.numbers)}\n{door}"
