"""`saolou verify`: what was changed after a run is found, and nothing else is touched."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from engine import load_ruleset, screen_files
from engine.export import mend
from engine.match.waive import Waiving
from engine.model.errors import UsageError
from engine.ruleset.schema import Waiver
from engine.verify import verify
from engine.verify.again import _chosen
from tests import command

from .case import TABLE

_ADS = "广告编号,广告内容\nA1,保本保息年化收益18%\nA2,新到羽绒服八折\n"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("verify")
    (folder / "given").mkdir()
    (folder / "given" / "in.csv").write_text(TABLE, encoding="utf-8")
    (folder / "given" / "ads.csv").write_text(_ADS, encoding="utf-8")
    run = screen_files([folder / "given" / "in.csv"], [folder / "given" / "ads.csv"])
    run.write(folder / "out")
    run.write(folder / "redacted", redact=True)
    return folder


@pytest.fixture
def copy(finished: Path, tmp_path: Path) -> Path:
    shutil.copytree(finished, tmp_path / "copy")
    return tmp_path / "copy"


def check(folder: Path, *given: Path, out: str = "out"):  # type: ignore[no-untyped-def]
    return verify(folder / out, given, load_ruleset(), 200)


def saolou(*typed: object) -> tuple[int, str]:
    """Exit code and everything it said."""
    done = command.saolou(*map(str, typed))
    return done.returncode, done.stderr + done.stdout


def test_a_file_that_could_not_be_read_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "in.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "given" / "cut.xlsx").write_bytes(b"PK\x03\x04 cut off")
    screen_files([tmp_path / "given"]).write(tmp_path / "out")
    found = check(tmp_path, tmp_path / "given")
    assert not found.wrong, found.lines
    assert any("企业登记：抽 2 行" in line for line in found.lines)


@pytest.mark.parametrize("out", ["out", "redacted"])
def test_untouched_run_agrees(copy: Path, out: str) -> None:
    found = check(copy, copy / "given", out=out)
    assert not found.wrong, found.lines
    assert any("企业登记：抽 2 行" in line for line in found.lines)
    assert any("广告：抽 2 行" in line for line in found.lines)


def test_inputs_are_known_by_content(copy: Path) -> None:
    (copy / "given" / "in.csv").rename(copy / "given" / "renamed.csv")
    found = check(copy, copy / "given")
    assert not found.wrong
    assert any("抽 2 行" in line for line in found.lines)


def test_without_inputs_the_rest_is_checked(copy: Path) -> None:
    found = check(copy)
    assert not found.wrong
    assert any("没有找到输入文件" in line for line in found.lines)


@pytest.mark.parametrize("name", ["leads.xlsx", "evidence.csv", "report.html"])
def test_changed_file_is_found(copy: Path, name: str) -> None:
    with (copy / "out" / name).open("ab") as file:
        file.write(b" ")
    found = check(copy, copy / "given")
    assert found.wrong == 1
    assert any(line.startswith("不符") and name in line for line in found.lines)


def test_missing_file_is_found(copy: Path) -> None:
    (copy / "out" / "adverts.csv").unlink()
    assert check(copy).wrong == 1


def test_changed_input_is_not_taken(copy: Path) -> None:
    (copy / "given" / "in.csv").write_text(TABLE.replace("食品", "药品"), encoding="utf-8")
    found = check(copy, copy / "given")
    assert any("in.csv：没有找到内容相同的文件" in line for line in found.lines)
    assert not any("企业登记：抽" in line for line in found.lines)


def test_forged_evidence_is_found(copy: Path) -> None:
    """Somebody takes a hit away and mends the hash: judging again tells."""
    path = copy / "out" / "evidence.csv"
    lines = path.read_bytes().split(b"\r\n")
    kept = [line for line in lines if b"REG-" not in line]
    assert len(kept) < len(lines)
    path.write_bytes(b"\r\n".join(kept))
    record = json.loads((copy / "out" / "run.json").read_text(encoding="utf-8"))
    record["outputs"]["evidence.csv"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (copy / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert check(copy, copy / "given").wrong == 2  # its rows, and how many counted
    for name in ("evidence", "evidence_by_status"):
        del record["counts"][name]
    (copy / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    found = check(copy, copy / "given")
    assert found.wrong == 1
    assert any("命中与当时不同" in line and "第 1 条" in line for line in found.lines)


def test_what_an_exception_dismissed_is_no_forgery(copy: Path) -> None:
    today = dt.date.today()
    rules = load_ruleset()
    given = [copy / "given/in.csv"], [copy / "given/ads.csv"]
    found = screen_files(*given)
    hit = next(row for row in found.evidence.itertuples() if row.rule_id.startswith("REG-"))
    (firm,) = found.entities.loc[found.entities["entity_id"] == hit.entity_id, "name"]
    waiver = Waiver.model_validate(
        {"id": "YQ-1", "rules": [*rules.by_id], "firm": firm, "reason": "已核", "approver": "县处非办",
         "granted": today.isoformat(), "expires": (today + dt.timedelta(90)).isoformat()}
    )  # fmt: skip
    run = screen_files(*given, waiving=Waiving([waiver], today))
    assert run.run["counts"]["by_disposition"] != found.run["counts"]["by_disposition"]
    run.write(copy / "excepted")
    told = check(copy, copy / "given", out="excepted")
    assert not told.wrong, told.lines


def _forge(out: Path, name: str, **cells: str) -> dict[str, Any]:
    """Every row of a table says ``cells``, and the record knows its hash; the record."""
    table = pd.read_csv(out / name, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    table.assign(**cells).to_csv(out / name, index=False, encoding="utf-8-sig")
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    record["outputs"][name] = hashlib.sha256((out / name).read_bytes()).hexdigest()
    (out / "run.json").write_text(json.dumps(record), encoding="utf-8")
    return dict(record)


_HINTS = {"disposition": "提示", "band": "无", "score": "0", "points": "0"}
_FORGED = [
    ("entities.csv", _HINTS, {"by_disposition": {"提示": 3}, "leads_by_band": {}, "leads_by_sector": {}}),
    ("entities.csv", {"band": "低"}, {"leads_by_band": {"低": 2}}),
    ("entities.csv", {"points": "1"}, {}),
    ("adverts.csv", {"band": "无"}, {"adverts_by_band": {"无": 2}}),
    ("adverts.csv", {"points": "1", "score": "1"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cells", "counts"), _FORGED)
def test_a_forged_judgement_is_found(
    copy: Path, name: str, cells: dict[str, str], counts: dict[str, Any]
) -> None:
    """The hits are all there: what the list makes of them is another thing."""
    record = _forge(copy / "out", name, **cells)
    if counts:
        found = check(copy, copy / "given")
        assert found.wrong == len(counts), found.lines
        assert any("与运行记录里的数不同" in line for line in found.lines)
    # Whoever changes the counts as well is found by the sample.
    record["counts"] |= counts
    (copy / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    found = check(copy, copy / "given")
    assert found.wrong == 1, found.lines
    assert any("与命中不符" in line for line in found.lines)


def test_rows_taken_out_are_missed(copy: Path) -> None:
    _forge(copy / "out", "rejected.csv")
    record = json.loads((copy / "out" / "run.json").read_text(encoding="utf-8"))
    for name in ("entities", "evidence", "rejected"):
        record["counts"][name] += 1
    (copy / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    found = check(copy)
    assert found.wrong == 3, found.lines


def test_what_is_looked_at_nobody_knows_before() -> None:
    places = [(row, ("in.csv", str(row))) for row in range(10_000)]
    first, second = (_chosen(places, 200) for _ in range(2))
    assert first == sorted(first)
    assert len({*first}) == 200
    assert first != second
    assert _chosen(places[:3], 200) == places[:3]


def test_rows_that_do_not_add_up(copy: Path) -> None:
    record = json.loads((copy / "out" / "run.json").read_text(encoding="utf-8"))
    record["rows"]["registration"]["rejected"] = 1
    (copy / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    found = check(copy)
    assert any("不等" in line for line in found.lines)


def test_record_with_paths(copy: Path) -> None:
    """Names with path parts are strange names, no files to read."""
    record = json.loads((copy / "out" / "run.json").read_text(encoding="utf-8"))
    secret = hashlib.sha256(b"secret").hexdigest()
    (copy / "secret.csv").write_bytes(b"secret")
    record["outputs"]["../secret.csv"] = secret
    record["inputs"][0]["file"] = "../../secret.csv\x1b[2J"
    record["inputs"][1]["file"] = "/etc/passwd"
    (copy / "out" / "run.json").write_text(json.dumps(record), encoding="utf-8")
    found = check(copy)
    assert any("不认识的文件" in line for line in found.lines)
    assert not any(line.startswith("一致") and "secret" in line for line in found.lines)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"outputs": 1}', "[" * 100_000])
def test_broken_record(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=r"run\.json"):
        verify(tmp_path, [], load_ruleset(), 1)


def test_what_was_not_checked_is_said_at_the_end(copy: Path) -> None:
    (copy / "empty").mkdir()
    code, said = saolou("verify", copy / "out", copy / "empty")
    assert code == 1
    assert "给出的 empty：里面没有可读的文件" in said
    assert "没有发现不符" not in said
    assert "当时的输入文件一个也没有找到" in said
    (copy / "given" / "in.csv").unlink()
    code, said = saolou("verify", copy / "out", copy / "given")
    assert "企业登记：当时的输入没有找全，没有重新筛查" in said
    assert "广告：抽 2 行" in said
    assert "没有发现不符，但有 2 项没有核对" in said
    assert code == 0


def test_exit_codes(copy: Path) -> None:
    code, said = saolou("verify", copy / "out", copy / "given")
    assert (code, "没有发现不符" in said) == (0, True), said
    assert "没有发现不符。" in said
    (copy / "out" / "entities.csv").unlink()
    code, said = saolou("verify", copy / "out")
    assert (code, "有 1 处不符" in said) == (1, True), said


def test_where_a_firm_does_business_is_its_address(tmp_path: Path) -> None:
    """Rows that are one firm only by that address were merged, and are merged here."""
    head = "企业名称,统一社会信用代码,经营范围,住所,实际经营地址\n"
    firm = "云泉县鑫盛通投资咨询有限公司,,投资咨询；{},,云泉县团结东路18号\n"
    (tmp_path / "in.csv").write_text(
        head + firm.format("理财咨询") + firm.format("") + firm.format("资本管理"), encoding="utf-8"
    )
    screen_files([tmp_path / "in.csv"]).write(tmp_path / "out")
    found = check(tmp_path, tmp_path / "in.csv")
    assert not found.wrong, found.lines
    assert any("企业登记：抽 1 行" in line for line in found.lines), found.lines


def test_what_was_no_input_is_told(copy: Path) -> None:
    (copy / "given" / "other.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    found = check(copy, copy / "given")
    assert not found.wrong, found.lines
    assert any("other.csv" in line and line.startswith("未核") for line in found.lines)


def test_what_the_record_does_not_know_is_mentioned(copy: Path) -> None:
    (copy / "out" / "补充名单\x1b[2J.csv").write_text("x", encoding="utf-8")
    (copy / "out" / "leads-填写过-20260101-080000.xlsx").write_bytes(b"x")
    (copy / "out" / "saolou-未完成").mkdir()
    found = check(copy, copy / "given")
    assert not found.wrong, found.lines
    said = [line for line in found.lines if line.startswith("未核")]
    assert len(said) == 3, found.lines
    assert not any("\x1b" in line for line in said)


def _hostile(out: Path, journal: str) -> Path:
    evil = out / ".saolou-evil"
    evil.mkdir()
    (evil / "moving").write_text(journal, encoding="utf-8")
    return evil


@pytest.mark.parametrize("sign", ["", "+", "-"])
def test_a_folder_from_somebody_else_reaches_nothing_outside(copy: Path, sign: str) -> None:
    (copy / "victim.txt").write_text("victim", encoding="utf-8")
    (copy / "over.txt").write_text("mine", encoding="utf-8")
    evil = _hostile(copy / "out", f"{sign}../victim.txt\n{sign}../over.txt")
    (evil / "old").mkdir()
    for place in (evil, evil / "old"):
        (place.parent / "over.txt").write_text("theirs", encoding="utf-8")
    (copy / "over.txt").write_text("mine", encoding="utf-8")
    code, said = saolou("verify", copy / "out", copy / "given")
    assert (code, "没有理会" in said) == (1, True), said
    code, said = saolou("screen", copy / "given" / "in.csv", "--out", copy / "out")
    assert code == 0, said
    assert (copy / "victim.txt").read_text(encoding="utf-8") == "victim"
    assert (copy / "over.txt").read_text(encoding="utf-8") == "mine"


def test_a_journal_through_a_link_is_none_of_ours(copy: Path, tmp_path: Path) -> None:
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "run.json").write_text("precious", encoding="utf-8")
    evil = _hostile(copy / "out", "-run.json")
    (evil / "old").symlink_to(tmp_path / "precious", target_is_directory=True)
    assert not mend(copy / "out")
    assert (tmp_path / "precious" / "run.json").read_text(encoding="utf-8") == "precious"


def test_verify_tells_of_a_move_cut_short_and_mends_nothing(copy: Path) -> None:
    _hostile(copy / "out", "+run.json\n-run.json")
    before = sorted(copy.rglob("*"))
    found = check(copy, copy / "given")
    assert found.wrong == 1
    assert any("有新有旧" in line for line in found.lines)
    assert sorted(copy.rglob("*")) == before


def test_an_earlier_result_that_was_moved_aside_is_no_finding(copy: Path) -> None:
    (copy / "given" / "in.csv").write_text("企业名称,住所\n另一家商行,东街2号\n", encoding="utf-8")
    code, said = saolou("screen", copy / "given" / "in.csv", "--out", copy / "out")
    assert code == 0, said
    (aside,) = (copy / "out").glob("以前的结果-*")
    code, said = saolou("verify", copy / "out", copy / "given" / "in.csv")
    assert (code, aside.name in said, "没有发现不符。" in said) == (0, False, True), said
    (copy / "out" / "以前的结果-我的").mkdir()
    code, said = saolou("verify", copy / "out", copy / "given" / "in.csv")
    assert "以前的结果-我的：运行记录里没有" in said


def test_the_bundled_samples_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = saolou("demo", "--out", tmp_path / "demo")
    assert code == 0, said
    code, said = saolou("verify", tmp_path / "demo")
    assert (code, "没有发现不符。" in said) == (0, True), said


def test_a_firm_that_the_office_has_cleared_keeps_its_adverts(tmp_path: Path) -> None:
    firms, adverts, office = tmp_path / "a.csv", tmp_path / "g.csv", tmp_path / "office.db"
    firms.write_text("企业名称,经营范围\n云泉县禾瑞信息咨询有限公司,信息咨询\n", encoding="utf-8")
    adverts.write_text(
        "编号,广告主,广告内容\nA1,云泉县禾瑞信息咨询有限公司,保本保息，年化12%，一万元起\n",
        encoding="utf-8",
    )
    given = ("screen", firms, "--ads", adverts, "--cases", office, "--out")
    code, said = saolou(*given, tmp_path / "o1")
    assert code == 0, said
    firm = pd.read_csv(tmp_path / "o1" / "entities.csv", dtype=str)["entity_id"][0]
    code, said = saolou("cases", "waive", firm, "--reason", "已核实", "--cases", office)
    assert code == 0, said
    code, said = saolou(*given, tmp_path / "o2")
    assert code == 0, said
    assert pd.read_csv(tmp_path / "o2" / "entities.csv", dtype=str)["disposition"][0] != "线索"
    code, said = saolou("verify", tmp_path / "o2", firms, adverts)
    assert "没有发现不符" in said, said
    assert code == 0
