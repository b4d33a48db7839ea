"""Names of personal accounts in social media, which tell who somebody is as well as a name does.

Accounts of firms, offices and the press, groups and the media themselves are no persons.
"""

from __future__ import annotations

from engine.model.patterns import later
from engine.model.screening import Screening

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


def personal_accounts(result: Screening) -> dict[str, str]:
    """Names of accounts in adverts → what is shown of them instead."""
    places = result.filled("adverts", "media_name")
    names = result.texts("adverts", "media_name", places)
    channels = result.texts("adverts", "channel", places)
    social = {n for n, c in zip(names, channels, strict=True) if not _MASS.search(str(c))}
    shown = {str(name): mask_account(str(name)) for name in sorted(map(str, social))}
    shown = {name: other for name, other in shown.items() if name != other}
    # 昵称：李秀某 is 李秀某 where she stands for the advertiser.
    for name, other in list(shown.items()):
        label = _LABEL.match(name)
        if label and label.end():
            shown.setdefault(name[label.end() :], other[label.end() :])
    return shown
