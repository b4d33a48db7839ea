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
_NO_NAME = "省州盟旗国区县市镇乡村局所院办站委会部科室台网社处厅署队行司厂店校组格员民众信电访报映诉线门媒体众名件书面函"
_NAME = rf"(?:{DOUBLE}|[{FAMILIES}])[{_HAN}]{{0,1}}[^{_NO_NAME}\W\da-zA-Z_]"
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
_MANNER = "(?:同志|先生|女士|老师|大[爷妈姐哥]|等人?|家属|本人)*"
_PERSON = re.compile(
    rf"(?:^|(?<=[、，,;；:：\s/|])|(?<=群众)|(?<=[市村居网农]民)|(?<=业主|职工|员工|老人|会员)){_NAME}{_MANNER}"
    rf"(?=(?:[、，和][{_HAN}]{{2,4}})*(?:书面|电话|实名|匿名|联名|网上|当面)*(?:{_ACT}))"
    rf"|(?<=[（(]){_NAME}{_MANNER}(?=[)）])|^{_NAME}{_MANNER}$(?<=[{_HAN}]{{3}})"
)
#: Elsewhere his name goes, and what is told of him; whom he tells of stays (举报人王某反映的福寿堂).
_REPORTER = re.compile(
    rf"(?:{_WHO}[:：\s]*|回访[:：\s]*){_NAME}{_MANNER}(?!(?!反映|举报|投诉|[的称说所])[{_HAN}]*(?:公司|[店厂社馆院部行]))(?:[（(][^）)]*[）)])?{_BESIDE}"
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
    left = (_AT_HOME if name == "subject_address" else _REPORTER).sub("", text)
    if name == "source_type":
        left = _PERSON.sub("", _NUMBER.sub("", left))
    return _BRACKET.sub("", left).strip() if left != text else text
