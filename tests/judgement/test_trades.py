"""What a trade offers for money beside what the same trade says on ordinary days.

``mended`` rows were read while the rules were mended; ``held`` rows were written at the same time and only
counted. The floors may be raised, never lowered.
"""

import pandas as pd
import pytest

from engine import load_ruleset, screen
from tests.judgement.judging import rows_of, suspicious


@pytest.fixture(scope="module")
def judged() -> list[tuple[str, bool, bool, str]]:
    """(split, should it be flagged, is it, its text)."""
    rows = rows_of("trades.csv")
    found = suspicious([row["text"] for row in rows])
    return [
        (row["split"], row["should_flag"] == "1", flagged, row["text"])
        for row, flagged in zip(rows, found, strict=True)
    ]


@pytest.mark.parametrize(("split", "missed", "false"), [("mended", 1, 2), ("held", 1, 2)])
def test_no_more_are_judged_wrongly(
    judged: list[tuple[str, bool, bool, str]], split: str, missed: int, false: int
) -> None:
    mine = [(want, got, text) for name, want, got, text in judged if name == split]
    assert len([text for want, got, text in mine if want and not got]) <= missed
    assert len([text for want, got, text in mine if got and not want]) <= false


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("本人做工程，周转三个月，月息一分五，先息后本，有意者联系", 18.0),
        ("消费贷3.2%，先息后本，中国银行", None),
        ("房子委托我们出租，每月按实收租金的8%收取管理费", None),
        ("手里有闲钱的放我这，押金两千，用满一年退两千，月月分红", None),
    ],
)
def test_what_private_lending_costs_is_told(text: str, rate: float | None) -> None:
    firms = pd.DataFrame({"企业名称": ["云泉县无关五金店"], "经营范围": ["五金"]})
    adverts = screen(firms, adverts=pd.DataFrame({"text": [text]}), ruleset=load_ruleset()).adverts
    told = adverts["annual_rate_pct"].iloc[0]
    assert (None if pd.isna(told) or told == "" else float(told)) == rate
