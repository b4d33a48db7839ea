"""Names taken apart, and two names told to be one firm's or two."""

import pytest

from engine.link.names.company import NameParser
from engine.link.names.same import same
from engine.link.names.slips import possible

PARSER = NameParser()


@pytest.mark.parametrize(
    ("name", "stems", "brand", "trade", "form", "branch"),
    [
        ("宁夏云上溪投资管理有限公司", ["宁夏"], "云上溪", "投资管理", "公司", ""),
        ("云上溪投资管理（宁夏）有限公司", ["宁夏"], "云上溪", "投资管理", "公司", ""),
        ("寧夏雲上溪投資管理有限責任公司", ["宁夏"], "云上溪", "投资管理", "公司", ""),
        ("平罗县宝丰镇麦浪香种植专业合作社", ["平罗", "宝丰镇"], "麦浪香", "种植", "合作社", ""),
        ("北京溪云贷金融信息服务有限公司石嘴山分公司", ["北京"], "溪云贷", "金融信息服务", "公司", "石嘴山"),
        ("中国农业银行股份有限公司平罗县支行", ["中国"], "", "农业银行", "公司", "平罗"),
        ("农行平罗支行", [], "", "农业银行", "", "平罗"),
        ("惠民云鼎仓供应链管理（石嘴山）有限公司", ["石嘴山"], "惠民云鼎仓", "供应链管理", "公司", ""),
        ("宁夏溪链区块链科技有限公司", ["宁夏"], "溪链", "区块链科技", "公司", ""),
        ("溪云资本5号投资合伙企业（有限合伙）", [], "溪云资本5号", "投资", "合伙", ""),
    ],
)  # fmt: skip
def test_parts(name: str, stems: list[str], brand: str, trade: str, form: str, branch: str) -> None:
    read = PARSER.parse(name)
    assert [spot.stem for spot in read.places] == stems
    assert (read.brand, read.trade, read.form, read.branch) == (brand, trade, form, branch)


