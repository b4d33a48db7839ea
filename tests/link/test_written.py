"""How names are written: in one form, without what stands around them, as they are said."""

import pytest

from engine.link.names import around, written
from engine.link.names.endings import mended

TEXTS = ["溪雲谷，３号", "", "第三廠 ＡＢＣ", "溪云谷\n商店", "（溪云谷）商店", "二〇一九"]


def test_a_column_is_written_as_each_of_its_names() -> None:
    assert written.clean_all(TEXTS) == [written.clean(text) for text in TEXTS]
    assert written.clean_all(["溪雲谷\n商貿", "ＡＢＣ（溪）", "", "　溪 云 "]) == [
        "溪云谷商贸",
        "abc(溪)",
        "",
        "溪云",
    ]
    assert written.clean_all([]) == []


@pytest.mark.parametrize("more", [[], ["İstanbul"], ["ΣΑΣ"], ["\ud800溪"]])
def test_texts_are_written_as_each_of_them(more: list[str]) -> None:
    texts = [*TEXTS, *more]
    assert written.clean_texts(texts) == [written.clean_text(text) for text in texts]


def test_signs_of_texts_stay() -> None:
    assert written.clean_texts(["溪雲谷，３", "第三厂"]) == ["溪云谷，3", "第3厂"]


@pytest.mark.parametrize(
    ("name", "flat"),
    [
        ("溪云谷商贸（平罗）有限责任公司", "溪云谷商贸平罗有限公司"),
        ("溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("溪云谷商店", "溪云谷商店"),
    ],
)
def test_flat(name: str, flat: str) -> None:
    assert written.normalise(name) == written.flat(written.clean(name)) == flat


def test_a_very_long_cell_is_cut() -> None:
    assert written.clean("溪" * 400) == "溪" * 300


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("云泉五建", "云泉第5建筑工程"),
        ("云泉十三建", "云泉第13建筑工程"),
        ("云泉新建", "云泉新建"),
        ("五建", "五建"),
        ("云泉五建公司", "云泉五建公司"),
        ("(溪云谷商店)", "溪云谷商店"),
        ("“溪云谷”商店", "溪云谷商店"),
        ("溪云谷商店wx20200101", "溪云谷商店"),
    ],
)
def test_clean(name: str, clean: str) -> None:
    assert written.clean(name) == clean


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("人保财险平罗支公司", "人民财产保险平罗支公司"),
        ("太保寿险平罗中支", "太平洋人寿保险平罗中支"),
        ("中行平罗支行", "中国银行平罗支行"),
        ("中行", "中行"),
        ("中行溪云谷", "中行溪云谷"),
        ("平安保险", "平安保险"),
        ("溪云谷", "溪云谷"),
    ],
)
def test_short_names_of_banks(name: str, spoken: str) -> None:
    assert written.spoken(name) == written.spoken(spoken) == spoken


def test_signatures() -> None:
    text = "【溪云谷】你好【客服】【车贷】〔山居〕[林溪]【溪】【理财产品】【 溪荷 】"
    assert written.signatures(text) == ["溪云谷", "山居", "林溪", "溪荷"]


