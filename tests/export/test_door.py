"""What may be carried to the door, and what is told of places where no firm is known."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from engine import load_ruleset, screen
from engine.export import write
from engine.export.desk_steps import reach
from engine.export.sheets.desk import NAME as DESK
from engine.export.sheets.licensed import NAME as LICENSED
from engine.export.sheets.route import NAME as ROUTE
from engine.export.told import at_the_door

from .sample import screening
from .test_route import lead, row_of, rows

AREAS = pd.DataFrame(
    [
        {"责任区": "湖沿村", "类型": "村", "地址关键词": "湖沿村", "责任人": "胡某", "联系电话": "0952-7010001"},
        {"责任区": "健康社区", "类型": "社区", "地址关键词": "健康街", "责任人": "铁某", "联系电话": "0952-7010002"},
        {"责任区": "风险专班", "类型": "办", "负责行业": "民间投融资中介、涉金融字样", "责任人": "海某", "联系电话": "0952-7010003"},
    ]
)  # fmt: skip


def run(firms: list[dict[str, str]], tips: list[dict[str, str]], **more: pd.DataFrame):  # type: ignore[no-untyped-def]
    return screen(
        pd.DataFrame(firms),
        tips=pd.DataFrame(tips),
        territory=AREAS,
        ruleset=load_ruleset(),
        **more,
    )


def test_a_tip_is_neutral_at_the_door_and_whole_in_the_list(tmp_path: Path) -> None:
    reasons = [
        "举报T6：反映吸收资金、付息分红或拿不回本金（“交了五万会员费”“退本金”）",
        "举报T6：反映承诺的回报超过6%：折合年化8%（“一年给8%”）",
        "经营“投资咨询”（“投资咨询”）",
    ]
    assert at_the_door(reasons) == [
        "有举报：吸收资金、付息分红或拿不回本金",
        "有举报：承诺的回报超过6%",
        "经营“投资咨询”（“投资咨询”）",
    ]
    write(screening([lead(1, road="富民路1号", reasons="|".join(reasons))]), tmp_path)
    assert "五万" not in str(rows(tmp_path, ROUTE))
    assert "五万" in str(rows(tmp_path, "线索清单"))


def test_numbers_of_tips_of_any_form_stay_away_from_the_door() -> None:
    for number in ("12345：2026-1", "工单" * 20, "（“x”）"):
        told = at_the_door([f"举报{number}：反映放高利贷（“借了两万”“扣车”）"])
        assert "两万" not in str(told)


def test_what_a_tip_tells_of_a_village_is_a_stop(tmp_path: Path) -> None:
    told = run(
        [{"企业名称": "云泉县好再来超市"}],
        [{"工单编号": "T1", "被反映对象": "养生馆老板", "事发地址": "湖沿村村部旁", "诉求内容": "收村民的钱，说每年给利息"}],
    )  # fmt: skip
    told.write(tmp_path)
    table = rows(tmp_path, ROUTE)
    row = table[row_of(table, "养生馆老板")]
    assert "湖沿村" in row[2]
    assert "有举报" in row[5]
    assert "村民的钱" not in "".join(row)
    assert "胡某" in str(table)
    assert "0952-7010001" in table[0][0]
    desk = "".join(rows(tmp_path, DESK)[0])
    assert "胡某" in desk


def test_staff_of_a_bank_stand_in_the_sheet_of_discipline_alone(tmp_path: Path) -> None:
    told = run(
        [{"企业名称": "云泉县好再来超市"}],
        [{"工单编号": "T7", "被反映对象": "某支行职工王某", "诉求内容": "信贷员王某私下转贷，收介绍费，放高利贷"}],
    )  # fmt: skip
    told.write(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "leads.xlsx")
    found = {
        sheet.title
        for sheet in book
        if any("T7" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    }
    assert found == {"转纪检监察线索"}


def test_a_licence_that_is_over_comes_first_and_is_asked_for(tmp_path: Path) -> None:
    firms = [
        {"企业名称": "云泉县安泰小额贷款有限公司", "住所": "清渠镇健康街10号"},
        {"企业名称": "云泉县惠众典当有限公司", "住所": "清渠镇健康街48号", "经营范围": "动产质押典当"},
        {"企业名称": "云泉县恒信投资咨询有限公司", "住所": "清渠镇健康街8号", "经营范围": "投资咨询"},
    ]  # fmt: skip
    listed = [
        {"机构名称": firms[1]["企业名称"], "许可类型": "典当", "有效期至": "2099-12-31"},
        {"机构名称": firms[0]["企业名称"], "许可类型": "小额贷款", "有效期至": "2020-06-30"},
    ]
    tips = [{"诉求内容": "路灯不亮", "受理时间": "2026-01-01"}]
    told = run(firms, tips, licences=pd.DataFrame(listed))
    told.write(tmp_path)
    table = rows(tmp_path, LICENSED)
    assert "安泰" in table[0][1]
    first = "".join(table[0])
    assert "2020-06-30" in first
    assert "到期" in first
    assert all(row[7] for row in table)  # 主管部门
    assert "高利" not in "".join(table[1])
    route = str(rows(tmp_path, ROUTE))
    assert "沿街核对许可证" in route
    assert "安泰" in route
    assert "惠众" not in route


def test_pages_are_cut_before_a_heading(tmp_path: Path) -> None:
    leads = [lead(n, road=f"富民路{n}号", responsible="李某") for n in range(1, 60)]
    write(screening(leads), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "leads.xlsx")[ROUTE]
    cuts = [brk.id for brk in sheet.row_breaks.brk]
    assert cuts
    for at in cuts:
        assert "（续）" in sheet.cell(at + 1, 1).value
        assert not str(sheet.cell(at, 1).value or "").startswith("第 ")
    assert not any("report.html" in str(c.value) for row in sheet.iter_rows() for c in row)


def test_a_text_without_a_contact_says_so() -> None:
    said = {"text": "群众都说好，五千元起，名额二十个"}
    assert reach({}, [said]) == "无联系方式"
    assert reach({}, [{"text": "加微信 yq8866"}]) == "见全文"


def test_what_is_told_of_one_village_is_joined_at_the_desk(tmp_path: Path) -> None:
    told = run(
        [{"企业名称": "云泉县好再来超市"}],
        [{"工单编号": "T1", "被反映对象": "", "事发地址": "湖沿村村部旁", "诉求内容": "收村民的钱，说每年给利息"}],
        adverts=pd.DataFrame(
            [{"广告编号": "A1", "广告主": "湖沿村互助社", "广告内容": "存一万一年给九百利息，保本保息"}]
        ),
    )  # fmt: skip
    told.write(tmp_path)
    desk = rows(tmp_path, DESK)
    assert "同村的举报T1" in "".join(desk[row_of(desk, "湖沿村互助社\n")])
    route = rows(tmp_path, ROUTE)
    assert any("湖沿村互助社" in row[2] for row in route)
