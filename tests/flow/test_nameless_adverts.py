"""The same advert again is the same unknown advertiser: one lead that says how many there are."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.ruleset import RuleSet

TEXT = "保本保息，年化18%，按月付息，存得越多返得越多，名额有限，欢迎来电咨询"
OTHER = "养老公寓床位预订，交五万每年返八千，本金到期全退，名额有限"


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def advert(number: str, text: str = TEXT, **more: str) -> dict[str, str]:
    return {"编号": number, "标题": "", "广告内容": text, "广告主": "", "发布地点": "", **more}


def found(ruleset: RuleSet, *ads: dict[str, str]):  # type: ignore[no-untyped-def]
    return screen(adverts=pd.DataFrame(ads).fillna(""), ruleset=ruleset)


def test_copies_are_one_lead(ruleset: RuleSet) -> None:
    run = found(ruleset, advert("A9"), advert("B1", OTHER), advert("A10"), advert("A11"))
    leads = run.entities.set_index("name")
    assert set(leads.index) == {"（未具名，广告A9等3条）", "（未具名，广告B1）"}
    lead = leads.loc["（未具名，广告A9等3条）"]
    assert lead["adverts"] == "A9|A10|A11"
    told = lead["reasons"].split("|")
    assert all(one.startswith("广告A9、A10等3条：") for one in told)
    assert len(told) == len({one.partition("：")[2] for one in told})
    mine = run.adverts[run.adverts["text"] == TEXT]
    assert list(mine["ad_id"]) == ["A9", "A10", "A11"]
    assert set(mine["entity_id"]) == {lead["entity_id"]}
    assert mine["reasons"].nunique() == 1


def test_evidence_stays_with_each_advert_and_counts_once(ruleset: RuleSet) -> None:
    run = found(ruleset, advert("A1"), advert("A2"))
    (lead,) = run.entities.to_dict("records")
    first, second = (run.evidence[run.evidence["ad_id"] == number] for number in ("A1", "A2"))
    assert list(first["start"]) == list(second["start"])
    assert all(TEXT[hit.start : hit.end] == hit.matched for hit in run.evidence.itertuples())
    assert set(run.evidence["entity_id"]) == {lead["entity_id"]}
    assert set(second["status"]) <= {"superseded", "dismissed"}
    (alone,) = found(ruleset, advert("A1")).entities.to_dict("records")
    assert lead["points"] == alone["points"]


@pytest.mark.parametrize(
    "other",
    [
        advert("A2", TEXT + "。"),
        advert("A2", TEXT.replace("18", "19")),
        advert("A2", 发布地点="清渠镇富民路1号"),
        advert("A2", 网址="http://b.invalid"),
        advert("A2", 标题="好消息"),
        advert("A2", 联系电话="14012345678"),
        advert("A2", 广告主="云泉县某某咨询有限公司"),
    ],
)
def test_what_differs_is_another_lead(ruleset: RuleSet, other: dict[str, str]) -> None:
    run = found(ruleset, advert("A1"), other)
    assert run.entities["entity_id"].nunique() == len(run.entities) == 2
    assert not run.entities["name"].str.contains("等").any()


def test_identity_is_the_text_and_not_a_number(ruleset: RuleSet) -> None:
    (before,) = found(ruleset, advert("A1")).entities.to_dict("records")
    after = found(ruleset, advert("C7", OTHER), advert("C8"), advert("C9")).entities
    assert before["entity_id"] in set(after["entity_id"])
    (elsewhere,) = found(ruleset, advert("A1", 发布地点="渠口乡")).entities.to_dict("records")
    assert elsewhere["entity_id"] != before["entity_id"]


def test_order_of_rows_changes_nothing(ruleset: RuleSet) -> None:
    ads = [advert("A10"), advert("A9"), advert("B2", OTHER), advert("A3"), advert("B1", OTHER)]
    columns = ["entity_id", "name", "points", "reasons"]
    one, other = (found(ruleset, *some).entities[columns] for some in (ads, reversed(ads)))
    pd.testing.assert_frame_equal(*(frame.sort_values("entity_id", ignore_index=True) for frame in (one, other)))  # fmt: skip


def test_a_firm_with_copies_says_it_once(ruleset: RuleSet) -> None:
    firm = {"广告主": "云泉县恒信投资咨询有限公司"}
    firms = pd.DataFrame([{"企业名称": firm["广告主"], "住所": "清渠镇富民路1号"}])
    ads = pd.DataFrame([advert(f"A{n}", **firm) for n in range(1, 6)])
    (lead,) = screen(firms, adverts=ads, ruleset=ruleset).entities.to_dict("records")
    told = [one.partition("：") for one in lead["reasons"].split("|") if one.startswith("广告")]
    assert {head for head, _, _ in told} == {"广告A1、A2等5条"}
    assert len(told) == len({rest for _, _, rest in told})
    assert lead["adverts"] == "A1|A2|A3|A4|A5"


def test_the_workbook_lists_it_once(ruleset: RuleSet, tmp_path: Path) -> None:
    run = found(ruleset, *(advert(f"A{n}") for n in range(1, 8)), advert("B1", OTHER))
    run.write(tmp_path)
    book = openpyxl.load_workbook(tmp_path / "leads.xlsx")
    numbers = [row[3].value for row in book["广告线索"].iter_rows(min_row=2)]
    assert "A1\n等 7 条" in numbers
    assert len([number for number in numbers if number]) == 2
    desk = [str(cell.value) for row in book["案头核查"].iter_rows(min_row=2) for cell in row]
    assert sum(TEXT in cell for cell in desk) == 1