@pytest.mark.parametrize(
    ("behind", "told"),
    [
        ("平罗分公司", False),
        ("财务室", False),
        ("第三车间", False),
        ("溪云谷", False),
        ("平罗", False),
        ("欢迎加盟", True),
        ("已注销", True),
        ("的", True),
        ("非法集资", True),
        ("涉嫌诈骗", True),
        ("注册地址", True),
        ("一案", True),
        ("收据", True),
        ("承诺室", False),
        ("已注销平罗支行", False),
    ],
)
def test_a_note_behind_a_name(behind: str, told: bool) -> None:
    assert around.told(behind) == told


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("溪云谷商贸13800138000", "溪云谷商贸"),
        ("溪云谷商贸电话13800138000", "溪云谷商贸"),
        ("溪云谷商贸联系电话：13800138000", "溪云谷商贸"),
        ("溪云谷商贸0952-6012345", "溪云谷商贸"),
        ("溪云谷商贸www.a.cn", "溪云谷商贸"),
        ("溪云谷商贸官网https://a.cn/x", "溪云谷商贸"),
        ("溪云谷商贸400-800-1234", "溪云谷商贸"),
        ("溪云谷商贸微信号abcd123", "溪云谷商贸"),
        ("溪云谷商贸1380013800", "溪云谷商贸"),
        ("溪云谷官网https://a.cn", "溪云谷官网"),  # may be the name
        ("溪云谷商贸电话", "溪云谷商贸电话"),
        ("3号溪云谷", "3号溪云谷"),
        ("溪云谷商贸", "溪云谷商贸"),
    ],
)
def test_without_contacts(text: str, left: str) -> None:
    assert around.without_contacts(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("关于溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("我公司溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("举报投诉溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("被投诉单位溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("原告原野商贸有限公司", "原野商贸有限公司"),
        ("关于溪云谷", "关于溪云谷"),
        ("关于公司溪云谷", "关于公司溪云谷"),
        ("关山月商贸有限公司", "关山月商贸有限公司"),
        ("溪云谷商贸有限公司曾用名溪泉商贸", "溪云谷商贸有限公司(曾用名溪泉商贸)"),
        ("溪云谷商贸现名溪泉商贸有限公司", "溪云谷商贸(曾用名溪泉商贸有限公司)"),
        ("原溪云谷商贸有限公司(现溪泉商贸有限公司)", "溪云谷商贸有限公司(现溪泉商贸有限公司)"),
        ("溪云谷商贸有限公司原料部", "溪云谷商贸有限公司原料部"),
        ("名山溪云谷商贸有限公司", "名山溪云谷商贸有限公司"),
        ("原溪云谷", "原溪云谷"),
        ("溪云谷", "溪云谷"),
    ],
)
def test_plain(text: str, left: str) -> None:
    assert around.plain(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("1、溪云谷商店", "溪云谷商店"),
        ("第7项.溪云谷商店", "溪云谷商店"),
        ("(3) 溪云谷商店", "溪云谷商店"),
        ("no.3 溪云谷商店", "溪云谷商店"),
        ("12溪云谷商店", "12溪云谷商店"),
        ("企业名称:溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("企业名称：溪云谷商贸有限公司", "溪云谷商贸有限公司"),
        ("公司:溪云谷商店", "溪云谷商店"),
        ("溪云谷商贸有限公司 公司食堂", "溪云谷商贸有限公司(公司食堂)"),
        ("溪云谷商贸有限公司 总公司", "溪云谷商贸有限公司 总公司"),
        ("单位:溪云谷店", "溪云谷店"),
        ("单位:溪云谷", "单位:溪云谷"),  # too little
        ("名称:溪云谷:商店", "溪云谷:商店"),
        ("溪云谷商贸有限公司:银川店", "溪云谷商贸有限公司(银川店)"),
        ("类型(注:溪云谷店)溪云", "类型(注:溪云谷店)溪云"),
        ("溪云谷商店 经营者 王建国", "溪云谷商店(经营者王建国)"),
        ("溪云谷商店投资人:王建国", "溪云谷商店(经营者王建国)"),
        ("溪云谷商店(业主王建国)", "溪云谷商店(经营者王建国)"),
        ("溪云谷商贸有限公司,欢迎光临", "溪云谷商贸有限公司"),
        ("溪云谷商贸有限公司-已注销", "溪云谷商贸有限公司"),
        ("溪云,欢迎", "溪云,欢迎"),
        ("溪云谷商贸有限公司 财务室", "溪云谷商贸有限公司(财务室)"),
        ("溪云谷商贸有限公司 溪泉商贸有限公司", "溪云谷商贸有限公司 溪泉商贸有限公司"),
    ],
)
def test_stripped(text: str, left: str) -> None:
    assert around.stripped(text) == left


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("溪云谷有艰公司", "溪云谷有限公司"),
        ("溪云谷有桌公司", "溪云谷有限公司"),  # means nothing else
        ("溪云谷有限公司司", "溪云谷有限公司"),
        ("溪云谷有限责公司", "溪云谷有限责任公司"),
        ("溪云谷责任有限公司", "溪云谷有限公司"),
        ("溪云谷有限股份公司", "溪云谷股份有限公司"),
        ("溪云谷公司公司", "溪云谷公司"),
        ("溪云谷经营布", "溪云谷经营部"),
        ("溪云谷有艰公司平罗分公司", "溪云谷有限公司平罗分公司"),
        ("溪云谷(平罗)商贸有限公思(普通合伙)", "溪云谷(平罗)商贸有限公司(普通合伙)"),
        # shares
        ("溪云谷股分有限公司", "溪云谷股份有限公司"),
        ("溪云谷骨份有限公司", "溪云谷股份有限公司"),
        ("溪云谷缘份有限公司", "溪云谷缘份有限公司"),
        ("溪云谷股海有限公司", "溪云谷股海有限公司"),
        ("溪云谷控股有限公司", "溪云谷控股有限公司"),
        # what lacks nothing
        ("溪云谷国有公司", "溪云谷国有公司"),
        ("溪云谷有色公司", "溪云谷有色公司"),
        ("溪云谷国有林公司", "溪云谷国有林公司"),
        ("溪云谷联合企业", "溪云谷联合企业"),
        ("溪云谷极限公司", "溪云谷极限公司"),
        ("溪云谷有限责任公司", "溪云谷有限责任公司"),
        ("溪云谷农民专业合作社", "溪云谷农民专业合作社"),
        # no name before it
        ("公司公司", "公司公司"),
        ("责任有限公司", "责任有限公司"),
        ("有艰公司", "有艰公司"),
        ("溪", "溪"),
        ("", ""),
    ],
)
def test_slips_in_what_names_end_with(name: str, right: str) -> None:
    assert mended(name) == right
    assert mended(right) == right
