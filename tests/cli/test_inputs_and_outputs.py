"""Results are no inputs, inputs are no results."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.model.names import EARLIER, FILES
from tests.command import saolou
from tests.hostile.case import FIRM, HEAD, SHOP, TABLE


@pytest.mark.parametrize("lost", [False, True])
def test_earlier_results_in_a_folder_are_no_inputs(tmp_path: Path, lost: bool) -> None:
    given = tmp_path / "资料"
    given.mkdir()
    (given / "a.csv").write_text(TABLE, encoding="utf-8")
    out = given / "结果"
    assert saolou("screen", str(given), "--out", str(out)).returncode == 0
    if lost:
        (out / "run.json").unlink()
    (given / "a.csv").write_text(f"{HEAD}\n{SHOP}\n", encoding="utf-8")
    done = saolou("screen", str(given), "--out", str(out))
    assert done.returncode == 0, done.stderr
    assert "文件夹 结果 里有以前的筛查结果，没有当作输入" in done.stderr
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert record["rows"]["registration"]["in"] == 1
    assert FIRM.split(",")[0] not in (out / "entities.csv").read_text(encoding="utf-8")
    assert [source["file"] for source in record["inputs"]] == ["a.csv", "结果"]
    assert saolou("verify", str(out), str(given)).returncode == 0


def test_the_folder_of_the_result_may_be_that_of_the_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    for _ in range(2):
        done = saolou("screen", str(tmp_path), "--out", str(tmp_path))
        assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["rows"]["registration"]["in"] == 2


@pytest.mark.parametrize("name", ["rejected.csv", "entities.csv"])
def test_an_input_is_never_written_over(tmp_path: Path, name: str) -> None:
    source = tmp_path / name
    source.write_text(TABLE, encoding="utf-8")
    other = tmp_path / "b.csv"
    other.write_text(TABLE, encoding="utf-8")
    for given in ([source], [other, "--tips", source], [tmp_path], [other, "--cases", source]):
        done = saolou("screen", *map(str, given), "--out", str(tmp_path))
        assert (done.returncode, "覆盖" in done.stderr) == (2, True), done.stderr
        assert source.read_text(encoding="utf-8") == TABLE
        assert len(list(tmp_path.iterdir())) == 2


def test_an_empty_name_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    done = saolou("screen", "a.csv", "--out", "", cwd=tmp_path)
    assert (done.returncode, "空的" in done.stderr) == (2, True), done.stderr
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="of Linux")
def test_a_screen_that_takes_nothing_does_not_unwrite_the_result(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    code = "from engine.cli.main import main; main()"
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "screen", str(tmp_path / "a.csv"), "--out", str(tmp_path)],
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
    assert done.returncode == 4
    assert "结果已经写到" in done.stderr
    assert (tmp_path / "leads.xlsx").is_file()


def test_a_number_beyond_all_numbers_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    done = saolou("screen", str(tmp_path / "a.csv"), "--top", "9" * 23, "--out", str(tmp_path))
    assert done.returncode == 2, done.stderr


def test_rows_of_the_territory_table_without_a_firm_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "企业名称,住所,经营范围\n云泉县聚鑫投资管理有限公司,清渠镇柳荫街21号,投资管理\n合计,1户,\n",
        encoding="utf-8",
    )
    (tmp_path / "责任区.csv").write_text(
        "责任区,范围,责任人\n柳荫社区,柳荫街1-50号（单号）,张三\n石桥社区,石桥路,李四\n渡口社区,渡口路（北段）,王五\n",
        encoding="utf-8",
    )
    typed = ("screen", "a.csv", "--territory", "责任区.csv", "--out")
    done = saolou(*typed, "结果", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "柳荫社区" in (tmp_path / "结果/entities.csv").read_text(encoding="utf-8")
    said = "责任区表里的“石桥社区”（找的是：石桥路）、“渡口社区”（找的是：渡口路）没有对上"
    assert said in done.stdout
    assert (
        "责任区.csv 第 3 条（渡口社区）里的“渡口路（北段）”看不懂，这次只按“渡口路”" in done.stdout
    )
    assert "企业登记 2 行（表尾合计、说明 1，不是数据）" in done.stdout
    assert "不能用" not in done.stdout
    assert "柳荫" not in done.stdout
    handed = saolou(*typed, "转交", "--redact", cwd=tmp_path)
    assert handed.returncode == 0, handed.stderr
    assert "石桥" not in (tmp_path / "转交/report.html").read_text(encoding="utf-8")


def _earlier(out: Path) -> list[Path]:
    return sorted(path for path in out.iterdir() if path.name.startswith(EARLIER))


def test_a_result_of_other_inputs_is_put_by_and_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "十月.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "十一月.csv").write_text(f"{HEAD}\n{SHOP}\n", encoding="utf-8")
    out = tmp_path / "结果"
    assert saolou("screen", "十月.csv", "--out", "结果", cwd=tmp_path).returncode == 0
    before = {name: (out / name).read_bytes() for name in FILES}
    done = saolou("screen", "十一月.csv", "--out", "结果", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (kept,) = _earlier(out)
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    day = json.loads(before["run.json"])["times"]["started"][:10]
    told = next(line for line in done.stdout.splitlines() if kept.name in line)
    assert "十月.csv" in told
    assert "十一月.csv" not in told
    assert day in told
    assert saolou("verify", str(kept), "十月.csv", cwd=tmp_path).returncode == 0
    # And a third one is put by beside the first.
    assert saolou("screen", "十月.csv", "--out", "结果", cwd=tmp_path).returncode == 0
    assert len(_earlier(out)) == 2


def test_the_same_inputs_and_more_go_on_in_the_same_folder(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"{HEAD}\n{SHOP}\n", encoding="utf-8")
    for given in (["a.csv"], ["a.csv"], ["a.csv", "--top", "1"], ["a.csv", "b.csv"]):
        done = saolou("screen", *given, "--out", "结果", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert EARLIER not in done.stdout
        assert not _earlier(tmp_path / "结果")


@pytest.mark.parametrize(
    "record",
    [
        '{"saolou": "1", "inputs": 3}',
        '{"inputs": [null, {"sha256": "0"}, {"sha256": "1", "file": 7}], "times": []}',
        '{"inputs": [{"sha256": "0"}], "times": {"started": "../../.."}}',
    ],
)
def test_a_record_from_anybody_stops_nothing(tmp_path: Path, record: str) -> None:
    (tmp_path / "a.csv").write_text(TABLE, encoding="utf-8")
    out = tmp_path / "结果"
    out.mkdir()
    (out / "run.json").write_text(record, encoding="utf-8")
    done = saolou("screen", "a.csv", "--out", "结果", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(kept.parent == out for kept in _earlier(out))
    assert {path.name for path in tmp_path.iterdir()} == {"a.csv", "结果"}


def test_what_is_put_by_is_no_input_either(tmp_path: Path) -> None:
    for content in (TABLE, f"{HEAD}\n{SHOP}\n", TABLE):
        (tmp_path / "a.csv").write_text(content, encoding="utf-8")
        done = saolou("screen", str(tmp_path), "--out", str(tmp_path / "结果"))
        assert done.returncode == 0, done.stderr
    record = json.loads((tmp_path / "结果" / "run.json").read_text(encoding="utf-8"))
    assert record["rows"]["registration"]["in"] == 2
    assert len(_earlier(tmp_path / "结果")) == 2
