"""To which hits an approved exception reaches: one too many hides a lead, one too few sends an officer again."""

import datetime as dt

import pytest

from engine.match.waive import Waiving
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.ruleset.schema import Waiver


def waiving(day: str, **limits: str) -> Waiving:
    waiver = {
        "id": "EX-1",
        "rules": ["AD-PAY-001"],
        "reason": "已核查",
        "approver": "张三",
        "granted": "2026-05-01",
        "expires": "2026-06-01",
        **limits,
    }
    return Waiving([Waiver.model_validate(waiver)], dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "state", "line"),
    [
        ("2026-04-30", "未生效", "起生效，这次没有使用"),
        ("2026-05-01", "有效", "这次没有用到"),
        ("2026-06-01", "有效", "这次没有用到"),
        ("2026-06-02", "已到期", "到期，没有使用"),
    ],
)
def test_its_time(day: str, state: str, line: str) -> None:
    one = waiving(day, firm="云泉聚鑫")
    assert one.record()[0]["state"] == state
    assert line in one.messages({})[0]
    assert bool(one) is (state == "有效")


@pytest.mark.parametrize(
    ("start", "end", "reached"),
    [
        (0, 2, False),
        (0, 3, True),
        (2, 2, True),
        (3, 3, True),
        (4, 5, True),
        (5, 5, False),
        (5, 7, False),
        (7, 9, True),
    ],
)
def test_words_limit_it_to_what_they_overlap(start: int, end: int, reached: bool) -> None:
    text = "投資床位费，找床位费"  # 床位费 stands at 2 and at 7
    evidence = RecordEvidence(0, [Hit("AD-PAY-001", "text", start, end, text[start:end])])
    one = waiving("2026-05-20", text="床位费")
    one.apply(evidence, (), {"text": text}, times=2)
    assert (evidence.hits[0].status is Status.DISMISSED) is reached
    assert one.used["EX-1"] == (2 if reached else 0)


@pytest.mark.parametrize(
    ("firm", "quote", "words", "covered"),
    [
        ("云泉聚鑫", "交床位费五万", "床位费五万", True),
        ("雲泉聚鑫", "交床位费五万", "五万", False),
        ("别家", "交床位费五万", "床位费五万", False),
    ],
)
def test_what_an_earlier_run_found(firm: str, quote: str, words: str, covered: bool) -> None:
    one = waiving("2026-05-20", text="床位费", firm="云泉聚鑫")
    assert one.covers("AD-PAY-001", [firm], quote, words) is covered
    assert not one.covers("AD-PAY-002", [firm], quote, words)
