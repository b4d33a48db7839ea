"""Which words made a tip read as a whole like those that tell of money taken from people.

How near it comes, in per cent, is nothing that a clerk could read aloud to anybody: he is told the clause that
comes nearest.
"""

from __future__ import annotations

import re
from dataclasses import replace

from engine.ingest.reporters import FAMILIES
from engine.model.evidence import Hit, RecordEvidence
from engine.ruleset import RuleSet, schema
from engine.text.around import SPOKEN, around
from engine.text.cut import holds_number
from engine.text.scorecard import Scorecard

#: A clause of fewer characters says nothing.
_LEAST = 4
#: Who reports says here who he is, or where to be found.
_SELF = re.compile(
    r"我(?:叫|是|姓|住|家住|的?(?:名字|姓名|电话|手机|微信))|本人|(?:举报|反映|来电|投诉|来访|报警|当事)人|[家现]住|姓名|联系(?:我|电话)"
)
#: And here whose name the people of a village know: 我女婿刘建国把…
_KIN = re.compile(
    rf"(?:女婿|儿媳妇?|媳妇|老公|爱人|妻子|丈夫|儿子|女儿|[哥姐弟妹叔婶伯舅姑姨爸妈]|父亲|母亲|邻居|同事|工友|老伴)(?:叫|是)?"
    rf"[{FAMILIES}][\u4e00-\u9fff]{{1,2}}(?=[把被在去给交投存买也说又都，]|$)"
)


def with_words(evidence: RecordEvidence, text: str, ruleset: RuleSet) -> RecordEvidence:
    """The same with the words of hits that have none, as they are of the whole ``text``."""
    hits = [_shown(hit, text, ruleset) for hit in evidence.hits]
    return replace(evidence, hits=hits) if hits != evidence.hits else evidence


def _shown(hit: Hit, text: str, ruleset: RuleSet) -> Hit:
    card = None if hit.matched else _card(hit, ruleset)
    span = _nearest(card, text) if card else None
    if span is None:
        return hit
    shown = hit.copied()
    shown.field, (shown.start, shown.end) = "text", span
    shown.matched = text[shown.start : shown.end]
    return shown


def _card(hit: Hit, ruleset: RuleSet) -> Scorecard | None:
    for feature in ruleset.by_id[hit.rule_id].features.values():
        if isinstance(feature, schema.Keyword) and feature.at_least is not None:
            return ruleset.once(RuleSet.scorecard, feature.lexicon)
    return None


def _nearest(card: Scorecard, text: str) -> tuple[int, int] | None:
    """Of the clauses with the most telling words the one that reads most like the lexicon; none that holds
    somebody's number, or in which who reports says who he is."""
    told = card.explain(text, card.read(text))
    clauses = dict.fromkeys(around(text, *piece) for piece in told.pieces)
    plain = [span for span in clauses if _tellable(text[slice(*span)])]
    return max(plain, key=lambda span: card.share(text[slice(*span)]), default=None)


def _tellable(clause: str) -> bool:
    spoken = len(SPOKEN.findall(clause)) >= _LEAST
    return spoken and not (holds_number(clause) or _SELF.search(clause) or _KIN.search(clause))
