"""Names and scopes judged as an office would: who is visited, who is asked for a licence, who not.

``registrations.csv`` was written by hand in the manner of domain §3. Half A was used for
mending; half B was written before any tuning and only measured, so that its floor says how well
the rules carry over. ``expect`` lists what is right (``无`` also allows 已排除).
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from engine import load_ruleset, screen

CASES = Path(__file__).parent / "registrations.csv"
#: share of right dispositions that each kind must reach, in each half
FLOOR = {"A": 0.98, "B": 0.96}
STRICT = {
    "licensed": 0.99,
    "disc-out": 0.95,
    "disc-keep": 0.92,
    "true-name": 0.95,
    "true-scope": 0.95,
}


@pytest.fixture(scope="module")
def judged() -> pd.DataFrame:
    cases = pd.read_csv(CASES, dtype=str, keep_default_na=False)
    rows = pd.DataFrame(
        {
            "企业名称": cases["name"],
            "经营范围": cases["scope"],
            "注册地址": [f"云泉县某某路{i}号" for i in cases.index],
        }
    )
    entities = screen(rows, ruleset=load_ruleset()).entities
    found = {int(e.source_row): (e.disposition, e.sector) for e in entities.itertuples()}
    cases["got"] = [found.get(i + 1, ("无", ""))[0] for i in cases.index]
    cases["got_sector"] = [found.get(i + 1, ("无", ""))[1] for i in cases.index]
    cases["right"] = [
        _right(want, got) for want, got in zip(cases["expect"], cases["got"], strict=True)
    ]
    return cases


def _right(expect: str, got: str) -> bool:
    wanted = set(expect.split("|"))
    return got in wanted or ("无" in wanted and got == "已排除")


def _wrong(cases: pd.DataFrame) -> str:
    return "\n".join(
        f"{c.kind} {c.name} {c.scope}: {c.got}" for c in cases.itertuples() if not c.right
    )


@pytest.mark.parametrize("split", ["A", "B"])
def test_dispositions(judged: pd.DataFrame, split: str) -> None:
    half = judged[judged["split"] == split]
    assert len(half) >= 180
    assert half["right"].mean() >= FLOOR[split], _wrong(half)


@pytest.mark.parametrize("kind", sorted(STRICT))
def test_kinds_that_must_not_slip(judged: pd.DataFrame, kind: str) -> None:
    cases = judged[judged["kind"] == kind]
    assert len(cases) >= 20
    assert cases["right"].mean() >= STRICT[kind], _wrong(cases)


def test_traps_are_avoided(judged: pd.DataFrame) -> None:
    traps = judged[
        judged["kind"].isin(
            ["trap-edge", "customer", "thing", "place", "goods-market", "look-alike"]
        )
    ]
    assert (traps["got"] != "线索").mean() >= 0.97, _wrong(traps)


def test_sectors(judged: pd.DataFrame) -> None:
    said = judged[(judged["sector"] != "") & (judged["got"] != "无")]
    right = [c.got_sector in c.sector.split("|") for c in said.itertuples()]
    assert sum(right) / len(right) >= 0.97
