"""Writes docs/hostile-input.md from the table of cases (run after changing them)."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from engine.ingest.limits import MEANING, USUAL  # noqa: E402
from tests.hostile import all_cases  # noqa: E402
from tests.hostile.cases_rules import GROUP as OF_RULES  # noqa: E402
from tests.hostile.cases_rules import RULES  # noqa: E402
from tests.hostile.cases_store import GROUP as OF_PLACES  # noqa: E402
from tests.hostile.cases_store import PLACES  # noqa: E402
from tests.hostile.elsewhere import ELSEWHERE  # noqa: E402

TARGET = ROOT / "docs" / "hostile-input.md"
_HEAD = """# 恶意和损坏的输入

本页由 `scripts/hostile_table.py` 从测试用的同一张表生成，测试会核对两者一致。共 {count} 种输入。

每一种都由所列测试证明：没有调用栈、不会卡住（处理器时间 10 秒以内）、内存不超过 2 GB、不留半份结果、
不丢一行（读入＝筛查＋合并重复＋未读入），屏幕上没有控制字符，每个 csv 单元格都不是公式。
`test_case[编号]` 在 `tests/hostile/test_cases.py`，`test_rule_file[编号]` 在 `tests/hostile/test_rules.py`，
`test_place[编号]` 在 `tests/hostile/test_store_places.py`，文件怎样造的在 `tests/hostile/cases_*.py`。
规则文件的每一种都放进一个小规则包，依次运行 rules check、test、docs、coverage、screen、new、lock、schema、fmt。

## 上限

超过上限时给出一句话说明并停止（单元格过长只把那一行放入未读行）。用 `saolou screen --limit 名称=数值` 更改，
更改过的写入 run.json。

单独写明的文件读不了就停止；文件夹里读不了的文件整个放在一边，不算行数，其余照读，结尾和“数据问题”说明是哪些、为什么。
登记和广告一个文件都读不了时退出码为 3。

| 名称 | 含义 | 默认 |
|---|---|---|
"""


def render() -> str:
    """The whole page."""
    cases = all_cases()
    rows = [(c.group, c.what, c.then, f"`test_case[{c.id}]`") for c in cases]
    rows += [(OF_RULES, r.what, r.then, f"`test_rule_file[{r.id}]`") for r in RULES]
    rows += [(OF_PLACES, p.what, p.then, f"`test_place[{p.id}]`") for p in PLACES]
    rows += [(e.group, e.what, e.then, f"`{e.test}`") for e in ELSEWHERE]
    lines = [_HEAD.format(count=len(rows)).rstrip("\n")]
    lines += [f"| `{name}` | {said} | {getattr(USUAL, name):,} |" for name, said in MEANING.items()]
    for group, members in groupby(sorted(rows, key=lambda r: _order(rows, r[0])), lambda r: r[0]):
        lines += ["", f"## {group}", "", "| 输入 | 结果 | 测试 |", "|---|---|---|"]
        lines += ["| " + " | ".join(_cell(cell) for cell in row[1:]) + " |" for row in members]
    return "\n".join(lines) + "\n"


def _order(rows: list[tuple[str, str, str, str]], group: str) -> int:
    return next(i for i, row in enumerate(rows) if row[0] == group)


def _cell(text: str) -> str:
    return text.replace("|", r"\|").replace("<", "&lt;") if not text.startswith("`") else text


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8", newline="\n")
