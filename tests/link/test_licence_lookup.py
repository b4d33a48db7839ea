"""The look-up in licence lists against comparing every name with every name of the list."""

import pickle
import random
import re
from itertools import product

import pytest

from engine.link.index.hashed import HashedRows
from engine.link.licences import LicenceIndex
from engine.link.names.company import CompanyName, NameParser
from engine.link.names.same import PARTS, same
from engine.link.names.written import GENERIC, clean, normalise
from engine.link.resembling import Resembling, likeness
from engine.link.rewritten import Reader, Rewritten

LOAN = "小额贷款"
CHARS = "鑫汇融通达信诚丰泰恒源盛隆酒业"
PLACES = ("云泉县", "平罗县", "石嘴山市", "宁夏", "银川", "毫州", "")
TRADES = (LOAN, "小贷", "典当", "酒业", "酒", "投资管理", "农业科技", "保险代理", "商业保理")
FORMS = ("有限公司", "有限责任公司", "股份有限公司", "合伙企业", "（有限合伙）", "店", "厂", "")
BANKS = (
    "长河银行股份有限公司",
    "中国农村信用有限公司",
    "宁夏金泉人寿保险股份有限公司",
    "平罗县农村信用合作联社",
    "清渠证券",
)
DOORS = ("平罗", "平罗陶乐", "石嘴山市惠农区", "城东", "城北", "第2", "第3", "云泉")
KINDS = ("支行", "分理处", "营业部", "分公司", "储蓄所")


def invented(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return rng.choice(BANKS) + rng.choice(DOORS) + rng.choice(KINDS)
    brand = "".join(rng.choices(CHARS, k=rng.choice((2, 2, 3, 3, 4, 5))))
    number = rng.choice(("", "", "", "1号", "2号"))
    branch = rng.choice(("", "", "", "", "平罗分公司", "云泉分公司"))
    return rng.choice(PLACES) + brand + rng.choice(TRADES) + number + rng.choice(FORMS) + branch


def varied(name: str, rng: random.Random) -> str:
    """The same firm otherwise written, or one that borrows its name, or that name miswritten."""
    at = rng.randrange(2, len(name))
    place = next(p for p in PLACES if name.startswith(p))
    ways = (
        name,
        f"{name[len(place) : len(place) + 3]}（{place}）{name[len(place) + 3 :]}",
        f"{name[len(place) : len(place) + 2]}（{place}）{name[len(place) + 2 :]}",
        rng.choice(PLACES) + name[len(place) :],
        name.replace("有限责任公司", "有限公司") if "责任" in name else name + "城东分公司",
        name[:at] + rng.choice(CHARS) + name[at + 1 :],
        name[:at] + rng.choice(CHARS) + name[at:],
        name[:at] + name[at + 1 :],
        name.replace(LOAN, "小贷") if LOAN in name else name.replace("小贷", LOAN),
        name.replace("酒业", "酒") if "酒业" in name else name.replace("酒", "酒业"),
        re.sub("(股份|责任)?有限公司|厂$", rng.choice(("", "厂", "有限公司")), name),
        re.sub("(支行|分理处|营业部|分公司|储蓄所)$", rng.choice(KINDS), name),
        re.sub("(平罗|云泉)?(支行|分公司)$", "", name),
    )
    return rng.choice(ways)


def brute(
    name: str, listed: dict[str, CompanyName], parser: NameParser
) -> tuple[set[str], int, set[str]]:
    """Names of the list that are the firm's or its head office's; how close others come, which."""
    full, firm = normalise(name), parser.parse(name)
    held = {other for other in listed if full.startswith(normalise(other))}
    if full in map(normalise, held):
        return {other for other in held if normalise(other) == full}, 100, set()
    verdicts = {other: same(firm, known) for other, known in listed.items()}
    rewritten = {other for other, v in verdicts.items() if v.likeness >= PARTS}
    rewritten = {other for other in rewritten if {*firm.brands} & {*listed[other].brands}}
    if held or rewritten:
        return rewritten or held, 100, set()
    tells = {o: k.brand for o, k in listed.items() if len(k.brand) > 1 and k.brand not in GENERIC}
    if len(firm.brand) < 2 or firm.brand in GENERIC:
        return set(), 0, set()
    close = {other: likeness(firm.brand, brand) for other, brand in tells.items()}
    best = max(close.values())
    return set(), best, {other for other, how in close.items() if best and how == best}


@pytest.fixture(scope="module")
def sample() -> tuple[list[str], list[str]]:
    rng = random.Random(20261126)
    listed = list(dict.fromkeys(invented(rng) for _ in range(1_100)))[:1_000]
    asked = [varied(rng.choice(listed), rng) for _ in range(300)]
    return listed, asked + [invented(rng) for _ in range(100)]


def test_nothing_missed_that_brute_force_finds(sample: tuple[list[str], list[str]]) -> None:
    listed, asked = sample
    parser, n = NameParser(), len(listed)
    read = {name: parser.parse(name) for name in listed}
    index = LicenceIndex(listed, [""] * n, [LOAN] * n, [""] * n)
    index = pickle.loads(pickle.dumps(index))  # as workers get it
    statuses = []
    for name in asked:
        held, how, close = brute(name, read, parser)
        found = index.find(name, "", LOAN, "2026-01-01")
        status = "持牌" if held else "疑似冒名" if how else "未见"
        assert (found.status, found.similarity) == (status, how), name
        assert found.name in (held or close or {""}), name
        statuses.append(status)
    assert min(map(statuses.count, ("持牌", "疑似冒名", "未见"))) > 20


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("红星宣纸厂", "红星宣纸有限公司"),
        ("鑫汇酒厂", "云泉县鑫汇酒有限公司"),
        ("云泉县鑫汇酒厂", "鑫汇（云泉县）酒业有限公司"),
        ("毫州鑫汇小额贷款有限公司", "毫州鑫汇小贷有限责任公司"),
        ("长河银行股份有限公司驻石嘴山市惠农区支行", "长河银行股份有限公司惠农支行"),
    ],
)
def test_one_firm_otherwise_written(one: str, other: str) -> None:
    parser = NameParser()
    for asked, listed in ((one, other), (other, one)):
        assert Rewritten({5: parser.parse(listed)}).find(parser.parse(asked)) == 5


