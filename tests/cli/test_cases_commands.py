"""`saolou screen --cases` and `saolou cases …` as a clerk types them."""

import re
import shutil
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import pytest

from engine.text.width import columns
from tests.command import saolou as typed

FIRMS = "企业名称,统一社会信用代码,经营范围\n云泉县聚鑫投资管理有限公司,91640221000000000X,投资管理\n云泉县甲面馆,,餐饮\n"


def saolou(folder: Path, *args: str) -> CompletedProcess[str]:
    return typed(*args, cwd=folder)


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    (folder / "企业.csv").write_text(FIRMS, encoding="utf-8")
    done = saolou(folder, "screen", "企业.csv", "--cases", "office.db", "--out", "结果")
    assert done.returncode == 0, done.stderr
    assert "办案库：新增 1" in done.stdout
    return folder


@pytest.fixture
def office(screened: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(screened, tmp_path, dirs_exist_ok=True))


def _fill(folder: Path, handling: str) -> None:
    book = openpyxl.load_workbook(folder / "结果/leads.xlsx")
    sheet = book["线索清单"]
    column = next(c.column for c in sheet[1] if c.value == "处置措施")
    sheet.cell(2, column, handling)
    book.save(folder / "回.xlsx")


def test_a_finding_goes_round(office: Path) -> None:
    _fill(office, "警示约谈")
    assert "写入 1 项" in saolou(office, "cases", "import", "回.xlsx", "--who", "张三").stdout
    listed = saolou(office, "cases", "list").stdout.splitlines()
    assert listed[0].split() == ["企业编号", "等级", "原始分", "企业名称", "责任区", "处置措施"]
    assert listed[1].endswith("警示约谈")
    # Below each other on a screen, where a Chinese character takes two columns.
    assert len({columns(line[: line.index(word)]) for line, word in zip(listed[:2], ("处置措施", "警示约谈"), strict=True)}) == 1  # fmt: skip
    assert "共 0 户" in saolou(office, "cases", "list", "--open").stdout
    assert "张三  回.xlsx  处置措施" in saolou(office, "cases", "history", "聚鑫").stdout
    again = saolou(office, "screen", "企业.csv", "--cases", "office.db", "--out", "七月")
    assert "在办 1" in again.stdout
    assert "已撤销第 1 批" in saolou(office, "cases", "undo").stdout
    assert "处置措施：（未填）" in saolou(office, "cases", "show", "聚鑫").stdout


@pytest.mark.parametrize(
    ("typed", "near"), [("移交公安", "是否想写“移送公安”？"), ("已搬走", "可以写的是：")]
)
def test_a_disposition_that_is_none_is_not_taken(office: Path, typed: str, near: str) -> None:
    _fill(office, typed)
    done = saolou(office, "cases", "import", "回.xlsx")
    assert done.returncode == 3, done.stdout
    assert re.search(f"工作表“线索清单”第 2 行（单元格 [A-Z]+2）的处置措施“{typed}”", done.stderr)
    assert near in done.stderr
    assert "警示约谈" in done.stderr
    assert "（未登记）" in saolou(office, "cases", "list").stdout


def test_a_decision_needs_its_reason(office: Path) -> None:
    refused = saolou(office, "cases", "waive", "聚鑫", "--reason", "　")
    assert refused.returncode == 2
    assert "--reason 不能空着" in refused.stderr


def test_waived_until_a_day(office: Path) -> None:
    done = saolou(office, "cases", "waive", "聚鑫", "--reason", "国资公司", "--until", "2099-01-01")
    assert done.returncode == 0, done.stderr
    again = saolou(office, "screen", "企业.csv", "--cases", "office.db", "--out", "七月")
    assert "已办结 1" in again.stdout
    assert "共 0 条" in again.stdout


