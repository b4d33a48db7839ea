"""Several large files are taken in as one is: a part at a time, with the results of a run in memory."""

from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from engine import ingest, load_ruleset, screen_files
from engine.flow import doubles
from engine.flow.doubles import in_parts
from engine.flow.jobs import Workers
from engine.flow.plan import Plan
from engine.flow.spooled import SpooledRegister, Spooling
from engine.flow.work import WorkFolder
from engine.ingest.limits import Limits
from engine.model.errors import InputError
from engine.ruleset import RuleSet

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
FILES = ("entities.csv", "evidence.csv", "rejected.csv")
_NAME, _CODE = "企业名称", "统一社会信用代码"


@pytest.fixture(scope="module")
def ruleset() -> RuleSet:
    return load_ruleset()


@pytest.fixture(scope="module")
def firms() -> pd.DataFrame:
    return pd.read_csv(SAMPLES / "registrations.csv", dtype=str, keep_default_na=False).head(240)


@pytest.fixture(scope="module")
def folder(firms: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Overlapping exports of every kind, each with firms of the others, and what is no export."""
    path = tmp_path_factory.mktemp("given") / "台账"
    path.mkdir()
    nameless = firms.iloc[[3]].assign(**{_NAME: ""})
    utf8 = pd.concat([firms.iloc[:110], nameless, firms.iloc[110:130]])
    utf8.to_csv(path / "1.csv", index=False, encoding="utf-8-sig")
    fewer = firms.iloc[90:170, ::-1].assign(**{firms.columns[-1]: ""})
    pd.concat([fewer, nameless]).to_csv(path / "2.csv", index=False, encoding="gb18030")
    with pd.ExcelWriter(path / "3.xlsx") as book:
        firms.iloc[:20].assign(**{_CODE: ""}).to_excel(book, sheet_name="一月", index=False)
        firms.iloc[160:190].to_excel(book, sheet_name="二月", index=False)
    firms.iloc[185:220].to_parquet(path / "4.parquet", index=False)
    lines = firms.iloc[210:].to_csv(index=False).splitlines()
    lines[4] = lines[4].replace(",", ',"', 1)
    (path / "5-引号.csv").write_text("\n".join(lines), encoding="utf-8")
    firms.iloc[[5, 100, 200]].to_json(
        path / "6.jsonl", orient="records", lines=True, force_ascii=False
    )
    (path / "7-坏.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (path / "8-坏.parquet").write_bytes(b"PAR1 cut off")
    (path / "9-空.csv").write_bytes(b"")
    (path / "说明.txt").write_text("请于月底前报送。\n", encoding="utf-8")
    return path


def run(given: list[Path], out: Path, ruleset: RuleSet, plan: Plan | None) -> dict[str, object]:
    done = screen_files(registrations=given, ruleset=ruleset, plan=plan)
    done.write(out)
    told: dict[str, object] = {name: (out / name).read_bytes() for name in FILES}
    return told | {"inputs": done.run["inputs"], "messages": done.messages}


@pytest.mark.parametrize(("chunk", "workers"), [(25, 1), (100, 2)])
def test_a_mixture_of_files_changes_no_byte(
    chunk: int, workers: int, folder: Path, ruleset: RuleSet, tmp_path: Path
) -> None:
    plan = Plan(tmp_path / "work", workers, chunk=chunk, large=1)
    in_chunks = run([folder], tmp_path / "out", ruleset, plan)
    assert in_chunks == run([folder], tmp_path / "memory", ruleset, None)
    rows = pd.read_csv(tmp_path / "out" / "entities.csv", dtype=str)["merged_rows"].dropna()
    assert rows.str.contains(
        r"1\.csv.*3\.xlsx#一月"
    ).any()  # sheets are named where there are several
    assert list((tmp_path / "work").glob("results-*/chunk-3-*"))


def test_the_order_in_which_files_are_named_is_kept(
    folder: Path, ruleset: RuleSet, tmp_path: Path
) -> None:
    given = [folder / name for name in ("4.parquet", "3.xlsx", "2.csv", "1.csv")]
    plan = Plan(tmp_path / "work", chunk=40, large=1)
    in_chunks = run(given, tmp_path / "out", ruleset, plan)
    assert in_chunks == run(given, tmp_path / "memory", ruleset, None)


def test_a_file_of_a_folder_beyond_a_limit_is_set_aside(folder: Path, tmp_path: Path) -> None:
    limits = Limits(rows=100)
    spooling = Spooling(WorkFolder(tmp_path / "work"), 30)
    with Workers(1, load_ruleset()) as workers:
        found = spooling.read([folder], limits, None, workers)
        whole = ingest.read([folder], found.kind, None, limits)
        with pytest.raises(InputError, match="超过上限 100"):
            spooling.read([folder / "2.csv", folder / "1.csv"], limits, None, workers)
    assert [row.source_file for row in found.rejected] == [
        row.source_file for row in whole.rejected
    ]
    assert found.rows_in == whole.rows_in


def two_exports(
    firms: pd.DataFrame, folder: Path, size: int
) -> tuple[SpooledRegister, int, pd.DataFrame]:
    """The same firms twice, in another order and with other columns the second time."""
    folder.mkdir(exist_ok=True)
    firms = firms.drop_duplicates(_CODE)[firms[_CODE].str.len() == 18]
    firms.drop(columns=["经营范围"]).to_csv(folder / "1.csv", index=False)
    firms.sample(frac=1, random_state=1).to_csv(folder / "2.csv", index=False)
    spooling = Spooling(WorkFolder(folder / "work"), size)
    with Workers(1, load_ruleset()) as workers:
        spooling.read([folder / "1.csv", folder / "2.csv"], Limits(), None, workers)
    return *spooling.finish(), firms


def test_what_two_exports_have_in_common_is_compared_a_part_at_a_time(
    firms: pd.DataFrame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[int] = []
    merge = ingest.merge_duplicates

    def counting(table: object, *told: object) -> object:
        compared.append(table.num_rows)  # type: ignore[attr-defined]
        return merge(table, *told)  # type: ignore[arg-type]

    monkeypatch.setattr(doubles.ingest, "merge_duplicates", counting)
    register, removed, same = two_exports(firms, tmp_path, 20)
    assert removed == register.num_rows == len(same)
    assert sum(compared) == 2 * len(same)
    assert max(compared) <= 21  # a part, to the end of a firm


def test_what_is_handed_to_workers_does_not_grow_with_the_texts(
    firms: pd.DataFrame, tmp_path: Path
) -> None:
    register, _, same = two_exports(firms, tmp_path / "plain", 50)
    longer, _, _ = two_exports(
        firms.assign(经营范围=firms["经营范围"] + "零售" * 500), tmp_path / "longer", 50
    )
    scopes = [s for n in range(longer.chunks) for s in longer.chunk(n)["scope"].to_pylist()]
    assert len(scopes) == len(same)
    assert all("零售" * 500 in scope for scope in scopes)
    assert len(pickle.dumps(longer)) < len(pickle.dumps(register)) + 1000


def test_nothing_is_held_of_what_was_read_whole(tmp_path: Path) -> None:
    for name in "12":
        rows = "".join(f"云泉第{n}商店,{'零售' * 200}\n" for n in range(3000))
        rows += '丙店,"零售\n丁店,零售\n'  # left to the tolerant reader
        (tmp_path / f"{name}.csv").write_text(f"企业名称,经营范围\n{rows}", encoding="utf-8")
    spooling = Spooling(WorkFolder(tmp_path / "work"), 500)
    before = pa.total_allocated_bytes()
    with Workers(1, load_ruleset()) as workers:
        found = spooling.read([tmp_path], Limits(), None, workers)
    held = pa.total_allocated_bytes() - before
    assert found.rows_in == 2 * 3002
    assert held < (tmp_path / "1.csv").stat().st_size / 4


def test_rows_of_one_firm_stay_in_one_part() -> None:
    rows = np.array([2, 3, 5, 8, 13, 21, 34])
    groups = np.array([7, 9, 7, 4, 9, 4, 7])
    parts = [part.tolist() for part in in_parts(rows, groups, 3)]
    assert parts == [[2, 5, 34], [3, 8, 13, 21]]
    assert in_parts(rows[:0], groups[:0], 3) == []