def test_every_pair_that_is_one_firm_is_met() -> None:
    """Pairs of variants, of which far more are one firm than of names asked at random."""
    rng = random.Random(7)
    parser = NameParser()
    one_firm = 0
    for _ in range(4_000):
        name = invented(rng)
        one, other = (parser.parse(varied(varied(name, rng), rng)) for _ in range(2))
        verdict = same(one, other)
        met = verdict.likeness >= PARTS and bool({*one.brands} & {*other.brands})
        if normalise(one.text) == normalise(other.text):
            continue  # the index knows them by their names
        one_firm += met
        assert Rewritten({5: other}).find(one) == (5 if met else None), (one, other)
    assert one_firm > 200


def test_a_branch_has_the_distinctive_part_of_its_firm() -> None:
    rng = random.Random(11)
    reader, parser = Reader(), NameParser()
    nameless = 0
    names = [varied(invented(rng), rng) for _ in range(3_000)]
    # Only a firm as such lies in a place that was miswritten; its branch is one of 毫州.
    for text in map(clean, [*names, "毫州小额贷款有限公司", "毫州小额贷款有限公司云泉分公司"]):
        name = parser.read_clean(text)
        assert reader.read(text) == (name if name.brands else None), text
        nameless += not name.brands
    assert nameless > 300


def test_no_part_missed_that_comes_close() -> None:
    every = ["".join(chars) for size in range(1, 6) for chars in product("鑫汇融", repeat=size)]
    for brand in random.Random(5).sample(every, 120):
        index = Resembling([(brand, LOAN, 8), ("中国", LOAN, 9)])
        for asked in every:
            how = likeness(asked, brand) if min(len(asked), len(brand)) > 1 else 0
            assert index.find(asked, LOAN) == ((8, how) if how else None), (asked, brand)
        assert index.find(brand, "典当") is None
        assert index.find("中国", LOAN) is None


def test_rows_of_a_key() -> None:
    rows = HashedRows([("甲", 3), ("乙", 1), ("甲", 2), ("甲", 3)])
    assert rows.rows(["甲", "丙"]) == {2, 3}
    assert rows.rows([]) == set()
