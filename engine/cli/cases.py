"""`saolou cases ...`: findings come back, the next run remembers."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter
from pathlib import Path
from typing import Any

import click

from engine.cli.lazy import LazyGroup
from engine.cli.options import PATH
from engine.cli.who import who

store_option = click.option(
    "--cases",
    "path",
    type=PATH,
    default=Path("office.db"),
    show_default=True,
    metavar="办案库",
    help="办案库文件。",
)
who_option = click.option(
    "--who", "name", default="", metavar="姓名", help="谁做的；不写则用登录名。"
)


@click.group(
    cls=LazyGroup,
    short_help="办案库：导入核查结果，列出、查看、撤销。",
    lazy={"paper": "engine.cli.cases_paper:paper"},
    order=("import", "list", "show", "history", "tips", "close-tip", "waive", "undo", "paper"),
)
def group() -> None:
    """办案库：核查结果导入一次，以后每次筛查都记得。"""


@group.command("import", short_help="导入填好的工作簿。")
@click.argument("files", nargs=-1, required=True, type=PATH, metavar="工作簿...")
@store_option
@who_option
@click.option("--overwrite", is_flag=True, help="与已有内容不同时，以这次导入的为准。")
def import_(files: tuple[Path, ...], path: Path, name: str, overwrite: bool) -> None:
    """把填好的线索清单（核查人、核查日期、实际业务、处置措施、备注）导入办案库。

    “已排除”的复核意见也导入：“转为线索”的，下次筛查起列为线索。没有对应到企业的广告、举报上填的，记在那一条上，
    再出现时写明。

    可以是一个或几个工作簿，也可以是装着它们的文件夹。工作表移动、排序、改色、只填了一部分都可以，“持牌核对”填了的也一样导入。核查日期比已有
    的晚，是又去了一次，以这一次为准，以前的留在记录里；同一天或更早的写得不一样，是矛盾，列出来，不覆盖（备注都保留）。有看不懂的格子时全部列出，什么也不写入。
    """
    from engine.cases import CaseStore, read_findings
    from engine.cli.cases_imported import lines_of

    found = read_findings(*files, today=dt.date.today())
    with CaseStore.open(path, who(name)) as store:
        report = store.import_findings(found, overwrite=overwrite)
    for line in lines_of(report, sum(bool(one.values) for one in found), path):
        click.echo(line)


@group.command("list", short_help="列出全部线索和核查情况。")
@store_option
@click.option("--open", "only_open", is_flag=True, help="只列还没有处置措施的。")
def list_(path: Path, only_open: bool) -> None:
    """列出办案库里的企业，最近一次的等级和分数、处置措施；持牌核对填了结果的列在后面。"""
    from engine.cases import CaseStore
    from engine.cases.former import all_former
    from engine.cases.reopened import BEFORE, as_open, reopened

    with CaseStore.open(path) as store:
        known = store.cases()
        again = reopened(store, known)
        found = [as_open(c) if c["entity_id"] in again else c for c in known]
        found = [c for c in found if not (only_open and c["处置措施"])]
        checked = [] if only_open else store.checked()
        former = all_former(store)
    rows = [
        (
            case["entity_id"],
            case["band"],
            str(case["points"]),
            case["name"] + _before(former.get(case["entity_id"], ())),
            case["territory"] or "未划定",
            case["处置措施"]
            or case.get(BEFORE)
            or case["证照情况"]
            or case["复核意见"]
            or "（未登记）",
        )
        for case in [*found, *checked]
    ]
    _echo_table(("企业编号", "等级", "原始分", "企业名称", "责任区", "处置措施"), rows)
    kinds = Counter(case["band"] for case in checked)
    more = "".join(f"另有{band}里核对、复核过的 {count} 户。" for band, count in kinds.items())
    click.echo(f"共 {len(found)} 户。{more}")


def _echo_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Nothing where there are no rows."""
    from engine.text.width import table

    for line in table([head, *rows]) if rows else ():
        click.echo(line)


def _before(former: Sequence[tuple[str, str, str]]) -> str:
    names = [value for field, value, _ in former if field == "name"]
    return f"（曾用名：{'、'.join(names)}）" if names else ""


