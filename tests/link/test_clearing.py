"""Whom a text clears by what its clauses say, of those that it names: by grammar alone, without a register."""

import re

import pytest

from engine.link.texts.clearing import cleared
from engine.link.texts.mentions import Mention

NAMES = ["福泽康养", "福泽堂药房", "云帆电商", "云帆旅行社"]
CARE, CHEMIST, SHOP, TRAVEL = range(len(NAMES))


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
        # Asked is not said.
        ("福泽堂药房没参与？福泽康养收床位费", set()),
        ("福泽堂药房没参与。福泽康养收床位费", {CHEMIST}),
        # Taken back by what follows, unless that is told of another.
        ("福泽堂药房没参与，其实也收床位费", set()),
        ("福泽堂药房没参与，听说，其实也收床位费", set()),
        ("福泽堂药房没参与，福泽康养其实也收床位费", {CHEMIST}),
        # Whoever takes a report back clears; what others say does not accuse.
        ("我撤回对福泽堂药房的举报，福泽堂药房收床位费，福泽堂药房没参与", {CHEMIST}),
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
