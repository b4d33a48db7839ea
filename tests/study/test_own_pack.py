"""What CI holds our own pack to: thresholds, lock, pages made from the rules, the tutorial."""

import re
from pathlib import Path

import pytest

from engine.ruleset import load_ruleset
from engine.ruleset.docs import overview
from engine.ruleset.lock import compare, fingerprints, read_lock
from engine.study import thresholds
from engine.study.evaluate import evaluate_folder
from engine.study.evaluate_text import human
from tests.command import saolou

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs/analysts.md").read_text(encoding="utf-8")


def test_samples_reach_their_thresholds() -> None:
    limits = thresholds.load_thresholds(ROOT / "data/samples")
    assert limits is not None
    found = evaluate_folder(ROOT / "data/samples", load_ruleset())
    checked = thresholds.tests(limits, found)
    # The text names every record that is judged wrong, so that a log says which lead was lost.
    assert all(test.passed for test in checked), human(found, checked, 50, False)


def test_lock_knows_every_rule() -> None:
    _, drift = compare(fingerprints(load_ruleset()), read_lock(ROOT / "rules"))
    assert drift == [], "run: make rules"


def test_overview_is_of_these_rules() -> None:
    kept = (ROOT / "docs/rules.md").read_text(encoding="utf-8")
    assert kept == overview(load_ruleset()), "run: make rules"


def _blocks() -> list[str]:
    return re.findall(r"```(?:yaml|text)\n(.*?)```", TUTORIAL, flags=re.S)


def _office(folder: Path, step: int) -> tuple[Path, Path]:
    """Rules and samples as they are after ``step`` 2, 3 or 4 of the tutorial."""
    blocks = _blocks()
    for block in blocks:
        head, _, body = block.partition("\n")
        place = re.match(r"# (本县\S+?\.(?:yaml|csv))", head)
        if place:
            file = folder / place[1]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(body, encoding="utf-8")
    rules, samples = folder / "本县规则", folder / "本县样本"
    rule = next(b for b in blocks if b.startswith("id: AD-LOCAL-001"))
    if step >= 3:
        combined = next(b for b in blocks if b.startswith("features:\n  thing"))
        rule = re.sub(r"^features:.*?^points", combined + "points", rule, flags=re.S | re.M)
        rule = rule[: rule.rindex("tests:\n")]
    (rules / "advertisement").mkdir()
    (rules / "advertisement/ad-local-001.yaml").write_text(rule, encoding="utf-8")
    if step >= 4:
        advert, label = re.search(r"^(B11,.*?)\s+（标注：(B11,.*?)）$", TUTORIAL, re.M).groups()  # type: ignore[union-attr]
        for name, line in (("adverts", advert), ("labels_adverts", label)):
            with (samples / f"{name}.csv").open("a", encoding="utf-8") as stream:
                stream.write(line + "\n")
    else:
        (rules / "exclusions/tongxin.yaml").unlink()
        (samples / "thresholds.yaml").unlink()
    return rules, samples


@pytest.mark.parametrize(
    ("step", "warned", "right"), [(2, True, "9/10"), (3, False, "10/10"), (4, False, "11/11")]
)
def test_tutorial_does_what_it_says(tmp_path: Path, step: int, warned: bool, right: str) -> None:
    _office(tmp_path, step)
    checked = saolou("rules", "check", "--rules", "本县规则", cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert ("R501" in checked.stdout) == warned
    tested = saolou("rules", "test", "--rules", "本县规则", cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout
    measured = saolou("corpus", "evaluate", "本县样本", "--rules", "本县规则", cwd=tmp_path)
    assert measured.returncode == 0, measured.stdout + measured.stderr
    assert f"判断正确 {right}" in measured.stdout


def test_the_fuzzy_example_does_what_it_says(tmp_path: Path) -> None:
    rules, _ = _office(tmp_path, 2)
    example = next(b for b in _blocks() if b.startswith("features:\n  slip"))
    features, tests = example.split("tests:\n")
    file = rules / "advertisement/ad-local-001.yaml"
    rule = re.sub(
        r"^features:.*?^points", features + "points", file.read_text("utf-8"), flags=re.S | re.M
    )
    file.write_text(rule[: rule.rindex("tests:\n")] + "tests:\n" + tests, encoding="utf-8")
    checked = saolou("rules", "check", "--rules", "本县规则", cwd=tmp_path)
    assert "格式无误" in checked.stdout, checked.stdout
    tested = saolou("rules", "test", "--rules", "本县规则", cwd=tmp_path)
    assert tested.returncode == 0, tested.stdout
    shown = saolou("rules", "show", "AD-LOCAL-001", "--rules", "本县规则", cwd=tmp_path)
    assert "slip（fuzzy，错一个字也算）抱团养蜂、托管代养" in shown.stdout


def test_a_lost_lead_fails_and_is_named(tmp_path: Path) -> None:
    rules, _ = _office(tmp_path, 4)
    file = rules / "advertisement/ad-local-001.yaml"
    file.write_text(file.read_text("utf-8").replace("出手, ", ""), encoding="utf-8")
    tested = saolou("rules", "test", "--rules", "本县规则", cwd=tmp_path)
    assert tested.returncode == 1
    assert "特征 resale 没有命中" in tested.stdout
    assert "特征 thing 命中“塔位”" in tested.stdout
    measured = saolou("corpus", "evaluate", "本县样本", "--rules", "本县规则", cwd=tmp_path)
    assert measured.returncode == 1
    assert "B01" in measured.stdout
