"""What stands in 【】 is a sender only where it is a name."""

import pytest

from engine.link.names.written import signatures


@pytest.mark.parametrize(
    "word", ["车贷", "房贷", "贷款", "理财", "公告", "通知", "理财产品", "小额贷款"]
)
def test_a_ware_is_no_sender(word: str) -> None:
    assert signatures(f"【{word}】押证不押车，月息8厘起，盈信") == []


@pytest.mark.parametrize("name", ["盈信车贷", "云泉理财", "好房贷", "贷小二", "人人贷"])
def test_a_name_with_a_ware_in_it_is_one(name: str) -> None:
    assert signatures(f"【{name}】月息8厘起") == [name]
