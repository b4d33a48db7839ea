"""The name of a firm's own representative in its texts: masked in what is handed on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from engine import load_ruleset, screen
from engine.export import FILES
from engine.export.personal.representatives import hidden

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
    ],
)
def test_in_a_text(text: str, person: str, shown: str) -> None:
    assert hidden(text, person, _FIRM) == shown


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
