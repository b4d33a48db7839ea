"""No text that means a firm is passed over where many are told apart at once."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from engine.link import NOBODY, FirmIndex
from engine.link.index.near import Near
from engine.link.names.slips import moved, shortened
from engine.link.texts.scene import Scene
from engine.text.fold import fold_table

HERE = Path(__file__).parent
FIRMS = HERE.parent.parent / "data/training/link-firms.csv"
_COLUMNS = ("name", "uscc", "phone", "used_name", "website", "address", "legal_rep")
_PLAIN = (
    "春季促销，全场八折起，满100减20，先到先得",
    "诚招业务员三名，底薪4500，包吃住，联系王经理",
    "尊敬的客户，您的积分即将到期，请尽快兑换",
    "第三届购房节，首付十万起，两室两厅",
    "年化12%，随存随取，到期还本",
)
_SIGNS = ("", "", "，", " ", "“", "”", "\n", "0", "3", "第", "部", "的", "在", "县", "İ", "Σ")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _written(text: str, dice: random.Random, odd: Sequence[tuple[str, str]]) -> str:
    """As somebody might write it: spaced out, in quotation marks, with slips, in other characters."""
    way = dice.randrange(8)
    at = dice.randrange(len(text)) if text else 0
    if way == 0:
        return dice.choice((" ", "·", "*")).join(text[:6]) + text[6:]
    if way == 1:
        return "".join(dict(odd).get(char, char) for char in text)
    if way == 2:
        return text[:at] + dice.choice("源圆元园栖西康糠鑫欣") + text[at + 1 :]
    if way == 3:
        return text[:at] + text[at + 1 :]
    if way == 4:
        return f"“{text}”"
    if way == 5:
        return f"【{text[:12]}】"
    if way == 6:
        return text.translate(str.maketrans("一二三四五六七八九", "123456789"))
    return text


@pytest.fixture(scope="module", params=["澄源", ""])
def firms(request: pytest.FixtureRequest) -> list[dict[str, str]]:
    return [firm for firm in _rows(FIRMS) if request.param in firm["set"]]


def test_nobody_is_passed_over(firms: list[dict[str, str]]) -> None:
    dice = random.Random(5)
    index = FirmIndex(*([firm.get(c, "") for firm in firms] for c in _COLUMNS))
    odd = [(chr(to), chr(point)) for point, to in fold_table().items() if point > 0x3400]
    texts = [ad["text"] for ad in _rows(HERE / "adverts.csv")]
    for _ in range(1500):
        firm = dice.choice(firms)
        told = dice.choice([firm.get(c, "") for c in ("name", "name", "address", "legal_rep")])
        said = _written(told[dice.choice((0, 0, 3)) :][: dice.choice((4, 8, 40))], dice, odd)
        parts = [dice.choice(_PLAIN)[: dice.randrange(30)], said, dice.choice(_PLAIN)]
        dice.shuffle(parts)
        texts.append(dice.choice(_SIGNS).join(parts) + dice.choice(_SIGNS))
    names = [dice.choice(["", "", dice.choice(firms)["name"][3:]]) for _ in texts]
    nothing = [""] * len(texts)
    may = index.may_mean(names=names, texts=texts, usccs=nothing, urls=nothing, places=nothing)
    for name, text, told in zip(names, texts, may.tolist(), strict=True):
        found = index.find(names=[name], text=text)
        if found.how not in ("电话一致", "网址一致"):  # which ``may_reach`` tells
            assert told or (found == NOBODY and not index.hangs(["10", "4500"])), text
    assert 0 < may.sum() < len(texts)


def test_many_are_read_as_each_is() -> None:
    dice = random.Random(8)
    texts = [
        "".join(dice.choices([*_SIGNS, *_PLAIN, "紫 云 轩", "三部", "一百二", "7", "\ud800"], k=4))
        for _ in range(500)
    ]
    assert Scene.of_many(texts).text.split("\0") == [Scene(text).text for text in texts]


def test_every_slip_is_near() -> None:
    dice = random.Random(2)
    words = [
        "".join(dice.choices("云泉禾苗紫轩金汇源", k=dice.randrange(2, 8))) for _ in range(300)
    ]
    near = Near(words, 6)
    for word in words:
        at = dice.randrange(len(word))
        other = [word[:at] + "某" + word[at + 1 :], *moved(word), *shortened(word)]
        longer = [word[:1] + "某" + word[1:]] if len(word) > 3 else []
        asked = [part for part in (*other, *longer) if 1 < len(part) <= 6]
        assert near.may(asked).all() or len(word) > 7
    assert not near.may(["完全不同", "某某"]).any()
