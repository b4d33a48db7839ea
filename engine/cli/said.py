"""What a screening says while it goes on and at its end."""

from __future__ import annotations

import datetime as dt
import re
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from engine.cli.unread import warn_of_unread

if TYPE_CHECKING:
    from engine.model.progress import Progress
    from engine.model.screening import Screening

#: What reading says of a column of codes, and which hold those of firms.
_RUINED = re.compile(r"(.+)列共有 (\d+) 个单元格被Excel损坏，已按空白处理")
_CODES = ("uscc", "reg_no")
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
    from engine.export.below import below_sentence
    from engine.export.dealt import dealt_sentence
    from engine.model.terms import FOOTER_ROW, LESS, NO_REGISTER, STOOD_IN, UNHEARD
    from engine.place import ALIKE, UNREAD_HOUSES, UNREAD_WORDS, WITHOUT_FIRMS

    counts, rows = run.run["counts"], run.run["rows"]
    feet = Counter(str(row.kind) for row in run.rejected if row.cause == FOOTER_ROW)
    names = {
        "registration": "企业登记",
        "advert": "广告",
        "tip": "线索记录",
        "licence": "名录",
        "territory": "责任区",
        "origin": "户籍地区码",
    }
    if sys.stderr.isatty():
        click.echo("", err=True)
    click.echo(
        "读入："
        + "，".join(
            f"{names[kind]} {n['in']:,} 行"
            + (f"（合并重复 {n['merged_duplicates']}）" if n["merged_duplicates"] else "")
            + (f"（不能用 {bad}）" if (bad := n["rejected"] - feet[kind]) else "")
            + (f"（表尾合计、说明 {feet[kind]}，不是数据）" if feet[kind] else "")
            for kind, n in rows.items()
            if n["in"]
        )
    )
    warn_of_unread(run.run["inputs"])
    bands = counts["leads_by_band"]
    click.echo(
        "线索："
        + (" ".join(f"{b} {bands.get(b, 0)}" for b in ("高", "中", "低")))
        + (f" 不到分数线 {bands['无']}" if bands.get("无") else "")
        + f"，共 {sum(bands.values())} 条（疑似，待核查）"
    )
    if counts["leads_by_sector"]:
        click.echo(
            "行业：" + "，".join(f"{k} {v}" for k, v in list(counts["leads_by_sector"].items())[:8])
        )
    other = counts["by_disposition"]
    nowhere = "没有登记可对照" if NO_REGISTER in run.messages else "登记里没有"
    click.echo(
        "其余："
        + "，".join(f"{k} {other.get(k, 0)}" for k in ("持牌核对", "已排除", "提示"))
        + (f"，没有命中 {counts['without_hits']}" if "without_hits" in counts else "")
        + (
            f"（以上有 {counts['unregistered']} 家{nowhere}，只见于广告）"
            if counts.get("unregistered")
            else ""
        )
    )
    if counts["adverts_by_band"]:
        ads = counts["adverts_by_band"]
        click.echo("广告：" + "，".join(f"{k} {ads.get(k, 0)}" for k in ("高", "中", "低", "无")))
    if dealt := dealt_sentence(run.run):
        click.echo(f"以前办过的：{dealt}。")
    overlay = run.run["rules"]["overlay"]
    if overlay:
        click.echo(
            f"规则：{run.run['rules']['active']} 条生效（基础包 {overlay['from_base']}，"
            f"{overlay['title']} {overlay['own']}；停用 {len(overlay['disabled'])} 项，"
            f"扩充 {len(overlay['extended'])} 项"
            + (f"，改分 {len(overlay['points_before'])} 条" if overlay["points_before"] else "")
            + ("，等级的分数线改过" if overlay["bands"] else "")
            + "）"
        )
    if below := below_sentence(run.run):
        click.echo(f"提醒：{below}。")
    for line in _ruined(run.run["inputs"]):
        click.echo(f"提醒：{line}")
    if rows["registration"]["in"] and not run.run["licence_lists"]:
        click.echo(
            "提醒：没有提供持牌机构名录（--licences），证照情况一律为“名录缺失”，不代表无证。"
        )
    if day := str(run.run.get("as_of") or ""):
        click.echo(_reference(day, dt.date.today(), bool(run.run.get("as_of_given"))))
    told = (WITHOUT_FIRMS, ALIKE, UNREAD_HOUSES, LESS, NO_REGISTER, STOOD_IN)
    unread = [line for line in run.messages if line.startswith(UNREAD_WORDS)]
    for line in unread[:_MOST]:
        click.echo(f"提醒：{line}")
    if len(unread) > _MOST:
        click.echo(f"提醒：这样的地址关键词共 {len(unread)} 处，其余见工作簿“数据问题”。")
    for line in run.messages:
        if line.startswith(told):
            click.echo(f"提醒：{line}")
        elif line.startswith(UNHEARD):
            click.echo(f"提醒：{line.partition('：')[0]}，没有列入，编号见工作簿“数据问题”。")
    if run.run.get("options", {}).get("redact"):
        from engine.export.personal.redact import withheld

        for line in withheld(run):
            click.echo(f"提醒：{line}。")
    for copy in (path for path in written if path.name.startswith("leads-填写过-")):
        click.echo(
            f"原来的 leads.xlsx 填写过（或无法确认没有填写过），已另存为 {copy.name}。填写的内容请用 saolou cases import 导入。"
        )
    click.echo(f"结果在：{out.resolve()}")
    click.echo(
        f"下一步：打开 {next((p.name for p in written if p.suffix == '.xlsx'), 'leads.xlsx')}，先看“说明”，再打印“扫楼路线”。"
    )
