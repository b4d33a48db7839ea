"""Who reported, where the short columns of a tip tell it: a source 赵某来信, a place 举报人赵某家, a subject with
（举报人：赵某 139…） behind it. It is taken out before anything is made of the tip, so that neither
results nor rows set aside nor the office's store can tell it. The long text of a tip goes nowhere whole.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from engine.ingest.reporter_names import NO_NAME, SELDOM, without_name
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
_NAME = rf"(?:{DOUBLE}|{SELDOM}|[{FAMILIES}])[{_HAN}]{{0,1}}[^{NO_NAME}\W\da-zA-Z_]"
#: Of several parts, as many peoples have them: 阿依古丽·买买提.
_PARTED = rf"[{_HAN}]{{1,8}}(?:[·•・‧．](?:(?!{_ACT}|[的称说])[{_HAN}]){{1,8}})+"
_KIN = (
    "(?:的?(?:儿子|女儿|儿女|子女|父亲|母亲|父母|爸爸?|妈妈?|丈夫|妻子|爱人|老伴|老公|老婆|前夫|前妻|家人|家属|亲属|亲戚|亲友|女婿|儿媳|孙子|孙女"
    "|外甥女?|侄[子女]|哥哥|弟弟|姐姐|妹妹|舅舅|叔叔|姑姑|邻居|朋友|同事|同学))"
)
#: Anybody, where nothing else can stand: 亓某某来信.
_ANYBODY = rf"(?P<who>[{_HAN}]{{2,4}}?)"
_MYSELF = rf"(?:本人|我是|我叫|本人叫){_NAME}(?![{_HAN}]*(?:公司|[店厂社])){_BESIDE}"
#: What 人 of 举报人 may be the beginning of: 人人贷, 人保, 人社局. No family is called so.
_FIRMS = "(?:[人参力间才]|[保](?!安)|寿|社(?!区)|大(?![爷妈姐哥])|事|和[^某]{0,6}(?:公司|[店厂馆院])|本(?:集团|公司|有限))(?!某)"
#: 被举报人 is whom the tip is about, 举报人的邻居 is nobody by name, and 反映人民银行 no reporter.
_WHO = (
    rf"(?<!被)(?<!被[{_HAN}]{{2}})(?<!被[{_HAN}]{{2}}[或和、])(?:实名|匿名|联名|第一)?(?:{_ACT}|知情)[人者]"
    rf"(?![民员的称说]|{_ACT})(?<!人(?={_FIRMS}))(?:姓名|信息)?"
)
#: A place that is the reporter's goes whole: 举报人赵某家.
_AT_HOME = re.compile(
    rf"{_WHO}(?:[^，,、。;；（()）【】\[\]\n]+(?:[（(][^）)]*[）)])?|[（(][^）)]*[）)]){_BESIDE}"
    rf"|{_MYSELF}|回访[^，,、。;；（()）【】\[\]\n]+{_BESIDE}"
)
_MANNER = rf"(?:同志|先生|女士|老师|大[爷妈姐哥]|等人?|本人|{_KIN})*"
_HOW = (
    "(?:书面|电话|微信|短信|邮件|网络|实名|匿名|联名|网上|当面|上门|亲自|多次|再次|反复|现场|打电话|写信|打来电话"
    rf"|[到在用][{_HAN}]{{1,6}}?|通过[{_HAN}]{{1,6}}?|向(?:我|本|有关|相关|社区|街道|公安|派出所|政府|物业|居委|村委|网格)[{_HAN}]{{0,4}}?)*"
)
_PERSON = re.compile(
    rf"(?:^|(?<=[、，,;；:：\s/|])){_PARTED}{_MANNER}(?={_HOW}(?:{_ACT}))"
    rf"|(?:(?<=群众)|(?<=[市村居农]民)){_PARTED}{_MANNER}(?={_HOW}(?:{_ACT}))"
    rf"|(?<![{_HAN}·•・‧．])(?P<said>[{_HAN}]{{2,14}}?)(?P<manner>{_MANNER})(?=(?:[、，和][{_HAN}]{{2,4}})*{_HOW}(?:{_ACT}))"
    rf"|^{_PARTED}{_MANNER}$|(?<=[（(]){_PARTED}{_MANNER}(?=[)）])"
    rf"|(?<=[（(]){_NAME}{_MANNER}(?=[)）])|^{_NAME}{_MANNER}$(?<=[{_HAN}]{{3}})"
)
#: What stood between two names.
_LISTED = re.compile(rf"[、，和]+(?={_HOW}(?:{_ACT}))")
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
        without = _PERSON.sub(_unless_a_way, _NUMBER.sub("", left))
        left = _LISTED.sub("", without) if without != left else left
    return _BRACKET.sub("", left).strip() if left != text else text


def _unless_a_way(found: re.Match[str]) -> str:
    """A name goes; what tells how a tip came stays."""
    groups = found.groupdict()
    if said := groups.get("said") or groups.get("who"):
        left = without_name(said, bool(groups.get("manner")))
        return found[0] if left == said else left
    return ""
