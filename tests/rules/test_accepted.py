"""Warnings that a comment in the rule file keeps, with its reason."""

from pathlib import Path

import pytest

from engine.ruleset import bundled_rules
from engine.ruleset.lint import lint
from engine.ruleset.lint_codes import Finding
from tests.rules.test_lint import FILES, RULE, RULES

SHORT = RULE.replace("[保本保息, 稳赚不赔]", "[保本保息, 包赚]")
WORD = "  word: {"


def office(root: Path, rule: str) -> Path:
    for name, text in (FILES | {RULES: rule}).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def found(root: Path) -> list[Finding]:
    return [f for f in lint(root, "2026-11-23", "0.1.0") if f.code in ("R501", "R905")]


def codes(tmp_path: Path, rule: str) -> list[str]:
    return [f.code for f in found(office(tmp_path, rule))]


def test_the_word_is_warned_of_without_the_note(tmp_path: Path) -> None:
    assert codes(tmp_path, SHORT) == ["R501"]


@pytest.mark.parametrize(
    "note",
    [
        "  # 容许 R501：单独只加分\n",
        "  # 容许 R501: 单独只加分\n  # 第二行说明\n",
        "  #容许R501：看过\n",
    ],
)
def test_a_note_above_accepts(tmp_path: Path, note: str) -> None:
    assert codes(tmp_path, SHORT.replace(WORD, note + WORD)) == []


def test_a_note_on_the_line_accepts(tmp_path: Path) -> None:
    line = "terms: [保本保息, 包赚]}"
    assert codes(tmp_path, SHORT.replace(line, line + "  # 容许 R501：看过")) == []


@pytest.mark.parametrize(
    "note",
    [
        "  # 容许 R501\n",  # no reason
        "  # 容许 R501：\n",
        "  # 容许警告 R501：看过\n",
    ],
)
def test_a_note_that_is_none_accepts_nothing(tmp_path: Path, note: str) -> None:
    assert codes(tmp_path, SHORT.replace(WORD, note + WORD)) == ["R501"]


def test_a_note_for_another_code_or_place_is_itself_warned_of(tmp_path: Path) -> None:
    other = SHORT.replace(WORD, "  # 容许 R404：看过\n" + WORD)
    assert sorted(codes(tmp_path / "a", other)) == ["R501", "R905"]
    elsewhere = SHORT.replace("  high: {", "  # 容许 R501：看过\n  high: {")
    assert sorted(codes(tmp_path / "b", elsewhere)) == ["R501", "R905"]


def test_an_outlived_note_is_pointed_at(tmp_path: Path) -> None:
    root = office(tmp_path, RULE.replace(WORD, "  # 容许 R501：看过\n" + WORD))
    (one,) = found(root)
    line = next(i for i, text in enumerate(_text(root).splitlines(), 1) if "容许" in text)
    assert (one.code, one.line, one.column) == ("R905", line, 3)


def test_what_stands_in_a_value_is_no_note(tmp_path: Path) -> None:
    said = "falsepositives: ['写法见手册：# 容许 R502：某理由']\ntriage: [看合同]"
    assert codes(tmp_path / "a", RULE.replace("triage: [看合同]", said)) == []
    block = "description: |\n  # 容许 R501：不是注释\n  第二行\nfeatures:"
    assert codes(tmp_path / "b", SHORT.replace("features:", block)) == ["R501"]


def test_an_error_cannot_be_accepted(tmp_path: Path) -> None:
    broken = RULE.replace("points: 10", "# 容许 R601：看过\npoints: 10").replace(
        "  - {name: 甲, record: {text: 保本保息}, expect: hit}\n", ""
    )
    found = [f.code for f in lint(office(tmp_path, broken), "2026-11-23", "0.1.0")]
    assert "R601" in found


def test_the_bundled_rules_have_no_open_warning() -> None:
    assert lint(bundled_rules(), "2026-11-23", "0.1.0") == []


def _text(root: Path) -> str:
    return (root / RULES).read_text(encoding="utf-8")
