"""What is not on the list for want of little is found, and why."""

import json
import re
from pathlib import Path

import pytest

from engine.ruleset import RuleSet, load_ruleset
from engine.study.corpus import Corpus
from engine.study.near import NearMisses, near_misses
from tests.command import saolou

FILE = "advertisement/t.yaml"
GUARD = """id: EXC-T-001
kind: guard
title: 菜名
cause: 误读：菜名
applies_to: [advert]
words: [保本]
terms: [保本保息四个字]
tests:
  - {name: 甲, text: 保本保息四个字, word: 保本保息, expect: dismissed}
  - {name: 乙, text: 保本保息, word: 保本保息, expect: kept}
"""


def changed(pack: Path, right: str, wrong: str) -> RuleSet:
    text = (pack / FILE).read_text(encoding="utf-8")
    assert right in text
    (pack / FILE).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return load_ruleset(pack)


def of(corpus: Path, ruleset: RuleSet, within: int = 10) -> NearMisses:
    return near_misses(Corpus.open(corpus), ruleset, within)


def test_a_condition_that_one_advert_lacks(pack: Path, corpus: Path) -> None:
    found = of(corpus, load_ruleset(pack))
    assert {way: [n.key for n in near] for way, near in found.conditions.items()} == {
        ("AD-T-002", "gain"): ["T3"]
    }
    assert not found.adverts
    assert not found.held


@pytest.mark.parametrize(("points", "within", "lacking"), [(20, 10, 10), (20, 9, 0), (29, 1, 1)])
def test_points_that_are_short(
    pack: Path, corpus: Path, points: int, within: int, lacking: int
) -> None:
    found = of(corpus, changed(pack, "points: 35", f"points: {points}"), within)
    wanted = [("T2", points + 10, lacking)] if lacking else []
    assert [(n.key, n.points, n.lacking) for n in found.adverts] == wanted


def test_rules_that_say_nothing_alone(pack: Path, corpus: Path) -> None:
    weak = changed(pack, "title: 入股分红\nseverity: high", "title: 入股分红\nseverity: medium")
    assert [(n.key, n.points) for n in of(corpus, weak).held] == [("T2", 45)]


def test_an_exclusion_that_stands_between(pack: Path, corpus: Path) -> None:
    (pack / "exclusions").mkdir()
    (pack / "exclusions/t.yaml").write_text(GUARD, encoding="utf-8")
    found = of(corpus, load_ruleset(pack))
    ((kind, said), near), *others = found.exclusions.items()
    assert not others
    assert kind == "广告"
    assert "EXC-T-001" in said
    assert [n.key for n in near] == ["T7"]


def test_firms(tmp_path: Path) -> None:
    firms = tmp_path / "登记.csv"
    firms.write_text(
        "企业名称,经营范围\n"
        "云泉县甲投资咨询有限公司,投资咨询\n云泉县乙商贸有限公司,日用百货；投资咨询\n"
        "云泉县丙保安服务有限公司,接受金融机构委托从事金融外包服务\n云泉县丁面馆,面条\n",
        encoding="gb18030",
    )
    found = of(firms, load_ruleset(), within=40)
    names = [n.name for n in found.firms]
    assert "云泉县乙商贸有限公司" in names
    assert [n.lacking for n in found.firms] == sorted(n.lacking for n in found.firms)
    excluded = {
        n.name for (kind, _), near in found.exclusions.items() if kind == "企业" for n in near
    }
    assert excluded == {"云泉县丙保安服务有限公司"}


def test_the_command(pack: Path, corpus: Path) -> None:
    args = ("corpus", "near", str(corpus), "--rules", str(pack))
    said = saolou(*args)
    assert said.returncode == 0, said.stderr
    # Who reads this does not know what the rule calls its features.
    assert re.search(r"AD-T-002 入股分红  差：“[^”]+”.*的词，1 条", said.stdout)
    assert "gain" not in said.stdout
    told = json.loads(saolou(*args, "--format", "json").stdout)
    assert [way["rule"] for way in told["conditions"]] == ["AD-T-002"]
