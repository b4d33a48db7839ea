"""Closed vocabularies of the output (design §4) and of the inputs."""

from __future__ import annotations

from enum import StrEnum

#: How a message begins that says what the last run had been given and this one was not.
LESS = "与上次筛查相比"
#: How the one about tips begins that no rule found anything in.
UNHEARD = "举报没有命中规则"
#: Tips whose hits were all dismissed.
WAIVED = "举报的命中都不计"
#: How a remark begins that tells what an officer found of a licence.
CHECKED = "上次核对"
#: How a remark on what the office did about a lead before begins.
EARLIER = "前次："
#: In the remark on what somebody made of a firm's being dismissed.
REVIEWED = "复核意见："
#: Behind the day, of a firm that somebody wants to be visited although the rules dismissed it.
REVIEWED_TO_LEAD = "复核认为应上门核实（转为线索）"
#: What everything that an office reads says where none is known; tables for machines say nothing there.
NO_SECTOR, NO_DEPARTMENT = "未分类", "未列明"
#: In ``case_state``: the office has dealt with the firm, and nothing is new.
SETTLED = "已办结"
#: In the record of a run, of how many firms that were closed before something new is known, of how many
#: nothing, and of how many nothing that were handed on to others.
CLOSED_AGAIN, CLOSED_QUIET, HANDED_ON = "已办结仍有新线索", "已办结无新线索", "移送、移交中"
#: In the counts of a run: firms listed for what an earlier run found, which its register does not know.
UNREGISTERED = "carried_unregistered"
#: How a reason that an earlier run found begins, behind the number of its advert or tip.
CARRIED = "沿用"
#: In the record of a tip on the desk: the day of the run that told it, where that is an earlier one.
TIP_SINCE = "carried_since"
#: Field of such a tip: day of the run whose file holds it, which may be an earlier one.
TIP_FILED = "filed"
#: Field of any tip on the desk: what an earlier one like it came to, for whoever goes there now.
TIP_BEFORE = "told_before"
#: How remarks of reading begin that a person must look at before the results are used.
ATTENTION = "请核对："
#: How the remark begins on a file of a folder that was taken for what its header says.
SORTED = "放在文件夹里"
#: How the remark begins on a file of a folder that is no input.
UNUSED = "没有使用："
#: How the message begins on a tip that was placed with no firm; its number follows.
UNPLACED = "举报未能对应到企业："
#: Why a row of totals or of who made the table is no row of data.
FOOTER_ROW = "表尾的合计或说明行，不是数据"
#: How the note on a file begins that was set aside whole.
WHOLE = "整个文件没有读取"
#: Note of reading on a table without a row.
HEADER_ONLY = "只有表头，没有一行数据"
#: The message of a run without a register: that an advertiser stands in none says nothing then.
NO_REGISTER = (
    "没有提供企业登记，广告主有没有登记无从对照，不能当作无照经营。"
    "请把企业登记一起给出，重新筛查；或逐家查登记"
)
#: How the message begins of a run in which the firms of the ledger stood in for the register.
STOOD_IN = "没有提供企业登记，先与办案库所记的企业对照"
#: How a message begins that says what a set to hand on lacks.
WITHHELD = "转交的这一套里没有列入"
#: How the remark begins on a firm that does business elsewhere than at its registered seat.
ELSEWHERE = "住所与实际经营地址不同"
#: How remarks begin on a firm that had another name, or another address, in an earlier run.
RENAMED, MOVED = "曾用名：", "原地址："
#: How the remark begins that names the case which a firm may be.
MAY_BE = "可能是同一企业："
#: The remark on where its adverts were seen (广告A1、A2见于健康街3号), and where a tip says it happened.
SEEN, AT, HAPPENED = "广告", "见于", "有举报提到的地点："
#: How the remark begins on the firms that a tip names beside the one that it was placed with.
BESIDE = "有举报同时提到："
#: How the remark begins on what tips were placed with the firm by, where it was not its whole name or code.
PLACED_BY = "举报对应本企业的依据："
#: How the remark begins on tips that name a firm of the ledger, in which no rule found anything.
NAMING = "有举报提到，未命中规则："
#: The remark on somebody in no register whose address nobody told but the words of an advert.
FROM_TEXT = "地址取自广告文字"


class RecordKind(StrEnum):
    """What one input row describes."""

    REGISTRATION = "registration"
    ADVERT = "advert"
    TIP = "tip"
    LICENCE = "licence"
    TERRITORY = "territory"
    ORIGIN = "origin"


class Disposition(StrEnum):
    """Where an entity goes; the first that applies, in this order."""

    LEAD = "线索"
    LICENSED = "持牌核对"
    DISMISSED = "已排除"
    NOTICE = "提示"


class Band(StrEnum):
    HIGH = "高"
    MEDIUM = "中"
    LOW = "低"
    NONE = "无"


class Element(StrEnum):
    """Elements of the definition: 法释〔2010〕18号 Art. 1; 条例 Art. 2 (without 公开性)."""

    UNLAWFUL = "非法性"
    PUBLIC = "公开性"
    INDUCEMENT = "利诱性"
    SOCIAL = "社会性"
    CONTEXT = "context"


class Status(StrEnum):
    """What became of a hit."""

    COUNTED = "counted"
    DISMISSED = "dismissed"
    SUPERSEDED = "superseded"


class LicenceStatus(StrEnum):
    HELD = "持牌"
    NOT_FOUND = "未见"
    NO_LIST = "名录缺失"
    EXPIRED = "过期"
    IMPOSTOR = "疑似冒名"
    NOT_APPLICABLE = "不适用"


_GONE = ("注销", "吊销")


def gone(status: str) -> bool:
    """Does the register hold the firm for struck off (注销), or its licence for revoked (吊销)?"""
    return any(word in status for word in _GONE)


#: What begins the line on a firm in hand that a run does not list.
AWAY = "在办企业"
#: In the frame of entities: the evidence that is carried from an earlier run, as the ledger keeps it.
CARRIED_ITEMS = "carried_items"
#: And the adverts that it is from.
CARRIED_ADVERTS = "carried_adverts"
#: And what officers wrote of it in words of their own, for the workbook alone: they may name who told it.
OWN_WORDS = "own_words"
#: How that begins which they found done there; whoever goes there has to know that.
BUSINESS = "实际业务："
