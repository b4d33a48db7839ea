"""What becomes of the working folder of a large run that did not end well."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Iterator
from pathlib import Path

import click


@contextlib.contextmanager
def working(folder: Path, out: Path) -> Iterator[None]:
    """Of the working ``folder`` nothing stays, unless there is something to go on with: then only
    that stays, and the office is told where and what for."""
    from engine.export import explained
    from engine.flow.work import keep_finished
    from engine.model.errors import SaolouError

    try:
        yield
    except (KeyboardInterrupt, MemoryError, OSError, SaolouError) as error:
        if keep_finished(folder):
            click.echo(
                f"\n已完成的部分留在 {folder} 里（含登记数据，只有本人可读）。再运行同一条命令并加上 --resume，"
                "就接着做；不想接着做，把这个文件夹删掉即可，不加 --resume 重新运行也会清掉。",
                err=True,
            )
        if isinstance(error, OSError) and error.errno != errno.ENOMEM:
            raise explained(error, out) from error
        raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)
