"""Names of files, sheets and tips may tell who reported; what is handed on has numbers for them.
Elsewhere telephones and identity numbers in the names of files and sheets are masked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.export.personal.numbers import mask_text
from engine.model.screening import Screening
from engine.model.terms import CARRIED

_KINDS = {
    "registration": "企业登记",
    "advert": "广告记录",
    "tip": "举报记录",
    "licence": "名录",
    "territory": "责任区",
    "origin": "地区码",
}
_LEAST = 3
_REASON = re.compile(r"(?<=举报)[^：|]+(?=：)")
#: Of a tip of an earlier run, whose number nothing stands for.
_BEFORE = re.compile(rf"(?<=举报)[^：|]+(?=：{CARRIED})")
#: Quoted to the last mark, as a name may have some of its own; what stands for a sheet is no name.
_SHEETS = re.compile(r"工作表(?!“表[0-9]+”[^“”]*$)“.*”", re.DOTALL)


@dataclass(slots=True)
class Neutral:
    """What is said instead: of ``files`` and ``sheets`` by name, of ``tips`` by number."""

    files: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, str] = field(default_factory=dict)
    tips: dict[str, str] = field(default_factory=dict)
    #: Whether what is said goes to others: then sheets that were not read are not named, either.
    handed: bool = False

    @classmethod
    def of(cls, result: Screening) -> Neutral:
        found = cls(handed=True)
        counts: dict[str, int] = {}
        for source in result.run.get("inputs", ()):
            name, kind = str(source["file"]), _KINDS.get(str(source["kind"]), "输入")
            if name and name not in found.files:
                counts[kind] = counts.get(kind, 0) + 1
                found.files[name] = f"{kind}{counts[kind]}"
            if sheet := str(source["sheet"]):
                found.sheets.setdefault(sheet, f"表{len(found.sheets) + 1}")
        rules = [rule for rule in result.tally("evidence", "rule_id") if rule.startswith("TIP-")]
        numbers: list[str] = []
        if rules:
            numbers = result.texts("evidence", "ad_id", result.places("evidence", "rule_id", rules))
        adverts = result.tally("adverts", "ad_id")  # what an advert is called stays
        own = [tip for tip in dict.fromkeys(numbers) if tip and tip not in adverts]
        found.tips = {tip: f"线索{at}" for at, tip in enumerate(own, 1)}
        return found

    @classmethod
    def masked(cls, result: Screening) -> Neutral:
        """Names as they are but for the numbers in them; different ones stay different."""
        found = cls()
        for source in result.run.get("inputs", ()):
            for names, column in ((found.files, "file"), (found.sheets, "sheet")):
                name = str(source[column])
                if not name or name in names:
                    continue
                shown, taken = mask_text(name), set(names.values())
                others = (f"{shown}#{n}" for n in range(2, len(taken) + 3))
                if shown != name and shown in taken:
                    shown = next(other for other in others if other not in taken)
                names[name] = shown
        return found

    def words(self) -> Said:
        """For texts: files and sheets wherever they stand, tips where a reason begins."""
        return Said(self._names(), self.tips)

    def _names(self) -> dict[str, str]:
        named = {n: o for n, o in {**self.sheets, **self.files}.items() if n != o}
        return dict(sorted(named.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    def inputs(self, inputs: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [
            {
                **source,
                "file": self.files.get(str(source["file"]), ""),
                "sheet": self.sheets.get(str(source["sheet"]), ""),
                "mapping": {mask_text(str(k)): v for k, v in source.get("mapping", {}).items()},
                "unmapped": [mask_text(str(name)) for name in source.get("unmapped", ())],
                "notes": [mask_text(self.text(str(note))) for note in source["notes"]],
            }
            for source in inputs
        ]

    def text(self, text: str) -> str:
        said = Said(self._names(), {})(text)
        return _SHEETS.sub("工作表（名称略）", said) if self.handed else said


@dataclass(frozen=True, slots=True)
class Said:
    """Puts something else for names in a text and for numbers of tips at which a reason begins."""

    names: dict[str, str]
    tips: dict[str, str]

    def __call__(self, text: str) -> str:
        for word, other in self.names.items():
            if word not in text:
                continue
            if len(word) < _LEAST:  # it may be part of another word
                found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
                text = other.join(found.split(text))
            else:
                text = text.replace(word, other)
        text = _BEFORE.sub("", text)
        if not self.tips:
            return text
        return _REASON.sub(lambda found: self.tips.get(found[0], found[0]), text)
