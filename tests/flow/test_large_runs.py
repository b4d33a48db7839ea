"""A run on disk, in chunks and processes, gives the bytes of a run in memory."""

from __future__ import annotations

import gc
import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from engine import load_ruleset, screen_files
from engine.flow import chunk
from engine.flow.plan import Plan
from engine.flow.work import WorkFolder
from engine.match import RegistrationMatcher
from engine.model import processes
from engine.ruleset import RuleSet

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
OTHERS = ("adverts", "tips", "licences", "territory")
FILES = ("entities.csv", "adverts.csv", "evidence.csv", "rejected.csv")


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Firms of the samples, some of them again further down, two leads in one room of which one
    stands at the beginning and one at the end, a damaged code, and a row without a name."""
    firms = pd.read_csv(SAMPLES / "registrations.csv", dtype=str, keep_default_na=False).head(330)
    again = firms.sample(20, random_state=3).assign(**{firms.columns[-1]: ""})
    firms = pd.concat([firms, again], ignore_index=True)
    lead = firms[firms["企业名称"].str.contains("投资管理")].iloc[0]
    other = lead.copy()
    other["企业名称"], other["统一社会信用代码"] = "云泉县邻舍投资咨询有限公司", ""
    nobody = firms.iloc[5].copy()
    nobody["企业名称"] = ""
    damaged = firms.iloc[7].copy()
    damaged["企业名称"], damaged["统一社会信用代码"] = "云泉县损码商贸有限公司", "9.16E+17"
    rows = [other.to_frame().T, firms, nobody.to_frame().T, damaged.to_frame().T]
    path = tmp_path_factory.mktemp("register") / "register.csv"
    pd.concat(rows, ignore_index=True).to_csv(path, index=False, encoding="utf-8-sig")
    put_others(path.parent)
    return path


def put_others(folder: Path) -> None:
    for kind in OTHERS:
        others = pd.read_csv(SAMPLES / f"{kind}.csv", dtype=str, keep_default_na=False)
        others.head(25).to_csv(folder / f"{kind}.csv", index=False)


def run(path: Path, out: Path, ruleset: RuleSet, plan: Plan | None) -> dict[str, bytes]:
    given = {kind: (path.parent / f"{kind}.csv",) for kind in OTHERS}
    done = screen_files(registrations=(path,), ruleset=ruleset, plan=plan, **given)
    done.write(out)
    return {name: (out / name).read_bytes() for name in FILES}


@pytest.fixture(scope="module")
def in_memory(
    register: Path, ruleset: RuleSet, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    return run(register, tmp_path_factory.mktemp("memory"), ruleset, None)


def test_lines_are_made_anew_where_more_is_masked(
    register: Path, ruleset: RuleSet, tmp_path: Path
) -> None:
    """A telephone in the name of a file, and a set to hand on."""
    path = tmp_path / "张三13812345678.csv"
    path.write_bytes(register.read_bytes())
    put_others(tmp_path)
    given = {kind: (tmp_path / f"{kind}.csv",) for kind in OTHERS}
    told = []
    for plan in (Plan(tmp_path / "work", chunk=150, large=1), None):
        done = screen_files(registrations=(path,), ruleset=ruleset, plan=plan, **given)
        for redact in (False, True):
            out = tmp_path / f"{plan is None}-{redact}"
            done.write(out, redact=redact)
            told.append({name: (out / name).read_bytes() for name in FILES})
    assert told[:2] == told[2:]
    assert told[0] != told[1]
    assert b"13812345678" not in told[0]["entities.csv"]


@pytest.mark.parametrize(("chunk", "large"), [(37, 1), (150, 1 << 30)])
def test_chunks_on_disk_change_no_byte(
    chunk: int,
    large: int,
    register: Path,
    ruleset: RuleSet,
    in_memory: dict[str, bytes],
    tmp_path: Path,
) -> None:
    plan = Plan(tmp_path / "work", chunk=chunk, large=large)
    assert run(register, tmp_path / "out", ruleset, plan) == in_memory


def test_a_block_of_which_nothing_is_read_changes_no_byte(
    register: Path, ruleset: RuleSet, tmp_path: Path
) -> None:
    """Spreadsheets are saved with thousands of empty rows behind, or between, the others."""
    lines = register.read_text(encoding="utf-8-sig").splitlines()
    nothing = ["," * lines[0].count(",")] * 1500
    holed = tmp_path / "register.csv"
    holed.write_text("\n".join([*lines[:90], *nothing, *lines[90:], *nothing]), encoding="utf-8")
    put_others(tmp_path)
    plan = Plan(tmp_path / "work", chunk=40, large=1)
    in_blocks = run(holed, tmp_path / "out", ruleset, plan)
    assert in_blocks == run(holed, tmp_path / "memory", ruleset, None)


@pytest.mark.parametrize("large", [1, 1 << 30])
def test_chunks_with_many_words_are_screened_in_parts_and_change_no_byte(
    large: int,
    register: Path,
    ruleset: RuleSet,
    in_memory: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nothing keeps a register from having hundreds of words in each scope."""
    monkeypatch.setattr(chunk, "_AT_ONCE", 3)
    monkeypatch.setattr(chunk, "_HELD", 40)
    plan = Plan(tmp_path / "work", chunk=150, large=large)
    assert run(register, tmp_path / "out", ruleset, plan) == in_memory
    parts = {file.name for file in (tmp_path / "work").rglob("chunk-0+*-done.json")}
    assert len(parts) > 2
    assert any((tmp_path / "work").rglob("again-*+1-done.json"))