@group.command("show", short_help="查看一户。")
@click.argument("entity", metavar="企业")
@store_option
def show(entity: str, path: Path) -> None:
    """查看一户的线索和核查结果。企业可写编号、信用代码或名称，曾用名也可以。"""
    from engine.cases import CaseStore
    from engine.cases.findings import FIELDS, KEPT
    from engine.cases.former import all_former
    from engine.cases.renamed import possibly

    with CaseStore.open(path) as store:
        case = store.find(entity)
        before = [*store.sighted(case["entity_id"])][-2::-1]
        former = all_former(store).get(case["entity_id"], ())
        known = {one["entity_id"]: one for one in store.cases()}
    click.echo(f"{case['name']}  {case['uscc']}")
    click.echo(f"{case['address']}  {case['territory']}  {case['sector']}")
    for field, value, day in former:
        click.echo(f"{'曾用名' if field == 'name' else '原地址'}：{value}（{day}筛查时）")
    if same := possibly(known, known).get(case["entity_id"]):
        click.echo(same)
    click.echo(f"{_graded(case)}  来源：{case['source']}")
    for reason in case["reasons"].split("|"):
        click.echo(f"  · {reason}")
    for then in before[:5]:
        click.echo(f"以前的筛查：{then['seen']}  {_graded(then)}")
    for field in KEPT:
        if case[field] or field in FIELDS:
            click.echo(f"{field}：{case[field] or '（未填）'}")


def _graded(sighted: Mapping[str, Any]) -> str:
    """What a run made of a firm; of 持牌核对 none has made anything."""
    return "  ".join(
        f"{head}：{sighted[name]}"
        for head, name in (
            ("等级", "band"),
            ("指数", "score"),
            ("原始分", "points"),
            ("行业", "sector"),
        )
        if sighted.get(name, "") != ""
    )


@group.command("history", short_help="一户的每次筛查和改动：谁、何时、出自哪个文件。")
@click.argument("entity", metavar="企业")
@store_option
def history(entity: str, path: Path) -> None:
    """列出一户的每次筛查（当时的等级、指数、行业、理由）和每次改动，按先后。"""
    from engine.cases import CaseStore

    with CaseStore.open(path) as store:
        case = store.find(entity)
        changes = store.history(case["entity_id"])
        sighted = [*store.sighted(case["entity_id"])]
    click.echo(f"{case['name']}：{len(sighted)} 次列入，{len(changes)} 次改动")
    lines = [
        (then["at"], f"筛查  {_graded(then)}  理由：{'；'.join(then['reasons'].split('|')[:2])}")
        for then in sighted
    ]
    for c in changes:
        undone = "（已撤销）" if c["undone"] and c["field"] != "个人信息" else ""
        change = f"{c['who']}  {c['source']}  {c['field']}：“{c['old']}” → “{c['new']}”{undone}"
        lines.append((c["at"], change))
    for at, line in sorted(lines, key=itemgetter(0)):
        click.echo(f"  {at}  {line}")


@group.command("undo", short_help="撤销最近一批改动。")
@click.option(
    "--batch",
    type=click.IntRange(1),
    metavar="批号",
    help="撤销哪一批；只在最近一次导入什么也没有写入时须写明。",
)
@store_option
@who_option
def undo(batch: int | None, path: Path, name: str) -> None:
    """撤销最近一次导入或登记。撤销前自动备份。"""
    from engine.cases import CaseStore

    with CaseStore.open(path, who(name)) as store:
        batch, changes = store.undo(batch or 0)
    click.echo(f"已撤销第 {batch} 批，共 {len(changes)} 项改动：")
    for c in changes:
        # A remark may hold what nobody should read over a shoulder.
        what = "" if c["field"] == "备注" else f"：“{c['new']}” → “{c['old']}”"
        click.echo(f"  {c['name']} {c['field']}{what}（{c['source']}）")


@group.command("waive", short_help="登记一户经核实排除。")
@click.argument("entity", metavar="企业")
@click.option("--reason", required=True, metavar="原因", help="为什么排除。")
@click.option("--until", default="", metavar="日期", help="有效到哪天；不写则一年，最长一年。")
@store_option
@who_option
def waive(entity: str, reason: str, until: str, path: Path, name: str) -> None:
    """登记“排除（误报）”：到期前，已经看过的登记信息、广告和举报不再把它列为线索。

    新的证据照常列入；内容相同的广告以后又发布、又有人举报，也算新的，列入时写明。
    """
    from engine.cases import CaseStore
    from engine.cases.words import CLEARED, COMMAND, HANDLING
    from engine.ingest.values import parse_date
    from engine.model.errors import UsageError

    _not_blank(reason, "为什么排除")
    day = parse_date(until) if until else None
    if until and day is None:
        raise UsageError(f"日期“{until}”看不懂。请写成 2027-06-30 的样子。")
    with CaseStore.open(path, who(name)) as store:
        case = store.find(entity)
        if day is not None and day.isoformat() < store.today:
            raise UsageError(f"{day} 已经过去。请写以后的日期，或不写（一年）。")
        with store.batch() as batch:
            store.set_field(batch, case["entity_id"], HANDLING, CLEARED, COMMAND)
            store.add_remark(batch, case["entity_id"], reason, COMMAND)
            until = store.clear(
                case["entity_id"], store.today, reason, day.isoformat() if day else ""
            )
    click.echo(
        f"已登记：{case['name']} 排除（{reason}），到 {until} 为止，已经看过的登记信息、广告和举报不再把它列入。\n"
        "以后又发布的广告（内容相同的也算）、又收到的举报，照常列入，并写明是哪一条。"
    )


