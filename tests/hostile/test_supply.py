"""What offices install: locked by hash, and installable without an index."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_pin_has_hashes() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "wheelhouse.py"))
    pins = script["pins"]()
    for name, pin in pins.items():
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", pin), name
        assert "==" in pin, name
    assert script["needed"]() <= pins.keys()
    assert set(script["WINDOWS_ONLY"]) <= pins.keys()


def test_start_bat_uses_no_index() -> None:
    script = (ROOT / "scripts" / "start.bat").read_bytes()
    assert b"--no-index --find-links ." in script
    assert script.count(b"\n") == script.count(b"\r\n")  # cmd.exe wants CRLF
