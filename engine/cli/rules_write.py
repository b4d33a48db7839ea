"""`saolou rules new`, `fmt`, `docs`, `lock` and `schema`: commands that write files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from engine.cli.chinese import ChineseCommand
from engine.cli.options import PATH, rules_option

#: Rules and what tells of them name nobody: who may read the folder may read them.
_ANYBODY = 0o644
_KINDS = ("registration", "advert", "tip")


def _own(folder: Path | None) -> Path:
    """The folder to write to; the rules inside an installed package belong to nobody here."""
    from engine.model.errors import UsageError
    from engine.ruleset import bundled_rules
    from engine.ruleset.lint_source import refuse_no_folder

    root = folder or bundled_rules()
    if folder is None and root.name == "_rules":
        raise UsageError("自带的规则包在安装目录里，不宜修改。请复制出来，用 --rules 写明目录。")
    refuse_no_folder(root)
    return root


def _put(target: Path, text: str) -> None:
    """The whole text in the stead of what is there, or nothing; of a link the link."""
    from engine.cases.private import arriving
    from engine.model.errors import UsageError

    if target.exists() and not target.is_file():
        raise UsageError(f"“{target}”不是普通文件，不能写在这里。请换一个文件名。")
    mode = target.stat().st_mode & 0o777 if target.is_file() else _ANYBODY
    with arriving(target) as aside:
        aside.write_bytes(text.encode("utf-8"))
        aside.chmod(mode)


@click.command(cls=ChineseCommand, short_help="新建一条规则的样子。")
@click.argument("rule_id", metavar="编号")
@rules_option
@click.option(
    "--for",
    "kind",
    type=click.Choice(_KINDS),
    default="advert",
    show_default=True,
    metavar="记录",
    help="registration 企业登记、advert 广告、tip 举报。",
)
@click.option("--title", default="", metavar="标题", help="一句话说明。")
@click.option(
    "--sector",
    default="finance_like",
    show_default=True,
    metavar="行业",
    help="名称或编号，如 养老服务、elder_care。",
)
def new(rule_id: str, folder: Path | None, kind: str, title: str, sector: str) -> None:
    """新建一条规则：写好的样子，带测试，状态为草稿（不运行）。"""
    from engine.ruleset.skeleton import new_rule

    file = new_rule(_own(folder), rule_id, kind, title, sector)
    click.echo(f"已新建 {file}")
    click.echo("改好词语、依据和测试，把 status 改为 stable，再运行 rules check 和 rules test。")


@click.command(cls=ChineseCommand, short_help="整理规则文件的样式，注释不动。")
@rules_option
@click.option("--check", is_flag=True, help="只看，不改；有需要整理的以 1 退出。")
def fmt(folder: Path | None, check: bool) -> None:
    """整理规则文件：去掉行尾空格和多余空行，统一换行和分隔线。注释和内容一字不动。

    键的顺序只提示，不改。
    """
    from engine.ruleset.fmt import format_folder

    changed = 0
    for found in format_folder(_own(folder)):
        for remark in found.remarks:
            click.echo(f"提示：{remark}")
        if found.changed:
            changed += 1
            click.echo(f"{'需要整理' if check else '已整理'}：{found.file}")
            if not check:
                _put(found.file, found.text)
    click.echo(f"{changed} 个文件{'需要整理' if check else '已整理'}。")
    sys.exit(1 if check and changed else 0)


@click.command(cls=ChineseCommand, short_help="生成可以打印的规则说明。")
@rules_option
@click.option("--out", type=PATH, metavar="目录", help="每条规则一页，加一览表。")
@click.option("--overview", type=PATH, metavar="文件", help="只写一览表，写到这个文件。")
def docs(folder: Path | None, out: Path | None, overview: Path | None) -> None:
    """生成规则说明（Markdown）。不写选项则在屏幕上显示一览表。"""
    from engine.ruleset import load_ruleset
    from engine.ruleset.docs import overview as table
    from engine.ruleset.docs import pages

    ruleset = load_ruleset(folder)
    if overview:
        _put(overview, table(ruleset))
        click.echo(f"已写入 {overview}")
    if out:
        found = pages(ruleset)
        for name, text in found.items():
            _put(out / name, text)
        click.echo(f"已写入 {out}，共 {len(found)} 页。")
    if not out and not overview:
        click.echo(table(ruleset), nl=False)


@click.command(cls=ChineseCommand, short_help="记下每条规则的含义，改动时版本自动加一。")
@rules_option
@click.option("--check", is_flag=True, help="只看，不写；与 lock.json 不符以 1 退出。")
def lock(folder: Path | None, check: bool) -> None:
    """把每条规则含义的散列和版本写进 lock.json；改了含义，版本自动加一。

    只改说明、测试、核查要点，版本不变。消失的编号也留在里面，不得重用。
    """
    from engine.ruleset import load_ruleset
    from engine.ruleset.lock import FILE, compare, fingerprints, read_lock, spelled

    root = _own(folder)
    before = read_lock(root)
    entries, drift = compare(fingerprints(load_ruleset(root)), before)
    for change in drift if before else ():  # all is new where nothing was written yet
        click.echo(f"{change.what}  {change.entry}  第 {change.version} 版")
    if check:
        said = f"{len(drift)} 处与 {FILE} 不符。" + ("请运行 saolou rules lock。" if drift else "")
        click.echo(said)
        sys.exit(1 if drift else 0)
    _put(root / FILE, spelled(entries))
    click.echo(f"{root / FILE}：{len(entries)} 项，更新 {len(drift)} 项。")


@click.command(cls=ChineseCommand, short_help="生成编辑器用的 JSON Schema。")
@rules_option
@click.option("--check", is_flag=True, help="只看，不写；与 schema/ 不符以 1 退出。")
def schema(folder: Path | None, check: bool) -> None:
    """生成编辑器用的 JSON Schema，写到规则包的 schema/。"""
    from engine.ruleset.json_schema import schemas

    target = _own(folder) / "schema"
    stale = []
    for name, text in schemas().items():
        file = target / name
        if not file.is_file() or file.read_bytes() != text.encode():
            stale.append(name)
            if not check:
                _put(file, text)
    click.echo(f"{len(stale)} 个文件{'过时' if check else '已更新'}。")
    sys.exit(1 if check and stale else 0)
