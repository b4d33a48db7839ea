"""What speaks for a firm in which order, and what is told of it; each line was found wanting by a mutant."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from engine.link import FirmIndex
from engine.link.adverts.mentions import (
    Mention,
    _in_order,
    _rivals,
    called,
    likeliest,
    mentions,
)
from engine.link.adverts.weighing import Weighing

FIRMS = [
    # name, code, phone, former name, site, address, person
    ("平罗县栖砚文化传播有限公司", "91640221MA7K3H2T5X", "0952-6010001", "", "www.qiyan-example.cn", "平罗县城关镇府前街8号", "盛秋白"),
    ("平罗县岚樾旅居服务有限公司", "91640221MA7K3H2T6W", "", "平罗县云水旅居服务部", "", "平罗县白沙镇滨河路3号", "郁小满"),
    ("平罗县紫云轩养老服务有限公司", "", "13900001111", "", "", "平罗县城关镇东街5号", "蔺长河"),
    ("平罗县紫云轩茶业有限公司", "", "13900001111", "", "", "平罗县城关镇东街7号", "蔺长河"),
    ("平罗县紫云轩", "DUP", "", "", "", "平罗县城关镇东街9号", ""),
    ("平罗县金穗园茶业有限公司", "DUP", "", "", "", "平罗县白沙镇中街9号", "万利"),
    ("贺兰县宏图家具有限公司", "", "", "", "", "贺兰县习岗镇1号", ""),
    ("平罗县宏图电脑经营部", "", "", "", "", "平罗县城关镇西街3号", ""),
    ("平罗县星野露营地管理有限公司", "", "", "", "", "平罗县白沙镇滨河路9号", ""),
    ("平罗县宏图家具经营部", "", "", "", "", "平罗县城关镇西街6号", ""),
    ("平罗县鑫达代理记账有限公司", "", "0952-6019999", "", "", "平罗县城关镇西街8号", ""),
    ("平罗县恒盛商贸有限公司", "", "0952-6019999", "", "", "平罗县城关镇西街9号", ""),
    ("平罗县汇源投资咨询有限公司", "", "0952-6019999", "", "", "平罗县城关镇西街10号", ""),
]  # fmt: skip
NAMES, CODES, PHONES, FORMER, WEBS, ADDRESSES, PEOPLE = map(list, zip(*FIRMS, strict=True))
INDEX = FirmIndex(NAMES, CODES, PHONES, FORMER, WEBS, ADDRESSES, PEOPLE)
CODE, OTHER, OFFICE = CODES[0], CODES[1], "县公安局提醒："
SHORT, TRADE, PHONE = "名称的缩略", "行业相符", "电话一致"
TOLD, SLIP = "文中出现名称", "文中名称差一字（音近或形近）"
Given = dict[str, Any]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        # The code of the list; what one that several have, or none, tells is nothing.
        ({"uscc": CODE}, (0, "统一社会信用代码", 100)),
        ({"uscc": "DUP"}, (-1, "", 0)),
        ({"uscc": "X", "text": "栖砚文化"}, (0, f"{TOLD}“栖砚文化”，{TRADE}", 92)),
        # A code in the text, if the text is its own.
        ({"text": f"代码{CODE}"}, (0, "文中出现统一社会信用代码", 100)),
        ({"text": f"代码{CODE}，{OTHER}"}, (-1, "", 0)),
        ({"text": f"代码{CODE}", "names": ["岚樾旅居"]}, (1, SHORT, 92)),
        ({"text": f"代码{CODE}", "names": ["岚樾旅居"], "about": True}, (0, "文中出现统一社会信用代码", 100)),
        ({"text": f"代码{CODE}", "names": ["栖砚文化"]}, (0, "文中出现统一社会信用代码", 100)),
        ({"text": f"代码{CODE}", "names": ["紫云轩"]}, (0, "文中出现统一社会信用代码", 100)),
        ({"text": f"{OFFICE}{CODE}"}, (-1, "文中出现统一社会信用代码", 100, (0,))),
        ({"text": f"{OFFICE}{CODE}", "about": True}, (0, "文中出现统一社会信用代码", 100)),
        # A whole name, if the text is its own.
        ({"names": ["栖砚文化"]}, (0, SHORT, 92)),
        ({"names": ["云水旅居服务部"]}, (1, f"曾用名：{SHORT}", 92)),
        ({"text": f"{OFFICE}{NAMES[0]}当心"}, (-1, "文中出现全称", 100, (0,))),
        ({"text": f"{OFFICE}{NAMES[0]}当心", "about": True}, (0, "文中出现全称", 100)),
        ({"text": f"我司曾为{NAMES[0]}提供设计", "names": ["某某广告公司"]}, (-1, "文中出现全称", 100, (0,))),
        # Telephones and sites; those of others than who signs are none of it.
        ({"phone": "0952 6010001"}, (0, PHONE, 90)),
        ({"text": "0952-6010001", "names": ["紫云轩"]}, (-1, SHORT, 92, (2, 3, 4))),
        ({"text": "13900001111", "names": ["紫云轩"]}, (-1, SHORT, 92, (2, 3, 4))),
        ({"url": "http://qiyan-example.cn/a"}, (0, "网址一致", 90)),
        ({"text": "网址 www.qiyan-example.cn"}, (0, "网址一致", 90)),
        # Of those who share one whom the text means, or whose trade it speaks of; an agent's is whose.
        ({"text": "13900001111"}, (-1, PHONE, 90, (2, 3))),
        ({"text": "床位预订，13900001111"}, (2, f"{PHONE}，{TRADE}", 85)),
        ({"text": "明前茶，13900001111"}, (3, f"{PHONE}，{TRADE}", 85)),
        ({"text": "龙井茶，13900001111", "names": ["无名商行"]}, (-1, PHONE, 90, (2, 3))),
        ({"text": "代理记账，0952-6019999"}, (10, f"{PHONE}，{TRADE}", 85)),
        ({"text": "投资理财，0952-6019999"}, (-1, PHONE, 90, (10,))),
        ({"text": "恒盛商贸，0952-6019999"}, (11, f"{TOLD}“恒盛商贸”，{TRADE}，{PHONE}", 95)),
        ({"text": "好，0952-6019999", "names": ["无名商行"]}, (-1, PHONE, 90, (10,))),
        # A site that spells a name, where the text speaks of its trade.
        ({"text": "明前茶，www.pljinsuiyuan.cn"}, (5, "网址拼音与字号一致", 80)),
        ({"text": "家具，www.pljinsuiyuan.cn"}, (-1, "网址拼音与字号一致", 80, (5,))),
        ({"text": "床位养老，www.plziyunxuan.cn"}, (-1, "网址拼音与字号一致", 80, (2, 3, 4))),
        ({"text": "床位养老，www.plqiyan.cn"}, (-1, "", 0)),
        # A name cut short, and one a slip away.
        ({"names": ["星野露营"], "text": "开营"}, (8, "名称的开头一致，登记中只有这一家", 85)),
        ({"names": ["金岁园茶业"]}, (5, "名称差一字（“岁”“穗”读音相近），其余一致", 86)),
        # One of several of a name: by its trade, or by where the advert was seen.
        ({"text": "宏图家具八折"}, (-1, f"{TOLD}“宏图家具”，{TRADE}", 92, (6, 9))),
        ({"text": "宏图家具八折", "place": "平罗县"}, (9, f"{TOLD}“宏图家具”，{TRADE}，地点相符", 92)),
        ({"text": "宏图家具八折", "place": "贺兰县"}, (6, f"{TOLD}“宏图家具”，{TRADE}，地点相符", 92)),
        ({"names": ["宏图"]}, (-1, SHORT, 92, (6, 7, 9))),
        ({"names": ["宏图"], "text": "床和沙发"}, (-1, SHORT, 92, (6, 7, 9))),
        ({"names": ["宏图"], "text": "电脑维修"}, (7, f"{SHORT}，{TRADE}", 92)),
        ({"names": ["宏图"], "place": "平罗县"}, (-1, SHORT, 92, (6, 7, 9))),
        ({"names": ["宏图"], "place": "贺兰县"}, (6, f"{SHORT}，地点相符", 92)),
        ({"names": ["宏图"], "place": "贺兰县", "text": "城关镇西街"}, (-1, SHORT, 92, (6, 7, 9))),
        ({"names": ["紫云轩"], "text": "养老床位"}, (2, f"文中出现字号“紫云轩”，{TRADE}", 89)),
        # Somebody who sells what is his is no firm.
        ({"names": ["个人转让"], "text": "岚樾旅居服务转让"}, (-1, f"{TOLD}“岚樾旅居服务”，{TRADE}", 95, (1,))),
        ({"names": ["个人转让"], "text": "岚樾旅居服务转让", "about": True}, (1, f"{TOLD}“岚樾旅居服务”，{TRADE}", 95)),
        # Another township than that of a misspelt name, and another county than that of any.
        ({"text": "金岁园茶业好茶"}, (5, f"{SLIP}“金岁园茶业”，{TRADE}", 95)),
        ({"text": "金岁园茶业好茶", "place": "平罗县城关镇"}, (-1, f"{SLIP}“金岁园茶业”，{TRADE}", 95, (5,))),
        ({"text": "金岁园茶业好茶", "place": "平罗县白沙镇"}, (5, f"{SLIP}“金岁园茶业”，{TRADE}", 95)),
        ({"text": "金穗园茶业，贺兰县"}, (-1, f"{TOLD}“金穗园茶业”，{TRADE}", 95, (5,))),
        ({"text": "金穗园茶业", "place": "贺兰县"}, (-1, f"{TOLD}“金穗园茶业”，{TRADE}", 95, (5,))),
        # Whose telephone it is that signs with another name is no advertiser for where it was seen.
        ({"names": ["宏图"], "text": "0952-6010001", "place": "贺兰县"}, (-1, SHORT, 92, (6, 7, 9))),
        ({"names": ["无名商行"], "text": "宏图家具八折", "place": "平罗县"}, (-1, f"{TOLD}“宏图家具”，{TRADE}", 88, (6, 9))),
        ({"names": ["星月广告有限公司"], "text": f"{NAMES[0]}开业"}, (-1, "文中出现全称", 100, (0,))),
        # A person alone.
        ({"text": "联系万利，好茶"}, (5, "法定代表人姓名一致", 77)),
        ({"text": "联系万利，好茶", "place": "贺兰县"}, (-1, "法定代表人姓名一致", 77, (5,))),
        # Other weights.
        ({"text": "栖砚文化", "table": {}}, (-1, f"{TOLD}“栖砚文化”，{TRADE}", 50, (0,))),
        ({"text": "栖砚文化", "table": {"bias": 9.0}}, (0, f"{TOLD}“栖砚文化”，{TRADE}", 95)),
        ({"text": "栖砚文化", "table": {"bias": -9.0}}, (-1, "", 0)),
    ],
)  # fmt: skip
def test_find(given: Given, found: tuple[int, str, int]) -> None:
    assert INDEX.find(**{"names": [], **given}) == (*found, *[()][: 4 - len(found)])


ONLY = "平罗县星野露营地管理有限公司", "平罗县金穗园茶业有限公司", "平罗县盛景酒店有限公司"
HOME = "平罗县白沙镇敬老院", "平罗县幸福超市", "平罗县三和代理记账有限公司"


@pytest.mark.parametrize(
    ("firm", "given", "row"),
    [
        (ONLY[0], {"names": ["星野露营"], "text": "开营"}, 0),
        (ONLY[1], {"text": "明前茶，www.pljinsuiyuan.cn"}, 0),
        (ONLY[1], {"text": "明前茶，www.pljinsuiyuan.cn", "names": ["无名商行"]}, -1),
        (ONLY[2], {"text": f"{ONLY[2]}二楼会议室，原始股推介会"}, -1),
        (ONLY[2], {"text": f"{ONLY[2]}二楼会议室，婚宴预订"}, 0),
        (HOME[0], {"text": "白沙敬老院招护工"}, 0),
        (HOME[0], {"text": "白沙敬老院招护工", "names": ["无名商行"]}, -1),
        (HOME[1], {"text": "恒盛商贸，13900001111"}, 1),
        (HOME[1], {"text": "幸福超市，13900001111"}, 0),
        (HOME[1], {"text": "要幸福，13900001111"}, -1),
        (HOME[2], {"text": "好，13900001111"}, -1),
    ],
)
def test_of_two_firms(firm: str, given: Given, row: int) -> None:
    phones = ["13900001111"] * 2 if firm in HOME[1:] else ["", ""]
    index = FirmIndex(
        [firm, "平罗县恒盛商贸有限公司"],
        ["", ""],
        phones,
        addresses=["平罗县白沙镇", "平罗县城关镇"],
    )
    found = index.find(**{"names": [], **given})
    assert found.row == row
    if firm == HOME[2]:
        assert found.candidates == (0,)  # an agent's telephone is the agent's


COUNTIES = ("平罗", "贺兰", "泾源", "永宁", "中宁", "同心", "海原", "西吉", "隆德", "彭阳", "盐池")


@pytest.mark.parametrize(("count", "row"), [(9, 0), (11, -1)])
def test_where_more_are_called_so_than_are_shown_none_is_meant(count: int, row: int) -> None:
    names = [f"{county}县宏图商行" for county in COUNTIES[:count]]
    index = FirmIndex(names, [""] * count, [""] * count)
    assert index.find(names=["宏图"], text="好", place="平罗县").row == row


def test_in_the_whole_country_who_was_seen_where_it_sits() -> None:
    names = ["合肥市云岭网络科技有限公司", "南昌市紫云轩财富管理有限公司", "成都市锦溪商贸有限公司"]
    places = ["合肥市蜀山区", "南昌市东湖区", "成都市武侯区"]
    index = FirmIndex(names, [""] * 3, [""] * 3, addresses=places)
    assert index.wide
    assert index.find(names=["云岭科技"], text="好", place="合肥市").row == 0
    assert index.find(names=["云岭科技"], text="好", place="南昌市").row == -1
    assert index.find(names=["云岭科技"], text="好").row == -1
    assert index.spelt("www.ziyunxuan.cn") == []  # there a name alone is no link


def test_a_sender_signs_his_own_page_only() -> None:
    around = "今天天气很好，大家都去赶集了。" * 300
    assert INDEX.find(names=["宏图"], text=f"{around}电脑维修。").row == 7
    assert INDEX.find(names=["无名商行"], text=f"{around}岚樾旅居服务八折。").row == -1


def test_what_is_asked_of_a_name() -> None:
    assert INDEX.named(NAMES[0])
    assert not INDEX.named("栖砚")
    assert INDEX.business("某某商贸")
    assert not INDEX.business("栖砚")
    assert INDEX.own_parts(0) == ("栖砚",)
    assert INDEX.sounding("金岁园") == [5]
    assert INDEX.sounding("栖砚") == []
    assert INDEX.marks(["栖砚"], "【盈信】") == ["栖砚", "盈信"]
    assert not INDEX.wide
    assert INDEX.register.title(0) == NAMES[0]


def test_what_is_asked_of_contacts() -> None:
    assert INDEX.reaches("0952-6010001", "", "")
    assert INDEX.reaches("", "0952-6010001", "")
    assert INDEX.reaches("", "", "qiyan-example.cn")
    assert INDEX.reaches("", "qiyan-example.cn", "")
    assert not INDEX.reaches("", "好", "")
    assert INDEX.phones_ending("0001") == [0]
    assert INDEX.spelt("www.ziyunxuan.cn") == [2, 3, 4]
    assert INDEX.spelt("www.plqiyan.cn") == []
    may = INDEX.may_reach(pa.array(["电话0952-6010001", "好"], pa.large_string()))
    assert may.tolist() == [True, False]


def test_what_is_told_of_firms() -> None:
    assert INDEX.parts_alone("去“栖砚”和紫云轩") == (
        "去栖砚和紫云轩",
        [(1, 3, {0}), (4, 7, {2, 3, 4})],
    )
    assert INDEX.facts(0, "盛秋白，府前街8号") == ["place told 1", "person 3"]
    assert INDEX.facts(0, "好") == []
    assert INDEX.told_beside("栖砚文化和岚樾旅居、紫云轩茶业都在", [0]) == [3, 1]
    assert INDEX.told_beside("栖砚文化", [0]) == []
    assert INDEX.told_beside("栖砚文化和宏图家具", [9]) == [0]  # a namesake was not named besides
    assert INDEX.told_beside("栖砚文化收钱，远离岚樾旅居", [0]) == [1]
    read, named = INDEX.mentions("栖砚文化和岚樾旅居，栖砚文化收钱")
    assert read == "栖砚文化和岚樾旅居，栖砚文化收钱"
    assert [tuple(one) for one in named] == [(0, 0, 4), (0, 10, 14), (1, 5, 9)]
    _, likely = INDEX.likeliest("栖砚文化和紫云轩，紫云轩茶")
    assert [tuple(one) for one in likely] == [(0, 0, 4), (3, 9, 13), (4, 5, 8)]


def test_what_may_be_meant() -> None:
    ((row, sightings, told),) = INDEX.cases(["栖砚文化"], "栖砚文化好")
    assert (row, told) == (0, ["topic 1", "echo 1"])
    assert ["mark" in one.features for one in sightings] == [True, False]
    ((row, sightings, told),) = INDEX.cases([], "盛秋白", "府前街8号")
    assert (row, sightings) == (0, [])
    assert told == [
        *(facts := ["person 3", "door street", "door shared 1", "door whole"]),
        "unnamed",
        *(f"unnamed {one}" for one in facts),
        "unnamed kinds 2",
    ]
    ((row, _, told),) = INDEX.cases(["无名商行"], "栖砚文化好")
    assert (row, told) == (0, ["topic 1", "echo 1", "stranger"])
    assert INDEX.cases(["无名商行"], "盛秋白", "府前街8号") == []
    ((row, sightings, told),) = INDEX.cases([], "金岁园茶业", slips=True)
    assert (row, sightings[0].said) == (5, "金岁园茶业")
    assert INDEX.cases([], "金穗园茶业", slips=True) == []


def test_many_texts_at_once() -> None:
    texts = ["栖砚文化好", "金岁园茶业好", "好", "联系盛秋白", "府前街8号", "电话0952-6010001"]
    nothing = [""] * len(texts)
    given = {"usccs": nothing, "urls": nothing, "places": nothing, "names": nothing}
    assert INDEX.may_mean(texts=texts, **given).tolist() == [True, True, False, True, True, False]
    for changed, value in (
        ("usccs", CODE),
        ("urls", "www.ziyunxuan.cn"),
        ("places", "府前街8号"),
        ("names", "栖砚"),
        ("names", "金岁园茶业"),
    ):
        one = {key: ["", "", value if key == changed else ""] for key in given}
        assert INDEX.may_mean(texts=["好", "很好", "非常好"], **one).tolist() == [
            False,
            False,
            True,
        ]
    for name, may in (("无名商行", False), ("星野露营", True), ("金岁园茶业", True)):
        one = {key: [name if key == "names" else ""] for key in given}
        assert INDEX.may_mean(texts=["好"], **one).tolist() == [may]
    for text in (CODE, NAMES[0], "3.com", "www.ziyunxuan.cn", f"好{chr(0)}"):
        assert INDEX.may_mean(texts=[text], **{key: [""] for key in given}).tolist() == [True]


def test_a_body_that_is_called_by_its_place_may_be_meant() -> None:
    index = FirmIndex([HOME[0]], [""], [""], addresses=["平罗县白沙镇"])
    nothing = {key: [""] for key in ("names", "usccs", "urls", "places")}
    assert index.may_mean(texts=["白沙敬老院招护工"], **nothing).tolist() == [True]
    assert index.may_mean(texts=["白沙信用社招工"], **nothing).tolist() == [False]


WATCHED = FirmIndex(
    ["平罗县栖砚108文化传播有限公司", "平罗县三和面馆", "平罗县2046茶馆"],
    [""] * 3,
    [""] * 3,
    addresses=["平罗县城关镇府前街8号", "", ""],
    people=["", "张108", ""],
)


def test_texts_that_differ_in_numbers_only() -> None:
    doubt = WATCHED.doubt("栖砚107文化，1元", "府前街9号")
    assert (doubt.names, doubt.told, doubt.houses) == ({"108"}, True, True)
    assert not WATCHED.knows("栖砚107文化，1元", "府前街9号", doubt)
    assert WATCHED.knows("栖砚107文化，1元", "府前街8号", doubt)
    none = WATCHED.doubt("好，1元", "好")
    assert not none
    assert not WATCHED.knows("栖砚108文化", "府前街8号", none)
    person = WATCHED.doubt("张107，1元", "好")
    assert person.names
    assert (person.told, person.houses) == (False, False)
    assert WATCHED.knows("张108，1元", "好", person)
    assert not WATCHED.knows("张107，1元", "好", person)
    assert not WATCHED.knows("张107，1元", "府前街8号", person)


@pytest.mark.parametrize(
    ("text", "may"), [("栖砚107文化好", True), ("栖言107文化好", True), ("和平文化好", False)]
)
def test_a_slip_in_a_name_with_a_number(text: str, may: bool) -> None:
    nothing = [""]
    found = WATCHED.may_mean(
        names=nothing, texts=[text], usccs=nothing, urls=nothing, places=nothing
    )
    assert found.tolist() == [may]


def test_whether_another_number_would_be_another_firm() -> None:
    WATCHED.find(names=[], text="栖砚108文化开业，10元")
    assert WATCHED.hangs(["108"])
    WATCHED.find(names=[], text="栖砚107文化开业，10元")
    assert WATCHED.hangs(["107"])
    WATCHED.find(names=[], text="府前街9号，10元")
    assert not WATCHED.hangs(["10"])
    WATCHED.find(names=[], text="三和面馆开业，10元")
    assert not WATCHED.hangs(["10", "108"])


WEIGHING = Weighing(INDEX.register, PEOPLE, ADDRESSES)


@pytest.mark.parametrize(
    ("marks", "text", "where", "rows"),
    [
        ([], "栖砚文化", "", [0]),
        # Whom a sender names that is another, or of which the name is but a part.
        (["栖砚画廊"], "栖砚文化好", "", [0]),
        (["栖砚文化画廊"], "栖砚好", "", []),
        (["金岁园茶业"], "栖砚好", "", [0]),
        (["贺兰栖砚文化传播有限公司"], "栖砚文化好", "", []),
        # Goods of its name, unless the text says where it is.
        ([], "代理栖砚", "", []),
        ([], "代理栖砚，府前街8号", "府前街8号", [0, 0]),
        ([], "代理栖砚，盛秋白", "", [0, 0]),
        # Whoever is there, unless he sells what is his, or the text says a place by it.
        ([], "府前街8号", "府前街8号", [0]),
        ([], "盛秋白", "", [0]),
        ([], "盛秋白，九成新急售", "", []),
        ([], "东街9号紫云轩门口集合", "东街9号", [2, 3, 4]),
        ([], "府前街8号，岚樾旅居门口集合", "府前街8号", [1, 0]),
        ([], "府前街8号，栖砚对面", "府前街8号", []),
        ([], "栖砚，岚樾", "", [0, 1]),
        ([], "好", "", []),
    ],
)
def test_who_may_be_meant(marks: list[str], text: str, where: str, rows: list[int]) -> None:
    cases = WEIGHING.cases(marks, text, where, False, False)
    assert [row for row, _, _ in cases] == rows
    # A stranger speaks of those only that he names, and no place or person tells a misspelt name.
    named = [row for row, seen, _ in cases if seen]
    strange = WEIGHING.cases(marks, text, where, True, False)
    assert [row for row, _, _ in strange] == named
    assert all("stranger" in told for _, _, told in strange)
    assert WEIGHING.cases([], text, where, False, True) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("栖砚文化，贺兰县", {"far"}),
        ("栖砚文化传播，栖砚好", {"again"}),
        ("栖砚文化，栖砚文化", set()),
        ("栖砚文化，岚樾旅居", {"others named"}),
        ("栖砚和岚樾", {"others named", "listed"}),
        ("栖砚文化", set()),
    ],
)
def test_what_is_told_of_whoever_is_named(text: str, told: set[str]) -> None:
    _, _, found = WEIGHING.cases([], text, "", False, False)[0]
    assert {*found} & {"far", "again", "others named", "listed", "stranger", "unnamed"} == told


def test_its_longest_name_is_no_fact_beside_it() -> None:
    _, _, found = WEIGHING.cases([], "栖砚好", "", False, False)[0]
    assert "topic 1" not in found


def test_who_tells_of_firms_may_mean_what_an_advertiser_does_not() -> None:
    assert WEIGHING.cases([], "远离栖砚文化", "", False, False) == []
    assert WEIGHING.cases([], "远离栖砚文化", "", False, False, True) != []
    assert WEIGHING.reading("“栖砚”", "", False) == "栖砚"


def test_what_a_sender_signs_with() -> None:
    assert WEIGHING.signs("栖砚")
    assert WEIGHING.signs("金岁园茶业")
    assert not WEIGHING.signs("好")
    assert WEIGHING.signs("栖砚")
    assert not WEIGHING.signs("进行中")


@pytest.mark.parametrize(
    ("text", "fits"),
    [("明前茶", True), ("明前茶，贺兰县", False), ("家具", False), ("县公安局提醒：明前茶", True)],
)
def test_whether_a_text_speaks_of_what_a_firm_does(text: str, fits: bool) -> None:
    assert WEIGHING.fits(5, text) is fits
    told = WEIGHING.facts(5, text)
    assert any(one.startswith("fits") and one != "fits 0" for one in told) is (text != "家具")


def test_a_part_that_many_bear_tells_nobody() -> None:
    few, many = (
        FirmIndex(["平罗县栖砚商贸有限公司"] * count, [""] * count, [""] * count)
        for count in (20, 21)
    )
    assert few.parts_alone("去栖砚")[1] == [(1, 3, {*range(20)})]
    assert many.parts_alone("去栖砚")[1] == []


@pytest.mark.parametrize(
    ("text", "sure", "wide", "likely"),
    [
        ("栖砚文化和紫云轩茶", [(0, 0, 4)], [], [(0, 0, 4), (3, 5, 9)]),
        ("紫云轩", [], [], [(4, 0, 3)]),
        ("紫云轩茶业，紫云轩养老", [(3, 0, 5), (2, 6, 11)], [(3, 0, 5)], [(3, 0, 5), (2, 6, 11)]),
        ("金岁园茶业收钱", [(5, 0, 5)], [], [(5, 0, 5)]),
        ("宏图家具", [], [(6, 0, 4)], [(9, 0, 4)]),
        ("宏图电脑", [(7, 0, 4)], [], [(7, 0, 4)]),
        ("栖砚文化，贺兰县", [], [], [(0, 0, 4)]),
        ("栖砚、岚樾", [(0, 0, 2)], [], [(0, 0, 2), (1, 3, 5)]),
        ("好", [], [], []),
    ],
)
def test_where_firms_are_named(
    text: str,
    sure: list[tuple[int, int, int]],
    wide: list[tuple[int, int, int]],
    likely: list[tuple[int, int, int]],
) -> None:
    assert [tuple(one) for one in mentions(WEIGHING, text, False)[1]] == sure
    assert [tuple(one) for one in mentions(WEIGHING, text, True)[1]] == wide
    assert [tuple(one) for one in likeliest(WEIGHING, text, lambda row: NAMES[row])[1]] == likely


def test_a_text_that_names_one_again_and_again() -> None:
    sixty = mentions(WEIGHING, "栖砚文化，" * 60, False)[1]
    assert len(sixty) == 60
    assert len({one.begin for one in sixty}) == 60
    assert mentions(WEIGHING, "栖砚文化，" * 61, False)[1] == []
    assert len(likeliest(WEIGHING, "栖砚文化，" * 300, lambda row: NAMES[row])[1]) <= 240


@pytest.mark.parametrize(
    ("said", "name", "count"),
    [
        ("栖砚文化", "平罗县栖砚文化传播", 4),
        ("栖砚", "栖砚", 2),
        ("栖砚", "栖砚栖", 2),
        ("文化栖", "栖砚文化", 2),
        ("栖栖", "栖砚", 1),
        ("茶", "栖砚", 0),
    ],
)
def test_characters_in_order(said: str, name: str, count: int) -> None:
    assert _in_order(said, name) == count


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        ((0, 0, 3), (1, 2, 4), True),
        ((0, 2, 4), (1, 0, 3), True),
        ((0, 0, 3), (0, 2, 4), False),
        ((0, 0, 3), (1, 3, 4), False),
        ((0, 3, 4), (1, 0, 3), False),
    ],
)
def test_two_firms_at_one_place(
    one: tuple[int, int, int], other: tuple[int, int, int], rivals: bool
) -> None:
    assert _rivals(Mention(*one), Mention(*other)) is rivals


def test_how_much_of_a_name_a_text_says() -> None:
    name = "平罗县栖砚文化传播有限公司"
    assert called(0, "栖砚文化传播，好", 0, 2, name) == Mention(0, 0, 6)
    assert called(0, "见栖砚", 1, 3, name) == Mention(0, 1, 3)
    assert called(0, "栖砚传化", 0, 2, name) == Mention(0, 0, 3)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("www.plziyunxuan.cn", [2, 3, 4]),
        ("abcdziyunxuan.cn", [2, 3, 4]),
        ("abcdeziyunxuan.cn", []),
        ("ziyunxuanabcdefgh.cn", [2, 3, 4]),
        ("ziyunxuanabcdefghi.cn", []),
        ("ziyunxua.cn", []),
        ("ziyunxuana.cn", [2, 3, 4]),
        ("zi-yun-xuan2024.cn", [2, 3, 4]),
        ("ziyunxuan", [2, 3, 4]),
        ("www.qq.com，jinsuiyuan.cn", [5]),
        ("abcdefgh.cn，jinsuiyuan.cn，ziyunxuan.cn", [5]),
        ("qiyan.cn", []),
        ("好", []),
    ],
)
def test_sites_that_spell_a_name(text: str, rows: list[int]) -> None:
    assert INDEX.spelt(text) == rows
