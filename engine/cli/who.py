"""Who is at the keyboard, for the log of the case store."""

from __future__ import annotations

import getpass


def who(given: str) -> str:
    """The name given, else the login name, else 未署名."""
    if given:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user, as in some containers
        return "未署名"
