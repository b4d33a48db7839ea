"""What is told of a disguise: only what is one."""

from engine.match.restore import restore
from engine.text.disguise import Disguised


def _reading(raw: str, term: str) -> str:
    return restore(raw, [Disguised(0, len(raw), term, ("digit",), 0.9)]).reading(0, len(raw))


def test_a_disguise_is_told() -> None:
    assert _reading("稳赚8赔", "稳赚不赔") == "稳赚不赔"


def test_digits_for_numerals_are_no_disguise() -> None:
    assert _reading("存1万", "存一万") == ""


def test_one_mark_between_all_characters_is_read_over_exactly() -> None:
    raw = "看年/化/十/八，签约"
    restored = restore(raw, [])
    assert restored.text == "看年化十八，签约"
    start = restored.text.index("年化十八")
    first, last = restored.span(start, start + 4)
    assert raw[first:last] == "年/化/十/八"


def test_a_mark_between_words_stays() -> None:
    for raw in ("搬家/拉货/清运", "洗剪吹30 / 烫发168", "A/B/C/D"):
        assert restore(raw, []).text == raw


def test_what_nobody_sees_is_dropped_exactly() -> None:
    raw = "月\u200b息一\u2060分五"
    restored = restore(raw, [])
    assert restored.text == "月息一分五"
    assert raw[slice(*restored.span(0, 5))] == raw
