"""The route a colleague walks, and the desk list of what cannot be walked to."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.export import write
from engine.export.sheets.desk import NAME as DESK
from engine.export.sheets.route import NAME as ROUTE

from .sample import hit, realistic, screening


def lead(number: int, **more: object) -> dict[str, object]:
    return {
        "entity_id": f"E{number}",
        "name": f"第{number}户咨询公司",
        "disposition": "线索",
        "band": "中",
        "points": 50 - number,
        "rank": number,
        "town": "清渠镇",
        "territory": "团结社区",
        "reasons": "经营“投资咨询”",
        "checks": "资金从哪里来",
        **more,
    }


def rows(folder: Path, sheet: str) -> list[list[str]]:
    book = openpyxl.load_workbook(folder / "leads.xlsx")
    return [
        ["" if cell.value is None else str(cell.value) for cell in row]
        for row in book[sheet].iter_rows(min_row=2)
    ]


def row_of(table: list[list[str]], words: str) -> int:
    (found,) = [at for at, row in enumerate(table) if any(words in cell for cell in row[:12])]
    return found


def stop_of(table: list[list[str]], words: str) -> str:
    """The line of the stop under which a door stands."""
    return next(row[0] for row in reversed(table[: row_of(table, words)]) if row[0][:2] == "第 ")


def test_one_building_is_one_stop_and_two_towns_are_two(tmp_path: Path) -> None:
    leads = [
        lead(1, road="团结东路18号", building="金泰商务楼", floor="3层"),
        lead(2, building="金泰商务楼", floor="6层", territory=""),
        lead(3, building="金泰商务楼", town="渠口镇", territory=""),
    ]
    write(screening(leads), tmp_path)
    table = rows(tmp_path, ROUTE)
    assert stop_of(table, "第1户") == stop_of(table, "第2户")
    assert "团结东路18号 金泰商务楼" in stop_of(table, "第1户")
    assert table[row_of(table, "第3户")][-5] == "未划定责任区"
    # What the source says of each door stays as it is.
    told = pd.read_csv(tmp_path / "entities.csv", dtype=str, keep_default_na=False)
    assert list(told["road"]) == ["团结东路18号", "", ""]
    assert list(told["territory"]) == ["团结社区", "", ""]


def test_each_territory_begins_a_page_and_names_who_is_responsible(tmp_path: Path) -> None:
    leads = [
        lead(n, territory=where, road=f"富民路{n}号", responsible=who)
        for n, (where, who) in enumerate(
            [("甲社区", "王一"), ("乙社区", "李二"), ("甲社区", "王一"), ("", "")], 1
        )
    ]
    write(screening(leads), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx")[ROUTE]
    heads = [
        row[0].row
        for row in sheet.iter_rows(min_row=2)
        if row[0].fill.start_color.rgb == "FF404040"
    ]
    assert [sheet.cell(at, 1).value.split("　")[0] for at in heads] == [
        "甲社区",
        "乙社区",
        "未划定责任区",
    ]
    assert "王一" in sheet.cell(heads[0], 1).value
    # A break stands behind a row; Excel keeps it only while the height of the print is free.
    assert [brk.id for brk in sheet.row_breaks.brk] == [at - 1 for at in heads[1:]]
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"


def test_a_closed_firm_is_visited_and_marked(tmp_path: Path) -> None:
    write(
        screening([lead(1, road="富民路1号", status="吊销，未注销"), lead(2, road="富民路3号")]),
        tmp_path,
    )
    for sheet in (ROUTE, "线索清单"):
        table = rows(tmp_path, sheet)
        closed, open_ = table[row_of(table, "第1户")], table[row_of(table, "第2户")]
        assert "是否仍在经营" in "".join(closed)
        assert "是否仍在经营" not in "".join(open_)


@pytest.mark.parametrize("redact", [False, True])
def test_the_telephone_stands_at_the_door_as_far_as_it_may(tmp_path: Path, redact: bool) -> None:
    leads = [lead(1, road="富民路1号", phone="14012345678", legal_rep="欧阳某")]
    write(screening(leads), tmp_path, redact=redact)
    words = "".join(rows(tmp_path, ROUTE)[2])
    assert ("14012345678" in words) is not redact
    assert ("欧阳某" in words) is not redact
    assert "5678" in words


def test_every_lead_is_on_the_route_or_on_the_desk(tmp_path: Path) -> None:
    result = realistic()
    result.entities.loc[3:8, ["town", "road", "building", "county"]] = ""
    write(result, tmp_path)
    route, desk = rows(tmp_path, ROUTE), rows(tmp_path, DESK)
    walked = {row[4] for row in route if row[4]}
    seated = {row[0] for row in desk if row[0] not in ("", "续")}
    assert walked | seated == {str(rank) for rank in range(1, 61)}
    assert not walked & seated
    assert seated == {"4", "5", "6", "7", "8", "9"}


def test_the_desk_has_the_whole_advert_and_how_to_reach_its_author(tmp_path: Path) -> None:
    body = "".join(f"第{n}句，投资一万每月返三百。\n" for n in range(80))
    advert = {
        "ad_id": "A1",
        "entity_id": "E1",
        "band": "高",
        "channel": "短信",
        "text": body,
        "phone": "14012345678",
        "url": "http://x.invalid",
    }
    nowhere = lead(1, town="", territory="", name="某某创投")
    found = screening([nowhere], [advert], [hit("E1", "A1", "text", body, "每月返三百")])
    write(found, tmp_path)
    table = rows(tmp_path, DESK)
    assert "".join(row[4] for row in table).replace("\n", "") == body.replace("\n", "")
    assert table[0][0] == "1"
    assert {row[0] for row in table[1:]} == {"续"}
    assert "14012345678" in table[0][3]
    assert "x.invalid" in table[0][3]
    steps = table[0][6]
    assert "某某创投" in steps  # look the name up
    assert "运营商" in steps  # ask who sends
    write(found, tmp_path / "handed", redact=True)
    assert "14012345678" not in str(rows(tmp_path / "handed", DESK))


def test_an_advert_as_long_as_a_book_says_where_it_goes_on(tmp_path: Path) -> None:
    advert = {"ad_id": "A1", "entity_id": "E1", "band": "高", "text": "一万字" * 10_000}
    write(screening([lead(1, town="")], [advert]), tmp_path)
    table = rows(tmp_path, DESK)
    assert len(table) < 10
    assert "adverts.csv" in table[-1][4]


def test_an_address_nobody_can_place_is_told_at_the_desk(tmp_path: Path) -> None:
    vague = lead(1, town="", uscc="91640221MA0000000X", address="大桥旁")
    write(screening([vague]), tmp_path)
    (row,) = rows(tmp_path, DESK)
    assert "大桥旁" in row[6]


def test_an_advert_of_one_of_several_firms_waits_on_the_desk(tmp_path: Path) -> None:
    advert = {"ad_id": "A9", "band": "高", "text": "保本保息", "candidates": "甲公司|乙公司"}
    write(screening([lead(1, road="富民路1号")], [advert]), tmp_path)
    (row,) = rows(tmp_path, DESK)
    assert "甲公司" in row[6]
    assert "乙公司" in row[6]


TIPS = [
    {
        "工单编号": "T1",
        "反映人": "周告发",
        "被反映对象": "黄家三兄弟",
        "事发地址": "清渠镇柳湾村三组",
        "诉求内容": "我是周告发，他们一万一年给两千利息，本金要不回来",
    }
]
AREAS = [{"责任区": "柳湾村", "类型": "村", "地址关键词": "柳湾村", "责任人": "胡某"}]


def test_a_tip_without_a_firm_waits_on_the_desk_without_who_reported(tmp_path: Path) -> None:
    run = screen(
        pd.DataFrame([{"企业名称": "云泉县好再来超市"}]),
        tips=pd.DataFrame(TIPS),
        territory=pd.DataFrame(AREAS),
        ruleset=load_ruleset(),
    )
    run.write(tmp_path / "own")
    (row,) = rows(tmp_path / "own", DESK)
    words = "".join(row)
    assert "黄家三兄弟" in words
    assert "柳湾村三组" in words
    assert "胡某" in words  # whose territory it is
    assert "T1" in words
    assert "周告发" not in words
    assert "要不回来" not in words.replace("“要不回来”", "")
    run.write(tmp_path / "handed", redact=True)
    assert "黄家三兄弟" not in str(rows(tmp_path / "handed", DESK))


@pytest.mark.parametrize(("count", "said"), [(6, ""), (8, "等 8 家")])
def test_of_many_licences_to_ask_for_it_is_said_how_many(
    tmp_path: Path, count: int, said: str
) -> None:
    bodies = [
        lead(
            9 + number,
            disposition="持牌核对",
            band="无",
            licence_status="未见",
            road=f"团结东路{20 + 2 * number}号",
        )
        for number in range(count)
    ]
    write(screening([lead(1, road="团结东路18号"), *bodies]), tmp_path)
    (line,) = [row[0] for row in rows(tmp_path, ROUTE) if "沿街核对许可证" in row[0]]
    assert line.count("咨询公司") == 6
    assert line.endswith("）" + said)


def test_a_department_is_named_once_over_a_territory(tmp_path: Path) -> None:
    told = [
        "地方金融管理部门、市场监管部门",
        "商务、市场监管部门",
        "地方金融管理部门|公安、网信部门",
        "公安机关",
    ]
    leads = [
        lead(n, territory="甲村", department=d, road=f"柳荫街{n}号") for n, d in enumerate(told, 1)
    ]
    write(screening(leads), tmp_path)
    line = next(row[0] for row in rows(tmp_path, ROUTE) if "主管部门：" in row[0])
    names = line.partition("主管部门：")[2].split("、")
    assert sorted(names) == sorted(
        ["地方金融管理部门", "市场监管部门", "商务部门", "公安部门", "网信部门"]
    )
