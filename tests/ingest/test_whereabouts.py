"""Where a firm is: an address in pieces, and a place of business besides the registered one."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.ingest import read, with_addresses
from engine.model.terms import RecordKind

REG = RecordKind.REGISTRATION


def firms(tmp_path: Path, head: str, *rows: str) -> list[dict[str, str | None]]:
    path = tmp_path / "a.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    found: list[dict[str, str | None]] = with_addresses(read([path], REG).table).to_pylist()
    return found


@pytest.mark.parametrize(
    ("head", "row", "address"),
    [
        ("楼宇名称,楼层,房号", "金泰大厦A座,12,1203", "金泰大厦A座12层1203室"),
        ("街道,社区,小区名称,楼栋,单元,室号", "城关街道,北街社区,花园小区,3,2,501",
         "城关街道北街社区花园小区3号楼2单元501室"),
        ("道路名称,门牌号,楼号,房间号", "团结路,18,B,A203", "团结路18号B座A203室"),
        ("楼宇名称,楼层,房号", "金泰大厦,十二楼,1203室", "金泰大厦十二楼1203室"),
        ("地址,楼宇名称,楼层,房号", "团结路18号金泰大厦3层,金泰大厦,3,305", "团结路18号金泰大厦3层305室"),
        ("住所,房号", "团结路18号305室,305", "团结路18号305室"),
        ("住所,房号", "团结路305号,305", "团结路305号305室"),
        ("楼宇名称,楼层,房号", ",,", None),
    ],
)  # fmt: skip
def test_pieces_are_one_address(tmp_path: Path, head: str, row: str, address: str | None) -> None:
    (firm,) = firms(tmp_path, f"企业名称,{head}", f"甲商行,{row}")
    assert firm["address"] == address


@pytest.mark.parametrize(
    "head", ["住所,实际经营地址", "注册地址,经营场所", "住所,经营地址", "登记住所,主要经营场所"]
)
@pytest.mark.parametrize(
    ("seat", "place", "goes", "registered"),
    [
        ("城关镇东街1号", "城关镇西街5号2楼", "城关镇西街5号2楼", "城关镇东街1号"),
        ("城关镇东街1号", "东街1号", "城关镇东街1号", None),
        ("东街1号", "城关镇东街1号2楼", "城关镇东街1号2楼", None),
        ("城关镇东街1号", "同住所", "城关镇东街1号", None),
        ("城关镇东街1号", "与注册地址一致", "城关镇东街1号", None),
        ("城关镇东街1号", "无", "城关镇东街1号", None),
        ("城关镇东街1号", "", "城关镇东街1号", None),
        ("", "城关镇西街5号", "城关镇西街5号", None),
    ],
)
def test_the_visit_goes_where_business_is_done(
    tmp_path: Path, head: str, seat: str, place: str, goes: str, registered: str | None
) -> None:
    (firm,) = firms(tmp_path, f"企业名称,{head}", f"甲商行,{seat},{place}")
    assert (firm["address"], firm["registered_address"]) == (goes, registered)


def test_a_place_of_business_alone_is_the_address(tmp_path: Path) -> None:
    (firm,) = firms(tmp_path, "企业名称,经营场所", "甲商行,城关镇西街5号")
    assert firm["address"] == "城关镇西街5号"


@pytest.mark.parametrize(
    ("town", "village", "told", "address"),
    [
        ("白杨镇", "柳河村", "三组", "白杨镇柳河村三组"),
        ("白杨镇", "杨树社区", "建设路12号3层", "白杨镇杨树社区建设路12号3层"),
        ("东关 街道", "", "红旗路5号", "东关街道红旗路5号"),
        ("城关镇", "", "金鼎小区3号楼", "城关镇金鼎小区3号楼"),
        ("城关镇", "北街居委会", "市场街9号", "城关镇北街居委会市场街9号"),
        ("城关镇", "", "县府路12号", "城关镇县府路12号"),
        ("白杨镇", "柳河村", "村部旁", "白杨镇柳河村村部旁"),
        ("白杨镇", "柳河村", "", "白杨镇柳河村"),
        ("白杨镇", "柳河村三组", "12号", "白杨镇柳河村三组12号"),
        ("白杨镇", "柳河村", "柳河村三组", "白杨镇柳河村三组"),
        # The address says more, or other things than places stand in the columns.
        ("白杨镇", "柳河村", "白杨镇柳河村三组", "白杨镇柳河村三组"),
        ("白杨镇", "柳河村", "青岗县白杨镇柳河村三组", "青岗县白杨镇柳河村三组"),
        ("城关镇", "", "平罗县团结路18号", "平罗县团结路18号"),
        ("城关镇", "", "青岗县", "青岗县"),
        ("城关镇", "", "石嘴山市大武口区朝阳街2号", "石嘴山市大武口区朝阳街2号"),
        ("白杨镇", "柳河村", "金桥村二组", "白杨镇金桥村二组"),
        ("640221101", "02", "团结路18号", "团结路18号"),
        ("白杨", "柳河", "团结路18号", "团结路18号"),
        ("白杨镇", "", "", None),
    ],
)
def test_an_address_stands_below_its_town_and_village(
    tmp_path: Path, town: str, village: str, told: str, address: str | None
) -> None:
    head = "企业名称,乡镇（街道）,村（社区）,详细地址"
    (firm,) = firms(tmp_path, head, f"甲商行,{town},{village},{told}")
    assert firm["address"] == address
