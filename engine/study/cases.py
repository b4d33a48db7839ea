"""Labelled records beside what a run made of them: one case each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from engine.model.errors import InputError
from engine.pipeline import Run
from engine.ruleset import RuleSet
from engine.study.corpus import Corpus, records
from engine.study.labels import Label
from engine.text.fold import fold

POSITIVE = {"企业": "线索", "广告": "可疑", "举报": "可疑"}


@dataclass(frozen=True, slots=True)
class Case:
    """``wanted`` and ``got``: disposition of a firm, 可疑 or 无害 of an advert or a tip.

    ``place``: rank among the firms of the run (from 1), 0 without evidence. ``rules``: those that
    counted. ``checks``: further facts of the label that were compared, by name.
    """

    kind: str
    key: str
    name: str
    wanted: str
    got: str
    sector: str
    got_sector: str
    band: str
    channel: str
    place: int
    points: int
    rules: tuple[str, ...]
    checks: Mapping[str, bool]
    text: str
    reasons: str
    why: str
    #: what a failed check found, in words
    note: str = ""

    @property
    def right(self) -> bool:
        return self.wanted == self.got

    @property
    def positive(self) -> bool:
        """Labelled as something to look at."""
        return self.wanted == POSITIVE[self.kind]

    @property
    def named(self) -> bool:
        """Found to be something to look at."""
        return self.got == POSITIVE[self.kind]


def cases(corpus: Corpus, run: Run, ruleset: RuleSet) -> dict[str, list[Case]]:
    """Cases of firms (企业), adverts (广告) and tips (举报), in the order of the labels. ``ruleset``: the
    one of the run. Raises InputError."""
    texts = {} if corpus.labels("tips") is None else corpus.tip_texts()
    labels = {kind: _there(rows, known) for kind, rows, known in _labelled(corpus, run, texts)}
    if not labels:
        raise InputError(
            f"“{corpus.folder}”里没有 labels_entities.csv、labels_adverts.csv 或 labels_tips.csv，"
            "不是带标注的样本。"
        )
    made: dict[str, Callable[[list[Label]], list[Case]]] = {
        "企业": lambda rows: _firms(run, rows),
        "广告": lambda rows: _adverts(run, rows),
        "举报": lambda rows: _tips(run, rows, texts, ruleset),
    }
    return {kind: made[kind](rows) for kind, rows in labels.items()}


def without_record(corpus: Corpus, run: Run) -> dict[str, list[str]]:
    """Of each kind of labels those for which there is no record, by row of their file: they count
    neither as found nor as missed."""
    texts = {} if corpus.labels("tips") is None else corpus.tip_texts()
    return {
        kind: [f"{row.where}（{_key(row)}）" for row in rows if not known(row)]
        for kind, rows, known in _labelled(corpus, run, texts)
    }


def _labelled(
    corpus: Corpus, run: Run, texts: Mapping[str, str]
) -> Iterator[tuple[str, list[Label], Callable[[Label], bool]]]:
    """Kind, labels, and whether there is a record of one. Raises InputError."""
    if (entities := corpus.labels("entities")) is not None:
        _need(entities, ("uscc", "name", "disposition"), "labels_entities.csv")
        firms = corpus.firms() | {fold(str(name)) for name in run.entities["name"]}
        yield (
            "企业",
            entities,
            lambda row: (
                not firms.isdisjoint(
                    fold(row[column]) for column in ("uscc", "name") if row[column]
                )
            ),
        )
    if (adverts := corpus.labels("adverts")) is not None:
        _need(adverts, ("ad_id", "should_flag"), "labels_adverts.csv")
        numbers = set(run.adverts["ad_id"])
        yield "广告", adverts, lambda row: row["ad_id"] in numbers
    if (tips := corpus.labels("tips")) is not None:
        for row in tips:  # a column 编号 of labels is read as the number of an advert
            if "ad_id" in row:
                row.setdefault("tip_id", row["ad_id"])
        _need(tips, ("tip_id", "should_flag"), "labels_tips.csv")
        yield "举报", tips, lambda row: row["tip_id"] in texts


def _there(rows: list[Label], known: Callable[[Label], bool]) -> list[Label]:
    found = [row for row in rows if known(row)]
    if not found:
        raise InputError(
            f"{rows[0].where}起的 {len(rows)} 条标注，样本里一条记录也没有（第一条是“{_key(rows[0])}”）。"
            "请检查编号或名称与样本的是否一致。"
        )
    return found


def _key(row: Label) -> str:
    keys = (row.get(column, "") for column in ("tip_id", "ad_id", "name", "uscc"))
    return next(filter(None, keys), "没有编号")


def _need(labels: Sequence[Mapping[str, str]], columns: Sequence[str], file: str) -> None:
    if not labels:
        raise InputError(f"{file} 里没有标注。")
    missing = [c for c in columns if c not in labels[0]]
    if missing:
        raise InputError(f"{file} 缺少列 {'、'.join(missing)}。")


def _counted(evidence: pd.DataFrame, key: str) -> dict[str, tuple[str, ...]]:
    rules: dict[str, set[str]] = defaultdict(set)
    for row in records(evidence[evidence["status"] != "dismissed"]):
        rules[row[key]].add(row["rule_id"])
    return {k: tuple(sorted(v)) for k, v in rules.items()}


def _firms(run: Run, labels: list[Label]) -> list[Case]:
    rows = records(run.entities)
    by_code = {row["uscc"]: row for row in rows if row["uscc"]}
    by_name: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_name.setdefault(row["name"], row)
    rules = _counted(run.evidence, "entity_id")
    found = []
    for label in labels:
        row = by_code.get(label["uscc"]) or by_name.get(label["name"]) or {}
        wanted, got = label["disposition"], str(row.get("disposition", ""))
        sector = label.get("sector", "")
        checks = {}
        if wanted == got == "线索" and sector:
            checks["行业"] = row["sector"] == sector
        found.append(
            Case(
                kind="企业",
                key=label["uscc"] or label["name"],
                name=label["name"],
                wanted=wanted,
                got=got,
                sector=sector,
                got_sector=str(row.get("sector", "")),
                band=str(row.get("band", "")),
                channel="",
                place=int(row.get("rank") or 0),
                points=int(row.get("points") or 0),
                rules=rules.get(str(row.get("entity_id")), ()),
                checks=checks,
                text=str(row.get("scope", "")),
                reasons=str(row.get("reasons") or "无命中"),
                why=label.get("why", ""),
            )
        )
    return found


def _adverts(run: Run, labels: list[Label]) -> list[Case]:
    rows = {row["ad_id"]: row for row in records(run.adverts)}
    order = sorted(rows.values(), key=lambda r: (-int(r["points"] or 0), r["ad_id"]))
    places = {row["ad_id"]: i for i, row in enumerate(order, 1)}
    rules = _counted(run.evidence, "ad_id")
    found = []
    for label in labels:
        row = rows.get(label["ad_id"], {})
        wanted = "可疑" if label["should_flag"] == "1" else "无害"
        got = "可疑" if row.get("band") in ("高", "中") else "无害"
        checks, note = {}, ""
        if "annual_rate_pct" in label:
            rate, due = _rate(row.get("annual_rate_pct", "")), _rate(label["annual_rate_pct"])
            checks["利率"] = rate == due
            note = f"利率应为{due}，得到{rate}"
        if wanted == got == "可疑" and label.get("sector"):
            checks["行业"] = row["sector"] == label["sector"]
        if label.get("advertiser_uscc"):
            checks["对应企业"] = row.get("entity_id") == label["advertiser_uscc"]
        found.append(
            Case(
                kind="广告",
                key=label["ad_id"],
                name=str(row.get("advertiser", "")),
                wanted=wanted,
                got=got,
                sector=label.get("sector", ""),
                got_sector=str(row.get("sector", "")),
                band=str(row.get("band", "")),
                channel=str(row.get("channel", "")),
                place=places.get(label["ad_id"], 0),
                points=int(row.get("points") or 0),
                rules=rules.get(label["ad_id"], ()),
                checks=checks,
                text=f"{row.get('title', '')} {row.get('text', '')}".strip(),
                reasons=str(row.get("reasons") or "无命中"),
                why=label.get("why", ""),
                note=note,
            )
        )
    return found


def _tips(
    run: Run,
    labels: list[Label],
    texts: Mapping[str, str],
    ruleset: RuleSet,
) -> list[Case]:
    """A tip is suspicious when it is told of a firm, or among those that could be placed with none."""
    of_tips = {rule.id for rule in ruleset.rules if rule.applies_to == "tip"}
    told = run.evidence[run.evidence["rule_id"].isin(of_tips)]
    firms = {tip: firm for tip, firm in zip(told["ad_id"], told["entity_id"], strict=True) if firm}
    rules = _counted(told, "ad_id")
    loose = {str(tip["tip_id"]) for tip in run.loose_tips}
    found = []
    for label in labels:
        key = label["tip_id"]
        wanted = "可疑" if label["should_flag"] == "1" else "无害"
        got = "可疑" if key in firms or key in loose else "无害"
        subject, due = firms.get(key, ""), label.get("subject_uscc", "")
        placed = due and wanted == got == "可疑"  # a harmless one is told of no firm
        found.append(
            Case(
                kind="举报",
                key=key,
                name="",
                wanted=wanted,
                got=got,
                sector="",
                got_sector="",
                band="",
                channel="",
                place=0,
                points=0,
                rules=rules.get(key, ()),
                checks={"对应企业": subject == due} if placed else {},
                text=texts.get(key, ""),
                reasons="、".join(rules.get(key, ())) or "无命中",
                why=label.get("why", ""),
                note=f"应对应 {due}，得到{subject or '（无）'}",
            )
        )
    return found


def _rate(value: object) -> float | None:
    """Annual percent to one decimal, ``None`` when nothing is promised."""
    return None if value in ("", None) else round(float(str(value)), 1)
