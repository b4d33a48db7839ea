"""A tip that reads like others as a whole is told with the clause that made it, not with per cents alone."""

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.flow.tip_words import with_words
from engine.model.evidence import Hit, RecordEvidence

FIRMS = pd.DataFrame({"企业名称": ["云泉县链动数字科技有限公司"], "经营范围": ["数字技术服务"]})


@pytest.mark.parametrize(
    ("said", "clause"),
    [
        ("有人拉我进群买币，群里叫链动未来", "有人拉我进群买币"),
        ("交了三年学费，说三年后全退，现在门关了", "说三年后全退"),
        ("我妈交了五万养老床位费，说每年给六千，现在不给退", "说每年给六千"),
    ],
)
def test_the_clause_that_reads_most_like_it_is_told(said: str, clause: str) -> None:
    tips = pd.DataFrame({"编号": ["T1"], "被反映对象": FIRMS["企业名称"], "内容": [said]})
    run = screen(FIRMS, tips=tips, ruleset=load_ruleset())
    (hit,) = run.evidence[run.evidence["rule_id"] == "TIP-011"].to_dict("records")
    assert hit["matched"] == clause == said[hit["start"] : hit["end"]]
    (reasons,) = run.entities["reasons"]
    assert f"最像的说法（“{clause}”）" in reasons


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("拉我进群买币加13995200009，吃饭", "139"),
        ("我叫丁小满拉我进群买币，每天返钱", "丁小满"),
        ("举报人丁小满交了五万说每年给六千，现在不给", "丁小满"),
        ("本人丁小满家住柳湾村三组交了两万入社", "柳湾村"),
    ],
)
def test_no_clause_is_told_that_says_who_somebody_is(text: str, hidden: str) -> None:
    bare = Hit("TIP-011", "", 0, 0, "", 26)
    (hit,) = with_words(RecordEvidence(0, [bare]), text, load_ruleset()).hits
    assert hidden not in hit.matched


def test_a_hit_with_words_stays_as_it_is() -> None:
    found = RecordEvidence(0, [Hit("TIP-001", "text", 0, 2, "收钱", 24)])
    assert with_words(found, "收钱", load_ruleset()) is found
