"""Where a text names a firm, and where it does not: each line was found wanting by a mutant."""

from __future__ import annotations

import pytest

from engine.link.index.register import RegisterNames
from engine.link.texts.scene import Scene
from engine.link.texts.sightings import Sightings

FIRMS = [
    ("云泉县金桂坊家具有限公司", "云泉县清渠镇滨河路30号"),
    ("云泉县汇鑫投资咨询有限公司", "云泉县清渠镇团结路18号"),
    ("云泉县万汇生活广场管理有限公司", "云泉县河滩镇柳湾村二组"),
    ("长沙恒裕丰投资咨询有限公司云泉第二分公司", "云泉县清渠镇人民路9号"),
    ("云泉县绿野种植专业合作社", "云泉县河滩镇"),
    ("云泉县锦桦股权投资基金管理有限公司", ""),
    ("云泉县腾跃企业管理咨询有限公司", ""),
    ("云泉县三和家具店", ""),
    ("云泉县三和茶业有限公司", ""),
    ("云泉县恒裕丰农资有限公司河滩分公司", "云泉县河滩镇中街1号"),
    ("云泉县绿野仙踪文化有限公司", ""),
    ("云泉县幸福里家政服务部", "云泉县清渠镇幸福里小区3号"),
    ("云泉县天街商业管理有限公司", "云泉县清渠镇解放路66号"),
    ("云泉县瑞祥堂大药房有限公司", "云泉县清渠镇正街5号"),
    ("云泉县瑞祥食品厂", "云泉县清渠镇"),
    ("云泉县水桶饮用水有限公司", "云泉县清渠镇"),
    ("云泉县农产品供销有限公司", "云泉县清渠镇"),
    ("云泉县云泉面馆", "云泉县清渠镇"),
    ("云泉县嘉禾房地产开发有限公司", "云泉县清渠镇"),
    ("云泉县财富广场商业管理有限公司", "云泉县清渠镇财富广场"),
]
NAMES, ADDRESSES = ([firm[part] for firm in FIRMS] for part in range(2))
FORMER = [""] * len(FIRMS)
FORMER[8] = "云泉县老茶坊茶叶店"
SIGHTINGS = Sightings(RegisterNames(NAMES, FORMER, ADDRESSES))
#: What is looked at here; what speaks for a name is weighed elsewhere.
SHOWN = (
    "own before", "place agrees", "goods", "former", "mark", "into", "alone", "form", "legal",
    "rest whole", "left ", "right ",
)  # fmt: skip
Found = list[tuple[int, str, str]]


