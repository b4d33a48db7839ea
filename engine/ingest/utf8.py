"""Whether bytes are UTF-8, asked of many at once.

Arrow goes from byte to byte, which is half of the time in which it reads a csv file in Chinese.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

#: Bytes looked at at once, or one line: what is made of them stays near the processor.
_STEP = 1 << 16
#: Begin no character, or one that not every byte may follow that follows others; characters of four
#: bytes begin with the last and what is above it. All of them are rare.
_NEVER = b"\xc0", b"\xc1"
_NARROW = b"\xe0", b"\xed"
_FOUR = 0xF0


def is_utf8(text: bytes) -> bool:
    """Whether ``text.decode()`` would give a text."""
    begin = 0
    while begin < len(text):
        # No character is cut in two by a line end.
        end = text.rfind(b"\n", begin, begin + _STEP) + 1
        end = end or text.find(b"\n", begin + _STEP) + 1 or len(text)
        piece = text[begin:end]
        if not _plainly(piece) and not _decodes(piece):
            return False
        begin = end
    return True


def _plainly(text: bytes) -> bool:
    """Whether it is UTF-8 of none but usual characters."""
    if any(byte in text for byte in (*_NEVER, *_NARROW)):
        return False
    codes: npt.NDArray[np.uint8] = np.frombuffer(text, np.uint8)
    if codes.max() >= _FOUR or codes[-1] >= 0x80:
        return False
    # Two bytes have a first one from C0 on, three one from E0 on; all others of them are 80 to BF,
    # as signed numbers the least.
    following = codes.view(np.int8) < np.int8(-0x40)
    wanted = np.zeros(len(codes) + 1, bool)
    wanted[1:] = codes >= 0xC0
    wanted[2:] |= codes[:-1] >= 0xE0
    return bool((following == wanted[:-1]).all())


def _decodes(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeError:
        return False
    return True
