"""Options several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.cli.samples import corpus_folder

F = TypeVar("F", bound=Callable[..., Any])

rules_option = click.option(
    "--rules",
    "folder",
    type=click.Path(path_type=Path),
    metavar="目录",
    help="规则包；不写则用自带的。",
)


corpus_argument = click.argument(
    "corpus",
    type=click.Path(path_type=Path),
    metavar="样本目录",
    callback=lambda _context, _parameter, value: corpus_folder(value),
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
