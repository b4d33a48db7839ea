"""Whom a text clears by what its clauses say, of those that it names: by grammar alone, without a register."""

import re

import pytest

from engine.link.adverts.mentions import Mention
from engine.link.tips.clearing import _echoes, cleared

NAMES = ["福泽康养", "福泽堂药房", "云帆电商", "云帆旅行社", "邻居超市", "也好茶楼"]
CARE, CHEMIST, SHOP, TRAVEL, *_ = range(len(NAMES))


def _cleared(text: str) -> tuple[set[int], list[str]]:
    named = [
        Mention(row, match.start(), match.end())
        for row, name in enumerate(NAMES)
        for match in re.finditer(name, text)
    ]
    found = cleared(text, named)
    return {*found.rows}, [text[begin:end] for begin, end in found.clauses]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # Not to be taken for another: whoever that other is, and whichever of two takes no money.
        ("云帆电商收押金，别跟云帆旅行社弄混", {TRAVEL}),
        ("云帆电商收押金，别冤枉云帆旅行社", {TRAVEL}),
        ("云帆电商收押金，云帆旅行社容易被搞混", {TRAVEL}),
        ("云帆旅行社别和云帆电商搞混，云帆电商收押金", {TRAVEL}),
        ("云帆电商收押金，云帆旅行社老被人跟云帆电商搞混", {TRAVEL}),
        ("云帆电商收押金，云帆旅行社也收押金，云帆旅行社别和云帆电商搞混", set()),
        # A word that points back reaches into the sentence before, and no further.
        ("福泽康养收床位费。福泽堂药房在隔壁。人家没参与", {CHEMIST}),
        ("福泽康养收床位费。福泽堂药房在隔壁。没参与这事", set()),
        ("福泽康养收床位费。福泽堂药房在隔壁。今天下雨。人家没参与", set()),
        # In his own mouth it counts where there is another, and not beside what he takes.
        ("福泽堂药房老板说没参与，福泽康养收床位费", {CHEMIST}),
        ("福泽堂药房老板说没参与", set()),
        ("福泽堂药房自称没参与", set()),
        ("福泽堂药房，我们没参与，别处收的", set()),
        ("邻居说福泽堂药房没参与", {CHEMIST}),
        # Who works there tells of it as another does, and who saw for himself.
        ("我在福泽堂药房上班，我们没参与", {CHEMIST}),
        ("我在福泽堂药房上班，没参与，福泽堂药房收床位费", set()),
        ("福泽康养的人说好，收床位费，民警去查了福泽堂药房没问题", {CHEMIST}),
        # Who was cleared a clause before goes on to be; one about whom much was said between does not.
        ("福泽堂药房是正规的，跟云帆电商没关系", {CHEMIST}),
        ("福泽康养收床位费，福泽堂药房是正规的，跟云帆电商没关系", {CHEMIST}),
        # Of two without a part in one another's doings the one that takes no money.
        ("云帆电商收押金。他们跟云帆旅行社没有合作", {TRAVEL}),
        ("云帆旅行社开着门。他们跟云帆电商没有合作，云帆电商收押金", {TRAVEL}),
        ("云帆旅行社收押金，云帆电商收押金，云帆旅行社跟云帆电商没有合作", set()),
        ("福泽康养收床位费，跟福泽堂药房没收钱的事无关", {CHEMIST}),
        # Who speaks last before it is said: one of the firm's, a stranger, whoever has nothing to gain.
        ("老板跟我说福泽堂药房没参与", set()),
        ("有位先生说福泽堂药房没参与", set()),
        ("邻居去问，福泽堂药房说没参与", set()),
        ("我说福泽堂药房没参与", {CHEMIST}),
        ("福泽堂药房的邻居说没参与", {CHEMIST}),
        ("今天冷。福泽堂药房的邻居说没参与", {CHEMIST}),
        # A new subject is told of by the text itself, and so is what somebody saw after he was told.
        ("老板跟我说，福泽堂药房没参与", {CHEMIST}),
        ("今天很冷。老板跟我说，福泽堂药房没参与", {CHEMIST}),
        ("福泽堂药房老板说没事，民警去问过，没参与", {CHEMIST}),
        ("我路过，民警去问过，福泽堂药房老板说没参与", set()),
        # Of one who clears himself and one whom the text clears the other alone.
        ("福泽堂药房老板说没参与，云帆旅行社没参与", {TRAVEL}),
        ("福泽堂药房老板说没参与，云帆旅行社是正规的", set()),
        ("福泽堂药房老板说没参与，不是云帆旅行社", {TRAVEL}),
        ("福泽堂药房老板说没参与，别冤枉云帆旅行社", {TRAVEL}),
        # What clears does not accuse; what accuses beside a rumour or a loss does, and what was paid there.
        ("福泽康养收床位费，福泽堂药房收床位费是谣言", {CHEMIST}),
        ("有人说福泽堂药房收床位费，福泽堂药房没参与，福泽堂药房收了我的床位费", set()),
        ("福泽堂药房也投了钱被骗，福泽堂药房没参与，福泽堂药房收了我的床位费", set()),
        ("在福泽堂药房交了五万，福泽堂药房没参与", set()),
        ("福泽堂药房是正规的收床位费", set()),
        # Without a part in what happened, and not in whatever else.
        ("福泽堂药房开着，跟集资没关系，福泽康养收床位费", {CHEMIST}),
        ("福泽堂药房开着，跟天气没关系，福泽康养收床位费", set()),
        # Asked is not said.
        ("福泽堂药房没参与？福泽康养收床位费", set()),
        ("福泽堂药房没参与。福泽康养收床位费", {CHEMIST}),
        # Taken back by what follows, unless that is told of another.
        ("福泽堂药房没参与，其实也收床位费", set()),
        ("福泽堂药房没参与，听说，其实也收床位费", set()),
        ("福泽堂药房没参与，福泽康养其实也收床位费", {CHEMIST}),
        ("福泽堂药房没参与，其实福泽康养也收床位费", {CHEMIST}),
        # Whoever takes a report back clears; what others say does not accuse.
        ("我撤回对福泽堂药房的举报，福泽堂药房收床位费，福泽堂药房没参与", {CHEMIST}),
        # Of several who are named the others stand where they stood.
        ("云帆旅行社、福泽堂药房别和云帆电商搞混，云帆电商收押金", {TRAVEL}),
        ("云帆旅行社别和云帆电商搞混", {SHOP}),
        ("福泽康养收床位费，云帆电商、云帆旅行社别搞混", {TRAVEL}),
        ("福泽堂药房别搞混，老板说没参与", {CHEMIST}),
        ("没参与，福泽康养收床位费", set()),
        ("云帆电商收押金，别把云帆旅行社和云帆电商搞混", {TRAVEL}),
        ("云帆电商收押金，别把云帆电商和云帆旅行社搞混", {TRAVEL}),
        ("福泽堂药房是正规的，今天冷，跟云帆电商没关系，福泽康养收床位费", {CHEMIST, SHOP}),
        # What clears is no charge, what was paid there is one, a rumour beside it or not.
        ("福泽康养收床位费，福泽堂药房跟收床位费没关系", {CHEMIST}),
        ("云帆电商在街上，钱是在福泽堂药房柜台上交的，福泽堂药房没参与", set()),
        ("云帆电商在街上，都说福泽堂药房收钱，福泽堂药房没参与，福泽堂药房收了押金", set()),
        ("云帆电商在街上，福泽堂药房也投了钱，福泽堂药房没参与，福泽堂药房收了押金", set()),
        ("云帆电商在街上，福泽堂药房没参与，其实，也收床位费", set()),
        ("福泽堂药房没参与，也好茶楼收床位费", {CHEMIST}),
        # A firm whose name holds a word for others speaks for itself.
        ("邻居超市说没参与", set()),
        ("今天冷。老板说福泽堂药房，没参与", set()),
        # A word that points back counts at the beginning of its clause.
        ("福泽康养收床位费。福泽堂药房在隔壁。那些都是人家没参与", {CHEMIST}),
        ("福泽康养收床位费。福泽堂药房在隔壁。今天冷，谁都晓得是人家没参与", {CHEMIST}),
        ("福泽康养收床位费。福泽堂药房在隔壁。今天冷，街上谁都晓得是人家没参与", set()),
        # Whoever takes money where he is named the second time takes it.
        ("福泽堂药房。福泽堂药房没参与，福泽堂药房收床位费", set()),
        ("福泽堂药房没参与，福泽堂药房在街上，福泽堂药房收床位费", set()),
        ("云帆电商收押金，福泽堂药房没参与，福泽堂药房在街上，福泽堂药房收床位费", set()),
        # In the mouth of whoever speaks last.
        ("邻居说老板说福泽堂药房没参与", set()),
        ("老板说邻居说福泽堂药房没参与", {CHEMIST}),
        ("福泽堂药房老板说，云帆电商没参与，福泽康养收床位费", {SHOP}),
        # Called again by what it is.
        ("福泽康养收床位费，药房没参与，福泽堂药房在街上", {CHEMIST}),
    ],
)
def test_whom_it_clears(text: str, rows: set[int]) -> None:
    assert _cleared(text)[0] == rows


