"""Names of personal accounts in social media, which tell who somebody is as well as a name does.

Accounts of firms, offices and the press, groups and the media themselves are no persons.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.export.personal.called import mask_called
from engine.model.arrays import Ints
from engine.model.patterns import later
from engine.model.screening import Screening
from engine.model.terms import CARRIED_ITEMS

#: A shorter name of an account may be part of any word.
_LEAST = 2
_NONE: Ints = np.zeros(0, np.int64)

#: Whoever is in these bought a place in them.
_MASS = later(
    "电视|广播|电台|报纸|报刊|杂志|户外|电梯|LED|屏|灯箱|广告牌|传单|海报|横幅|墙|楼宇|网页|网站|搜索|论坛"
)
_BODY = later(
    r"公司|合作社|合伙企业|集团|委员会|协会|商会|学会|银行|信用社|事务所|中心|[局厂社所店部院校办会站]$"
    r"|政府|法院|检察|公安|警方|派出所|消协|工会|学校|医院|村委|居委|社区|超市|市场|商城|大厦|广场|酒店"
    r"|[日晚早时周]报|报社|报$|电视|电台|广播|频道|新闻|融媒|发布$|官方|官微|网$|网站|在线$|平台$|论坛$|客户端$|群$"
)
_MEDIUM = later(
    r"(?:微信|QQ|抖音|快手|微博|小红书|视频号|公众号|朋友圈|今日头条|西瓜视频|百度|淘宝|京东|拼多多|知乎"
    r"|哔哩哔哩|B站|钉钉|陌陌|短视频|短信|直播|个人|账号|主页|小程序|APP|app|qq|[·、/\s])+"
)
_LABEL = later(r"(?:[^:：]{1,8}[:：]\s*)?")


def mask_account(name: str) -> str:
    """Of the name of a person's account the first character stays."""
    label = _LABEL.match(name)
    begin = label.end() if label else 0
    said = name[begin:]
    if not said or _BODY.search(said) or _MEDIUM.fullmatch(said):
        return name
    return name[:begin] + said[0] + "*" * max(1, len(said) - 1)


#: What a business without a code is called.
_BUSINESS = later("[馆坊园城吧厅场行超铺摊屋]$|食堂|农家|民宿|客栈")
#: Headers of advertisers that are whoever posted it.
_POSTED = frozenset({"发布人", "发送者", "发送人", "发件人", "昵称"})


@dataclass(frozen=True, slots=True)
class Personal:
    """``names``: those of personal accounts → what is shown instead; ``adverts``: numbers of theirs;
    ``carried``: rows of entities that tell of adverts of an earlier run, whose accounts nobody knows now."""

    names: Mapping[str, str]
    adverts: frozenset[str]
    carried: Ints

    @classmethod
    def of(cls, result: Screening) -> Personal:
        posted = {
            str(source["file"])
            for source in result.run.get("inputs", ())
            for header, column in source.get("mapping", {}).items()
            if column == "advertiser" and str(header).strip() in _POSTED
        }
        names: dict[str, str] = {}
        theirs: set[str] = set()
        for column, wanted in (("media_name", None), ("advertiser", posted)):
            places = result.filled("adverts", column)
            told = (
                result.texts("adverts", name, places)
                for name in (column, "channel", "source_file", "ad_id")
            )
            for name, channel, file, advert in zip(*(map(str, some) for some in told), strict=True):
                if _MASS.search(channel) or (wanted is not None and file not in wanted):
                    continue
                if (shown := mask_account(name)) != name:
                    names[name] = shown
                    theirs.add(advert)
        remembered = "cases" in result.run
        carried = result.filled("entities", CARRIED_ITEMS) if remembered else _NONE
        told = (result.texts("entities", column, carried) for column in ("name", "uscc"))
        for name, code in zip(*told, strict=True):
            if not code and not _BUSINESS.search(name) and (shown := mask_account(name)) != name:
                names.setdefault(name, shown)
        # 昵称：李秀某 is 李秀某 where she stands for the advertiser.
        for name, shown in list(names.items()):
            label = _LABEL.match(name)
            if label and label.end():
                names.setdefault(name[label.end() :], shown[label.end() :])
        longest = sorted(names.items(), key=lambda pair: (-len(pair[0]), pair[0]))
        return cls(dict(longest), frozenset(theirs), carried)

    def masked(self, text: str) -> str:
        """A text of theirs; as long as it was."""
        for name, shown in self.names.items():
            if len(name) >= _LEAST:
                text = text.replace(name, shown)
        return mask_called(text)

    def cells(self, result: Screening, part: str, column: str) -> dict[str, str]:
        """What stands in a column of their rows → what is shown of it instead."""
        rows = self._rows(result, part)
        if part == "entities" and column != "name":
            rows = np.union1d(rows, self.carried)
        found = dict.fromkeys(map(str, result.texts(part, column, rows)))
        shown = {cell: self.masked(cell) for cell in found}
        return {cell: other for cell, other in shown.items() if cell != other}

    def _rows(self, result: Screening, part: str) -> Ints:
        if part != "entities":
            return result.places(part, "ad_id", self.adverts) if self.adverts else _NONE
        places = result.filled("entities", "adverts")
        numbers = result.texts("entities", "adverts", places)
        theirs = [not self.adverts.isdisjoint(str(cell).split("|")) for cell in numbers]
        chosen: Ints = places[np.array(theirs, bool)]
        return chosen
