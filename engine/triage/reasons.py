"""Short Chinese sentences that say why, each with the words that caused it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from engine.model.evidence import Hit, RecordEvidence
from engine.model.terms import Disposition, Status
from engine.ruleset import RuleSet, schema
from engine.score import Score
from engine.triage.assembly import Entity, ReadAdvert, short_first
from engine.triage.fitting import fits, pretext
from engine.triage.quotes import Quote, few, in_marks, quotes_of, weighs_wording

_FAINT = 1000
#: So many adverts that say the same are named.
_NAMED = 2
#: Family of rules about the conduct of relatives.
_RELATIVES = ("relative", "neighbour")
#: Where only the words are found that say whom an advert speaks to.
_SPOKEN_TO = "专门向这些人招揽"
_ON_ONE_LINE = re.compile(r"[|\r\n]")
#: Cause of hits that a licence list exempts.
LISTED = "LIC-LIST"


def reasons(entity: Entity, kind: Disposition, ruleset: RuleSet) -> list[str]:
    """Short Chinese sentences, the strongest first, each with the words that caused it."""
    if kind is Disposition.LICENSED and entity.evidence.licensed:
        licensed = entity.evidence.licensed
        if licensed.exclusion_id == LISTED:
            return [f"在所附名录内，{licensed.licence}，核对许可证与实际业务是否相符"]
        return [f"名称属于{licensed.kind}类机构，应出示{licensed.licence}"]
    found: dict[tuple[str, str, str], _Said] = {}
    for source, ids, evidence, texts, score in _sources(entity):
        once: set[str] = set()
        for told in tell(evidence, texts, ruleset, score, kind is Disposition.DISMISSED):
            rule = told.rule
            if rule and rule.family in _RELATIVES and entity.ties:
                continue  # the ties say it with names
            worth = worth_of(told)
            if told.reason not in once:
                once.add(told.reason)
                said = found.setdefault((source, told.reason, told.words), _Said(worth))
                said.worth = max(said.worth, worth)
                said.ids += ids
    tied = [
        f"与有可疑迹象的企业有关联：{other}（{how}）"
        for other, how, points in entity.ties
        if points or not found
    ]
    ordered = sorted(
        (-said.worth, (_of_adverts(said.ids) if said.ids else source) + reason, words)
        for (source, reason, words), said in found.items()
    )
    told_ = [f"{reason}（{words}）" if words else reason for _, reason, words in ordered]
    # What only tells the trade is told after what ties the firm to a suspicious one.
    own = sum(1 for less, *_ in ordered if less < 0)
    return [on_one_line(text) for text in (*told_[:own], *tied, *told_[own:])]


@dataclass(slots=True)
class _Said:
    """What a reason weighs, and which adverts say it."""

    worth: int
    ids: list[str] = field(default_factory=list)


def advert_prefix(advert: ReadAdvert) -> str:
    """What the reasons of an advert begin with among those of its advertiser."""
    return on_one_line(_of_adverts(advert.ids))


def _of_adverts(ids: Sequence[str]) -> str:
    """Said once for all adverts that say it, with the numbers of a few."""
    few = sorted(ids, key=short_first)[:_NAMED]
    return f"广告{'、'.join(few)}{f'等{len(ids)}条' if len(ids) > _NAMED else ''}："


class Told(NamedTuple):
    """One reason of one text, with what may be quoted for it. ``beside``: the text is about something
    else."""

    reason: str
    quotes: Sequence[Quote]
    points: int
    rule: schema.Rule | None
    beside: bool = False

    @property
    def words(self) -> str:
        return in_marks([quote.words for quote in few(self.quotes)])


def worth_of(told: Told) -> int:
    """What rests on many weak signs is told after what a single word shows."""
    faint = told.beside or (told.rule is not None and told.rule.confidence == "low")
    return told.points - (_FAINT if faint else 0)


def on_one_line(text: str) -> str:
    """Without what parts reasons from one another."""
    return _ON_ONE_LINE.sub(" ", text)


def tell_advert(
    evidence: RecordEvidence, score: Score, texts: Mapping[str, str], ruleset: RuleSet
) -> list[Told]:
    """The reasons of an advert, in the order of their hits; why hits do not count, if none does."""
    dismissed = all(hit.status is Status.DISMISSED for hit in evidence.hits)
    return tell(evidence, texts, ruleset, score, dismissed)


def tell(
    evidence: RecordEvidence,
    texts: Mapping[str, str],
    ruleset: RuleSet,
    score: Score | None = None,
    dismissed: bool = False,
) -> list[Told]:
    """The reasons of one text, in the order of their hits; ``texts`` are those it may quote from,
    ``score`` is that of an advert. ``dismissed``: instead why hits do not count."""
    # A family counts once, so these are few even where a hostile text has thousands of hits.
    counted = [hit for hit in evidence.hits if hit.status is Status.COUNTED]
    told_of_tips = {hit.reason for hit in counted if _of_tip(hit, ruleset)}
    # A clause that reads like known adverts says nothing of the rate or the sum that it names.
    exact = [hit for hit in counted if not weighs_wording(ruleset.by_id.get(hit.rule_id))]
    best: dict[tuple[str, str, int, int], int] = {}
    superseded = any(hit.status is Status.SUPERSEDED for hit in evidence.hits)
    for hit in evidence.hits if superseded else ():
        if hit.status is not Status.DISMISSED:
            place = _place(hit, ruleset)
            best[place] = max(best.get(place, 0), hit.points)
    sector = pretext(score, ruleset) if score else ""
    groups: dict[str, list[Hit]] = {}
    for hit in evidence.hits:
        if (hit.status is Status.DISMISSED) != dismissed:
            continue
        if hit.status is Status.SUPERSEDED and (
            hit.points < best[_place(hit, ruleset)]
            # A tip's words are few: a reason that is told is told with all that carry it.
            or (hit.reason not in told_of_tips and _told_already(hit, exact))
        ):
            continue
        groups.setdefault(hit.reason, []).append(hit)
    told = []
    for reason, hits in groups.items():
        rule = ruleset.by_id.get(hits[0].rule_id)
        if not dismissed and rule and weighs_wording(rule):
            if reason == rule.title and len(groups) > 1:
                continue  # words beside the wording, not the wording
            kind = f"，像以“{sector}”名义招揽" if sector else ""
            reason += f"{kind}，最像的说法"
        if not dismissed and rule and all(hit.matched in rule.audience for hit in hits):
            reason = _SPOKEN_TO
        quotes = quotes_of(hits, texts, rule)
        points = max(hit.points for hit in hits)
        reason = reason if quotes else reason.removesuffix("，最像的说法")
        beside = rule is not None and not fits(rule, score, ruleset)
        told.append(Told(reason, quotes, points, rule, beside))
    return told


def _sources(
    entity: Entity,
) -> Iterator[tuple[str, list[str], RecordEvidence, Mapping[str, str], Score | None]]:
    """(what it is, numbers of adverts, evidence, texts to quote from, score of an advert) of everything
    said of an entity; what a tip says is not quoted."""
    yield "", [], entity.evidence, {}, None
    for advert in entity.adverts:
        yield "", advert.ids, advert.evidence, advert.texts, advert.score
    for tip, evidence in entity.tips:
        yield f"举报{tip}：", [], evidence, {}, None


def _place(hit: Hit, ruleset: RuleSet) -> tuple[str, str, int, int]:
    """The words of a hit; of rules of one family on the same words one says enough."""
    rule = ruleset.by_id.get(hit.rule_id)
    return rule.family if rule else hit.rule_id, hit.field, hit.start, hit.end


def _of_tip(hit: Hit, ruleset: RuleSet) -> bool:
    rule = ruleset.by_id.get(hit.rule_id)
    return rule is not None and rule.applies_to == "tip"


def _told_already(hit: Hit, counted: Sequence[Hit]) -> bool:
    """Does a counted hit say the same of the same words (超过10% beside 超过8%)?"""
    return any(
        other.field == hit.field and other.start <= hit.start and hit.end <= other.end
        for other in counted
    )
