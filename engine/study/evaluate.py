"""Labelled samples against a run: precision, recall and F1 by class."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from engine.model.errors import InputError
from engine.pipeline import Run, screen_files
from engine.ruleset import RuleSet


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

    def companion(name: str) -> list[Path]:
        file = folder / f"{name}.csv"
        return [file] if file.is_file() else []

    run = screen_files(
        [folder / "registrations.csv"],
        adverts=companion("adverts"),
        tips=companion("tips"),
        licences=companion("licences"),
        territory=companion("territory"),
        ruleset=ruleset,
    )
    reports = [_entities(run, _labels(folder / "labels_entities.csv"))]
    if (folder / "labels_adverts.csv").is_file():
        reports.append(_adverts(run, _labels(folder / "labels_adverts.csv")))
    return reports


def _labels(file: Path) -> list[dict[str, str]]:
    frame = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    # The id column of adverts is written 编号 in the samples, ad_id elsewhere.
    return _records(frame.rename(columns={"编号": "ad_id"}))


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def _lines(wanted: Sequence[str], got: Sequence[str]) -> list[Line]:
    right = Counter(w for w, g in zip(wanted, got, strict=True) if w == g)
    support, named = Counter(wanted), Counter(got)
    return [
        Line(
            label or "（无）",
            support[label],
            right[label] / (named[label] or 1),
            right[label] / (support[label] or 1),
        )
        for label in sorted(support | named)
    ]


def _entities(run: Run, labels: list[dict[str, str]]) -> Report:
    rows = _records(run.entities)
    by_code = {row["uscc"]: row for row in rows if row["uscc"]}
    by_name: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_name.setdefault(row["name"], row)
    report = Report(f"企业处置（{len(labels)} 户）")
    wanted, got = [], []
    sector_right = sector_all = 0
    for label in labels:
        found = by_code.get(label["uscc"]) or by_name.get(label["name"]) or {}
        wanted.append(label["disposition"])
        got.append(found.get("disposition", ""))
        if wanted[-1] != got[-1]:
            report.wrong.append(
                f"{label['name']}：应为{wanted[-1] or '（无）'}，得到{got[-1] or '（无）'}"
                f"（{found.get('reasons', '无命中')[:80]}；标注：{label.get('why', '')}）"
            )
        elif got[-1] == "线索":
            sector_all += 1
            sector_right += found["sector"] == label["sector"]
    report.lines = _lines(wanted, got)
    correct = sum(w == g for w, g in zip(wanted, got, strict=True))
    report.remarks = [
        f"处置正确 {correct}/{len(labels)}",
        f"线索的行业正确 {sector_right}/{sector_all}",
    ]
    return report


def _adverts(run: Run, labels: list[dict[str, str]]) -> Report:
    rows = {row["ad_id"]: row for row in _records(run.adverts)}
    report = Report(f"广告（{len(labels)} 条）")
    wanted, got = [], []
    sector_right = sector_all = rate_right = link_right = linked = 0
    for label in labels:
        row = rows.get(label["ad_id"], {})
        flagged = row.get("band") in ("高", "中")
        wanted.append("可疑" if label["should_flag"] == "1" else "无害")
        got.append("可疑" if flagged else "无害")
        said = f"{label['ad_id']}：{row.get('text', '')[:90]}"
        rate, target = _rate(row.get("annual_rate_pct", "")), _rate(label["annual_rate_pct"])
        if rate == target:
            rate_right += 1
        else:
            report.wrong.append(f"利率应为{target}，得到{rate}：{said}")
        if wanted[-1] != got[-1]:
            report.wrong.append(
                f"应为{wanted[-1]}：{said}（{row.get('reasons', '')[:60]}；标注：{label.get('why', '')}）"
            )
        elif flagged:
            sector_all += 1
            right = row["sector"] == label["sector"]
            sector_right += right
            if not right:
                report.wrong.append(f"行业应为{label['sector']}，得到{row['sector']}：{said}")
        if label.get("advertiser_uscc"):
            linked += 1
            link_right += row.get("entity_id") == label["advertiser_uscc"]
    report.lines = _lines(wanted, got)
    report.remarks = [
        f"可疑广告的行业正确 {sector_right}/{sector_all}",
        f"利率正确 {rate_right}/{len(labels)}",
        f"对应到企业 {link_right}/{linked}",
    ]
    return report


def _rate(value: object) -> float | None:
    """Annual percent to one decimal, ``None`` when nothing is promised."""
    return None if value in ("", None) else round(float(str(value)), 1)
