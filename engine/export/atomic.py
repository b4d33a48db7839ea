"""All files or none: written aside, then moved in; a failure leaves the previous result alone."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from engine.model.errors import SaolouError, UsageError


@contextlib.contextmanager
def staging(out: Path, names: Sequence[str]) -> Iterator[Path]:
    """A private directory to write into; on leaving, ``names`` move from it into ``out``."""
    created = not out.exists()
    aside: Path | None = None
    done = False
    try:
        out.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".saolou-", dir=out))
        yield aside
        _move_in(aside, out, names)
        done = True
    except OSError as error:
        raise _explained(error, out) from error
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
        if created and not done:
            with contextlib.suppress(OSError):
                out.rmdir()


def _move_in(aside: Path, out: Path, names: Sequence[str]) -> None:
    """Replace file by file, keeping the old ones until the last has arrived."""
    old = aside / "old"
    old.mkdir()
    touched: list[str] = []
    try:
        for name in names:
            if os.name == "posix":
                (aside / name).chmod(0o600)
            touched.append(name)
            if (out / name).exists():
                os.replace(out / name, old / name)  # noqa: PTH105
            os.replace(aside / name, out / name)  # noqa: PTH105
    except BaseException:
        for name in reversed(touched):
            if (old / name).exists():
                os.replace(old / name, out / name)  # noqa: PTH105
            elif not (aside / name).exists():
                (out / name).unlink(missing_ok=True)
        raise


def _explained(error: OSError, out: Path) -> SaolouError:
    kept = "原有结果未改动。"
    if isinstance(error, FileExistsError | NotADirectoryError):
        return UsageError(f"输出位置 {out} 不是文件夹，请换一个文件夹名再运行。")
    if isinstance(error, PermissionError):
        name = Path(str(error.filename)).name if error.filename else ""
        what = f"{out / name}" if name.endswith((".xlsx", ".csv", ".json")) else f"{out}"
        return UsageError(
            f"无法写入 {what}：文件可能正在 Excel 或 WPS 中打开，或者没有写入权限。"
            f"请关闭已打开的结果文件后重新运行，或换一个输出文件夹；{kept}"
        )
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return SaolouError(f"磁盘空间不足，无法写入 {out}。请清理磁盘或换一个输出文件夹；{kept}")
    return SaolouError(f"写入 {out} 时出错（{error.strerror or error}）。请检查磁盘后重试；{kept}")
