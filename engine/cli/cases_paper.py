"""`saolou cases paper`: Word papers from the case store."""

from __future__ import annotations

import re
from pathlib import Path

import click

from engine.cli.cases import store_option
from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH

_ONE = ("transfer", "talk")


@click.command(cls=ChineseCommand, short_help="生成移交表、约谈通知、台账、月报、总结。")
@click.argument(
    "kind",
    type=click.Choice(["transfer", "talk", "ledger", "monthly", "summary"]),
    metavar="种类",
)
@click.argument("entity", required=False, metavar="[企业]")
@click.option(
    "--month",
    default="",
    metavar="年-月",
    help="只算这个月，如 2026-07；不写则全期，月报则为最近一次筛查的月份。",
)
@click.option(
    "--by",
    type=click.Choice(["territory", "department"]),
    default="territory",
    show_default=True,
    metavar="分组",
    help="台账按责任区 territory 或条线 department 分。",
)
@click.option("--templates", type=PATH, metavar="目录", help="本单位自己的模板。")
@click.option("--out", required=True, type=PATH, metavar="目录", help="写到哪个文件夹。")
@store_option
def paper(
    kind: str,
    entity: str | None,
    month: str,
    by: str,
    templates: Path | None,
    out: Path,
    path: Path,
) -> None:
    """生成 Word 公文。

    种类：transfer 线索移交表、talk 警示约谈通知书（须写明企业）；

    ledger 排查台账、monthly 月报（没有线索时为零报告）、summary 总结。

    线索算在第一次列入的那个月，核查过的也算在核查的那个月。每月 10 日以前筛查上个月材料的，算上个月。
    写明月份的，等级、行业、理由和处置都按那个月底的，以后的变化不改。
    """
    from engine.cases import CaseStore
    from engine.cases.months import last_month
    from engine.cases.papers import for_case, for_period
    from engine.model.errors import UsageError

    if month and not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", month):
        raise UsageError(f"月份“{month}”看不懂。请写成 2026-07 的样子。")
    if kind in _ONE and not entity:
        raise UsageError("请写明是哪一户企业（编号、信用代码或名称）。")
    with CaseStore.open(path) as store:
        if kind in _ONE:
            written = for_case(store, kind, entity or "", out, templates)
        else:
            if kind == "monthly" and not month:
                month = last_month(store)
                if not month:
                    raise UsageError(
                        "办案库里还没有筛查。月报请用 --month 写明月份，如 --month 2026-07。"
                    )
                click.echo(
                    f"没有写 --month，按最近一次筛查算作 {month} 的月报。要别的月份，请写明 --month。"
                )
            written = for_period(store, kind, month, by, out, templates)
    click.echo(f"已写入 {written}")
