"""Adverts and tips on a cluster: few, so that they are read and linked where the run was started,
with an index over the columns of the register that links need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from engine.cluster import survey
from engine.cluster.crew import Crew
from engine.cluster.register import Register
from engine.flow.advertisers import advert_facts
from engine.flow.adverts import read_adverts
from engine.flow.chunk import ChunkScreener, Facts, Known
from engine.flow.columns import strings
from engine.flow.register import TableRegister
from engine.flow.relatives import affiliate_facts
from engine.flow.tips import tip_facts
from engine.flow.told import Told
from engine.link import FirmIndex
from engine.link.names.written import signatures
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.model.progress import Progress
from engine.triage import REGISTER

#: An index of more firms does not fit the memory of an ordinary machine (docs/sizing.md).
INDEXED = 3_000_000


def advertisers(ads: pa.Table) -> list[str]:
    """Names under which an advertiser that stands in no register may be listed."""
    signed = [name for text in strings(ads, "text") for name in signatures(text)[:1]]
    return [*strings(ads, "advertiser"), *signed]


def link(
    crew: Crew,
    register: Register,
    known: Known,
    ads: pa.Table,
    tips: pa.Table,
    waiving: Waiving,
    tell: Progress,
    *,
    watched: bool = False,
) -> Told:
    """``watched``: see ``screen_on``."""
    if not ads.num_rows and not tips.num_rows:
        return Told()
    if register.bounds.total > INDEXED:
        raise UsageError(
            f"登记企业有 {register.bounds.total} 户，超过广告和线索对应企业的上限 {INDEXED} 户。"
            "请按省、市分别筛查并给出当地的广告和线索，或先不加 --ads、--tips。"
        )
    parts = crew.results("准备对应", crew.start(survey.for_links, register.firms), register.rows)
    firms = pa.concat_tables(parts)
    columns = ("name", "uscc", "phone", "used_name", "web", "address", "legal_rep")
    index = FirmIndex(*(strings(firms, column) for column in columns))
    told, linked = Told(), TableRegister(firms)
    told.adverts = read_adverts(
        ads, linked, known.ruleset, known.as_of, index, known.licences, waiving, tell
    )
    told.unregistered = advert_facts(told.adverts, told.facts)
    told.tips = tip_facts(
        tips,
        linked,
        known.ruleset,
        known.as_of,
        index,
        told.facts,
        waiving,
        tell,
        adverts=told.adverts,
        watched=watched,
    )

    def registered(some: pa.Table) -> Any:
        numbers = some.column(REGISTER).to_pylist()
        return ChunkScreener(known).evidence(register.take(crew, numbers))

    affiliate_facts(linked, told.facts, registered, known.ruleset)
    return told


def by_part(facts: dict[int, Facts], register: Register) -> list[dict[int, Facts]]:
    """The facts of each partition."""
    found: list[dict[int, Facts]] = [{} for _ in register.firms]
    numbers: Sequence[int] = sorted(facts)
    for number, part in zip(numbers, register.bounds.parts(numbers).tolist(), strict=True):
        found[part][number] = facts[number]
    return found
