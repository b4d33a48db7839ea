"""What came of the sweep of last year lies beside the register of this year."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from engine.ingest.headers.ledger import is_ledger
from engine.ingest.headers.names import label
from engine.model.terms import RecordKind
from tests.cli.office import folder, record
from tests.command import saolou

REG = RecordKind.REGISTRATION
FIRMS = (
    "企业名称,住所,经营范围\n云泉县聚鑫投资咨询有限公司,清渠镇东街1号,投资咨询\n"
    "云泉县清渠百货店,清渠镇东街2号,百货\n"
)
BEFORE = (
    "序号,企业名称,地址,核查人,核查日期,实际业务,处置措施\n"
    "1,云泉县安康大药房,清渠镇西街1号,甲某,2025-09-10,原疑吸收存款，核查为卖药,未发现异常\n"
    "2,云泉县佳佳超市,清渠镇西街2号,甲某,2025-09-10,没有吸收存款,未发现异常\n"
).replace("，", "、")


@pytest.mark.parametrize(
    "header",
    [
        "企业名称,地址,核查人,核查日期,实际业务,处置措施",
        "序号,企业名称,地址,排查时间,排查人,实际业务,处置结果",
        "企业名称,存在问题,风险等级,销号情况",
        "单位名称,统一社会信用代码,法定代表人,住所,经营范围,核查人,核查日期,实际业务,处置措施",
    ],
)
def test_headers_of_ledgers(header: str) -> None:
    assert is_ledger(label(header.split(","), REG))


@pytest.mark.parametrize(
    "header",
    [
        "企业名称,住所,经营范围,登记状态,风险等级",
        "企业名称,住所,经营范围,检查日期,检查结果",
        "企业名称,地址,走访人,走访时间",
        "商户名称,门牌,业态,联系电话,备注",
    ],
)
def test_headers_of_registers(header: str) -> None:
    assert not is_ledger(label(header.split(","), REG))


@pytest.mark.parametrize(
    "header", ["实际业务", "实际经营业务", "实际主营业务", "核查经营范围", "核查情况", "存在问题"]
)
def test_what_was_found_at_the_door_is_no_scope(header: str) -> None:
    assert label(["企业名称", header], REG)[1].canonical is None
    assert label(["企业名称", "经营范围", header], REG)[1].canonical == "scope"


def test_two_lines_of_headers() -> None:
    for parent, text in (("核查情况", "经营范围"), ("经营范围", "实际"), ("现场", "主营业务")):
        assert label(["企业名称", text], REG, ["", parent])[1].canonical is None
    assert label(["企业名称", "经营范围"], REG, ["", "排查对象情况"])[1].canonical == "scope"


def test_in_a_folder_it_is_not_used(tmp_path: Path) -> None:
    given = folder(tmp_path, 登记=FIRMS, 去年=BEFORE)
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "没有使用：去年.csv（以前的排查台账、结果，不是资料" in done.stderr
    assert "saolou cases import" in done.stderr
    assert record(tmp_path / "out")["rows"]["registration"]["in"] == 2
    book = openpyxl.load_workbook(tmp_path / "out" / "leads.xlsx")
    words = "\n".join(str(c.value) for row in book["说明"].iter_rows() for c in row)
    assert "没有使用：去年.csv" in words
    assert saolou("verify", str(tmp_path / "out"), str(given)).returncode == 0


def test_alone_in_a_folder_it_is_nothing_to_screen(tmp_path: Path) -> None:
    given = folder(tmp_path, 去年=BEFORE)
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 3
    assert "请把它的文件名单独写在命令里" in done.stderr
    # Named beside the folder it is what the user says.
    typed = (str(given), str(given / "去年.csv"), "--out", str(tmp_path / "b"))
    assert saolou("screen", *typed).returncode == 0
    assert record(tmp_path / "b")["rows"]["registration"]["in"] == 2


def test_named_by_itself_it_is_a_register_without_scopes(tmp_path: Path) -> None:
    file = tmp_path / "去年.csv"
    file.write_text(BEFORE, encoding="utf-8")
    done = saolou("screen", str(file), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    told = record(tmp_path / "out")
    assert told["rows"]["registration"]["in"] == 2
    assert not told["counts"]["leads_by_band"]
    assert "没有认出经营范围列" in done.stderr


def test_a_sheet_of_a_workbook_and_verified_again(tmp_path: Path) -> None:
    given = folder(tmp_path)
    book = openpyxl.Workbook()
    for name, content in (("登记", FIRMS), ("去年", BEFORE)):
        sheet = book.create_sheet(name)
        for line in content.splitlines():
            sheet.append(line.split(","))
    book.save(given / "全部.xlsx")
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "没有使用：全部.xlsx 的工作表“去年”" in done.stderr
    assert record(tmp_path / "out")["rows"]["registration"]["in"] == 2
    # Its rows have the numbers of those of the register.
    checked = saolou("verify", str(tmp_path / "out"), str(given))
    assert checked.returncode == 0, checked.stdout
    assert "抽 2 行重新筛查" in checked.stdout
