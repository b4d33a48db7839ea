"""The bodies of the state that a column of departments names."""

from __future__ import annotations

import re
from collections.abc import Iterable

#: 公安部门 and 公安机关 are one.
_KIND = re.compile(r"(?:部门|机关)$")
_WHOLE = re.compile(r"(?:部门|机关|机构|中心|[局办委社厅院所站会队组])$")


def bodies(parts: Iterable[str]) -> list[str]:
    """Each of 商务、市场监管部门 by its own name; once."""
    found: list[str] = []
    for part in parts:
        end = "部门" if part.endswith("部门") else ""
        names = (name.strip() for name in re.split("、|会同", part))
        found += [name if _WHOLE.search(name) else name + end for name in names if name]
    first: dict[str, str] = {}
    for name in found:
        first.setdefault(of_one(name), name)
    return list(first.values())


def of_one(body: str) -> str:
    """What several names of a body have in common."""
    return _KIND.sub("", body)
