"""An index that is made ready, half of it in a copy of the process, is the one made when asked."""

from __future__ import annotations

import pytest

from engine.link import FirmIndex
from engine.link.adverts import firm_index
from engine.link.index.postings import Pairs, Postings
from engine.model import beside

NAMES = [
    "云溪县青禾农业专业合作社",
    "云溪县国土资源勘测队",
    "青禾（云溪）商贸有限公司",
    "云溪县恒岳投资管理有限公司",
    "云溪县地方公路管理段",
]
ADDRESSES = ["云溪县东风路18号", "", "云溪县正街57号", "云溪县东风路18号", "云溪县北街3号"]


def index() -> FirmIndex:
    nothing = [""] * len(NAMES)
    return FirmIndex(NAMES, nothing, nothing, nothing, nothing, ADDRESSES)


def looked_up(made: FirmIndex) -> list[object]:
    register, weighing = made._register, made._weighing
    tables = register.brands, weighing._sightings.stems._index, weighing.doors.index
    return [*((t.codes, [t.rows(key) for key in t.keys]) for t in tables), register.bodies]


def test_a_copy_makes_what_this_process_would(monkeypatch: pytest.MonkeyPatch) -> None:
    if not beside.copies():
        pytest.skip("no copies here")
    ready = index()
    monkeypatch.setattr(firm_index, "_MANY", 2)
    ready.make_ready()
    monkeypatch.setattr("engine.link.index.register.RegisterNames.read_part", None)
    assert list(ready._register.brands.keys)
    monkeypatch.undo()
    assert looked_up(ready) == looked_up(index())


def test_pairs_in_parts_are_the_pairs_in_one() -> None:
    told = [("青禾", 0), ("恒岳", 1), ("青禾", 2), ("云溪", 2), ("青禾", 0)]
    whole = Postings.of_pairs(told)
    parts = Postings.of_parts([Pairs.of(told[:3]), Pairs.of(told[3:])])
    assert parts.keys == whole.keys
    assert [parts.rows(key) for key in parts.keys] == [[0, 2], [1], [2]]
    assert [parts.count(key) for key in parts.keys] == [3, 1, 1]
