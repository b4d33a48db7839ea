"""Adverts and tips that may be of one of several firms: told where a firm is visited anyway.

They count for none of them, and of a tip neither number nor words go to the door.
"""

from __future__ import annotations

from collections.abc import Iterable

from engine.export.firm import Record, text
from engine.export.text import clip, parts
from engine.export.told import HEARD, at_the_door

#: So many are told of one firm.
_MOST = 3
_LENGTH = 30


def maybe_meant(adverts: Iterable[Record], tips: Iterable[Record]) -> dict[str, list[str]]:
    """Name of a firm → what it may have to do with."""
    found: dict[str, dict[str, None]] = {}
    for advert in adverts:
        if not text(advert, "entity_id"):
            said = _remark(f"广告{text(advert, 'ad_id')}", parts(text(advert, "reasons")))
            for name in parts(text(advert, "candidates")):
                found.setdefault(name, {})[said] = None
    for tip in tips:
        said = _remark("一件举报", tip.get("reasons") or ())
        for name in tip.get("candidates") or ():
            found.setdefault(name, {})[said] = None
    return {name: _few(list(said)) for name, said in found.items()}


def _remark(what: str, reasons: Iterable[str]) -> str:
    about = [reason.removeprefix(HEARD) for reason in at_the_door(reasons)]
    more = f"（{clip(about[0], _LENGTH)}）" if about else ""
    return f"可能与{what}{more}有关，待核实"


def _few(remarks: list[str]) -> list[str]:
    rest = len(remarks) - _MOST
    return remarks if rest <= 0 else [*remarks[:_MOST], f"另有 {rest} 件可能有关，见“案头核查”"]
