"""What a look at bytes passes over needs no change: all that need one are among those it tells."""

import random

import pyarrow as pa
import pytest

from engine.export.lines import _cell
from engine.export.personal.mask import mask_code, mask_part, mask_text
from engine.export.personal.suspects import unlike_cells, with_numbers, with_private

CELLS = [
    *(
        "甲",
        "a",
        ",",
        '"',
        "\n",
        "\r",
        "\t",
        "\x0b",
        "\x0c",
        " ",
        "=",
        "+",
        "-",
        "@",
        "＝",
        "＋",
        "－",
    ),
    *("＠", "\u3000", "\ufeff", "\u200b", "\u200e", "\u202e", "\u2066", "\x01", "\x7f", "\x85"),
    *("\ufffe", "\uffff", "…", "“", "（", "·", "\U0001f600", "\U000f0000"),
]
NUMBERS = [
    *(
        "138",
        "0000",
        "1111",
        "１３８",
        "０",
        "9",
        "甲",
        "-",
        "－",
        " ",
        "\u3000",
        "·",
        "（",
        "）",
        "\u200b",
    ),
    *("\u180e", "\u034f", "\xad", "\ufe0f", "・", "~", "号楼", "@", "＠", "a.cn", "x"),
    *(
        "一三八",
        "零零",
        "幺",
        "⑧",
        "①③",
        "𝟏𝟑",
        "٣",
        "🄂",
        "l3",
        "OO",
        "1\ufe0f\u20e3",
        "*",
        "★",
        "／",
        "、",
    ),
    *("#001#", "（0013）", "/2000/", "★8", "二〇二四", "°", "é"),
]


HANDLES = [
    *(
        "微信",
        "微 信",
        "薇",
        "V：",
        "VX",
        "wx",
        "加Q",
        "Q ",
        "Q群",
        "扣扣",
        "企鹅号",
        "抖音",
        "＋V",
        "vx",
        "Line",
    ),
    *(
        "号",
        "群",
        "账号",
        "ID",
        "：",
        ":",
        " ",
        "就是",
        "搜一搜",
        "，",
        "@",
        "艾特",
        "(at)",
        "[dot]",
        ".com",
        "t.me/",
    ),
    *(
        "abc",
        "baoge",
        "zhang_",
        "x-y",
        "ａｂ",
        "Ｑ",
        "88",
        "12345",
        "６７８",
        "一三五",
        "七零",
        "①②",
        "Ol",
        "1 2 3",
    ),
    *("地址", "元", "座", "室", "C5010", "*", "/", "\n", "www", "http"),
]


def drawn(pieces: list[str], most: int) -> list[str]:
    draw = random.Random(7)
    return ["".join(draw.choices(pieces, k=draw.randrange(most))) for _ in range(20_000)]


@pytest.mark.parametrize("exact", [True, False])
def test_cells(exact: bool) -> None:
    texts = drawn(CELLS, 5)
    told = unlike_cells(pa.array(texts)).tolist()
    assert [t for t, odd in zip(texts, told, strict=True) if not odd and _cell(t, exact) != t] == []
    assert not all(told)


@pytest.mark.parametrize("pieces", [NUMBERS, HANDLES, [*NUMBERS, *HANDLES]])
def test_numbers(pieces: list[str]) -> None:
    texts = drawn(pieces, 18)
    changed = [mask_text(text) != text for text in texts]
    assert any(changed)
    for tells in (with_numbers, with_private):
        told = tells(pa.array(texts)).tolist()
        missed = zip(texts, told, changed, strict=True)
        assert [text for text, odd, other in missed if other and not odd] == []
        assert not all(told)


def test_what_is_like_a_number_is_looked_at_once() -> None:
    """Numbers of houses and rooms, of permits and of rules: masking them in Python was a twentieth of a run."""
    texts = [
        "启迪路198号B1-201-28室",
        "英武路101、103、105号",
        "C5010",
        "商业24-10101号",
        "（EXC-DIS-001）",
    ]
    assert not with_private(pa.array(texts)).any()


def test_any_piece_of_a_column() -> None:
    """Wherever a text lies: in a slice, in large columns, at the end of what is looked at in one go."""
    texts = ["甲" * 30_000, "", "1" * 5_536 + ",", "13800001111", "乙", "=1"]
    for kind in (pa.string(), pa.large_string()):
        whole = pa.array(["@,", *texts, ",@"], kind).slice(1, len(texts))
        assert unlike_cells(whole).tolist() == [False, False, True, False, False, True]
        assert with_numbers(whole).tolist() == [False, False, True, True, False, False]
    none = pa.array([], pa.string())
    assert len(unlike_cells(none)) == 0
    assert len(with_numbers(none)) == 0
    assert unlike_cells(pa.array(["", ""])).tolist() == [False, False]


def test_codes_are_masked_by_column_as_one_by_one() -> None:
    cells = [
        *("", "91110000100000000T", "911100001000000003", "110101199003070011", "91110000", "无"),
        *(
            "13800001111",
            "9111 0000 1000 0000 0T",
            "a@b.cn",
            "92110101199003071X",
            "110000000000001",
        ),
    ]
    table = pa.table({"uscc": pa.array([*cells, None], pa.string())})
    shown = mask_part(table, {"uscc": mask_code})
    assert isinstance(shown, pa.Table)
    assert shown.column("uscc").to_pylist() == [*map(mask_code, cells), None]
