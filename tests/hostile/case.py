"""What a hostile case is: how its files are made, and what has to come of them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Make = Callable[[Path], list[object]]
Check = Callable[[Path], None]

HEAD = "企业名称,统一社会信用代码,经营范围,住所,法定代表人,联系电话"
#: Two invented firms: one that makes a lead, one that does not.
FIRM = "平罗县鑫盛通投资咨询有限公司,,投资咨询；理财咨询,平罗县团结东路18号305室,甲某某,"
SHOP = "平罗县好再来便民超市,,食品零售,平罗县渠口乡金桥村1号,乙某某,"
TABLE = f"{HEAD}\n{FIRM}\n{SHOP}\n"


@dataclass(frozen=True, slots=True)
class Case:
    """``make`` writes files into a folder and returns the arguments of ``saolou screen``.

    ``code``: exit code. ``says``: words of the message (or of the summary). ``rows``: (read,
    set aside) of registrations, or of adverts where ``kind`` says so. ``check`` looks into the
    result. ``what`` and ``then`` go into docs/hostile-input.md.
    """

    id: str
    group: str
    what: str
    then: str
    make: Make
    code: int = 0
    says: str = ""
    rows: tuple[int, int] | None = None
    kind: str = "registration"
    check: Check | None = None


def cells(out: Path, file: str, column: str) -> list[str]:
    """A column of a result."""
    with (out / file).open(encoding="utf-8-sig", newline="") as stream:
        return [row[column] for row in csv.DictReader(stream)]


def found(out: Path) -> None:
    """The firm that makes a lead is one."""
    assert "平罗县鑫盛通投资咨询有限公司" in cells(out, "entities.csv", "name")


class Group:
    """Cases under one heading of the page."""

    def __init__(self, heading: str) -> None:
        self._heading = heading

    def case(self, id: str, what: str, then: str, make: Make, **more: Any) -> Case:
        return Case(id, self._heading, what, then, make, **more)

    def ok(
        self, id: str, what: str, then: str, make: Make, rows: Any = (2, 0), **more: Any
    ) -> Case:
        """The two firms of ``TABLE`` are read, and the lead is there."""
        more.setdefault("check", found)
        return self.case(id, what, then, make, rows=rows, **more)

    def refused(self, id: str, what: str, then: str, make: Make, says: str) -> Case:
        then = then if then.startswith("退出码") else f"退出码 3，{then}"
        return self.case(id, what, then, make, code=3, says=says)


def text(
    content: str | bytes | Callable[[], str | bytes], name: str = "in.csv", encoding: str = "utf-8"
) -> Make:
    """One file of registrations; what is large is made when it is needed."""

    def make(folder: Path) -> list[object]:
        path = folder / name
        said = content() if callable(content) else content
        path.write_bytes(said if isinstance(said, bytes) else said.encode(encoding))
        return [path]

    return make


def adverts(content: str | bytes, name: str = "ads.csv") -> Make:
    """One file of adverts."""

    def make(folder: Path) -> list[object]:
        return ["--ads", *text(content, name)(folder)]

    return make
