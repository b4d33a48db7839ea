"""Make the invented township beside this file from the hand-written parts: same seed, same bytes.

    python data/samples/generate.py [FOLDER]

Everything is invented: people, firms, places. Credit codes have valid check characters
(GB 32100-2015) under a division code that is not assigned (640299).
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path

from stdnum.cn import uscc

HERE = Path(__file__).resolve().parent
PARTS = HERE / "parts"
DIVISION = "640299"
FIRMS = 800
REGISTRATION = (
    "企业名称,统一社会信用代码,企业类型,登记状态,法定代表人,注册资本,成立日期,住所,经营范围,联系电话"
).split(",")
TYPES = {
    "公司": ["有限责任公司（自然人投资或控股）", "有限责任公司（自然人独资）", "有限责任公司"],
    "分公司": ["有限责任公司分公司", "股份有限公司分公司"],
    "合作社": ["农民专业合作社"],
    "个体": ["个体工商户"],
    "合伙": ["有限合伙企业"],
    "民办": ["民办非企业单位", "个体工商户"],
}
FORM = {"公司": "有限公司", "合作社": "专业合作社", "个体": "", "民办": ""}
BOILERPLATE = [
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动，具体经营项目以相关部门批准文件或许可证件为准）",
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "",
]


def rows(name: str) -> list[list[str]]:
    lines = (PARTS / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line]


def words() -> dict[str, list[str]]:
    return {key: value.split(",") for key, value in rows("words.tsv")}


class Township:
    """Draws people, codes, addresses and scopes from one seeded source."""

    def __init__(self, seed: int = 737) -> None:
        self.random = random.Random(seed)
        self.words = words()
        self.serial = 0
        self.names: set[str] = set()

    def pick(self, key: str) -> str:
        return self.random.choice(self.words[key])

    def person(self) -> str:
        return self.pick("surname") + self.pick("given")

    def code(self, kind: str) -> str:
        """A credit code: 9-1 companies, 9-2 traders, 9-3 co-operatives, 5-2 private non-profits."""
        self.serial += 1
        head = {"个体": "92", "合作社": "93", "民办": "52"}.get(kind, "91")
        body = f"{head}{DIVISION}MA7{self.serial:05d}X"
        return body + uscc.calc_check_digit(body)

    def phone(self) -> str:
        if self.random.random() < 0.3:
            return f"0952-70{self.random.randrange(10_000, 99_999)}"
        return f"139000{self.random.randrange(10_000, 99_999)}"

    def date(self, first: int = 2008, last: int = 2026) -> str:
        year = self.random.randint(first, last)
        month = self.random.randint(1, 4 if year == 2026 else 12)
        return f"{year}-{month:02d}-{self.random.randint(1, 28):02d}"

    def capital(self, kind: str) -> str:
        if kind in ("个体", "分公司", "民办"):
            return self.random.choice(["", "", "5万元", "2万元人民币"]) if kind == "个体" else ""
        amount = self.random.choice([10, 30, 50, 100, 100, 200, 300, 500, 1000, 2000])
        return self.random.choice([f"{amount}万元", f"{amount}万人民币", f"{amount}.0000万元"])

    def address(self, kind: str = "") -> str:
        head = self.random.choice(
            ["宁夏石嘴山市云泉县清渠镇", "云泉县清渠镇", "清渠镇", "宁夏回族自治区石嘴山市云泉县清渠镇"]
        )
        draw = self.random.random()
        if kind == "合作社" or draw < 0.3:
            number = self.random.choice(["", "", f"{self.random.randint(1, 160)}号"])
            return head + self.pick("village") + self.pick("group") + number
        if draw < 0.45:
            floor = self.random.randint(1, 12)
            room = self.random.choice([f"{floor}层{floor}{self.random.randint(1, 20):02d}室", f"{floor}{self.random.randint(1, 20):02d}", f"{floor}楼"])
            return head + self.random.choice(self.words["building"]) + room
        road = self.pick("road") + f"{self.random.randint(1, 180)}号"
        tail = self.random.choice(
            ["", "", "一层商铺", f"营业房{self.random.randint(1, 40)}号", "（信用社对面）", f"{self.random.randint(1, 9)}号楼{self.random.randint(1, 4)}单元101室", f"商网{self.random.randint(1, 30)}号"]
        )
        return head + road + tail

    def scope(self, items: str, licensed: str) -> str:
        known = items.split("、")
        drawn = self.random.sample(known, k=min(len(known), self.random.randint(3, 6)))
        sep = self.random.choice(["；", "；", "、", "，"])
        text = sep.join(drawn)
        if licensed and self.random.random() < 0.5:
            text = f"许可项目：{licensed}；一般项目：{text}"
        elif self.random.random() < 0.4:
            text = f"一般项目：{text}"
        return text + self.random.choice(BOILERPLATE)

    def name(self, kind: str, trade: str) -> str:
        for _ in range(200):
            place = self.random.choice(["云泉县", "云泉县", "宁夏", "云泉县清渠镇", "清渠"])
            brand = self.pick("brand")
            if kind == "个体":
                owner = self.random.choice([brand, "老" + self.pick("surname"), self.pick("surname") + "家", brand])
                name = f"云泉县清渠镇{owner}{trade}"
            elif kind == "合作社":
                name = f"云泉县{brand}{trade}专业合作社"
            elif kind == "民办":
                name = f"云泉县{brand}{trade}"
            else:
                name = f"{place}{brand}{trade}{FORM[kind]}"
            if name not in self.names:
                self.names.add(name)
                return name
        raise RuntimeError(f"no free name for {trade}")


def special_firms(town: Township) -> list[dict[str, str]]:
    """Firms whose name, scope and label were written by hand."""
    firms = []
    shared = {"金泰商务楼": town.phone()}
    for file, disposition in (("leads.tsv", "线索"), ("licensed.tsv", "持牌核对")):
        for name, kind, scope, place, sector, *why in rows(file):
            firms.append(
                {
                    "name": name, "kind": kind, "scope": scope, "place": place,
                    "disposition": disposition, "sector": sector if disposition == "线索" else "",
                    "why": why[0] if why else f"名称属于{sector}", "licence": sector,
                }
            )  # fmt: skip
    for name, kind, scope, why in rows("dismissed.tsv"):
        firms.append(_plain(name, kind, scope, "已排除", "", why))
    for name, kind, scope, sector, why in rows("notice.tsv"):
        firms.append(_plain(name, kind, scope, "提示", sector, why))
    for firm in firms:
        place = firm["place"]
        firm["address"] = f"云泉县清渠镇{place}" if place else town.address(firm["kind"])
        # Firms of one agent share a phone, as they do in real registers.
        firm["phone"] = shared["金泰商务楼"] if "金泰商务楼3层" in place else town.phone()
        town.names.add(firm["name"])
    return firms


def _plain(
    name: str, kind: str, scope: str, disposition: str, sector: str, why: str
) -> dict[str, str]:
    return {
        "name": name, "kind": kind, "scope": scope, "place": "",
        "disposition": disposition, "sector": sector, "why": why, "licence": "",
    }  # fmt: skip


def ordinary_firms(town: Township, count: int) -> list[dict[str, str]]:
    """Shops, farms and workshops; one in twenty carries a finance disclaimer."""
    trades = rows("trades.tsv")
    disclaimers = (PARTS / "disclaimers.txt").read_text(encoding="utf-8").splitlines()
    weights = [int(trade[2]) for trade in trades]
    firms = []
    for number in range(count):
        _, kind, _, sector, names, items, licensed = town.random.choices(trades, weights)[0]
        firm = _plain(
            town.name(kind, town.random.choice(names.split(","))), kind,
            town.scope(items, licensed), "提示" if sector else "", sector,
            f"{sector}领域" if sector else "",
        )  # fmt: skip
        if number % 20 == 7 and kind == "公司":
            firm["scope"] += disclaimers[(number // 20) % len(disclaimers)]
            firm.update(disposition="已排除", why="范围中的金融字样都写明排除")
        firm["address"], firm["phone"] = town.address(kind), town.phone()
        firms.append(firm)
    return firms


def registrations(town: Township, firms: list[dict[str, str]]) -> list[list[str]]:
    table = []
    for firm in firms:
        kind = firm["kind"]
        firm["uscc"] = town.code(kind)
        draw = town.random.random()
        status = "注销" if "已注销" in firm["why"] or draw < 0.03 else "存续"
        if status == "存续" and draw > 0.98:
            status = "吊销，未注销"
        young = firm["disposition"] == "线索"
        table.append([
            firm["name"], firm["uscc"], town.random.choice(TYPES[kind]), status,
            firm.get("person") or town.person(), town.capital(kind),
            town.date(2021 if young else 2008), firm["address"], firm["scope"], firm["phone"],
        ])  # fmt: skip
    return table


def write(file: Path, header: str | list[str], table: list[list[str]]) -> None:
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(header.split(",") if isinstance(header, str) else header)
        writer.writerows(table)


def adverts(town: Township, codes: dict[str, str]) -> tuple[list[list[str]], list[list[str]]]:
    """Adverts and their labels; ``codes``: name or usual short name → credit code."""
    texts = [(row, "1") for row in rows("adverts_bad.tsv")]
    texts += [([*row, "", ""], "0") for row in rows("adverts_good.tsv")]
    town.random.shuffle(texts)
    table, labels = [], []
    for number, (row, flag) in enumerate(texts, 1):
        channel, advertiser, title, text, sector, rate = row
        code = _advertiser(advertiser, text, codes) if flag == "1" else codes.get(advertiser, "")
        identity = f"A{number:03d}"
        day = f"2026-{town.random.randint(1, 5):02d}-{town.random.randint(1, 28):02d}"
        table.append([identity, channel, advertiser, title, text, day, "", ""])
        labels.append([identity, flag, sector, rate, code, ""])
    return table, labels


def _advertiser(advertiser: str, text: str, codes: dict[str, str]) -> str:
    if advertiser in codes:
        return codes[advertiser]
    for short, name in rows("short_names.tsv"):
        if short == advertiser or f"【{short}】" in text:
            return codes[name]
    return ""


def licences(town: Township, firms: list[dict[str, str]]) -> list[list[str]]:
    """Every licensed firm but two; one licence has run out; some belong to other counties."""
    licensed = [firm for firm in firms if firm["licence"] and firm["disposition"] == "持牌核对"]
    table = []
    for number, firm in enumerate(licensed):
        if number in (14, 23):
            continue
        until = "2025-06-30" if number == 11 else "2099-12-31"
        table.append([
            firm["name"], firm["uscc"], firm["licence"], f"YQ{number:04d}2640299",
            "宁夏金融监管局" if firm["licence"] in ("银行", "保险") else "自治区地方金融管理局", until,
        ])  # fmt: skip
    for name, kind in rows("licences_elsewhere.tsv"):
        table.append([name, town.code("公司"), kind, f"NX{len(table):04d}", "自治区地方金融管理局", "2099-12-31"])
    return table


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    town = Township()
    special = special_firms(town)
    firms = special + ordinary_firms(town, FIRMS - len(special))
    town.random.shuffle(firms)
    table = registrations(town, firms)
    codes = {firm["name"]: firm["uscc"] for firm in firms}
    again = [list(table[i]) for i in (20, 120, 240, 360, 480)]
    damaged = [[*table[600][:1], "9.16402E+17", *table[600][2:]]]
    damaged[0][0] = "云泉县清渠镇码坏了粮油店"
    write(out / "registrations.csv", REGISTRATION, table + again + damaged)
    labels = [[f["uscc"], f["name"], f["disposition"], f["sector"], f["why"]] for f in firms]
    write(out / "labels_entities.csv", "uscc,name,disposition,sector,why", labels)
    advert_table, advert_labels = adverts(town, codes)
    write(out / "adverts.csv", "编号,媒体类型,广告主,标题,广告内容,发布时间,联系电话,网址", advert_table)
    write(out / "labels_adverts.csv", "编号,should_flag,sector,annual_rate_pct,advertiser_uscc,why", advert_labels)
    tips = [
        [f"T{n:03d}", source, f"2026-{town.random.randint(1, 5):02d}-{town.random.randint(1, 28):02d}", who, place, text, handler]
        for n, (source, who, place, text, handler, _) in enumerate(rows("tips.tsv"), 1)
    ]
    write(out / "tips.csv", "编号,来源,受理时间,被反映对象,事发地址,内容,承办单位", tips)
    write(out / "licences.csv", "机构名称,统一社会信用代码,许可类型,许可证编号,发证机关,有效期至", licences(town, firms))
    write(out / "territory.csv", "责任区,类型,地址关键词,责任人,联系电话,负责行业", [
        [area, kind, patterns, town.person(), town.phone(), sectors]
        for area, kind, patterns, sectors in rows("territory.tsv")
    ])  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
