"""Whether the tables make of a row what its evidence comes to: a list whose leads were turned into something else
has the same hits as before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Disposition, LicenceStatus, Status
from engine.ruleset import RuleSet
from engine.score import score
from engine.triage.assembly import Entity
from engine.triage.disposition import disposition
from engine.triage.judged import judge
from engine.verify.tables import Place, Tables

_SAID = {
    "entities": ("disposition", "band", "score", "points"),
    "adverts": ("band", "score", "points"),
}
_HITS = ("rule_id", "field", "start", "end", "matched", "points", "status")
_DISMISSED = Status.DISMISSED.value
#: What the office's memory makes of a row: a lead of anything, and of one what was found harmless, with all of
#: its evidence dismissed.
_REMEMBERED = Disposition.LEAD.value, Disposition.DISMISSED.value
#: A list says that it is licensed, whatever its name says: that the sample does not hold.
_LISTED = tuple(
    s.value for s in (LicenceStatus.HELD, LicenceStatus.EXPIRED, LicenceStatus.IMPOSTOR)
)
_OF_LISTED = Disposition.LEAD.value, Disposition.LICENSED.value
_NO_LEAD = {Disposition.DISMISSED.value, Disposition.NOTICE.value}
_Row = Mapping[str, str]


class Judgement:
    """``again``: row of the sample → what the rules find in it now; ``skipped``: rules about facts between
    records, whose hits are taken as they are told."""

    def __init__(
        self,
        again: Mapping[int, RecordEvidence],
        skipped: Collection[str],
        record: Mapping[str, Any],
        ruleset: RuleSet,
    ) -> None:
        self._again, self._skipped, self._ruleset = again, skipped, ruleset
        self._remembers = bool(record.get("cases"))
        # Hits that these dismissed are found again, and counted.
        self._excepted = self._remembers or bool(record.get("exceptions"))

    def wrong(self, table: Tables, name: str, key: str, places: Sequence[Place]) -> Iterator[int]:
        """Rows of the sample, which stand in ``places``, of which ``table`` says something else. ``name``: the
        part that tells of them, by ``key``."""
        said = _SAID[name]
        columns = ("source_file", "source_row", key, *said)
        columns += ("affiliates", "adverts", "licence_status") if name == "entities" else ()
        told: dict[Place, list[dict[str, str]]] = {}
        for cells in table.rows(name, columns, "source_row", {row for _, row in places}):
            row = dict(zip(columns, cells, strict=True))
            file = row["source_file"].removeprefix("'") if table.guarded else row["source_file"]
            told.setdefault((file, row["source_row"]), []).append(row)
        mine = {place: told[place] for place in {*places} & told.keys()}
        owners = {row[key] for rows in mine.values() for row in rows}
        hits: dict[str, list[_Row]] = {}
        for cells in table.rows("evidence", (key, "ad_id", *_HITS), key, owners):
            hit = dict(zip(("owner", "ad_id", *_HITS), cells, strict=True))
            hits.setdefault(hit["owner"], []).append(hit)
        judge_one = self._entity if name == "entities" else self._advert
        for at, place in enumerate(places):
            rows = mine.get(place, ())
            if rows and not any(judge_one(at, row, hits.get(row[key], ())) for row in rows):
                yield at

    def _advert(self, at: int, row: _Row, told: Sequence[_Row]) -> bool:
        """Does the row of an advert say what the advert comes to? The office's memory dismisses its evidence
        and leaves the advert as it is."""
        for trusted in (True, False)[: 1 + self._remembers]:
            found = self._own(at, told, trusted=trusted)
            now = score(found.hits, self._ruleset, votes=found.sector_votes)
            if _numbers(row) == (now.index, now.points) and row["band"] == now.band.value:
                return True
        return False

    def _entity(self, at: int, row: _Row, told: Sequence[_Row]) -> bool:
        """The same of a firm. What its adverts, tips and relatives add cannot be found again, but what it is with
        them, and that no point of them is missing."""
        found = self._own(at, told, trusted=self._excepted)
        if found.licensed is None and row["licence_status"] in _LISTED:
            return row["disposition"] in _OF_LISTED
        beside = [hit for hit in told if hit["ad_id"] or hit["rule_id"] in self._skipped]
        alone = not (row["adverts"] or row["affiliates"] or any(hit["ad_id"] for hit in beside))
        hits = [*found.hits, *(_hit(hit) for hit in beside if not _of_memory(hit))]
        judged = judge(
            Entity(-1, replace(found, hits=hits)), self._ruleset, lambda _, kind: [kind.value]
        )
        if alone or found.licensed is None:
            kind = judged.kind
        elif row["disposition"] in _OF_LISTED:
            kind = Disposition(
                row["disposition"]
            )  # how grave its adverts are, the sample cannot tell
        else:
            kind = disposition(hits, judged.score, True, found.public_money, self._ruleset)
        apart = any(hit["ad_id"] and hit["status"] == _DISMISSED for hit in beside)
        if apart and {kind.value, row["disposition"]} == _NO_LEAD:
            return _numbers(row) == (0, 0)  # harmless adverts are told, and no part of the firm
        if self._remembers and row["disposition"] in _REMEMBERED:
            return row["disposition"] == Disposition.LEAD.value or kind is not Disposition.LEAD
        if row["disposition"] != kind.value:
            return False
        if kind is not Disposition.LEAD:
            return _numbers(row) == (0, 0) and row["band"] == "无"
        if alone:
            now = judged.score
            return _numbers(row) == (now.index, now.points) and row["band"] == now.band.value
        return _numbers(row)[1] >= judged.score.signals

    def _own(self, at: int, told: Sequence[_Row], *, trusted: bool) -> RecordEvidence:
        """What the rules find in the row of the sample by itself. ``trusted``: with what the table says was
        dismissed of it."""
        found = self._again.get(at) or RecordEvidence(at, [])
        hits = [hit.copied() for hit in found.hits if hit.rule_id not in self._skipped]
        if trusted:
            gone = {_place(hit) for hit in told if hit["status"] == _DISMISSED}
            for hit in hits:
                if (hit.rule_id, hit.field, hit.start, hit.end) in gone:
                    hit.status = Status.DISMISSED
        return replace(found, hits=hits)


def _numbers(row: _Row) -> tuple[int, int]:
    """Index and points. Raises ValueError where somebody has written something else."""
    return int(row["score"] or 0), int(row["points"] or 0)


def _place(hit: _Row) -> tuple[str, str, int, int]:
    return hit["rule_id"], hit["field"], int(hit["start"]), int(hit["end"])


def _hit(told: _Row) -> Hit:
    rule, field, start, end = _place(told)
    points, status = int(told["points"] or 0), Status(told["status"])
    return Hit(rule, field, start, end, told["matched"], points, status)


def _of_memory(hit: _Row) -> bool:
    return hit["rule_id"].startswith("CASE-")
