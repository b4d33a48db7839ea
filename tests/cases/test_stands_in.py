"""Without a register the firms of the ledger are looked for: none comes back as somebody new."""

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine.cases import CaseStore, firms_of, read_findings
from engine.model.terms import NO_REGISTER, STOOD_IN
from tests.cases.conftest import ADS, FIRMS, JULY, Sweep, fill
from tests.command import saolou

JUXIN, FUSHOU = "云泉县聚鑫投资管理有限公司", "云泉县福寿养老服务有限公司"
CODES = dict(zip(FIRMS["企业名称"], FIRMS["统一社会信用代码"], strict=True))
SHORT = pd.DataFrame(
    {
        "编号": ["J1", "J2"],
        "广告主": ["聚鑫投资", "福寿养老"],
        "广告内容": list(ADS["广告内容"]),
        "联系电话": ["0952-7010001", ""],
        "发布时间": ["2026-06-01"] * 2,
    }
)


@pytest.fixture
def handled(sweep: Sweep, db: Path, tmp_path: Path) -> Path:
    """A store in which one firm was handed on and one was found harmless."""
    sweep(out=tmp_path / "六月")
    file = fill(
        tmp_path / "六月/leads.xlsx",
        tmp_path / "甲.xlsx",
        {
            JUXIN: {"处置措施": "移送公安", "核查日期": "2026-06-10"},
            FUSHOU: {"处置措施": "排除（误报）", "核查日期": "2026-06-10"},
        },
    )
    with CaseStore.open(db, "张三", now=JULY) as store:
        store.import_findings(read_findings(file))
    return db


def _screened(tmp_path: Path, db: Path, ads: pd.DataFrame, *more: str) -> tuple[pd.DataFrame, str]:
    ads.to_csv(tmp_path / "广告.csv", index=False)
    asked = ["screen", "--ads", str(tmp_path / "广告.csv"), "--cases", str(db), *more]
    done = saolou(*asked, "--out", str(tmp_path / "七月"))
    assert done.returncode == 0, done.stderr
    return pd.read_csv(
        tmp_path / "七月/entities.csv", dtype=str, keep_default_na=False
    ), done.stdout


def test_a_short_name_is_the_firm_with_what_was_done(handled: Path, tmp_path: Path) -> None:
    entities, said = _screened(tmp_path, handled, SHORT)
    rows = entities.set_index("entity_id")
    assert not rows.index.duplicated().any()
    assert not rows.index.str.startswith("N").any()
    assert rows.loc[CODES[JUXIN], "name"] == JUXIN
    assert "前次：已移送公安" in rows.loc[CODES[JUXIN], "remarks"]
    assert "办案库所记" in rows.loc[CODES[JUXIN], "remarks"]
    assert rows.loc[CODES[FUSHOU], "disposition"] == "已排除"
    assert NO_REGISTER in said
    assert STOOD_IN in said


def test_new_evidence_brings_the_dismissed_back(handled: Path, tmp_path: Path) -> None:
    more = SHORT[1:].assign(广告内容="预存养老床位五万元，年化15%，保本保息，介绍亲友再返现")
    row = _screened(tmp_path, handled, more)[0].set_index("entity_id").loc[CODES[FUSHOU]]
    assert row["disposition"] == "线索"
    assert "现有新的证据" in row["remarks"]


def test_a_tip_finds_its_firm(handled: Path, tmp_path: Path) -> None:
    tips = pd.DataFrame(
        {"被举报企业": [FUSHOU], "举报内容": ["收老人存款，年息15%，到期不让取，集资"]}
    )
    tips.to_csv(tmp_path / "举报.csv", index=False)
    entities, _ = _screened(tmp_path, handled, SHORT[:1], "--tips", str(tmp_path / "举报.csv"))
    row = entities.set_index("entity_id").loc[CODES[FUSHOU]]
    assert "举报" in row["reasons"]
    book = openpyxl.load_workbook(tmp_path / "七月/leads.xlsx")
    told = [str(cell.value) for sheet in book for cells in sheet.iter_rows() for cell in cells]
    assert not any("未能对应到企业" in text for text in told)


def test_nobody_in_the_ledger_is_somebody_new(handled: Path, tmp_path: Path) -> None:
    other = SHORT[1:].assign(广告主="石桥县老来福康养", 广告内容=ADS["广告内容"][0])
    entities, _ = _screened(tmp_path, handled, other)
    row = entities[entities["name"] == "石桥县老来福康养"].iloc[0]
    assert "有没有登记待核查" in row["remarks"]
    assert CODES[FUSHOU] not in set(entities["entity_id"])  # nothing speaks of it


def test_with_a_register_the_ledger_is_not_asked(handled: Path, tmp_path: Path) -> None:
    FIRMS[3:4].to_csv(tmp_path / "登记.csv", index=False)
    entities, said = _screened(tmp_path, handled, SHORT, str(tmp_path / "登记.csv"))
    assert STOOD_IN not in said
    assert CODES[JUXIN] not in set(entities["entity_id"])


def test_only_who_a_register_told_of_stands_in(sweep: Sweep, db: Path) -> None:
    unknown = ADS[:1].assign(编号="G3", 广告主="小王")
    sweep(ads=pd.concat([ADS, unknown]))
    with CaseStore.open(db) as store:
        assert "小王" in {case["name"] for case in store.cases()}
        assert "小王" not in firms_of(store).column("name").to_pylist()
