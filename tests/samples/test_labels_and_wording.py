"""Labels cover everything and agree; nothing belongs to anybody; the wording is varied."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "data" / "samples"
#: places of branches' parents and of lenders elsewhere; all invented
PLACES = ("云泉", "清渠", "江临", "凤川", "渭原", "海陵", "平川县")
#: licensed bodies that everybody knows may be named, as licensed
KNOWN = re.compile(r"^中国(农业银行|工商银行|邮政储蓄银行|邮政集团|人民财产保险|人寿保险)")
DISPOSITIONS = {"线索", "持牌核对", "已排除", "提示", ""}


def table(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


FIRMS, ADS, TIPS = table("registrations.csv"), table("adverts.csv"), table("tips.csv")
FIRM_LABELS = {row["uscc"]: row for row in table("labels_entities.csv")}
AD_LABELS = {row["编号"]: row for row in table("labels_adverts.csv")}
SECTORS = {
    sector["name"]
    for sector in yaml.safe_load((ROOT / "rules" / "sectors.yaml").read_text("utf-8"))["sectors"]
}


def test_every_record_is_labelled() -> None:
    assert {row["统一社会信用代码"] for row in FIRMS} == set(FIRM_LABELS)
    assert {row["编号"] for row in ADS} == set(AD_LABELS)
    assert {row["编号"] for row in TIPS} == {row["编号"] for row in table("labels_tips.csv")}


def test_labels_are_of_the_contract() -> None:
    for row in FIRM_LABELS.values():
        assert row["disposition"] in DISPOSITIONS
        assert row["sector"] in SECTORS | {""}
        assert (row["sector"] != "") == (row["disposition"] in ("线索", "提示")), row
        assert (row["why"] != "") == (row["disposition"] != ""), row
    for row in AD_LABELS.values():
        assert row["should_flag"] in ("0", "1")
        assert (row["sector"] != "") == (row["should_flag"] == "1"), row
        assert row["annual_rate_pct"] == "" or 0 < float(row["annual_rate_pct"]) < 1000
        assert row["why"]


def test_who_advertises_or_is_told_of_is_a_lead() -> None:
    subjects = [r["subject_uscc"] for r in table("labels_tips.csv") if r["should_flag"] == "1"]
    subjects += [r["advertiser_uscc"] for r in AD_LABELS.values() if r["should_flag"] == "1"]
    for code in filter(None, subjects):
        assert FIRM_LABELS[code]["disposition"] == "线索", FIRM_LABELS[code]


def test_suspicious_adverts_are_of_every_sector() -> None:
    shown = {row["sector"] for row in AD_LABELS.values() if row["should_flag"] == "1"}
    # A word in a name, not a kind of advert.
    assert SECTORS - shown <= {"涉金融字样"}


def test_names_carry_an_invented_place() -> None:
    names = [row["企业名称"] for row in FIRMS] + [row["机构名称"] for row in table("licences.csv")]
    assert [n for n in names if not KNOWN.match(n) and not any(p in n for p in PLACES)] == []
    everything = "".join("".join(row.values()) for row in FIRMS + ADS + TIPS)
    for real in ("平罗", "大武口", "惠农区", "贺兰县"):
        assert real not in everything


def test_no_number_can_be_anybody_s() -> None:
    """Telephones of series not in service; organisation codes with a wrong check character."""
    told = [r["联系电话"] for r in FIRMS + ADS + table("territory.csv")]
    phones = "；".join(told + [r["广告内容"] for r in ADS] + [r["内容"] for r in TIPS])
    for number in re.findall(r"(?<![\dxX])(?:0952-?\d{7}|1[3-9]\d{9})(?!\d)", phones):
        assert number.startswith(("154", "0952-1")), number
    for row in FIRMS + table("licences.csv"):
        body = row["统一社会信用代码"][8:17]
        if len(body) == 9:
            weights = (3, 7, 9, 10, 5, 8, 4, 2)
            total = sum(int(c, 36) * w for c, w in zip(body, weights, strict=False))
            assert "0123456789X"[(11 - total % 11) % 11] != body[8], row
    for row in ADS:
        assert row["网址"] == "" or ".invalid" in row["网址"]


def test_scopes_are_varied() -> None:
    scopes = {row["统一社会信用代码"]: row["经营范围"] for row in FIRMS}
    assert len(set(scopes.values())) / len(scopes) > 0.9
    items = Counter(
        i for s in scopes.values() for i in set(re.split(r"[；;、，,：:。（）()\s]", s)) if i
    )
    assert len(items) > 1000
    # Manners of writing: the standard form, free text, each ending.
    modern = sum("一般项目" in s for s in scopes.values())
    assert 0.3 < modern / len(scopes) < 0.8
    assert sum("不得" in s or "不含" in s or "除" in s for s in scopes.values()) > 40


def test_addresses_are_written_in_many_ways() -> None:
    places = [row["住所"] for row in FIRMS]
    assert sum(p.startswith("宁夏") for p in places) > 50
    assert sum(p.startswith("清渠镇") for p in places) > 50
    for mark in ("组", "队", "社", "号楼", "商网", "营业房", "（", "排", "座", "园"):
        assert sum(mark in p for p in places) >= 10, mark
    assert max(Counter(places).values()) >= 10, "an agent's address holds many firms"


def test_no_text_of_an_advert_or_tip_comes_twice() -> None:
    for texts in ([r["广告内容"] for r in ADS], [r["内容"] for r in TIPS]):
        bare = [re.sub(r"[\d０-９.%％，,。]", "", text) for text in texts]
        assert len(set(bare)) == len(bare)
        # Nor ten templates multiplied: no opening is used often.
        assert max(Counter(text[:6] for text in bare).values()) <= 2
