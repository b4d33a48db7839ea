"""Labelled samples against a run: precision, recall and F1 by class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from engine.model.errors import InputError
from engine.pipeline import Run, screen_files
from engine.ruleset import RuleSet

_FILES = ("adverts", "tips", "licences", "territory")


@dataclass(frozen=True, slots=True)
class Line:
    label: str
    support: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Report:
    title: str
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def evaluate_folder(folder: Path, ruleset: RuleSet) -> list[Report]:
    """Screen ``registrations.csv`` and its companions and compare with ``labels_*.csv``."""
    if not (folder / "labels_entities.csv").is_file():
        raise InputError(f"“{folder}”里没有 labels_entities.csv，不是带标注的样本文件夹。")
    others = {name: [folder / f"{name}.csv"] for name in _FILES if (folder / f"{name}.csv").is_file()}
    run = screen_files([folder / "registrations.csv"], ruleset=ruleset, **others)
    reports = [_entities(run, _labels(folder / "labels_entities.csv"))]
    if (folder / "labels_adverts.csv").is_file():
        reports.append(_adverts(run, _labels(folder / "labels_adverts.csv")))
    return reports


def _labels(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def _lines(wanted: Sequence[str], got: Sequence[str]) -> list[Line]:
    right = Counter(w for w, g in zip(wanted, got, strict=True) if w == g)
    support, named = Counter(wanted), Counter(got)
    return [
        Line(label or "（无）", support[label], right[label] / (named[label] or 1), right[label] / (support[label] or 1))
        for label in sorted(support | named)
    ]


def _entities(run: Run, labels: pd.DataFrame) -> Report:
    by_code = {r.uscc: r for r in run.entities.itertuples() if r.uscc}
    by_name: dict[str, object] = {}
    for r in run.entities.itertuples():
        by_name.setdefault(str(r.name), r)
    report = Report(f"企业处置（{len(labels)} 户）")
    wanted, got = [], []
    sector_right = sector_all = 0
    for label in labels.itertuples():
        row = by_code.get(label.uscc) or by_name.get(str(label.name))
        found = str(row.disposition) if row is not None else ""  # type: ignore[attr-defined]
        wanted.append(str(label.disposition))
        got.append(found)
        if found != label.disposition:
            reasons = str(row.reasons)[:80] if row is not None else "无命中"  # type: ignore[attr-defined]
            report.wrong.append(f"{label.name}：应为{label.disposition or '（无）'}，得到{found or '（无）'}（{reasons}；标注：{label.why}）")
        elif found == "线索":
            sector_all += 1
            sector_right += str(row.sector) == label.sector  # type: ignore[attr-defined,union-attr]
    report.lines = _lines(wanted, got)
    correct = sum(w == g for w, g in zip(wanted, got, strict=True))
    report.remarks.append(f"处置正确 {correct}/{len(labels)}")
    report.remarks.append(f"线索的行业正确 {sector_right}/{sector_all}")
    return report


def _adverts(run: Run, labels: pd.DataFrame) -> Report:
    found = {str(r.ad_id): r for r in run.adverts.itertuples()}
    report = Report(f"广告（{len(labels)} 条）")
    wanted, got = [], []
    sector_right = sector_all = rate_right = link_right = linked = 0
    for label in labels.itertuples():
        row = found.get(str(label[1]))
        flagged = row is not None and row.band in ("高", "中")
        wanted.append("可疑" if label.should_flag == "1" else "无害")
        got.append("可疑" if flagged else "无害")
        rate = "" if row is None or row.annual_rate_pct == "" else f"{float(str(row.annual_rate_pct)):g}"
        target = f"{float(label.annual_rate_pct):g}" if label.annual_rate_pct else ""
        same = rate == target or (bool(rate and target) and abs(float(rate) - float(target)) < 0.06)
        rate_right += same
        if not same:
            report.wrong.append(f"{label[1]} 利率应为{target or '（无）'}，得到{rate or '（无）'}：{str(getattr(row, 'text', ''))[:70]}")
        if wanted[-1] != got[-1]:
            report.wrong.append(f"{label[1]} 应为{wanted[-1]}：{str(getattr(row, 'text', ''))[:90]}（{str(getattr(row, 'reasons', ''))[:60]}；标注：{label.why}）")
        elif flagged:
            sector_all += 1
            sector_right += str(row.sector) == label.sector  # type: ignore[union-attr]
        if label.advertiser_uscc:
            linked += 1
            link_right += row is not None and row.entity_id == label.advertiser_uscc
    report.lines = _lines(wanted, got)
    report.remarks = [
        f"可疑广告的行业正确 {sector_right}/{sector_all}",
        f"利率正确 {rate_right}/{len(labels)}",
        f"对应到企业 {link_right}/{linked}",
    ]
    return report
