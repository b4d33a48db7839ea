"""Paths: devices, pipes, links, loops, folders, names."""

from __future__ import annotations

import os
from pathlib import Path

from .case import FIRM, HEAD, SHOP, TABLE, Group, Make, adverts, text

_group = Group("路径和文件名")
case, ok, refused = _group.case, _group.ok, _group.refused


def _fifo(folder: Path) -> list[object]:
    os.mkfifo(folder / "in.csv")
    return [folder / "in.csv"]


def _fifo_inside(folder: Path) -> list[object]:
    text(TABLE)(folder)
    os.mkfifo(folder / "b.csv")
    return [folder]


def _link(target: str) -> Make:
    def make(folder: Path) -> list[object]:
        (folder / "in.csv").symlink_to(target)
        return [folder / "in.csv"]

    return make


def _link_inside(target: str) -> Make:
    def make(folder: Path) -> list[object]:
        text(TABLE)(folder)
        (folder / "b.csv").symlink_to(target)
        return [folder]

    return make


def _loop(folder: Path) -> list[object]:
    (folder / "a.csv").symlink_to(folder / "b.csv")
    (folder / "b.csv").symlink_to(folder / "a.csv")
    return [folder / "a.csv"]


def _folder_loop(folder: Path) -> list[object]:
    text(TABLE)(folder)
    (folder / "round").symlink_to(folder, target_is_directory=True)
    return [folder]


def _twice(folder: Path) -> list[object]:
    path = text(TABLE)(folder)[0]
    (folder / "same.csv").symlink_to(folder / "in.csv")
    return [path, path, folder / "same.csv", folder]


def _named(name: str) -> Make:
    return text(TABLE, name)


def _deep(folder: Path) -> list[object]:
    for _ in range(30):
        folder = folder / "很深的文件夹"
    folder.mkdir(parents=True)
    return text(TABLE)(folder)


def _empty(folder: Path) -> list[object]:
    return [folder]


def _other_files(folder: Path) -> list[object]:
    text(TABLE)(folder)
    (folder / "说明.docx").write_bytes(b"x")
    (folder / "~$in.xlsx").write_bytes(b"x")
    (folder / ".hidden.csv").write_bytes(b"x")
    (folder / "读我.txt").write_text("请先看这里", encoding="utf-8")
    return [folder]


def _other_table(folder: Path) -> list[object]:
    text(TABLE)(folder)
    text("日期,数量,单价\n2024-01-01,3,5\n", "b.csv")(folder)
    return [folder]


def _many(folder: Path) -> list[object]:
    for i in range(30):
        text(TABLE, f"{i}.csv")(folder)
    return [folder, "--limit", "files=20"]


def _unreadable(folder: Path) -> list[object]:
    # A folder where a file is expected to be: opening fails for root as well.
    (folder / "in.csv").mkdir()
    return [folder / "in.csv"]


def _bad_inside(folder: Path) -> list[object]:
    text(TABLE)(folder)
    (folder / "b.csv").write_bytes(b"")
    (folder / "c.xlsx").write_bytes(b"PK\x03\x04 cut off")
    (folder / "d.csv").write_bytes(b"\x89PNG\r\n")
    return [folder]


def _all_bad_inside(folder: Path) -> list[object]:
    (folder / "b.csv").write_bytes(b"")
    return [folder]


def _bad_named(folder: Path) -> list[object]:
    text(TABLE)(folder)
    (folder / "b.csv").write_bytes(b"")
    return [folder, folder / "b.csv"]


def _same_names(folder: Path) -> list[object]:
    for name in ("甲", "乙"):
        (folder / name).mkdir()
        text(f"{HEAD}\n{FIRM if name == '甲' else SHOP}\n")(folder / name)
    return [folder / "甲" / "in.csv", folder / "乙" / "in.csv"]


def _no_paths(out: Path) -> None:
    assert {path.name for path in out.parent.iterdir()} <= {"given", "out"}


