"""The scorecard of wordings: repeatable, hardly moved by harmless text, places in the text."""

import runpy
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.ruleset import load_ruleset
from engine.study.scorecard import train
from engine.text.scorecard import Scorecard, log_odds

ROOT = Path(__file__).resolve().parents[2]
HARMLESS = ("\n今天天气晴，适合晾晒。", "\n欢迎光临本店！", "\n地址在老车站旁边。")


@pytest.fixture(scope="module")
def card() -> Scorecard:
    return load_ruleset().scorecard("advert-wording")


def _weights(text: str) -> dict[str, float]:
    lines = (line.split("\t") for line in text.splitlines() if line and line[0] != "#")
    return {piece: float(weight) for piece, weight, _ in lines}


@pytest.mark.parametrize("kind", ["advert", "tip"])
def test_committed_weights_are_those_of_the_training_texts(kind: str) -> None:
    made = _weights(runpy.run_path(str(ROOT / "scripts/train_wording.py"))["table"](f"{kind}s"))
    kept = _weights((ROOT / f"rules/lexicons/{kind}-wording.tsv").read_text(encoding="utf-8"))
    # Libraries round differently; pieces near the limit of what is kept may come or go.
    assert len(made.keys() ^ kept.keys()) <= len(kept) * 0.01
    assert all(abs(made[p] - kept[p]) <= 0.01 for p in made.keys() & kept.keys())


def test_committed_sector_votes_are_those_of_the_training_texts() -> None:
    made = runpy.run_path(str(ROOT / "scripts/train_wording.py"))["sectors"]().splitlines()
    kept = (ROOT / "rules/lexicons/advert-sectors.tsv").read_text(encoding="utf-8").splitlines()
    pieces = [{line.split("\t")[0] for line in lines} for lines in (made, kept)]
    assert len(pieces[0] ^ pieces[1]) <= len(pieces[1]) * 0.01


def test_learns_what_parts_two_kinds() -> None:
    texts = ["入股分红月月领"] * 3 + ["收购玉米价格好"] * 3
    table, bias = train(texts, [True] * 3 + [False] * 3)
    card = Scorecard(table, bias)
    assert card.share("分红入股") > 0.5 > card.share("玉米收购")


@settings(max_examples=60, deadline=None)
@given(
    before=st.sampled_from(["", *HARMLESS]), after=st.lists(st.sampled_from(HARMLESS), max_size=3)
)
def test_harmless_text_takes_little_away(card: Scorecard, before: str, after: list[str]) -> None:
    advert = "老乡们，一万块放我这里养牛，一年连本给您一万二，签合同按手印，随时可以来看。"
    padded = before.strip() + advert + "".join(after)
    whole, read = log_odds(card.share(padded)), log_odds(card.read(padded).share)
    # The stretch that tells most makes up for half of what the rest took away.
    assert read >= (whole + log_odds(card.share(advert))) / 2 - 1e-6
    assert card.read(padded).share > 0.7


@given(text=st.text(max_size=80))
def test_places_lie_in_the_text(card: Scorecard, text: str) -> None:
    reading = card.explain(text, card.read(text))
    assert 0.0 <= reading.share <= 1.0
    assert 0 <= reading.start <= reading.end <= len(text)
    assert all(reading.start <= s < e <= reading.end for s, e in reading.pieces)
