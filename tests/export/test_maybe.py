"""What may be of one of several firms is asked at each of their doors, and counts for none."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from engine import screen
from engine.export import write
from engine.export.maybe import maybe_meant
from engine.export.sheets.route import NAME as ROUTE

from .sample import screening

FIRMS = pd.DataFrame(
    {
        "企业名称": [
            "云泉县聚鑫投资咨询有限公司",
            "云泉县聚鑫投资管理有限公司",
            "云泉县聚鑫养殖有限公司",
            "云泉县远山投资咨询有限公司",
        ],
        "住所": [
            f"云泉县清渠镇团结路{where}" for where in ("8号301室", "20号", "8号101室", "30号")
        ],
        "经营范围": ["投资咨询", "投资管理", "生猪养殖", "投资咨询"],
    }
)
ADS = pd.DataFrame({"编号": ["A7"], "广告主": ["聚鑫投资"], "广告内容": ["保本保息，年化18%"]})
TIPS = pd.DataFrame(
    {
        "工单编号": ["T5"],
        "被反映对象": ["聚鑫投资"],
        "诉求内容": ["我叫周告发，这家公司承诺保本付息，向老人集资"],
    }
)


def route(folder: Path) -> list[str]:
    sheet = openpyxl.load_workbook(folder / "leads.xlsx")[ROUTE]
    rows = ([str(c.value or "") for c in row[:11]] for row in sheet.iter_rows(min_row=2))
    return ["|".join(row) for row in rows]


def test_it_stands_at_each_door_without_points(tmp_path: Path) -> None:
    plain, run = screen(FIRMS), screen(FIRMS, adverts=ADS, tips=TIPS)
    assert run.adverts["candidates"].tolist() == [
        "云泉县聚鑫投资咨询有限公司|云泉县聚鑫投资管理有限公司"
    ]
    points = ["name", "band", "points", "reasons"]
    assert run.entities[points].equals(plain.entities[points])
    run.write(tmp_path)
    for name in ("聚鑫投资咨询", "聚鑫投资管理"):
        (row,) = [row for row in route(tmp_path) if name in row]
        assert "※ 可能与广告A7（" in row
        assert "※ 可能与一件举报（" in row
        assert "有关，待核实" in row
        assert "T5" not in row
        assert "周告发" not in row
    assert "可能与" not in "".join(row for row in route(tmp_path) if "聚鑫投资" not in row)


def test_a_firm_that_is_no_lead_is_told_of_in_its_building(tmp_path: Path) -> None:
    where = {"town": "清渠镇", "road": "团结路8号", "territory": "团结社区"}
    lead = {"entity_id": "E1", "name": "甲咨询公司", "disposition": "线索", "band": "中", **where}
    firm = {
        "entity_id": "E2",
        "name": "乙养殖公司",
        "disposition": "提示",
        "room": "101室",
        **where,
    }
    far = {**firm, "entity_id": "E3", "name": "丙养殖公司", "road": "富民路8号"}
    advert = {
        "ad_id": "A9",
        "band": "高",
        "text": "保本保息",
        "candidates": "乙养殖公司|丙养殖公司",
    }
    write(screening([lead, firm, far], [advert]), tmp_path)
    (line,) = [row for row in route(tmp_path) if "乙养殖公司" in row]
    assert "同楼其他涉金融或可能有关的企业" in line
    assert "101室 乙养殖公司（提示；可能与广告A9有关，待核实）" in line
    assert not [row for row in route(tmp_path) if "丙养殖公司" in row]


def test_few_are_told_of_one_firm() -> None:
    adverts = [{"ad_id": f"A{n}", "candidates": "甲公司|乙公司"} for n in range(5)]
    said = maybe_meant(adverts, [{"candidates": ("甲公司",), "reasons": ()}])
    assert said["甲公司"][-1] == "另有 3 件可能有关，见“案头核查”"
    assert said["乙公司"][:1] == ["可能与广告A0有关，待核实"]
    assert not maybe_meant([{"ad_id": "A1", "entity_id": "E1", "candidates": "甲公司"}], ())
