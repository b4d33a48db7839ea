"""Who speaks decides: an offer that is told of, asked about or taught is none, and a line of warning
before an offer takes nothing from it. No text here taught the tables (data/training)."""

import pandas as pd
import pytest

from engine import load_ruleset, screen
from tests.judgement.judging import flagged

HARMLESS = [
    # who brings a buyer is paid for it
    "搬家师傅请注意，给我揽一趟活，车费里抽二十给你买水",
    "美缝小王：楼上楼下的邻居互相推荐，两家都便宜三百",
    "挖机出租，谁介绍长期工地，租金提三个点给谁，月结不拖",
    "养鸡场卖淘汰鸡，带车来拉的，领路人每车给五十",
    "皮肤管理店姐妹行，闺蜜同来体验，各减六十八",
    # told of others, asked, taught
    "“投十万月领两千”，骗子的台词几十年没变过",
    "老张头的养老金，就折在“季季分红”四个字上",
    "物业通知：近期有人在地库散发“车位返租年息9%”名片，请勿理会",
    "考题：李某借给邻居三万元，约定月利率1%，一年后邻居应还利息几何",
    "请教各位，村里合作社让社员存钱，一年九厘，这种是不是要有牌照",
    "有没有业主了解过楼下那家养生馆，充两万年底返两千五，会不会关门",
    "评书开场：话说那钱庄伙计，逢人便道一月二分，童叟无欺",
    "反诈短剧招募群演，演被“刷单返佣”骗的大学生，一天一百五",
    # work that nobody pays for first
    "招影楼修图兼职，按张计费，做完测试即可接单，不收费",
    "群里找人代取快递，一件两块，取完转账",
    "社区银行：三年定存1.55%，老年卡客户可办理，请本人携带身份证",
]
OFFERS = [
    # who brings money, or people who pay to enter
    "带一位老师傅来存养老钱，你拿一袋大米加三百，存的人每季领息",
    "谁拉来一个五万的合伙人，谁的股多给半成",
    "介绍乡亲把土地流转款放我们社里，一万提八十，利息另给他",
    "组长、队长、片区经理逐级提成，下面人买一份一千二的套餐你都有钱",
    # behind a warning
    "有人造谣我们跑路，看，门店还在！年息一成二照发，续存再加半成",
    "不吹不黑，银行三年期才两个点，我们羊场一年十个点，羊在人在",
    "老百姓的钱要放在看得见的地方，我们冷库就在村口，一万一年一千三",
    "理财有风险，我们没有，存三个月就给一千五",
    # a pitch that ends on a question, or soothes those who paid
    "存一万每月返三百，三年返本，要不要一起干？",
    "商铺十五万一间，返租八年每年12%，要不要来抢一间？",
    "保本保息年化18%，国企担保，还在担心有风险吗？",
    "私募股权，年化30%，保本，要不要上车？",
    "投5万月返2000，返满30个月，有没有人跟？",
    "十年老店，年息两分，按月付，信不信由你，敢不敢来",
    "喜报：恭喜会员刘姐领到第六期分红六千元，本金五万",
    "声明：我公司资金池安全，年化16%保本兑付，请放心续投",
    # money first, then more of it back
    "跟着导师做数据单，先打款后返款，单单加三成",
    "话费慢充代充，先垫一百返一百一十五，日循环",
    # deposits through a broker, and a promise beside a line of something else
    "企业存款找我，季末三天，百万给一千二，支票进账",
    "图书馆周三闭馆整理。老少爷们，俺差二十万，一家凑五千，年底给六千",
]


def test_who_tells_asks_or_thanks_solicits_nobody() -> None:
    assert flagged(HARMLESS) == []


def test_who_asks_for_money_is_seen() -> None:
    assert flagged(OFFERS) == OFFERS


@pytest.mark.parametrize(
    ("text", "rate"),
    [("季息2.4%，一万起", 9.6), ("旬息1%，随时取", 36.5)],
)
def test_interest_by_unusual_periods(text: str, rate: float) -> None:
    table = pd.DataFrame({"编号": ["1"], "广告内容": [text]})
    found = screen(None, adverts=table, ruleset=load_ruleset()).adverts["annual_rate_pct"]
    assert float(found.iloc[0]) == pytest.approx(rate)
