"""What is asked once for many adverts is what each would be told."""

from __future__ import annotations

import random

import pyarrow as pa
import pytest

from engine import load_ruleset
from engine.flow import links
from engine.flow.jobs import Workers
from engine.flow.links import find_links
from engine.flow.questions import COLUMNS, kinds, questions
from engine.link import NOBODY, FirmIndex, LinkResult
from engine.model.progress import silent

_FIRMS = (
    # name, telephone, site, address, person
    ("云泉县禾苗托管服务部", "15400001111", "", "云泉县清渠镇团结东路18号", "田大有"),
    ("云泉县第五建筑工程有限公司", "0952-7010001", "", "云泉县城关街道正街57号", "马小山"),
    ("云泉县365便利店", "", "", "云泉县城关街道望溪路12号", "丁有才"),
    ("云泉县58速运有限公司", "", "www.yq58express.cn", "云泉县清渠镇富民路3号", "何平"),
    ("国营541机械厂", "4001112222", "", "云泉县柳湾镇上溪村2组11号", "何安"),
    ("云泉县紫云轩茶业有限公司", "", "", "云泉县城关街道延安路88号重溪大厦5层502室", "苗青"),
    ("云泉县金汇源商贸有限公司", "15400002222", "", "云泉县溪苑小区3栋1单元1601", "周全"),
    ("云泉县金汇源百货2店", "15400002222", "", "云泉县城关街道溪平街21号", "周全"),
    ("云泉县万众一心超市", "", "", "云泉县花园路门面2号", "田中"),
)
_TEXTS = (
    "年化##%，起投###万，电话139########",
    "金汇源商贸店庆，满###减##，热线154########",
    "禾苗##年寒假托管报名，团结东路##号，详询154########",
    "365便利店##周年，###便利店望溪路##号",
    "##速运招人，www.yq##express.cn，月薪####",
    "紫云轩茶业，延安路##号重溪大厦#层###室，##元起",
    "国营###机械厂家属院旁，人均##元，到店打####",
    "溪苑小区#栋#单元####，精装##平，先生1540000####",
    "第五建筑承接工程，07010-70100##，0952-70100##，已完工###项",
    "第##建筑承接工程，一五四零零零零一一一一，热线400-111-####",
    "花园路门面#号万众一心#折起，4S店对面，1##号",
    "【##速运】上溪村#组##号提货，10###件",
    "38##万众#心，电话１５４000########",
    "紫云轩##轩茶业，bbs.###.com，ziyunxuancha###.###.com",
)


@pytest.fixture(scope="module")
def index() -> FirmIndex:
    names, phones, sites, addresses, people = zip(*_FIRMS, strict=True)
    nothing = [""] * len(names)
    return FirmIndex(names, nothing, phones, nothing, sites, addresses, people)


@pytest.fixture(scope="module")
def adverts() -> pa.Table:
    dice = random.Random(7)
    known = "".join("".join(firm[1:4]) for firm in _FIRMS) + "541365" * 9 + "163"
    known = "".join(char for char in known if char.isdigit())

    def filled(text: str) -> str:
        while "#" in text:
            size = next(k for k in (8, 5, 4, 3, 2, 1) if "#" * k in text)
            at = dice.randrange(len(known) - size)
            some = str(dice.randrange(10**size)).zfill(size)
            text = text.replace("#" * size, dice.choice([known[at : at + size], some]), 1)
        return text

    texts = [filled(text) for text in _TEXTS for _ in range(60)]
    titles = [dice.choice(["", "", "转让##号"]) for _ in texts]
    return pa.table({"text": texts, "title": list(map(filled, titles))})


def _alone(adverts: pa.Table, index: FirmIndex) -> dict[int, LinkResult]:
    asked = [
        index.find(names=[""], text=f"{title}\n{text}")
        for title, text in zip(*(adverts.column(c).to_pylist() for c in ("title", "text")), strict=True)
    ]  # fmt: skip
    return {row: link for row, link in enumerate(asked) if link != NOBODY}


def test_the_same_as_each_alone(index: FirmIndex, adverts: pa.Table) -> None:
    alone = _alone(adverts, index)
    assert len(alone) > adverts.num_rows / 3
    assert len({link.row for link in alone.values()}) >= len(_FIRMS) - 1
    assert find_links(adverts, index, None, silent) == alone


def test_several_processes(
    index: FirmIndex, adverts: pa.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, size in (("_FIRST", 5), ("_MANY", 10), ("_PART", 20)):
        monkeypatch.setattr(links, name, size)
    with Workers(2, load_ruleset()) as workers:
        assert find_links(adverts, index, workers, silent) == find_links(
            adverts, index, None, silent
        )


def test_other_numbers_are_one_question(index: FirmIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    find = index.find
    monkeypatch.setattr(index, "find", lambda **given: asked.append(given) or find(**given))
    texts = [f"投{n}万元，年化{n % 90 + 10}%，电话138{n:08}" for n in range(10, 99)]
    assert not find_links(pa.table({"text": texts}), index, None, silent)
    assert all("58" in given["text"] for given in asked)  # a firm's number
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("满100元", "满250元", True),
        ("满100元", "满99元", False),
        ("7天", "8天", False),
        ("11号", "12号", False),
        ("12号", "13号", True),
        ("14S店", "13S店", False),
        ("c12", "c22", False),
    ],
)
def test_kinds(one: str, other: str, same: bool) -> None:
    asked, which = questions(pa.table({"text": [one, other, "5", one], "title": ["", "", "1", ""]}))
    assert asked.num_rows == 3
    assert which[0] == which[3]
    assert asked.column_names == list(COLUMNS)
    found = [set(rows.tolist()) for rows in kinds(asked)]
    assert ({which[0], which[1]} in found) == same
