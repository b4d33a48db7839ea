"""What officers wrote may name who told them: it stands in the office's own workbook and nowhere else."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine.cases import CaseStore, Finding
from engine.cases.findings import KEPT
from tests.cases.conftest import ADS, FIRMS, JULY
from tests.cases.test_licensed_checked import LENDER, LICENSED
from tests.command import saolou

CLEARED, BACK, SEEN, MEASURE = (FIRMS.loc[n, "企业名称"] for n in (4, 0, 1, 2))
FOUND = {"处置措施": "排除（误报）", "核查日期": "2026-06-10"}
DISMISSED = "云泉县好邻居超市"
#: In the stead of a name, another one in each field.
NAMES = {field: f"周{chr(0x5C0F + n)}燕" for n, field in enumerate(KEPT)}
OWN = {f: f"房东{NAMES[f]}说的" for f in ("核查人", "实际业务", "备注", "证照情况", "复核人")}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of which each kind of firm was written about, and two results since."""
    folder = tmp_path_factory.mktemp("office")
    shop = LICENSED.iloc[:1].assign(企业名称=DISMISSED, 统一社会信用代码="91640221000000019X", 经营范围="食品零售（不得从事吸收存款、理财等金融业务）", 法定代表人="钱某某", 联系电话="", 住所="渠口乡团结路9号")  # fmt: skip
    pd.concat([LICENSED, shop]).to_csv(folder / "登记.csv", index=False)
    more = ADS.iloc[:1].assign(编号="G9", 广告内容="认购原始股，上市翻五倍，名额有限")
    ADS.to_csv(folder / "六月.csv", index=False)
    pd.concat([ADS, more]).to_csv(folder / "七月.csv", index=False)

    def screen(ads: str, out: str, *more: str) -> None:
        paths = [folder / "登记.csv", "--ads", folder / ads, "--cases", folder / "office.db"]
        done = saolou("screen", *map(str, paths), "--out", str(folder / out), *more)
        assert done.returncode == 0, done.stderr

    screen("六月.csv", "o1")
    given = [
        (CLEARED, {**OWN, **FOUND}),
        (BACK, {**OWN, **FOUND}),
        (SEEN, {**OWN, "核查日期": "2026-06-10"}),
        (MEASURE, {**OWN, "处置措施": "警示约谈", "核查日期": "2026-06-10"}),
        (LENDER, {**OWN, "核查日期": "2026-06-10"}),
        (DISMISSED, {**OWN, "复核意见": f"{NAMES['复核意见']}不同意"}),
    ]
    codes = {DISMISSED: "91640221000000019X"}
    with CaseStore.open(folder / "office.db", "张三", now=JULY) as store:
        report = store.import_findings(
            [Finding(codes.get(n, ""), "", n, values, "回.xlsx", n) for n, values in given]
        )
    assert report.unknown == []
    screen("七月.csv", "own")
    screen("七月.csv", "handed", "--redact")
    return folder


def _texts(folder: Path) -> dict[str, str]:
    def of(file: Path) -> str:
        if file.suffix != ".xlsx":
            return file.read_text(encoding="utf-8-sig")
        with zipfile.ZipFile(file) as book:
            return "".join(book.read(name).decode() for name in book.namelist())

    return {file.name: of(file) for file in folder.iterdir() if file.is_file()}


def test_a_set_to_hand_on_names_nobody(office: Path) -> None:
    for file, text in _texts(office / "handed").items():
        assert not [name for name in NAMES.values() if name in text], file


def test_only_the_workbook_tells_the_words(office: Path) -> None:
    texts = _texts(office / "own")
    book = texts.pop("leads.xlsx")
    for file, text in texts.items():
        assert not [name for name in NAMES.values() if name in text], file
    told = {field for field, name in NAMES.items() if name in book}
    assert told == {"实际业务", "备注", "证照情况", "复核意见"}


def _cells(office: Path, sheet: str) -> list[str]:
    rows = openpyxl.load_workbook(office / "own/leads.xlsx")[sheet].iter_rows(values_only=True)
    return ["\n".join(str(cell) for cell in row if cell) for row in rows]


def test_the_decision_is_told_everywhere(office: Path) -> None:
    entities = pd.read_csv(office / "handed/entities.csv", dtype=str).set_index("name")
    assert "2026-06-10 核查后排除，到 2027-06-10 为止" in entities.loc[CLEARED, "reasons"]
    assert "2026-06-10 已核查，未写处置措施" in entities.loc[SEEN, "remarks"]
    assert entities.loc[LENDER, "remarks"] == "上次核对（2026-06-10）：另有文字说明"
    row = next(row for row in _cells(office, "已排除") if CLEARED in row)
    assert f"排除原因：{OWN['备注']}" in row
    (row,) = (row for row in _cells(office, "线索清单") if row.split("\n")[2] == BACK)
    assert f"【排除原因：{OWN['备注']}】" in row
    row = next(row for row in _cells(office, "已排除") if DISMISSED in row)
    assert "复核意见：另有意见" in row
    assert f"{NAMES['复核意见']}不同意" in row


def test_at_the_door_stands_what_the_business_is_and_nothing_else(office: Path) -> None:
    route = "\n".join(_cells(office, "扫楼路线"))
    assert f"【实际业务：{OWN['实际业务']}】" in route
    assert BACK in route
    assert NAMES["备注"] not in route


def test_what_the_office_remembers_is_no_forgery(office: Path) -> None:
    """Firms found harmless, made leads or carried are not what the inputs alone come to."""
    for out in ("own", "handed"):
        paths = [office / name for name in (out, "登记.csv", "七月.csv")]
        done = saolou("verify", *map(str, paths))
        assert done.returncode == 0, done.stdout
        assert done.stdout.count("命中和判断与当时相同") == 2
