"""案头核查: what nobody can walk to yet: advertisers without an address, tips that name no firm.

Each row says what is known, how to reach them, and what to do at the desk to find the door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from engine.export.desk_steps import reach, steps
from engine.export.firm import (
    Record,
    beside_spans,
    closed_spans,
    naming_spans,
    seat_spans,
    territory_of,
    text,
    walkable,
    what_to_check,
)
from engine.export.noted import ADVERT_KEY, advert_key, noted
from engine.export.rich import Rich, Span, clipped, plain_text
from engine.export.sheets.adverts import whole
from engine.export.styles import Styles
from engine.export.table import HAND_COLUMNS, Cell, Column, write_table
from engine.export.text import as_number, bullets, clip, comma, lines_needed, parts
from engine.export.told import Nearby, told_of_places
from engine.export.view import REPORT, View, numbers_of
from engine.export.where import Headers, headers_of, in_words, shown_row, sources_of
from engine.model.terms import CARRIED, TIP_BEFORE, TIP_FILED, TIP_SINCE, WITHHELD

NAME = "案头核查"

_TEXT_WIDTH = 34
_COLUMNS = (
    Column("清单\n序号", 5, "centre"),
    Column("等级", 5, "band"),
    Column("广告主或被举报对象\n（行业领域、提到的地方）", 19),
    Column("渠道、时间、编号\n怎样联系", 17),
    Column("广告全文（命中词加粗加下划线）", _TEXT_WIDTH),
    Column("为什么列入（疑似，待核查）", 38),
    Column("先做什么", 31),
    Column("问清什么", 19),
    # As wide as a mobile number.
    Column("责任部门\n责任人", 13),
    *HAND_COLUMNS,
    Column("广告主或对象", 24, printed=False),
    Column("广告联系电话", 18, printed=False),
    Column("网址", 24, printed=False),
    Column("来源文件", 20, printed=False),
    Column("来源行号", 9, printed=False),
    Column("企业编号", 20, printed=False),
    Column(ADVERT_KEY, 16, printed=False),
    Column("举报标识", 16, printed=False),
)
#: Lines of an advert in one row; a longer one goes on in the next.
_LINES = 24
_MOST_ROWS = 6
#: So many that are near are named, with so many characters.
_BESIDE, _CALLED = 3, 14


def write_desk(sheet: Any, view: View, styles: Styles) -> None:
    places = _places(view)
    nearby = Nearby([*places.values(), *filter(walkable, view.leads)])
    headers = headers_of(sources_of(view.result.run))
    rows = [
        row
        for lead in view.open_leads
        if not walkable(lead)
        for row in _lead_rows(lead, view, places.get(text(lead, "entity_id")), nearby, headers)
    ]
    for advert in view.adverts:
        if text(advert, "candidates") and not text(advert, "entity_id"):
            rows += _advert_rows(advert, view, headers)
    for tip in view.tips:
        rows.append(_tip_row(tip, _near(places.get(text(tip, "key")), nearby), headers))
    for message in view.result.messages:
        if message.startswith(WITHHELD):
            rows.append([None, None, None, None, message])
    write_table(
        sheet,
        "案头核查（没有地址可走的线索）",
        _COLUMNS,
        rows,
        styles,
        freeze=3,
        empty="没有需要案头核查的线索",
    )


def _places(view: View) -> dict[str, Record]:
    """What is told of some place, by the key of its tip or advertiser: lists number tips alike."""
    told = told_of_places(view.tips, view.open_leads, view.areas, view.said)
    return {text(one, "key") or text(one, "entity_id"): one for one in told}


def _near(place: Record | None, nearby: Nearby) -> list[str]:
    """What else is told of the village or building, and the leads there; it may be one matter."""
    if place is None:
        return []
    count, first = nearby.beside(place, _BESIDE)
    named = [f"{how}的{_called(other)}" for how, other in first]
    more = f"等 {count} 件" if count > _BESIDE else ""
    return [f"核对与{'、'.join(named)}{more}是不是一回事"] if named else []


def _called(other: Record) -> str:
    """By the number that it is found by on list or desk, and so much of its name that it is known."""
    if number := text(other, "tip_id"):
        return f"举报{clip(number, _CALLED)}"
    rank, name = text(other, "rank"), clip(text(other, "name"), _CALLED)
    return f"清单 {rank} 号{name}" if rank else name


def _lead_rows(
    lead: Record, view: View, place: Record | None, nearby: Nearby, headers: Headers
) -> list[list[Cell]]:
    """``place``: what is told of where it is, among ``places``."""
    adverts = view.adverts_of.get(text(lead, "entity_id"), [])
    who: Rich = (
        Span(text(lead, "name") or "（无名称）", "strong"),
        Span("\n" + text(lead, "sector")),
        *(Span("\n提到的地方：" + territory_of(one)) for one in (place,) if one is not None),
        *seat_spans(lead),
        *beside_spans(lead),
        *closed_spans(lead),
        *naming_spans(lead),
    )
    said: list[Span] = []
    told: dict[tuple[str, str], Record] = {}
    for advert in adverts:
        told.setdefault((text(advert, "title"), text(advert, "text")), advert)
    for advert in told.values():
        if said:
            said.append(Span("\n——\n"))
        said += whole(advert, view.hits_by_advert.get(text(advert, "ad_id"), []))
    if not adverts and text(lead, "scope"):
        said = [Span("经营范围：" + clip(text(lead, "scope"), 200))]
    cells: list[Cell] = [
        as_number(lead.get("rank")),
        text(lead, "band"),
        who,
        _found_by(
            "\n".join(_channel(advert) for advert in adverts) or "登记", reach(lead, adverts)
        ),
        tuple(said),
        bullets(_without_id(parts(text(lead, "reasons"))), most=4, each=90, rest=REPORT),
        _numbered([*_near(place, nearby), *steps(lead, adverts)]),
        bullets(what_to_check(lead), most=3, each=50, rest=REPORT),
        _whose(lead),
    ]
    return _continued(cells, lead, adverts, headers)


def _advert_rows(advert: Record, view: View, headers: Headers) -> list[list[Cell]]:
    """An advert that could be of one of several firms."""
    hits = view.hits_by_advert.get(text(advert, "ad_id"), [])
    name = text(advert, "advertiser") or "（未具名）"
    cells: list[Cell] = [
        None,
        text(advert, "band"),
        (
            Span(name, "strong"),
            Span("\n" + text(advert, "sector")),
            *(Span("\n" + said) for said in (noted(view, advert_key(advert)),) if said),
        ),
        _found_by(_channel(advert), reach({}, [advert])),
        whole(advert, hits),
        bullets(parts(text(advert, "reasons")), most=4, each=90, rest="adverts.csv"),
        _numbered(steps({**advert, "name": text(advert, "advertiser")}, [advert])),
        None,
        None,
    ]
    first, *more = _continued(cells, {**advert, "name": name, "entity_id": ""}, [advert], headers)
    return [[*first, advert_key(advert)], *more]


def _found_by(where: str, how: str) -> Rich:
    """Where it was seen, under which number, and how to reach who is behind it."""
    return (Span(where), Span(f"\n{how}", "strong"))


def _whose(record: Record) -> Rich:
    """The department; who has the territory if one is told, and who is responsible there."""
    keys = ("department", "territory", "responsible", "responsible_phone")
    department, *lines = (comma(text(record, key)) for key in keys)
    said = "\n".join(filter(None, lines))
    spans = (Span(department, "strong"), Span("\n" * bool(department and said) + said))
    return tuple(span for span in spans if span.text)


def _tip_row(tip: Record, near: Sequence[str], headers: Headers) -> list[Cell]:
    """What a tip says stays in the input; the words that were found are told in the reasons."""
    subject, where = text(tip, "subject"), text(tip, "where")
    since = f"，{CARRIED}{text(tip, TIP_SINCE)}筛查" if text(tip, TIP_SINCE) else ""
    # A list of the same name lies among the files of this run, with another tip in that row.
    file = text(tip, "source_file")
    if filed := text(tip, TIP_FILED):
        file = f"{filed}筛查时的 {file}"
    before = text(tip, TIP_BEFORE)
    todo = [*near]
    if candidates := tip.get("candidates"):
        todo.append("核对是不是：" + "、".join(list(candidates)[:3]))
    if subject:
        todo.append(f"查“{clip(subject, 24)}”有无登记；查到企业的转上门核查")
    if where:
        todo.append(f"到“{clip(where, 24)}”走访摸排")
    todo.append("对照原件看举报的内容；内容和举报人保密，不带去现场")
    return [
        None,
        None,
        (
            Span(subject or "（举报未写明对象）", "strong"),
            Span(f"\n举报，未对应到登记企业{since}"),
            *([Span(f"\n{before}")] if before else ()),
        ),
        "\n".join(
            filter(
                None,
                (
                    text(tip, "source_type"),
                    text(tip, "received_time")[:10],
                    where and f"地点：{where}",
                    text(tip, "tip_id"),
                ),
            )
        ),
        f"（举报内容保密，见 {file} {in_words(headers, tip)}）",
        bullets(_without_id(tip["reasons"]), most=4, each=60, rest="原件"),
        _numbered(todo),
        bullets(tip["checks"], most=3, each=50, rest="原件"),
        _whose(tip),
        *[None] * len(HAND_COLUMNS),
        subject,
        None,
        None,
        file,
        shown_row(headers, tip),
        None,
        None,
        text(tip, "key"),
    ]


def _continued(
    cells: list[Cell], record: Record, adverts: Sequence[Record], headers: Headers
) -> list[list[Cell]]:
    """The row, and as many more as its text needs: a row has an end where Excel's page has one."""
    at = next(i for i, column in enumerate(_COLUMNS) if column.width == _TEXT_WIDTH)
    whole_text = cells[at]
    assert isinstance(whole_text, tuple)
    pieces = list(islice(_pieces(whole_text), _MOST_ROWS + 1))
    if len(pieces) > _MOST_ROWS:
        pieces[_MOST_ROWS - 1 :] = [(Span("（后面还有，全文见 adverts.csv）"),)]
    rest: list[Cell] = [
        *[None] * len(HAND_COLUMNS),
        text(record, "name"),
        _first(adverts, "phone") or text(record, "phone"),
        _first(adverts, "url"),
        text(record, "source_file"),
        shown_row(headers, record),
        text(record, "entity_id"),
    ]
    cells[at] = pieces[0]
    rows = [[*cells, *rest]]
    for piece in pieces[1:]:
        more: list[Cell] = ["续", None, None, None, piece]
        rows.append(more)
    return rows


def _pieces(rich: Rich) -> Iterable[Rich]:
    """Cuts of ``rich`` that fit into one row each; at least one."""
    words = plain_text(rich)
    begin = 0
    while True:
        end = min(len(words), begin + _LINES * _TEXT_WIDTH)
        while lines_needed(words[begin:end], _TEXT_WIDTH) > _LINES:
            end = begin + max(1, min(end - begin - 10, (end - begin) * 9 // 10))
        yield clipped(rich, begin, end)
        if end >= len(words):
            return
        begin = end


def _channel(advert: Record) -> str:
    told = (text(advert, "channel"), text(advert, "publish_time")[:10], numbers_of(advert))
    return "\n".join(filter(None, told))


def _first(adverts: Sequence[Record], column: str) -> str:
    return next((value for advert in adverts if (value := text(advert, column))), "")


def _without_id(reasons: Iterable[str]) -> list[str]:
    """The number of the advert or tip stands in a column of its own."""
    return list(
        dict.fromkeys(re.sub(r"^(?:广告|举报)[^：]{1,99}：", "", reason) for reason in reasons)
    )


def _numbered(steps: Sequence[str]) -> str:
    return bullets(steps, most=len(steps), each=90, rest="")
