"""What a screening says while it goes on and at its end."""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.unread import warn_of_unread

if TYPE_CHECKING:
    from engine.model.progress import Progress
    from engine.model.screening import Screening

#: What reading says of a column of codes, and which hold those of firms.
_RUINED = re.compile(r"(.+)列共有 (\d+) 个单元格被Excel损坏，已按空白处理：.*")
_CODES = ("uscc", "reg_no")
#: So many sectors are told.
_SECTORS = 8
#: So many areas without firms are named.
_MOST = 5
#: Days after which the day a screening is made for lies far back.
_FAR = 180


def progress() -> Progress | None:
    """Progress on stderr, only for a person at a terminal."""
    if not sys.stderr.isatty():
        return None
    began: dict[str, float] = {}

    def tell(stage: str, count: int, total: int = 0) -> None:
        seconds = max(time.time() - began.setdefault(stage, time.time()), 0.01)
        line = f"{stage}：{count:,}"
        if total and count < total and seconds > 1:
            line += f" / {total:,}，{count / seconds:,.0f} 行/秒，约剩 {_span((total - count) * seconds / count)}"
        click.echo(f"\r{line:<60}", nl=False, err=True)

    return tell


def _reference(day: str, today: dt.date, given: bool = False) -> str:
    """The day the screening is made for, and a warning where it lies far back or has not come."""
    whence = "筛查时指定的" if given else "资料里最新的日期"
    said = f"基准日：{day}（{whence}）。证照是否过期、企业成立多久，都按这一天算。"
    days = (today - dt.date.fromisoformat(day)).days
    if given and days < 0:
        return f"{said}\n提醒：指定的基准日 {day} 还没有到，这以前到期的许可证都算过期。请核对有没有写错。"
    if days < _FAR:
        return said
    return f"{said}\n提醒：基准日已过去 {days} 天，{day} 以后到期的许可证仍算有效，请核对原件，或换用新的资料。"


