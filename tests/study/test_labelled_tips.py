"""Labels of tips are compared with what the run made of the tips."""

from pathlib import Path

import pytest

from engine.model.errors import InputError
from engine.ruleset import load_ruleset
from engine.study.compare import compare
from engine.study.corpus import Corpus
from engine.study.evaluate import Report, evaluate_folder
from engine.study.evaluate_text import human
from engine.study.thresholds import load_thresholds
from engine.study.thresholds import tests as measure

FIRM = "91350100M000100Y43"
RULE = """id: TP-T-001
title: 反映收钱
severity: high
applies_to: tip
role: signal
family: told
sectors: [finance_like]
element: 社会性
features:
  word: {kind: keyword, fields: [text], terms: [收老人的钱]}
match: {any: [word]}
points: 40
legal: [{instrument: 条例, article: 第十九条}]
tests:
  - {name: 甲, record: {text: 收老人的钱}, expect: hit}
  - {name: 乙, record: {text: 卖白菜}, expect: miss}
"""
#: T1 and T4 are numbers of adverts as well, T1 of a suspicious one.
TIPS = f"""编号,被反映对象,信用代码,诉求内容,受理时间
T1,,,路灯不亮,2026-03-01
S2,云泉甲乙服务有限公司,{FIRM},该店收老人的钱,2026-03-01
S3,不知名的人,,有人收老人的钱,2026-03-01
T4,云泉甲乙服务有限公司,{FIRM},该店聚众收款,2026-03-01
"""
LABELS = f"编号,should_flag,subject_uscc\nT1,0,\nS2,1,{FIRM}\nS3,1,\nT4,1,{FIRM}\n"


@pytest.fixture
def tips(pack: Path, corpus: Path) -> Path:
    (pack / "context").mkdir()
    (pack / "context/tips.yaml").write_text(RULE, encoding="utf-8")
    firm = f"企业名称,统一社会信用代码,住所\n云泉甲乙服务有限公司,{FIRM},云泉县东街8号\n"
    (corpus / "registrations.csv").write_text(firm, encoding="utf-8")
    (corpus / "tips.csv").write_text(TIPS, encoding="utf-8")
    (corpus / "labels_tips.csv").write_text(LABELS, encoding="utf-8")
    return corpus


def of_tips(found: list[Report]) -> Report:
    return next(report for report in found if report.kind == "举报")


def test_figures(pack: Path, tips: Path) -> None:
    found = evaluate_folder(tips, load_ruleset(pack))
    report = of_tips(found)
    line = {x.label: x for x in report.lines}["可疑"]
    assert (line.support, line.named, line.right) == (3, 2, 2)
    assert report.shares == {"判断": (3, 4), "对应企业": (1, 1)}
    assert not report.at_length
    assert [said.split("：")[0] for said in report.wrong] == ["T4"]
    told = human(found, [], 10, cuts=True)
    assert "举报（4 条）" in told
    assert "该店聚众收款" in told


def test_labels_of_tips_alone_are_enough(pack: Path, tips: Path) -> None:
    (tips / "labels_adverts.csv").unlink()
    assert [r.kind for r in evaluate_folder(tips, load_ruleset(pack))] == ["举报"]
    old = new = load_ruleset(pack)
    assert [c.kind for c in compare(Corpus.open(tips), old, new)] == ["举报"]


def test_a_tip_of_another_firm_is_told(pack: Path, tips: Path) -> None:
    labels = LABELS.replace(f"S2,1,{FIRM}", "S2,1,91110000600037341L")
    (tips / "labels_tips.csv").write_text(labels, encoding="utf-8")
    report = of_tips(evaluate_folder(tips, load_ruleset(pack)))
    assert report.shares["对应企业"] == (0, 1)
    assert any("应对应 91110000600037341L" in said for said in report.wrong)


def test_thresholds(pack: Path, tips: Path) -> None:
    (tips / "thresholds.yaml").write_text(
        "tips: {classes: {可疑: {recall: 0.9}}}", encoding="utf-8"
    )
    wanted = load_thresholds(tips)
    assert wanted is not None
    checked = measure(wanted, evaluate_folder(tips, load_ruleset(pack)))
    assert [(t.name, t.passed) for t in checked] == [("举报 可疑 查全率", False)]


def test_labels_without_tips(pack: Path, tips: Path) -> None:
    (tips / "tips.csv").unlink()
    with pytest.raises(InputError, match=r"没有 tips\.csv"):
        evaluate_folder(tips, load_ruleset(pack))
