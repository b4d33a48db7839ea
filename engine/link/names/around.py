"""What stands around a name and is no part of it: what a list or a form puts before it, telephone
numbers, greetings and notes behind it. Other names of the firm and its proprietor are kept, in
brackets: 溪泉酒业有限公司原溪泉酒厂 is 溪泉酒业有限公司(曾用名溪泉酒厂).
"""

from __future__ import annotations

import re

from engine.link.names.forms import KIND, LEGAL

#: What a list puts before a name (第7项 , 2、 ).
_COUNT = re.compile(
    r"^(?:第|no\.?|序号|附件)?\s*\(?\d{1,3}\)?(?:[项条](?=[.、,，:：\s])|号(?=[、,，:：\s]))?[.、,，:：)\s]+(?=[^\d.])"
)
#: What a sentence puts before a name that nothing parts from it.
_LEAD = ("关于", "原名", "曾用名", "更名前", "我公司", "本公司", "我司", "我社", "本社", "我单位", "本单位",
         "我店", "本店", "举报", "投诉", "反映", "请查", "市民称", "贵司", "贵公司", "贵社", "该公司", "该社",
         "被告", "原告", "第三人", "被申请", "申请人", "被执行", "被投诉", "被举报", "涉案", "案涉", "上述")  # fmt: skip
_LEAD_SIGNS = frozenset(word[0] for word in _LEAD)
_LEADING = re.compile("^(?:(?:" + "|".join(_LEAD) + ")(?:人?单位|人)?)+")
#: What it notes behind a name (【在业】).
_NOTED = (
    r"在业|在营|存续|开业|正常|异常|停业|歇业|清算|筹建|迁出|迁入|注销|吊销|撤销|更名(?!为)|备案|登记|盖章|公章|签章|签字"
    r"|以?下?简?称|统一社会|信用代码|法定代表|法人代表|负责人|联系人|联系电话|电话|地址|见附件|个体工?商?户|个人经营|官网|网址|客服|微信|邮箱|传真"
)
NOTE = re.compile(_NOTED)
#: What an advert or a slip of paper says behind a name, parted from it by some sign.
_CALLS = (
    r"欢迎|热烈|祝|招商|招租|招聘|诚聘|加盟|热线|咨询|预约|订[餐房座]|官方|公众号|扫码|关注|详[询情]|开户|账号|帐号|收款|汇款|税号"
    r"|举报|投诉|信访|来[访电]|营业执照|执照|住所|注册地|经营地|代码|法人|经办|店主|老板|营业时间|免费|包邮|全场|位于|坐落"
)
_STATUS = re.compile(
    rf"(?<=.{{4}})[【\[(\-—–·,，;；\s]+(?!更名[前后])(?:已?被?|拟|原)(?:{_NOTED}).*$"
)
_CALL = re.compile(rf"(?<=.{{4}})[^\u4e00-\u9fffa-z0-9()]+(?:{_CALLS}).*$")
_CONTACT = re.compile(
    r"(?:https?://|www\.)[a-z0-9./_-]+|(?:\+?86[- ]?)?(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"
    r"|(?<!\d)0\d{2,3}[-—– )]{0,2}\d{7,8}(?!\d)|400[- ]?\d{3}[- ]?\d{4}|\d{3,4}[-—]\d{7,8}|\d{7,}$"
    r"|(?:(?<=微信|抖音|快手|电话|手机|邮箱|账号|帐号|税号|代码)|(?<=wx|vx|qq))号?[:：为是]?\s*[a-z0-9@._-]{4,}"
)
_LATIN = re.compile("[0-9a-z]{3}")
_LABEL = re.compile(
    r"(?<=.{4})(?:联系|服务|咨询|订餐|订房|预订|售楼|客服|车队|官方)*(?:电话|手机|热线|号码|微信|微信号|(?:qq|wx|vx)号?|账号|帐号|税号|代码|(?:官|(?<!官))网[站址]?)[:：是为\s]*$"
)
_COLON = re.compile("[:：]")
_BEHIND = re.compile(rf"^(.+?(?:{LEGAL.pattern}))[^\u4e00-\u9fffa-z0-9()]+([^()]{{2,}})$")
_OWNER = re.compile(
    r"(?<=.{4})[^\u4e00-\u9fffa-z0-9]*(?:经营者|业主|户主|投资人)(?:姓名)?[^\u4e00-\u9fff]*[为是]?([\u4e00-\u9fff·]{2,4})[)\s]*$"
)
PROPRIETOR = "经营者"
_RENAMED = r"(?:[12]\d{3}年)?(?:\d{1,2}月)?(?:现已?|现在|后来?|已)?(?:更名|改名|变更|改称)(?:成|为)|曾用名称?(?:为|是)?|前身(?:为|是|系)?|原名称?(?:为|是|叫)?|现名称?(?:为|是)?|旧[名称](?:为|是)?"
#: What a bracket begins with that holds another name of the firm.
FORMER = re.compile(
    rf"^(?:{_RENAMED}|(?:现已?|已)?(?:更名|改名)(?![前后])(?=.{{4,}}(?:公司|社|店|部|行|厂|中心|企业)$)|(?:更名|改名|改制|变更|合并)[前后](?:名称|为|是|叫)?|[原老旧]招牌|[又亦]称|又名|[原现](?:为|系|是|称)?)(?=.{{4}})"
)
_OTHERWISE = re.compile(
    rf"^(.{{4,}}?)(?:{_RENAMED}|(?<=公司|作社)(?:原(?![料材酒种煤油木浆生药奶粮野住产平阳州])|现(?![代货场金浇]))(?:为|系|是)?)([^()]{{4,}})$"
)
_RENAME_SIGNS = frozenset("名身原现称")
_NAMED = 4
#: How a remark goes on behind a name, and ends; and what branches and bodies of a firm end with.
_GOES_ON = re.compile(
    rf"(?:{_CALLS}|的|[我本][公单]?[司位社店]|[您请在是系正向以被让]|非法|涉嫌|承诺|集资|高息|吸收|许诺|宣传|招标|中标)"
)
_ENDS = re.compile(
    r"(?:您|吗|呢|了|的|谢谢|见下|如下|一案|事宜|情况|问题|举报|投诉|协议|合同|收据|名片)$"
)
_ORGANS = frozenset(
    "部站室厂店行馆城院社所场园庄阁屋会委学校团队厅组处点库堂坊间班心吧铺矿区局司楼亭房市仓台苑廊岛船"
)


