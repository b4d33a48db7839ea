"""Names and brands that a text holds and that are not the firm's who advertises."""

import pytest

from engine.link import FirmIndex

NAMES = [
    "禾川县青桥镇鹿角湾羊肉粉馆",
    "禾川县谷小满粮油有限公司",
    "禾川县骏腾达汽车贸易有限公司",
    "禾川县月牙泉水产养殖专业合作社",
    "禾川县云顶塑钢门窗厂",
    "禾川县惠泽信息咨询有限公司",
    "禾川县砚台乡春芽茶叶专业合作社",
]
ADDRESSES = [
    "青桥镇正街8号",
    "禾川县城关镇粮站路3号",
    "禾川县城关镇汽车城12号",
    "禾川县麻柳镇月牙泉村",
    "禾川县工业园兴业路9号",
    "禾川县城关镇府前街1号",
    "禾川县砚台乡高坡村",
]
PEOPLE = ["罗长贵", "唐素芬", "冯骏", "漆树林", "苟建勋", "姚敏", "祝春芽"]
PHONES = ["", "", "13900008888", "", "", "0958-6221107", ""]
FORMER = ["", "", "", "", "", "禾川县惠泽投资理财有限公司", ""]
NONE = [""] * len(NAMES)
INDEX = FirmIndex(NAMES, NONE, PHONES, FORMER, NONE, ADDRESSES, PEOPLE)


@pytest.mark.parametrize(
    ("firm", "other"),
    [
        ("禾川市东湖区老地方便利店", "禾川市西湖区老地方便利店"),
        ("吉安市青原区小雨点童装店", "吉安市吉州区小雨点童装店"),
        ("海宁汇晟柒号股权投资合伙企业（有限合伙）", "海宁汇晟捌号股权投资合伙企业（有限合伙）"),
        ("乐购优生活超市（2号店）", "乐购优生活超市（6号店）"),
        ("大同塞北煤电集团有限公司", "大同塞北煤电集团职工医院"),
        ("信阳金刚碧茶业集团有限公司", "信阳金刚碧茶业集团物流有限公司"),
        ("寿光市稻田镇喜丰收蔬菜专业合作社", "寿光市化龙镇喜丰收蔬菜专业合作社"),
        ("烟台海韵养老公寓甲区", "烟台海韵养老公寓乙区"),
        ("洛阳白马物业管理有限公司涧西分公司", "洛阳白马物业管理有限公司瀍河分公司"),
        ("开封宋韵灯笼工艺品有限公司", "开封宋韵灯笼工艺品有限公司工会委员会"),
    ],
)
def test_a_name_that_is_another_firms_is_not_linked(firm: str, other: str) -> None:
    for one, two in ((firm, other), (other, firm)):
        index = FirmIndex([one], [""], [""])
        assert index.find(names=[two]).row == -1
        assert index.find(names=[two], text=f"{two}年中回馈，欢迎光临").row == -1


def test_a_short_name_may_leave_out_what_the_firm_is() -> None:
    index = FirmIndex(["禾川县仁心康复医院有限公司"], [""], [""])
    assert index.find(names=[], text="【仁心康复】专家每周二坐诊").row == 0


@pytest.mark.parametrize("end", ["有限公词", "有限公司司"])
def test_a_slip_in_the_legal_form_makes_no_other_firm(end: str) -> None:
    assert INDEX.find(names=[f"禾川县谷小满粮油{end}"]).row == 1


@pytest.mark.parametrize(
    "text",
    [
        "麻柳鹿角湾羊肉粉开张，三天半价",
        "砚台鹿角湾羊肉粉，熬了一夜的汤",
        "批发谷小满大米、菜籽油，十袋起送",
        "长期供应谷小满菜籽油、某某面粉，村里小店可拿货",
        "二手车急售：前年在骏腾达买的轿车，一手车，六万八",
        "自用面包车转让，当初从骏腾达提的，手续全",
    ],
)
def test_another_towns_shop_goods_and_what_was_bought_are_not_the_firm(text: str) -> None:
    assert INDEX.find(names=[], text=text).row == -1


def test_a_second_fact_speaks_for_the_firm() -> None:
    assert INDEX.find(names=[], text="青桥鹿角湾羊肉粉，正街8号，天天熬新汤").row == 0
    sale = "急售二手车，在骏腾达买的，找我 13900008888"
    assert INDEX.find(names=[], text=sale).row == 2


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("鱼苗出塘，草鱼鲫鱼都有，漆树林，麻柳月牙泉边上", 3),
        ("我是漆树林，月牙泉的鱼塘今天起网，鲢鱼三块五", 3),
        ("本人苟建勋，工业园做了多年塑钢门窗，清仓断桥铝", 4),
        ("明前茶上市，祝春芽，砚台高坡村自家茶园", 6),
    ],
)
def test_people_who_name_themselves(text: str, row: int) -> None:
    assert INDEX.find(names=[], text=text).row == row


def test_a_name_alone_does_not_tell_a_person() -> None:
    assert INDEX.find(names=[], text="寻人：漆树林，七十岁，昨日走失").row == -1


@pytest.mark.parametrize(
    "said",
    ["1 3 9 0 0 0 0 8 8 8 8", "1·3·9·0·0·0·0·8·8·8·8", "1-3-9-0-0-0-0-8-8-8-8"],
)
def test_numbers_read_out_digit_by_digit(said: str) -> None:
    assert INDEX.find(names=[], text=f"收旧车，现款结清 {said}").row == 2


def test_local_numbers_read_out() -> None:
    assert INDEX.find(names=[], text="月息高，来电 0 9 5 8 6 2 2 1 1 0 7").row == 5


def test_a_former_name_is_no_second_bearer() -> None:
    assert INDEX.find(names=[], text="惠泽咨询季末加息，一万一年给一千二").row == 5


def test_a_register_of_the_whole_country_needs_more_than_a_name() -> None:
    names = ["成都市蓝鲸湾餐饮有限公司", "哈尔滨市松果里商贸有限公司", "福州市茉莉汀茶业有限公司"]
    names += ["兰州市驼铃渡旅游有限公司", "南宁市木棉坞农业有限公司"]
    wide = FirmIndex(names, [""] * 5, [""] * 5)
    link = wide.find(names=[], text="蓝鲸湾今晚活鱼特价")
    assert (link.row, link.candidates) == (-1, (0,))
    assert wide.find(names=[], text="成都蓝鲸湾餐饮今晚活鱼特价").row == 0
