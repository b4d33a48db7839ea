"""Where the bundled sample township lies."""

from __future__ import annotations

from pathlib import Path

from engine.model.errors import UsageError


def samples_folder() -> Path:
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "_samples", here.parent / "data" / "samples"):
        if (folder / "registrations.csv").is_file():
            return folder
    raise UsageError("找不到自带样例，请重新安装。")
