"""The firms of the township: those written by hand, and those drawn trade by trade."""

from __future__ import annotations

from dataclasses import dataclass

from parts.scopes import Trade, read_trades, scope
from parts.town import ELSEWHERE, Town, rows

TRADE_FILES = [
    "trades_shops.tsv",
    "trades_services.tsv",
    "trades_farm.tsv",
    "trades_works.tsv",
    "trades_office.tsv",
]
#: trades that make up the number when the others leave room
FILLERS = ["面馆餐饮", "养殖", "货车个体", "农机", "汽修", "建筑劳务"]
RURAL = {"合作社": 0.85, "个体": 0.3, "公司": 0.15, "民办": 0.3}
#: trades of the open country, seldom found in the town
COUNTRY = {"养殖", "牧业", "家庭农场", "农机", "农业公司", "村集体"}
AGENT = "云泉县清渠镇团结东路18号金泰商务楼3层308室（托管注册）"
TYPES = {
    "公司": ["有限责任公司（自然人投资或控股）"] * 5 + ["有限责任公司（自然人独资）"] * 4
    + ["有限责任公司(自然人投资或控股)", "其他有限责任公司", "有限责任公司", "有限责任公司（自然人投资或控股的法人独资）"],
    "分公司": ["有限责任公司分公司", "其他有限责任公司分公司", "股份有限公司分公司（非上市）"],
    "合作社": ["农民专业合作社", "农民专业合作社", "农民专业合作经济组织"],
    "个体": ["个体工商户", "个体工商户", "个体工商户", "个体", "个体户"],
    "合伙": ["有限合伙企业"],
    "民办": ["民办非企业单位", "民办非企业单位（法人）"],
}  # fmt: skip


@dataclass(slots=True)
class Firm:
    name: str
    kind: str
    scope: str
    disposition: str
    sector: str
    why: str
    date: str = ""
    address: str = ""
    person: str = ""
    phone: str = ""
    capital: str = ""
    status: str = ""
    licence: str = ""
    uscc: str = ""
    country: bool = False

    def row(self, town: Town) -> list[str]:
        return [
            self.name, self.uscc, town.random.choice(TYPES[self.kind]), self.status, self.person,
            self.capital, self.date, self.address, self.scope, self.phone,
        ]  # fmt: skip

    def label(self) -> list[str]:
        return [self.uscc, self.name, self.disposition, self.sector, self.why]


def written(town: Town) -> list[Firm]:
    """Firms whose name, scope, place and label stand in the parts."""
    firms = []
    for name, kind, text, place, sector, why, *more in rows("leads.tsv"):
        firm = Firm(name, kind, text, "线索", sector, why, address=place)
        for pair in "".join(more).split(";"):
            key, _, value = pair.partition("=")
            if key:
                setattr(firm, key, value)
        firm.status = firm.status or "存续（在营、开业、在册）"
        firm.date = firm.date or town.date(2019)
        firms.append(firm)
    for name, kind, text, place, licence in rows("licensed.tsv"):
        firm = Firm(
            name,
            kind,
            text,
            "持牌核对",
            "",
            f"{licence}，须有相应许可",
            address=place,
            licence=licence,
        )
        firm.status, firm.date = "存续", town.date(2003, 2018)
        firms.append(firm)
    for name, kind, text, why, *place in rows("dismissed.tsv"):
        firms.append(Firm(name, kind, text, "已排除", "", why, address="".join(place)))
    for name, kind, text, sector, why in rows("notice.tsv"):
        firms.append(Firm(name, kind, text, "提示", sector, why))
    for name, kind, text, sector in rows("ordinary.tsv"):
        firms.append(
            Firm(
                name,
                kind,
                text,
                "提示" if sector else "",
                sector,
                f"只属于{sector}领域" if sector else "",
            )
        )
    for firm in firms:
        town.fresh(firm.name)
        if firm.address:
            firm.address = "云泉县清渠镇" + firm.address
    return firms


def drawn(town: Town, total: int) -> list[Firm]:
    """Shops, farms, workshops and offices; the fillers make up ``total``."""
    trades = [trade for file in TRADE_FILES for trade in read_trades(rows(file))]
    wanted = [trade for trade in trades for _ in range(trade.count)]
    extra = [trade for trade in trades if trade.title in FILLERS]
    while len(wanted) < total:
        wanted.append(extra[len(wanted) % len(extra)])
    firms = []
    for trade in wanted[:total]:
        date = town.date(2004 if town.chance(0.25) else 2015)
        firms.append(
            Firm(
                _name(town, trade, date), trade.kind, scope(town, trade, date),
                "提示" if trade.sector else "", trade.sector, f"只属于{trade.sector}领域" if trade.sector else "",
                date=date, country=trade.title in COUNTRY,
            )
        )  # fmt: skip
    return firms


