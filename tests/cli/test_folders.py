"""Everything an office has, dropped into one folder."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.cli.office import folder, record
from tests.command import saolou

FIRMS = (
    "企业名称,统一社会信用代码,住所,法定代表人,经营范围\n"
    "云泉县聚鑫投资咨询有限公司,,清渠镇东街1号,甲某某,投资咨询\n"
    "云泉县清渠小额贷款有限公司,,清渠镇东街2号,乙某某,小额贷款\n"
)
ADS = "编号,广告主,广告内容,发布时间\nA1,聚鑫投资咨询,保本保息，年化18%，一万起投,2026-01-02\n"
TIPS = "工单编号,被反映对象,诉求内容,受理时间\nT1,云泉县聚鑫投资咨询有限公司,公司承诺保本付息向老人集资,2026-01-03\n"
LICENCES = "机构名称,许可类型,许可证编号,有效期至\n云泉县清渠小额贷款有限公司,小额贷款,X1,长期\n"
AREAS = "责任区,地址关键词,责任人\n东街社区,东街,丙某某\n"
ALL = {"登记": FIRMS, "短信": ADS, "热线": TIPS, "名录": LICENCES, "分片": AREAS}


def adds_up(told: dict) -> bool:  # type: ignore[type-arg]
    rows = told["rows"].values()
    return all(r["in"] == r["screened"] + r["merged_duplicates"] + r["rejected"] for r in rows)


def test_each_file_goes_where_its_header_says(tmp_path: Path) -> None:
    out = tmp_path / "结果"
    done = saolou("screen", str(folder(tmp_path, **ALL)), "--out", str(out))
    assert done.returncode == 0, done.stderr
    for line in (
        "按企业登记读取：登记.csv",
        "按广告记录读取：短信.csv",
        "按举报记录读取：热线.csv",
        "按持牌机构名录读取：名录.csv",
        "按责任区划分读取：分片.csv",
    ):
        assert line in done.stderr.splitlines()
    told = record(out)
    assert {k: n["in"] for k, n in told["rows"].items() if n["in"]} == {
        "registration": 2,
        "advert": 1,
        "tip": 1,
        "licence": 1,
        "territory": 1,
    }
    assert adds_up(told)
    assert told["licence_lists"]
    notes = {s["file"]: s["notes"] for s in told["inputs"]}
    assert "放在文件夹里，看表头按广告记录读取" in notes["短信.csv"]
    book = openpyxl.load_workbook(out / "leads.xlsx")
    for sheet in ("说明", "数据问题"):
        words = "\n".join(str(c.value) for row in book[sheet].iter_rows() for c in row)
        assert "按广告记录读取" in words, sheet


def test_one_by_one_and_in_a_folder_come_to_the_same(tmp_path: Path) -> None:
    given = folder(tmp_path, **ALL)
    saolou("screen", str(given), "--out", str(tmp_path / "a"))
    options = {"短信": "--ads", "热线": "--tips", "名录": "--licences", "分片": "--territory"}
    named = [part for name, o in options.items() for part in (o, str(given / f"{name}.csv"))]
    saolou("screen", str(given / "登记.csv"), *named, "--out", str(tmp_path / "b"))
    for name in ("entities.csv", "adverts.csv", "evidence.csv", "rejected.csv"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name


@pytest.mark.parametrize("large", [False, True])
def test_a_folder_of_adverts_alone_is_enough(tmp_path: Path, large: bool) -> None:
    ads = ADS + "".join(f"B{n},,新到羽绒服八折,2026-01-02\n" for n in range(3000 if large else 1))
    done = saolou("screen", str(folder(tmp_path, a=ads)), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert record(tmp_path / "out")["rows"]["advert"]["rejected"] == 0


def test_lists_alone_are_nothing_to_screen(tmp_path: Path) -> None:
    given = folder(tmp_path, 名录=LICENCES, 分片=AREAS)
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 3
    assert "没有企业登记，也没有广告记录" in done.stderr
    assert "按持牌机构名录读取：名录.csv" in done.stderr


def test_results_and_labels_are_not_used(tmp_path: Path) -> None:
    given = folder(
        tmp_path,
        登记=FIRMS,
        labels_entities="uscc,name,disposition,sector,why\n,云泉县假标注投资有限公司,线索,其他,x\n",
    )
    (given / "README.txt").write_text("这里放资料，请勿删除\n", encoding="utf-8")
    (given / "make.py").write_text("print(1)\n", encoding="utf-8")
    earlier = tmp_path / "上次"
    assert saolou("screen", str(given / "登记.csv"), "--out", str(earlier)).returncode == 0
    # Taken out of the folder of a result, each by itself.
    for name in ("entities.csv", "adverts.csv", "evidence.csv", "leads.xlsx"):
        (given / f"上次-{name}").write_bytes((earlier / name).read_bytes())
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    for name in ("labels_entities.csv", "上次-entities.csv", "上次-adverts.csv", "上次-leads.xlsx"):
        assert f"没有使用：{name}" in done.stderr
    assert "README.txt" in done.stdout
    assert "make.py" in done.stdout
    told = record(tmp_path / "out")
    assert told["rows"]["registration"]["in"] == 2
    assert told["rows"]["advert"]["in"] == 0
    assert adds_up(told)
    assert saolou("verify", str(tmp_path / "out"), str(given)).returncode == 0


def test_what_is_given_with_an_option_stays_as_it_was_given(tmp_path: Path) -> None:
    given = folder(
        tmp_path, 登记=FIRMS, 短信=ADS, 记录="标题,内容,日期\n会议,保本保息,2026-01-01\n"
    )
    done = saolou("screen", str(given), "--out", str(tmp_path / "a"))
    assert "按广告记录读取：记录.csv（看表头也可能是举报记录" in done.stderr
    assert "记录.csv 看表头也可能是举报" in done.stderr.split("注意：", 1)[1]
    told = record(tmp_path / "a")
    assert (told["rows"]["advert"]["in"], told["rows"]["tip"]["in"]) == (2, 0)
    typed = (str(given), "--tips", str(given / "记录.csv"), "--out", str(tmp_path / "b"))
    assert saolou("screen", *typed).returncode == 0
    told = record(tmp_path / "b")
    assert (told["rows"]["advert"]["in"], told["rows"]["tip"]["in"]) == (1, 1)


def test_a_folder_given_in_both_ways_is_sorted_all_the_same(tmp_path: Path) -> None:
    given = str(folder(tmp_path, 登记=FIRMS, 短信=ADS))
    done = saolou("screen", given, "--ads", given, "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    told = record(tmp_path / "out")
    assert (told["rows"]["registration"]["in"], told["rows"]["advert"]["in"]) == (2, 1)
    assert adds_up(told)


def test_a_workbook_is_sorted_sheet_by_sheet(tmp_path: Path) -> None:
    given = folder(tmp_path)
    book = openpyxl.Workbook()
    for name, content in (("登记", FIRMS), ("广告", ADS), ("名录", LICENCES)):
        sheet = book.create_sheet(name)
        for line in content.splitlines():
            sheet.append(line.split(","))
    book.create_sheet("备忘").append(["随手记", "别的"])
    book.save(given / "全部.xlsx")
    done = saolou("screen", str(given), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "按持牌机构名录读取：全部.xlsx 的工作表“名录”" in done.stderr
    told = record(tmp_path / "out")
    assert [told["rows"][k]["in"] for k in ("registration", "advert", "licence")] == [2, 1, 1]
    notes = [note for s in told["inputs"] for note in s["notes"] if "备忘" in note]
    assert notes == ["工作表“备忘”没有可识别的表头，未读取"]


@pytest.mark.parametrize(
    ("content", "option"),
    [(LICENCES, "--licences"), (ADS, "--ads"), (TIPS, "--tips"), (AREAS, "--territory")],
)
def test_a_file_named_by_itself_is_refused_with_a_hint(
    tmp_path: Path, content: str, option: str
) -> None:
    file = tmp_path / "in.csv"
    file.write_text(content, encoding="utf-8")
    done = saolou("screen", str(file), "--out", str(tmp_path / "out"))
    assert done.returncode == 3, done.stderr
    assert f"{option} {file}" in done.stderr
    assert not (tmp_path / "out" / "run.json").exists()


def test_a_sheet_of_another_kind_does_not_cost_the_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, content in (("登记", FIRMS), ("名录", LICENCES)):
        sheet = book.create_sheet(name)
        for line in content.splitlines():
            sheet.append(line.split(","))
    book.save(tmp_path / "全部.xlsx")
    done = saolou("screen", str(tmp_path / "全部.xlsx"), "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr
    assert "工作表“名录”看表头像是持牌机构名录，没有读取" in done.stderr
    assert record(tmp_path / "out")["rows"]["registration"]["in"] == 2


@pytest.mark.parametrize("more", [(), ("--redact",)])
def test_a_workbook_of_several_kinds_is_verified_sheet_by_sheet(
    tmp_path: Path, more: tuple[str, ...]
) -> None:
    given = tmp_path / "资料"
    given.mkdir()
    book = openpyxl.Workbook()
    for name, content in {"登记": FIRMS, "名录": LICENCES, "短信": ADS}.items():
        sheet = book.create_sheet(name)
        for line in content.splitlines():
            sheet.append(line.split(","))
    book.save(given / "全部.xlsx")
    out = tmp_path / "结果"
    assert saolou("screen", str(given), "--out", str(out), *more).returncode == 0
    done = saolou("verify", str(out), str(given))
    assert done.returncode == 0, done.stdout
    assert "一致  企业登记：抽 2 行重新筛查" in done.stdout
    assert "一致  广告：抽 1 行重新筛查" in done.stdout


def test_a_register_given_as_a_licence_list_is_pointed_out(tmp_path: Path) -> None:
    given = folder(tmp_path, 登记=FIRMS, 名录=LICENCES)
    for name, told in (("登记", True), ("名录", False)):
        named = ("--licences", str(given / f"{name}.csv"), "--out", str(tmp_path / name))
        done = saolou("screen", str(given / "登记.csv"), *named)
        assert ("上面的企业都算持牌" in done.stderr + done.stdout) is told


def test_the_name_of_a_file_writes_no_line_of_its_own(tmp_path: Path) -> None:
    given = folder(tmp_path, 登记=FIRMS)
    (given / "x\n没有使用：登记.csv").write_text(FIRMS, encoding="utf-8")
    done = saolou("screen", str(given), "--out", str(tmp_path / "结果"))
    assert done.returncode == 0
    assert "没有使用：登记.csv" not in done.stderr.splitlines()
