"""What a printed lead says of the licence lists."""

from engine.export.sheets.leads import licence_text


def test_a_list_without_this_kind_is_no_missing_list() -> None:
    assert licence_text({"licence_status": "名录缺失"}) == "没有这类机构的名录，待核"
    assert licence_text({"licence_status": "不适用"}) == ""
