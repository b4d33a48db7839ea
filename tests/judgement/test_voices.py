"""Who solicits and warns as well is one who solicits; who only tells of others is not.

The lines and the texts here are no training texts (data/training).
"""

import csv
from pathlib import Path

import pytest

from tests.judgement.judging import suspicious

LINES = [
    "警惕非法集资，请认准本公司官方账号。",
    "谨防诈骗，一切以公司公告为准。",
    "近期有人冒充我司员工行骗，请大家提高警惕。",
    "谨防受骗，转账前请与客服核对账户。",
    "本店声明：冒充本店的都是骗子。",
    "外面骗局多，来我们这儿踏实。",
    "投资有风险，入市需谨慎。",
]
OFFICE = [
    "反诈民警提醒：高息回报都是骗局，请勿轻信。",
    "国家反诈中心提醒您：未知链接不点击，陌生来电不轻信，个人信息不透露，转账汇款多核实。",
    "防范非法集资，守住钱袋子。天上不会掉馅饼，高额返利是陷阱，遇到可疑情况请拨打96110。",
]
TELLING = [
    "记者调查：走进“一坛老酒”骗局。册子上写着“一坛九千，两年后一万三收回，仅剩二十坛，扫码加经理”。"
    "记者问怎样退款，对方挂了电话。",
    "求助：婆婆前年把九万块放在一家康养会所，说每季给一千八，今年起没给过，谁知道该去哪登记？",
    "练习册第三题：小张把八千元借给工厂，约定月利率1.2%，十个月后连本带利应还多少元？",
    "镇上说书人讲到此处一拍木头：那当铺掌柜伸出三根指头，月息三分，少一文也不借！",
    "居民小组长群发：有人在桥头摆摊收养老钱，说一年给一成半，这是骗人的，见了请给我打电话。",
    "采访手记：老人翻出六张收据，每张都写着保本、月返二百，盖章的公司去年秋天就没人了。",
    "我厂郑重说明：外面传的“扩建借款、年息一成八”不是我厂所为，我厂没有向任何人筹过钱。",
]
SOLICITING = [
    "会所扩建，向老会员借款，每季给一千八，两年还本，财务室签字，来就送豆油",
    "厂里资金周转，月利率1.2%，十个月连本带利一次给清，收据盖章",
    "一年给一成半，桥头门店当面签，六十岁以上另加半成",
]


def _solicitations() -> list[str]:
    with (Path(__file__).parent / "adverts.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row["text"].strip() for row in csv.DictReader(stream)]
    return [text for text, flagged in zip(rows, suspicious(rows), strict=True) if flagged]


def test_a_line_of_warning_takes_no_solicitation_away() -> None:
    plain = _solicitations()[::2]
    assert len(plain) > 60
    lost = []
    for line in LINES:
        behind = suspicious([f"{text.rstrip('。')}。{line}" for text in plain])
        before = suspicious([line + text for text in plain])
        lost += [t for t, b, a in zip(plain, behind, before, strict=True) if not (a and b)]
    # Of solicitations that say little the line says more than they do.
    assert len(lost) <= 0.05 * len(plain) * len(LINES), lost


def test_lines_of_an_office_take_few_solicitations_away() -> None:
    plain = _solicitations()[::3]
    lost = [
        text
        for line in OFFICE
        for text, kept in zip(plain, suspicious([line + text for text in plain]), strict=True)
        if not kept
    ]
    assert len(lost) <= 0.2 * len(plain) * len(OFFICE), lost


@pytest.mark.parametrize("text", TELLING)
def test_who_tells_of_others_solicits_nobody(text: str) -> None:
    assert suspicious([text]) == [False]


@pytest.mark.parametrize("text", SOLICITING)
def test_the_same_offered_is_a_solicitation(text: str) -> None:
    assert suspicious([text]) == [True]
