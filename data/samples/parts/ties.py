"""What ties firms together in a register: people, telephones and addresses held in common."""

from __future__ import annotations

from parts.register import AGENT, Firm
from parts.town import Town

#: leads → how many ordinary companies have the same legal representative
FAMILIES = {
    "云泉县鼎信财富管理有限公司": 2,
    "云泉惠购生活电子商务有限公司": 1,
    "云泉县车易融汽车服务有限公司": 2,
    "云泉县广源煤炭运销有限公司": 2,
}
#: Those of them whose conduct is grave enough to make a relative worth a visit.
SOLICITING = ("云泉县鼎信财富管理有限公司", "云泉惠购生活电子商务有限公司")

#: Of a kind that needs a local licence, while the list of that kind does not show it.
UNLISTED = "云泉清禾商业保理有限公司"


def tie(town: Town, firms: list[Firm]) -> None:
    """Registration agent, several businesses of one owner, companies of the people behind leads."""
    companies = [
        f
        for f in firms
        if f.kind == "公司" and f.disposition in ("", "提示") and f.why != "管理公共资产"
    ]
    town.random.shuffle(companies)
    agent = town.phone()
    for firm in companies[:14]:
        firm.address, firm.phone = AGENT, agent
    at = 14
    by_name = {firm.name: firm for firm in firms}
    for name, count in FAMILIES.items():
        for firm in companies[at : at + count]:
            firm.person = by_name[name].person
            if town.chance(0.5):
                firm.address = by_name[name].address
                if name in SOLICITING:
                    firm.disposition, firm.sector = "线索", "其他"
                    firm.why = f"与{name}同一法定代表人、同一地址"
        at += count
    traders = [f for f in firms if f.kind in ("个体", "合作社") and f.disposition in ("", "提示")]
    town.random.shuffle(traders)
    for first, second in zip(companies[at : at + 20], traders[:20], strict=True):
        second.person, second.phone = first.person, first.phone
    for first, second in zip(traders[20:32], traders[32:44], strict=True):
        second.person, second.address = first.person, first.address
    by_name[UNLISTED].disposition, by_name[UNLISTED].sector = "线索", "涉金融字样"
    by_name[UNLISTED].why = "商业保理，所附名录里没有"
