"""Do the articles of law exist that rules rest on? ``laws.yaml`` tells how many a law has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from engine.ruleset import schema
from engine.ruleset.lint_source import Pack
from engine.ruleset.positions import Document, Path_
from engine.text.numerals import parse

_ARTICLE = re.compile(r"第([零〇一二三四五六七八九十百]+|[0-9]+)条")


def check_laws(pack: Pack) -> None:
    """Adds what is wrong with the citations of the pack; a pack without ``laws.yaml`` is not asked."""
    laws = {law.name: law for law in pack.laws}
    if not laws:
        return
    for legal, document, path in _cited(pack):
        if not pack.owns(document):
            continue
        for i, cited in enumerate(legal):
            at: Path_ = (*path, "legal", i)
            if (law := laws.get(cited.instrument)) is None:
                pack.add("R907", document, (*at, "instrument"), _unknown(cited.instrument, laws))
            elif law.articles is not None and (fault := _fault(cited.article, law.articles)):
                pack.add("R906", document, (*at, "article"), f"《{law.name}》{fault}")


def _cited(pack: Pack) -> Iterator[tuple[Sequence[schema.Legal], Document, Path_]]:
    for item, document in (*pack.rules, *pack.exclusions):
        yield item.legal, document, ()
    for sector, document, path in pack.sectors or ():
        yield sector.legal, document, path


def _unknown(name: str, known: dict[str, schema.Law]) -> str:
    near = get_close_matches(name, known, 1, 0.7)
    return f"没有见过《{name}》" + (f"，是否想写《{near[0]}》？" if near else "，条数没有核对。")


def _fault(article: str, count: int) -> str:
    """What is wrong with an article of a law that has ``count``; a law cited as a whole is another
    finding's concern."""
    if not article:
        return ""
    found = _ARTICLE.match(article)
    number = parse(found[1]) if found else None
    if number is None:
        return f"：“{article}”看不出是第几条。"
    return "" if 1 <= number <= count else f"共 {count} 条，没有“{article}”。"
