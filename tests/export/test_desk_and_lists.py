"""What the desk is told of the place of a lead without an address, and of its licence."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import screen
from engine.export.desk_steps import steps
from engine.export.sheets.desk import NAME as DESK
from engine.export.sheets.leads import NAME as LEADS
from engine.export.told import Nearby

ADS = pd.DataFrame(
    {
        "编号": ["C1", "C2"],
        "广告主": ["金桥村养殖联盟", "云水养老会"],
        "广告内容": ["入股分红，年收益15%，保本"] * 2,
    }
)
AREAS = pd.DataFrame({"村社区": ["金桥村"], "责任人": ["马一"]})


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    sheet = openpyxl.load_workbook(folder / "leads.xlsx")[name]
    found = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    at = next(
        i
        for i, row in enumerate(found)
        if any(cell.startswith("责任部门") or cell == "证照核对" for cell in row)
    )
    return [dict(zip(found[at], row, strict=True)) for row in found[at + 1 :] if any(row)]


def test_a_place_that_is_named_is_told_at_the_desk(tmp_path: Path) -> None:
    firms = pd.DataFrame({"企业名称": ["云泉县甲投资咨询有限公司"], "住所": ["渠口乡金桥村8号"]})
    screen(firms, adverts=ADS, territory=AREAS).write(tmp_path)
    who = {next(v for k, v in row.items() if "行业领域" in k) for row in rows(tmp_path, DESK)}
    assert {said.split("\n")[0]: "提到的地方：金桥村" in said for said in who} == {
        "金桥村养殖联盟": True,
        "云水养老会": False,
    }


def test_leads_that_no_list_is_kept_of_say_which_licence_there_is(tmp_path: Path) -> None:
    firms = pd.DataFrame({"企业名称": ["云泉县甲投资咨询有限公司"], "经营范围": ["投资咨询"]})
    screen(firms).write(tmp_path)
    (row,) = rows(tmp_path, LEADS)
    assert row["证照核对"].startswith("没有可对照的名录；许可：")
    assert "无此类许可" in row["证照核对"]


def _place(**told: str) -> dict[str, str]:
    return {"village": "", "building": "", "floor": "", **told}


def test_the_nearest_is_told_first() -> None:
    here = _place(village="团结社区", building="金泰商务楼", floor="3层")
    others = [
        _place(village="团结社区二组", name="a"),
        _place(building="金泰商务楼", floor="5层", name="b"),
        _place(village="团结社区", building="金泰商务楼", floor="3层", name="c"),
        _place(village="朝阳社区", building="金泰商务楼", floor="3层", name="of another quarter"),
        _place(village="朝阳社区", name="far"),
        _place(floor="3层", name="nowhere"),
        here,
    ]
    count, first = Nearby(others).beside(here, 3)
    assert [(how, one["name"]) for how, one in first] == [
        ("同层", "c"),
        ("同楼", "b"),
        ("同村", "a"),
    ]
    assert count == 3
    assert Nearby(others).beside(here, 2) == (3, first[:2])
    assert Nearby(others).beside(others[5], 3) == (0, [])
    _, of_any_quarter = Nearby(others).beside(others[1], 9)
    assert [one.get("name") for _, one in of_any_quarter] == ["c", "of another quarter", None]


def test_what_is_near_is_said_in_whole_sentences(tmp_path: Path) -> None:
    firms = pd.DataFrame(
        {
            "企业名称": [f"云泉县第{n}户十分要紧非常啰嗦的投资管理咨询有限公司" for n in range(5)],
            "住所": ["渠口乡金桥村8号"] * 5,
        }
    )
    screen(firms, adverts=ADS, territory=AREAS).write(tmp_path)
    (told,) = {row["先做什么"] for row in rows(tmp_path, DESK) if "金桥村" in "".join(row.values())}
    first = told.split("\n")[0]
    assert "核对与同村的清单 3 号" in first
    assert first.endswith("等 5 件是不是一回事")


@pytest.mark.parametrize("name", ["微信 zhuan888x", "QQ：10001000", "VX yq8866a", "公众号 abc_123"])
def test_an_account_is_looked_up_at_its_platform(name: str) -> None:
    todo = "\n".join(steps({"name": name}, [{"text": "一天赚三百", "channel": ""}]))
    assert "登记系统" not in todo
    assert "平台" in todo


@pytest.mark.parametrize("name", ["微信小店服务部", "QQ炫舞学校", "甲投资"])
def test_a_name_is_looked_up_in_the_register(name: str) -> None:
    assert "登记系统" in "\n".join(steps({"name": name}, [{"text": "一天赚三百", "channel": ""}]))
