"""Make the invented township beside this file from the hand-written parts: same seed, same bytes.

    python data/samples/generate.py [FOLDER]

People, firms and places are invented; what was written by hand and what is drawn is told in
README.md. Needs python-stdnum and openpyxl.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # this folder is packed as it stands

from parts.messy import write_messy  # noqa: E402
from parts.register import Firm, drawn, finish, written  # noqa: E402
from parts.ties import tie  # noqa: E402
from parts.town import Town, rows  # noqa: E402

HERE = Path(__file__).resolve().parent
SEED = 20210501
FIRMS = 800
HEADERS = {
    "registrations.csv": "企业名称,统一社会信用代码,企业类型,登记状态,法定代表人,注册资本,成立日期,住所,经营范围,联系电话",
    "adverts.csv": "编号,媒体类型,广告主,标题,广告内容,发布时间,联系电话,网址",
    "tips.csv": "编号,来源,受理时间,被反映对象,事发地址,内容,承办单位",
    "licences.csv": "机构名称,统一社会信用代码,许可类型,许可证编号,发证机关,有效期至",
    "territory.csv": "责任区,类型,地址关键词,责任人,联系电话,负责行业",
    "labels_entities.csv": "uscc,name,disposition,sector,why",
    "labels_adverts.csv": "编号,should_flag,sector,annual_rate_pct,advertiser_uscc,why",
    "labels_tips.csv": "编号,should_flag,subject_uscc",
}
Table = list[list[str]]


def write(out: Path, file: str, table: Table) -> None:
    with (out / file).open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(HEADERS[file].split(","))
        writer.writerows(table)


def disclaimed(town: Town, firms: list[Firm]) -> None:
    """A few ordinary companies carry a registrar's exclusion, as some do everywhere."""
    texts = [line for (line,) in rows("disclaimers.txt")]
    plain = [f for f in firms if f.kind == "公司" and "金融" not in f.scope and f.scope[-1] == "）"]
    for firm, text in zip(town.random.sample(plain, 4), texts[::3], strict=False):
        firm.scope += text
        firm.disposition, firm.sector, firm.why = "已排除", "", "范围中的金融字样都写明排除"


def twice(town: Town, table: Table) -> Table:
    """Six rows that came twice: three alike, three as different exports write them."""
    again = [list(row) for row in town.random.sample(table, 6)]
    again[3][0] = again[3][0].replace("（", "(").replace("）", ")") + " "
    again[4][7] = again[4][7].removeprefix("宁夏").replace("石嘴山市", "")
    again[5][9], again[5][3] = town.phone(), "存续"
    return again


def damaged(table: Table) -> tuple[Table, Table]:
    """Two ordinary shops whose codes were spoilt on the way, and their labels."""
    spoilt = [
        ("云泉县清渠镇码坏了牛肉面馆", "9.26402E+17", "餐饮服务"),
        ("云泉县清渠镇半截码电焊部", "92640221MA7", "电气焊加工；铁艺护栏制作"),
    ]
    rows_ = [
        [
            name,
            code,
            "个体工商户",
            "存续",
            table[n][4],
            "",
            "2016-05-0" + str(n),
            table[n][7],
            text,
            "",
        ]
        for n, (name, code, text) in enumerate(spoilt, 3)
    ]
    return rows_, [[code, name, "", "", ""] for name, code, _ in spoilt]


def adverts(town: Town, codes: dict[str, str]) -> tuple[Table, Table]:
    texts = [(r[:4], "1", *r[4:]) for r in rows("adverts_bad.tsv")]
    texts += [(r[:4], "0", "", *r[4:]) for r in rows("adverts_good.tsv")]
    town.random.shuffle(texts)
    table, labels = [], []
    for number, (said, flag, sector, rate, firm, phone, url, why) in enumerate(texts, 1):
        identity = f"A{number:03d}"
        table.append([identity, *said, town.date(2026), phone, url])
        labels.append([identity, flag, sector, rate, codes[firm] if firm else "", why])
    return table, labels


def tips(town: Town, codes: dict[str, str]) -> tuple[Table, Table]:
    texts = rows("tips.tsv")
    town.random.shuffle(texts)
    table, labels = [], []
    for number, (source, who, where, text, handler, flag, firm) in enumerate(texts, 1):
        identity = f"T{number:03d}"
        table.append([identity, source, town.date(2026), who, where, text, handler])
        labels.append([identity, flag, codes[firm] if firm else ""])
    return table, labels


def licences(town: Town, firms: list[Firm]) -> Table:
    """The licensed of the township but two, two of them run out, and those of other places."""
    held = [firm for firm in firms if firm.licence]
    held.sort(key=lambda firm: firm.uscc)
    until = {
        firm.name: "长期" if firm.licence in ("银行", "保险", "证券", "期货") else "2027-12-31"
        for firm in held
    }
    until["云泉县诚联小额贷款股份有限公司"] = "2025-06-30"
    until["云泉县信达丰担保有限公司"] = "2024-12-31"
    missing = {"云泉清禾商业保理有限公司", "云泉县公正保险公估有限公司"}
    issuer = {
        "银行": "金融监管总局石嘴山监管分局",
        "保险": "金融监管总局石嘴山监管分局",
        "证券": "中国证监会宁夏监管局",
        "期货": "中国证监会宁夏监管局",
        "支付": "中国人民银行凤川市分行",
        "集团财务公司": "金融监管总局宁夏监管局",
    }
    table = [
        [
            f.name,
            f.uscc,
            f.licence,
            f"YQ{town.number(10000, 99999)}",
            issuer.get(f.licence, "自治区地方金融管理局"),
            until[f.name],
        ]
        for f in held
        if f.name not in missing
    ]
    for name, kind, by, day in rows("licences_elsewhere.tsv"):
        table.append(
            [
                name,
                town.code("公司", division="640399"),
                kind,
                f"WD{town.number(10000, 99999)}",
                by,
                day,
            ]
        )
    return table


def main(out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    town = Town(SEED)
    hand = written(town)
    firms = hand + drawn(town, FIRMS - len(hand))
    disclaimed(town, firms[len(hand) :])
    finish(town, firms)
    tie(town, firms)
    town.random.shuffle(firms)
    codes = {firm.name: firm.uscc for firm in firms}
    table = [firm.row(town) for firm in firms]
    spoilt, spoilt_labels = damaged(table)
    for row in twice(town, table) + spoilt:
        table.insert(town.number(250, len(table)), row)
    write(out, "registrations.csv", table)
    write(out, "labels_entities.csv", [firm.label() for firm in firms] + spoilt_labels)
    advert_table, advert_labels = adverts(town, codes)
    write(out, "adverts.csv", advert_table)
    write(out, "labels_adverts.csv", advert_labels)
    tip_table, tip_labels = tips(town, codes)
    write(out, "tips.csv", tip_table)
    write(out, "labels_tips.csv", tip_labels)
    write(out, "licences.csv", licences(town, firms))
    write(out, "territory.csv", [
        [area, kind, patterns, town.person(), town.phone(), sectors]
        for area, kind, patterns, sectors in rows("territory.tsv")
    ])  # fmt: skip
    write_messy(out / "messy", HEADERS, table[:200], advert_table)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
