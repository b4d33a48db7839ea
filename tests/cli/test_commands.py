"""The command line as an office meets it: the contract, bad input, nothing half-written.

The one run of the samples is a process of its own; what it says of bad input it says in this one.
"""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pandas as pd
import pytest

from engine.cli.main import cli
from engine.model.screening import ADVERT_COLUMNS, ENTITY_COLUMNS, EVIDENCE_COLUMNS
from tests.command import saolou

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
OPTIONS = [
    "--ads",
    str(SAMPLES / "adverts.csv"),
    "--tips",
    str(SAMPLES / "tips.csv"),
    "--licences",
    str(SAMPLES / "licences.csv"),
    "--territory",
    str(SAMPLES / "territory.csv"),
]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "结果"
    said = ["screen", str(SAMPLES / "registrations.csv"), *OPTIONS, "--out", str(folder)]
    done = subprocess.run(
        [sys.executable, "-c", "from engine.cli.main import main; main()", *said],
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder


def table(file: Path) -> pd.DataFrame:
    return pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")


def test_files_and_columns(out: Path) -> None:
    assert {p.name for p in out.iterdir()} == {
        "leads.xlsx",
        "entities.csv",
        "adverts.csv",
        "evidence.csv",
        "rejected.csv",
        "report.html",
        "run.json",
    }
    for name, columns in (
        ("entities.csv", ENTITY_COLUMNS),
        ("adverts.csv", ADVERT_COLUMNS),
        ("evidence.csv", EVIDENCE_COLUMNS),
    ):
        assert set(columns) <= set(table(out / name).columns)
        assert (out / name).read_bytes().startswith(b"\xef\xbb\xbf")


def test_rows_add_up(out: Path) -> None:
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    for count in run["rows"].values():
        assert count["in"] == count["screened"] + count["merged_duplicates"] + count["rejected"]


def test_spans_index_the_source(out: Path) -> None:
    with (SAMPLES / "registrations.csv").open(encoding="utf-8-sig", newline="") as file:
        firms = {row["统一社会信用代码"]: row for row in csv.DictReader(file)}
    with (SAMPLES / "adverts.csv").open(encoding="utf-8-sig", newline="") as file:
        ads = {row["编号"]: row for row in csv.DictReader(file)}
    checked = 0
    for hit in table(out / "evidence.csv").to_dict("records"):
        if hit["ad_id"] in ads:
            raw = ads[hit["ad_id"]][{"title": "标题", "text": "广告内容"}[hit["field"]]]
        elif not hit["ad_id"] and hit["field"] in ("name", "scope"):
            raw = firms[hit["entity_id"]][{"name": "企业名称", "scope": "经营范围"}[hit["field"]]]
        else:
            continue
        assert raw[int(hit["start"]) : int(hit["end"])] == hit["matched"]
        checked += 1
    assert checked > 20


def test_nothing_is_flagged_or_dismissed_without_evidence(out: Path) -> None:
    entities, evidence = table(out / "entities.csv"), table(out / "evidence.csv")
    ads = table(out / "adverts.csv")
    for row in entities.to_dict("records"):
        own = evidence[evidence["entity_id"] == row["entity_id"]]
        if row["disposition"] == "线索":
            assert (own["status"] == "counted").any() or (
                ads["entity_id"] == row["entity_id"]
            ).any()
            assert row["reasons"]
            assert row["basis"]
        if row["disposition"] == "已排除":
            assert (own["status"] == "dismissed").any()
            assert row["reasons"]


def test_order_of_rows_changes_nothing(out: Path, tmp_path: Path) -> None:
    frame = table(SAMPLES / "registrations.csv").iloc[::-1]
    frame.to_csv(tmp_path / "registrations.csv", index=False, encoding="utf-8-sig")
    done = saolou(
        "screen", str(tmp_path / "registrations.csv"), *OPTIONS, "--out", str(tmp_path / "out")
    )
    assert done.returncode == 0, done.stderr
    keep = ["entity_id", "disposition", "band", "points", "sector", "reasons", "territory"]
    pd.testing.assert_frame_equal(
        table(out / "entities.csv")[keep], table(tmp_path / "out" / "entities.csv")[keep]
    )


def test_explain_adds_up(out: Path) -> None:
    lead = table(out / "entities.csv").iloc[0]
    done = saolou("explain", str(out), lead["name"])
    assert done.returncode == 0
    assert f"合计 {lead['points']}" in done.stdout


def bad_inputs(folder: Path) -> dict[str, tuple[list[str], int, str]]:
    (folder / "empty.csv").write_bytes(b"")
    (folder / "noname.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    (folder / "trunc.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "nothing").mkdir()
    (folder / "afile").write_text("x", encoding="utf-8")
    rules = folder / "rules"
    rules.mkdir()
    (rules / "pack.yaml").write_text("titel: x\n", encoding="utf-8")
    (rules / "sectors.yaml").write_text("sectors: []\n", encoding="utf-8")
    good = str(SAMPLES / "registrations.csv")
    return {
        "missing": ([str(folder / "没有.csv"), "--out", "o"], 3, "找不到"),
        "empty": ([str(folder / "empty.csv"), "--out", "o"], 3, "空"),
        "no name": ([str(folder / "noname.csv"), "--out", "o"], 3, "企业名称"),
        "truncated": ([str(folder / "trunc.xlsx"), "--out", "o"], 3, "trunc.xlsx"),
        "empty folder": ([str(folder / "nothing"), "--out", "o"], 3, "没有可读的文件"),
        "no input": (["--out", "o"], 2, "没有输入文件"),
        "out is a file": ([good, "--out", str(folder / "afile")], 2, "结果文件夹"),
        "rule typo": ([good, "--rules", str(rules), "--out", "o"], 2, "pack.yaml:1:1"),
    }


@pytest.mark.parametrize(
    "case",
    [
        "missing",
        "empty",
        "no name",
        "truncated",
        "empty folder",
        "no input",
        "out is a file",
        "rule typo",
    ],
)
def test_bad_input(case: str, tmp_path: Path) -> None:
    args, code, said = bad_inputs(tmp_path)[case]
    before = sorted(p.name for p in tmp_path.iterdir())
    done = saolou("screen", *args, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == before


def test_adverts_alone(tmp_path: Path) -> None:
    done = saolou("screen", "--ads", str(SAMPLES / "adverts.csv"), "--out", str(tmp_path / "o"))
    assert done.returncode == 0, done.stderr
    found = table(tmp_path / "o" / "entities.csv")
    assert (found["disposition"] == "线索").all()
    assert found["remarks"].str.contains("没有提供企业登记").all()


@pytest.mark.parametrize("args", [[], ["rules"], ["cases"]])
def test_without_a_command_the_help_is_shown(args: list[str]) -> None:
    done = saolou(*args)
    assert done.returncode == 2
    assert done.stdout.startswith("用法：")
    assert "有误" not in done.stdout + done.stderr


def all_commands() -> list[list[str]]:
    def below(group: click.Group, path: list[str]) -> Iterator[list[str]]:
        yield path
        ctx = click.Context(group)
        for name in group.list_commands(ctx):
            command = group.get_command(ctx, name)
            if isinstance(command, click.Group):
                yield from below(command, [*path, name])
            else:
                yield [*path, name]

    return list(below(cli, []))


@pytest.mark.parametrize("command", all_commands(), ids="-".join)
def test_help_is_chinese_and_well_set_in_80_columns(
    command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    done = saolou(*command, "--help")
    assert done.returncode == 0
    for word in ("Usage", "Options", "Commands", "Show", "required", "default", "x>=", "<=x"):
        assert word not in done.stdout
    for line in done.stdout.splitlines():
        assert sum(2 if ord(c) > 0x2E80 else 1 for c in line) <= 80
        assert line.strip()[:1] not in set("，。；：、）”]")
        assert line.strip()[-1:] not in set("（“[")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["screen"], "缺少 --out"),
        (["nosuch"], "没有 nosuch"),
        (["screen", "--otu", "x"], "--otu"),
        (["screen", "a", "--top", "x", "--out", "o"], "应为整数"),
        (["explain", "a"], "企业"),
    ],
)
def test_usage_errors_are_chinese(args: list[str], said: str) -> None:
    done = saolou(*args)
    assert done.returncode == 2
    assert said in done.stderr
