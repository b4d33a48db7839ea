"""What stands in the brackets of a company name."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.link.names import places
from engine.link.names.around import FORMER, NOTE, PROPRIETOR
from engine.link.names.forms import BODY, KIND, LEGAL
from engine.link.names.places import Atlas, Spot
from engine.model.surnames import SURNAMES
from engine.text.dictionary import frequencies

_GROUP = re.compile(r"\(([^()]*)\)?")
_FORM_REMARK = re.compile(r"有限合伙|普通合伙|个体|个人独资|有限责任|股份")
#: What parts of a firm that have no place of their own end with.
_SECTION = re.compile(r"(?:(?<!总|本)部|处|站|分厂|车间|仓库|宿舍)$")
_FEW, _NAME = 4, 6
#: Lengths of bare names of places; what an unknown one is taken for.
_SHORT, _COUNTY = (2, 3), 3
#: A proprietor before the name of a shop, and behind it; 王府井 is where a shop is.
_BEFORE = re.compile(rf"^([{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]{{1,2}})\(([^()]{{5,}})\)?$")
_SHOP = re.compile("[店部处行厂馆坊站铺城院所场园庄阁吧屋摊市楼堂室]$")
_PERSON = re.compile(
    rf"[{''.join(sorted(SURNAMES))}][\u4e00-\u9fff]?[^店路街巷桥村镇乡区城门湾口山湖井寺庙塘坪里园苑河沟屯庄港楼部厂社场院站点家总]"
)


class Brackets(NamedTuple):
    """``text`` without brackets; ``whole``: with what they hold and the name itself has; ``spot``:
    the place behind a legal form."""

    text: str
    whole: str
    spots: tuple[Spot, ...] = ()
    spot: Spot | None = None
    form: str = ""
    branch: str = ""
    grouped: bool = False
    zone: str = ""
    owner: str = ""
    also: tuple[str, ...] = ()


def opened(text: str, atlas: Atlas) -> Brackets:
    """What stands in brackets: a place, a form, 集团, a branch, another name or a remark."""
    spots: list[Spot] = []
    also: list[str] = []
    branch: Spot | None = None
    form, shop, kept, at, grouped, zone = "", "", "", 0, False, ""
    whole, owner = "", ""
    if (first := _BEFORE.match(text)) and _shop(first.group(2)):  # 李建国(平罗县建国商店)
        text, owner = first.group(2), first.group(1)
    for match in _GROUP.finditer(text):
        kept, whole = kept + text[at : match.start()], whole + text[at : match.start()]
        inside, at = match.group(1), match.end()
        if (former := FORMER.match(inside)) and (
            not NOTE.match(inside) or LEGAL.search(inside, former.end() + 1)
        ):
            also.append(inside[former.end() :])
            continue
        if inside.startswith(PROPRIETOR):
            owner = inside.removeprefix(PROPRIETOR)
            continue
        if at == len(text) and _person(inside, atlas) and _shop(kept):  # 商店（李建国）
            owner = inside
            continue
        whole += inside
        behind = LEGAL.search(kept) is not None
        found, edges = places.head(inside, atlas)
        known = found if found and edges[-1] == len(inside) else places.part_of_town(inside)
        if known and behind:
            branch = known[-1]
        elif known:
            spots += known
        elif at == len(text) and KIND.search(inside, 2):
            shop = inside
        elif inside == "集团":
            grouped = True
        elif NOTE.search(inside):
            form = form or ("合伙" if "合伙" in inside else "")
        elif behind and (BODY.search(inside) or _SECTION.search(inside)):
            shop = inside
        elif _FORM_REMARK.search(inside):
            form = form or ("合伙" if "合伙" in inside else "")
        elif found and not behind and at < len(text):  # （深圳前海）: a part of the town
            spots += found
            zone = inside[edges[-1] :]
        elif _unknown_place(inside) and LEGAL.match(text, at):  # 安邦担保（青峪）有限公司
            spots.append(Spot(inside, _COUNTY, bare=True))
        elif not behind and inside != "中国" and at < len(text) and len(inside) <= _FEW:
            kept += inside
        elif at == len(text) and len(inside) > _NAME and LEGAL.fullmatch(inside[-4:]):
            also.append(inside)  # 溪泉酒厂（溪泉酒业有限公司）
    kept, whole = (part + text[at:].replace(")", "") for part in (kept, whole))
    return Brackets(
        kept, whole, tuple(spots), branch, form, shop, grouped, zone, owner, tuple(also)
    )


def _unknown_place(text: str) -> bool:
    """May it be a place that no table knows: short, and no word?"""
    return len(text) in _SHORT and not frequencies().get(text, 0) and not LEGAL.search(text)


def _person(text: str, atlas: Atlas) -> bool:
    return _PERSON.fullmatch(text) is not None and text not in atlas.names


def _shop(text: str) -> bool:
    return "有限" not in text and _SHOP.search(text) is not None