def test_what_is_remembered_of_words_has_a_bound(
    ruleset: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = []
    find = RegistrationMatcher.find

    def watched(self: RegistrationMatcher, *given: Any) -> Any:
        found = find(self, *given)
        held.append(self.held)
        return found

    monkeypatch.setattr(RegistrationMatcher, "find", watched)
    monkeypatch.setattr(chunk, "_AT_ONCE", 400)
    monkeypatch.setattr(chunk, "_HELD", 800)
    words = ["投资管理", "资产管理", "理财", "P2P", "融资担保", "民间借贷"]
    draw = random.Random(5)
    scopes = ["；".join(draw.choices(words, k=20)) for _ in range(200)]
    firms = pd.DataFrame(
        {"企业名称": [f"云泉县第{n}咨询有限公司" for n in range(200)], "经营范围": scopes}
    )
    firms.to_csv(tmp_path / "register.csv", index=False)
    plan = Plan(tmp_path / "work", large=1)
    screen_files([tmp_path / "register.csv"], ruleset=ruleset, plan=plan)
    assert len(held) > 10
    assert max(held) < 800 + 3 * 400
    assert sum(a > b for a, b in pairwise(held)) > 2


@pytest.mark.parametrize("way", sorted({"spawn", processes.way()}))
def test_two_processes_change_no_byte(
    way: str,
    register: Path,
    ruleset: RuleSet,
    in_memory: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(processes, "way", lambda: way)
    plan = Plan(tmp_path / "work", workers=2, chunk=120, large=1)
    assert run(register, tmp_path / "out", ruleset, plan) == in_memory


def test_gbk_is_read_block_by_block(
    register: Path, ruleset: RuleSet, in_memory: dict[str, bytes], tmp_path: Path
) -> None:
    path = tmp_path / "register.csv"
    put_others(tmp_path)
    path.write_text(register.read_text(encoding="utf-8-sig"), encoding="gb18030")
    plan = Plan(tmp_path / "work", chunk=120, large=1)
    assert run(path, tmp_path / "out", ruleset, plan) == in_memory


def test_a_file_with_a_stray_quote_is_read_whole(
    register: Path, ruleset: RuleSet, tmp_path: Path
) -> None:
    lines = register.read_text(encoding="utf-8-sig").splitlines()
    lines[200] = lines[200].replace(",", ',"', 1)
    path = tmp_path / "register.csv"
    put_others(tmp_path)
    path.write_text("\n".join(lines), encoding="utf-8")
    plan = Plan(tmp_path / "work", chunk=120, large=1)
    whole = run(path, tmp_path / "whole", ruleset, None)
    assert run(path, tmp_path / "out", ruleset, plan) == whole


class Interrupted(Exception):
    pass


@pytest.mark.parametrize(("after", "at_once"), [(0, 9999), (3, 9999), (2, 3), (60, 3)])
def test_a_run_goes_on_where_it_stopped(
    after: int,
    at_once: int,
    register: Path,
    ruleset: RuleSet,
    in_memory: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chunk, "_AT_ONCE", at_once)
    kept = WorkFolder.keep
    done: list[str] = []

    def stopping(self: WorkFolder, name: str, result: Any, parts: int = 1) -> None:
        if len(done) == after:
            raise Interrupted
        done.append(name)
        kept(self, name, result, parts)

    with monkeypatch.context() as patched:
        patched.setattr(WorkFolder, "keep", stopping)
        with pytest.raises(Interrupted):
            run(register, tmp_path / "out", ruleset, Plan(tmp_path / "work", chunk=40, large=1))
    again: list[str] = []

    def counting(self: WorkFolder, name: str, result: Any, parts: int = 1) -> None:
        again.append(name)
        kept(self, name, result, parts)

    monkeypatch.setattr(WorkFolder, "keep", counting)
    said: list[str] = []
    plan = Plan(tmp_path / "work", chunk=40, large=1, resume=True, said=said.append)
    assert run(register, tmp_path / "out", ruleset, plan) == in_memory
    assert len(said) == 1
    whole = {name for name in done if name.startswith("chunk-") and "+" not in name}
    assert ("上次已筛查 " if whole else "没有上次留下的部分") in said[0]
    assert "已筛查 0 户" not in said[0]
    twice = {name.partition("+")[0] for name in set(done) & set(again)}
    assert not twice & whole


def test_what_another_input_came_to_is_not_kept(
    register: Path, ruleset: RuleSet, in_memory: dict[str, bytes], tmp_path: Path
) -> None:
    lines = register.read_text(encoding="utf-8-sig").splitlines()
    head, rows = lines[0], lines[1:]
    random.Random(1).shuffle(rows)
    other = tmp_path / "other.csv"
    put_others(tmp_path)
    other.write_text("\n".join([head, *rows]), encoding="utf-8")
    run(other, tmp_path / "first", ruleset, Plan(tmp_path / "work", chunk=70, large=1))
    said: list[str] = []
    plan = Plan(tmp_path / "work", chunk=70, large=1, resume=True, said=said.append)
    assert run(register, tmp_path / "out", ruleset, plan) == in_memory
    assert "与上次不同" in said[0]
    shutil.rmtree(tmp_path / "work")


def test_adverts_without_a_register(ruleset: RuleSet, tmp_path: Path) -> None:
    done = screen_files(adverts=[SAMPLES / "adverts.csv"], ruleset=ruleset)
    assert len(done.adverts) == 150
    assert set(done.entities["disposition"]) == {"线索"}


def test_who_has_threads_makes_no_copies() -> None:
    with ThreadPoolExecutor(1) as another:
        another.submit(abs, 1).result()
        assert processes.way() == "spawn"


def test_garbage_is_looked_for_again_once_copies_have_ended() -> None:
    frozen = gc.get_freeze_count()
    with processes.pool(1) as pool:
        assert pool.submit(abs, -1).result() == 1
    assert gc.get_freeze_count() <= frozen
