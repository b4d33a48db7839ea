"""An invented register, for whoever has none at hand: the words of ``data/samples``, drawn anew.

Trades, items, brands and places are those written for the bundled township; one firm in twenty-five
is one of its hand-written leads, licensed bodies and look-alikes, as finance words are in real registers.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from benchmarks import vary

DATA = Path(__file__).resolve().parents[1] / "data"
PARTS = DATA / "samples" / "parts"
HEADER = [
    "企业名称",
    "统一社会信用代码",
    "注册日期",
    "企业类型",
    "注册资金",
    "经营范围",
    "注册地址",
]
FINANCE_LIKE = 1 / 25
TYPES = {
    "公司": ("91", "有限责任公司"),
    "个体": ("92", "个体工商户"),
    "合作社": ("93", "农民专业合作社"),
}
TOWNS = ["云泉县清渠镇", "宁夏云泉县清渠镇", "宁夏石嘴山市云泉县清渠镇", "石嘴山市云泉县清渠镇"]
TAIL = "（依法须经批准的项目，经相关部门批准后方可开展经营活动）"


def _lines(name: str) -> list[list[str]]:
    text = (PARTS / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line]


class _Draw:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.words = {key: value.split() for key, value in _lines("words.tsv")}
        self.places: dict[str, list[str]] = {}
        for key, value in _lines("places.tsv"):
            self.places.setdefault(key, []).append(value)
        self.trades = [
            line for file in sorted(PARTS.glob("trades_*.tsv")) for line in _lines(file.name)
        ]
        hand = ("leads.tsv", "licensed.tsv", "dismissed.tsv")
        self.known = [line for file in hand for line in _lines(file)]

    def row(self) -> list[str]:
        pick = self.random.choice
        if self.random.random() < FINANCE_LIKE:
            name, kind, scope = pick(self.known)[:3]
            name = vary.name(name, self.random.randint(1, 9999))
        else:
            name, kind, scope = self.firm()
        head, form = TYPES.get(kind, TYPES["公司"])
        capital = "" if kind == "个体" else f"{self.random.randint(1, 300)}0万元人民币"
        date = f"{self.random.randint(1995, 2025)}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"
        return [name, f"{head}640221MB00000000", date, form, capital, scope, self.address()]

    def firm(self) -> tuple[str, str, str]:
        pick = self.random.choice
        _title, kind, _share, _sector, names, items, *rest = pick(self.trades)
        ending = {"公司": "有限公司", "合作社": "专业合作社"}.get(kind, "")
        own = pick(self.words["brand"]) if kind != "个体" else pick(self.words["surname"]) + "记"
        licensed = rest[0].split("|") if rest and rest[0] else []
        pool = items.split("|") + licensed
        drawn = self.random.sample(pool, min(len(pool), self.random.randint(2, 12)))
        name = f"{pick(['云泉县', '云泉', '宁夏云泉'])}{own}{pick(names.split('|'))}{ending}"
        return name, kind, pick("；；、").join(drawn) + pick([TAIL, "。", ""])

    def address(self) -> str:
        number, pick = self.random.randint, self.random.choice
        if self.random.random() < 0.3:
            return pick(TOWNS) + pick(self.words["village"]) + pick(self.words["group"])
        street = f"{pick(TOWNS)}{pick(self.words['road'])}{number(1, 180)}号"
        house = (
            f"{pick(self.places['estate'])}{number(1, 18)}号楼{number(1, 6)}层{number(101, 620)}室"
        )
        return street + (house if self.random.random() < 0.5 else "")


def register(count: int, seed: int) -> list[list[str]]:
    draw = _Draw(seed)
    return [draw.row() for _ in range(count)]


def adverts() -> list[str]:
    """The invented texts that lie beside the project: samples and training."""
    texts: list[str] = []
    for file, column in (("samples", "广告内容"), ("training", "text")):
        with (DATA / file / "adverts.csv").open(encoding="utf-8-sig", newline="") as stream:
            texts += [row[column] for row in csv.DictReader(stream)]
    return list(dict.fromkeys(text for text in texts if text))
