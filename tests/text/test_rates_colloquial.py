"""Rates as people say them: tenths without a unit, points after the hour's manner, twenties."""

from __future__ import annotations

import pytest

from engine.text.numerals import amount
from engine.text.rates.find import find_rates


def promised(text: str) -> float | None:
    return max((r.annual_pct for r in find_rates(text) if r.kind == "return"), default=None)


@pytest.mark.parametrize(("text", "value"), [("一百廿", 120), ("廿五", 25), ("卅", 30)])
def test_twenty_and_thirty_have_a_character_of_their_own(text: str, value: float) -> None:
    assert amount(text) == value


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("存三年期，利息九个二，年年给", 9.2),
        ("两年期七个点六，按年付息", 7.6),
        ("合同写明一年后本钱外加百分之十五一次结清", 15),
        ("公寓总价六十万，托管后月租三千五打卡，签八年", 7),
        ("两万元放着，每天进账二十四块", 43.8),
        ("投一得二，满一年兑现，连本带利", 100),
        ("存一万，每个月给一百廿块利息", 14.4),
        ("旬息百分之零点八，账期十天", 29.2),
        ("本金放社里，初一和十五各给千分之五的利息", 12),
        ("月利一分八厘五，红纸黑字写着", 22.2),
        ("年化13个上下，看你存多久", 13),
        ("月ⅹ1.6，介绍熟人再加", 19.2),
        ("月息一角，当天到账，招募出借人", 120),
        ("月利两毛五，资金周转急", 300),
        ("利息一毛八，一年一付", 18),
        ("收益年7点，随存随取", 7),
        ("每年拿本金的十分之一当利息", 10),
        ("托管300克黄金，每年给金息15克", 5),
        ("买五十斤白酒存窖，每年给四斤的息", 8),
        ("年 化10 . 4 % 稳 健", 10.4),
        ("年收益十二个点，十万往上再添两个点", 14),
        ("存七万，后年中秋给你九万一", 15),
        ("保底6.5%，赚多了另算，上不封顶", 6.5),
        ("月息一分二，熟客一分五", 18),
        ("入会两万，第三年底退两万六", 10),
        ("年。化。百。分。之。十。二，稳稳的。", 12),
        ("七天一期，上期给了4个点，这期继续跟。", 208.57),
        ("三天一轮，上一轮分了3个点，这一轮照常。", 365),
        ("五百U一天给4个U，领到手软。", 292),
    ],
)
def test_said_as_people_say_it(text: str, percent: float) -> None:
    found = promised(text)
    assert found == pytest.approx(percent, rel=0.02)


@pytest.mark.parametrize(
    "text",
    [
        "俩人搭伙开早餐店，挣的五五分，赔了也五五分",
        "三家合办，收入四六分成，各出各的力",
        "下午三点开会，五点散",
        "每年两点一线的生活，投入本金为零",
        "体温三十六点八，血压正常",
        "一分耕耘一分收获，暑期特训班开课了。",
        "一分价一分料，家具全实木。",
        "外卖红包天天领，订餐返现2%-6%。",
        "农户贷年利率4.35%，按季付息，请到柏溪信用社办理。",
        "上一轮分了8个点，已是前年的事。",
        "香火钱一分一厘都写在功德簿上",
        "公家的东西一分一毫不能拿",
        "初一十五庙会，摊位费八折",
        "羊肉本旬涨价3.5%，牛肉持平",
        "上旬息票发放5%",
        "下旬利息1%",
        "迟交租金，每天按千分之五收违约金",
        "首付两成，后年开春交房付清余款",
        "槽钢每吨涨两个点，老主顾再优惠一个点",
    ],
)
def test_no_promise(text: str) -> None:
    assert promised(text) is None


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("年化9️⃣%，三万起", 9.0),
        ("年化1️⃣4️⃣.5️⃣%，想存的私我", 14.5),
        ("投2️⃣0️⃣万每月返4️⃣千", 24.0),
        ("保底年化🔟%", 10.0),
        ("保底年化𝟏𝟐%", 12.0),
        ("保底年化𝟠%", 8.0),
        ("保底年化₁₁%", 11.0),
        ("保底年化➀➁%", 12.0),
        ("保底年化➊➎%", 15.0),
    ],
)
def test_figures_in_every_shape(text: str, percent: float) -> None:
    found = promised(text)
    assert found == pytest.approx(percent)


def test_a_key_beside_nothing_to_read_promises_nothing() -> None:
    assert promised("按1️⃣转人工，按2️⃣查询余额，满意请回1️⃣0️⃣") is None
