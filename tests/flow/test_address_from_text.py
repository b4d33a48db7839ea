"""Where somebody in no register is to be found, if only the words of the advert say it."""

from __future__ import annotations

import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.model.terms import FROM_TEXT
from engine.ruleset import RuleSet

TEXT = "保本保息，年化18%，按月付息，名额有限，{}听课领鸡蛋"


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def lead(ruleset: RuleSet, text: str, place: str = "", firms: list[dict[str, str]] | None = None):  # type: ignore[no-untyped-def]
    ads = pd.DataFrame(
        [{"编号": "A1", "广告主": "云泉艺术馆", "广告内容": text, "发布地点": place}]
    )
    run = screen(pd.DataFrame(firms) if firms else None, adverts=ads, ruleset=ruleset)
    return run.entities[run.entities["disposition"] == "线索"].iloc[0]


def test_the_door_in_the_text_is_where_to_go(ruleset: RuleSet) -> None:
    found = lead(ruleset, TEXT.format("到渡口路66号"))
    assert (found["address"], found["road"]) == ("渡口路66号", "渡口路66号")
    assert FROM_TEXT in found["remarks"]


def test_it_is_the_same_lead_as_without_it(ruleset: RuleSet) -> None:
    one, other = (lead(ruleset, TEXT.format(where)) for where in ("到渡口路66号", "来"))
    assert one["entity_id"] == other["entity_id"]


def test_a_place_that_is_told_goes_before_it(ruleset: RuleSet) -> None:
    found = lead(ruleset, TEXT.format("到渡口路66号"), "柳荫街3号")
    assert found["address"] == "柳荫街3号"
    assert FROM_TEXT not in found["remarks"]


def test_a_medium_is_no_place(ruleset: RuleSet) -> None:
    found = lead(ruleset, TEXT.format("到渡口路66号"), "微信群")
    assert found["address"] == "渡口路66号"


def test_a_firm_of_the_register_stays_where_it_is_registered(ruleset: RuleSet) -> None:
    firm = {"企业名称": "云泉县云泉艺术馆有限公司", "住所": "", "经营范围": "艺术品销售"}
    found = lead(ruleset, TEXT.format("到渡口路66号"), firms=[firm])
    assert found["name"] == firm["企业名称"]
    assert not found["address"]
    assert FROM_TEXT not in found["remarks"]
