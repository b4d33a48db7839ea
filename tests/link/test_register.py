"""Candidates by look-up miss nothing that comparing with every name finds."""

import random

import pytest

from engine.link.index.register import RegisterNames
from engine.link.names import chars, places
from engine.link.names.company import NameParser
from engine.link.names.learned import learn

_PLACES = ["云泉县", "平罗县", "宁夏", "石嘴山市", "", "北京"]
_PARTS = "鑫汇融通达信诚丰泰恒源盛溪云山河林海金石木禾麦香春晓月照"
_TRADES = ["投资管理", "小额贷款", "商贸", "养老服务", "文化传媒", "农业", "", "珠宝", "电子商务"]
_FORMS = ["有限公司", "专业合作社", "店", "有限公司平罗分公司", "厂", ""]


def _name(rng: random.Random) -> str:
    part = "".join(rng.choices(_PARTS, k=rng.randint(0, 6)))
    return rng.choice(_PLACES) + part + rng.choice(_TRADES) + rng.choice(_FORMS)


def _spoil(name: str, rng: random.Random) -> str:
    at = rng.randrange(len(name))
    kind = rng.randrange(5)
    if kind == 0 and (alike := sorted(chars.alike(name[at]))):
        return name[:at] + rng.choice(alike) + name[at + 1 :]
    if kind == 1:
        return name[:at] + name[at + 1 :]
    if kind == 2:
        return name[:at] + name[at : at + 2][::-1] + name[at + 2 :]
    return name[3:] if kind == 3 else name.replace("有限公司", "")


def test_candidates_against_brute_force() -> None:
    rng = random.Random(20261125)
    names = [n for n in (_name(rng) for _ in range(400)) if len(n) > 3]
    register = RegisterNames(names)
    found = 0
    for name in rng.sample(names, 150):
        asked = register.parser.parse(_spoil(name, rng))
        candidates = set(register.candidates(asked))
        for entry in range(len(names)):
            if register.compare(asked, entry).same:
                found += 1
                assert entry in candidates, (asked.text, names[entry])
    assert found > 50  # or the test tests nothing


def test_a_firm_sits_where_its_address_says() -> None:
    register = RegisterNames(["陕西溪陵塬影视传媒有限公司"], (), ["蒲城县城关街道溪泉路1号"])
    assert register.find(register.parser.parse("蒲城溪陵塬影视"))
    assert not register.find(register.parser.parse("西安溪陵塬影视"))


def test_a_place_learned_does_not_depend_on_which_firm_comes_first() -> None:
    names = ["云泉县鑫源商贸有限公司"] * 4 + ["云泉市禾丰商贸有限公司"] * 3
    assert learn(names) == learn(names[::-1])
    assert learn(names)["云泉"].level == 3


def test_where_a_register_is_from_does_not_depend_on_the_order_of_rows() -> None:
    provinces = ["江苏省", "浙江省", "广东省"]
    parts = [f"{one}{other}" for one in _PARTS for other in _PARTS] * 2
    names = [f"{provinces[i % 3]}{part}商贸有限公司" for i, part in enumerate(parts)]
    assert RegisterNames(names).wide
    assert RegisterNames(sorted(names)).wide
    assert not RegisterNames([f"江苏省{part}商贸有限公司" for part in parts]).wide


@pytest.mark.parametrize("piece", ["平罗县", "—", "（曾用名", "更名为公司原"])
def test_a_cell_full_of_pieces_is_no_name_to_take_apart(piece: str) -> None:
    """A cell may hold 32,767 characters."""
    text = "云泉县鼎盛" + piece * (32_000 // len(piece))
    assert len(NameParser().read(text).places) < 10
    assert len(places.head(text, places.atlas())[0]) < 10


def test_places_of_an_address_come_in_one_order() -> None:
    """The first that stands before a name counts: it must not be another in the next run."""
    address = "云泉县清渠镇柳湾村团结街健康路民族巷和平路文化街富民路"
    own = RegisterNames(["云泉县鼎信商贸有限公司"], (), [address]).seats.own_places(0)
    assert len(own) > 6
    assert list(own) == sorted(own, key=lambda name: (-len(name), name))
