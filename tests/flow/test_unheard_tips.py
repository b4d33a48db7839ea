"""Tips that no rule finds anything in are named, so that somebody reads them."""

import pandas as pd

from engine import load_ruleset, screen
from engine.model.terms import UNHEARD, WAIVED

FIRMS = pd.DataFrame({"企业名称": ["云泉县甲面馆"], "经营范围": ["餐饮服务"]})


def told(*tips: tuple[str, str], begin: str = UNHEARD) -> list[str]:
    rows = [
        {"编号": number, "被反映对象": "云泉县甲面馆", "诉求内容": said} for number, said in tips
    ]
    run = screen(FIRMS, tips=pd.DataFrame(rows), ruleset=load_ruleset())
    return [message for message in run.messages if message.startswith(begin)]


def test_only_those_without_hits_are_named() -> None:
    (line,) = told(
        ("T1", "老板收老人的钱，说一年给八分利，到期不还"), ("T2", "面里有头发"), ("T3", "门口堵车")
    )
    assert "2 条：T2、T3。" in line
    assert "T1" not in line


def test_a_number_of_a_person_is_not_told() -> None:
    (line,) = told(("13912345678", "面里有头发"))
    assert "139" not in line
    assert "第1条" in line


def test_nothing_is_said_when_all_were_heard() -> None:
    assert not told(("T1", "老板收老人的钱，说一年给八分利，到期不还"))


def test_dismissed_ones_are_told_with_the_cause() -> None:
    tips = ("T1", "经核实，举报的高息集资不属实"), ("T2", "面里有头发")
    (line,) = told(*tips, begin=WAIVED)
    assert "1 条：T1（记录写明已核查" in line
    (unheard,) = told(*tips)
    assert "T2" in unheard
    assert "T1" not in unheard
