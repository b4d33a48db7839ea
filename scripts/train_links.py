"""Recompute engine/link/adverts/data/link-weights.tsv from data/training; ``--validate`` leaves each
county out in turn."""

import csv
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from engine.link import FirmIndex
from engine.link.adverts.weighing import BIAS, best

ROOT = Path(__file__).resolve().parent.parent
HEAD = (
    "# Weights of what speaks for a firm and against it; made by scripts/train_links.py from\n"
    "# data/training. feature\tweight; see docs/decisions/0015-links-by-weight.md.\n"
)
#: The longest mention is the first guess; then the best by what was learned.
ROUNDS, STEPS, RIDGE = 4, 12, 1.0
#: A firm that two may be is no example of a wrong one; any text of elsewhere is a faint one.
DOUBT, ELSEWHERE = 0.3, 0.5
#: How much of the right examples is learned without what the list of trades says of them.
UNFIT = 0.25
_FITS = ("fits 1", "fits 2", "fits 3", "fits best")
Row = dict[str, str]
Case = tuple[list, list[str], bool, float]  # type: ignore[type-arg]


def rows(name: str) -> list[Row]:
    with (ROOT / "data/training" / name).open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def index(firms: Sequence[Row]) -> FirmIndex:
    columns = ("name", "uscc", "phone", "used_name", "website", "address", "legal_rep")
    return FirmIndex(*([firm.get(c, "") for firm in firms] for c in columns))


def cases(found: FirmIndex, firms: Sequence[Row], adverts: Iterable[Row]) -> Iterable[Case]:
    """What speaks for every firm that an advert may mean, whether it is the right one, and how
    much the example counts."""
    for advert in adverts:
        marks = found.marks([advert.get("advertiser", "")], advert["text"])
        told = found.cases(marks, advert["text"])
        told += found.cases(marks, advert["text"], slips=True)
        for row, sightings, facts in told:
            right = firms[row]["id"] == advert.get("firm_id", "-")
            weight = 1.0
            if not right and (advert.get("kind") == "ambiguous" and len(told) > 1):
                weight = DOUBT
            if "firm_id" not in advert:
                weight = ELSEWHERE
            yield sightings, facts, right, weight
            # No list holds every word of a trade: what it knows must not be needed.
            if right and any(f.startswith(_FITS) for f in facts):
                unfit = [f for f in facts if not f.startswith((*_FITS, "topic", "unnamed fits"))]
                yield sightings, [*unfit, "fits 0"], right, UNFIT
                yield sightings, [*unfit, "fits 0", "unfit 1"], right, UNFIT


def train(examples: Sequence[Case]) -> dict[str, float]:
    """Ridge logistic regression; of several mentions of a firm the best one counts."""
    table: dict[str, float] = {}
    for turn in range(ROUNDS):
        chosen = []
        for sightings, facts, right, weight in examples:
            if not turn and sightings:
                first = max(sightings, key=lambda s: len(s.said))
                features = (*facts, *first.features)
            else:
                features = best(0, sightings, facts, table).features
            chosen.append((features, right, weight))
        table = _fit(chosen)
    return table


def _fit(chosen: Sequence[tuple[Sequence[str], bool, float]]) -> dict[str, float]:
    names = sorted({f for features, _, _ in chosen for f in features})
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(chosen), len(names) + 1))
    x[:, -1] = 1.0
    for i, (features, _, _) in enumerate(chosen):
        for feature in features:
            x[i, column[feature]] = 1.0
    y = np.array([float(right) for _, right, _ in chosen])
    w = np.array([weight for _, _, weight in chosen])
    ridge = np.full(x.shape[1], RIDGE)
    ridge[-1] = 0.01
    beta = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ beta))
        slope = x.T @ (w * (y - p)) - ridge * beta
        bend = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        beta += np.linalg.solve(bend, slope)
    return {**{name: float(beta[i]) for name, i in column.items()}, BIAS: float(beta[-1])}


def examples(without: str = "") -> list[Case]:
    """Of every county but one; texts of elsewhere name none of its firms."""
    found: list[Case] = []
    firms, adverts, others = rows("link-firms.csv"), rows("links.csv"), rows("adverts.csv")
    for county in dict.fromkeys(firm["set"] for firm in firms):
        if county == without:
            continue
        mine = [firm for firm in firms if firm["set"] == county]
        known = index(mine)
        found += cases(known, mine, (a for a in adverts if a["set"] == county))
        strange = [{"text": a["text"]} for a in adverts if a["set"] not in (county, without)]
        found += cases(known, mine, (*strange, *({"text": a["text"]} for a in others)))
    return found


def validate(show: bool) -> None:
    firms, adverts = rows("link-firms.csv"), rows("links.csv")
    for county in dict.fromkeys(firm["set"] for firm in firms):
        mine = [firm for firm in firms if firm["set"] == county]
        measure(
            county,
            mine,
            [a for a in adverts if a["set"] == county],
            train(examples(without=county)),
            show,
        )


def measure(
    title: str, firms: Sequence[Row], adverts: Sequence[Row], table: Mapping[str, float], show: bool
) -> None:
    known = index(firms)
    right = wrong = missed = 0
    for advert in adverts:
        link = known.find(
            names=[advert["advertiser"]], text=advert["text"], phone=advert["phone"], table=table
        )
        said = firms[link.row]["id"] if link.row >= 0 else ""
        right += said == advert["firm_id"]
        wrong += bool(said) and said != advert["firm_id"]
        missed += bool(advert["firm_id"]) and not said
        if show and said != advert["firm_id"]:
            print(said, "wanted", advert["firm_id"], link, advert["advertiser"], advert["text"])
    print(f"{title}: right {right} of {len(adverts)}, wrongly linked {wrong}, missed {missed}")


if __name__ == "__main__":
    if "--validate" in sys.argv:
        validate("--show" in sys.argv)
    else:
        learned = train(examples())
        lines = [f"{name}\t{weight:.3f}\n" for name, weight in sorted(learned.items()) if weight]
        target = ROOT / "engine/link/adverts/data/link-weights.tsv"
        target.write_text(HEAD + "".join(lines), encoding="utf-8")
