"""Who reported, where the short columns of a tip tell it: a source 赵某来信, a place 举报人赵某家, a subject with
（举报人：赵某 139…） behind it. It is taken out before anything is made of the tip, so that neither
results nor rows set aside nor the office's store can tell it. The long text of a tip goes nowhere whole.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from engine.model.surnames import DOUBLE, FURTHER, SURNAMES

_HAN = r"\u4e00-\u9fff"
_ACT = "举报|投诉|反映|诉求|来电|来访|来信|信访|上访|报案|报警|报告|检举|控告|求助|报料|爆料|申诉|留言|线索提供|提供线索"
_BRACKET = re.compile(r"[（(\[【]\s*[)）\]】]")
#: What tells of a person and stands behind the name of one.
_BESIDE = (
    r"(?:[，,、;；\s]*(?:[男女](?![\u4e00-\u9fff])|(?:电话|手机|联系|微信|身份证|住址|现?住)|[0-9０-９]{2,})"
    r"[^，,、。;；（()）【】\[\]\n]*)*"
)
_MENTIONED = rf"{_ACT}|知情|本人|我是|我叫|回访"
#: All of one character, as a pattern has them.
FAMILIES = "".join(sorted(SURNAMES | FURTHER))
#: Where a tip comes from is a way (热线, 来信) or a body; a person there is the one who reported.
_NO_NAME = "者省州盟旗国区县市镇乡村局所院办站委会部科室台网社处厅署队行司厂店校组格员民众信电访报映诉线门媒体众名件书面函"
_SELDOM = (
    "独孤|南宫|东方|西门|百里|钟离|濮阳|淳于|太史|公冶|宗政|单于|仲孙|闻人|拓跋|赫连|万俟|亓官|司寇|颛孙|巫马|公西|漆雕|乐正|公良|夹谷"
    "|宰父|谷梁|段干|东郭|南门|羊舌|微生|梁丘|左丘|第五|纳兰|完颜|叶赫|鲜于|闾丘|太叔|公羊|达奚|哥舒|贺兰"
)
_NAME = rf"(?:{DOUBLE}|{_SELDOM}|[{FAMILIES}])[{_HAN}]{{0,1}}[^{_NO_NAME}\W\da-zA-Z_]"
#: Of several parts, as many peoples have them: 阿依古丽·买买提.
_PARTED = rf"[{_HAN}]{{1,8}}(?:[·•・‧．](?:(?!{_ACT}|[的称说])[{_HAN}]){{1,8}})+"
_KIN = (
    "(?:的?(?:儿子|女儿|儿女|子女|父亲|母亲|父母|爸爸?|妈妈?|丈夫|妻子|爱人|老伴|老公|老婆|前夫|前妻|家人|家属|亲属|亲戚|亲友|女婿|儿媳|孙子|孙女"
    "|外甥女?|侄[子女]|哥哥|弟弟|姐姐|妹妹|舅舅|叔叔|姑姑|邻居|朋友|同事|同学))"
)
#: Ways and bodies that a tip comes by, and how often, of those that end as a name may.
_WAY = re.compile(
    "热线|专线|转|网[络上友页]|线[上下索]|电话|微信|短信|邮[件箱寄]|信箱|书面|口头|当面|当场|现场|上门|来人|[来去][信访电函]|[实匿联]名|集体|个人|群体|多[人次]|重复|[再首二三]次|日常"
    "|专项|专班|摸排|[排巡检抽核督]查|走访|上级|领导|相关|有关|公众|社会|[群大]众|[市居村农渔牧]民|业主|职工|员工|老人|会员|客户|投资|受害|被害|当事|热心|路人|过路|游客|学生"
    "|家长|商户|企业|公司|单位|同行|内部|媒体|记者|公安|民警|银行|海关|税务|市监|工商|法院|检察|纪委|纪检|政法|民政|住建|教育|卫健|消防|国家|全国|[省市县区乡镇村]级|本[省市县区]"
    "|外[省市县地]|政府|平台|程序|抖音|快手|微博|贴吧|论坛|新闻|[时日晚]报|报纸|广播|电视|直播|来自|通过|接到|收到|关于|其[他它]|系统|自[行查]|主动|随手|一键|扫码|马上|及时|[转交督]办|移[送交]"
    "|协查|有奖|奖励|便民|政务|智慧|数[字据]|阳光|清风|平安|综治|基层|律师|物业|干部|代表|委员|书记|主任|本人|家属|亲属|朋友|邻居|知情|举报|投诉|反映|诉求|求助"
)
#: Anybody, where nothing else can stand: 亓某某来信. What goes as well and is no name tells little.
_ANYBODY = rf"(?P<who>[{_HAN}]{{1,3}}?[^{_NO_NAME}\W\da-zA-Z_])"
_MYSELF = rf"(?:本人|我是|我叫|本人叫){_NAME}(?![{_HAN}]*(?:公司|[店厂社])){_BESIDE}"
#: 被举报人 is whom the tip is about, 举报人的邻居 is nobody by name, and 反映人民银行 no reporter.
_WHO = (
    rf"(?<!被)(?<!被[{_HAN}]{{2}})(?<!被[{_HAN}]{{2}}[或和、])(?:实名|匿名|联名|第一)?(?:{_ACT}|知情)[人者]"
    rf"(?![民员的称说]|{_ACT})(?:姓名|信息)?"
)
#: A place that is the reporter's goes whole: 举报人赵某家.
_AT_HOME = re.compile(
    rf"{_WHO}(?:[^，,、。;；（()）【】\[\]\n]+(?:[（(][^）)]*[）)])?|[（(][^）)]*[）)]){_BESIDE}"
    rf"|{_MYSELF}|回访[^，,、。;；（()）【】\[\]\n]+{_BESIDE}"
)
_MANNER = rf"(?:同志|先生|女士|老师|大[爷妈姐哥]|等人?|本人|{_KIN})*"
_HOW = "(?:书面|电话|实名|匿名|联名|网上|当面|上门|亲自|多次|再次|现场|打电话|写信)*"
_PERSON = re.compile(
    rf"(?:^|(?<=[、，,;；:：\s/|])|(?<=群众)|(?<=[市村居网农]民)|(?<=业主|职工|员工|老人|会员)){_NAME}{_MANNER}"
    rf"(?=(?:[、，和][{_HAN}]{{2,4}})*{_HOW}(?:{_ACT}))"
    rf"|(?:^|(?<=[、，,;；:：\s/|])|(?<=群众)|(?<=[市村居农]民))(?:{_PARTED}|{_ANYBODY}){_MANNER}(?={_HOW}(?:{_ACT}))"
    rf"|^{_PARTED}{_MANNER}$|(?<=[（(]){_PARTED}{_MANNER}(?=[)）])"
    rf"|(?<=[（(]){_NAME}{_MANNER}(?=[)）])|^{_NAME}{_MANNER}$(?<=[{_HAN}]{{3}})"
)
#: Elsewhere his name goes, and what is told of him; whom he tells of stays (举报人王某反映的福寿堂).
_TELLS = f"(?={_KIN}|反映|举报|投诉|来电|来访|来信|称|说)"
#: What begins with these goes on about the matter.
_NOBODY = "在被对向从把和与因由于将购投所家的"
_END = rf"(?![{_HAN}·•・])"
_FIRM = rf"[{_HAN}（）()·]*(?:公司|[店厂社馆院部行])"
_REPORTER = re.compile(
    rf"{_WHO}[:：\s]*{_PARTED}{_MANNER}{_BESIDE}"
    rf"|{_WHO}\s*[:：]\s*(?!{_FIRM})[{_HAN}]{{2,8}}{_END}(?:[（(][^）)]*[）)])?{_BESIDE}"
    rf"|{_WHO}(?![{_NOBODY}])[{_HAN}]{{2,4}}?(?<![店厂社馆院部行司]){_TELLS}"
    rf"|{_WHO}(?<=人)(?![{_NOBODY}]|{_FIRM}{_END})[{_HAN}]{{2,4}}{_END}(?:[（(][^）)]*[）)])?{_BESIDE}"
    rf"|(?<=[（(])(?:{_PARTED}|{_ANYBODY}){_MANNER}{_HOW}(?:{_ACT})(?=[)）])"
    rf"|(?:{_WHO}[:：\s]*|回访[:：\s]*){_NAME}{_MANNER}(?!(?!反映|举报|投诉|[的称说所])[{_HAN}]*(?:公司|[店厂社馆院部行]))(?:[（(][^）)]*[）)])?{_BESIDE}"
    rf"|{_WHO}[（(][^）)]*[）)]{_BESIDE}|{_NAME}{_MANNER}[（(]{_WHO}[)）]{_BESIDE}|{_MYSELF}"
)
#: Numbers one can call, and those of papers.
_NUMBER = re.compile(
    r"(?<![0-9])(?:\+?86[-\s]?)?1[3-9](?:[-\s]?[0-9]){9}(?![0-9])|(?<![0-9])0[0-9]{2,3}[-\s]?[0-9]{7,8}(?![0-9])"
    r"|(?<![0-9])[1-9][0-9]{16}[0-9xX](?![0-9])|(?<![0-9-])[2-9][0-9]{6,7}(?![0-9-])"
)
#: Short columns of a tip that go on as they are.
TOLD = (
    "tip_id",
    "source_type",
    "subject",
    "subject_address",
    "region",
    "village",
    "grid",
    "department",
)


def without_reporters(column: pa.ChunkedArray, name: str) -> pa.ChunkedArray:
    """The column of tips ``name`` without who reported."""
    if name not in TOLD:
        return column
    texts = column.unique().drop_null()
    if name != "source_type":
        texts = texts.filter(pc.match_substring_regex(texts, _MENTIONED))
    told = {text: _without(text, name) for text in texts.to_pylist()}
    changed = {text: left for text, left in told.items() if left != text}
    if not changed:
        return column
    before = pa.array([*changed], pa.string())
    after = pa.array([left or None for left in changed.values()], pa.string())
    at = pc.index_in(column, value_set=before)
    return pa.chunked_array(
        [
            pc.if_else(pc.is_valid(where), after.take(where), cells)
            for where, cells in zip(at.chunks, column.chunks, strict=True)
        ],
        pa.string(),
    )


def _without(text: str, name: str) -> str:
    left = (_AT_HOME if name == "subject_address" else _REPORTER).sub(_unless_a_way, text)
    if name == "source_type":
        left = _PERSON.sub(_unless_a_way, _NUMBER.sub("", left))
    return _BRACKET.sub("", left).strip() if left != text else text


def _unless_a_way(found: re.Match[str]) -> str:
    """A name goes; what tells how a tip came stays."""
    return found[0] if _WAY.search(found.groupdict().get("who") or "") else ""
