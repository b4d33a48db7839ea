"""已排除: what one clause and one cause dismiss is one row to look at; nothing is left out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd

from engine import screen

SCOPE = "建材销售（不得从事吸收存款、代客理财、融资担保业务）"


def test_words_that_one_cause_dismisses_stand_in_one_row(tmp_path: Path) -> None:
    firms = pd.DataFrame(
        {
            "企业名称": ["云泉县青石建材有限公司", "云泉镍基金属材料有限公司"],
            "经营范围": [SCOPE, "镍基金属材料销售"],
        }
    )
    result = screen(firms)
    result.write(tmp_path / "out")
    sheet = openpyxl.load_workbook(tmp_path / "out" / "leads.xlsx")["已排除"]
    head, *rows = sheet.iter_rows(values_only=True)
    word, field, rules = (head.index(name) for name in ("命中词", "所在字段", "规则编号"))
    stone = [row for row in rows if "青石建材" in row[1]]
    metal = [row for row in rows if "镍基金属" in row[1]]
    assert len(stone) == 1
    assert sorted(row[field] for row in metal) == ["企业名称", "经营范围"]
    evidence = result.evidence[result.evidence["status"] == "dismissed"]
    every = {w for row in rows for w in row[word].split("、")}
    assert every == set(evidence["matched"])
    assert {r for row in rows for r in row[rules].split("\n")} == set(evidence["rule_id"])
