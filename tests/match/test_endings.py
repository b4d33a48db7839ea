"""Each kind of end covers what it speaks of and no more, and no word with which a tip goes on is overheard."""

import re
import time

import pytest

from engine.match.endings import ENDINGS
from engine.match.settled import settled

CUES = re.compile("退|两清|不要|谨防|请问|打听|起诉|不实|没有问题")
ENDED = {
    "repaid": "那笔股金全部退给我了，社也注销了，谢谢你们",
    "appeal": "各位村民，有人拿高息哄你们投资的，一概不要轻信",
    "question": "请问国债和存单哪个保本",
    "kin": "打听明白了，是几个兄弟凑的互助会，没找外人",
    "loan": "借给同学两万，说好利息一分，能不能起诉",
}
GOES_ON = [
    "可是他还在收钱",
    "换了个名字照样收",
    "第二天又摆桌子收存款",
    "邻居家的五万存款没退",
    "新来的人接着交钱入股",
]


@pytest.mark.parametrize("kind", sorted(ENDED))
def test_it_ends_so(kind: str) -> None:
    assert settled(ENDED[kind], CUES, kind) is not None


@pytest.mark.parametrize("more", GOES_ON)
@pytest.mark.parametrize("kind", sorted(ENDED))
def test_whatever_goes_on_keeps_the_tip(kind: str, more: str) -> None:
    assert settled(f"{ENDED[kind]}。{more}", CUES, kind) is None
    assert settled(f"{more}。{ENDED[kind]}", CUES, kind) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("repaid", "股金退了一半，社也注销了，谢谢你们"),
        ("repaid", "股金满三年全部退，社也注销了，谢谢你们"),
        ("repaid", "老板说股金全部退了，社也注销了，谢谢你们"),
        ("repaid", "股金全部退给我了，谢谢你们"),
        ("repaid", "收老人的存款。我那份全部退给我了，社注销了，谢谢"),
        ("appeal", "各位村民，不要轻信谣言，股金年年有红利"),
        ("appeal", "各位村民，谨防骗子，本村的社知根知底，股金年年有红利"),
        ("question", "请问隔壁那家保本的能不能交"),
        ("kin", "打听明白了，是几个兄弟合伙放贷，没有外人，利息三分"),
        ("loan", "借给同学两万，利息一分，借条盖着公司的章，能不能起诉"),
    ],
)
def test_near_misses(kind: str, text: str) -> None:
    assert settled(text, CUES, kind) is None


@pytest.mark.parametrize("kind", sorted(ENDINGS))
@pytest.mark.parametrize(
    "piece",
    ["不要轻信。", "退了，", "全部退给我了，社注销了。", "请问怎么，", "没找外人，", "借给同学"],
)
def test_long_texts_take_no_square_of_time(kind: str, piece: str) -> None:
    text = f"广大村民，{piece * (30_000 // len(piece))}"
    before = time.process_time()
    settled(text, CUES, kind)
    assert time.process_time() - before < 3
