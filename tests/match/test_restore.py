"""What is told of a disguise: only what is one."""

from engine.match.restore import restore
from engine.text.disguise import Disguised


def _reading(raw: str, term: str) -> str:
    return restore(raw, [Disguised(0, len(raw), term, ("digit",), 0.9)]).reading(0, len(raw))


def test_a_disguise_is_told() -> None:
    assert _reading("稳赚8赔", "稳赚不赔") == "稳赚不赔"


def test_digits_for_numerals_are_no_disguise() -> None:
    assert _reading("存1万", "存一万") == ""