def _ruined(inputs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Which files have codes of firms that Excel has made numbers of, how many, and what to do."""
    found: dict[tuple[str, str], int] = {}
    for source in inputs:
        for note in source["notes"]:
            told = _RUINED.fullmatch(note)
            if told and source["mapping"].get(told[1]) in _CODES:
                key = source["file"], told[1]
                found[key] = found.get(key, 0) + int(told[2])
    lines = [
        f"{file} 有 {count:,} 个“{header}”被 Excel 损坏（成了 9.16E+17 的样子），已按空白处理。"
        for (file, header), count in [*found.items()][:_MOST]
    ]
    if len(found) > _MOST:
        lines.append(f"代码被损坏的文件共 {len(found)} 个，其余见工作簿“数据问题”。")
    if lines:
        lines[-1] += (
            "这些行只能凭名称、地址对照名录、广告和以前的核查，同一家也可能列成两家。请从原系统重新导出，"
            "代码列设为文本格式（csv 不要用 Excel 打开再保存），再筛查一次。"
        )
    return lines


def _span(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


def summary(run: Screening, out: Path, written: list[Path]) -> None:
    """What came of a run, and what to do next."""
    if sys.stderr.isatty():
        click.echo("", err=True)
    click.echo(f"读入：{_read(run)}")
    warn_of_unread(run.run["inputs"])
    for line in (*_found(run.run["counts"], run.messages), *_dealt(run)):
        click.echo(line)
    for line in _rules(run.run["rules"]):
        click.echo(line)
    for line in (*_of_inputs(run), *_of_messages(run.messages), *_withheld(run)):
        click.echo(line)
    for line in _where(out, written):
        click.echo(line)


def _read(run: Screening) -> str:
    """Rows of each kind of input, and what became of those that are no data or cannot be used."""
    from engine.ingest.headers.remarks import said_of
    from engine.model.terms import FOOTER_ROW, RecordKind

    feet = Counter(str(row.kind) for row in run.rejected if row.cause == FOOTER_ROW)
    return "，".join(
        f"{said_of(RecordKind(kind))} {n['in']:,} 行"
        + (f"（合并重复 {n['merged_duplicates']}）" if n["merged_duplicates"] else "")
        + (f"（不能用 {bad}）" if (bad := n["rejected"] - feet[kind]) else "")
        + (f"（表尾合计、说明 {feet[kind]}，不是数据）" if feet[kind] else "")
        for kind, n in run.run["rows"].items()
        if n["in"]
    )


def _found(counts: Mapping[str, Any], messages: Sequence[str]) -> Iterator[str]:
    from engine.model.terms import NO_REGISTER, NO_SECTOR, UNREGISTERED

    bands = counts["leads_by_band"]
    yield (
        "线索："
        + (" ".join(f"{b} {bands.get(b, 0)}" for b in ("高", "中", "低")))
        + (f" 不到分数线 {bands['无']}" if bands.get("无") else "")
        + f"，共 {sum(bands.values())} 条（疑似，待核查）"
    )
    if sectors := counts["leads_by_sector"]:
        yield "行业：" + "，".join(
            f"{k or NO_SECTOR} {v}" for k, v in list(sectors.items())[:_SECTORS]
        )
    other = counts["by_disposition"]
    nowhere = "没有登记可对照" if NO_REGISTER in messages else "登记里没有"
    apart = [
        f"{count} 家{nowhere}，{why}"
        for count, why in (
            (counts.get("unregistered"), "只见于广告"),
            (counts.get(UNREGISTERED), "沿用前次"),
        )
        if count
    ]
    yield (
        "其余："
        + "，".join(f"{k} {other.get(k, 0)}" for k in ("持牌核对", "已排除", "提示"))
        + (f"，没有命中 {counts['without_hits']}" if "without_hits" in counts else "")
        + (f"（以上有 {'；'.join(apart)}）" if apart else "")
    )
    if ads := counts["adverts_by_band"]:
        yield "广告：" + "，".join(f"{k} {ads.get(k, 0)}" for k in ("高", "中", "低", "无"))


def _dealt(run: Screening) -> Iterator[str]:
    """The firms that were dealt with before, of which the office's memory knows."""
    from engine.export.dealt import dealt_sentence

    if dealt := dealt_sentence(run.run):
        yield f"以前办过的：{dealt}。"


def _rules(rules: Mapping[str, Any]) -> Iterator[str]:
    """What an office changes of the shipped rules."""
    if overlay := rules["overlay"]:
        yield (
            f"规则：{rules['active']} 条生效（基础包 {overlay['from_base']}，"
            f"{overlay['title']} {overlay['own']}；停用 {len(overlay['disabled'])} 项，"
            f"扩充 {len(overlay['extended'])} 项"
            + (f"，改分 {len(overlay['points_before'])} 条" if overlay["points_before"] else "")
            + ("，等级的分数线改过" if overlay["bands"] else "")
            + "）"
        )


def _of_inputs(run: Screening) -> Iterator[str]:
    """What is missing of the inputs, or ruined, and the day that they are held against."""
    from engine.export.below import below_sentence

    record = run.run
    if below := below_sentence(record):
        yield f"提醒：{below}。"
    for line in _ruined(record["inputs"]):
        yield f"提醒：{line}"
    if record["rows"]["registration"]["in"] and not record["licence_lists"]:
        yield "提醒：没有提供持牌机构名录（--licences），证照情况一律为“名录缺失”，不代表无证。"
    if day := str(record.get("as_of") or ""):
        yield _reference(day, dt.date.today(), bool(record.get("as_of_given")))


def _of_messages(messages: Sequence[str]) -> Iterator[str]:
    from engine.model.terms import LESS, NO_REGISTER, STOOD_IN, UNHEARD, WAIVED
    from engine.place import ALIKE, UNREAD_HOUSES, UNREAD_WORDS, WITHOUT_FIRMS

    unread = [line for line in messages if line.startswith(UNREAD_WORDS)]
    for line in unread[:_MOST]:
        yield f"提醒：{line}"
    if len(unread) > _MOST:
        yield f"提醒：这样的地址关键词共 {len(unread)} 处，其余见工作簿“数据问题”。"
    told = (WITHOUT_FIRMS, ALIKE, UNREAD_HOUSES, LESS, NO_REGISTER, STOOD_IN)
    for line in messages:
        if line.startswith(told):
            yield f"提醒：{line}"
        elif line.startswith((UNHEARD, WAIVED)):
            yield f"提醒：{line.partition('：')[0]}，没有列入，编号见工作簿“数据问题”。"


def _withheld(run: Screening) -> Iterator[str]:
    if run.run.get("options", {}).get("redact"):
        from engine.export.personal.redact import withheld

        for line in withheld(run):
            yield f"提醒：{line}。"


def _where(out: Path, written: Sequence[Path]) -> Iterator[str]:
    """Where the result lies, and whatever of an earlier one was kept."""
    from engine.export import said_of_earlier
    from engine.model.names import EARLIER, KEPT

    for copy in (path for path in written if path.name.startswith(KEPT)):
        yield (
            f"原来的 leads.xlsx 填写过（或无法确认没有填写过），已另存为 {copy.name}。"
            "填写的内容请用 saolou cases import 导入。"
        )
    for folder in (path for path in written if path.name.startswith(EARLIER)):
        yield (
            f"注意：{out} 里原有 {said_of_earlier(folder)}，所用资料与这次不同，没有覆盖，"
            f"已整个移到其中的“{folder.name}”文件夹；用不着了可以删除。"
        )
    book = next((path.name for path in written if path.suffix == ".xlsx"), "leads.xlsx")
    yield f"结果在：{out.resolve()}"
    yield f"下一步：打开 {book}，先看“说明”，再打印“扫楼路线”。"
