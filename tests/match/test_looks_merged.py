"""Words of which nothing is told make no looks of their own."""

from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest

from engine.match import RegistrationMatcher
from engine.match.reference import match_registrations
from engine.ruleset import RuleSet, load_ruleset

OVERLAY = "id: own\ntitle: own\nversion: 0.1.0\n"
RULE = """
id: OWN-00{n}
title: 自定{n}
severity: info
applies_to: registration
role: {role}
family: own-{n}
sectors: [other]
element: context
features:
  word: {{kind: keyword, fields: [name, scope], terms: [{terms}]}}
match: {{any: [word]}}
points: 0
legal: [{{instrument: 防范和处置非法集资条例, article: 第八条}}]
"""


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    folder = tmp_path_factory.mktemp("own")
    (folder / "registration").mkdir()
    (folder / "overlay.yaml").write_text(OVERLAY, encoding="utf-8")
    rules = [
        RULE.format(n=1, role="membership", terms="理财"),
        RULE.format(n=2, role="membership", terms="竹编, 务咨"),
        RULE.format(n=3, role="lead", terms="料采"),
    ]
    _write(folder / "registration" / "own.yaml", rules)
    return load_ruleset(folder)


def _write(file: Path, rules: Sequence[str]) -> None:
    file.write_text("---".join(rules), encoding="utf-8")


def _table(scopes: Sequence[str]) -> pa.Table:
    return pa.table({"name": ["某某"] * len(scopes), "scope": list(scopes)})


SCOPES = (
    "竹编；典当",
    "财务咨询；竹编；典当",
    "竹编；财务咨询；典当",
    "财务咨询",
    "原料采购；竹编",
    "财务咨询；原料采购；竹编",
)


def test_a_misread_word_makes_no_other_look(ruleset: RuleSet) -> None:
    found = RegistrationMatcher(ruleset).find(_table(SCOPES), "2026-01-01")
    look = dict(zip(found.rows.tolist(), found.look.tolist(), strict=True))
    assert look[0] == look[1] == look[2]
    assert 3 not in look
    assert look[4] == look[5] != look[0]
    # A lead tells of a word that does not count.
    hits = found.evidence(found.rows.tolist().index(4)).hits
    assert [(hit.rule_id, hit.status.value) for hit in hits] == [
        ("OWN-003", "dismissed"),
        ("OWN-002", "counted"),
    ]


def test_places_are_those_of_each_row(ruleset: RuleSet) -> None:
    table = _table(SCOPES * 3)
    quick = list(RegistrationMatcher(ruleset).match(table, "2026-01-01"))
    assert quick == match_registrations(table, ruleset, "2026-01-01")