CASES = [
    refused("path-missing", "不存在的文件", "退出码 3，说明找不到", lambda folder: [folder / "没有.csv"], "找不到文件"),
    refused("path-suffix", "不认识的后缀", "退出码 3，说明可用的类型", _named("in.docx"), "另存为"),
    refused("path-fifo", "命名管道", "退出码 3，不等待", _fifo, "不是普通文件"),
    ok("path-fifo-inside", "文件夹里有命名管道", "不等待，其余照读，说明是哪个", _fifo_inside, (2, 0), says="b.csv"),
    refused("path-dev-zero", "/dev/zero", "退出码 3，不读", lambda folder: ["/dev/zero"], "不是普通文件"),
    refused("path-link-to-zero", "指向 /dev/zero 的链接", "退出码 3，不读", _link("/dev/zero"), "不是普通文件"),
    refused("path-link-to-random", "指向 /dev/urandom 的链接", "退出码 3，不读", _link("/dev/urandom"), "不是普通文件"),
    refused("path-dead-link", "失效的链接", "退出码 3，说明找不到", _link("没有"), "找不到文件"),
    ok("path-dead-link-inside", "文件夹里有失效的链接", "其余照读，说明是哪个", _link_inside("没有"), (2, 0), says="b.csv"),
    ok("path-zero-inside", "文件夹里有指向 /dev/zero 的链接", "不读它，其余照读，说明是哪个", _link_inside("/dev/zero"), (2, 0), says="b.csv"),
    ok("path-bad-inside", "文件夹里有空文件、坏文件、加了后缀的图片", "其余照读，每个都说明原因", _bad_inside, (2, 0), says="有 3 个文件没能读取"),
    refused("path-all-bad-inside", "文件夹里没有一个文件能读", "退出码 3，说明原因", _all_bad_inside, "是空的"),
    refused("path-bad-named", "坏文件既在文件夹里又单独写明", "退出码 3，说明是哪个", _bad_named, "b.csv"),
    refused("path-loop", "互相指向的链接", "退出码 3，说明找不到", _loop, "找不到文件"),
    ok("path-folder-loop", "文件夹里有指向自己的链接", "不跟随，照常读取", _folder_loop),
    ok("path-twice", "同一文件给了四遍（含链接和文件夹）", "只读一遍", _twice),
    refused("path-folder-as-file", "名叫 in.csv 的文件夹", "退出码 3，说明里面没有文件", _unreadable, "没有可读的文件"),
    refused("path-empty-folder", "空文件夹", "退出码 3，说明没有可读的文件", _empty, "没有可读的文件"),
    ok("path-other-files", "文件夹里有说明文档、临时文件、隐藏文件", "读能读的，其余写入数据问题，结尾说明是哪些", _other_files, says="文件夹里 说明.docx的类型不能读取"),
    ok("path-other-table-inside", "文件夹里有认不出表头的表", "其余照读，结尾说明是哪个", _other_table, says="文件 b.csv 中找不到企业名称列"),
    refused("path-long-input", "输入的文件名太长", "退出码 3，说明是输入的哪个文件", lambda folder: [folder / ("长" * 100 + ".csv")], "打不开输入文件"),
    refused("path-long-input-folder", "输入的路径太长", "退出码 3，说明是输入的哪个文件", lambda folder: ["--ads", folder / ("深/" * 2000) / "ads.csv", *text(TABLE)(folder)], "打不开输入文件 ads.csv：路径太长"),
    refused("path-many-files", "文件数超过 --limit files=20", "退出码 3，说明文件数超过上限", _many, "files="),
    ok("path-escape-name", "文件名里有终端控制序列", "屏幕上只见文字", _named("\x1b[2J\x1b]0;x\x07in.csv")),
    refused("path-escape-in-error", "出错的文件名里有终端控制序列", "屏幕上只见文字", text(b"", "\x1b[31m红\x1b[0m.csv"), "是空的"),
    ok("path-bidi-name", "文件名里有从右到左的控制符", "屏幕上只见文字", _named("清单\u202evsc.csv")),
    ok("path-newline-name", "文件名里有换行", "照常读取", _named("a\nb.csv")),
    ok("path-formula-name", "文件名以等号开头", "结果里不是公式", _named("=cmd|calc.csv")),
    ok("path-html-name", "文件名是 HTML 片段", "网页里只是文字", _named("<img src=x onerror=alert(1)>.csv")),
    ok("path-surrogate-name", "文件名不是 UTF-8", "照常读取", lambda folder: [os.fsdecode(_bytes_name(folder))]),
    ok("path-space-name", "文件名里有空格和全角字符", "照常读取", _named(" 企业 登记（２０２４）.csv")),
    ok("path-dash-name", "文件名以短横开头", "照常读取", lambda folder: ["--", *_dash(folder)], check=None),
    ok("path-deep", "三十层深的路径", "照常读取", _deep),
    ok("path-same-names", "两个文件夹里同名的文件", "分别读取，各有各的名字", _same_names),
    ok("path-in-firm-name", "企业名称是 ../../etc/passwd", "只是文字，不成为路径", text(TABLE + "../../etc/投资咨询,,投资咨询,平罗县,,\n"), rows=(3, 0), check=_no_paths),
    case("path-in-ad-id", "广告编号是 ../../x", "只是文字，不成为路径", adverts("广告编号,广告内容\n../../x,保本保息年化收益18%\n"), rows=(1, 0), kind="advert", check=_no_paths),
    case("no-input", "没有给任何文件", "退出码 2，说明怎样给", lambda folder: [], code=2, says="没有输入文件"),
    case("unknown-option", "没有的选项", "退出码 2", lambda folder: ["--nonsense", *text(TABLE)(folder)], code=2, says="没有"),
    case("rules-missing", "--rules 指向没有的文件夹", "退出码 2", lambda folder: [*text(TABLE)(folder), "--rules", folder / "没有"], code=2, says="pack.yaml"),
]  # fmt: skip


def _bytes_name(folder: Path) -> bytes:
    path = os.fsencode(folder) + b"/\xff\xfe.csv"
    with open(path, "wb") as file:  # noqa: PTH123 (a name that is no text)
        file.write(TABLE.encode())
    return path


def _dash(folder: Path) -> list[object]:
    return text(TABLE, "-x.csv")(folder)
