"""Whatever stands in a column of names, reading and comparing it never fails."""

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.link.index.register import RegisterNames
from engine.link.names.company import NameParser
from engine.link.names.same import same

PARSER = NameParser()
PIECES = (
    "有限公司", "有限责任公司", "股份有限公司", "集团", "公司", "分公司", "合作社", "农民专业合作社", "合伙企业",
    "有限合伙", "个体工商户", "个人独资企业", "供销社", "联社", "曾用名", "曾用名：", "原", "现更名为", "更名", "又名",
    "前身", "经营者", "支行", "分行", "营业部", "办事处", "门市部", "店", "厂", "部", "院", "第", "中心", "超市", "便民",
    "（", "）", "(", ")", "【", "】", "《", "》", "：", ":", "·", " ", "\u3000", "\n", "\t", "-", "—", ",", "、", "…", "\0",
    "1", "２", "三", "十", "百", "两", "〇", "零", "13800000000", "www.a.com", "第三", "18", "甲", "A", "ｂ", "e",
    "宁夏", "银川市", "平罗县", "惠农区", "甘肃省", "兰州", "中国", "北京", "内蒙古自治区", "镇", "街道", "村", "路",
    "中石油", "国网", "中铁", "移动", "建行", "农商银行", "信用社", "中国石油天然气", "局", "电力", "供电", "宁", "甘", "兰",
    "李建国", "王", "鑫", "鼎盛", "金诺", "恒丰", "石化", "农垦", "建工", "投资", "理财", "文化", "产业", "商贸", "种植",
    "咨询", "在业", "已注销", "电话", "地址", "关于", "被告", "我公司", "的", "等", "澋", "窟", "\U00020000", "é", "🙂",
)  # fmt: skip
NAMES = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=9).map("".join)


@settings(max_examples=400, deadline=None)
@given(NAMES, NAMES)
def test_no_text_is_too_strange_to_read_and_compare(one: str, other: str) -> None:
    mine, theirs = PARSER.parse(one), PARSER.parse(other)
    verdict = same(mine, theirs)
    assert verdict.why
    assert verdict.same == (verdict.likeness > 0)
    assert same(theirs, mine).same == verdict.same
    assert same(mine, mine).same or not mine.text


@settings(max_examples=60, deadline=None)
@given(st.lists(NAMES, max_size=4), NAMES)
def test_no_register_is_too_strange_to_ask(names: list[str], asked: str) -> None:
    register = RegisterNames(names)
    hits = register.find(register.parser.parse(asked))
    assert all(0 <= hit.row < len(names) for hit in hits)
