"""What works on partitions gives what the whole gives; no cluster is needed to see that."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import ingest, screen_files
from engine.cluster import duplicates, reading, register, store, visit
from engine.cluster.crew import Crew
from engine.cluster.keyed import Bounds, hashes, split
from engine.ingest.files import Source, collect
from engine.link import Home, origin
from engine.model.errors import InputError
from engine.model.terms import RecordKind
from engine.triage import REGISTER, visit_keys, visit_order

from . import dataset


@pytest.fixture(scope="module")
def firms() -> pa.Table:
    return ingest.from_frame(pd.concat(dataset.varied()[:2]), RecordKind.REGISTRATION).table


@pytest.fixture(scope="module")
def entities() -> pa.Table:
    run = screen_files([dataset.SAMPLES / "registrations.csv"])
    table = run.part("entities")
    assert isinstance(table, pa.Table)
    return table.append_column(REGISTER, pa.array(range(table.num_rows)))


@settings(max_examples=15, deadline=None)
@given(cuts=st.lists(st.integers(0, 1616), max_size=4), many=st.integers(1, 5))
def test_firms_of_several_partitions_are_merged_as_in_one(
    firms: pa.Table, cuts: list[int], many: int
) -> None:
    edges = [0, *sorted(cuts), firms.num_rows]
    parts = [firms.slice(a, b - a) for a, b in pairwise(edges)]
    keyed = [duplicates.identities(part, at, many) for at, part in enumerate(parts)]
    shares: list[list[duplicates.Merged]] = [[] for _ in parts]
    for bucket in range(many):
        found = duplicates.suspects([tables[bucket] for tables in keyed])
        rows = [
            duplicates.members(part, found.filter(pa.compute.equal(found["part"], at)))
            for at, part in enumerate(parts)
        ]
        merged = duplicates.merge(rows)
        for at in range(len(parts)):
            shares[at].append(duplicates.share(merged, at))
    gone = [sum(s.gone.num_rows for s in mine) for mine in shares]
    bounds = Bounds([part.num_rows - g for part, g in zip(parts, gone, strict=True)])
    numbered = pa.concat_tables(
        duplicates.numbered(part, bounds.first(at), shares[at]) for at, part in enumerate(parts)
    )
    expected, removed = ingest.merge_duplicates(firms)
    assert removed == sum(gone) > 0
    assert numbered[REGISTER].to_pylist() == list(range(expected.num_rows))
    assert numbered.drop_columns([REGISTER]).to_pylist() == expected.to_pylist()


@settings(max_examples=15, deadline=None)
@given(
    cuts=st.lists(st.integers(0, 380), max_size=4),
    ranges=st.integers(1, 6),
    seed=st.randoms(use_true_random=False),
)
def test_ranges_of_the_visit_keys_are_the_whole_order(
    entities: pa.Table, cuts: list[int], ranges: int, seed: object
) -> None:
    shuffled = list(range(entities.num_rows))
    seed.shuffle(shuffled)  # type: ignore[attr-defined]
    mixed = entities.take(pa.array(shuffled))
    edges = [0, *sorted(cuts), mixed.num_rows]
    parts = [mixed.slice(a, b - a) for a, b in pairwise(edges)]
    begins = visit.splitters([visit.sample(part) for part in parts], ranges)
    cut = [visit.ranged(part, begins) for part in parts]
    ordered = [visit.ordered([tables[r] for tables in cut]) for r in range(begins.num_rows + 1)]
    expected = mixed.take(visit_order(visit_keys(mixed)))
    assert pa.concat_tables(ordered)[REGISTER].to_pylist() == expected[REGISTER].to_pylist()


@settings(max_examples=15, deadline=None)
@given(cut=st.integers(0, 1616))
def test_home_of_parts_answers_as_home_of_the_whole(firms: pa.Table, cut: int) -> None:
    names, codes = (
        ["" if v is None else v for v in firms[c].to_pylist()] for c in ("name", "uscc")
    )
    names[0] = "江临市某某商贸有限公司云泉分公司"
    names[1] = f"{names[5]}云泉营业部"
    columns = pa.array(names), pa.array(codes)
    whole = Home.of(ingest.cities(columns[1]), lambda: [columns])
    parts = [tuple(c[:cut] for c in columns), tuple(c[cut:] for c in columns)]
    counts = ingest.cities(parts[0][1]) + ingest.cities(parts[1][1])
    city = origin.main_city(counts)
    places = sum((origin.local_places(n, c, city) for n, c in parts), start=type(counts)())
    asked = set().union(*(origin.head_offices(n) for n, _ in parts))
    present = set().union(*(origin.standing(n, asked) for n, _ in parts))
    home = origin.home_of(city, places, present)
    assert home.city == whole.city != ""
    assert home.names == whole.names
    answers = [whole.head_office_elsewhere(name) for name in names]
    assert [home.head_office_elsewhere(name) for name in names] == answers
    assert any(head for head, _ in answers)


def test_buckets_hold_every_row_once_and_equal_keys_together() -> None:
    keys = pa.array(["a", "b", "a", "", None, "c", "b"])
    at = (hashes(keys) % 3).astype("int64")
    parts = split(pa.table({"key": keys, "row": pa.array(range(7))}), at, 3)
    assert sorted(row for part in parts for row in part["row"].to_pylist()) == list(range(7))
    homes: dict[str, set[int]] = {}
    for number, part in enumerate(parts):
        for key in part["key"].to_pylist():
            homes.setdefault(key or "", set()).add(number)
    assert all(len(home) == 1 for home in homes.values())


def test_row_groups_are_read_apart_with_their_own_numbers(tmp_path: Path) -> None:
    folder = dataset.write(tmp_path / "register")
    source = folder / "part-0.parquet"
    parts, _ = reading.parts_of(Source(source, source.name, False), 150)
    assert [part.groups for part in parts] == [(0, 1), (2, 3), (4, 5)]
    pieces = [reading.read(part, ingest.USUAL) for part in parts]
    whole = ingest.read([source], RecordKind.REGISTRATION)
    assert pa.concat_tables(p.table for p in pieces).to_pylist() == whole.table.to_pylist()
    (report,) = reading.reports([(p.report, whole.sources[0].sha256) for p in pieces])
    assert report.rows_in == whole.sources[0].rows_in
    assert report.sha256 == whole.sources[0].sha256


class _Here:
    """A crew that is nobody but the caller."""

    def start(self, function: Callable[..., Any], *columns: Iterable[Any]) -> list[Any]:
        return [function(*row) for row in zip(*columns, strict=True)]

    def results(self, _: str, found: list[Any]) -> list[Any]:
        return found

    def done(self, *_: Any) -> None:
        pass


def test_rows_set_aside_are_counted_a_file(tmp_path: Path) -> None:
    folder, rows = tmp_path / "register", ["" if at % 50 == 0 else f"甲{at}店" for at in range(200)]
    folder.mkdir()
    (tmp_path / "full" / "rejected").mkdir(parents=True)
    for name in ("a.parquet", "b.parquet"):
        pq.write_table(pa.table({"企业名称": rows, "住所": rows[::-1]}), folder / name, 50)

    def read(most: int) -> register.Pieces:
        place = store.Place(tmp_path, 0)
        return register.read(
            cast("Crew", _Here()), collect([folder]), ingest.Limits(rejected=most), 50, place
        )

    for limit in (1, 3):
        with pytest.raises(InputError) as alone:
            ingest.read(
                [folder / "a.parquet"], RecordKind.REGISTRATION, None, ingest.Limits(rejected=limit)
            )
        with pytest.raises(InputError) as together:
            read(limit)
        assert str(together.value) == str(alone.value)
    assert read(4).rejected == 8


def test_files_of_one_folder_may_have_columns_of_their_own(tmp_path: Path) -> None:
    """Another order, other types, columns that are missing or more, other names: as on one machine."""
    whole = {
        "企业名称": ["甲店", "乙店", "丙店"],
        "住所": ["平罗县某街1号", "平罗县某街2号", None],
        "注册资本": [10, 20, 30],
        "成立日期": pd.to_datetime(["2020-01-01", "2021-02-03", "2022-12-31"]),
    }
    columns = pa.Table.from_pandas(pd.DataFrame(whole))
    other = {
        "a": columns,
        "b": columns.select(["成立日期", "注册资本", "住所", "企业名称"]),
        "c": columns.select(["企业名称"]),
        "d": pa.table({name: pa.array(map(str, cells)) for name, cells in whole.items()}),
        "e": pa.table(
            {
                "注册资本": [1.5],
                "没人认得": [[1, 2]],
                "名称": pa.array(["丁店"]).dictionary_encode(),
            }
        ),
        "f": pa.table({"企业名称": pa.array([b"\xe6\x88\x8a\xe5\xba\x97"]), "住所": pa.nulls(1)}),
        "g": columns.slice(0, 0),
    }
    for name, table in other.items():
        pq.write_table(table, tmp_path / f"{name}.parquet", row_group_size=2)
    alone = ingest.read([tmp_path], RecordKind.REGISTRATION)
    parts = [part for source in collect([tmp_path]) for part in reading.parts_of(source, 2)[0]]
    pieces = [reading.read(part, ingest.USUAL) for part in parts]
    together = pa.concat_tables([piece.table for piece in pieces])
    assert len(parts) > len(other)
    assert together.equals(alone.table.select(together.column_names))
    assert together.num_rows == 14
    assert sum(len(piece.rejected) for piece in pieces) == len(alone.rejected)


def test_what_a_folder_holds_besides_is_set_aside_as_on_one_machine(tmp_path: Path) -> None:
    """Another table, files that are cut or put together, a read-me: the rest is read."""
    firms = {"企业名称": ["甲店", "乙店", ""], "住所": ["一号", "二号", "三号"]}
    pq.write_table(pa.table(firms), tmp_path / "a.parquet", 2)
    pq.write_table(pa.table({"数量": [1]}), tmp_path / "b.parquet")
    whole = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "c.parquet").write_bytes(whole[:-5])
    (tmp_path / "d.parquet").write_bytes(whole + whole)
    (tmp_path / "e.txt").write_text("今天开会", encoding="utf-8")
    alone = ingest.read([tmp_path], RecordKind.REGISTRATION)
    parts = [part for source in collect([tmp_path]) for part in reading.parts_of(source, 2)[0]]
    pieces = [reading.read(part, ingest.USUAL) for part in parts]
    rejected = [row for piece in pieces for row in piece.rejected]
    assert sorted(rejected, key=repr) == sorted(alone.rejected, key=repr)
    assert {row.source_row for row in rejected} == {3}
    notes = {note for piece in pieces for note in piece.report.notes}
    assert notes == {note for source in alone.sources for note in source.notes}
    for name in ("b", "c", "d"):
        with pytest.raises(InputError):
            reading.parts_of(Source(tmp_path / f"{name}.parquet", f"{name}.parquet", False), 2)


def test_what_cannot_be_a_register_is_said(tmp_path: Path) -> None:
    pq.write_table(pa.table({"甲": ["1"]}), tmp_path / "a.parquet")
    part = reading.Part(Source(tmp_path / "a.parquet", "a.parquet", False), (0,))
    with pytest.raises(InputError, match="找不到企业名称"):
        reading.read(part, ingest.USUAL)
    with pytest.raises(InputError, match="共享存储"):
        reading.parts_of(Source(tmp_path / "none.parquet", "none.parquet", False), 10)
    book = tmp_path / "b.xlsx"
    book.write_bytes(b"PK")
    with pytest.raises(InputError, match="另存为 csv 或 parquet"):
        reading.check(collect([book]))
    reading.check([Source(tmp_path / "a.parquet", "a.parquet", False)])


@pytest.mark.skipif(os.name != "posix", reason="Windows knows no such modes")
def test_a_part_is_for_its_owner_alone(tmp_path: Path) -> None:
    store.write(pa.table({"a": [1]}), tmp_path / "entities", 0)
    (part,) = store.files(tmp_path / "entities")
    assert part.stat().st_mode & 0o777 == 0o600
