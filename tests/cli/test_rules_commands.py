"""`saolou rules ...` as an analyst and a CI job meet it."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engine.ruleset import bundled_rules
from tests.command import saolou

FILE = "advertisement/promise.yaml"
COMMANDS = (
    "check",
    "test",
    "list",
    "show",
    "coverage",
    "diff",
    "new",
    "fmt",
    "docs",
    "lock",
    "schema",
)


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(bundled_rules(), tmp_path / "rules"))


def spoil(rules: Path, right: str, wrong: str) -> int:
    """Replaces the first ``right`` in a rule file; returns its line."""
    text = (rules / FILE).read_text(encoding="utf-8")
    assert right in text
    (rules / FILE).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return text[: text.index(right)].count("\n") + 1


def test_check_shows_the_line_with_a_caret(rules: Path) -> None:
    line = spoil(rules, "role: signal", "rolle: signal")
    done = saolou("check-is-below", cwd=rules.parent)
    assert done.returncode == 2
    done = saolou("rules", "check", "rules", cwd=rules.parent)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    at = next(i for i, text in enumerate(lines) if "R101" in text)
    assert lines[at].startswith(f"rules/{FILE}:{line}:1 错误 R101")
    assert "role" in lines[at]
    assert lines[at + 1].endswith("| rolle: signal")
    assert lines[at + 2].index("^") == lines[at + 1].index("rolle")
    assert lines[at + 3].strip().startswith("做法：")


def test_exit_codes_of_check(rules: Path, tmp_path: Path) -> None:
    assert saolou("rules", "check", str(rules)).returncode == 0
    # An overdue parameter is a warning.
    late = ("rules", "check", str(rules), "--today", "2099-01-01")
    assert saolou(*late).returncode == 0
    assert "R701" in saolou(*late).stdout
    assert saolou(*late, "--strict").returncode == 1
    done = saolou("rules", "check", str(tmp_path / "nosuch"))
    assert done.returncode == 2
    assert "没有文件夹" in done.stderr


def test_machine_formats(rules: Path) -> None:
    line = spoil(rules, "severity: ", "severity: x")

    def out(form: str) -> str:
        done = saolou("rules", "check", "rules", "--format", form, cwd=rules.parent)
        assert done.returncode == 1
        return done.stdout

    rows = json.loads(out("json"))
    assert rows["errors"] == 1
    error = next(r for r in rows["findings"] if r["severity"] == "error")
    assert (error["code"], error["file"], error["line"]) == ("R103", f"rules/{FILE}", line)
    run = json.loads(out("sarif"))["runs"][0]
    result = next(r for r in run["results"] if r["level"] == "error")
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "R103"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == f"rules/{FILE}"
    assert place["region"]["startLine"] == line
    suite = ElementTree.fromstring(out("junit"))
    assert suite.get("failures") == "1"
    assert int(suite.get("tests", 0)) == len(suite.findall("testcase")) == len(rows["findings"])
    assert re.search(
        rf"^::error file=rules/{FILE},line={line},col=\d+,title=R103::", out("github"), re.M
    )


@pytest.mark.parametrize("said", ["elder_care", "养老服务", "养老"])
def test_a_new_rule_takes_the_name_of_a_sector_or_its_id(rules: Path, said: str) -> None:
    done = saolou("rules", "new", "AD-NEW-001", "--rules", str(rules), "--sector", said)
    assert done.returncode == 0, done.stderr
    file = rules / "advertisement/ad-new-001.yaml"
    assert "sectors: [elder_care]" in file.read_text(encoding="utf-8")


def test_a_sector_nobody_knows_is_answered_with_all_there_are(rules: Path) -> None:
    done = saolou("rules", "new", "AD-NEW-001", "--rules", str(rules), "--sector", "养老院")
    assert done.returncode == 2
    assert "是否想写 elder_care（养老服务）" in done.stderr
    assert "prepaid_card" in done.stderr
    assert not (rules / "advertisement/ad-new-001.yaml").exists()


def test_numbers_of_rules_mistyped() -> None:
    assert saolou("rules", "show", "ad-pro-001").returncode == 0
    done = saolou("rules", "show", "AD-PRO-0O1")
    assert done.returncode == 2
    assert "AD-PRO-001" in done.stderr


def test_new_rule_is_well_formed_and_proves_itself(rules: Path) -> None:
    done = saolou("rules", "new", "AD-NEW-001", "--rules", str(rules), "--title", "新骗局")
    assert done.returncode == 0, done.stderr
    file = rules / "advertisement/ad-new-001.yaml"
    text = file.read_text(encoding="utf-8")
    assert "status: draft" in text
    file.write_text(text.replace("status: draft", "status: stable"), encoding="utf-8")
    assert saolou("rules", "check", str(rules)).returncode == 0
    before = int(re.search(r"共 (\d+)", saolou("rules", "test").stdout).group(1))  # type: ignore[union-attr]
    done = saolou("rules", "test", "--rules", str(rules))
    assert done.returncode == 0, done.stdout
    assert f"共 {before + 2} 个测试" in done.stdout
    assert saolou("rules", "new", "AD-NEW-001", "--rules", str(rules)).returncode == 2


def test_fmt_check_and_write(rules: Path) -> None:
    file = rules / FILE
    neat = file.read_bytes()
    file.write_bytes(neat.replace(b"\n", b"  \r\n", 1))
    done = saolou("rules", "fmt", "--rules", str(rules), "--check")
    assert done.returncode == 1
    assert FILE in done.stdout
    assert saolou("rules", "fmt", "--rules", str(rules)).returncode == 0
    assert file.read_bytes() == neat
    assert saolou("rules", "fmt", "--rules", str(rules), "--check").returncode == 0


def test_what_was_never_locked_is_said_in_a_line(rules: Path) -> None:
    (rules / "lock.json").unlink()
    done = saolou("rules", "lock", "--rules", str(rules), "--check")
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1


def test_lock_notices_a_change(rules: Path) -> None:
    lock = ("rules", "lock", "--rules", str(rules))
    assert saolou(*lock).returncode == 0
    assert saolou(*lock, "--check").returncode == 0
    spoil(rules, "points: 3", "points: 4")
    done = saolou(*lock, "--check")
    assert done.returncode == 1
    assert "改动" in done.stdout


def test_schema_and_docs(rules: Path, tmp_path: Path) -> None:
    (rules / "schema/rule.schema.json").write_text("{}", encoding="utf-8")
    assert saolou("rules", "schema", "--rules", str(rules), "--check").returncode == 1
    assert saolou("rules", "schema", "--rules", str(rules)).returncode == 0
    assert saolou("rules", "schema", "--rules", str(rules), "--check").returncode == 0
    done = saolou(
        "rules", "docs", "--out", str(tmp_path / "d"), "--overview", str(tmp_path / "o.md")
    )
    assert done.returncode == 0
    assert (tmp_path / "d/index.md").is_file()
    assert (tmp_path / "o.md").read_text(encoding="utf-8").startswith("# ")


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_chinese_and_fits(command: str) -> None:
    done = saolou("rules", command, "--help")
    assert done.returncode == 0
    for word in ("Usage", "Options", "Show", "required", "default", "PATH", "TEXT"):
        assert word not in done.stdout
    for line in done.stdout.splitlines():
        assert sum(2 if ord(c) > 0x2E80 else 1 for c in line) <= 80


def test_group_lists_every_command() -> None:
    listed = saolou("rules", "--help").stdout
    assert all(re.search(rf"^\s+{command}\s", listed, re.M) for command in COMMANDS)


def test_the_help_of_diff_says_what_stands_for_the_bundled_rules() -> None:
    said = re.sub(r"\s", "", saolou("rules", "diff", "--help").stdout)
    assert "自带的规则包写作shipped" in said
