"""Whether a tip says of who is at a door that he does something else than the firm there: 开茶叶店的 at a
car dealer's. Behind one door there may be who is in no register; the firm is one to ask, no more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HAN = r"[\u4e00-\u9fff]"
#: A business by its trade: 茶叶店, 足疗馆; who sells or mends it: 卖保健品的, 修车的.
_BODY = re.compile(
    rf"(?:^|[，。；、\s\d号楼层室里内]|[那这有一的开][个家]?|[上办搞])({_HAN}{{1,4}}?)(?:店|馆|厂|行(?![业为])|铺|坊|超市|门市|会所|诊所|学校|培训班|幼儿园|药房|加工点)"
)
_DOES = re.compile(rf"(?:卖|开|修|养|种|做|办|收|租)({_HAN}{{1,5}}?)的(?![钱话是])")
#: What tells no trade, or one that anybody may be said to have who takes money.
_VAGUE = re.compile(
    r"有限|责任|公司|股份|集团|个体|服务部?|商务|信息|咨询|管理|科技|技术|网络|发展|商贸|贸易|经营部?|销售|实业|企业|中心|电子商务|专业|合作社|[（(].*?[)）]|分公司|[店馆厂行铺坊部社院]"
    r"|投资|理财|财富|养生|养老|健康|保健|会员|门[店面]|老年|老人|大家|一家|[那这哪一有几两二三个家种样些他她它我你的了在老小新大钱款息利人存]"
)


def contrary(text: str, name: str, part: str) -> bool:
    """Is a trade told, and none that the firm of that name, ``part`` its distinctive part, has?"""
    # Of a name of nothing but common words there is no distinctive part.
    own = set(_VAGUE.sub("", name.partition(part)[2] if part else name))
    told = [trade for trade in _told(text) if trade]
    return bool(own and told) and all(own.isdisjoint(trade) for trade in told)


def _told(text: str) -> Iterator[str]:
    for pattern in (_BODY, _DOES):
        for match in pattern.finditer(text):
            yield _VAGUE.sub("", match[1])
