"""Exceptions: dated, approved, applied before anything is scored, listed in every run."""

import datetime as dt
import json
import re
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from engine import load_ruleset, screen
from engine.cli.main import cli
from engine.match.waive import Waiving
from engine.model.errors import RuleError, UsageError
from engine.ruleset.lint import lint_waivers
from engine.ruleset.schema import Waiver
from engine.ruleset.waivers import read_waivers

NAME = "云泉县鸿运投资咨询有限公司"
FIRMS = pd.DataFrame(
    {
        "企业名称": [NAME, "云泉县德胜投资咨询有限公司"],
        "统一社会信用代码": ["", ""],
        "经营范围": ["投资咨询。", "投资咨询。"],
    }
)
DAY = dt.date(2026, 11, 23)


def rules_that_fired() -> tuple[str, ...]:
    found = screen(FIRMS).evidence
    return tuple(sorted(set(found["rule_id"])))


def waiver(**changes: object) -> Waiver:
    values: dict[str, object] = {
        "id": "YQ-1",
        "rules": rules_that_fired(),
        "firm": NAME,
        "reason": "已实地核查",
        "approver": "县处非办",
        "granted": "2026-11-01",
        "expires": "2027-10-31",
    }
    return Waiver.model_validate({**values, **changes})


def dispositions(*waivers: Waiver, day: dt.date = DAY) -> dict[str, str]:
    run = screen(FIRMS, waiving=Waiving(waivers, day))
    return dict(zip(run.entities["name"], run.entities["disposition"], strict=True))


def test_the_named_firm_is_dismissed_with_the_cause_and_no_other() -> None:
    before = dispositions()
    assert set(before.values()) == {"线索"}
    waiving = Waiving([waiver()], DAY)
    run = screen(FIRMS, waiving=waiving)
    after = dict(zip(run.entities["name"], run.entities["disposition"], strict=True))
    assert after[NAME] == "已排除"
    assert sum(v == "线索" for v in after.values()) == 1
    reason = run.entities.set_index("name").loc[NAME, "reasons"]
    assert "已实地核查" in reason
    assert "县处非办" in reason
    assert waiving.used["YQ-1"] > 0


@pytest.mark.parametrize("day", [dt.date(2027, 11, 1), dt.date(2026, 10, 31)])
def test_outside_its_time_it_does_nothing_and_says_so(day: dt.date) -> None:
    assert set(dispositions(waiver(), day=day).values()) == {"线索"}
    run = screen(FIRMS, waiving=Waiving([waiver()], day))
    assert "没有使用" in run.messages[0]
    assert [entry["id"] for entry in run.run["exceptions"]] == ["YQ-1"]


def test_what_it_did_is_said_of_the_firms_not_of_the_hits() -> None:
    some = waiver(id="YQ-2", rules=("REG-ATT-004",))
    whole = screen(FIRMS, waiving=Waiving([waiver()], DAY)).messages[0]
    assert f"{NAME}现为已排除" in whole
    both = [waiver(firm="", text="投资咨询"), waiver(id="YQ-9", text="没有这样的字")]
    told = screen(FIRMS, waiving=Waiving(both, DAY)).messages
    assert NAME in told[0]
    assert "云泉县德胜投资咨询有限公司" in told[0]
    assert "没有用到" in told[1]
    firms = FIRMS.assign(经营范围=["投资咨询；代客理财。", "投资咨询。"])
    said = screen(firms, waiving=Waiving([some], DAY)).messages[0]
    assert f"{NAME}因别的理由仍是线索" in said
    assert "德胜" not in said


def test_firms_are_named_up_to_three() -> None:
    names = [f"云泉县第{n}投资咨询有限公司" for n in "一二三四五"]
    firms = pd.DataFrame({"企业名称": names, "统一社会信用代码": "", "经营范围": "投资咨询。"})
    said = screen(firms, waiving=Waiving([waiver(firm="", text="投资咨询")], DAY)).messages[0]
    assert sum(name in said for name in names) == 3
    assert "等 5 户" in said


def test_the_last_day_still_counts() -> None:
    assert dispositions(waiver(), day=dt.date(2027, 10, 31))[NAME] == "已排除"


def test_words_limit_it_to_the_hits_they_overlap() -> None:
    assert dispositions(waiver(firm="", text="德胜投资"))[NAME] == "线索"
    only_name = waiver(firm="", text=NAME)
    run = screen(FIRMS, waiving=Waiving([only_name], DAY))
    hits = run.evidence[run.evidence["reason"].str.contains("例外")]
    assert set(hits["field"]) == {"name"}


def test_adverts_of_the_firm_are_covered_too() -> None:
    ads = pd.DataFrame(
        {"广告主": [NAME, "别家"], "内容": ["投资一万，年化收益18%，保本保息，诚邀加入"] * 2}
    )
    bands = screen(adverts=ads).adverts
    assert set(bands["band"]) <= {"高", "中"}
    rules = tuple(sorted(set(screen(adverts=ads).evidence["rule_id"])))
    after = screen(adverts=ads, waiving=Waiving([waiver(rules=rules)], DAY)).adverts
    assert after.set_index("advertiser")["band"].to_dict()[NAME] == "无"
    assert after.set_index("advertiser")["band"].to_dict()["别家"] in ("高", "中")