def found(text: str, mark: bool) -> Found:
    return [
        (
            one.row,
            one.said,
            " ".join(f for f in one.features if f.startswith(SHOWN) and "&" not in f),
        )
        for one in SIGHTINGS.find(Scene(text), mark)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金桂坊家具", [(0, "金桂坊家具", "rest whole left head right stop")]),
        ("滨河路金桂坊", [(0, "金桂坊", "alone left head right stop own before")]),
        ("云泉县金桂坊", [(0, "云泉县金桂坊", "alone left head right stop place agrees")]),
        ("平罗县金桂坊", []),
        ("金桂坊对面", []),
        ("好金桂坊门口", [(0, "金桂坊", "alone left word right front")]),
        ("到金桂坊门口", []),
        ("隔壁县金桂坊", []),
        ("不是金桂坊", []),
        ("金桂坊负责存管", [(0, "金桂坊", "alone left head right serves")]),
        ("好金桂坊负责存管", []),
        ("金桂坊家具协会", []),
        ("金桂坊合作社", []),
        ("绿野合作社", [(4, "绿野合作社", "form left head right stop")]),
        ("金桂坊（赣州）", []),
        ("金桂坊（云泉）", [(0, "金桂坊", "alone left head right stop")]),
        ("云泉县金桂坊茶叶", []),
        ("云泉县腾跃管理咨询公司", [(6, "云泉县腾跃管理咨询公司", "left head right stop place agrees")]),
        ("瑞祥", [(14, "瑞祥", "alone left head right stop")]),
        ("瑞祥堂", [(13, "瑞祥堂", "alone left head right stop")]),
        ("瑞祥堂药房", [(13, "瑞祥堂药房", "left head right stop")]),
        ("瑞祥粮", [(14, "瑞祥", "alone left head right word")]),
        ("绿野仙宗文化", [(10, "绿野仙宗", "")]),
        ("绿野仙踪", [(10, "绿野仙踪", "alone left head right stop")]),
        ("金桂坊堂", [(0, "金桂坊", "alone left head right name")]),
        ("幸福", []),
        ("幸福里", [(11, "幸福里", "alone left head right stop")]),
        ("我们在幸福里", [(11, "幸福里", "alone left placed right stop")]),
        ("幸福里家政", [(11, "幸福里家政", "left head right stop")]),
        ("天街三楼", []),
        ("天街招商", [(12, "天街", "alone left head right acts")]),
        ("天街", [(12, "天街", "alone left head right stop")]),
        ("财富广场B座", []),
        ("财富广场商管", [(19, "财富广场商管", "left head right stop")]),
        ("水桶", [(15, "水桶", "alone left head right stop")]),
        ("大叠水桶装水", []),
        ("天街老王", []),
        ("代理金桂坊", [(0, "金桂坊", "alone left led right stop goods")]),
        ("代理金桂坊家具", [(0, "金桂坊家具", "rest whole left led right stop")]),
        ("中介勿扰，金桂坊", [(0, "金桂坊", "alone left open right stop goods")]),
        ("县公安局提醒：金桂坊", []),
        ("祝您金桂坊", []),
        ("金桂坊小区", []),
        ("嘉禾小区", [(18, "嘉禾", "alone left head right word")]),
        ("手机银行金桂坊", []),
        ("“金桂坊家”", []),
        ("农产品供销", [(16, "农产品供销", "rest whole left head right stop")]),
        ("好农产品供销", []),
        ("农产品", []),
        ("老茶坊", [(8, "老茶坊", "alone left head right stop former")]),
        ("老茶坊茶叶店", [(8, "老茶坊茶叶店", "rest whole left head right stop former")]),
        ("三和", [(7, "三和", "alone left head right stop"), (8, "三和", "alone left head right stop")]),
        ("三和家具", [(7, "三和家具", "left head right stop"), (8, "三和家具", "left head right stop")]),
        ("云泉面馆", []),
        ("嘉祥三和家具", []),
        ("恒裕丰河滩分公司", [(3, "恒裕丰河滩分公司", "left head right stop"), (9, "恒裕丰河滩分公司", "left head right stop")]),
        ("恒裕丰投资第三分公司", []),
        ("河滩镇金桂坊", []),
        ("滨河路金桂坊家具", [(0, "金桂坊家具", "rest whole left head right stop own before")]),
        ("清渠镇天街", [(12, "清渠镇天街", "alone left head right stop own before")]),
        ("去金桂坊", [(0, "金桂坊", "alone left led right stop")]),
        ("好金桂坊", [(0, "金桂坊", "alone left word right stop")]),
        ("金桂坊二楼", [(0, "金桂坊", "alone left head right inside")]),
        ("金桂坊酒", [(0, "金桂坊", "alone left head right goods")]),
        ("金桂坊茶叶店", [(0, "金桂坊茶叶店", "left head right stop")]),
        ("金桂坊家具合作社", []),
        ("金桂坊家具（云泉县）", [(0, "金桂坊家具", "rest whole left head right stop")]),
        ("金桂坊（赣州市）好", []),
        ("原金桂坊", [(0, "金桂坊", "alone left once right stop")]),
        ("云泉三和", [(7, "云泉三和", "alone left head right stop place agrees"), (8, "云泉三和", "alone left head right stop place agrees")]),
        ("中国三和家具", [(7, "三和家具", "left word right stop"), (8, "三和家具", "left word right stop")]),
        ("三和对面", []),
        ("我三和", [(7, "三和", "alone left function right stop"), (8, "三和", "alone left function right stop")]),
        ("三和，好", [(7, "三和", "alone left head right stop"), (8, "三和", "alone left head right stop")]),
        ("不是三和", []),
        ("云泉县三和茶业公司", [(8, "云泉县三和茶业公司", "rest whole legal left head right stop place agrees")]),
        ("锦桦基金", [(5, "锦桦基金", "left head right stop")]),
        ("锦桦财富", [(5, "锦桦财富", "left head right stop")]),
        ("腾跃企业", [(6, "腾跃企业", "left head right stop")]),
        ("行业腾跃", [(6, "腾跃", "alone left word right stop")]),
        ("万汇生活超市", [(2, "万汇生活", "left head right word")]),
        ("万汇生活广场", [(2, "万汇生活广场", "left head right stop")]),
        ("万汇生活广场三楼", []),
        ("万汇广场招商", [(2, "万汇广场", "left head right acts")]),
        ("万汇广场火锅", []),
        ("金桂坊家具店长", [(0, "金桂坊家具", "rest whole left head right word")]),
        ("恒裕丰农资石桥分公司", []),
        ("恒裕丰农资河滩分公司", [(9, "恒裕丰农资河滩分公司", "left head right stop")]),
        ("恒裕丰农资", [(3, "恒裕丰农资", "left head right stop"), (9, "恒裕丰农资", "left head right stop")]),
        ("感谢三和", [(7, "三和", "alone left led right stop"), (8, "三和", "alone left led right stop")]),
        ("县公安局提醒：金桂坊家具", []),
        ("我在金桂坊家具上班", []),
        ("恭喜嘉禾开业，由我司", []),
        ("嘉禾3号楼", [(18, "嘉禾", "alone left head right run")]),
        ("嘉禾房地产3号楼", [(18, "嘉禾房地产", "left head right run")]),
        ("手机银行，金桂坊家具", [(0, "金桂坊家具", "rest whole left open right stop")]),
        ("云泉", []),
        ("中街恒裕丰", [(3, "恒裕丰", "alone left word right stop"), (9, "恒裕丰", "alone left head right stop own before")]),
        ("清渠镇金桂坊家具", [(0, "清渠镇金桂坊家具", "rest whole left head right stop own before")]),
        ("社会主瑞祥好", [(14, "瑞祥", "alone left word right word")]),
        ("“金桂坊”家具", [(0, "金桂坊家具", "rest whole left quote right stop")]),
        ("“金桂坊”茶叶店", [(0, "金桂坊茶叶店", "left quote right stop")]),
        ("金桂坊茶叶店，金桂坊", [(0, "金桂坊茶叶店", "left head right stop"), (0, "金桂坊", "alone left open right stop")]),
    ],
)  # fmt: skip
def test_in_a_text(text: str, expected: Found) -> None:
    assert found(text, mark=False) == expected
    begins, _ = SIGHTINGS.anywhere(Scene.of_many([text]))
    assert begins or not expected or "绿野仙宗" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("金桂坊", [(0, "金桂坊", "alone left head right stop mark")]),
        ("金桂坊家具有限公司", [(0, "金桂坊家具有限公司", "rest whole legal left head right stop mark")]),
        ("金桂坊家具有限公司司", [(0, "金桂坊家具有限公司", "rest whole legal left head right word mark")]),
        ("金桂坊家具有限公", [(0, "金桂坊家具", "rest whole left head right acts mark")]),
        ("瑞祥堂大药", [(13, "瑞祥堂大药", "left head right stop mark")]),
        ("金桂坊区", []),
        ("金桂坊茶叶", []),
        ("天街", [(12, "天街", "alone left head right stop mark")]),
        ("幸福里", [(11, "幸福里", "alone left head right stop mark")]),
        ("幸福", []),
        ("三和", [(7, "三和", "alone left head right stop mark"), (8, "三和", "alone left head right stop mark")]),
        ("云泉县三和", [(7, "云泉县三和", "alone left head right stop place agrees mark"), (8, "云泉县三和", "alone left head right stop place agrees mark")]),
        ("平罗县三和", []),
        ("县公安局提醒：金桂坊", [(0, "金桂坊", "alone left open right stop mark")]),
        ("代理金桂坊", [(0, "金桂坊", "alone left led right stop mark")]),
        ("不是金桂坊", []),
        ("河滩镇金桂坊", []),
    ],
)  # fmt: skip
def test_in_what_a_sender_signs_with(text: str, expected: Found) -> None:
    assert found(text, mark=True) == expected
