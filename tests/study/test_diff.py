"""A change of rules is traced to the leads it moves, and the other way round."""

import shutil
import subprocess
from pathlib import Path

import pytest

from engine.model.errors import UsageError
from engine.ruleset import load_ruleset
from engine.study.corpus import Corpus
from engine.study.diff import Change, Difference, difference
from engine.study.diff import _moved as moved
from engine.study.revisions import rules_at

FILE = "advertisement/t.yaml"


def changed(pack: Path, corpus: Path, right: str, wrong: str, file: str = FILE) -> Difference:
    new = pack.with_name("new")
    shutil.copytree(pack, new)
    text = (new / file).read_text(encoding="utf-8")
    assert right in text
    (new / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return difference(Corpus.open(corpus), load_ruleset(pack), load_ruleset(new))


def adverts(found: Difference) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {c.key: (c.what, c.causes) for c in found.changes if c.kind == "广告"}


def test_a_lost_word_is_blamed_on_its_rule(pack: Path, corpus: Path) -> None:
    found = changed(pack, corpus, "terms: [保本保息, ", "terms: [")
    assert found.changed == {"AD-T-001": "改动"}
    assert adverts(found) == {
        "T1": ("消失", ("AD-T-001",)),
        "T7": ("消失", ("AD-T-001",)),
        "T5": ("等级", ("AD-T-001",)),
    }
    lost = next(c for c in found.changes if c.key == "T1")
    assert lost.words == ("保本保息",)
    assert "保本保息" in lost.text
    assert found.cost == len([c for c in found.changes if c.what != "顺序"]) > 0


def test_a_new_lead(pack: Path, corpus: Path) -> None:
    found = changed(pack, corpus, "{all: [pay, gain]}", "{any: [pay, gain]}")
    assert adverts(found) == {"T3": ("出现", ("AD-T-002",))}


def test_a_limit_of_the_pack(pack: Path, corpus: Path) -> None:
    found = changed(pack, corpus, "中: 40", "中: 48", "pack.yaml")
    assert adverts(found) == {"T2": ("消失", ("pack",))}


def test_explanations_change_nothing(pack: Path, corpus: Path) -> None:
    found = changed(pack, corpus, "title: 入股分红", "title: 入股分红\ndescription: 说明")
    assert (found.changed, found.changes) == ({}, [])


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [("abcd", "abcd", ""), ("abcd", "bcda", "a"), ("abcd", "axbcd", ""), ("abc", "ac", "")],
)
def test_fewest_moves(before: str, after: str, wanted: str) -> None:
    assert moved(list(before), list(after)) == set(wanted)


def git(folder: Path, *args: str) -> None:
    who = ["-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


def test_a_repository_runs_nothing(
    pack: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Its configuration may come with a folder of rules from anybody; nor does a link lead out."""
    top = pack.parent
    ran = tmp_path / "ran"
    git(top, "init", "-q")
    (top / ".gitattributes").write_text("* filter=own\n", encoding="utf-8")
    (pack / "elsewhere.yaml").symlink_to("/etc/passwd")
    git(top, "add", "rules", ".gitattributes")
    git(top, "commit", "-qm", "one")
    for key in ("filter.own.smudge", "core.fsmonitor", "core.pager", "tar.tar.command"):
        git(top, "config", key, f"touch {ran}; cat")
    ran.unlink(missing_ok=True)
    monkeypatch.chdir(top)
    with rules_at("git:HEAD") as folder:
        assert (folder / FILE).read_bytes() == (pack / FILE).read_bytes()
        assert not (folder / "elsewhere.yaml").is_symlink()
        assert not (folder / "elsewhere.yaml").exists()
    assert not ran.exists()


def test_git_revisions(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = pack.parent
    git(top, "init", "-q")
    git(top, "add", "rules")
    git(top, "commit", "-qm", "one")
    (pack / FILE).write_text("", encoding="utf-8")
    monkeypatch.chdir(pack)  # revisions are read from the top, wherever one stands
    for spec in ("git:HEAD", "HEAD", "git:HEAD:rules"):
        with rules_at(spec) as folder:
            assert len(load_ruleset(folder).rules) == 3
    assert not folder.exists()
    for spec in ("git:nosuch", "nosuch", "git:--help", "git:HEAD:nosuch"):
        with pytest.raises(UsageError, match="git"), rules_at(spec):
            pass


def test_change_is_plain_data() -> None:
    assert Change("广告", "出现", "T1", "", "无", "中 50分", ()).words == ()
