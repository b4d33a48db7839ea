"""Headers as a clerk writes who makes the table himself, and what is advised where none is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ingest import NothingRead, read, sort_out
from engine.ingest.headers.hints import seems
from engine.ingest.headers.names import exact, is_private
from engine.model.errors import InputError
from engine.model.terms import ATTENTION, RecordKind

REG, AD, TIP, AREA, LIC = (
    RecordKind.REGISTRATION,
    RecordKind.ADVERT,
    RecordKind.TIP,
    RecordKind.TERRITORY,
    RecordKind.LICENCE,
)


@pytest.mark.parametrize(
    ("kind", "column", "headers"),
    [
        (AD, "advertiser", "谁发的 发的人 谁发布的 谁家的"),
        (AD, "text", "截图文字 图片文字 说的话 写的什么 上面写的什么 截图里的文字 怎么说的"),
        (AD, "media_name", "在哪看到的（群/抖音号） 什么平台"),
        (AD, "publish_time", "看到的日子 哪天看到的"),
        (TIP, "subject", "说的是哪家 哪家 说的谁 反映的是谁 哪家公司 举报的是哪家"),
        (TIP, "text", "群众怎么说的 反映什么事 说的什么"),
        (TIP, "received_time", "接到时间"),
        (AREA, "patterns", "包含范围 覆盖范围 范围说明 包括范围 包括 负责的小区 网格范围"),
        (AREA, "phone", "网格长电话 责任人手机号"),
        (LIC, "kind", "许可业务 核准业务范围"),
    ],
)
def test_known_as_people_say_it(kind: RecordKind, column: str, headers: str) -> None:
    found = {header: exact(header, kind) for header in headers.split()}
    assert {h: f and f[0] for h, f in found.items()} == dict.fromkeys(found, column)


def test_none_of_them_is_a_column_of_firms() -> None:
    spoken = "谁发的 截图文字 说的话 写的什么 说的是哪家 包含范围 范围说明"
    assert not [h for h in spoken.split() if exact(h, REG)]
    assert exact("经营范围", AREA) is None


@pytest.mark.parametrize("header", ["谁反映的", "谁举报的", "谁打电话"])
def test_who_told_stays_unread(header: str) -> None:
    assert is_private(header, TIP)
    assert exact(header, TIP) is None


def test_a_sheet_of_screenshots_is_adverts(tmp_path: Path) -> None:
    (tmp_path / "收集.csv").write_text(
        "序号,看到的日子,谁发的,截图文字\n1,2026-3-1,某某会所,交一万返两万\n", "utf-8"
    )
    found = sort_out([tmp_path], {})
    assert [s.name for s in found.of(AD)] == ["收集.csv"]
    assert not found.of(REG)


def _refused(tmp_path: Path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises((InputError, NothingRead)) as error:
        read([tmp_path], REG)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "header", "column", "option"),
    [
        ("广告收集.csv", "哪一天,甲列,乙列", "广告内容", "--ads"),
        ("三月.csv", "抖音号,短视频,乙列", "广告内容", "--ads"),
        ("群众来访.csv", "哪一天,甲列,乙列", "举报内容", "--tips"),
        ("持牌.csv", "哪一天,甲列,乙列", "机构名称", "--licences"),
        ("网格.csv", "哪一天,甲列,乙列", "责任区", "--territory"),
    ],
)
def test_what_speaks_of_another_kind_is_not_to_become_firms(
    tmp_path: Path, name: str, header: str, column: str, option: str
) -> None:
    said = _refused(tmp_path, name, f"{header}\n一,二,三\n")
    assert f"表头改为“{column}”" in said
    assert option in said
    assert "不要改成“企业名称”" in said


def test_otherwise_the_options_are_named(tmp_path: Path) -> None:
    said = _refused(tmp_path, "三月.csv", "哪一天,甲列,乙列\n一,二,三\n")
    assert "表头改为“企业名称”" in said
    assert "--ads 三月.csv" in said
    assert "--tips 三月.csv" in said


def test_a_list_of_firms_stays_one_wherever_it_came_from() -> None:
    assert seems("企业名单（微信群转来）.xlsx", ["甲", "乙"]) is None


def _attention(tmp_path: Path, kind: RecordKind, text: str) -> list[str]:
    file = tmp_path / "表.csv"
    file.write_text(text, "utf-8")
    notes = read([file], kind).sources[0].notes
    return [note for note in notes if note.startswith(ATTENTION)]


def test_tips_without_a_subject_are_told_of(tmp_path: Path) -> None:
    (note,) = _attention(tmp_path, TIP, "受理时间,哪一方,举报内容\n2026-3-1,某商行,收钱\n")
    assert "被举报单位" in note
    assert "某商行" not in note
    assert not _attention(tmp_path, TIP, "受理时间,举报内容,来电人\n2026-3-1,收钱,张某\n")
    assert not _attention(tmp_path, TIP, "受理时间,说的是哪家,举报内容\n2026-3-1,某商行,收钱\n")


def test_a_column_of_areas_nobody_understood_is_told_of(tmp_path: Path) -> None:
    (note,) = _attention(tmp_path, AREA, "社区,网格长,都有啥\n东街社区,甲某,东街\n")
    assert "地址关键词" in note
    assert not _attention(tmp_path, AREA, "社区,网格长,包含范围\n东街社区,甲某,东街\n")


def test_grids_beside_communities_are_their_parts(tmp_path: Path) -> None:
    file = tmp_path / "表.csv"
    file.write_text("村（社区）,网格,包含范围\n东街社区,第一网格,东街\n柳湾村,,柳湾\n", "utf-8")
    table = read([file], AREA).table
    assert table.column("territory").to_pylist() == ["东街社区", "柳湾村"]
    assert table.column("grid").to_pylist() == ["第一网格", None]
    file.write_text("责任区,网格,包含范围\n东街,第一网格,东街\n", "utf-8")
    assert read([file], AREA).table.column("grid").to_pylist() == ["第一网格"]
    file.write_text("网格,包含范围\n第一网格,东街\n", "utf-8")
    assert read([file], AREA).table.column("territory").to_pylist() == ["第一网格"]
