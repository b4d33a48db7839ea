"""说明: half a page on how to read the workbook and what it is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.export.banding import limits_sentence
from engine.export.below import below_sentence
from engine.export.dealt import dealt_sentence
from engine.export.firm import walkable
from engine.export.sheets.problems import cut_sentence
from engine.export.styles import LINE_HEIGHT, Styles
from engine.export.table import print_setup
from engine.export.text import as_text, lines_needed, safe
from engine.export.view import BAND_ORDER, View
from engine.ingest.headers.remarks import said_of
from engine.model.terms import (
    ATTENTION,
    FOOTER_ROW,
    NO_REGISTER,
    SETTLED,
    SORTED,
    UNUSED,
    Band,
    Disposition,
    RecordKind,
)

NAME = "说明"

_WIDTH = 146
#: So many files of a kind are named.
_FILES = 20
_FIELDS = {"name": "名称", "scope": "经营范围", "title": "标题", "text": "内容"}
_SHEETS = (
    (
        "线索清单",
        "按核查先后排序：先分等级；同一等级里登记已注销、吊销的可能已人去楼空，排在后面；其余分数高的在前，同分的涉及“四性”多的在前。"
        "先看“主要理由”和“原文摘录”，加粗加下划线的字就是命中的原文。"
        "右侧不打印的列有上门核查要点、全部理由、分数、法律依据、证照、关联企业、电话等。",
    ),
    (
        "扫楼路线",
        "有地址的线索按责任区排好，一个责任区从新的一页开始，页头写明责任人；站号就是走的先后：一条街单号走去、"
        "双号走回，楼里由低层到高层。未划定责任区的排在最后。",
    ),
    (
        "案头核查",
        "没有地址可走的线索：查不到登记的广告主、没有对应到企业的举报（热线、信访、巡查反映的都叫举报）。先按“先做什么”查出是谁、在哪里，再上门。",
    ),
    (
        "广告线索",
        "需要有人看一眼的广告，附承诺年化收益率和对应的企业；内容相同的只列一次，写明条数。",
    ),
    ("持牌核对", "名称或名录显示可能持牌、或须持地方牌照的企业：上门请其出示证照，不作线索计。"),
    (
        "已排除",
        "有命中但已排除的企业及原因，供抽查复核；发现排除有误的，在“复核意见”里选“转为线索”，导入办案库后下次列为线索，并告知规则维护人员。",
    ),
    ("统计、数据问题", "分类计数；未能读入的行、列的对应关系、合并的重复行。"),
)
_READING = (
    "打印：带出门的是“扫楼路线”（没有地址的另有“案头核查”），开会、派活用“线索清单”；其余各表供查，在屏幕上看，"
    "不必打印。打印时选定工作表，不要选“整个工作簿”。",
    "等级指数：高＝优先上门；中＝近期上门；低＝随日常巡查。指数 0—100 只用于排先后，不是概率。",
    "填写：上门时逐条核对路线上的“上门问什么、查什么”，斜体表头的空列（核查人、核查日期、实际业务、处置措施、备注）"
    "手工填写，处置措施有下拉选项。",
)
_NOT = (
    "本表是依据登记信息、广告等公开或报送材料自动筛出的疑似线索，全部待核查；"
    "不是对任何企业的认定、评价或处罚依据。",
    "“名录缺失”表示没有提供持牌名录，或所附名录没有写明含这一类许可，不表示未持牌；没有列入本表，也不表示没有风险。",
    "不得据此对外公布企业名单；是否涉嫌非法集资由有权机关依法认定。含企业和个人信息，请妥善保管。",
)


def write_guide(sheet: Any, view: View, styles: Styles) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, _WIDTH - 16)
    sheet.set_row(0, 30)
    sheet.write_string(0, 0, "扫楼线索清单：说明", styles.title)
    limits = limits_sentence(view.result.run)
    reading = (*_READING, *([f"分数线：{limits}"] if limits else []))
    row = 1
    for title, lines in (
        ("本次结果", _this_result(view)),
        ("怎样看", (*_SHEETS, *(words.split("：", 1) for words in reading))),
        ("它不是什么", [(f"（{number}）", words) for number, words in enumerate(_NOT, 1)]),
    ):
        row = _heading(sheet, row, title, styles)
        for name, words in lines:
            row = _line(sheet, row, name, words, styles)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    print_setup(sheet, "说明", columns=2, rows=row)


def _this_result(view: View) -> Iterator[tuple[str, str]]:
    """What came of the run and what it was made from; each line by its name."""
    run, tallied = view.result.run, view.result.tally("entities", "disposition")
    yield "线索企业", _count(view)
    if dealt := dealt_sentence(run):
        yield "以前办过的", f"{dealt}。"
    yield "其他", _others(view)
    if notices := tallied.get(Disposition.NOTICE.value, 0):
        yield (
            "提示",
            f"{notices} 家有命中，但分量不够列为线索（多是名称、经营范围里的行业字样），不必上门，"
            "本工作簿不列，只写在 entities.csv 里。",
        )
    nothing = run.get("counts", {}).get("without_hits")
    if nothing is not None and NO_REGISTER not in view.result.messages:
        yield "没有命中", f"{nothing} 家登记的企业没有命中任何规则。"
    if day := str(run.get("as_of") or ""):
        given = run.get("as_of_given")
        whence = "是筛查时指定的" if given else "是所给资料里最新的日期，不是今天"
        yield (
            "基准日",
            f"{day}，{whence}。证照是否过期、企业成立多久都按这一天算；"
            "在这一天以后到期的许可证仍算有效，上门时看原件。",
        )
    if inputs := _inputs(view):
        yield "资料", inputs
    if rules := _rules(view):
        yield "本单位规则", rules
    for words in _to_look_at(view):
        yield "请核对", words
    if below := below_sentence(run):
        yield "没有列入", f"{below}。"
    for cut in view.cut:
        yield "篇幅", cut_sentence(*cut)


def _others(view: View) -> str:
    """How many there are of what is no lead."""
    feet = sum(1 for bad in view.result.rejected if bad.cause == FOOTER_ROW)
    return (
        f"广告线索 {_total(view, '广告线索', len(view.adverts))} 条，"
        f"持牌核对 {_total(view, '持牌核对', len(view.licensed))} 家，"
        f"已排除 {_total(view, '已排除', len(view.dismissed))} 家，"
        f"未读入的数据 {len(view.result.rejected) - feet} 行"
        + (f"，另有表尾的合计、说明 {feet} 行。" if feet else "。")
    )


def _inputs(view: View) -> str:
    """How the files of a folder were taken: nobody said so but their headers."""
    taken: dict[str, dict[str, None]] = {}
    for source in view.result.run.get("inputs", ()):
        file, kind = as_text(source["file"]), said_of(RecordKind(source["kind"]))
        if any(note.startswith(SORTED) for note in source["notes"]):
            taken.setdefault(f"按{kind}读取", {})[file] = None
        elif any(note.startswith(UNUSED) for note in source["notes"]):
            taken.setdefault("没有使用", {})[file] = None
    told = (
        f"{how}：{'、'.join([*names][:_FILES])}" + (f" 等 {len(names)} 个" * (len(names) > _FILES))
        for how, names in taken.items()
    )
    return f"文件夹里的文件看表头归类。{'；'.join(told)}。若归错了，见“数据问题”。" if taken else ""


def _rules(view: View) -> str:
    """What the office's own rules change of the shipped ones."""
    overlay = view.result.run.get("rules", {}).get("overlay")
    if not overlay:
        return ""
    said = [f"另有自己的规则 {overlay['own']} 条"] if overlay["own"] else []
    said += [f"停用 {entry['rule']}（{entry['reason']}）" for entry in overlay["disabled"]]
    reasons = {entry["rule"]: entry for entry in overlay["extended"] if "points" in entry}
    for rule, before in overlay["points_before"].items():
        now, why = reasons[rule]["points"], reasons[rule]["reason"]
        said.append(f"{rule} 的分数由 {_points(before)} 改为 {_points(now)}（{why}）")
    if bands := overlay["bands"]:
        limits = (f"{b}由 {bands['before'][b]} 分改为 {n} 分" for b, n in bands["limits"].items())
        said.append(f"等级的分数线：{'、'.join(limits)}（{bands['reason']}）")
    shown = said[:_FILES] + ([f"另有 {len(said) - _FILES} 项，见 run.json"] * (len(said) > _FILES))
    return f"按“{overlay['title']}”{overlay['version']}：{'；'.join(shown)}。" if said else ""