def test_papers(office: Path) -> None:
    for args in (("talk", "聚鑫"), ("transfer", "聚鑫"), ("ledger",), ("summary",), ("monthly", "--month", "2026-01")):  # fmt: skip
        done = saolou(office, "cases", "paper", *args, "--out", "公文")
        assert done.returncode == 0, done.stderr
    assert len(list((office / "公文").glob("*.docx"))) == 5


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("cases", "list", "--cases", "没有.db"), 2, "没有办案库"),
        (("cases", "show", "不存在的"), 2, "办案库里没有"),
        (("cases", "import", "没有.xlsx"), 3, "找不到文件"),
        (("cases", "import", "企业.csv"), 3, "不是可读的 Excel"),
        (("cases", "paper", "monthly", "--month", "七月", "--out", "x"), 2, "2026-07"),
        (("cases", "paper", "talk", "--out", "x"), 2, "哪一户"),
        (("cases", "purge", "--before", "去年"), 2, "看不懂"),
        (("screen", "企业.csv", "--cases", "没有/office.db", "--out", "y"), 2, "不存在"),
    ],
)
def test_mistakes_get_one_clear_message(
    office: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    done = saolou(office, *args)
    assert done.returncode == code, done.stdout + done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_kind_of_paper_that_is_none_is_told_in_chinese(tmp_path: Path) -> None:
    done = saolou(tmp_path, "cases", "paper", "xx", "--out", "公文")
    assert done.returncode == 2
    assert "种类 的值不对：只能是 transfer、talk、ledger、monthly、summary 之一。" in done.stderr
    done = saolou(tmp_path, "cases", "paper", "ledger", "--by", "村", "--out", "公文")
    assert "--by 的值不对：只能是 territory、department 之一。" in done.stderr


def test_tips_of_nobody_are_listed_and_closed(tmp_path: Path) -> None:
    (tmp_path / "企业.csv").write_text(FIRMS, encoding="utf-8")
    tips = "编号,被反映对象,内容\nT1,小张理财店,向老人集资，承诺保本高息\n"
    (tmp_path / "举报.csv").write_text(tips, encoding="utf-8")
    run = ("screen", "企业.csv", "--cases", "office.db", "--out")
    assert saolou(tmp_path, *run, "六月", "--tips", "举报.csv").returncode == 0
    assert "未对应的举报沿用前次 1" in saolou(tmp_path, *run, "七月").stdout
    assert "小张理财店" in saolou(tmp_path, "cases", "tips").stdout
    for blank in ("", " \u3000"):
        refused = saolou(tmp_path, "cases", "close-tip", "T1", "--reason", blank)
        assert refused.returncode == 2
        assert "--reason 不能空着" in refused.stderr
    assert "小张理财店" in saolou(tmp_path, "cases", "tips").stdout
    closed = saolou(tmp_path, "cases", "close-tip", "T1", "--reason", "查无此店")
    assert "已办结：T1" in closed.stdout
    assert "共 0 件" in saolou(tmp_path, "cases", "tips").stdout
    assert "未对应的举报" not in saolou(tmp_path, *run, "八月").stdout
    missing = saolou(tmp_path, "cases", "close-tip", "T1", "--reason", "查无此店")
    assert missing.returncode == 2
    assert "cases tips" in missing.stderr


def test_a_set_to_hand_on_is_no_screening_of_its_own(office: Path) -> None:
    """It counted as one in the summary, and its firms as found in the month it was made in."""
    before = saolou(office, "cases", "history", "聚鑫").stdout
    typed = ("screen", "企业.csv", "--cases", "office.db", "--out")
    handed = saolou(office, *typed, "转交", "--redact")
    assert handed.returncode == 0, handed.stderr
    assert "没有记进去" in handed.stdout
    assert "在办 1" in handed.stdout
    assert saolou(office, "cases", "history", "聚鑫").stdout == before
    again = saolou(office, *typed, "七月")
    assert "没有记进去" not in again.stdout
    assert saolou(office, "cases", "history", "聚鑫").stdout != before


def test_help_lists_the_commands_as_the_work_goes(tmp_path: Path) -> None:
    told = saolou(tmp_path, "cases", "--help").stdout.partition("命令：")[2]
    names = [line.split()[0] for line in told.splitlines() if line.startswith("  ")]
    assert names[:3] == ["import", "list", "show"]
    assert names.index("undo") < names.index("paper") < names.index("purge")
    assert len(names) == 11
