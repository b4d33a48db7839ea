"""A cluster of two worker processes finds what one machine finds, row for row."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from engine import Screening, load_ruleset, screen_files
from engine.cli.screen import screen
from engine.cluster import connect, screen_on
from engine.export import DATASETS, FILES
from engine.model.errors import UsageError
from engine.verify import verify

from . import dataset

pytest.importorskip("distributed", reason="the extra saolou[cluster]")

#: What an office drops into one folder, a read-me among it.
_OFFICE = {
    "登记.csv": "企业名称,住所,经营范围\n云泉县聚鑫投资咨询有限公司,清渠镇东街2号,投资咨询\n"
    "云泉县信达小额贷款有限公司,清渠镇东街3号,发放小额贷款\n",
    "名录.csv": "机构名称,许可证编号,许可类别,有效期至\n云泉县信达小额贷款有限公司,A1,小额贷款,2030-08-31\n"
    "云泉县远山融资担保有限公司,A2,融资担保,2030-08-31\n",
    "广告.csv": "编号,广告主,广告内容\nA1,云泉县聚鑫投资咨询有限公司,保本保息，年化18%\n",
    "说明.txt": "请先看这里\n",
}
#: So small that one firm's rows, a room and an identity stand in several partitions.
_ROWS = 200


@pytest.fixture(scope="module")
def client() -> Iterator[Any]:
    with connect.connected("local:2") as client:
        yield client


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return dataset.write(tmp_path_factory.mktemp("cluster") / "register")


@pytest.fixture(scope="module")
def alone(register: Path) -> Screening:
    return screen_files([register], **dataset.others(), watched=True)


@pytest.fixture(scope="module")
def together(client: Any, register: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("together") / "out"
    return out, screen_on(client, [register], out, rows=_ROWS, watched=True, **dataset.others())


def same(one: Screening, other: Screening) -> None:
    for part in ("entities", "adverts", "evidence"):
        expected, found = getattr(one, part), getattr(other, part)
        pd.testing.assert_frame_equal(found[list(expected.columns)], expected)
    assert other.run["rows"] == one.run["rows"]
    assert other.run["counts"] == one.run["counts"]
    assert other.run["as_of"] == one.run["as_of"]
    assert sorted(other.messages) == sorted(one.messages)
    assert other.referrals == one.referrals
    # What the office's memory asks for: of whom tips speak, and whom they only name.
    assert other.placed_tips == one.placed_tips
    assert other.naming_tips == one.naming_tips
    assert [r.raw for r in other.rejected] == [r.raw for r in one.rejected]


def test_the_register_is_hard_enough(alone: Screening) -> None:
    merged = alone.entities["merged_rows"]
    files = [{row.split(":")[0] for row in rows.split("|")} for rows in merged if rows]
    assert any(len(names) > 1 for names in files), "no firm stands in two files"
    assert alone.entities["entity_id"].str.contains("#").any(), "no identity stands twice"
    shared = alone.evidence["rule_id"].isin(_room_rules())
    rooms = alone.entities[alone.entities["entity_id"].isin(alone.evidence[shared]["entity_id"])]
    assert rooms["source_file"].nunique() > 1, "no room is shared across files"
    assert alone.run["rows"]["registration"]["rejected"] == 1
    repeated = set(alone.entities["adverts"])
    assert {"B1|B2|B5", "B3", "B4|B6"} <= repeated, "no advert is repeated"


def _room_rules() -> set[str]:
    from engine import load_ruleset

    return {
        rule.id
        for rule in load_ruleset().rules
        if any("shared_address" in str(feature) for feature in rule.features.values())
    }


def test_row_for_row(alone: Screening, together: Any) -> None:
    same(alone, together[1])


def test_the_offices_files_are_the_same_bytes(
    alone: Screening, together: Any, tmp_path: Path
) -> None:
    alone.write(tmp_path)  # type: ignore[attr-defined]
    for name in ("entities.csv", "adverts.csv", "evidence.csv", "rejected.csv"):
        assert (together[0] / name).read_bytes() == (tmp_path / name).read_bytes(), name
    assert (together[0] / "leads.xlsx").exists()


def test_datasets_hold_everything_in_order_of_visit(together: Any) -> None:
    out, run = together
    parts = sorted((out / "entities").glob("*.parquet"))
    ranks = [rank for part in parts for rank in pq.read_table(part)["rank"].to_pylist()]
    assert ranks == list(range(1, run.run["counts"]["entities"] + 1))
    evidence = sum(pq.read_metadata(part).num_rows for part in (out / "evidence").glob("*.parquet"))
    assert evidence == run.run["counts"]["evidence"]
    assert run.run["datasets"]["evidence"]["rows"] == evidence
    assert not list(out.glob(".saolou-*")), "the run left its working folder behind"


def test_datasets_hide_what_the_csv_files_hide(together: Any) -> None:
    out, run = together
    for name, columns in (
        ("entities", ("legal_rep", "phone", "reasons")),
        ("adverts", ("text", "advertiser")),
        ("evidence", ("quote", "matched")),
        ("rejected", ("raw",)),
    ):
        told = pd.read_csv(out / f"{name}.csv", dtype=str, keep_default_na=False)
        parts = sorted((out / name).glob("*.parquet"))
        found = pd.concat([pq.read_table(part).to_pandas() for part in parts], ignore_index=True)
        for column in columns:
            assert found[column].tolist() == told[column].str.removeprefix("'").tolist(), column
    assert run.entities["phone"].str.fullmatch(r"1\d{10}").any(), "the workbook needs them in full"


def test_more_firms_than_the_offices_files_hold(
    client: Any, register: Path, tmp_path: Path
) -> None:
    others = dataset.others()
    run = screen_on(
        client,
        [register],
        tmp_path,
        rows=_ROWS,
        office=50,
        write=False,
        licences=others["licences"],
    )
    assert not (tmp_path / "entities").exists(), "datasets move in together with the files"
    run.write(tmp_path)
    assert not list(tmp_path.glob(".saolou-*"))
    assert len(run.entities) == 50
    assert run.entities["rank"].tolist() == list(range(1, 51))
    assert set(run.evidence["entity_id"]) <= set(run.entities["entity_id"])
    held = pq.read_table(tmp_path / "entities", columns=["rank"])["rank"].to_pylist()
    assert held == list(range(1, run.run["counts"]["entities"] + 1))
    assert len(held) > 50
    assert any("只含扫楼顺序前 50 户" in message for message in run.messages)
    # What does not stand in the office's files is found in the datasets.
    checked = verify(tmp_path, [register], load_ruleset(), 60)
    assert not checked.wrong, checked.lines
    assert any("企业登记：抽 60 行" in line for line in checked.lines), checked.lines
    part = next((tmp_path / "evidence").glob("*.parquet"))
    table = pq.read_table(part)
    pq.write_table(table.slice(1), part)
    checked = verify(tmp_path, [register], load_ruleset(), 60)
    assert any(line.startswith("不符  evidence：1 个") for line in checked.lines), checked.lines
    pq.write_table(table, tmp_path / "entities" / "part-99999.parquet")
    checked = verify(tmp_path, [], load_ruleset(), 60)
    assert any(line.startswith("不符  entities：1 个") for line in checked.lines), checked.lines


def test_datasets_that_nobody_writes_go(client: Any, register: Path, tmp_path: Path) -> None:
    source = register / "part-0.parquet"
    run = screen_on(client, [source], tmp_path, write=False)
    with pytest.raises(UsageError, match="筛查时给出的文件夹"):
        run.write(tmp_path / "elsewhere")
    run.discard()
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["leads.xlsx", "evidence.csv"])
def test_a_locked_file_leaves_the_old_result_and_keeps_the_new_one(
    client: Any, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A workbook that is opened in Excel during the run costs no work of the cluster."""
    source = register / "part-0.parquet"
    screen_on(client, [source], tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    replace = os.replace

    def locked(origin: Path, target: Path) -> None:
        if Path(target) == tmp_path / name and ".saolou" in str(origin):
            raise PermissionError(13, "locked", str(target))
        replace(origin, target)

    other, kept = register / "part-1.parquet", tmp_path / "saolou-已写好"
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", locked)
        with pytest.raises(UsageError, match=r"原有结果未改动.*整套结果已另存在"):
            screen_on(client, [other], tmp_path)
    now = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path: now[path] for path in before} == before
    assert all(kept in path.parents for path in now.keys() - before.keys())
    held = {path.name for path in kept.iterdir()}
    assert {*FILES, "entities", "evidence"} <= held <= {*FILES, *DATASETS}
    checked = verify(kept, [other], load_ruleset(), 60)
    assert not checked.wrong, checked.lines
    screen_on(client, [other], tmp_path)
    assert not kept.exists()
    assert (tmp_path / "entities.csv").read_bytes() == now[kept / "entities.csv"]


