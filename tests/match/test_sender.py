"""Who sends an advert: his name or signature, or how such a body speaks of itself."""

from __future__ import annotations

from typing import Any

import pytest

from engine.match.licensed import licence_patterns
from engine.match.sender import SenderReader
from engine.model.evidence import Hit, LicensedName, RecordEvidence
from engine.model.terms import Status
from tests.match.invented import exclusion, rule, ruleset, words

RULES = [
    rule("A-1", {"a": words("甲")}, applies_to="advert"),
    rule("A-2", {"a": words("乙")}, applies_to="advert", holds_for_licensed=True),
]
_BODY = {"licence_needed": "某证", "applies_to": ["advert"]}
BANK = exclusion(
    "licensed", "L-1", "须有牌照", **_BODY, kind_name="某行", name_patterns=["某行$", "^行"],
    not_patterns=["仿"], text_patterns=["本行.{0,3}柜", "网点"], text_denies=["上门"], loan_below=20.0,
)  # fmt: skip
PAWN = exclusion(
    "licensed", "L-2", "须有牌照", **_BODY, kind_name="某当", name_patterns=["某当$"], text_patterns=["本当", "网点"]
)  # fmt: skip


def _reader(*kinds: Any) -> SenderReader:
    known = ruleset(RULES, list(kinds))
    return SenderReader(known, licence_patterns(known, "advert"))


@pytest.fixture(scope="module")
def reader() -> SenderReader:
    made = _reader(BANK, PAWN)
    made.make_ready()
    return made


@pytest.mark.parametrize(
    ("advertiser", "account", "text", "kind"),
    [
        ("某行", "", "卖菜", "某行"),
        ("某當", "", "卖菜", "某当"),  # in whatever characters
        ("仿某行", "", "卖菜", None),
        ("", "某行", "卖菜", "某行"),
        ("某店", "某行", "卖菜", "某行"),
        ("行" + "某" * 300, "", "卖菜", "某行"),
        ("某" * 300, "", "卖菜", None),
        # A signature counts where no advertiser is named.
        ("", "", "【某行】卖菜", "某行"),
        ("", "某店", "卖菜[某当]", "某当"),
        ("", "", "【卖菜】〔某行〕", "某行"),
        ("某店", "", "【某行】卖菜", None),
        ("", "", "【某】卖菜", None),
        ("", "", "【" + "某" * 24 + "行】卖菜", None),
        # How it speaks of itself.
        ("", "", "本行的柜台", "某行"),
        ("", "", "本当", "某当"),
        ("", "", "各网点", "某行"),
        ("", "", "各网点上门", "某当"),
        ("", "", "本行仿柜，各网点", "某行"),
        ("", "", "本行仿柜", None),
        ("", "", "本行的柜台上门", None),
        ("某店", "", "本行的柜台", None),
        ("", "某店", "本行的柜台", "某行"),
    ],
)
def test_who_is_licensed(
    reader: SenderReader, advertiser: str, account: str, text: str, kind: str | None
) -> None:
    known = {"advertiser": advertiser, "media_name": account}
    for _ in range(2):
        found = reader.licensed(known.__getitem__, text)
        assert (found and found.kind) == kind
        assert found in (
            None,
            LicensedName("某行", "某证", "L-1"),
            LicensedName("某当", "某证", "L-2"),
        )


def test_what_no_pattern_fits_is_not_asked(reader: SenderReader) -> None:
    texts = ["本行的柜台", "卖菜", "各网点", "本当", "本行仿柜"]
    assert reader.may_speak(texts) == [True, False, True, True, True]
    known = {"advertiser": "", "media_name": ""}
    assert reader.licensed(known.__getitem__, "本行的柜台", speaks=False) is None
    assert reader.licensed(known.__getitem__, "【某行】卖菜", speaks=False)


def test_without_kinds_nobody_is_licensed() -> None:
    known = {"advertiser": "某行", "media_name": ""}
    assert _reader().licensed(known.__getitem__, "本行的柜台") is None
    assert _reader().may_speak(["某"]) == [False]


@pytest.mark.parametrize(
    ("licensed", "loan", "exempt"),
    [
        ("L-1", None, True),
        ("L-1", 19.9, True),
        ("L-1", 20.0, False),
        ("L-1", 36.0, False),
        ("L-2", 36.0, True),
        (None, 36.0, False),
        (None, None, False),
    ],
)
def test_what_a_licence_exempts(
    reader: SenderReader, licensed: str | None, loan: float | None, exempt: bool
) -> None:
    hits = [Hit(f"A-{n}", "text", 0, 1, "某", 5, reason="原因") for n in (1, 2)]
    done = Hit("A-1", "text", 2, 3, "某", 5, Status.DISMISSED, "早已", "G-1")
    body = LicensedName("某类", "某证", licensed) if licensed else None
    evidence = RecordEvidence(0, [*hits, done], licensed=body, loan_rate=loan)
    reader.exempt(evidence)
    assert (hits[0].status is Status.DISMISSED) is exempt
    assert hits[0].cause_id == (licensed if exempt else "")
    reason = "发布者名称属于需持牌的机构（某类），请核对发布者身份"
    assert hits[0].reason == (reason if exempt else "原因")
    assert (hits[1].status, hits[1].reason) == (Status.COUNTED, "原因")
    assert (done.cause_id, done.reason) == ("G-1", "早已")
    assert (evidence.licensed is body) is (exempt or body is None)
    if not exempt:
        assert evidence.licensed is None
