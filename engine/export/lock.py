"""One run at a time writes into a folder.

The lock is the operating system's: it ends with the process, also with a killed one, and leaves
no file behind. On POSIX the folder itself is locked; Windows cannot, so there a file is opened
that the system deletes when its last handle closes.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from engine.model.errors import UsageError, why

_FILE = ".saolou.lock"


@contextlib.contextmanager
def only_writer(out: Path) -> Iterator[None]:
    """Hold the folder ``out`` (made if missing) until the block ends.

    Raises UsageError when another run holds it. A folder made here and left empty is removed.
    """
    try:
        created = not out.exists()
        out.mkdir(parents=True, exist_ok=True)
        handle = _take(out)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"输出位置 {out} 不是文件夹，请换一个文件夹名再运行。") from None
    except OSError as error:
        raise UsageError(
            f"无法使用输出文件夹 {out}（{why(error)}）。"
            "请检查路径和写入权限，或换一个输出文件夹；原有结果未改动。"
        ) from None
    try:
        yield
    finally:
        os.close(handle)
        if created:
            with contextlib.suppress(OSError):
                out.rmdir()  # only if nothing was written


if sys.platform == "win32":

    def _take(out: Path) -> int:
        flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY
        try:
            return os.open(out / _FILE, flags)
        except (FileExistsError, PermissionError):
            if (out / _FILE).exists():
                raise _busy(out) from None
            raise

else:
    import fcntl

    def _take(out: Path) -> int:
        handle = os.open(out, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(handle)
            raise _busy(out) from None
        except OSError:
            pass  # a network folder without locks: better unguarded than unusable
        return handle


def _busy(out: Path) -> UsageError:
    return UsageError(
        f"另一个 saolou 正在往 {out} 写结果。请等它结束后再运行，或用 --out 换一个文件夹。"
    )
