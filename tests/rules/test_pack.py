"""The shipped pack is well formed and proved by its own tests."""

import pytest

from engine.ruleset import RuleSet, load_ruleset
from engine.study.embedded import run_embedded


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


def test_embedded_tests_pass(ruleset: RuleSet) -> None:
    failures, count = run_embedded(ruleset)
    assert count > 0
    assert failures == []


def test_every_rule_is_tested_on_both_sides(ruleset: RuleSet) -> None:
    lacking = [
        rule.id for rule in ruleset.rules if {test.expect for test in rule.tests} != {"hit", "miss"}
    ]
    assert lacking == []


def test_every_sector_of_the_design_is_there(ruleset: RuleSet) -> None:
    assert list(ruleset.sectors)[:19] == [
        "finance_like",
        "private_finance",
        "p2p_lending",
        "private_fund",
        "film_culture",
        "wholesale_retail",
        "ecommerce",
        "real_estate",
        "trading_venue",
        "farm_coop",
        "elder_care",
        "campus_loan",
        "usury",
        "virtual_currency",
        "rebate",
        "prepaid_card",
        "education",
        "health_products",
        "other",
    ]


def test_the_table_of_wordings_tells_sectors_of_the_pack(ruleset: RuleSet) -> None:
    card = ruleset.class_card("advert-sectors")
    assert card is not None
    assert card.scores("投资理财").keys() <= ruleset.sectors.keys()
