"""What a command loads: a small run takes little longer than that."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

#: Loaded only by whoever uses it: half of the time of a small run, each on its own or together.
FOR_SOME = (
    "pandas",  # frames, asked for by those who hand some in or out
    "engine.cases",  # the office's memory
    "engine.cluster",
    "engine.study",
    "concurrent.futures.process",  # several processes
    "multiprocessing",
    "jieba",  # its words are looked up in its file
    "stdnum",  # the numbers of divisions
)
_REGISTER = "企业名称,统一社会信用代码,住所,经营范围\n江临市示例投资管理有限公司,,江临市河东区和平路1号,投资管理、资产管理\n"
_RUN = """
import sys
from engine.cli.main import main
try:
    main()
finally:
    print("loaded:", *sorted(sys.modules))
"""


def loaded(*args: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *args], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stdout.rpartition("loaded: ")[2].split())


def test_a_small_run_loads_nothing_that_it_does_not_use(tmp_path: Path) -> None:
    register = tmp_path / "企业.csv"
    register.write_text(_REGISTER, encoding="utf-8")

    modules = loaded("screen", str(register), "--out", str(tmp_path / "结果"))

    assert "engine.pipeline" in modules
    assert modules.isdisjoint(FOR_SOME)


def test_rules_are_checked_without_frames() -> None:
    assert loaded("rules", "check").isdisjoint({"pandas", "engine.cases", "engine.cluster"})


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["screen", "--help"]])
def test_whoever_only_asks_waits_for_no_library(args: list[str]) -> None:
    assert loaded(*args).isdisjoint({"numpy", "pandas", "pyarrow", "pydantic", "yaml"})
