"""Options several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.cli.samples import corpus_folder
from engine.model.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])


class _Named(click.Path):
    """A path that has a name: "" would be wherever the command is run, and nobody means that."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            raise UsageError("有一个文件或文件夹名是空的。请写明；要指当前文件夹，写一个点（.）。")
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as cause:  # that it may not be read is all that is looked at
            raise UsageError(
                f"没有读取“{value}”的权限。请检查它的权限，或复制到自己的文件夹后再试。"
            ) from cause


PATH = _Named(path_type=Path)

rules_option = click.option(
    "--rules",
    "folder",
    type=PATH,
    metavar="目录",
    help="规则包；不写则用自带的。",
)


corpus_argument = click.argument(
    "corpus",
    type=PATH,
    metavar="样本目录",
    callback=lambda _context, _parameter, value: corpus_folder(value),
)


#: What needs no labels takes whatever a screening takes.
corpora_argument = click.argument(
    "corpus",
    type=PATH,
    nargs=-1,
    required=True,
    metavar="资料...",
    callback=lambda _context, _parameter, value: tuple(map(corpus_folder, value)),
)


def format_option(*forms: str) -> Callable[[F], F]:
    """``--format`` with these choices, the first by default."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        metavar="格式",
        help="、".join(forms[:-1]) + f" 或 {forms[-1]}。",
    )


def show_option(what: str, most: int = 10, least: int = 0) -> Callable[[F], F]:
    """``--show``: how many are listed."""
    return click.option(
        "--show",
        type=click.IntRange(min=least),
        default=most,
        show_default=True,
        metavar="N",
        help=what,
    )