TEXT = """exceptions:
  - id: YQ-2026-001
    rules: [REG-INT-001]
    firm: 云泉县某公司
    reason: 已核查
    approver: 县处非办
    granted: 2026-01-01
    expires: {expires}
"""


def write(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "例外.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_more_than_a_year_is_refused_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"例外\.yaml:2:\d+ .*一年以内"):
        read_waivers(write(tmp_path, TEXT.format(expires="2027-02-01")))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("reason: 已核查", "reasons: 已核查"), "不认识的键"),
        (("    approver: 县处非办\n", ""), "缺少必填的键"),
        (("    firm: 云泉县某公司\n", ""), "firm（企业）或 text"),
        (("granted: 2026-01-01", "granted: 去年"), "应为日期"),
        (("rules: [REG-INT-001]", "rules: REG-INT-001"), "应为列表"),
    ],
)
def test_faults_are_named_in_chinese(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    text = TEXT.format(expires="2026-12-01").replace(*change)
    with pytest.raises(RuleError, match=said):
        read_waivers(write(tmp_path, text))


@pytest.mark.parametrize(
    "text",
    [
        "- id: YQ-1\n",
        "云泉县某公司\n",
        "waivers: []\n",
        "exceptions: 云泉县某公司\n",
        "exceptions:\n  - 云泉县某公司\n",
    ],
)
def test_what_is_no_list_of_exceptions_is_told_in_chinese(tmp_path: Path, text: str) -> None:
    with pytest.raises(RuleError) as told:
        read_waivers(write(tmp_path, text))
    said = str(told.value).partition("例外.yaml")[2]
    assert "应为" in said or "请在第一行写“exceptions:”" in said
    assert not any(word in said for word in ("valid", "Input", "Waiver"))


def test_the_example_of_the_guide_is_right(tmp_path: Path) -> None:
    guide = (Path(__file__).parents[2] / "docs/analysts.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(exceptions:\n.*?)```", guide, re.DOTALL)
    assert found
    waivers = read_waivers(write(tmp_path, found.group(1))).waivers
    known = load_ruleset().by_id
    assert [w.id for w in waivers] == ["YQ-2026-001", "YQ-2026-002"]
    assert all(rule in known for waiver in waivers for rule in waiver.rules)


def test_missing_file_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        read_waivers(tmp_path / "没有.yaml")


def test_check_warns_of_the_end_and_of_unknown_rules(tmp_path: Path) -> None:
    given = read_waivers(write(tmp_path, TEXT.format(expires="2026-12-01")))

    def codes(today: str, rules: set[str]) -> list[str]:
        return [f.code for f in lint_waivers(given, rules, today)]

    assert codes("2026-06-01", {"REG-INT-001"}) == []
    assert codes("2026-11-23", {"REG-INT-001"}) == ["R707"]
    assert codes("2026-12-02", {"REG-INT-001"}) == ["R706"]
    assert codes("2026-06-01", set()) == ["R206"]


def test_every_run_lists_them(tmp_path: Path) -> None:
    firms = tmp_path / "企业.csv"
    FIRMS.to_csv(firms, index=False)
    today = dt.date.today()
    text = "exceptions:\n"
    for i, (granted, expires) in enumerate(
        [(today, today), (today - dt.timedelta(30), today - dt.timedelta(1))]
    ):
        text += (
            f"  - {{id: YQ-{i}, rules: {list(rules_that_fired())}, firm: {NAME}, reason: 已核查,"
            f" approver: 甲, granted: {granted}, expires: {expires}}}\n"
        )
    given = write(tmp_path, text.replace("'", ""))
    out = tmp_path / "o"
    result = CliRunner().invoke(
        cli, ["screen", str(firms), "--exceptions", str(given), "--out", str(out)]
    )
    assert result.exit_code == 0, result.output
    assert "YQ-0" in result.output
    assert "到期" in result.output
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert [(e["id"], e["state"]) for e in run["exceptions"]] == [
        ("YQ-0", "有效"),
        ("YQ-1", "已到期"),
    ]
    assert run["exceptions"][0]["used"] > 0


def test_an_exception_from_no_rule_is_refused(tmp_path: Path) -> None:
    firms = tmp_path / "企业.csv"
    FIRMS.to_csv(firms, index=False)
    given = write(tmp_path, TEXT.format(expires="2026-12-01").replace("REG-INT-001", "REG-XX-999"))
    result = CliRunner().invoke(
        cli, ["screen", str(firms), "--exceptions", str(given), "--out", str(tmp_path / "o")]
    )
    assert isinstance(result.exception, RuleError)
    assert "REG-XX-999" in str(result.exception)
    assert not (tmp_path / "o").exists()


def test_what_is_in_force_is_the_same_on_the_next_day() -> None:
    """A run that is resumed after midnight goes on, unless an exception began or ended."""
    ended = waiver(id="YQ-2", granted="2026-10-01", expires="2026-11-22")
    ends = waiver(id="YQ-3", expires="2026-11-23")
    today, later = (
        Waiving([waiver(), ended, ends], DAY + dt.timedelta(days)).in_force() for days in (0, 1)
    )
    assert [known["id"] for known in today] == ["YQ-1", "YQ-3"]
    assert later == today[:1]
    assert Waiving([], DAY).in_force() == Waiving([], DAY + dt.timedelta(1)).in_force()
