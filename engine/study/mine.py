"""Words that confirmed leads use more often than other records do.

Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi & Quinn, “Fightin' Words”,
Political Analysis 16(4), 2008): the prior is the use of the word everywhere, so that a word seen
three times by luck stays low in the list and a word used by everybody stays at nought.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

from engine import ingest
from engine.match.scan import Scanner
from engine.model.errors import InputError
from engine.model.terms import RecordKind
from engine.ruleset import RuleSet
from engine.study.corpus import Corpus
from engine.text.fold import fold

#: Length in characters of what is proposed; the strength of the prior, in records.
SHORTEST, LONGEST, STRENGTH = 2, 8, 20.0
#: Neighbours shown of a word in ordinary records, and how many.
_AROUND, _SHOWN = 2, 3
_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Mined:
    """``inside``, ``outside``, ``ordinary``: number of records with the term. ``around``: the
    commonest surroundings in ordinary records, where false friends show themselves."""

    term: str
    z: float
    inside: int
    outside: int
    ordinary: int
    around: tuple[str, ...]
    known: bool


def mine(
    corpus: Corpus, kind: str, ruleset: RuleSet, ordinary: Sequence[Path] = (), top: int = 40
) -> list[Mined]:
    """The ``top`` terms of labelled leads of ``kind`` (``adverts`` or ``entities``).

    ``ordinary``: files of the same kind nobody suspects; without them the harmless samples stand
    in. Raises InputError when there are no labels or none of one side.
    """
    leads, others = _sides(corpus, kind)
    if not leads or not others:
        raise InputError(
            f"“{corpus.folder}”的标注里{'没有线索' if others else '只有线索'}，无从比较。"
        )
    inside, outside = _documents(leads), _documents(others)
    ranked = sorted(
        ((_z(term, inside, outside, len(leads), len(others)), term) for term in inside),
        key=lambda pair: (-round(pair[0], 6), len(pair[1]), pair[1]),
    )
    terms = _no_parts([term for z, term in ranked if z > 1 and inside[term] > 1], inside)[:top]
    plain = _ordinary(ordinary, kind) if ordinary else others
    counts, around = _in_ordinary(terms, plain)
    score = {term: z for z, term in ranked}
    have = _known(ruleset)
    return [
        Mined(
            term,
            round(score[term], 2),
            inside[term],
            outside[term],
            counts[term],
            tuple(around[term]),
            term in have,
        )
        for term in terms
    ]


def _sides(corpus: Corpus, kind: str) -> tuple[list[str], list[str]]:
    """Texts of the labelled leads, and of everything else that is labelled."""
    labels = corpus.labels(kind)
    if labels is None:
        raise InputError(f"“{corpus.folder}”里没有 labels_{kind}.csv，不知道哪些是线索。")
    keys: tuple[str, ...]
    if kind == "adverts":
        keys, table = ("ad_id",), corpus.tables.get("advert")
        wanted = {r["ad_id"]: r["should_flag"] == "1" for r in labels}
    else:
        keys, table = ("uscc", "name"), corpus.tables.get("registration")
        wanted = {r["uscc"] or r["name"]: r["disposition"] == "线索" for r in labels}
    sides: tuple[list[str], list[str]] = ([], [])
    for row, text in zip(table.to_pylist() if table else (), _texts(table, kind), strict=True):
        key = next((row[k] for k in keys if row[k] and row[k] in wanted), None)
        if key is not None:
            sides[0 if wanted[key] else 1].append(text)
    return sides


def _texts(table: pa.Table | None, kind: str) -> list[str]:
    if table is None:
        return []
    columns = ("title", "text") if kind == "adverts" else ("name", "scope")
    rows = zip(*(table.column(c).to_pylist() for c in columns), strict=True)
    return [fold("\n".join(value or "" for value in row)) for row in rows]


def _ordinary(files: Sequence[Path], kind: str) -> list[str]:
    record = RecordKind.ADVERT if kind == "adverts" else RecordKind.REGISTRATION
    return _texts(ingest.read(list(files), record, None).table, kind)


def _documents(texts: Iterable[str]) -> Counter[str]:
    """In how many texts each word, or two words side by side, stands."""
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    found: Counter[str] = Counter()
    for text in texts:
        here: set[str] = set()
        for run in _HAN.findall(text):
            words = jieba.lcut(run, HMM=False)
            here.update(words)
            here.update(a + b for a, b in pairwise(words))
        found.update(term for term in here if SHORTEST <= len(term) <= LONGEST)
    return found


def _z(term: str, inside: Counter[str], outside: Counter[str], n: int, m: int) -> float:
    """Log-odds of standing in a lead against another record, in standard errors."""
    a, b = inside[term], outside[term]
    share = (a + b) / (n + m)
    prior, rest = STRENGTH * share, STRENGTH * (1 - share)
    odds = math.log((a + prior) / (n - a + rest + 1e-9))
    odds -= math.log((b + prior) / (m - b + rest + 1e-9))
    return odds / math.sqrt(1 / (a + prior) + 1 / (b + prior))


def _no_parts(terms: list[str], inside: Counter[str]) -> list[str]:
    """Of terms within one another that stand in equally many leads, only the first."""
    kept: list[str] = []
    for term in terms:
        if not any(
            (term in other or other in term) and inside[term] == inside[other] for other in kept
        ):
            kept.append(term)
    return kept


def _in_ordinary(terms: list[str], texts: list[str]) -> tuple[dict[str, int], dict[str, list[str]]]:
    rows: dict[str, set[int]] = {term: set() for term in terms}
    around: dict[str, Counter[str]] = {term: Counter() for term in terms}
    hits = Scanner(tuple(terms)).column(pa.array(texts, pa.large_string()))
    for row, number, start, end in zip(
        hits.row.tolist(), hits.term.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True
    ):
        term = terms[number]
        if row not in rows[term]:
            rows[term].add(row)
            wide = texts[row][max(0, start - _AROUND) : end + _AROUND]
            around[term][wide.replace("\n", " ")] += 1
    return (
        {term: len(found) for term, found in rows.items()},
        {term: [text for text, _ in c.most_common(_SHOWN)] for term, c in around.items()},
    )


def _known(ruleset: RuleSet) -> frozenset[str]:
    """Every term that some rule or lexicon already holds."""
    found: set[str] = set()
    for rule in ruleset.rules:
        for feature in rule.features.values():
            found.update(getattr(feature, "terms", None) or ())
    for lexicon in ruleset.lexicons.values():
        found.update(lexicon.terms)
    return frozenset(fold(term) for term in found)