@group.command("tips", short_help="列出还没有对应到企业的举报。")
@store_option
def tips_(path: Path) -> None:
    """列出还没有对应到企业的举报：以后每次筛查都沿用，直到对应上企业或办结。不含举报内容。"""
    from engine.cases import CaseStore
    from engine.cases.tip_rows import open_tips

    with CaseStore.open(path) as store:
        found = open_tips(store)
    rows = [
        (
            tip["key"],
            tip["tip_id"],
            tip["since"],
            tip["subject"] or "（未写明）",
            tip["where"] or "（未写明）",
            "、".join(tip["candidates"]),
        )
        for tip in found
    ]
    _echo_table(("举报标识", "编号", "首次筛查", "被举报对象", "地点", "可能是"), rows)
    click.echo(f"共 {len(found)} 件。")


@group.command("close-tip", short_help="办结一件没有对应到企业的举报。")
@click.argument("tip", metavar="举报")
@click.option("--reason", required=True, metavar="结果", help="查到了什么，怎样处理。")
@store_option
@who_option
def close_tip(tip: str, reason: str, path: Path, name: str) -> None:
    """登记一件举报的结果，以后不再列入案头核查。举报可写标识、编号或被举报对象。"""
    from engine.cases import CaseStore
    from engine.cases.tip_rows import close, find
    from engine.cases.words import COMMAND

    _not_blank(reason, "查到了什么、怎样处理")
    with CaseStore.open(path, who(name)) as store:
        found = find(store, tip)
        with store.batch() as batch:
            close(store, batch, found["key"], reason, COMMAND)
    click.echo(f"已办结：{found['tip_id']}（{found['subject'] or '未写明对象'}），{reason}。")


@group.command("export-labels", short_help="把核实过的线索变成标注样本。")
@click.option("--out", required=True, type=PATH, metavar="目录", help="写到哪个文件夹。")
@store_option
def export_labels(out: Path, path: Path) -> None:
    """把已认定、移送的和已排除的企业写成样本，供 saolou corpus evaluate 使用。

    不含法定代表人和电话；没有企业登记、只见于广告或举报的不写入。
    """
    from engine.cases import CaseStore
    from engine.cases.labels import export_labels as export

    with CaseStore.open(path) as store:
        done = export(store, out)
    click.echo(f"已写入 {out}：属实 {done.confirmed} 户，排除 {done.refuted} 户。")
    if done.unregistered:
        click.echo(
            f"另有 {done.unregistered} 户只见于广告、举报，没有企业登记，没有写入：样本按登记信息评判，"
            "写入会被当作规则漏掉的。"
        )


@group.command("purge", short_help="清除到期的个人信息。")
@click.option(
    "--before", required=True, metavar="日期", help="最后一次列入早于这一天的，清除个人信息。"
)
@store_option
@who_option
def purge(before: str, path: Path, name: str) -> None:
    """清除法定代表人、电话、证据原文，以及填写的核查人、实际业务、备注（改动记录里的也清除）。

    企业名称、核查日期、处置措施、证照情况和统计数字保留。
    """
    from engine.cases import CaseStore
    from engine.cases.notes import purge as purge_notes
    from engine.cases.purge import purge as purge_before
    from engine.cases.purge import still_open
    from engine.cases.tip_rows import purge as purge_tips
    from engine.ingest.values import parse_date
    from engine.model.errors import UsageError

    day = parse_date(before)
    if day is None:
        raise UsageError(f"日期“{before}”看不懂。请写成 2026-06-30 的样子。")
    with CaseStore.open(path, who(name)) as store:
        if day.isoformat() > store.today:
            raise UsageError(f"{day} 还没有到，会把正在办的也清除。请写今天或以前的日期。")
        count, held = purge_before(store, day.isoformat()), still_open(store, day.isoformat())
        with store.batch():
            tips = purge_tips(store, day.isoformat())
            purge_notes(store, day.isoformat())
    click.echo(
        f"已清除最后一次列入早于 {day} 的 {count} 户的个人信息。不能撤销；旧的备份（*.bak）请一并销毁。"
    )
    if tips:
        click.echo(f"最后一次列入早于 {day} 的 {tips} 件未对应的举报已删除。")
    if held:
        click.echo(
            f"提醒：最后一次列入早于 {day} 的还有 {held} 户在办。证据已清除，以后的材料里没有的，不再留在清单上。"
        )


def _not_blank(reason: str, what: str) -> None:
    from engine.model.errors import UsageError

    if not reason.strip():
        raise UsageError(f"--reason 不能空着。请写{what}。")
