"""An office's own folder over the shipped pack: nothing is replaced by silence."""

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from engine.cli.main import cli
from engine.model.errors import RuleError
from engine.ruleset import load_ruleset
from engine.ruleset.lint import lint

RULE = """id: {id}
title: 本地的抱团养蜂
applies_to: advert
role: signal
family: local-bees
sectors: [{sector}]
element: 利诱性
severity: high
features:
  word: {{kind: keyword, fields: [title, text], terms: [抱团养蜂]}}
match: {{any: [word]}}
points: 60
legal: [{{instrument: 防范和处置非法集资条例, article: 第十九条}}]
triage: [看蜂箱是否存在]
tests:
  - {{name: 甲, record: {{text: 抱团养蜂来我家}}, expect: hit}}
  - {{name: 乙, record: {{text: 卖蜂蜜}}, expect: miss}}
"""
HEAD = "id: yunquan\ntitle: 云泉县增补\nversion: 0.1.0\n"


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    (tmp_path / "overlay.yaml").write_text(HEAD, encoding="utf-8")
    return tmp_path


def add_rule(root: Path, rule_id: str = "YQ-BEE-001", sector: str = "farm_coop") -> None:
    (root / "advertisement").mkdir(exist_ok=True)
    text = RULE.format(id=rule_id, sector=sector)
    (root / "advertisement" / "bees.yaml").write_text(text, encoding="utf-8")


def head(root: Path, more: str) -> None:
    (root / "overlay.yaml").write_text(HEAD + more, encoding="utf-8")


def test_an_office_may_cite_laws_of_its_own(overlay: Path) -> None:
    add_rule(overlay)
    rule = overlay / "advertisement" / "bees.yaml"
    text = rule.read_text(encoding="utf-8")
    cited = text.replace(
        "防范和处置非法集资条例, article: 第十九条", "某省地方金融条例, article: 第八十条"
    )
    rule.write_text(cited, encoding="utf-8")
    assert [f.code for f in lint(overlay, "2026-11-23", "0.1.0")] == ["R907"]
    own = "laws:\n  - {name: 某省地方金融条例, articles: 58, source: 省人大常委会公告}\n"
    (overlay / "laws.yaml").write_text(own, encoding="utf-8")
    assert [f.code for f in lint(overlay, "2026-11-23", "0.1.0")] == ["R906"]
    rule.write_text(cited.replace("第八十条", "第十一条"), encoding="utf-8")
    assert lint(overlay, "2026-11-23", "0.1.0") == []


def test_own_rule_runs_beside_the_shipped_ones(overlay: Path) -> None:
    add_rule(overlay)
    base, both = load_ruleset(), load_ruleset(overlay)
    assert set(both.by_id) == {*base.by_id, "YQ-BEE-001"}
    assert both.overlay is not None
    assert (both.overlay.from_base, both.overlay.own) == (len(base.rules), 1)
    assert both.digest != base.digest


def test_same_id_is_refused_and_says_how(overlay: Path) -> None:
    add_rule(overlay, "AD-PRO-001")
    with pytest.raises(RuleError, match=r"bees\.yaml:1:\d+ .*disable"):
        load_ruleset(overlay)


def test_disabling_needs_reason_and_approver(overlay: Path) -> None:
    head(overlay, "disable:\n  - {rule: AD-PRO-001}\n")
    with pytest.raises(RuleError) as error:
        load_ruleset(overlay)
    assert "reason" in str(error.value)
    assert "approver" in str(error.value)
    head(overlay, "disable:\n  - {rule: AD-PRO-001, reason: 试行, approver: 县处非办}\n")
    assert "AD-PRO-001" not in load_ruleset(overlay).by_id


def test_an_exclusion_can_be_disabled(overlay: Path) -> None:
    first = load_ruleset().exclusions[0].id
    head(overlay, f"disable:\n  - {{rule: {first}, reason: 试行, approver: 县处非办}}\n")
    assert first not in {x.id for x in load_ruleset(overlay).exclusions}


def test_unknown_rule_is_refused_at_its_place(overlay: Path) -> None:
    head(overlay, "disable:\n  - {rule: AD-NOPE-001, reason: 试, approver: 甲}\n")
    with pytest.raises(RuleError, match=r"overlay\.yaml:5:\d+ .*AD-NOPE-001"):
        load_ruleset(overlay)


def test_words_are_added_to_rules_and_lexicons(overlay: Path) -> None:
    base = load_ruleset()
    rule = next(
        r
        for r in base.rules
        if sum(f.kind in ("keyword", "fuzzy") for f in r.features.values()) == 1
        and all(getattr(f, "terms", ()) for f in r.features.values() if f.kind == "keyword")
    )
    head(
        overlay,
        f"extend:\n  - {{rule: {rule.id}, terms: [抱团养蜂], points: 33, reason: 本地叫法}}\n"
        "  - {lexicon: registration-words, terms: [云泉蜂], reason: 地名}\n",
    )
    changed = load_ruleset(overlay)
    words = [w for f in changed.by_id[rule.id].features.values() for w in getattr(f, "terms", ())]
    assert "抱团养蜂" in words
    assert changed.by_id[rule.id].points == 33
    assert "云泉蜂" in changed.lexicons["registration-words"].terms
    assert "云泉蜂" not in load_ruleset().lexicons["registration-words"].terms


