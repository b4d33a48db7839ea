"""What the linter can find: one code each, with its severity and what to do about it.

Codes are never reused; a filter in an office's CI names them. Groups: R0 files, R1 schema,
R2 references, R3 repetition, R4 reach, R5 short words, R6 tests, R7 dates, R8 versions,
R9 upkeep.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """``title``: what is wrong in general; ``advice``: what to do. Both for analysts."""

    severity: Severity
    title: str
    advice: str


CODES = MappingProxyType(
    {
        "R001": Code("error", "文件不是 UTF-8 编码", "用编辑器“另存为”，编码选 UTF-8。"),
        "R002": Code(
            "error",
            "YAML 格式有误",
            "按提示修改；看不出时，检查缩进、冒号后的空格、括号和引号是否成对。",
        ),
        "R003": Code("error", "用了锚点、别名或标签", "不用 &、*、!，把内容直接写出来。"),
        "R004": Code("error", "同一个键写了两次", "删去一个，或把两处内容合并。"),
        "R005": Code("error", "文件里的段数不对", "这个文件应当恰好有一段内容，去掉多余的“---”。"),
        "R006": Code("error", "缺少必需的文件", "补上该文件，可从自带的规则包复制。"),
        "R007": Code(
            "warning",
            "这个文件不会被读取",
            "规则放进 registration/、advertisement/、context/，排除放进 exclusions/。",
        ),
        "R008": Code("error", "问题太多，没有看完", "先改前面列出的问题，再检查一次。"),
        "R101": Code("error", "不认识的键", "检查拼写；多余的键请删去。"),
        "R102": Code("error", "缺少必填的键", "补上这个键。写法见 saolou rules new 生成的样子。"),
        "R103": Code("error", "值不在允许的范围内", "改成允许的值。"),
        "R104": Code("error", "值的类型不对", "按提示改成数字、文字、列表或键值对。"),
        "R105": Code(
            "error",
            "正则表达式不能用",
            "只能用 RE2 语法：没有前后环视、反向引用；检查括号是否成对。",
        ),
        "R106": Code("error", "编号写法不对", "编号用大写字母、数字和连字符，如 AD-NEW-001。"),
        "R107": Code("error", "kind 的值不认识", "改成列出的种类之一。"),
        "R108": Code(
            "error",
            "这个词不能错一两个字也算",
            "kind: fuzzy 只用于长词：错一个字的至少四个字，错两个字的至少六个字，词里不能有数字。",
        ),
        "R201": Code(
            "error",
            "没有这个行业",
            "用 sectors.yaml 里的 id；saolou rules new --sector 也可以写名称。",
        ),
        "R202": Code("error", "没有这个词表", "在 lexicons/ 里建立，或改正名称。"),
        "R203": Code("error", "没有这个参数", "在 params/ 里建立，或改正名称。"),
        "R204": Code("error", "提到了没有定义的特征", "在 features 里定义它，或改正名称。"),
        "R205": Code("error", "match 写法不对", "写成 any、all、not，或 n_of 加 of。"),
        "R206": Code("error", "没有这条规则", "改正编号；被引用的规则须在用且看同一种记录。"),
        "R207": Code("error", "没有这个字段", "用 docs/analysts.md 列出的字段名。"),
        "R208": Code("error", "词表没有所需的内容", "补上分值文件，或去掉 weights、at_least。"),
        "R209": Code("error", "规则绕了一圈引用自己", "断开其中一处引用。"),
        "R210": Code(
            "error",
            "看别的记录的规则里直接写了词",
            "把词写成另一条规则，在这里用 kind: rule 引用它的编号。",
        ),
        "R301": Code("error", "编号重复", "换一个没有用过的编号；编号永不重用。"),
        "R302": Code(
            "warning", "同一特征里词语重复", "删去重复的词。全角、繁体与半角、简体算同一个词。"
        ),
        "R303": Code("warning", "测试重名", "给测试换一个能区分的名字。"),
        "R304": Code(
            "warning",
            "一个词里有分隔符号，像是几个词连成了一个",
            "词与词之间用半角逗号加空格，写成 [充值, 办卡]，或每个词单独一行，行首写“- ”。",
        ),
        "R401": Code("warning", "特征没有被 match 或 exclude 用到", "写进 match，或删去这个特征。"),
        "R402": Code("error", "这条规则永远不会命中", "给特征补上 terms 或 lexicon，或改 match。"),
        "R403": Code("warning", "锚词不可能出现在正则的命中里", "删去它，或检查正则是否写错。"),
        "R404": Code(
            "warning",
            "正则能匹配不含任何锚词的文字",
            "补上锚词：不含锚词的文字不会拿来试正则，这些命中会漏掉。",
        ),
        "R405": Code("warning", "同一行业里有完全相同的规则", "合并成一条，或说明区别。"),
        "R406": Code(
            "warning", "audience 里的词不是这条规则的词", "写进规则的 terms，或从 audience 删去。"
        ),
        "R501": Code(
            "warning",
            "一两个字的词没有防误读的措施",
            "在 exclusions/ 里为它写 guard，或加 unless_near，或与别的特征组合。",
        ),
        "R601": Code("error", "没有“应命中”的测试", "在 tests 里写一条 expect: hit。"),
        "R602": Code("error", "没有“不应命中”的测试", "在 tests 里写一条 expect: miss。"),
        "R603": Code("warning", "排除没有“应排除”的测试", "在 tests 里写一条 expect: dismissed。"),
        "R604": Code("warning", "排除没有“应保留”的测试", "在 tests 里写一条 expect: kept。"),
        "R605": Code("error", "测试里没有规则要看的字段", "record 里写上规则 fields 里的字段。"),
        "R606": Code("error", "测试的词不在测试的文字里", "让 text 包含 word。"),
        "R701": Code("warning", "参数已过复核日期", "核对最新数值和出处，再改 review_by。"),
        "R702": Code("error", "日期写法不对", "写成 '2026-01-31' 的样子，并加引号。"),
        "R703": Code("warning", "参数没有被任何规则用到", "删去，或在规则里引用。"),
        "R704": Code("warning", "词表没有被任何规则用到", "删去，或在规则里引用。"),
        "R705": Code("warning", "停用已过复核日期", "重新确认是否仍要停用，再改 review_by。"),
        "R706": Code("warning", "例外已到期", "重新核查后写新的例外，或删去。"),
        "R707": Code("warning", "例外快到期了", "到期后不再起作用；需要的话提前核查、重新批准。"),
        "R801": Code(
            "error", "规则包要求更新的引擎", "升级 saolou，或改回 pack.yaml 的 min_engine。"
        ),
        "R802": Code("error", "版本号写法不对", "写成 1.2.3 的样子。"),
        "R901": Code(
            "warning", "停用的规则没有写理由", "在 description 里写明为何停用、由谁代替。"
        ),
        "R902": Code(
            "error",
            "状态与所在的文件夹不符",
            "nursery/ 里写 status: nursery，deprecated/ 里写 status: deprecated。",
        ),
        "R903": Code("warning", "没有上门核查要点", "在 triage 里写到了现场看什么、问什么。"),
        "R904": Code("warning", "依据没有写到条", "在 legal 里写上 article。"),
        "R905": Code("warning", "容许的警告已经没有了", "删去这句“容许”。"),
        "R906": Code("error", "法规里没有这一条", "翻开原文核对，写成“第十九条第三项”的样子。"),
        "R907": Code(
            "warning",
            "laws.yaml 里没有这部法规",
            "核对名称；名称没有写错的，在 laws.yaml 里加一行名称、条数（articles）和出处（source）。",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. ``line`` and ``column`` count characters from 1."""

    code: str
    file: Path
    line: int
    column: int
    message: str

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def advice(self) -> str:
        return CODES[self.code].advice

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return (self.file.as_posix(), self.line, self.column, self.code, self.message)