def _points(points: Any) -> str:
    """One number, or one for each field."""
    if not isinstance(points, Mapping):
        return str(points)
    return "、".join(f"{_FIELDS.get(name, name)} {number}" for name, number in points.items())


def _to_look_at(view: View) -> list[str]:
    """What is missing of the inputs, or doubtful, that the result depends on."""
    told = [
        f"文件 {as_text(source['file'])} {note.removeprefix(ATTENTION)}。"
        for source in view.result.run.get("inputs", ())
        for note in source["notes"]
        if note.startswith(ATTENTION)
    ]
    more = [f"另有 {len(told) - _FILES} 项，见“数据问题”。"] if len(told) > _FILES else []
    none = [f"{line}。" for line in view.result.messages if line == NO_REGISTER]
    return [*none, *told[:_FILES], *more]


def _total(view: View, sheet: str, shown: int) -> int:
    return next((total for name, _, total, _ in view.cut if name == sheet), shown)


def _count(view: View) -> str:
    total = _total(view, "线索清单", len(view.leads))
    counts = view.lead_bands
    bands = "、".join(f"{band} {counts.get(band, 0)}" for band in BAND_ORDER)
    if under := counts.get(Band.NONE.value):
        bands += f"、不到分数线 {under}"
    if not total:
        return "0 家（零报告）。"
    ways = [(number, how) for number, how in _ways(view, total) if number]
    if len(ways) == 1:
        return f"{total} 家（{bands}），均{ways[0][1]}。"
    said = [f"{number} 家{how}" for number, how in ways]
    return f"{total} 家（{bands}）：{'，'.join(said)}。"


def _ways(view: View, total: int) -> list[tuple[int, str]]:
    """How many leads are to be gone about in each way; of those beyond the cut nobody looked where
    they are."""
    settled = (view.settled, f"{SETTLED}，不再上门")
    if total > len(view.leads):
        return [(total - view.settled, "待核查"), settled]
    nowhere = sum(not walkable(lead) for lead in view.open_leads)
    return [
        (total - view.settled - nowhere, "待上门核查"),
        (nowhere, "没有地址，待案头核查"),
        settled,
    ]


def _heading(sheet: Any, row: int, title: str, styles: Styles) -> int:
    sheet.set_row(row, 24)
    sheet.write_string(row, 0, title, styles.heading)
    sheet.write_blank(row, 1, None, styles.heading)
    return row + 1


def _line(sheet: Any, row: int, name: str, words: str, styles: Styles) -> int:
    sheet.set_row(row, LINE_HEIGHT * lines_needed(words, _WIDTH - 16) + 3)
    sheet.write_string(row, 0, safe(name), styles.strong_plain)
    sheet.write_string(row, 1, safe(words), styles.plain)
    return row + 1
