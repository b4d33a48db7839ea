"""To which hits an approved exception reaches: one too many hides a lead, one too few sends an officer again."""

import datetime as dt

import pytest

from engine.match.waive import Waiving
from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Status
from engine.ruleset.schema import Waiver


def waiver(**limits: str) -> Waiver:
    values = {
        "id": "EX-1",
        "rules": ["AD-PAY-001"],
        "reason": "已核查",
        "approver": "张三",
        "granted": "2026-05-01",
        "expires": "2026-06-01",
        **limits,
    }
    return Waiver.model_validate(values)


def waiving(day: str, **limits: str) -> Waiving:
    return Waiving([waiver(**limits)], dt.date.fromisoformat(day))


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
        (1, 1, False),
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
    ("text", "words", "start"),
    [("床位费，再交床位费，又是床位费", "床位费", 6), ("每月分分红", "分", 3), ("分分", "分", 1)],
)
def test_every_place_of_the_words_is_looked_at(text: str, words: str, start: int) -> None:
    end = start + len(words)
    evidence = RecordEvidence(0, [Hit("AD-PAY-001", "text", start, end, words)])
    waiving("2026-05-20", text=words).apply(evidence, (), {"text": text})
    assert evidence.hits[0].status is Status.DISMISSED


def test_words_may_begin_the_text() -> None:
    evidence = RecordEvidence(0, [hit("text", TEXT, "床位费")])
    waiving("2026-05-20", text="床位费").apply(evidence, (), {"text": TEXT})
    assert evidence.hits[0].status is Status.DISMISSED


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


@pytest.mark.parametrize(
    ("quote", "words", "covered"),
    [
        ("床位费五万，另付五万", "五万", False),  # the first place is meant
        ("五万床位费，共五万", "五万", False),
        ("床五万位费", "五万", False),
        ("床位费已付，另加床位", "床位", True),
        ("交床位费五万", "交床位", True),
        ("床位费", "别处的字", True),  # what is not there is taken to begin the quotation
        ("床位费五万", "床", True),
        ("交床位费", "费", True),
    ],
)
def test_an_earlier_run_quotes_the_words_once(quote: str, words: str, covered: bool) -> None:
    assert waiving("2026-05-20", text="床位费").covers("AD-PAY-001", [], quote, words) is covered


def hit(field: str, text: str, words: str, rule: str = "AD-PAY-001") -> Hit:
    start = text.index(words)
    return Hit(rule, field, start, start + len(words), words)


TEXT = "床位费五万，每月返利一千，到期还本"


def test_each_hit_of_the_firm_is_excepted_and_counted() -> None:
    one = waiving("2026-05-20", firm="云泉聚鑫")
    hits = [hit("text", TEXT, "返利"), hit("text", TEXT, "到期还本", "AD-PAY-009")]
    hits += [hit("text", TEXT, "床位费"), hit("text", TEXT, "一千")]
    hits[0].status, hits[0].reason = Status.DISMISSED, "前面有否定词"
    one.apply(RecordEvidence(0, hits), ["", "雲泉聚鑫"], {"text": TEXT})
    assert [h.status is Status.DISMISSED for h in hits] == [True, False, True, True]
    assert hits[0].reason == "前面有否定词"  # what was no hit before is none of its work
    assert hits[2].reason == "例外：已核查（批准：张三，有效至2026-06-01）"
    assert hits[2].cause_id == "EX-1"
    assert one.used["EX-1"] == 2
    assert "使 2 处命中不算，甲店现为已排除。" in one.messages({"EX-1": "，甲店现为已排除"})[0]
    assert "使 2 处命中不算。" in one.messages({"EX-9": "，别家"})[0]
    assert one.messages({})[0].startswith("例外 EX-1（已核查）")


def test_other_firms_keep_theirs() -> None:
    one = waiving("2026-05-20", firm="云泉聚鑫")
    for firm in ([], ["云泉聚鑫二店"]):
        evidence = RecordEvidence(0, [hit("text", TEXT, "返利")])
        one.apply(evidence, firm, {"text": TEXT})
        assert evidence.hits[0].status is not Status.DISMISSED


def test_of_several_exceptions_the_first_that_reaches_counts() -> None:
    limits = [{"firm": "别家"}, {"text": "租金"}, {"text": "月返利"}, {"text": "返利"}]
    several = [waiver(id=f"EX-{number}", **one) for number, one in enumerate(limits, 1)]
    some = Waiving(several, dt.date(2026, 5, 20))
    evidence = RecordEvidence(0, [hit("text", TEXT, "返利")])
    some.apply(evidence, ["云泉聚鑫"], {"text": TEXT})
    assert evidence.hits[0].cause_id == "EX-3"
    assert some.used == {"EX-3": 1}


def test_a_field_that_was_not_handed_over_holds_no_words() -> None:
    one = waiving("2026-05-20", text="X")
    evidence = RecordEvidence(0, [hit("title", "返利X", "返利X")])
    one.apply(evidence, [], {"text": TEXT})
    assert evidence.hits[0].status is not Status.DISMISSED


def test_what_is_recorded_can_be_written_down() -> None:
    one = waiving("2026-05-20", firm="云泉聚鑫")
    assert one.record()[0]["granted"] == "2026-05-01"
    assert one.record()[0]["used"] == 0
    assert one.in_force()[0]["expires"] == "2026-06-01"
    assert waiving("2026-07-01", firm="云泉聚鑫").in_force() == []
