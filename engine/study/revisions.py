"""Rules of another time: a folder, or a git revision read from its objects."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from engine.model.errors import UsageError
from engine.ruleset.load import bundled_rules


@contextmanager
def rules_at(spec: str, inside: str = "rules") -> Iterator[Path]:
    """The folder of rules that ``spec`` names, for as long as the context lasts.

    ``spec``: a folder, ``shipped`` (the bundled pack), ``git:REV``, ``git:REV:folder`` or the name
    of a revision; a folder of that name wins. ``inside``: where the rules stand in the repository.
    Raises UsageError.
    """
    folder = Path(spec)
    if not spec.startswith("git:") and folder.is_dir():
        yield folder
        return
    if spec == "shipped":
        yield bundled_rules()
        return
    revision, _, place = spec.removeprefix("git:").partition(":")
    place = (place or inside).strip("/")
    if not revision or revision.startswith("-"):
        raise UsageError(f"“{spec}”既不是规则文件夹，也不是 git 版本。自带的规则包写作 shipped。")
    with tempfile.TemporaryDirectory(prefix="saolou-rules-") as temporary:
        for name, content in _files(spec, revision, place):
            target = Path(temporary, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        yield Path(temporary) / place


def _files(spec: str, revision: str, place: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file of the folder. Read object by object: ``git archive`` would run the
    filters that the configuration of a repository names, and anybody may have written that."""
    why = ""
    try:
        told = _git("ls-tree", "-r", "-z", "--full-tree", revision, "--", f"{place}/")
        found = [_entry(line) for line in told.split(b"\0") if line]
        files = [one for one in found if one]
        asked = "".join(f"{number}\n" for number, _ in files).encode()
        objects = _git("cat-file", "--batch", given=asked) if files else b""
    except FileNotFoundError:
        raise UsageError("没有安装 git。请改用规则文件夹。") from None
    except subprocess.CalledProcessError as error:
        files, why = [], error.stderr.decode(errors="replace").strip()
    if not files:
        said = why.splitlines()[-1] if why else "里面没有这个文件夹"
        raise UsageError(f"“{spec}”既不是规则文件夹，也不是含有 {place}/ 的 git 版本（{said}）。")
    at = 0
    for _, name in files:
        begin = objects.index(b"\n", at) + 1
        end = begin + int(objects[at:begin].split()[2])
        yield name, objects[begin:end]
        at = end + 1


def _entry(line: bytes) -> tuple[str, str] | None:
    """Number and name of a file; of links, other repositories and names that lead elsewhere none."""
    told, _, name = line.decode("utf-8", "surrogateescape").partition("\t")
    mode, _, number = told.split()
    path = PurePosixPath(name)
    if not mode.startswith("100") or path.is_absolute() or ".." in path.parts or "\\" in name:
        return None
    return number, name


def _git(*args: str, given: bytes = b"") -> bytes:
    """Of what a repository's configuration can have run nothing is asked for; the rest is switched off."""
    safe = ("core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never")
    said = [part for one in safe for part in ("-c", one)]
    return subprocess.run(
        ["git", *said, *args], check=True, capture_output=True, input=given
    ).stdout
