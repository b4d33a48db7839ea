"""What people are called among those who know them (黄老板, 宝哥, 小李): with a telephone it tells who it is.

The names of firms may be made of the same words (李师傅面馆) and are no secret.
"""

from __future__ import annotations

from engine.model.patterns import later
from engine.model.surnames import DOUBLE, SURNAMES

_HAN = r"\u4e00-\u9fff"
_KIN = "姐姐?|哥哥?|叔叔?|婶婶?|嫂子?|阿?姨|伯伯?|爷爷?|奶奶|妈妈?|爸爸?|爹|娘|舅舅?|姑姑?|婆婆?|弟弟?|妹妹?"
_TITLES = (
    "老板娘?|经理|主任|老师|会计|医生|大夫|师傅|教授|院长|校长|厂长|店长|站长|社长|书记|村长|队长|董事长|顾问|先生|女士"
    "|[总董](?![公部店额计局量体结站价数和之是算会共工代编裁监事理]|经理)|总(?=经理)"
)
#: Surnames that end ordinary words (资金经理, 语文老师, 健康顾问): only where a word begins.
_ENDS_WORDS = "金万康程文高石江田段龙陆方白史邱钱孔向汤顾武毛任于"
_PLAIN = "".join(sorted(SURNAMES - set(_ENDS_WORDS)))
#: What stands before somebody who is called by a given name or without title.
_AT = rf"(?<![{_HAN}])|(?<=[找系询加是给和跟着随由让被请问叫认])"
#: Behind these nobody in particular is meant.
_ANYBODY = "大小二三四老表堂帅空学师亲姐哥干的人阿我你他她您咱"
#: The name of a firm goes on behind it.
_FIRM = rf"(?![{_HAN}]{{0,4}}(?:店|馆|铺|厂|诊所|超市|工作室|公司|合作社|商行|面|粉|鸭|鸡|鱼|烧烤|火锅))"
_CALLED = later(
    rf"(?:{DOUBLE}|[{_PLAIN}]|(?<![{_HAN}])[{_ENDS_WORDS}])(?:[大小老二三四五六]?(?:{_KIN})|{_TITLES}){_FIRM}"
    rf"|(?:{_AT})(?:[^\W\d_a-zA-Z{_ANYBODY}][哥姐嫂]){_FIRM}"
    rf"|(?:{_AT})[老小阿](?:[{_PLAIN}](?![{_HAN}])|[{_PLAIN}](?=电话|微信|手机|家|处|这|那|本人|亲自|带|详|咨|联)){_FIRM}"
)


def mask_called(text: str) -> str:
    """Of what somebody is called the first character stays; as long as it was."""
    return _CALLED.sub(lambda found: found[0][0] + "*" * (len(found[0]) - 1), text)


def mask_whole(name: str) -> str:
    """The same, where the whole name is such a one."""
    return mask_called(name) if _CALLED.fullmatch(name) else name