def test_the_command(
    client: Any, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.cluster.run.connected", lambda on: nullcontext(client))
    source = str(register / "part-0.parquet")
    done = CliRunner().invoke(screen, [source, "--on", "local:2", "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    record = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert record["options"]["on"] == "local:2"
    assert record["datasets"]["entities"]["rows"] == record["counts"]["entities"] > 0
    assert (tmp_path / "leads.xlsx").exists()


def test_a_folder_is_sorted_by_headers(
    client: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.cluster.run.connected", lambda on: nullcontext(client))
    office = tmp_path / "资料"
    office.mkdir()
    for name, content in _OFFICE.items():
        (office / name).write_text(content, encoding="utf-8")
    found = {}
    for how, more in (("alone", []), ("together", ["--on", "local:2"])):
        out = tmp_path / how
        done = CliRunner().invoke(screen, [str(office), *more, "--out", str(out)])
        assert done.exit_code == 0, done.output
        assert "按持牌机构名录读取：名录.csv" in done.output
        record = json.loads((out / "run.json").read_text(encoding="utf-8"))
        notes = sorted((i["file"], i["kind"], *i["notes"]) for i in record["inputs"])
        found[how] = (record["counts"], record["rows"], notes)
        found[how] += tuple((out / f).read_bytes() for f in ("entities.csv", "evidence.csv"))
    assert found["together"] == found["alone"]
    listed = [str(office / "名录.csv"), "--on", "local:2", "--out", str(tmp_path / "refused")]
    assert "--licences" in str(CliRunner().invoke(screen, listed).exception)


def test_a_register_of_which_no_row_can_be_used(client: Any, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("企业名称,住所\n,云泉县一号\n", encoding="utf-8")
    whole = dataset.others()["adverts"][0].read_text(encoding="utf-8-sig")
    adverts = [tmp_path / "ads.csv"]
    adverts[0].write_text("\n".join(whole.splitlines()[:8]), encoding="utf-8")
    run = screen_on(client, [source], tmp_path / "out", adverts=adverts, write=False)
    same(screen_files([source], adverts=adverts), run)
    assert len(run.adverts) == 7


def test_a_killed_worker_costs_no_rows(client: Any, register: Path, tmp_path: Path) -> None:
    territory = dataset.others()["territory"]
    before = client.run(os.getpid)
    killed: list[int] = []

    def kill(stage: str, count: int) -> None:
        if stage == "筛查企业登记" and not killed:
            killed.append(sorted(before.values())[0])
            os.kill(killed[0], signal.SIGKILL)

    run = screen_on(
        client,
        [register],
        tmp_path / "out",
        rows=_ROWS,
        progress=kill,
        write=False,
        territory=territory,
    )
    assert killed
    client.wait_for_workers(2, timeout=60)
    assert killed[0] not in client.run(os.getpid).values()
    same(screen_files([register], territory=territory), run)
