"""A click group whose commands are imported when called: start-up stays short."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click

from engine.cli.chinese import ChineseGroup


class LazyGroup(ChineseGroup):
    """``lazy``: command name → ``module:attribute``; ``order``: names as the work goes, which help keeps."""

    def __init__(
        self,
        *args: Any,
        lazy: dict[str, str] | None = None,
        order: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lazy, self._order = lazy or {}, order

    def list_commands(self, ctx: click.Context) -> list[str]:
        known = [*self._lazy, *super().list_commands(ctx)]
        first = [name for name in self._order if name in known]
        return [*first, *(name for name in known if name not in first)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._lazy:
            return super().get_command(ctx, cmd_name)
        module, attribute = self._lazy[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
