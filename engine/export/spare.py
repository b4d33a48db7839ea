"""What is read must not be what is written over."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from engine.ingest.ours import Ours
from engine.model.errors import UsageError
from engine.model.names import FILES


def spare_inputs(out: Path, given: Iterable[Path]) -> None:
    """Raises UsageError when a file that is ``given``, or one in a folder that is, would be
    replaced by a result in ``out``. Results of an earlier run in a folder are no inputs."""
    earlier = Ours().holds(out)
    results = {(out / name).resolve(): name for name in FILES}
    for path in given:
        try:
            real, folder = path.resolve(), path.is_dir()
        except (OSError, RuntimeError):
            continue  # links in a circle, a path too long: whoever reads it says so
        hit = [name for target, name in results.items() if target == real]
        if folder and not earlier:
            hit += [n for t, n in results.items() if t.is_file() and t.is_relative_to(real)]
        if hit:
            raise UsageError(
                f"输入 {path} 会被写进 {out} 的 {hit[0]} 覆盖，没有开始筛查。"
                "请用 --out 换一个文件夹，或把输入放到别处。"
            )