def test_by_which_clauses() -> None:
    text = "福泽康养收床位费，福泽堂药房是正规的，跟云帆电商没关系。福泽堂药房没参与"
    assert _cleared(text) == (
        {CHEMIST},
        ["福泽堂药房是正规的", "跟云帆电商没关系", "福泽堂药房没参与"],
    )


@pytest.mark.parametrize(
    ("text", "names", "again"),
    [
        # By its end or its beginning, the longest first, wherever no name stands.
        ("福泽堂药房收钱，药房没参与", ["福泽堂药房"], ["药房"]),
        ("福泽堂药房收钱，福泽没，泽堂药房没", ["福泽堂药房"], ["泽堂药房", "福泽"]),
        ("福泽堂药房收钱，堂药房堂药房福泽堂", ["福泽堂药房"], ["堂药房", "堂药房", "福泽堂"]),
        ("药房福泽堂药房没，药房药房", ["福泽堂药房"], ["药房", "药房", "药房"]),
        ("新德润收钱，德润没参与", ["新德润"], ["德润"]),
        ("德润洗车行收，德润洗车，洗车行，车行", ["德润洗车行"], ["德润洗车", "洗车行", "车行"]),
        # Not by what another is called as well, nor by what any firm is.
        ("福泽康养、福泽堂药房收钱，福泽没，康养没", ["福泽堂药房", "福泽康养"], ["康养"]),
        ("甲药房乙药房收，药房，甲药，乙药", ["甲药房", "乙药房"], ["甲药", "乙药"]),
        ("恒达公司收钱，公司没参与，恒达在", ["恒达公司"], ["恒达"]),
        ("德润合作社收钱，合作社没，作社没，德润没", ["德润合作社"], ["德润"]),
        ("德润，德", ["德润"], []),
    ],
)
def test_who_is_called_again(text: str, names: list[str], again: list[str]) -> None:
    named = [
        Mention(row, match.start(), match.end())
        for row, name in enumerate(names)
        for match in re.finditer(name, text)
    ]
    found = [*_echoes(text, named)]
    assert [text[m.begin : m.end] for m in found] == again
