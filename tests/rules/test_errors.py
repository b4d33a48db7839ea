"""A wrong rule file is reported with file, line and column, in Chinese."""

import shutil
from pathlib import Path

import pytest

from engine.model.errors import RuleError
from engine.ruleset import bundled_rules, load_ruleset

GOOD = """id: REG-T-001
title: 试
applies_to: registration
role: lead
family: t
sectors: [finance_like]
element: 非法性
features:
  word: {kind: keyword, fields: [name], terms: [试]}
match: {any: [word]}
points: 1
legal: [{instrument: 条例, article: 第九条}]
"""

BROKEN = [
    ("titel: 试", "title: 试", 2, "titel"),
    ("role: boss", "role: lead", 4, "role"),
    ("sectors: [nosuch]", "sectors: [finance_like]", 6, "nosuch"),
    (
        "  word: {kind: keywrd, fields: [name], terms: [试]}",
        "  word: {kind: keyword, fields: [name], terms: [试]}",
        9,
        "kind",
    ),
    ("match: {any: [wrod]}", "match: {any: [word]}", 10, "wrod"),
    ("match: {some: [word]}", "match: {any: [word]}", 10, "match"),
    ("points: viel", "points: 1", 11, "points"),
    ("title: 试\ntitle: 又", "title: 试", 3, "两次"),
    ("title: &a 试", "title: 试", 2, "锚点"),
    ("title: [试", "title: 试", 2, "YAML"),
    ("points: 十分", "points: 1", 11, "写的是“十分”"),
    ("role: 线索", "role: lead", 4, "是否想写 lead"),
]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "rules"
    folder.mkdir()
    for name in ("pack.yaml", "sectors.yaml"):
        shutil.copy(bundled_rules() / name, folder / name)
    (folder / "registration").mkdir()
    return folder


def test_good(pack: Path) -> None:
    (pack / "registration" / "t.yaml").write_text(GOOD, encoding="utf-8")
    assert [rule.id for rule in load_ruleset(pack).rules] == ["REG-T-001"]


@pytest.mark.parametrize(("wrong", "right", "line", "said"), BROKEN)
def test_position(pack: Path, wrong: str, right: str, line: int, said: str) -> None:
    assert right in GOOD
    file = pack / "registration" / "t.yaml"
    file.write_text(GOOD.replace(right, wrong), encoding="utf-8")
    with pytest.raises(RuleError) as error:
        load_ruleset(pack)
    assert f"{file}:{line}:" in str(error.value)
    assert said in str(error.value)


def test_no_pack(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match=r"pack\.yaml"):
        load_ruleset(tmp_path)
