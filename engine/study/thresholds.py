"""Least values an evaluation must reach, kept in ``thresholds.yaml`` beside the labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from engine.model.errors import RuleError
from engine.ruleset.faults import told
from engine.ruleset.positions import read_documents
from engine.study.evaluate import Line, Report

FILE = "thresholds.yaml"
_KINDS: Mapping[str, str] = MappingProxyType(
    {"entities": "企业", "adverts": "广告", "tips": "举报"}
)
_SHARES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"correct": ("处置", "判断"), "sector": ("行业",), "rate": ("利率",), "link": ("对应企业",)}
)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Least(_Strict):
    precision: float | None = Field(default=None, ge=0, le=1)
    recall: float | None = Field(default=None, ge=0, le=1)
    f1: float | None = Field(default=None, ge=0, le=1)


class Kind(_Strict):
    """``classes``: 线索, 持牌核对, … or 可疑, 无害. ``precision_at``: length of the list → least."""

    classes: dict[str, Least] = {}
    sectors: dict[str, Least] = {}
    correct: float | None = Field(default=None, ge=0, le=1)
    sector: float | None = Field(default=None, ge=0, le=1)
    rate: float | None = Field(default=None, ge=0, le=1)
    link: float | None = Field(default=None, ge=0, le=1)
    precision_at: dict[Annotated[str, Field(pattern=r"^[1-9]\d*$")], float] = {}
    leads_per_1000_max: float | None = Field(default=None, ge=0)


class Thresholds(_Strict):
    entities: Kind = Kind()
    adverts: Kind = Kind()
    tips: Kind = Kind()


@dataclass(frozen=True, slots=True)
class Test:
    """One threshold against what was measured; ``at_most`` for an upper limit."""

    name: str
    limit: float
    value: float
    at_most: bool = False

    @property
    def passed(self) -> bool:
        # Limits are written with a few digits; 0.95 is reached by 0.95 computed otherwise.
        return self.value <= self.limit + 1e-9 if self.at_most else self.value >= self.limit - 1e-9

    def told(self) -> str:
        wanted = "不得高于" if self.at_most else "不得低于"
        return f"{self.name} {self.value:.3f}，{wanted} {self.limit:g}"


def load_thresholds(folder: Path) -> Thresholds | None:
    """None when the corpus has no such file. Raises RuleError with file:line:column."""
    file = folder / FILE
    if not file.is_file():
        return None
    documents = read_documents(file)
    if len(documents) != 1:
        raise RuleError(f"{file}:1:1 这个文件应当恰好有一段内容。")
    try:
        return Thresholds.model_validate(documents[0].value)
    except ValidationError as error:
        raise RuleError(told(documents[0], error)) from None


def tests(thresholds: Thresholds, found: Sequence[Report]) -> list[Test]:
    """Every threshold measured. A class or list that is not there counts as 0."""
    by_kind = {report.kind: report for report in found}
    return [
        test
        for key, kind in _KINDS.items()
        if kind in by_kind
        for test in _of_kind(getattr(thresholds, key), by_kind[kind])
    ]


def _of_kind(wanted: Kind, report: Report) -> Iterator[Test]:
    lines = {line.label: line for line in report.lines}
    sectors = {line.label: line for line in report.cuts.get("按行业", ())}
    for source, limits in ((lines, wanted.classes), (sectors, wanted.sectors)):
        for label, least in limits.items():
            line = source.get(label, Line(label, 0, 0, 0))
            for key, said in (("precision", "查准率"), ("recall", "查全率"), ("f1", "F1")):
                limit = getattr(least, key)
                if limit is not None:
                    yield Test(f"{report.kind} {label} {said}", limit, getattr(line, key))
    for key, names in _SHARES.items():
        limit = getattr(wanted, key)
        if limit is not None:
            right, total = next((report.shares[n] for n in names if n in report.shares), (0, 0))
            yield Test(f"{report.kind} {names[-1]}正确", limit, right / (total or 1))
    for length, limit in wanted.precision_at.items():
        yield Test(f"{report.kind} 前 {length} 名查准率", limit, report.top(int(length)).precision)
    if wanted.leads_per_1000_max is not None:
        limit, value = wanted.leads_per_1000_max, report.per_thousand
        yield Test(f"{report.kind} 每千条线索数", limit, value, at_most=True)
