"""Counting, comparing, scaling and writing, and the cheap competitors on a few rows."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import build, measure, results, table
from benchmarks.peers import PEERS, Peer
from benchmarks.peers.harness import texts
from benchmarks.results import Result
from benchmarks.words import WORDS, count

CHEAP = [peer for peer in PEERS if peer.module in ("arrow_read", "pandas_contains", "python_in")]


def test_plain_count_counts_texts_not_occurrences() -> None:
    found = count(["基金管理；基金管理", "基金", "面馆", ""])
    assert {word: n for word, n in found.items() if n} == {
        "基金": 2,
        "基金管理": 1,
        "any": 2,
        "characters": 13,
    }
    assert len(WORDS) == len(set(WORDS)) == 13


def test_words_do_not_reach_from_name_into_scope(tmp_path: Path) -> None:
    file = tmp_path / "register.csv"
    file.write_text('企业名称,其他,经营范围\n云泉金,,融资\n基金会,,"支付\n网贷"\n,,\n', "utf-8-sig")
    assert texts(str(file)) == ["云泉金\n融资", "基金会\n支付\n网贷", "\n"]


def test_compare_names_the_word_that_differs() -> None:
    wanted = {"金融": 3, "支付": 1}
    assert results.compare({"金融": 3}, wanted) == "equal"
    assert results.compare({"金融": 3, "支付": 2}, wanted) == "differ: 支付 2 for 1"
    assert results.compare({}, wanted) != "equal"


def test_start_up_is_not_scaled() -> None:
    cost = measure.Cost(wall=5.0, cpu=4.0, peak_mb=1.0, code=0, said="", complained="")
    inside = {"rows": 100, "wall": 2.0, "cpu": 1.0}
    assert results.scaled(cost, inside, 1000) == pytest.approx((3 + 20, 3 + 10))
    assert results.scaled(cost, inside, 100) == pytest.approx((5, 4))


def test_table_and_figures() -> None:
    baseline = Result("pandas", 1000, 2.0, 1.0, 100.0, "–")
    slow = Result("slow", 100, 50.0, 40.0, 200.0, "equal", note="a remark")
    found = [slow, results.missing("absent", "absent is not installed")]
    text = results.markdown(found, baseline, 1000, {"versions": {"pandas": "3", "absent": ""}})
    lines = text.splitlines()
    assert "pandas 3, absent not installed" in text
    assert lines[-3] == "| pandas | 1,000 | 2.00 | 1.00 | 100 | 500 | 1.00 | 1.00 | – |  |"
    assert lines[-2] == (
        "| slow | 100 | 50.00 | 40.00 | 200 | 20 | 25.00 | 40.00 | equal "
        "| scaled from a sample; a remark |"
    )
    assert lines[-1].endswith("| not run: absent is not installed |")
    assert len({line.count("|") for line in lines[-4:]}) == 1
    figures = results.plain(found, baseline, 1000, {})["results"]
    assert figures[1]["rows_per_second"] == 20
    assert figures[1]["times_pandas_wall"] == 25
    assert figures[2] == {"title": "absent", "not_run": "absent is not installed"}


def test_median_is_taken_of_each_figure() -> None:
    runs = [
        Result("p", 1, wall, cpu, 1.0, "–", start_cpu=start)
        for wall, cpu, start in ((1, 9, 3), (3, 7, 5), (2, 8, 4))
    ]
    middle = table.median(runs)
    assert (middle.wall, middle.cpu, middle.start_cpu) == (2, 8, 4)
    assert "4.00 s of the cpu is start-up" in middle.note


def test_cheap_competitors_on_a_few_rows(tmp_path: Path) -> None:
    file = build.register(None, 300, tmp_path / "register.csv")
    wanted = count(texts(str(file)))
    assert wanted["any"]
    read, contained, plain = (table.evaluate(peer, file, 300, wanted) for peer in CHEAP)
    assert [r.rows_run for r in (read, contained, plain)] == [300] * 3
    assert (read.hits, contained.hits, plain.hits) == ("–", "equal", "equal")
    assert all(
        r.wall > 0 and r.cpu > r.start_cpu > 0 and r.peak_mb > 1 for r in (read, contained, plain)
    )
    written = table.write(tmp_path, [contained, plain], read, 300, {})
    assert (tmp_path / "table.md").read_text(encoding="utf-8") == written
    assert len(json.loads((tmp_path / "table.json").read_text(encoding="utf-8"))["results"]) == 3


def test_a_competitor_that_is_missing_or_fails_is_listed(tmp_path: Path) -> None:
    absent = Peer("absent", "python_in", "no-such-package", "no_such_package", True)
    assert table.evaluate(absent, tmp_path, 1, {}).not_run == "no-such-package is not installed"
    failed = table.evaluate(CHEAP[0], tmp_path / "no such file.csv", 1, {})
    assert "FileNotFoundError" in failed.not_run


def test_cost_covers_the_children_of_a_process() -> None:
    # It stays until it has been looked at: who belongs to the family is asked only now and then.
    child = "import time; x = bytearray(80 << 20); sum(range(3_000_000)); time.sleep(2)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); print('done'); sys.exit(3)"
    cost = measure.run([sys.executable, "-c", code])
    assert (cost.code, cost.said.strip()) == (3, "done")
    idle = measure.run([sys.executable, "-c", "import subprocess, sys"])
    assert cost.cpu > idle.cpu
    assert cost.peak_mb > idle.peak_mb + 40


def test_a_run_that_takes_too_long_is_ended() -> None:
    cost = measure.run([sys.executable, "-c", "import time; time.sleep(600)"], timeout=0.2)
    assert cost.code < 0
