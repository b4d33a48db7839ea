"""What one chunk comes to depends on nothing that was screened before it."""

from __future__ import annotations

import pyarrow as pa
import pytest

from engine import load_ruleset
from engine.flow.chunk import ChunkScreener, Facts, Known
from engine.link import Home, LicenceIndex
from engine.model.fields import COLUMNS, PROVENANCE
from engine.model.terms import RecordKind
from engine.place import Territories
from engine.triage import REGISTER

FIRMS = [
    # Two words in its name count for one rule family: judging it sets one of them aside.
    ("云泉县恒宣创业投资管理有限公司", "接受创业投资企业的委托；投资咨询。"),
    # A licensed body: judging it dismisses its hits.
    ("中国农业银行股份有限公司云泉县支行", "办理票据贴现；提供金融信息咨询；代理保险业务。"),
    ("云泉县聚财商贸有限公司", "销售日用百货；融资信息咨询。"),
]


@pytest.fixture(scope="module")
def known() -> Known:
    none = Home("", frozenset(), frozenset())
    return Known(
        load_ruleset(), "2026-01-01", none, LicenceIndex([], [], [], []), Territories([], [])
    )


def chunk() -> pa.Table:
    columns = {
        name: pa.nulls(len(FIRMS), pa.string())
        for name in (*COLUMNS[RecordKind.REGISTRATION], *PROVENANCE, "merged_rows")
    }
    columns["name"] = pa.array([name for name, _ in FIRMS])
    columns["scope"] = pa.array([scope for _, scope in FIRMS])
    columns["address"] = pa.array(["云泉县解放路1号301室"] * len(FIRMS))
    columns["source_row"] = columns[REGISTER] = pa.array(range(len(FIRMS)), pa.int64())
    return pa.table(columns)


def test_what_was_judged_before_changes_no_finding(known: Known) -> None:
    facts = {number: Facts(neighbours=1) for number in range(len(FIRMS))}
    (fresh,) = ChunkScreener(known).screen(chunk(), facts)
    used = ChunkScreener(known)
    list(used.screen(chunk(), {}))
    (again,) = used.screen(chunk(), facts)
    assert again.evidence.to_pylist() == fresh.evidence.to_pylist()
    assert again.entities.to_pylist() == fresh.entities.to_pylist()
    shared = [hit for hit in fresh.evidence.to_pylist() if "同一门址" in hit["title"]]
    assert shared, "no fact about a room was found at all"
