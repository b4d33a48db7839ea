"""Which sector, rule or other name somebody meant who wrote it in another way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from engine.ruleset import schema


def sector_of(said: str, sectors: Mapping[str, schema.Sector]) -> str | None:
    """The id of the sector that ``said`` is the id or the name of; also a part of one name only."""
    if said in sectors:
        return said
    named = [s.id for s in sectors.values() if s.name == said]
    held = [s.id for s in sectors.values() if said and said in s.name]
    found = named or held
    return found[0] if len(found) == 1 else None


def no_sector(said: str, sectors: Mapping[str, schema.Sector]) -> str:
    """That there is none of that id, and which was probably meant."""
    meant = sector_of(said, sectors) or _near_sector(said, sectors)
    told = f"，是否想写 {meant}（{sectors[meant].name}）？" if meant else "。"
    return f"没有叫“{said}”的行业{told}"


def _near_sector(said: str, sectors: Mapping[str, schema.Sector]) -> str | None:
    names = {s.name: s.id for s in sectors.values()} | {s.id: s.id for s in sectors.values()}
    near = get_close_matches(said, names, 1, 0.5)
    return names[near[0]] if near else None


def listed(sectors: Iterable[schema.Sector]) -> str:
    """All sectors, a line each, for whoever has to choose one."""
    return "\n".join(f"  {s.name}　{s.id}" for s in sectors)


def unknown(what: str, said: str, known: Iterable[str]) -> str:
    """That there is no ``what`` (规则, 词表, …) called so, and which were probably meant."""
    near = get_close_matches(said, known, 3, 0.75)
    return f"没有叫“{said}”的{what}" + (f"，是否想写 {'、'.join(near)}？" if near else "。")


def no_rule(said: str, known: Iterable[str]) -> str:
    """The same of a rule, for whoever may look them up."""
    return unknown("规则", said, known) + "用 saolou rules list 查看全部。"
