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
    assert "1 条：T1（写明核查过，未发现异常或不属实" in line
    (unheard,) = told(*tips)
    assert "T2" in unheard
    assert "T1" not in unheard


def test_hits_of_tips_of_no_firm_are_evidence_that_leaves_the_firm_out() -> None:
    texts = {
        "T1": "有人在广场收老人的钱，说一年给八分利，到期不还",  # of nobody who is known
        "T2": "经核实，举报的高息集资不属实",
        "T3": "面里有头发",
        "T4": "云泉县甲面馆老板收老人的钱，说一年给八分利，到期不还",
    }
    rows = [{"编号": tip, "诉求内容": said} for tip, said in texts.items()]
    evidence = screen(FIRMS, tips=pd.DataFrame(rows), ruleset=load_ruleset()).evidence
    nobodys = evidence[evidence["entity_id"] == ""]
    status = nobodys.groupby("ad_id")["status"].agg(set).to_dict()
    assert set(status) == {"T1", "T2"}
    assert "counted" in status["T1"]
    assert status["T2"] == {"dismissed"}
    assert evidence.index[-1] == nobodys.index[-1]
    for hit in nobodys[nobodys["field"] == "text"].to_dict("records"):
        assert texts[hit["ad_id"]][hit["start"] : hit["end"]] == hit["matched"]


def test_what_is_said_of_staff_is_no_evidence_that_others_read() -> None:
    rows = [{"编号": "J1", "诉求内容": "乡政府干部违规放贷，月息三分，还收老人的存款"}]
    run = screen(FIRMS, tips=pd.DataFrame(rows), ruleset=load_ruleset())
    assert [tip["tip_id"] for tip in run.referrals] == ["J1"]
    assert "J1" not in set(run.evidence["ad_id"])
