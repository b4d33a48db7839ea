"""Where a tip says that something happens, as people tell it."""

import pytest

from engine.place import parse_address, told_spot, told_where


@pytest.mark.parametrize(
    ("text", "spot"),
    [
        ("红星村3组老赵家收村民的存款", "红星村3组"),
        ("反映丰收村3组有人收存款", "丰收村3组"),
        ("反映农资门市部老板收村里人存款", ""),
        ("反映村里修路摊派", ""),
        ("反映村民集资修渠", ""),
        ("举报向阳村有人吸收存款", "向阳村"),
        ("河顺镇红星村村委会对面二层小楼，天天讲课", "河顺镇红星村村委会对面二层"),
        ("清渠镇幸福小区7号楼2单元501室有人集资", "清渠镇幸福小区7号楼2单元501室"),
        ("他们在金桥小区3号楼一楼租了房子", "金桥小区3号楼一楼"),
        ("就在平安佳苑北区6号楼", "平安佳苑北区6号楼"),
        ("清渠农贸市场二楼，卖返利卡", "清渠农贸市场二楼"),
        ("建材市场C区12号，收钱", "建材市场C区12号"),
        ("听说清渠农贸市场里有人放贷", "清渠农贸市场"),
        ("我在县医院对面的门面房交了五万", "县医院对面"),
        ("人民路5号旁边那家没挂牌的", "人民路5号旁边"),
        ("新华街与健康路交叉口西北角二楼", "新华街与健康路交叉口西北角二楼"),
        ("光明路中段，电信营业厅隔壁", "光明路中段电信营业厅隔壁"),
        ("老汽车站往东200米路南", "老汽车站往东200米"),
        ("星海公园东门旁边的茶楼", "星海公园东门旁边"),
        # a home, a person's origin, no name, or several
        ("我住在阳光花园，公司收钱", ""),
        ("家住幸福里小区的王某", ""),
        ("我们村好多人交了钱，全村人都投了", ""),
        ("县医院的医生集资", ""),
        ("老板是河顺镇红星村的", ""),
        ("我妈从红星村坐车去的", ""),
        ("红星村和东关村都有人收钱", ""),
        ("幸福小区有人收钱，阳光花园也有", ""),
    ],
)
def test_one_place_or_none(text: str, spot: str) -> None:
    assert told_spot(text) == spot
    place = parse_address(spot)
    assert bool(spot) == bool(place.village or place.road or place.building)


@pytest.mark.parametrize(
    "text",
    [
        "联系地址金泰花园2号楼3单元501，反映有人拉老人存款",
        "我叫张三丰，在金泰花园2号楼501被人上门骗走五万",
        "回访请到金泰花园2号楼501找我",
        "举报人住光明村2组，收股金的是外乡人",
        "通讯地址：人民路18号，反映有人集资",
    ],
)
def test_where_the_reporter_lives_is_none(text: str) -> None:
    assert told_where(text) == ""
