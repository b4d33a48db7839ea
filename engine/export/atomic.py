"""All files or none: written aside, then moved in; a failure leaves the previous result alone.

The files that are replaced are kept aside until the last new one has arrived. A process that is
killed in between leaves that folder behind, and whoever comes next puts the old files back.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.export.lock import only_writer
from engine.model.errors import SaolouError, UsageError

_ASIDE = ".saolou-"
_OLD, _MOVING = "old", "moving"


@contextlib.contextmanager
def staging(out: Path, names: Sequence[str], *, held: bool = False) -> Iterator[Path]:
    """A private directory to write into; on leaving, ``names`` move from it into ``out``.

    ``held``: the caller is ``only_writer`` of ``out`` already.
    """
    with contextlib.nullcontext() if held else only_writer(out):
        aside: Path | None = None
        try:
            mend(out)
            aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=out))
            yield aside
            _move_in(aside, out, names)
        except OSError as error:
            raise explained(error, out) from error
        finally:
            if aside is not None:
                shutil.rmtree(aside, ignore_errors=True)


def mend(out: Path) -> bool:
    """Clear away what a killed run left; whether a half-finished move had to be undone.

    Call it only as ``only_writer`` of ``out``: what another run is writing looks the same.
    """
    undone = False
    for aside in sorted(out.glob(f"{_ASIDE}*")):
        if not aside.is_dir() or aside.is_symlink():
            continue
        if (aside / _MOVING).is_file():
            names = (aside / _MOVING).read_text(encoding="utf-8").split("\n")
            _put_back(aside, out, names)
            undone = True
        shutil.rmtree(aside, ignore_errors=True)
    return undone


def _move_in(aside: Path, out: Path, names: Sequence[str]) -> None:
    """Replace file by file; at any moment every name is the whole old or the whole new file."""
    old = aside / _OLD
    old.mkdir()
    for name in names:
        if os.name == "posix":
            (aside / name).chmod(0o600)
        if (out / name).exists():
            _keep(out / name, old / name)
    (aside / _MOVING).write_text("\n".join(names), encoding="utf-8", newline="\n")
    try:
        for name in names:
            os.replace(aside / name, out / name)  # noqa: PTH105
    except BaseException:
        _put_back(aside, out, names)
        raise
    (aside / _MOVING).unlink()


def _put_back(aside: Path, out: Path, names: Sequence[str]) -> None:
    for name in names:
        if (aside / name).exists():
            continue  # never moved
        if (aside / _OLD / name).exists():
            os.replace(aside / _OLD / name, out / name)  # noqa: PTH105
        else:
            (out / name).unlink(missing_ok=True)


def _keep(file: Path, copy: Path) -> None:
    try:
        copy.hardlink_to(file)
    except (OSError, NotImplementedError):  # a memory stick knows no links
        shutil.copy2(file, copy)


def explained(error: OSError, out: Path) -> SaolouError:
    """What the office is told when ``out`` cannot be written."""
    kept = "原有结果未改动。"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return UsageError(f"输出位置 {out} 不是文件夹，请换一个文件夹名再运行。")
    if isinstance(error, PermissionError | IsADirectoryError):
        name = Path(str(error.filename)).name if error.filename else ""
        what = f"{out / name}" if name.endswith((".xlsx", ".csv", ".json", ".html")) else f"{out}"
        return UsageError(
            f"无法写入 {what}：文件可能正在 Excel 或 WPS 中打开，或者没有写入权限。"
            f"请关闭已打开的结果文件后重新运行，或换一个输出文件夹；{kept}"
        )
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return SaolouError(f"磁盘空间不足，无法写入 {out}。请清理磁盘或换一个输出文件夹；{kept}")
    if error.errno in (errno.ENAMETOOLONG, errno.ENOENT):
        return UsageError(f"输出文件夹的路径太长或不能用：{out}。请换一个短一些的路径；{kept}")
    return SaolouError(f"写入 {out} 时出错（{error.strerror or error}）。请检查磁盘后重试；{kept}")
