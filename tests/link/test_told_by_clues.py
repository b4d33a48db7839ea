"""Tips that name a firm as neighbours do, and tips that only seem to."""

import pytest

from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县禾沐茶业有限公司", "云泉县柳桥镇滨河路12号", "岳清河"),
    ("云泉县禾沐茶业有限公司白石分公司", "白石县城关镇西门街8号", "岳清江"),
    ("云泉县青萝美容院", "云泉县柳桥镇南桥街45号", "祝雅琴"),
    ("云泉县青萝瑜伽馆", "云泉县柳桥镇学堂路9号三楼", "祁云舟"),
    ("云泉县拾光短剧传媒有限公司", "云泉县柳桥镇星汇广场2号楼1503室", "鄢一帆"),
    ("云泉县拾光照相馆", "云泉县柳桥镇南桥街7号", "鄢一舫"),
    ("云泉县远途汽车租赁有限公司", "云泉县柳桥镇车站路3号", "厉万山"),
    ("云泉县捷顺汽车租赁有限公司", "云泉县柳桥镇车站路31号", "苗永"),
    ("云泉县醉仙坛酒业有限公司", "云泉县杏花镇酒厂路1号", "符振东"),
    ("云泉县知新书店", "云泉县柳桥镇学堂路15号", "冉德厚"),
    ("云泉县暖邻爱心服务社", "云泉县柳桥镇安居小区3号楼底商", "车玉珍"),
]
TEA, BRANCH, BEAUTY, YOGA, DRAMA, PHOTOS, FAR, QUICK, WINE, BOOKS, KIND = range(len(FIRMS))
LINKS = tip_links_of(FIRMS)


@pytest.mark.parametrize(
    ("subject", "place", "text", "rows"),
    [
        ("美容院祝雅琴、瑜伽馆祁云舟", "", "两家都让办卡的人投钱入股，每月分红", (BEAUTY, YOGA)),
        ("老厉租车、捷顺租车", "车站路", "两家都收车份子，一份三万，每月给六百", (FAR, QUICK)),
        ("暖邻", "", "捐一千块，一个月后返一千二", (KIND,)),
        ("", "星汇广场2号楼15楼", "拍短剧的那一家，投八千签合同，说上线就翻倍", (DRAMA,)),
        ("禾沐茶业", "西门街", "买一万块茶饼寄存在店里，年底按一万一千五回购", (BRANCH,)),
        ("", "", "照相的鄢家没事，是她哥一帆，拍剧凑份子，一份五千，一分没回", (DRAMA,)),
        ("", "滨河路12", "岳经理让我们存茶饼，年底回购给一成五", (TEA,)),
        ("青萝", "学堂路三楼", "做脸的不是，是练功那家，充两万当股东，一月分三百", (YOGA,)),
        # Strangers at a door, a report taken back, a neighbour's salesman, a rival's talk.
        ("知新书店", "学堂路", "书店门前天天有几个人发单子，冉老板赶了几回都不走", ()),
        ("祝雅琴", "", "上次举报美容院收股东钱的是我，搞错了，对不起，撤了", ()),
        ("醉仙坛酒业", "", "上回说存酒给利息的是隔壁的推销员，不是他们。他们就卖酒", ()),
        ("", "", "同行眼红乱举报，远途租车老厉就是租车，没收过谁一分钱集资", ()),
    ],
)
def test_who_is_meant(subject: str, place: str, text: str, rows: tuple[int, ...]) -> None:
    assert LINKS.find(subject, text, place=place).rows == rows


def test_whoever_is_made_to_take_it_back_accuses_all_the_same() -> None:
    text = "老板让我撤了举报才肯退，说我弄错了，醉仙坛收了我三万存酒的钱到期不给"
    assert LINKS.find("醉仙坛酒业", text).rows == (WINE,)
