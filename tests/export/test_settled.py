"""Whoever the office has dealt with is on the list and not on the way."""

from pathlib import Path

from engine.export import write
from engine.export.sheets.desk import NAME as DESK
from engine.export.sheets.route import NAME as ROUTE

from .sample import screening
from .test_route import lead, row_of, rows, stop_of

_DONE = {"case_state": "已办结", "remarks": "前次：已移送公安"}


def _cells(table: list[list[str]]) -> str:
    return "\n".join(cell for row in table for cell in row)


def test_a_settled_firm_is_no_stop_and_no_question_is_asked_there(tmp_path: Path) -> None:
    leads = [
        lead(1, road="富民路1号"),
        lead(2, road="富民路9号", checks="资金去了哪里", **_DONE),
        lead(3, town="", checks="人在哪里", **_DONE),
    ]
    write(screening(leads), tmp_path)
    for sheet in (ROUTE, DESK):
        told = _cells(rows(tmp_path, sheet))
        assert "富民路9号" not in told
        assert "资金去了哪里" not in told
        assert "人在哪里" not in told
    listed = _cells(rows(tmp_path, "线索清单"))
    assert "第2户" in listed
    assert "第3户" in listed
    assert "【前次：已移送公安】" in listed
    guide = _cells(rows(tmp_path, "说明"))
    assert "1 家待上门核查，2 家已办结" in guide
    assert "均待上门核查" not in guide


def test_where_others_are_visited_it_is_said_not_to_go_there(tmp_path: Path) -> None:
    leads = [
        lead(1, building="金泰商务楼", floor="3层"),
        lead(2, building="金泰商务楼", floor="6层", checks="资金去了哪里", **_DONE),
    ]
    write(screening(leads), tmp_path)
    table = rows(tmp_path, ROUTE)
    told = row_of(table, "第2户")
    assert "不再上门" in table[told][0]
    assert stop_of(table, "第1户") == table[told - 1][0]
    assert "资金去了哪里" not in _cells(table)


def test_with_news_it_is_visited(tmp_path: Path) -> None:
    again = {"case_state": "有变化", "remarks": "前次：已移送公安；又有新的证据：保本"}
    write(screening([lead(1, road="富民路1号", **again)]), tmp_path)
    assert stop_of(rows(tmp_path, ROUTE), "第1户")
    assert "均待上门核查" in _cells(rows(tmp_path, "说明"))
