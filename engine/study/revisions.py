"""Rules of another time: a folder, or a git revision read with ``git archive``."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
        archive = _archive(spec, revision, place)
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(temporary, filter="data")
        yield Path(temporary) / place


def _archive(spec: str, revision: str, place: str) -> bytes:
    try:
        top = _git("rev-parse", "--show-toplevel").decode().strip()
        return _git("-C", top, "archive", "--format=tar", revision, "--", place)
    except FileNotFoundError:
        raise UsageError("没有安装 git。请改用规则文件夹。") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise UsageError(
            f"“{spec}”既不是规则文件夹，也不是含有 {place}/ 的 git 版本"
            f"（{said[-1] if said else 'git 没有说明'}）。"
        ) from None


def _git(*args: str) -> bytes:
    return subprocess.run(["git", *args], check=True, capture_output=True).stdout
