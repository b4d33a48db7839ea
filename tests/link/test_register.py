"""Candidates by look-up miss nothing that comparing with every name finds."""

import random

from engine.link import chars
from engine.link.register import RegisterNames

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
