"""Accounts in free text are masked like telephones; what only looks like one is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.export.personal.handles import mask_handles
from engine.export.personal.mask import mask_text, mask_texts


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("详情加微信baoge888咨询", "详情加微信b*******咨询"),
        ("微信号：bao_ge-88", "微信号：b********"),
        ("加＋V lucky2020", "加＋V l********"),
        ("QQ 88123456 在线", "QQ 8******* 在线"),
        ("抖音号是wealth2020", "抖音号是w*********"),
        ("wx：caifu12345，备注理财", "wx：c*********，备注理财"),
        ("快手ID 123456789", "快手ID 1********"),
        ("微 信：baogexyz", "微 信：b*******"),
        ("微.信.baogexyz", "微.信.b*******"),
        ("微信搜索 baogexyz", "微信搜索 b*******"),
        ("微信就是baogexyz", "微信就是b*******"),
        ("wei信baogexyz", "wei信b*******"),
        ("微x baogexyz", "微x b*******"),
        ("V：baogexyz", "V：b*******"),
        ("ＶＸ：ｂａｏｇｅｘｙｚ", "ＶＸ：ｂ*******"),
        ("v x：baogexyz", "v x：b*******"),
        ("➕V：baogexyz", "➕V：b*******"),
        ("薇❤️baogexyz", "薇❤️b*******"),
        ("卫星：baogexyz", "卫星：b*******"),
        ("QQ群：88123456", "QQ群：8*******"),
        ("Q群💰88 123 456", "Q群💰8*********"),
        ("Q Q：88123456", "Q Q：8*******"),
        ("ＱＱ：８８１２３４５６", "ＱＱ：８*******"),
        ("扣扣群 88123456", "扣扣群 8*******"),
        ("微信群号 88123456", "微信群号 8*******"),
        ("扣12345678咨询", "扣1*******咨询"),
        ("要的扣 87654321", "要的扣 8*******"),
        ("有意者扣：八七六五四三二一", "有意者扣：八*******"),
        ("Vbaoge888领红包", "Vb*******领红包"),
        ("详情Vlicai_520，名额有限", "详情Vl********，名额有限"),
        ("飞机：@baogexyz", "飞机：@b*******"),
        ("进群 t.me/baogexyz", "进群 t.me/b*******"),
        ("邮箱 bao(at)example.com", "邮箱 b**(at)example.com"),
        ("邮箱 88123456艾特qq点com", "邮箱 8*******艾特qq点com"),
        ("邮箱 bao @ example . com", "邮箱 b** @ example . com"),
        ("加Q123456789", "加Q1********"),
        ("q:123456", "q:1*****"),
        ("Q 123456789", "Q 1********"),
        ("微同：abcde1", "微同：a*****"),
        ("VX:a123", "VX:a***"),
        ("联系@baoge888", "联系@b*******"),
        ("微信：zhang.san", "微信：z********"),
        ("微信：li.ming", "微信：l******"),
        ("扣扣号：八八一二三四五六", "扣扣号：八*******"),
        ("QQ：捌捌壹贰叁肆伍陆", "QQ：捌*******"),
        ("QQ群⑧⑧①②③④⑤⑥", "QQ群⑧*******"),
        ("私我q:八八一二三四五", "私我q:八******"),
        ("加Q八八一二三四五拐", "加Q八*******"),
        # Letters run into the name; a number behind the word for a chat.
        ("详谈Vlucky2020，", "详谈Vl********，"),
        ("扣98761234", "扣9*******"),
        ("抠抠98761234", "抠抠9*******"),
        ("球球：98761234", "球球：9*******"),
        ("🐧98761234", "🐧9*******"),
        ("加V：98761234", "加V：9*******"),
        ("加我V lucky2020", "加我V l********"),
        ("薇❤98 761 234", "薇❤9*********"),
        ("卫❤luckyxyz", "卫❤l*******"),
        ("vx98761234", "vx9*******"),
        ("微信９８７６１２３４咨询", "微信９*******咨询"),
        ("微信：九八七六一二三四", "微信：九*******"),
        ("q9876123", "q9******"),
        # Papers of persons and telephones that only the word before them tells.
        ("护照号：G98761234", "护照号：G********"),
        ("持港澳通行证H9876123401", "持港澳通行证H**********"),
        ("军官证：北字第9876123号", "军官证：北字第9******号"),
        ("身份证末四位9876", "身份证末四位9***"),
        ("电话6987612", "电话6******"),
        ("座机 6987-6123", "座机 6********"),
        ("联系我们：698 7612", "联系我们：6*******"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert mask_handles(text) == shown
    assert mask_text(text) == shown
    assert mask_texts([text] * 200, mask_text) == [shown] * 200


@pytest.mark.parametrize(
    "text",
    [
        "关注微信公众号pingluofabu",
        "微信支付500000元",
        "微博转发10000次",
        "抖音 12345 个粉丝",
        "官网 www.example.com，微信 www.example.com",
        "QQ糖买二送一",
        "微信20260101公告",
        "微信500000元红包",
        "微信100000+阅读",
        "折扣100000起",
        "抵扣123456元",
        "扣100000元保证金",
        "投资热线2000000元起",
        "手机6000000台",
        "座机3000000部",
        "证件齐全2000人",
        "身份证2000份",
        "驾驶证12分",
        "居住证办理流程20260101",
        "微信群500000人",
        "WX型水泵300000台",
        "加V6发动机",
        "年化12%，500000起投",
        "方便食品 冷面（Q/QFSP0001S）",
        "卫星 Internet 服务、飞机 Airbus 维修",
        "生产线 Line Production",
        "进群人数 500000",
        "Q：100000起投吗",
        "执行标准 Q 320105/AB",
        "Q 345678规格",
        "小微同样 50000",
        "微信：shop.example.com",
        "微信：m.example.cn/pay",
        "客服@example.com",
        "VX:abcd",
        "微信群一二三四五期",
        "QQ群五百二十一人",
        "一三五上课，二四六休息",
        "违约扣12345678元",
        "扣除20240101期费用",
        "Vip888888会员",
        "车型V2023款",
    ],
)
def test_left(text: str) -> None:
    assert mask_handles(text) == text


PIECES = [
    "微信",
    "QQ",
    "加V",
    "抖音",
    "号",
    "ID",
    "是",
    "：",
    " ",
    "，",
    "bao88",
    "abc_12",
    "扣",
    "V",
    "123456",
    "1234",
    "理财",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_a_column_is_masked_as_each_text_is(text: str) -> None:
    assert len(mask_handles(text)) == len(text)
    filler = [f"第{at}条" for at in range(150)]
    assert mask_texts([text, *filler], mask_text)[0] == mask_text(text)


@pytest.mark.parametrize(
    "cue",
    ["微信", "微 信", "微博", "薇信", "威信", "徽信", "加薇", "＋ 微", "抖音", "快手", "小红书",
     "旺旺", "电报", "钉钉", "纸飞机", "扣扣", "扣-扣", "企鹅", "Q群", "ＱＱ", "vx"],
)  # fmt: skip
def test_no_cue_is_passed_over(cue: str) -> None:
    assert mask_handles(f"详询{cue}号58203417") == f"详询{cue}号5*******"