def test_extension_of_a_rule_with_several_lists_must_say_which(overlay: Path) -> None:
    rule = next(
        r for r in load_ruleset().rules if sum(f.kind == "keyword" for f in r.features.values()) > 1
    )
    head(overlay, f"extend:\n  - {{rule: {rule.id}, terms: [抱团养蜂], reason: 试}}\n")
    with pytest.raises(RuleError, match="哪个特征"):
        load_ruleset(overlay)


def test_base_may_be_a_folder(tmp_path: Path) -> None:
    root = tmp_path / "office"
    root.mkdir()
    shipped = Path(__file__).parents[2] / "rules"
    head(root, f"base: {shipped}\n")
    assert len(load_ruleset(root).rules) == len(load_ruleset().rules)
    head(root, "base: ../nowhere\n")
    with pytest.raises(RuleError, match="找不到基础规则包"):
        load_ruleset(root)


def test_check_reports_only_what_the_office_wrote(overlay: Path) -> None:
    add_rule(overlay, sector="nowhere")
    head(
        overlay,
        "disable:\n"
        "  - {rule: AD-NOPE-001, reason: 试, approver: 甲}\n"
        "  - {rule: AD-PRO-001, reason: 试, approver: 甲, review_by: '2026-01-01'}\n",
    )
    found = lint(overlay, "2026-11-23", "0.1.0")
    assert sorted(f.code for f in found) == ["R201", "R206", "R705"]
    assert all(f.file.is_relative_to(overlay) for f in found)


def test_repeated_id_is_found_by_check(overlay: Path) -> None:
    add_rule(overlay, "AD-PRO-001")
    assert "R301" in {f.code for f in lint(overlay, "2026-11-23", "0.1.0")}


def test_the_run_says_what_is_active_and_from_where(overlay: Path, tmp_path: Path) -> None:
    add_rule(overlay)
    head(overlay, "disable:\n  - {rule: AD-PRO-001, reason: 试行, approver: 县处非办}\n")
    ads = tmp_path / "ads.csv"
    ads.write_text("编号,内容\n1,抱团养蜂来我家看看\n", encoding="utf-8")
    result = CliRunner().invoke(
        cli, ["screen", "--ads", str(ads), "--rules", str(overlay), "--out", str(tmp_path / "o")]
    )
    assert result.exit_code == 0, result.output
    assert "云泉县增补 1" in result.output
    assert "停用 1" in result.output
    run = (tmp_path / "o" / "run.json").read_text(encoding="utf-8")
    assert "试行" in run
    assert "YQ-BEE-001" in (tmp_path / "o" / "evidence.csv").read_text(encoding="utf-8-sig")


def test_points_and_bands_are_the_offices(overlay: Path, tmp_path: Path) -> None:
    base = load_ruleset()
    rule = next(r for r in base.rules if isinstance(r.points, dict) and "scope" in r.points)
    head(
        overlay,
        f"extend:\n  - {{rule: {rule.id}, points: {{scope: 1}}, reason: 家家都写}}\n"
        "  - {rule: AD-PRO-001, points: 7, reason: 试}\n"
        "bands: {limits: {高: 90}, reason: 人手有限}\n",
    )
    changed = load_ruleset(overlay)
    assert changed.by_id[rule.id].points == {**rule.points, "scope": 1}  # type: ignore[dict-item]
    assert changed.by_id["AD-PRO-001"].points == 7
    assert changed.pack.bands == {**base.pack.bands, "高": 90}
    assert not lint(overlay, "2026-11-23", "0.1.0")
    ads = tmp_path / "ads.csv"
    ads.write_text("编号,内容\n1,保本保息，年化18%，一万起投\n", encoding="utf-8")
    out = tmp_path / "o"
    result = CliRunner().invoke(
        cli, ["screen", "--ads", str(ads), "--rules", str(overlay), "--out", str(out)]
    )
    assert result.exit_code == 0, result.output
    assert "改分 2 条，等级的分数线改过" in result.output
    told = json.loads((out / "run.json").read_text(encoding="utf-8"))["rules"]["overlay"]
    assert told["points_before"]["AD-PRO-001"] == base.by_id["AD-PRO-001"].points
    assert told["bands"]["before"] == {"高": base.pack.bands["高"]}
    guide = openpyxl.load_workbook(out / "leads.xlsx")["说明"]
    said = "\n".join(str(c.value) for row in guide.iter_rows() for c in row)
    assert "AD-PRO-001 的分数由" in said
    assert "改为 90 分（人手有限）" in said


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ("extend:\n  - {rule: AD-NOPE-001, points: 3, reason: 试}\n", r":5:\d+ .*AD-NOPE-001"),
        ("extend:\n  - {rule: AD-PRO-001, points: {scope: 3}, reason: 试}\n", r":5:\d+ .*scope"),
        ("bands: {limits: {特高: 90}, reason: 试}\n", r":4:\d+ .*特高"),
        ("bands: {limits: {中: 90}, reason: 试}\n", r":4:\d+ .*由高到低"),
    ],
)
def test_what_cannot_be_changed_is_told_at_its_place(overlay: Path, more: str, where: str) -> None:
    head(overlay, more)
    with pytest.raises(RuleError, match=r"overlay\.yaml" + where):
        load_ruleset(overlay)
    (found,) = lint(overlay, "2026-11-23", "0.1.0")
    assert (found.file.name, found.line) == ("overlay.yaml", int(where[1]))
