"""Which firm each advert means, asked of one register by one process or several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.flow.jobs import Workers
from engine.flow.questions import Asked, kinds, questions, texts_of
from engine.link import NOBODY, FirmIndex, LinkResult
from engine.link.names.written import signatures
from engine.model.arrays import Ints
from engine.model.progress import Progress

#: Kinds of questions that are asked here before others have a copy of what was made ready for them,
#: from which on others are asked, and of one part.
_FIRST, _MANY, _PART = 500, 2_000, 600
#: Who publishes what others advertise.
_FOR_OTHERS = re.compile(
    r"报社|[日晚早时周商]报|报业|电视|广播|电台|广电|传媒|媒体|广告|新闻|出版|杂志|期刊|网站|平台|论坛|频道|频率|门户|资讯|同城|头条"
)


def find_links(
    ads: pa.Table, index: FirmIndex, workers: Workers | None, tell: Progress
) -> dict[int, LinkResult]:
    """What was found of the firm of each advert, where that is anything."""
    asked, which = questions(ads)
    if not asked.num_rows:
        return {}
    every = kinds(asked)
    rows = [np.concatenate(some) for some in _parts(every)]
    tables = [asked.take(pa.array(some)) for some in rows]
    found: dict[int, LinkResult] = {}
    done = 0

    def keep(rows: Sequence[Ints], answers: Iterable[dict[int, LinkResult]]) -> None:
        nonlocal done
        for some, links in zip(rows, answers, strict=True):
            numbers = some.tolist()
            found.update((numbers[at], link) for at, link in links.items())
            done += len(numbers)
            tell("对应广告主", done, asked.num_rows)

    keep(rows[:1], [Asked(tables[0], index).linked()])
    if workers and len(every) >= _MANY and workers.know(index):
        keep(rows[1:], workers.link(tables[1:]))
    else:
        keep(rows[1:], (Asked(table, index).linked() for table in tables[1:]))
    known = np.zeros(asked.num_rows, bool)
    known[list(found)] = True
    told = np.flatnonzero(known[which])
    links = dict(zip(told.tolist(), map(found.__getitem__, which[told].tolist()), strict=True))
    return links | _of_publishers(ads, links, index)


def _of_publishers(
    ads: pa.Table, links: Mapping[int, LinkResult], index: FirmIndex
) -> dict[int, LinkResult]:
    """Adverts of nobody known, by the name of the account or of who published them.

    Papers, platforms and agencies publish for others: whose name says so is never asked for, and
    the others only count where they are one firm of the register.
    """
    named = [texts_of(ads, name) for name in ("publisher", "media_name")]
    if not any(pc.max(pc.binary_length(column)).as_py() for column in named):
        return {}
    nobody = pc.equal(texts_of(ads, "advertiser"), "").to_numpy(zero_copy_only=False).copy()
    nobody[[row for row, link in links.items() if link.row >= 0]] = False
    found: dict[int, LinkResult] = {}
    for column in named:
        names = column.dictionary_encode()
        tried = [
            bool(name) and not _FOR_OTHERS.search(name) and index.find(names=[name]) != NOBODY
            for name in names.dictionary.to_pylist()
        ]
        asked = np.array(tried, bool)[names.indices.to_numpy()] & nobody
        rows = [r for r, text in _texts(ads, np.flatnonzero(asked)) if not signatures(text)]
        if not rows:
            continue
        some = pa.array(rows)
        table = ads.take(some)
        at = table.column_names.index("advertiser")
        table, which = questions(table.set_column(at, "advertiser", column.take(some)))
        answers = Asked(table, index).linked()
        for row, question in zip(rows, which.tolist(), strict=True):
            link = answers.get(question, NOBODY)
            if link.row >= 0:
                found[row] = link._replace(how=f"{link.how}（按发布者、账号的名称）")
        nobody[list(found)] = False
    return found


def _texts(ads: pa.Table, rows: Ints) -> Iterable[tuple[int, str]]:
    return zip(rows.tolist(), texts_of(ads, "text").take(pa.array(rows)).to_pylist(), strict=True)


def _parts(every: Sequence[Ints]) -> list[Sequence[Ints]]:
    rest = range(_FIRST, len(every), _PART)
    return [every[:_FIRST], *(every[at : at + _PART] for at in rest)]
