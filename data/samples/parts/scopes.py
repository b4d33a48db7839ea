"""Scopes in the manners of writing found in registers: standard items since 2020, free text before."""

from __future__ import annotations

from dataclasses import dataclass

from parts.town import Town

GENERAL = "除依法须经批准的项目外，凭营业执照依法自主开展经营活动"
LICENSED = "依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准"
OLD = [
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "(依法须经批准的项目,经相关部门批准后方可开展经营活动)",
    "**（依法须经批准的项目，经相关部门批准后方可开展经营活动）***",
    "（涉及许可经营的凭许可证经营）",
    "（法律、行政法规禁止的，不得经营；应经审批的，未获批准前不得经营）",
    "（企业依法自主选择经营项目，开展经营活动；依法须经批准的项目，经相关部门批准后依批准的内容开展经营活动；不得从事本市产业政策禁止和限制类项目的经营活动。）",
    "***",
    "。",
    "",
    "",
]


@dataclass(frozen=True, slots=True)
class Trade:
    title: str
    kind: str
    count: int
    sector: str
    names: list[str]
    items: list[str]
    licensed: list[str]
    old: list[str]


def read_trades(table: list[list[str]]) -> list[Trade]:
    return [
        Trade(
            t,
            kind,
            int(count),
            sector,
            *(cell.split("|") if cell else [] for cell in (*rest, "")[:4]),
        )
        for t, kind, count, sector, *rest in table
    ]


def scope(town: Town, trade: Trade, date: str) -> str:
    modern = town.chance(0.92) if date >= "2020-09-01" else town.chance(0.3)
    return _modern(town, trade) if modern else _old(town, trade)


def _drawn(town: Town, items: list[str], low: int, high: int) -> list[str]:
    return town.random.sample(items, min(len(items), town.number(low, high)))


def _modern(town: Town, trade: Trade) -> str:
    sep = town.random.choice("；；；;")
    general = sep.join(_drawn(town, trade.items, 3, 10 if trade.kind == "公司" else 6))
    licensed = sep.join(_drawn(town, trade.licensed, 1, 2)) if town.chance(0.6) else ""
    general_end, licensed_end = f"（{GENERAL}）", f"（{LICENSED}）"
    if not licensed:
        start = town.random.choice(["一般项目：", "一般项目：", "一般经营项目：", "一般项目:", ""])
        return (
            start
            + general
            + town.random.choice(
                [general_end, general_end, "；" + general_end, "。", f"({GENERAL})"]
            )
        )
    style = town.number(0, 3)
    if style == 0:
        return f"许可项目：{licensed}{licensed_end}一般项目：{general}{general_end}"
    if style == 1:
        return f"一般项目：{general}{general_end}许可项目：{licensed}{licensed_end}"
    if style == 2:
        return f"许可项目：{licensed}；一般项目：{general}；（{LICENSED}）"
    return f"许可项目：{licensed}。\u3000一般项目：{general}。"


def _old(town: Town, trade: Trade) -> str:
    end = town.random.choice(OLD)
    if trade.old and town.chance(0.55):
        text = town.random.choice(trade.old)
        extra = [item for item in _drawn(town, trade.items, 0, 2) if item not in text]
        if extra and text[-1] not in "。）)":
            text += "；" + "；".join(extra)
        return text if text[-1] in "。）)" else text + end
    sep = town.random.choice("、；，;")
    items = _drawn(town, trade.items + trade.licensed, 2, 6)
    if sep in "、，" and any("、" in item or "，" in item for item in items):
        sep = "；"
    return sep.join(items) + end
