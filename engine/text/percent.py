"""Percentages as people say them: 67.0408 is about 67 %, 9.6923 about 9.7 %."""

from __future__ import annotations

#: From here on nobody asks for what stands behind the point.
_WHOLE = 20


def rounded(percent: float) -> float:
    """The number to show; what is kept and compared is never rounded."""
    return round(percent) if percent >= _WHOLE else round(percent, 1)


def spoken(percent: float) -> str:
    """With its sign, and 约 before what was rounded."""
    shown = rounded(percent)
    about = "约" if abs(shown - percent) > 1e-6 else ""
    return f"{about}{shown:g}%" if shown < 1e6 else f"{about}{shown:.0f}%"
