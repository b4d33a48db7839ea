"""A name among the words for how a tip came and who sends one: 张三 of 市民张三, 周 of 周记者, nothing of 保安.

Any name may be a word as well (高峰, 安全). Behind who somebody is (市民, 业主) what begins with the name of a
family is a name; alone it is none where it is a calling (车主, 房东).
"""

from __future__ import annotations

import re

from engine.model.surnames import DOUBLE, FURTHER, SURNAMES
from engine.text.kinds import cut_kinds

#: Where a tip comes from is a way (热线, 来信) or a body; a person there is the one who reported.
NO_NAME = "者省州盟旗国区县市镇乡村局所院办站委会部科室台网社处厅署队行司厂店校组格员民众信电访报映诉线门媒体众名件书面函"
SELDOM = (
    "独孤|南宫|东方|西门|百里|钟离|濮阳|淳于|太史|公冶|宗政|单于|仲孙|闻人|拓跋|赫连|万俟|亓官|司寇|颛孙|巫马|公西|漆雕|乐正|公良|夹谷"
    "|宰父|谷梁|段干|东郭|南门|羊舌|微生|梁丘|左丘|第五|纳兰|完颜|叶赫|鲜于|闾丘|太叔|公羊|达奚|哥舒|贺兰"
)
#: Ways and bodies that a tip comes by, and how often, of those that end as a name may.
_WAY = re.compile(
    "热线|专线|转|网[络上友页]|线[上下索]|电话|微信|短信|邮[件箱寄]|信箱|书面|口头|当面|当场|现场|上门|来人|[来去][信访电函]|[实匿联]名|集体|个人|群体|多[人次]|重复|[再首二三]次|日常"
    "|专项|专班|摸排|[排巡检抽核督]查|走访|上级|领导|相关|有关|公众|社会|[群大]众|[市居村农渔牧]民|业主|职工|员工|老人|会员|客户|投资|受害|被害|当事|热心|路人|过路|游客|学生"
    "|家长|商户|企业|公司|单位|同行|内部|媒体|记者|公安|民警|银行|海关|税务|市监|工商|法院|检察|纪委|纪检|政法|民政|住建|教育|卫健|消防|国家|全国|[省市县区乡镇村]级|本[省市县区]"
    "|外[省市县地]|政府|平台|程序|抖音|快手|微博|贴吧|论坛|新闻|[时日晚]报|报纸|广播|电视|直播|来自|通过|接到|收到|关于|其[他它]|系统|自[行查]|主动|随手|一键|扫码|马上|及时|[转交督]办|移[送交]"
    "|协查|有奖|奖励|便民|政务|智慧|数[字据]|阳光|清风|平安|综治|基层|律师|物业|干部|代表|委员|书记|主任|本人|家属|亲属|朋友|邻居|知情|举报|投诉|反映|诉求|求助"
)
_WAYS = re.compile(rf"(?:{_WAY.pattern}|信访|上访|来访)+[人者户方员们]?")
#: How somebody is called besides.
_TITLE = re.compile(
    rf"(?:{_WAY.pattern}|教师|工人|保安|司机|经理|会计|医生|护士|老板|师傅|队长|组长|村长|局长|所长|校长|院长|厂长|店长|网格员|民警|警官|法官)"
)
#: Ends of words for who somebody is.
_CALLED = frozenset("民众主工员人户者师长生客友机安属亲东商贩手方保管头领夫妇居事军士家兵农")
#: Never ends a name, even behind 市民 (安监局); and what may end one of three characters (张建国).
_NEVER, _MAY = frozenset("省市县区镇乡局厅署"), frozenset("国民信书名函门")
_SHORT, _LONG = 2, 4


def without_name(said: str, titled: bool = False) -> str:
    """``said`` without the name of a person at its end, or of a family before a calling; ``titled``: 女士
    or the like stands behind it."""
    cuts = [at for at in range(len(said) - 1) if len(said) - at <= _LONG]
    for at in (2, 1):
        if _is_family(said[:at]) and _TITLE.fullmatch(said, at):
            return said[at:]
    behind = [at for at in cuts if at and _tells_who(said[:at])]
    alone = [at for at in cuts if at == 0]
    for at in (*behind, *alone):
        if _is_name(said[at:], at > 0, family=True):
            return said[:at]
    if titled and _is_family(said[-1]) and _tells_who(said[:-1]):
        return said[:-1]
    for at in (*reversed(behind), *alone):  # no name of a family tells where it begins
        if _is_name(said[at:], at > 0, family=False):
            return said[:at]
    return said


def _is_family(text: str) -> bool:
    return text in SURNAMES or text in FURTHER or text in DOUBLE.split("|") + SELDOM.split("|")


def _tells_who(text: str) -> bool:
    """Whether a way or a calling stands at the end: 退休职工, 红星村村民."""
    return any(
        _WAYS.fullmatch(text, start) or _is_calling(text[start:])
        for start in range(len(text) - 1)
        if len(text) - start <= _LONG
    )


def _is_calling(word: str) -> bool:
    """保安, 教师: a noun of the dictionary that ends as words for people do."""
    words = cut_kinds(word)
    return (
        len(words) == 1 and words[0][1][:1] == "n" and words[0][1] != "nr" and word[-1] in _CALLED
    )


def _is_name(text: str, behind: bool, family: bool) -> bool:
    """``behind``: who somebody is stands before it; ``family``: it has to begin with the name of one."""
    if _WAYS.fullmatch(text):
        return False
    called = next((text[:size] for size in (2, 1) if _is_family(text[:size])), "")
    if family:
        if not 0 < len(text) - len(called) <= _SHORT or not called:
            return False
        if behind:
            return text[-1] not in _NEVER
        if _is_calling(text):
            return False
        long = len(text) > _SHORT and called in SURNAMES
        return text[-1] not in NO_NAME or (text[-1] in _MAY and long)
    known = all(len(word) > 1 and kind != "nr" for word, kind in cut_kinds(text))
    return not known and (text[-1] not in NO_NAME or (behind and text[-1] in _MAY))
