"""How a link was found, in the words of the office."""

from __future__ import annotations

from engine.link.adverts.weighing import Weighed

#: The first of these that speaks for a firm says how it was named.
_NAMED = (
    ("slip", "文中名称差一字（音近或形近）"),
    ("rest whole", "文中出现名称"),
    ("same with trade", "文中出现名称"),
    ("rest begins", "文中出现名称的缩略"),
    ("short", "文中出现名称的缩略"),
    ("trade agrees", "文中出现字号及行业"),
    ("", "文中出现字号"),
)
_BESIDE = (
    ("person", "法定代表人姓名一致"),
    ("door crossing", "地址一致"),
    ("door landmark", "地址一致"),
    ("door street", "地址一致"),
    ("door unit", "地址一致"),
    ("door home", "地址一致"),
    ("given", "名字相符"),
    ("door bare", "地址一致"),
    ("door room", "地址一致"),
    ("door village", "村址一致"),
    ("place told", "地点相符"),
    ("own before", "地点相符"),
    ("topic", "行业相符"),
    ("family", "姓氏相符"),
)


def how(found: Weighed) -> str:
    """Name first, then what else agrees."""
    told: list[str] = []
    if found.said:
        name = next(
            text for start, text in _NAMED if any(f.startswith(start) for f in found.features)
        )
        told.append(f"{name}“{found.said}”" + ("（曾用名）" if found.former else ""))
    beside = [text for start, text in _BESIDE if any(f.startswith(start) for f in found.features)]
    if "地址一致" in beside or "村址一致" in beside:
        beside = [text for text in beside if text != "地点相符"]
    told += beside
    return "，".join(dict.fromkeys(told))
