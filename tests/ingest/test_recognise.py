"""Of which kind a table is, by its header."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from engine.ingest.files import Source
from engine.ingest.headers.names import label
from engine.ingest.headers.recognise import Kind, decide, recognise
from engine.ingest.limits import USUAL
from engine.model.terms import RecordKind

REG, AD, TIP = RecordKind.REGISTRATION, RecordKind.ADVERT, RecordKind.TIP
LIC, AREA = RecordKind.LICENCE, RecordKind.TERRITORY


def of(header: str) -> Kind | None:
    cells = header.split(",")
    return decide((kind, label(cells, kind)) for kind in (REG, AD, TIP, LIC, AREA))


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("企业名称,住所,经营范围", REG),
        ("企业名称", REG),
        ("机构名称,统一社会信用代码", REG),
        ("企业名称,类型,状态,住所,成立日期", REG),
        ("单位名称,负责人,联系电话,乡镇", REG),
        ("广告内容", AD),
        ("短信内容,发送号码,接收时间", AD),
        ("企业名称,地址,联系电话,广告内容", AD),
        ("举报内容", TIP),
        ("工单编号,来电人,联系电话,诉求内容,办理结果", TIP),
        ("编号,企业名称,地址,法定代表人,举报内容", TIP),
        ("机构名称,许可证编号,有效期至", LIC),
        ("企业名称,统一社会信用代码,许可类型,发证机关,发证日期", LIC),
        ("责任区,地址关键词,责任人", AREA),
        ("路名,门牌起,门牌止,网格,网格员", AREA),
        ("线索编号,线索描述,被举报单位,受理时间", TIP),
        ("线索内容,办理单位", TIP),
    ],
)
def test_a_header_that_says_so(header: str, kind: RecordKind) -> None:
    assert of(header) == Kind(kind)


@pytest.mark.parametrize(
    ("header", "kind", "rival"),
    [
        ("标题,内容,日期", AD, TIP),
        ("内容,电话,日期", TIP, AD),
        ("企业名称,住所,法定代表人,注册资本,批准文号,批准日期,有效期", REG, LIC),
        ("企业名称,统一社会信用代码,住所,法定代表人,经营范围,联系电话,投诉内容", REG, TIP),
    ],
)
def test_what_may_be_two_things_says_so(header: str, kind: RecordKind, rival: RecordKind) -> None:
    found = of(header)
    assert found is not None
    assert (found.kind, found.rival) == (kind, rival)


@pytest.mark.parametrize(
    "header", ["村,姓名,电话,家庭人口", "责任人,村,身份证号", "日期,数量,单价"]
)
def test_rosters_and_lists_of_things_are_nothing(header: str) -> None:
    assert of(header) is None


def test_every_format_is_looked_into(tmp_path: Path) -> None:
    rows = {"广告内容": ["保本保息"], "发布时间": ["2026-01-01"]}
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    (tmp_path / "b.jsonl").write_text('{"广告内容":"保本","发布时间":"2026"}\n' * 2, "utf-8")
    (tmp_path / "c.json").write_text('[{"广告内容":"保本","发布时间":"2026"}]', "utf-8")
    (tmp_path / "d.csv").write_text("广告内容\t发布时间\n保本\t2026\n", "utf-16")
    (tmp_path / "e.csv").write_text("广告内容;发布时间\r保本;2026\r", "gb18030")
    (tmp_path / "f.txt").write_text("广告监测表\n\n编号,广告内容\n1,保本\n" * 9999, "gb18030")
    for path in sorted(tmp_path.iterdir()):
        seen = recognise(Source(path, path.name, True), USUAL)
        assert seen.sheets == {"": Kind(AD)}, path.name


def test_what_cannot_be_read_is_left_to_the_reader(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.parquet", "c.json", "d.csv", "e.xls"):
        (tmp_path / name).write_bytes(b"\x00\xff\xfe\x80" * 9)
        assert not recognise(Source(tmp_path / name, name, True), USUAL).sheets
    assert not recognise(Source(tmp_path / "none.csv", "none.csv", True), USUAL).sheets


def test_clues_with_platform_and_publisher_are_adverts() -> None:
    found = of("序号,发布平台,线索描述,发布单位,发现时间")
    assert found is not None
    assert found.kind is AD
