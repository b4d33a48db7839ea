"""Who reported goes out of the short columns of a tip; whom he tells of stays."""

import pyarrow as pa
import pytest

from engine.ingest.reporters import without_reporters


def left(text: str, column: str) -> str:
    return without_reporters(pa.chunked_array([pa.array([text])]), column).to_pylist()[0] or ""


@pytest.mark.parametrize(
    "subject",
    [
        "举报人反映云泉县聚福楼餐饮店",
        "举报人称福寿堂养生馆",
        "来访者心理咨询有限公司",
        "知情者信息咨询有限公司",
        "回访云泉县福寿堂养生馆",
        "被举报人王某",
        "举报人的邻居开的粮油店",
    ],
)
def test_whom_a_tip_is_about_stays(subject: str) -> None:
    assert left(subject, "subject") == subject


@pytest.mark.parametrize(
    ("subject", "stays"),
    [
        ("福寿堂养生馆（举报人：赵某某 13900001234）", "福寿堂养生馆"),
        ("福寿堂养生馆，举报人赵某", "福寿堂养生馆"),
        ("投诉人王某反映的福寿堂养生馆", "福寿堂养生馆"),
        ("举报人：赵某 被举报人：福寿堂养生馆", "福寿堂养生馆"),
        ("周某某（举报人）说的福寿堂养生馆", "福寿堂养生馆"),
    ],
)
def test_who_reported_goes(subject: str, stays: str) -> None:
    found = left(subject, "subject")
    assert stays in found
    assert not any(name in found for name in ("赵某", "王某", "周某", "1390"))


@pytest.mark.parametrize(
    ("where", "stays"),
    [
        ("举报人赵某家", ""),
        ("团结路3号，举报人赵某家", "团结路3号"),
        ("举报人反映团结路3号", "团结路3号"),
    ],
)
def test_the_home_of_who_reported_is_no_place(where: str, stays: str) -> None:
    found = left(where, "subject_address")
    assert "赵某" not in found
    assert stays in found


_WHO = [
    "市民",
    "村民",
    "居民",
    "农民",
    "网民",
    "网友",
    "群众",
    "公众",
    "业主",
    "职工",
    "员工",
    "老人",
    "会员",
    "客户",
    "投资人",
    "受害人",
    "学生",
    "家长",
    "商户",
    "记者",
    "律师",
    "热线",
    "信访",
    "来电",
    "电话",
    "匿名",
    "实名",
    "工人",
    "教师",
    "保安",
    "司机",
    "邻居",
    "朋友",
    "热心市民",
    "社区居民",
    "退休职工",
]
_CALLED = [
    family + given
    for family in ["张", "王", "李", "高", "马", "安", "向", "欧阳", "司马", "南宫", "亓", "逄"]
    for given in ["三", "四", "伟", "某", "某某", "小燕", "志强", "建国", "爱民", "国庆"]
]


@pytest.mark.parametrize("who", _WHO)
def test_a_name_goes_and_the_way_it_came_by_stays(who: str) -> None:
    texts = [
        (f"{who}{name}{act}", f"{who}{act}")
        for name in _CALLED
        for act in ("反映", "举报", "来电", "投诉", "来信", "实名举报", "微信反映")
    ]
    column = pa.chunked_array([pa.array([text for text, _ in texts])])
    found = without_reporters(column, "source_type").to_pylist()
    assert found == [stays for _, stays in texts]


@pytest.mark.parametrize(
    ("source", "stays"),
    [
        ("周记者反映", "记者反映"),
        ("欧阳记者反映", "记者反映"),
        ("原职工反映", "职工反映"),
        ("张建国反映", "反映"),
        ("李四来电", "来电"),
        ("亓某某来信", "来信"),
        ("红星村村民张三反映", "红星村村民反映"),
        ("12345热线转来市民张三反映", "12345热线转来市民反映"),
        ("市民王女士来电", "市民来电"),
        ("市民张三、李四举报", "市民举报"),
        ("市民向建国反映", "市民反映"),
    ],
)
def test_names_in_other_places_of_a_source(source: str, stays: str) -> None:
    assert left(source, "source_type") == stays


@pytest.mark.parametrize(
    "source",
    [
        *(f"{who}反映" for who in _WHO),
        *(f"{who}举报" for who in ("保安", "教师", "工人", "司机", "房东", "车主", "商贩", "农户")),
        "康复中心反映",
        "施工方反映",
        "包工头反映",
        "市民热线来电",
        "市民多次反映",
        "群众来信举报",
        "安监局反映",
        "金融科反映",
        "石油公司举报",
    ],
)
def test_a_calling_or_a_body_is_no_name(source: str) -> None:
    assert left(source, "source_type") == source


@pytest.mark.parametrize(
    "subject",
    [
        "举报人人贷理财",
        "举报人人贷",
        "投诉人保财险",
        "投诉人人乐超市",
        "反映人社局",
        "举报人寿保险",
        "举报人才市场",
        "举报人和养老服务公司",
        "举报人参批发部",
        "反映人大附中",
    ],
)
def test_who_is_called_by_a_word_that_begins_as_people_do_stays(subject: str) -> None:
    assert left(subject, "subject") == subject


@pytest.mark.parametrize(
    "subject",
    ["举报人赵某", "举报人亓某某", "举报人寿某", "举报人人某", "举报人：保某"],
)
def test_who_reported_goes_whatever_family(subject: str) -> None:
    assert left(subject, "subject") == ""
