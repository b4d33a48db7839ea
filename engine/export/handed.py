"""A folder with a redacted set is handed on whole, so nothing else may lie in it."""

from __future__ import annotations

from pathlib import Path

from engine.export.record import as_written
from engine.ingest.ours import record_of
from engine.model.errors import UsageError
from engine.model.names import FILES, LITTER, WORKING


def fit_to_hand_on(out: Path, but: Path | None = None) -> None:
    """Raises UsageError when ``out`` holds anything but an earlier redacted set, as it was written.

    ``but``: what is just being written. The folders of runs go by themselves.
    """
    passed = {*LITTER, WORKING} | ({but.name} if but else set())
    held = [p.name for p in sorted(out.iterdir())] if out.is_dir() else []
    held = [n for n in held if n not in passed and not n.startswith(".saolou")]
    earlier = record_of(out).get("redacted") is True and all((out / n).is_file() for n in FILES)
    if earlier and as_written(out):
        held = [name for name in held if name not in FILES]
    if held:
        more = f" 等 {len(held)} 项" if len(held) > 3 else ""
        raise UsageError(
            f"--redact 写的是可以转交的一套，{out} 里却还有 {'、'.join(held[:3])}{more}，"
            "会被一起转交。请用 --out 换一个空文件夹；原有结果未改动。"
        )
