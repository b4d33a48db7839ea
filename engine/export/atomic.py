"""All or none: written aside, then moved in; a failure leaves the previous result alone.

What is replaced is kept aside until the last new file or folder has arrived. A process that is
killed in between leaves that behind with a journal, and the next writer puts the old back.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.export import journal
from engine.export.earlier import keep_all
from engine.export.journal import Journal
from engine.export.lock import only_writer
from engine.model.errors import SaolouError, UsageError, why
from engine.model.names import DATASETS, FILES, READY, known

ASIDE = ".saolou-"


@contextlib.contextmanager
def staging(
    out: Path,
    names: Sequence[str],
    *,
    held: bool = False,
    ready: Path | None = None,
    put_by: Path | None = None,
) -> Iterator[Path]:
    """A private folder to write into; on leaving, the outputs in it move into ``out``, those of
    ``names`` first and in that order. Of ``names`` that are not in it the old ones go as well.

    ``held``: the caller is ``only_writer`` of ``out`` already. ``ready``: the folder, on the same
    disk, when some outputs stand in it beforehand; a cluster has worked for them, so that all
    stay, under another name, when they cannot move in. ``put_by``: the folder, not there yet, where
    what is replaced goes on.
    """
    with contextlib.nullcontext() if held else only_writer(out):
        aside: Path | None = ready
        whole = False
        try:
            mend(out, ready)
            aside = aside or Path(tempfile.mkdtemp(prefix=ASIDE, dir=out))
            yield aside
            whole = True
            _move_in(aside, out, names, put_by)
            _remove_ready(out)
        except OSError as error:
            if aside is not None and journal.under_way(aside):
                raise SaolouError(
                    f"写入 {out} 时出错（{why(error)}），原有结果暂存在其中的 {aside.name}，"
                    "请不要删。检查磁盘后重新运行，会先恢复原有结果。"
                ) from error
            told = explained(error, out)
            if ready and whole and (kept := _kept(ready, out)):
                raise type(told)(
                    f"{told}集群这次算出的整套结果已另存在 {kept}，可以直接使用，"
                    f"以后往 {out} 筛查成功时会清掉。"
                ) from error
            raise told from error
        finally:
            # With a move not undone the old result lies there and nowhere else.
            if aside is not None and not journal.under_way(aside):
                shutil.rmtree(aside, ignore_errors=True)


def _kept(aside: Path, out: Path) -> Path | None:
    """Where the whole result lies that could not move in; None if it cannot be kept."""
    _remove_ready(out)
    try:
        for path in list(aside.iterdir()):
            if not known(path.name):
                shutil.rmtree(path)  # what the cluster worked with
        aside.rename(out / READY)
    except OSError:
        return None
    return out / READY


def _remove_ready(out: Path) -> None:
    if not (out / READY).is_symlink():
        shutil.rmtree(out / READY, ignore_errors=True)


def mend(out: Path, but: Path | None = None) -> bool:
    """Clear away what a killed run left; whether a half-finished move had to be undone.

    Call it only as ``only_writer`` of ``out``: what another run is writing looks the same.
    ``but``: a folder of the caller's own.
    """
    undone = False
    for aside in left_behind(out):
        if but is not None and aside.name == but.name:
            continue
        if journal.under_way(aside):
            begun = journal.read(aside, out)
            if begun is None:
                continue
            begun.undo()
            undone = True
        shutil.rmtree(aside, ignore_errors=True)
    return undone


def replaceable(out: Path) -> None:
    """Raises UsageError when a result in ``out`` cannot be replaced, as one open in Excel under
    Windows: a large run had better know before its work than after."""
    for file in (out / name for name in FILES):
        if file.is_file():
            try:
                os.rename(file, file)  # noqa: PTH104 - moves nothing, but asks for the right to
            except OSError as error:
                raise explained(error, out) from error


def left_behind(out: Path) -> list[Path]:
    """Folders in ``out`` as runs write aside into; there are none when all have ended well."""
    return [p for p in sorted(out.glob(f"{ASIDE}*")) if p.is_dir() and not p.is_symlink()]


def _move_in(aside: Path, out: Path, names: Sequence[str], put_by: Path | None) -> None:
    """Replace one by one; at any moment every file is the whole old or the whole new one."""
    others = sorted(path.name for path in aside.iterdir() if known(path.name))
    arriving = [n for n in dict.fromkeys([*names, *others]) if (aside / n).exists()]
    going = [n for n in dict.fromkeys([*names, *others]) if os.path.lexists(out / n)]
    for name in going:
        if (out / name).is_dir() != (name in DATASETS):
            raise IsADirectoryError(errno.EISDIR, "not one of ours", name)
    if os.name == "posix":
        for name in arriving:
            (aside / name).chmod(0o700 if (aside / name).is_dir() else 0o600)
    begun = Journal(aside, out, tuple(arriving), tuple(going))
    begun.old.mkdir()
    for name in going:
        if (out / name).is_file() and name in arriving:
            journal.keep(out / name, begun.old / name)
    begun.write()
    try:
        for name in going:
            if not os.path.lexists(begun.old / name):
                os.replace(out / name, begun.old / name)  # noqa: PTH105
        for name in arriving:
            os.replace(aside / name, out / name)  # noqa: PTH105
        if put_by is not None:
            keep_all(begun.old, aside / put_by.name, put_by)
    except BaseException:
        begun.undo()
        begun.gather()
        raise
    begun.close()


def _of_program(error: OSError, out: Path) -> str:
    """The file of the program that ``error`` is about, "" when it is about another one."""
    program, named = Path(__file__).resolve().parents[1], error.filename
    if not isinstance(named, str) or not isinstance(error, FileNotFoundError | PermissionError):
        return ""
    file = Path(named).absolute()
    if not file.is_relative_to(program) or file.is_relative_to(out.absolute()):
        return ""
    return file.relative_to(program).as_posix()


def explained(error: OSError, out: Path) -> SaolouError:
    """What the office is told when ``out`` cannot be written."""
    kept = "原有结果未改动。"
    if missing := _of_program(error, out):
        return SaolouError(
            f"程序自己的文件 {missing} 不见了或读不了，安装可能不完整。请重新安装 saolou 后再运行；{kept}"
        )
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
    return SaolouError(f"写入 {out} 时出错（{why(error)}）。请检查磁盘后重试；{kept}")