def stripped(text: str) -> str:
    """A name that holds signs, without what is around it; the signs stay."""
    text = _COUNT.sub("", without_contacts(text) if _LATIN.search(text) else text)
    if "者" in text or "主" in text or "投资人" in text:
        text = _OWNER.sub(rf"({PROPRIETOR}\1)", text)
    if ":" in text or "：" in text:
        before, after = _COLON.split(text, maxsplit=1)
        inside = before.count("(") > before.count(")")
        if not inside and LEGAL.search(before, 1) is None and _letters(after) >= _NAMED:
            text = after
    text = _CALL.sub("", _STATUS.sub("", text))
    behind = _BEHIND.match(text)
    if behind and not LEGAL.search(behind.group(2), 1):  # a branch, a body of the firm or a note
        text = f"{behind.group(1)}({behind.group(2)})"
    return text


def without_contacts(text: str) -> str:
    """``text`` without telephone numbers and sites, and what they are called."""
    left = _CONTACT.sub("", text)
    return _LABEL.sub("", left) if left != text else text


def plain(text: str) -> str:
    """A name without signs: what a sentence puts before it is dropped, and another name of the
    firm that follows without a bracket gets one."""
    if text[:1] in _LEAD_SIGNS and text.startswith(_LEAD) and LEGAL.search(text, _NAMED):
        text = _LEADING.sub("", text)
    if _RENAME_SIGNS.isdisjoint(text):
        return text
    if text[0] == "原" and "(现" in text:
        text = text[1:]
    return _OTHERWISE.sub(r"\1(曾用名\2)", text)


def told(behind: str) -> bool:
    """Is what stands behind a legal form a note rather than a branch or a body of the firm?"""
    if KIND.search(behind):
        return False
    if NOTE.search(behind) or _ENDS.search(behind):
        return True
    return behind[-1] not in _ORGANS and _GOES_ON.match(behind) is not None


def _letters(text: str) -> int:
    return sum(char.isalnum() for char in text)
