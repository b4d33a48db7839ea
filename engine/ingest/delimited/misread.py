"""What is wrong with a text in which no header is found: it may be one in an encoding that is not read.

Big5 and garbled text are right GB18030 more often than not, so that only their headers tell.
"""

from __future__ import annotations

import re

#: Of headers, as they are written on either side of the strait.
_WORDS = re.compile(
    "名[称稱]|企[业業]|公司|地址|住所|[电電][话話]|[范範][围圍]|代[码碼]|[内內]容|日期|[广廣]告|[编編]号|編號|代表人|[经經][营營]"
)
_HEAD = 1 << 14
_LEAST = 2


def misread(data: bytes) -> str:
    """The encoding or damage that explains why a text is not understood, in words for a clerk; ``""`` if
    none does."""
    head = data[:_HEAD]
    plain = head.decode("gb18030", "ignore"), head.decode("utf-8", "ignore")
    if any(map(_WORDS.search, plain)):
        return ""
    garbled = (text.encode(codec, "ignore") for text, codec in (
        (plain[1], "latin-1"), (plain[1], "cp1252"), (plain[1], "gb18030"), (plain[1], "big5"),
    ))  # fmt: skip
    candidates = (
        ("的文字编码是 Big5（繁体），读不了", head.decode("big5", "ignore")),
        ("的文字编码是 UTF-32，读不了", head[: len(head) // 4 * 4].decode("utf-32-le", "ignore")),
        ("的文字编码是 UTF-32，读不了", head[: len(head) // 4 * 4].decode("utf-32-be", "ignore")),
        ("的文字编码是 UTF-7，读不了", head.decode("utf-7", "ignore")),
        *(("的内容是乱码，导出或转换时弄错了文字编码", text.decode("utf-8", "ignore")) for text in garbled),
        ("的内容是乱码，导出或转换时弄错了文字编码", plain[1].encode("latin-1", "ignore").decode("gb18030", "ignore")),
    )  # fmt: skip
    return next((said for said, text in candidates if len(_WORDS.findall(text)) >= _LEAST), "")
