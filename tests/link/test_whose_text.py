"""Whose text it is, and which of several firms it means: by kinds, each both ways."""

import pytest

from tests.link.firms import index_of

FIRMS = [
    # name, address, person
    ("望谟县安顺家政服务有限公司", "望谟县石桥镇环城北路30号", "骆秋"),
    ("望谟县双穗米业有限公司", "望谟县石桥镇红星大道12号", "胡大山"),
    ("望谟县兴旺电器维修部", "望谟县石桥镇红星大道40号", "胡小川"),
    ("望谟县百草堂大药房有限公司", "望谟县石桥镇正街5号", "谢白"),
    ("望谟县百草堂大药房有限公司马街店", "望谟县马街镇街上", "谢青"),
    ("望谟县沐云阁婚庆服务有限公司", "望谟县石桥镇文化街51号", "童欣"),
    ("望谟县济世中医诊所", "望谟县石桥镇学府路12号", "毛济"),
    ("望谟县碧空救援设备有限公司", "望谟县石桥镇工业路3号", "蓝天"),
    ("望谟县宝岚茶业有限公司", "望谟县石桥镇河街7号", "宋岚"),
    ("望谟县禾芽芽儿童托管所", "望谟县石桥镇学府路8号", "安宁"),
]
INDEX = index_of(FIRMS)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # a part that is called like a city of elsewhere
        ("【安顺家政】擦玻璃月嫂，骆姐", 0),
        ("安顺市西秀区中华路一号，家政招聘", -1),
        # streets as people shorten them, and another house of the same street
        ("安顺家政，环北30号", 0),
        ("修空调洗衣机，红星大道40号老胡", 2),
        # a branch by its place
        ("马街百草堂药房周年庆，全场八折", 4),
        ("【百草堂大药房】会员日，正街5号", 3),
        # a site in pinyin
        ("婚礼跟拍司仪花车，档期见 www.wmmuyunge.com", 5),
        ("云南古镇跟团游，www.wmmuyunge.com", -1),
        # family name, trade and street
        ("毛大夫中医 针灸推拿 学府路", 6),
        # a season between name and trade
        ("禾芽芽寒假托管，中餐两荤一素", 9),
        # no firm: a team; somebody that is sought
        ("碧空救援队提醒大家：汛期不要下河", -1),
        ("碧空救援，冲锋舟救生衣现货", 7),
        # whose text it is
        ("云州远瞳电子有限公司案例：为望谟县双穗米业有限公司安装监控60套", -1),
        ("望谟县双穗米业有限公司新米上市，五斤装特价", 1),
        ("云州宏旺粮油有限公司：双穗大米招代理", -1),
        ("【沐云阁】会宁县团购会，会宁县人民路8号", -1),
        ("双穗米业，望谟县白水镇中心街18号", -1),
        # a landmark, its street in brackets; where the firm itself is
        ("旺铺出租，百草堂大药房（正街）斜对面，可做餐饮", -1),
        ("转租：济世中医诊所(学府路)旁边一间，面议", -1),
        ("济世中医诊所（学府路）今日义诊，欢迎到店", 6),
        # whom others thank
        ("石桥中学运动会圆满结束。鸣谢：望谟县双穗米业有限公司、镇供电所", -1),
        ("广场舞大赛爱心企业望谟县宝岚茶业有限公司，欢迎大家观看", -1),
        ("感谢沐云阁婚庆服务有限公司提供场地，志愿者招募中", -1),
        ("双穗米业感谢新老客户，五斤装买二送一", 1),
        # where parcels are fetched, with whom somebody works together, what somebody bought there
        ("【圆通】您的包裹已到禾芽芽儿童托管所代收点，取件码3-2-11", -1),
        ("山水两日游299元，合作餐厅：沐云阁婚庆服务，报名电话见下", -1),
        ("曾为济世中医诊所、禾芽芽儿童托管所施工，防水补漏找老魏", -1),
        ("自家双穗米业买的米吃不完，便宜出，十斤装两袋", -1),
        ("禾芽芽儿童托管所代接送，暑假班报名", 9),
        # who signs as one of the whole country
        ("【中国宝岚】信用卡账单已出", -1),
        ("【宝岚茶业】春茶上市", 8),
    ],
)
def test_whose_text(text: str, row: int) -> None:
    assert INDEX.find(names=[], text=text).row == row


def test_a_strange_name_one_slip_away_is_shown() -> None:
    found = INDEX.find(names=[], text="保岚茶业有限责任公司认购茶园，每份一万")
    assert (found.row, found.candidates) == (-1, (8,))


def test_a_tip_may_quote_an_office() -> None:
    text = "县公安局提示过：双穗米业借钱给一分五的利，已经半年不给"
    assert INDEX.find(names=["双穗米业"], text=text, about=True).row == 1
    assert INDEX.find(names=[""], text=text, about=True).row == 1
    assert INDEX.find(names=[""], text=text).row == -1
