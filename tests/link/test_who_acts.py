"""Whether somebody without a name does what is told beside the one firm that is named; each line was found
wanting by a mutant. A firm explained away is not visited, a landlord taken for it is."""

import pytest

from engine.link.tips.another import acts
from engine.link.tips.taking import TAKES

SHOP, MONEY = "千禾百货超市", "恒曦投资"


def somebody_else(text: str) -> bool:
    name = SHOP if SHOP in text else MONEY
    begin = text.index(name)
    return acts(text, begin, begin + len(name), TAKES)


@pytest.mark.parametrize(
    "text",
    [
        # Who works there tells of others, even of those who lost their money.
        "千禾百货超市的会计说有人存了钱拿不回来",
        "恒曦投资的经理说，有个外地人在村里收钱",
        "恒曦投资帮村里修路，有个外地人收老人的钱",
        # Where the reporter was, though nothing stands between.
        "我在千禾百货超市认识一个姐姐，拉我存钱",
        "我去千禾百货超市被几个人拉去签了字交了钱",
        # Said to be who did it, whatever points to the firm before; who rents from it.
        "千禾百货超市这家没问题，收钱的是网上的",
        "千禾百货超市二楼租给做保健的，收钱",
        # Next door, though nothing stands between.
        "千禾百货超市对面那家店收老人存款",
        # Another one, said to be one.
        "千禾百货超市只卖菜，另一家才收押金",
    ],
)
def test_somebody_else_acts(text: str) -> None:
    assert somebody_else(text)


@pytest.mark.parametrize(
    "text",
    [
        # Who lost money at its door lost it to the firm.
        "千禾百货超市楼下有人存了钱拿不回来",
        # Who is there without a word between is of the firm.
        "千禾百货超市有人收会员费，交一千返一千五",
        # It takes money itself, whoever comes after it.
        "千禾百货超市收会员费，另一家也收",
        "千禾百货超市收会员费，有人存了五万",
        # Whose trade is money brings in its own people, unless the story goes on elsewhere.
        "恒曦投资的经理说有个老板要借钱",
        "恒曦投资在二楼，有个人天天收钱",
        "恒曦投资在装修，有个人天天收钱",
        "恒曦投资不退钱，说钱在另一家公司",
        "恒曦投资的钱没退，别家的也没退",
    ],
)
def test_the_firm_acts(text: str) -> None:
    assert not somebody_else(text)
