"""Errors that end a command with a message for the user.

Every message is one plain Chinese sentence or two: what is wrong, where, what to do.
"""

from __future__ import annotations

import errno
from types import MappingProxyType

#: What the system says in English wherever it is not a Chinese one.
_SYSTEM = MappingProxyType(
    {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "磁盘是只读的",
        errno.ENOSPC: "磁盘空间不足",
        errno.EFBIG: "文件太大",
        errno.EIO: "磁盘读写出错",
        errno.ENOENT: "找不到",
        errno.ENOTDIR: "路径里有一段不是文件夹",
        errno.ENAMETOOLONG: "路径太长",
        errno.ELOOP: "链接绕成了圈",
        errno.EBUSY: "正被别的程序使用",
        errno.EMFILE: "打开的文件太多",
        errno.EPIPE: "接收的程序已经结束",
    }
)


def why(error: OSError) -> str:
    """The cause in the words of an office, or whatever the system calls it."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or type(error).__name__


class SaolouError(Exception):
    """Base of all errors meant for the user; ``exit_code`` as in the command-line contract."""

    exit_code = 4


class WorkStopped(SaolouError):
    """A process of a large run died; what is finished lies in the work folder."""


class UsageError(SaolouError):
    """The command or its options do not make sense together."""

    exit_code = 2


class RuleError(SaolouError):
    """A rule file is wrong; the message starts with file:line:column."""

    exit_code = 2


class InputError(SaolouError):
    """An input file cannot be used at all."""

    exit_code = 3