def _name(town: Town, trade: Trade, date: str) -> str:
    while True:
        word, brand = town.random.choice(trade.names), town.pick("brand")
        if trade.kind == "个体":
            name = _trader(town, word, brand, date)
        elif trade.title == "村集体":
            name = f"云泉县清渠镇{town.pick('village')}{word}合作社"
        elif trade.kind == "合作社":
            name = f"云泉县{town.random.choice(['', '', '清渠'])}{brand}{word}{town.random.choice(['专业合作社', '专业合作社', '农民专业合作社'])}"
        elif trade.kind == "民办":
            name = f"云泉县{town.random.choice(['', '清渠镇', '清渠'])}{brand}{word}"
        else:
            name = _company(town, word, brand)
        if town.fresh(name):
            return name


def _trader(town: Town, word: str, brand: str, date: str) -> str:
    surname = town.pick("surname")
    own = town.random.choice(
        [
            brand,
            brand,
            brand,
            f"老{surname}",
            f"{surname}家",
            f"{surname}记",
            town.person(),
            f"{surname}{town.random.choice('大二三小')}{town.random.choice('哥姐嫂')}",
            town.pick("village")[:-1] + brand,
        ]
    )
    place = town.random.choice(["云泉县清渠镇"] * 5 + ["云泉县", "云泉县", "清渠镇", "云泉县清渠"])
    return (
        place
        + own
        + word
        + ("（个体工商户）" if date >= "2023-01-01" and town.chance(0.35) else "")
    )


def _company(town: Town, word: str, brand: str) -> str:
    draw = town.number(1, 100)
    if draw <= 5:
        return f"{town.random.choice(ELSEWHERE)}{brand}{word}有限公司云泉{town.random.choice(['', '县', '清渠'])}分公司"
    if draw <= 13:
        return f"宁夏{brand}{word}（云泉）有限公司"
    place = town.random.choice(["云泉县", "云泉县", "云泉县", "云泉", "宁夏云泉", "云泉县清渠"])
    return f"{place}{brand}{word}{town.random.choice(['有限公司'] * 5 + ['有限责任公司'])}"


def finish(town: Town, firms: list[Firm]) -> None:
    """Fill in what is not written: people, sums, days, places, telephones, codes, states."""
    for firm in firms:
        if "公司云泉" in firm.name and firm.name.endswith("分公司") and firm.kind == "公司":
            firm.kind = "分公司"
        firm.date = firm.date or town.date(2010)
        firm.uscc = town.code("民办" if "基金会" in firm.name else firm.kind, firm.date)
        firm.person = firm.person or town.person()
        firm.address = firm.address or town.address(
            0.9 if firm.country else RURAL.get(firm.kind, 0.1),
            firm.kind in ("公司", "分公司", "合伙"),
        )
        firm.phone = firm.phone or ("" if town.chance(0.04) else town.phone())
        firm.capital = firm.capital or _capital(town, firm.kind)
        firm.status = firm.status or town.random.choice(
            ["存续（在营、开业、在册）"] * 12
            + ["存续"] * 6
            + ["在业", "开业", "注销", "吊销，未注销"]
        )


def _capital(town: Town, kind: str) -> str:
    if kind == "分公司":
        return town.random.choice(["", "", "-"])
    if kind == "个体":
        return town.random.choice(
            [
                "",
                "",
                "",
                "0",
                f"{town.number(1, 30)}万元",
                f"{town.number(1, 20)}.0万元人民币",
                f"{town.number(1, 9)}万人民币",
            ]
        )
    if kind == "民办":
        return town.random.choice(["", "3万元", "10万元", "开办资金5万元"])
    amount = town.random.choice(
        [3, 5, 10, 30, 50, 50, 100, 100, 100, 200, 200, 300, 500, 500, 600, 800, 1000, 2000, 3000]
    )
    return town.random.choice(
        [
            f"{amount}万元",
            f"{amount}万元人民币",
            f"{amount}万人民币",
            f"{amount}.0000万元",
            f"{amount}(万元)",
            f"{amount}.000000万人民币",
            f"人民币{amount}万元",
        ]
    )
