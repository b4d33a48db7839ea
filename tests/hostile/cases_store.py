"""What may stand in the place that is given as the office's store (--cases)."""

from __future__ import annotations

import os
import socket
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GROUP = "办案库的位置"


@dataclass(frozen=True, slots=True)
class Place:
    """``make`` returns the name given to --cases, from the folder it is given in; ``says`` is empty where
    the place will do."""

    id: str
    what: str
    then: str
    make: Callable[[Path], str]
    says: str = ""


def _named(name: str) -> Callable[[Path], str]:
    return lambda folder: name


def _file(content: bytes) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        (folder / "x.db").write_bytes(content)
        return "x.db"

    return make


def _link(to: str) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        (folder / "x.db").symlink_to(to)
        return "x.db"

    return make


def _pipe(folder: Path) -> str:
    os.mkfifo(folder / "x.db")
    return "x.db"


def _socket(folder: Path) -> str:
    with socket.socket(socket.AF_UNIX) as made:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket may not be long
        made.bind("x.db")
        os.chdir(here)
    return "x.db"


def _database(script: str) -> Callable[[Path], str]:
    def make(folder: Path) -> str:
        with sqlite3.connect(folder / "x.db") as made:
            made.executescript(script)
        made.close()
        return "x.db"

    return make


_OTHER, _NO_FILE, _NONE = "不是办案库", "不是文件", "不存在，办案库无处可放"
_OF_OTHERS = "是别的程序的数据库"

PLACES = [
    Place("folder", "是文件夹", "说明", _named("in"), _NO_FILE),
    Place("here", "是当前文件夹", "说明", _named("."), _NO_FILE),
    Place("full", "是 /dev/full", "说明", _named("/dev/full"), _NO_FILE),
    Place("zero", "是 /dev/zero", "不读，说明", _named("/dev/zero"), _NO_FILE),
    Place("pipe", "是命名管道", "不等待，说明", _pipe, _NO_FILE),
    Place("socket", "是套接字", "说明", _socket, _NO_FILE),
    Place("proc", "在不能写的 /proc 里", "说明检查权限", _named("/proc/self/x.db"), "不能写入"),
    Place("nowhere", "在没有的文件夹里", "说明", _named("a/b/x.db"), _NONE),
    Place("below-file", "在一个文件下面", "说明", _named("in/in.csv/x.db"), "办案库"),
    Place("input", "正是输入的登记", "说明，登记不动", _named("in/in.csv"), _OTHER),
    Place("link-input", "是指向登记的链接", "说明，登记不动", _link("in/in.csv"), _OTHER),
    Place("link-dead", "是失效的链接", "说明", _link("no/x.db"), "不能写入"),
    Place("link-itself", "是指向自己的链接", "说明", _link("x.db"), "办案库"),
    Place("link-folder", "是指向文件夹的链接", "说明", _link("in"), _NO_FILE),
    Place("one-byte", "是几个字节的文件（SQLite 当作空库）", "说明，文件不动", _file(b"1234567"), _OTHER),
    Place("text", "是文本", "说明，文件不动", _file(b"hello\n" * 1000), _OTHER),
    Place("workbook", "是工作簿", "说明，文件不动", _file(b"PK\x03\x04" * 500), _OTHER),
    Place("head", "只有 SQLite 的文件头", "说明", _file(b"SQLite format 3\0"), _OTHER),
    Place("empty", "是空文件", "当作新的办案库", _file(b"")),
    Place("other", "是别的程序的 SQLite 数据库", "说明，数据库不动", _database("CREATE TABLE notes (a)"), _OF_OTHERS),
    Place("other-alike", "是别的程序的数据库，表名相同", "说明，数据库不动", _database("CREATE TABLE run (a)"), _OF_OTHERS),
    Place("other-view", "是别的程序的数据库，里面只有视图", "说明，不打开", _database("CREATE VIEW v AS SELECT 1"), "别的程序"),
    Place("later", "由更新版本的程序写成", "说明升级", _database("CREATE TABLE run (a); PRAGMA user_version = 99"), "更新版本"),
    Place("utf-16", "是 UTF-16 的空数据库", "照常使用", _database("PRAGMA encoding = 'UTF-16'; CREATE TABLE a (b); DROP TABLE a")),
    Place("long", "文件名太长", "说明", _named("长" * 100 + ".db"), "路径太长"),
    Place("long-beside", "旁边的备份文件名会太长", "筛查之前就说明", _named("x" * 250 + ".db"), "路径太长"),
    Place("long-path", "路径太长", "说明", _named("深/" * 2000 + "x.db"), "路径太长"),
    Place("line-end", "文件名里有换行", "照常使用", _named("a\nb.db")),
    Place("escape", "文件名里有终端控制序列", "屏幕上没有控制字符", _named("\x1b[31mx\x1b]0;t\x07.db")),
    Place("bytes", "文件名不是 UTF-8", "照常使用", _named(os.fsdecode(b"\xff\xfe.db"))),
    Place("formula", "文件名以等号开头", "照常使用，结果里不是公式", _named("=cmd|x.db")),
    Place("unc", "写成 \\\\server\\share（不在 Windows 上）", "当作普通文件名", _named("\\\\server\\share\\x.db")),
    Place("unc-slashes", "写成 //server/share", "说明，不联网", _named("//server/share/x.db"), _NONE),
    Place("address", "写成 http://", "说明，不联网", _named("http://127.0.0.1:1/x.db"), _NONE),
    Place("uri", "写成 file:x.db?mode=memory", "当作普通文件名", _named("file:x.db?mode=memory")),
    Place("memory", "写成 :memory:", "当作普通文件名", _named(":memory:")),
]  # fmt: skip
