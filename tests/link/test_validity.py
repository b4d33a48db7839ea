"""Until when a licence is valid, however a list writes it."""

import pytest

from engine.link.validity import end_of, is_over


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2026-06-30", "2026-06-30"),
        ("2026年6月3日", "2026-06-03"),
        ("2026.6", "2026-06"),
        ("20260630", "2026-06-30"),
        ("２０２６年６月", "2026-06"),
        # A span in either order, and one whose end is no day.
        ("2023-01-01至2026-01-01", "2026-01-01"),
        ("2026-01-01（2023-01-01核发）", "2026-01-01"),
        ("2023-01-01至2026-13-40", "2023-01-01"),
        # As Excel counts days; a number of the licence is no day.
        ("46203", "2026-06-30"),
        ("46203.0", "2026-06-30"),
        ("2026－06－30", "2026-06-30"),
        ("2024－01－01—2026－06－30", "2026-06-30"),
        ("许可证第46203号", ""),
        ("2026", ""),
        ("91640299202606301", ""),
        ("长期", ""),
        ("", ""),
        ("  ", ""),
    ],
)
def test_end(text: str, end: str) -> None:
    assert end_of(text) == end


@pytest.mark.parametrize(
    ("end", "day", "over"),
    [
        ("2026-06-30", "2026-06-30", False),
        ("2026-06-30", "2026-07-01", True),
        ("2026-06", "2026-06-30", False),
        ("2026-06", "2026-07-01", True),
        ("", "2026-07-01", False),
    ],
)
def test_over(end: str, day: str, over: bool) -> None:
    assert is_over(end, day) is over
