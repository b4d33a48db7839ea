"""Words that run across the ends of a name: 安居乐 of 安居乐业 names no firm."""

import pytest

from engine.link.texts.across import runs_into, runs_out, within


def at(text: str) -> tuple[str, int, int]:
    """The span between the bars."""
    left, span, right = text.split("|")
    return left + span + right, len(left), len(left) + len(span)


@pytest.mark.parametrize(
    ("text", "into", "out", "inside"),
    [
        ("他在|安居乐|业", False, True, True),
        ("大|安居乐|业", False, True, True),
        ("我们|公司|的人", False, False, False),
        ("他们在|中国|人民路", False, True, False),
        ("社会主|义乌|卖", True, False, False),
        ("社会主，|义乌|卖", False, False, False),
        ("他|发展|，中国", False, False, False),
        ("|安居乐|，业务", False, False, False),
        ("社会主|义|乌卖", True, False, False),
        ("主|义乌|卖", True, False, False),
        ("中国人|民|路", True, False, False),
        ("|中国|人民", False, True, False),
        ("|中国人|民", False, True, False),
        ("他|安居|乐业", False, True, True),
        ("好|乐业|", False, False, False),
    ],
)
def test_across(text: str, into: bool, out: bool, inside: bool) -> None:
    assert (runs_into(*at(text)), runs_out(*at(text)), within(*at(text))) == (into, out, inside)
