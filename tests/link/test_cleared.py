"""Whom a tip clears is neither linked nor a rival; whoever clears himself is not cleared.

``half``: of the 40 ``built`` rows 29 were right and 8 wrong before, 33 and 1 when first counted; of the
20 ``kept`` ones 12 and 6, 14 and 1; of the 20 ``third`` ones 10 and 5, 13 and 3; of the 16
``fourth`` ones 9 and 4, 11 and 4.
"""

import csv
from pathlib import Path

import pytest

from engine.link.adverts.firm_index import FirmIndex
from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of


def _rows(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def links() -> TipLinks:
    firms = _rows("cleared_firms.csv")
    return tip_links_of([(firm["name"], firm["address"], firm["person"]) for firm in firms])


#: Rows that find nobody, or not all, so far: by how they begin.
MISSED = (
    "我以为云帆电商是正规的，就交了",
    "都说安和公寓正规，我也这么想",
    "有人说福泽堂药房跟福泽康养没关系，我不信",
    "当时云帆电商的人给我看了营业执照",
    "我不相信鼎盛茶业跟集资没关系",
)


@pytest.mark.parametrize("case", _rows("cleared.csv"), ids=lambda case: case["text"][:12])
def test_who_is_cleared(links: TipLinks, case: dict[str, str]) -> None:
    meant = {int(row) for row in case["rows"].split("|") if row}
    found = {*links.find("", case["text"]).rows}
    assert found <= meant
    assert found == meant or case["text"].startswith(MISSED)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # By an object, a subject, a word that points back, a part of the name.
        ("福泽康养收床位费返利，跟福泽堂药房无关", {0}),
        ("福泽康养收床位费返利，福泽堂药房没参与", {0}),
        ("福泽康养收床位费返利。福泽堂药房在隔壁，人家没参与", {0}),
        ("福泽堂药房门口停着福泽康养的车，车上有人收床位费返利，药房不知情", {0}),
        ("福泽康养那个床一万二一张，一天给五十块利息。福泽堂药房跟福泽康养没关系", {0}),
        ("我把钱交给瑞丰财富不是瑞丰种业，说好给利息", {2}),
        # By nobody's own mouth, nor in a question, nor by what somebody once thought.
        ("福泽康养说他们是正规的，收床位费返利", {0}),
        ("福泽康养是正规的吗？收床位费返利", {0}),
        ("福泽康养当初说跟集资没关系，收床位费返利", {0}),
        # Whose people take money all the same.
        ("福泽堂药房说没参与，其实也收了我的钱说返利", {1}),
    ],
)
def test_by_grammar(links: TipLinks, text: str, rows: set[int]) -> None:
    assert {*links.find("", text).rows} == rows


def test_what_speaks_for_whom_it_clears_speaks_for_nobody(links: TipLinks) -> None:
    text = "建设路16号贾文清的福泽堂药房没有参与，是别人收的钱"
    found = links.find("", text)
    assert not found.rows
    assert not found.candidates


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("我妈同时交了鼎盛茶业和福泽康养两家，一共五万", {0, 15}),
        ("我爸一边在鼎盛茶业存茶，一边在福泽康养订床，两边都说年底给钱", {0, 15}),
        ("我妈在鼎盛茶业交了五万，说年底返利，回来路上去诚达修理厂修车", {15}),
        ("德润物业来反映：楼里三楼天天有老人来交钱", set()),
        ("德润物业反映的人说收了我的钱不退", {9}),
    ],
)
def test_who_is_paid_and_who_reports(links: TipLinks, text: str, rows: set[int]) -> None:
    assert {*links.find("", text).rows} == rows


def test_an_agents_telephone_alone_is_that_of_whoever_has_none() -> None:
    names = ["青禾县联邦代理记账有限公司", "青禾县亿通投资管理有限公司", "青禾县阔远农资有限公司"]
    index = FirmIndex(names, [""] * 3, ["13900002222"] * 3)
    links = TipLinks(index, names, [""] * 3, [""] * 3)
    text = "一个帮人注册公司的，电话13900002222，打过去什么公司都接"
    assert not links.find("", text).rows
    named = "联邦代理记账收了我的钱不办事，电话13900002222"
    assert links.find("", named).rows == (0,)


def test_what_every_co_operative_says_tells_none_of_two() -> None:
    names = ["马营镇丰收种植专业合作社", "马营镇丰收农机专业合作社"]
    index = FirmIndex(names, ["", ""], ["", ""])
    found = index.find(names=["丰收合作社"], text="入社就发米面，社员一年一万给八百")
    assert found.row < 0
    assert {*found.candidates} == {0, 1}
    apples = index.find(names=["丰收合作社"], text="采摘葡萄草莓，认养果树")
    assert apples.row == 0
