"""案头核查: what nobody can walk to yet: advertisers without an address, tips that name no firm.

Each row says what is known, how to reach them, and what to do at the desk to find the door.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Any

from engine.export.rich import Rich, Span, clipped, plain_text
from engine.export.sheets.adverts import whole
from engine.export.styles import Styles
from engine.export.table import HAND_COLUMNS, Cell, Column, write_table
from engine.export.text import as_number, bullets, clip, lines_needed, parts
from engine.export.view import Record, View, closed_spans, reach_of, text, walkable, what_to_check

NAME = "案头核查"

_TEXT_WIDTH = 46
_COLUMNS = (
    Column("清单\n序号", 5, "centre"),
    Column("等级", 5, "band"),
    Column("广告主或被反映对象\n（行业领域）", 20),
    Column("渠道、时间\n编号", 11, "centre"),
    Column("怎样联系", 16),
    Column("广告全文（命中词加粗加下划线）", _TEXT_WIDTH),
    Column("为什么列入（疑似，待核查）", 36),
    Column("先做什么", 36),
    Column("问清什么", 24),
    *HAND_COLUMNS,
    Column("广告主或对象", 24, printed=False),
    Column("联系电话", 18, printed=False),
    Column("网址", 24, printed=False),
    Column("来源文件", 20, printed=False),
    Column("来源行号", 9, printed=False),
    Column("企业编号", 20, printed=False),
)
#: Lines of an advert in one row; a longer one goes on in the next.
_LINES = 24
_MOST_ROWS = 6
#: By what the channel is called: whom to ask who stands behind an advert.
_ASK = MappingProxyType(
    {
        "短信|彩信|电话": "请通信运营商协助查发送号码的实名登记",
        "网页|网站|搜索|论坛": "打开网址截图存证，查网站备案（ICP）的主体",
        "APP|小程序|应用": "在应用商店或小程序资料页查开发者主体，截图存证",
        "公众号|朋友圈|微信|群|QQ|微博|短视频|直播|抖音|快手|视频": "截图存证，请平台提供账号的认证主体和实名信息",
        "报纸|报刊|杂志|广播|电台|电视": "请刊播单位提供广告主的主体材料和合同",
        "传单|户外|墙|海报|横幅|电梯|LED|屏|广告牌|灯箱|楼宇": "到发放、张贴的地点看，问物业、商户、印刷单位是谁送来的",
    }
)
_NUMBER = re.compile(
    r"(?<![0-9])(?:1[3-9][0-9*]{9}|0[0-9*]{2,3}[-—]?[0-9*]{7,8}|400[-0-9*]{7,9})(?![0-9])"
)
_ADDRESS = re.compile(r"https?://|www\.|[a-z0-9-]+\.(?:com|cn|net|top|vip|xyz|cc)\b", re.IGNORECASE)
#: An account, or the letters and figures that one is written with.
_ACCOUNT = re.compile(
    r"微信|QQ|扫码|二维码|群|公众号|私信|[a-z]{1,8}_?[0-9]{2,}|[0-9]{5,}", re.IGNORECASE
)


def write_desk(sheet: Any, view: View, styles: Styles) -> None:
    rows = [row for lead in view.leads if not walkable(lead) for row in _lead_rows(lead, view)]
    for advert in view.adverts:
        if not text(advert, "entity_id"):
            rows += _advert_rows(advert, view)
    rows += [_tip_row(tip) for tip in view.result.loose_tips]
    write_table(
        sheet,
        "案头核查（没有地址可走的线索）",
        _COLUMNS,
        rows,
        styles,
        freeze=3,
        empty="没有需要案头核查的线索",
    )


def _lead_rows(lead: Record, view: View) -> list[list[Cell]]:
    adverts = view.adverts_of.get(text(lead, "entity_id"), [])
    who: Rich = (
        Span(text(lead, "name") or "（无名称）", "strong"),
        Span("\n" + text(lead, "sector")),
        *closed_spans(lead),
    )
    said: list[Span] = []
    for advert in adverts:
        if said:
            said.append(Span("\n——\n"))
        said += whole(advert, view.hits_by_advert.get(text(advert, "ad_id"), []))
    if not adverts and text(lead, "scope"):
        said = [Span("经营范围：" + clip(text(lead, "scope"), 200))]
    cells: list[Cell] = [
        as_number(lead.get("rank")),
        text(lead, "band"),
        who,
        "\n".join(_channel(advert) for advert in adverts) or "登记",
        _reach(lead, adverts),
        tuple(said),
        bullets(_without_id(parts(text(lead, "reasons"))), most=4, each=90, rest="entities.csv"),
        _numbered(_steps(lead, adverts)),
        bullets(what_to_check(lead), most=3, each=50, rest="entities.csv"),
    ]
    return _continued(cells, lead, adverts)


def _advert_rows(advert: Record, view: View) -> list[list[Cell]]:
    """An advert that could be of one of several firms."""
    hits = view.hits_by_advert.get(text(advert, "ad_id"), [])
    name = text(advert, "advertiser") or "（未具名）"
    cells: list[Cell] = [
        None,
        text(advert, "band"),
        (Span(name, "strong"), Span("\n" + text(advert, "sector"))),
        _channel(advert),
        _reach({}, [advert]),
        whole(advert, hits),
        bullets(parts(text(advert, "reasons")), most=4, each=90, rest="adverts.csv"),
        _numbered(_steps({**advert, "name": text(advert, "advertiser")}, [advert])),
        None,
    ]
    return _continued(cells, {**advert, "name": name, "entity_id": ""}, [advert])


def _tip_row(tip: Record) -> list[Cell]:
    """What a tip says stays in the input; the words that were found are told in the reasons."""
    subject, where = text(tip, "subject"), text(tip, "where")
    whose = "，".join(filter(None, (text(tip, "territory"), text(tip, "responsible"))))
    steps = []
    if candidates := tip.get("candidates"):
        steps.append("核对是不是：" + "、".join(list(candidates)[:3]))
    if subject:
        steps.append(f"查“{clip(subject, 24)}”有无登记；查到企业的转上门核查")
    if where:
        steps.append(f"到“{clip(where, 24)}”走访摸排" + (f"（{whose}）" if whose else ""))
    steps.append("对照原件看反映的内容；内容和反映人保密，不带去现场")
    return [
        None,
        None,
        (Span(subject or "（举报未写明对象）", "strong"), Span("\n举报，未对应到登记企业")),
        "\n".join(
            filter(
                None,
                (text(tip, "source_type"), text(tip, "received_time")[:10], text(tip, "tip_id")),
            )
        ),
        where or None,
        f"（举报内容保密，见 {text(tip, 'source_file')} 第 {text(tip, 'source_row')} 行）",
        bullets(_without_id(tip["reasons"]), most=4, each=60, rest="原件"),
        _numbered(steps),
        bullets(tip["checks"], most=3, each=50, rest="原件"),
        *[None] * len(HAND_COLUMNS),
        subject,
        None,
        None,
        text(tip, "source_file"),
        as_number(tip.get("source_row")),
        None,
    ]


def _continued(cells: list[Cell], record: Record, adverts: Sequence[Record]) -> list[list[Cell]]:
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
        as_number(record.get("source_row")),
        text(record, "entity_id"),
    ]
    cells[at] = pieces[0]
    rows = [[*cells, *rest]]
    for piece in pieces[1:]:
        more: list[Cell] = ["续", None, None, None, None, piece]
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
    told = (text(advert, "channel"), text(advert, "publish_time")[:10], text(advert, "ad_id"))
    return "\n".join(filter(None, told))


def _reach(lead: Record, adverts: Sequence[Record]) -> str:
    lines: dict[str, None] = {}
    if own := reach_of(lead):
        lines[own] = None
    for advert in adverts:
        for column, label in (
            ("phone", "电话"),
            ("contact", "联系"),
            ("url", "网址"),
            ("media_name", "账号"),
        ):
            value = text(advert, column)
            if value and value not in "".join(lines):
                lines[
                    f"{label if column != 'phone' or _NUMBER.search(value) else '联系'}：{value}"
                ] = None
    if not lines:
        said = "\n".join(text(advert, "text") for advert in adverts)
        return (
            "见全文"
            if _NUMBER.search(said) or _ADDRESS.search(said) or _ACCOUNT.search(said)
            else "没有写联系方式"
        )
    return "\n".join(lines)


def _steps(lead: Record, adverts: Sequence[Record]) -> list[str]:
    """What to do, the quickest first."""
    name = text(lead, "name")
    known = bool(text(lead, "uscc") or text(lead, "scope"))
    reach = "\n".join(
        [text(lead, "phone")]
        + [
            text(advert, c)
            for advert in adverts
            for c in ("phone", "contact", "url", "text", "title")
        ]
    )
    steps = []
    if candidates := list(
        dict.fromkeys(c for advert in adverts for c in parts(text(advert, "candidates")))
    ):
        steps.append("核对是不是：" + "、".join(candidates[:3]))
    if known:
        steps.append("登记没有写明住所：向登记机关调取住所和联系人，查到后转上门核查")
    elif name and not name.startswith("（") and not _NUMBER.fullmatch(name):
        steps.append(
            f"在登记系统和企业信用信息公示系统查“{clip(name, 24)}”；查到住所的转上门核查，查不到的按疑似无照经营核实"
        )
    if _NUMBER.search(reach):
        steps.append("打电话问清主办单位全称、地址、负责人和收款账户，做好记录")
    if _ADDRESS.search(reach) and not any(_channel_is(a, "网页|网站") for a in adverts):
        steps.append("打开网址截图存证，查网站备案（ICP）的主体")
    for advert in adverts:
        asked = next((how for words, how in _ASK.items() if _channel_is(advert, words)), "")
        if asked and asked not in steps:
            steps.append(asked)
    if len(steps) < 2:
        steps.append("向提供广告的人员问清在哪里、从谁那里看到的，补全联系方式")
    return steps


def _channel_is(advert: Record, words: str) -> bool:
    return re.search(words, text(advert, "channel"), re.IGNORECASE) is not None


def _first(adverts: Sequence[Record], column: str) -> str:
    return next((value for advert in adverts if (value := text(advert, column))), "")


def _without_id(reasons: Iterable[str]) -> list[str]:
    """The number of the advert or tip stands in a column of its own."""
    return list(
        dict.fromkeys(re.sub(r"^(?:广告|举报)[^：]{1,24}：", "", reason) for reason in reasons)
    )


def _numbered(steps: Sequence[str]) -> str:
    return bullets(steps, most=5, each=90, rest="说明")
