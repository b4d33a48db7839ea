"""A note of risk beside a solicitation does not clear it; a bank's product with its notice stays clear."""

import pandas as pd

import engine

OFFERS = (
    "来我社存款年息一分二，月月领利息",
    "养老床位预订返本，年化12%，三年期满退还本金",
    "投资茶山，每年分红两成，随时赎回",
    "理财产品年化15%，到期还本付息",
    "白酒寄存，一年涨两成，到期原价收回",
    "影视项目份额认购，票房分红翻倍",
)
NOTES = (
    "投资有风险，入市需谨慎",
    "过往业绩不代表未来表现，投资需谨慎",
    "理财非存款，产品有风险，投资须谨慎",
    "投资有风险，理财需谨慎，自负盈亏，风险自担",
)
PRODUCTS = (
    "某银行“稳盈1号”理财，业绩比较基准2.8%—3.2%，5万元起购。理财非存款，产品有风险，投资须谨慎。",
    "某证券新发基金今日起募集，托管人为某银行。基金有风险，投资需谨慎。",
    "银行代销保险产品，不等于银行存款，犹豫期十五天，退保可能有损失。",
)


def _bands(texts: list[str]) -> list[str]:
    frame = pd.DataFrame({"编号": [f"A{n}" for n in range(len(texts))], "广告内容": texts})
    adverts = engine.screen(adverts=frame).adverts
    bands = dict(zip(adverts["ad_id"], adverts["band"], strict=True))
    return [bands[f"A{n}"] for n in range(len(texts))]


def test_no_note_of_risk_clears_an_offer() -> None:
    texts = [
        text
        for offer in OFFERS
        for note in NOTES
        for text in (f"{note}。{offer}。", f"{offer}。{note}。", f"{offer}，{note}。")
    ]
    missed = [t for t, band in zip(texts, _bands(texts), strict=True) if band not in ("高", "中")]
    assert not missed


def test_a_plain_product_with_its_notice_stays_clear() -> None:
    assert set(_bands([*PRODUCTS, *NOTES])) == {"无"}
