"""Numbers of names in one form: digits for what tells firms apart, a numeral for a single one that
only counts what follows."""

import pytest

from engine.link.names.numerals import figured


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # behind 第 and before what is numbered
        ("第三厂", "第3厂"),
        ("三厂", "3厂"),
        ("第十二分公司", "第12分公司"),
        ("溪云十三店", "溪云13店"),
        ("十店", "10店"),
        ("第二十一中学", "第21中学"),
        ("第五大道", "第5大道"),
        ("第一百二十厂", "第120厂"),
        ("第一零一厂", "第101厂"),
        ("第零五", "第5"),
        ("第百货", "第百货"),
        ("第八一厂", "第81厂"),
        ("第十百厂", "第十百厂"),
        # digits read out, and counted
        ("一零一", "101"),
        ("二零一九", "2019"),
        ("三六五里", "365里"),
        ("一二三", "123"),
        ("二十四节气", "24节气"),
        ("一千零一夜", "1001夜"),
        ("一百八十里", "180里"),
        ("一百零五号", "105号"),
        ("二百零三店", "203店"),
        ("两百亩", "200亩"),
        ("一百零十亩", "110亩"),
        ("五十六碗", "56碗"),
        ("四五好友", "45好友"),
        # places and words
        ("十八里", "十八里"),
        ("三十里铺", "三十里铺"),
        ("二七路", "二七路"),
        ("八一路", "八一路"),
        ("百货", "百货"),
        ("万二三", "万二三"),
        ("十五亿", "十五亿"),
        ("千百", "千百"),
        ("溪云三", "溪云三"),
        # one that only counts
        ("7天酒店", "七天酒店"),
        ("3只羊", "三只羊"),
        ("9块九", "九块九"),
        ("两口茶", "二口茶"),
        ("2两只", "二两只"),
        ("百元店", "100元店"),
        ("十元店", "10元店"),
        ("溪云十分店", "溪云10分店"),
        ("3号", "3号"),
        ("1店", "1店"),
        ("第3", "第3"),
        ("溪云9", "溪云9"),
        ("a4", "a4"),
        ("5a", "5a"),
        ("12天", "12天"),
        ("溪云谷", "溪云谷"),
    ],
)
def test_figured(name: str, expected: str) -> None:
    assert figured(name) == expected
    assert figured(expected) == expected
