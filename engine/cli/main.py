"""The command `saolou`. Thin: each command reads its options and calls one function below."""

from __future__ import annotations

import atexit
import errno
import gc
import os
import sys
from pathlib import Path
from typing import NoReturn

import click

from engine import __version__
from engine.cli.chinese import explain
from engine.cli.lazy import LazyGroup
from engine.cli.terminal import ReaderGone, hold_standard_files, plain_streams
from engine.model.memory import seldom_look_for_garbage


@click.group(
    cls=LazyGroup,
    lazy={
        "screen": "engine.cli.screen:screen",
        "demo": "engine.cli.screen:demo",
        "explain": "engine.cli.explain:explain",
        "verify": "engine.cli.verify:verify",
        "doctor": "engine.cli.doctor:doctor",
        "rules": "engine.cli.rules:rules",
        "corpus": "engine.cli.corpus:group",
        "cases": "engine.cli.cases:group",
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(
    __version__, "-V", "--version", message="saolou %(version)s", help="显示版本。"
)
def cli() -> None:
    """扫楼：从企业登记、广告和线索中筛出涉嫌非法集资的疑似线索，按楼栋排出核查清单。

    结果只是待核查的疑似线索，不是认定结论。
    """


def _where(error: Exception) -> str:
    """The innermost place in our own code."""
    place = "?"
    trace = error.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if "engine" in file.parts:
            place = f"{file.name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def main() -> None:
    """Entry point: messages instead of tracebacks, exit codes of the contract."""
    hold_standard_files()
    _begin_quickly()
    with plain_streams():
        _run()


def _begin_quickly() -> None:
    # What a command loads stays to its end: whoever looks for garbage meanwhile finds none.
    seldom_look_for_garbage()
    # At its end Python would look once more through all that goes with it anyway.
    atexit.register(gc.freeze)
    # Looking for plugins would read what is known of every package that is installed.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    # We multiply no matrices, and numpy would keep a thread for each core to do so.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def _stands_somewhere() -> None:
    """Raises ClickException where the folder the command was given in is gone: names mean nothing."""
    try:
        Path.cwd()
    except OSError:
        raise click.ClickException("当前文件夹已被删除或移走，请换到别的文件夹再运行。") from None


def _short_of_memory() -> NoReturn:
    click.echo(
        "内存不足，没有写出结果，原有结果未改动。请关闭别的程序，或把输入分成几个文件分别筛查。",
        err=True,
    )
    sys.exit(4)


def _asked(error: click.ClickException) -> str:
    """The command that was called wrongly, whatever the program was started as."""
    names: list[str] = []
    ctx = getattr(error, "ctx", None)
    while ctx is not None and ctx.parent is not None:
        names.insert(0, str(ctx.info_name))
        ctx = ctx.parent
    return " ".join(["saolou", *names])


def _run() -> None:
    from engine.model.errors import SaolouError

    try:
        _stands_somewhere()
        code = cli.main(standalone_mode=False)
        sys.exit(code if isinstance(code, int) else 0)
    except click.exceptions.Abort:
        click.echo("已中断，没有写出结果。", err=True)
        sys.exit(130)
    except click.ClickException as error:
        click.echo(f"用法有误：{explain(error)}", err=True)
        click.echo(f"输入 {_asked(error)} --help 查看用法。", err=True)
        sys.exit(2)
    except ReaderGone as error:
        sys.exit(error.exit_code)
    except SaolouError as error:
        click.echo(str(error), err=True)
        sys.exit(error.exit_code)
    except MemoryError:
        _short_of_memory()
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOMEM:
            _short_of_memory()
        # Not its text: that may quote a row, and this line is meant to be sent on.
        where = _where(error)
        click.echo(
            f"程序内部出错（{type(error).__name__}，{where}）。输入文件没有改动，没有写出结果。"
            "请把这句话和所用命令发给维护者。",
            err=True,
        )
        if os.environ.get("SAOLOU_DEBUG"):
            raise
        sys.exit(4)
