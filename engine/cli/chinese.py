"""Click's own words in Chinese: headings of the help, and what is wrong with a call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from engine.text.width import columns

#: What no line begins with, and what none ends with.
_CLOSING, _OPENING = "，。；：、）”！？》】", "（“《【"
#: What stays together: [默认：10], a word or an option in Latin letters, a character with its marks.
_UNIT = re.compile(rf"\[[^\[\]]{{1,30}}\]|[{_OPENING}]*(?:[!-~]+|[^\s])[{_CLOSING}]*| +", re.ASCII)
#: A line rather ends behind a mark that stands so near to its end, and so many columns are no last line.
_NEAR, _FEW = 8, 8


def _lines(text: str, width: int) -> list[str]:
    """The text in lines of at most ``width`` columns and a closing mark."""
    units = _UNIT.findall(text)
    lines: list[list[str]] = [[]]
    used = 0
    for unit in units:
        wide = columns(unit.rstrip(_CLOSING) or unit)
        if lines[-1] and used + wide > width:
            rest = _behind_mark(lines[-1], _NEAR)
            lines.append(rest)
            used = columns("".join(rest))
        if lines[-1] or not unit.isspace():
            lines[-1].append(unit)
            used += columns(unit)
    if len(lines) > 1 and columns("".join(lines[-1])) < _FEW:
        lines[-1] = _behind_mark(lines[-2], width // 2) + lines[-1]
    return ["".join(line).rstrip() for line in lines]


def _behind_mark(line: list[str], near: int) -> list[str]:
    """Takes from a line, and returns, what stands behind its last mark, if that is near the end."""
    used = 0
    for at in range(len(line) - 1, 0, -1):
        if line[at][-1] in "，。；：、":
            rest = line[at + 1 :]
            del line[at + 1 :]
            return [unit for n, unit in enumerate(rest) if n or not unit.isspace()]
        used += columns(line[at])
        if used > near:
            break
    return []


#: What a chat or a word processor makes of two hyphens, before the name of an option.
_DASHES = re.compile(r"[-‐‑‒–—―−－﹣﹘]{1,2}(?=[A-Za-z])")


def refuse_long_dashes(args: Iterable[str]) -> None:
    """Raises UsageError where an option was pasted with other dashes: it would be taken for a file."""
    for arg in args:
        found = _DASHES.match(arg)
        if found and set(found.group()) != {"-"} and not Path(arg).exists():
            hyphens = "-" if len(arg) == found.end() + 1 else "--"
            meant = hyphens + arg[found.end() :]
            raise click.UsageError(
                f"“{arg}”前面的横线不对（{found.group()} 应为 {hyphens}），请写成 {meant}。"
            )


class _Formatter(click.HelpFormatter):
    """Click counts characters; this one counts columns."""

    def write_heading(self, heading: str) -> None:
        self.write(f"{' ' * self.current_indent}{heading}：\n")

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text.strip("\n"))):
            if number:
                self.write("\n")
            joined = re.sub(r"\s*\n\s*", "", paragraph)
            for line in _lines(joined, self.width - self.current_indent - 2):
                self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        indent = " " * self.current_indent
        first = min(max((columns(name) for name, _ in rows), default=0), col_max) + col_spacing
        for name, text in rows:
            lines = _lines(text, self.width - self.current_indent - first - 2)
            gap = first - columns(name)
            if gap < col_spacing:
                self.write(f"{indent}{name}\n")
                name, gap = "", first
            self.write(f"{indent}{name}{' ' * gap}{lines[0]}\n".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * first}{line}\n")


class _Context(click.Context):
    formatter_class = _Formatter


class _Chinese:
    """Headings in Chinese; mixed into commands and groups."""

    context_class: type[click.Context] = _Context

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        refuse_long_dashes(args)
        return super().parse_args(ctx, args)  # type: ignore[misc,no-any-return]

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        words = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]..."}
        text = " ".join(words.get(piece, piece) for piece in pieces)
        formatter.write_usage(ctx.command_path, text, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        params = self.get_params(ctx)  # type: ignore[attr-defined]
        rows = [
            row
            for param in params
            if isinstance(param, click.Option) and (row := param.get_help_record(ctx))
        ]
        words = {
            "[required]": "[必填]",
            "Show this message and exit.": "显示本说明。",
            "[default: ": "[默认：",
        }
        with formatter.section("选项"):
            formatter.write_dl([(name, _bounds(_replace(text, words))) for name, text in rows])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


def _replace(text: str, words: dict[str, str]) -> str:
    for english, chinese in words.items():
        text = text.replace(english, chinese)
    return text


def _bounds(text: str) -> str:
    """Click's own way to write the numbers that are allowed; that they are no less than 0 or 1 goes
    without saying."""
    text = re.sub(r"(?:; |  \[)x>=[01](?=\])", "", text)
    text = text.removesuffix("]") if text.count("]") > text.count("[") else text
    return re.sub(r"(\d+)<=x<=(\d+)", r"\1 至 \2", text)


class ChineseCommand(_Chinese, click.Command):
    """A command whose help is wholly Chinese."""


class ChineseGroup(_Chinese, click.Group):
    """A group whose help is wholly Chinese, and its commands' too."""

    command_class = ChineseCommand

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            # Click raises the help as an error, which would be told as one.
            click.echo(ctx.get_help())
            ctx.exit(2)
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows: list[tuple[str, str]] = []
        for name in self.list_commands(ctx):
            command: Any = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                rows.append((name, command.get_short_help_str()))
        with formatter.section("命令"):
            formatter.write_dl(rows)


def _meant(name: str, error: click.ClickException) -> str:
    """The command of the group that a word which is none comes nearest to."""
    ctx = getattr(error, "ctx", None)
    if ctx is None or not isinstance(ctx.command, click.Group):
        return ""
    from difflib import get_close_matches  # few calls are wrong

    near = get_close_matches(name, ctx.command.list_commands(ctx), 1)
    return f"，是否想写 {near[0]}" if near else ""


def explain(error: click.ClickException) -> str:
    """What is wrong with the call, in Chinese."""
    if isinstance(error, click.MissingParameter):
        param = error.param
        name = (
            "/".join(param.opts)
            if isinstance(param, click.Option)
            else (
                param.make_metavar(error.ctx or click.Context(click.Command(""))) if param else ""
            )
        )
        return f"缺少 {name}。"
    if isinstance(error, click.NoSuchOption):
        near = f"，是否想写 {'、'.join(error.possibilities)}" if error.possibilities else ""
        return f"没有 {error.option_name} 这个选项{near}。"
    if isinstance(error, click.BadParameter):
        param = error.param
        name = "/".join(param.opts) if param else ""
        if isinstance(param, click.Argument):
            name = param.make_metavar(error.ctx or click.Context(click.Command("")))
        if param is not None and isinstance(param.type, click.Choice):
            return f"{name} 的值不对：只能是 {'、'.join(map(str, param.type.choices))} 之一。"
        wants_number = error.param is not None and isinstance(
            error.param.type, click.types.IntParamType
        )
        return (
            f"{name} 的值不对：{'应为整数，且在允许的范围内' if wants_number else error.message}。"
        )
    message = error.format_message()
    if message.startswith("No such command"):
        name = message.split(chr(39))[1] if chr(39) in message else ""
        return f"没有 {name} 这个命令{_meant(name, error)}。"
    if "unexpected extra argument" in message:
        return "多写了参数：" + message[message.find("(") + 1 : message.rfind(")")]
    if "requires an argument" in message:
        return f"选项 {message.split(chr(39))[1] if chr(39) in message else ''} 后面要写值。"
    return message
