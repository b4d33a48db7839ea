"""The name of a firm's own representative in its texts: masked in what is handed on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import load_ruleset, screen, screen_files
from engine.export import FILES
from engine.export.personal.representatives import hidden, without_ends
from engine.flow.plan import Plan

_FIRM = "云泉县远山投资咨询有限公司"


@pytest.mark.parametrize(
    ("text", "person", "shown"),
    [
        ("保本保息，联系人欧阳秀某，非诚勿扰", "欧阳秀某", "保本保息，联系人欧***，非诚勿扰"),
        ("贺兰秋实带你理财", "贺兰秋实", "贺***带你理财"),
        ("找赵某：保本18%", "赵某", "找赵*：保本18%"),
        ("赵某先生主讲", "赵某", "赵*先生主讲"),
        ("赵某 138****5678", "赵某", "赵* 138****5678"),
        ("高息揽储（赵某）", "赵某", "高息揽储（赵*）"),
        ("黄金投资，保本付息", "黄金", "黄金投资，保本付息"),
        ("联系黄金总公司", "黄金", "联系黄金总公司"),
        ("经理黄金：黄金稳赚", "黄金", "经理黄*：黄金稳赚"),
        ("安全可靠，安全第一", "安全", "安全可靠，安全第一"),
        ("代表阿里木·买买提讲话", "阿里木·买买提", "代表阿******讲话"),
        (f"{_FIRM}的远山投资", "远山投资", f"{_FIRM}的远***"),
        ("联系人：赵\u3000某，可上门", "赵某", "联系人：赵\u3000*，可上门"),
        ("乌 日 娜主讲", "乌日娜", "乌 * *主讲"),
        ("联系人洪某：保本18%", "洪某", "联系人洪*：保本18%"),
        ("请洪某 先生主讲", "洪某", "请洪某 先生主讲"),
        ("洪某女士主讲", "洪某", "洪*女士主讲"),
        ("资金安全，安全 电话6******", "安全", "资金安全，安全 电话6******"),
        ("负责人安全意识强", "安全", "负责人安全意识强"),
        ("联系人張某豐", "张某丰", "联系人張**"),
        ("聯繫人张某丰", "張某豐", "聯繫人张**"),
        ("請趙某經理主講", "赵某", "請趙*經理主講"),
        # Of two characters that are no word, and with which no other word begins or ends
        ("食品零售；贾振的门店另有仓库", "贾振", "食品零售；贾*的门店另有仓库"),
        ("由亲属许彬代管", "许彬", "由亲属许*代管"),
        ("从事金融服务、资金服务", "金服", "从事金融服务、资金服务"),
        ("高新技术推广", "高新", "高新技术推广"),
        ("水平方向的测量", "平方", "水平方向的测量"),
        ("武汉方言培训", "方言", "武汉方言培训"),
    ],
)
def test_in_a_text(text: str, person: str, shown: str) -> None:
    assert hidden(text, person, _FIRM) == shown


@pytest.mark.parametrize(
    ("address", "person", "shown"),
    [
        ("渠口乡柳湾村（康某国家）", "康某国", "渠口乡柳湾村（康**家）"),
        ("渠口乡柳湾村3号赵某家", "赵某", "渠口乡柳湾村3号赵*家"),
        ("团结路8号 收件人赵某 138****5678", "赵某", "团结路8号 收件人赵* 138****5678"),
        ("张某忠路8号", "张某忠", "张某忠路8号"),
        ("左某权县麻田镇", "左某权", "左某权县麻田镇"),
        ("高某镇团结路8号", "高某", "高某镇团结路8号"),
        ("白某小区3号楼", "白某", "白某小区3号楼"),
        ("建国院3号", "建国", "建国院3号"),
        ("柳湾村二组康某国院内", "康某国", "柳湾村二组康**院内"),
        ("康某国店二楼", "康某国", "康**店二楼"),
    ],
)
def test_in_an_address(address: str, person: str, shown: str) -> None:
    """Streets and places are called after people."""
    assert hidden(address, person, _FIRM, places=True) == shown


@pytest.mark.parametrize(
    ("quote", "person", "shown"),
    [
        (f"{'保本保息，' * 6}请找赵某", "赵某香", f"{'保本保息，' * 6}请找赵*"),
        (f"某香{'保本保息，' * 6}", "赵某香", f"**{'保本保息，' * 6}"),
        (f"{'保本保息，' * 6}请找欧阳某", "欧阳某某", f"{'保本保息，' * 6}请找欧**"),
        (f"广告A1：承诺保本（“{'保本保息' * 6}找赵某”）", "赵某香", f"广告A1：承诺保本（“{'保本保息' * 6}找赵*”）"),
        ("金鑫", "金鑫鑫", "金鑫"),
        (f"{'保本保息，' * 6}请找赵", "赵某香", f"{'保本保息，' * 6}请找赵"),
        (f"香，{'保本保息，' * 6}", "赵某香", f"*，{'保本保息，' * 6}"),
        (f"芳{'保本保息，' * 6}", "赵芳", f"*{'保本保息，' * 6}"),
        (f"香烟{'保本保息，' * 6}", "赵某香", f"香烟{'保本保息，' * 6}"),
        (f"国家{'保本保息，' * 6}", "赵某国", f"国家{'保本保息，' * 6}"),
        (f"豐，{'保本保息，' * 6}", "张某丰", f"*，{'保本保息，' * 6}"),
        (f"{'保本保息，' * 6}赵某", "赵某", f"{'保本保息，' * 6}赵某"),
    ],
)  # fmt: skip
def test_cut_off_in_a_name(quote: str, person: str, shown: str) -> None:
    assert without_ends(quote, person) == shown


def test_in_a_large_register(tmp_path: Path) -> None:
    """Kept on disk, where what is masked first (the number beside it) is not what is asked for."""
    names = [f"云泉县{sign}岭投资咨询有限公司" for sign in "松柏桦榆槐楠"]
    people = ["康某国", "常某华", "司马某某", "安某强", "洪某海", "贾某"]
    scopes = [f"投资咨询（联系人：{person}，电话13800138000）" for person in people]
    houses = [f"清渠镇柳湾村{at}号（{person}家）" for at, person in enumerate(people)]
    register = pd.DataFrame(
        {
            "企业名称": names,
            "经营范围": scopes,
            "住所": houses,
            "法定代表人": people,
            "企业类型": people,
            "成立日期": people,
        }
    )
    register.to_csv(tmp_path / "in.csv", index=False)
    told = []
    for plan in (Plan(tmp_path / "work", chunk=2, large=1), None):
        done = screen_files(registrations=(tmp_path / "in.csv",), ruleset=load_ruleset(), plan=plan)
        out = tmp_path / str(plan is None)
        done.write(out, redact=True)
        told.append({name: (out / name).read_bytes() for name in FILES if name.endswith(".csv")})
        for name in FILES:
            shown = _words(out / name)
            assert not [person for person in people if person in shown], name
    assert told[0] == told[1]


def _words(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    book = openpyxl.load_workbook(path)
    return "\n".join(str(c.value) for s in book for row in s.iter_rows() for c in row if c.value)


def test_in_a_set_to_hand_on(tmp_path: Path) -> None:
    firms = pd.DataFrame(
        {
            "企业名称": [_FIRM, "云泉县钱某香面馆"],
            "住所": ["清渠镇团结路8号", "清渠镇团结路9号"],
            "经营范围": ["投资咨询；理财咨询（负责人钱某香）", "餐饮服务"],
            "法定代表人": ["钱某香", "孙某"],
        }
    )
    adverts = pd.DataFrame(
        {
            "编号": ["A1"],
            "广告主": [_FIRM],
            "广告内容": [f"{_FIRM}保本保息，年化收益18%，请找钱某香签约，钱某香亲自办理"],
        }
    )
    result = screen(firms, adverts, ruleset=load_ruleset())
    result.write(tmp_path / "own")
    result.write(tmp_path / "handed", redact=True)
    assert "钱某香亲自办理" in _words(tmp_path / "own" / "leads.xlsx")
    for name in FILES:
        shown = _words(tmp_path / "handed" / name).replace("云泉县钱某香面馆", "")
        assert "钱某香" not in shown, name
    assert "请找钱**签约" in _words(tmp_path / "handed" / "adverts.csv")


#: Of no list of the commonest surnames, of two characters, of other peoples, longer ones.
_PEOPLE = ["康某国", "常某华", "欧阳某国", "司马某", "安某强", "洪某海", "纳某花", "拜某祥", "尉迟某某", "揭某田",
           "乌日某", "呼某图", "兰某", "阿依某古丽", "哈某·别克", "完颜某某"]  # fmt: skip


def test_whatever_the_surname(tmp_path: Path) -> None:
    names = [f"云泉县{sign}岭投资咨询有限公司" for sign in "松柏桦榆槐楠梓桐枫榕柳桂杉樟椿楸"]
    firms = pd.DataFrame(
        {
            "企业名称": names,
            "经营范围": [f"投资咨询（负责人：{person}）" for person in _PEOPLE],
            "住所": [f"清渠镇团结路{at}号" for at in range(1, len(names) + 1)],
            "法定代表人": _PEOPLE,
        }
    )
    adverts = pd.DataFrame(
        {
            "编号": [f"A{at}" for at in range(len(names))],
            "广告主": names,
            "广告内容": [
                f"{name}保本保息，年化收益18%，{person}先生亲自办理，联系人{person}"
                for name, person in zip(names, _PEOPLE, strict=True)
            ],
        }
    )
    result = screen(firms, adverts, ruleset=load_ruleset())
    result.write(tmp_path, redact=True)
    for name in FILES:
        shown = _words(tmp_path / name)
        for person in _PEOPLE:
            assert person not in shown, (name, person)
    told = pd.read_csv(tmp_path / "adverts.csv", dtype=str)
    for person in _PEOPLE:
        assert told["text"].str.contains(f"联系人{person[0]}*", regex=False).any(), person


def test_a_quote_is_cut_off_in_a_name(tmp_path: Path) -> None:
    """At each place, before it and behind it."""
    person, behind = "康某国", "名额不多请先到先得地址在县城北门口二楼靠窗的桌子边上哦"
    texts = [
        f"{_FIRM}，{behind[: 4 + far]}{person}{behind[:far]}保本保息{behind[:far]}{person}先生亲自办理{behind}"
        for far in range(15, len(behind))
    ]
    firms = pd.DataFrame(
        {
            "企业名称": [_FIRM],
            "经营范围": ["投资咨询"],
            "住所": ["清渠镇团结路8号"],
            "法定代表人": [person],
        }
    )
    adverts = pd.DataFrame(
        {
            "编号": [f"A{at}" for at, _ in enumerate(texts)],
            "广告主": [_FIRM] * len(texts),
            "广告内容": texts,
        }
    )
    result = screen(firms, adverts, ruleset=load_ruleset())
    own = result.evidence["quote"]
    assert own.str.endswith(person[:2]).any()
    assert own.str.startswith(person[1:]).any()
    result.write(tmp_path, redact=True)
    shown = pd.read_csv(tmp_path / "evidence.csv", dtype=str)["quote"]
    assert len(shown) == len(own)
    assert not shown.str.contains(person[:2]).any()
    assert not shown.str.contains(person[1:]).any()
