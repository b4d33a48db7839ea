"""A tip that names somebody who has two firms means the one whose trade it tells."""

import pytest

from engine.link.tips.tip_links import TipLinks
from tests.link.firms import tip_links_of

FIRMS = [
    ("云泉县博雅教育培训学校有限公司", "城关镇学府街8号", "欧晓岚"),
    ("云泉县小星星托管服务部", "城关镇学府街12号", "欧晓岚"),
    ("云泉县惠民花椒种植专业合作社", "石桥镇石马村4组", "邵有田"),
    ("云泉县石马村经济联合社", "石桥镇石马村村委会", "邵有田"),
    ("云泉县锦荣投资咨询有限公司", "城关镇迎宾大道88号望海大厦12层1203室", "汪德贵"),
    ("云泉县锦荣商贸有限公司", "城关镇迎宾大道88号望海大厦12层1204室", "汪德贵"),
]


@pytest.fixture(scope="module")
def links() -> TipLinks:
    return tip_links_of([(name, f"云泉县{place}", person) for name, place, person in FIRMS])


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("欧晓岚办的托管班跟家长借钱，给一分的息", 1),
        ("欧晓岚那个培训学校让家长交三万，说学完全退还给利息", 0),
        ("石马村种花椒那个合作社，邵有田搞的，收社员的钱一年给一成", 2),
        ("望海大厦1203那家投资公司，天天有老人去听课交钱", 4),
        ("欧晓岚借了好多人的钱不还", -1),
        ("汪德贵到处借钱，给两分息", -1),
    ],
)
def test_the_trade_tells(links: TipLinks, text: str, firm: int) -> None:
    assert links.find("", text).rows == ((firm,) if firm >= 0 else ())