#: one name, another, the same firm?
PAIRS = [
    # written otherwise
    ("张掖市丹霞映语旅游开发有限公司", "丹霞映语旅游（张掖）开发有限公司", True),
    ("ＡＢＣ溪语英语培训（银川）有限公司", "银川ABC溪语英语培训有限公司", True),
    ("郴州溪仙岭生态农业有限公司", "郴州市溪仙岭生态农业有限责任公司", True),
    ("溪云鼎盛投资咨询有限公司（已注销）", "“溪云鼎盛投资咨询有限公司”", True),
    ("天津麦香包子有限公司", "天津麦香 包子 有限　公司", True),
    ("杭州云溪1号股权投资合伙企业(有限合伙)", "杭州云溪壹号股权投资合伙企业", True),
    ("福建三明溪竹韵工艺品厂", "福建三明溪竹韵工艺品有限公司", True),
    ("宜宾市叙州区翠屏溪茶叶专业合作社", "宜宾翠屏溪茶叶农民专业合作社", True),
    # shortened
    ("广东省深圳市罗湖区溪国珠宝有限公司", "深圳溪国珠宝有限公司", True),
    ("南京玄武溪影文化传媒有限公司", "南京玄武溪影传媒", True),
    ("长春溪汽四环汽配有限公司", "长春溪汽四环汽车配件有限公司", True),
    ("商丘古溪印象旅游有限公司", "商丘古溪印象有限公司", True),
    ("中国人民财产保险股份有限公司盐池支公司", "人保财险盐池支公司", True),
    ("宁夏德溪小额贷款有限公司石嘴山办事处", "【德溪小贷·石嘴山】", True),
    ("江苏小溪水饺餐饮有限公司银川万达店", "【小溪水饺银川万达店】", True),
    ("平罗县陶乐银溪穗农机服务专业合作社", "银溪穗农机社", True),
    ("南京溪雨梧桐文化创意有限公司", "南京溪雨梧桐创意有限公司", True),
    ("陕西溪水长歌置业有限公司", "溪水长歌地产", True),
    ("平罗县青溪田农业生产资料有限公司", "青溪田农资", True),
    ("平罗县农村信用合作联社", "平罗农信联社", True),
    ("黑龙江省佳木斯市三江溪粮食有限公司", "三江溪粮食有限公司", True),
    ("河南溪野联农农业科技有限公司惠农分公司", "溪野联农农业科技惠农", True),
    # what lists put around names, forms that changed, parts of towns
    ("企业名称：石嘴山市溪恩康养有限公司", "石咀山市溪恩康养有限公司", True),
    ("3、平罗县溪石农资有限公司【存续】", "平罗县溪石农资有限公司", True),
    ("贺兰县溪贵养老服务中心（普通合伙）", "贺兰县溪贵养老服务中心", True),
    ("平罗县渠溪酒厂", "平罗县渠溪酒业有限公司", True),
    ("富平县庄溪陶瓷厂", "富平县庄溪陶瓷有限公司", True),
    ("珠海横琴溪畔资本管理有限公司", "溪畔资本管理（珠海横琴）有限公司", True),
    ("平萝县溪石缘农资有限公司", "平罗县溪石缘农资有限公司", True),
    # one slip
    ("平罗县溪星教育科技有限公司", "溪兴教育科技", True),
    ("平罗县溪星教育科技有限公司", "平罗县溪兴教育科技有限公司", False),
    ("昆明春溪花语园艺有限公司", "昆明春溪花雨园艺有限公司", True),
    ("秦皇岛碣石听溪民宿有限公司", "秦皇岛竭石听溪民宿有限公司", True),
    ("泉州开溪寺旁素菜馆", "泉州开溪寺旁素莱馆", True),
    # another firm's distinctive part
    ("上海华溪财富管理有限公司", "上海华汐财富管理有限公司", True),
    ("北京瑞丰信息技术有限公司", "北京瑞峰信息技术有限公司", False),
    ("宁夏金溪湾大酒店", "宁夏银溪湾大酒店", False),
    ("吴忠黄河楼影视制作有限公司", "吴忠黄鹤楼影视制作有限公司", False),
    ("中卫市沙溪之星旅游有限公司", "中卫市沙溪之光旅游有限公司", False),
    # another place, trade, form, branch or number
    ("湖南楚溪科技有限公司", "湖北楚溪科技有限公司", False),
    ("宝鸡市渭滨区溪记擀面皮店", "宝鸡市金台区溪记擀面皮店", False),
    ("西安溪饮有限公司", "陕西溪饮有限公司", False),
    ("宁夏银溪投资集团有限公司", "宁夏银溪物业服务有限公司", False),
    ("南宁邕溪韵健康管理有限公司", "南宁邕溪韵健康咨询有限公司", False),
    ("平罗县沙溪水产养殖专业合作社", "平罗县沙溪水产养殖有限公司", False),
    ("北京中溪云链科技有限公司宁夏分公司", "北京中溪云链科技有限公司陕西分公司", False),
    ("北京中溪云链科技有限公司", "北京中溪云链科技有限公司宁夏分公司", False),
    ("重庆溪边小面馆（渝中店）", "重庆溪边小面馆（江北店）", False),
    ("中国建设银行股份有限公司中卫分行", "中国农业银行股份有限公司中卫分行", False),
    ("中国农业银行股份有限公司盘山湖滨分理处", "中国农业银行股份有限公司石屏湖滨分理处", False),
    ("郑州溪谷A座资产管理有限公司", "郑州溪谷B座资产管理有限公司", False),
    ("银川市第二十一中学", "银川市第二十二中学", False),
    ("平罗县第二棉纺厂", "平罗县棉纺厂", False),
    ("武汉光谷溪成科技有限公司", "武汉车谷溪成科技有限公司", False),
    ("平罗县陶乐溪源种植专业合作社", "平罗县宝丰溪源种植专业合作社", False),
    ("重庆溪江地产集团有限公司", "重庆溪江地产幼儿园", False),
    ("宁夏塞溪控股有限公司", "宁夏塞溪融资租赁有限公司", False),
    ("宁夏塞溪物流有限公司", "宁夏塞溪运输有限公司", False),
    ("平罗县天溪酒厂", "平罗县天溪纸厂", False),
    # nothing that tells firms apart
    ("杭州市投资咨询有限公司", "杭州市投资管理有限公司", False),
    ("大荔县小额贷款有限公司", "蒲城县小额贷款有限公司", False),
    ("银川市超市", "银川市商店", False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "firm"), PAIRS)
def test_same(one: str, other: str, firm: bool) -> None:
    verdict = same(PARSER.parse(one), PARSER.parse(other))
    assert verdict.same == firm, verdict.why
    assert same(PARSER.parse(other), PARSER.parse(one)).same == firm
    assert verdict.why
    assert (verdict.likeness > 0) == firm


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("蓬莱仙溪", "蓬菜仙溪", True),
        ("绿洲", "绿州", True),
        ("裕农宝", "裕农保", True),
        ("恒信", "恒鑫", False),  # both are what firms are called
        ("溪云一店", "溪云二店", False),
        ("大溪洋", "大溪海", False),
        ("溪", "汐", False),
    ],
)
def test_possible_slip(one: str, other: str, expected: bool) -> None:
    assert possible(one, other) == possible(other, one) == expected
