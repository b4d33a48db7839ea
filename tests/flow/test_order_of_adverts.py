"""Which of several adverts counts is told by their numbers or words, not by their rows."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest

from engine import screen
from engine.pipeline import Run
from engine.ruleset import RuleSet, load_ruleset

FIRMS = pd.DataFrame(
    {
        "企业名称": ["云泉县聚鑫投资管理有限公司"],
        "住所": ["清渠镇健康路3号"],
        "经营范围": ["投资管理"],
    }
)
SAID = "保本保息，年化18%，一万元起投，详询0952-701000"


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def _found(run: Run, numbered: bool) -> list[list[tuple[object, ...]]]:
    """All that does not tell of rows."""
    names = ["adverts", "source_row", *(() if numbered else ("ad_id", "entity_id", "entity_name"))]
    frames = [run.entities, run.adverts, run.evidence]
    if numbered:
        names.remove("adverts")
    else:  # the numbers of rows stand in reasons, too
        frames = [run.evidence.drop(columns=["reason"])]
    cut = [frame.drop(columns=[n for n in names if n in frame.columns]) for frame in frames]
    return [sorted(frame.itertuples(index=False, name=None), key=repr) for frame in cut]


@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize("whose", ["云泉县聚鑫投资管理有限公司", "汇德源", ""])
@pytest.mark.parametrize(
    "texts", [(SAID + "1", SAID + "2", SAID.replace("，详", "！详")), (SAID,) * 3]
)
def test_the_order_of_rows_changes_nothing(
    ruleset: RuleSet, whose: str, texts: tuple[str, ...], numbered: bool
) -> None:
    ads = pd.DataFrame(
        {
            "编号": ["A9", "A10", "A2"],
            "广告主": whose,
            "广告内容": texts,
            "发布时间": ["2026-05-01", "2026-05-02", "2026-05-03"],
        }
    )
    if not numbered:
        ads = ads.drop(columns=["编号"])
    first = _found(screen(FIRMS, adverts=ads, ruleset=ruleset), numbered)
    for order in permutations(range(3)):
        run = screen(FIRMS, adverts=ads.iloc[list(order)], ruleset=ruleset)
        assert _found(run, numbered) == first


def test_nor_does_it_where_only_telephones_differ(ruleset: RuleSet) -> None:
    ads = pd.DataFrame(
        {"广告主": "汇德源", "广告内容": SAID, "联系电话": ["0952-7010003", "0952-7010001", ""]}
    )
    first = _found(screen(FIRMS, adverts=ads, ruleset=ruleset), numbered=False)
    for order in permutations(range(3)):
        run = screen(FIRMS, adverts=ads.iloc[list(order)], ruleset=ruleset)
        assert _found(run, numbered=False) == first
        assert len(set(run.entities["phone"]) - {""}) == 1
        assert "0952-7010001" in set(run.entities["phone"])
