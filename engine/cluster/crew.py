"""Stages of a run on the workers: started, waited for, told of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from engine.model.errors import SaolouError

Progress = Callable[[str, int], None]


class LostWorkersError(SaolouError):
    """Workers died again and again over one task."""


class Crew:
    """Futures are kept by whoever needs them: what nobody holds is forgotten by the workers."""

    def __init__(self, client: Any, tell: Progress) -> None:
        self.client, self._tell = client, tell

    @property
    def size(self) -> int:
        """How many worker processes there are now; one at least."""
        return max(1, len(self.client.scheduler_info(n_workers=-1)["workers"]))

    def start(self, function: Callable[..., Any], *columns: Iterable[Any]) -> list[Any]:
        """``function`` once for each row of ``columns``; futures among them become their results."""
        rows = zip(*columns, strict=True)
        # pure=False: Dask would hash every argument to find equal calls, and there are none.
        return [self.client.submit(function, *row, pure=False) for row in rows]

    def one(self, function: Callable[..., Any], *args: Any) -> Any:
        return self.client.submit(function, *args, pure=False)

    def done(self, stage: str, futures: Sequence[Any], rows: Sequence[int] = ()) -> None:
        """Wait for all; ``rows``: how many rows each stands for, to tell the progress."""
        from distributed import as_completed
        from distributed.client import FutureCancelledError
        from distributed.scheduler import KilledWorker, NoValidWorkerError

        count = dict(zip((f.key for f in futures), rows, strict=True)) if rows else {}
        total = 0
        try:
            for future in as_completed(futures, loop=self.client.loop):
                if future.status == "error":
                    future.result()
                total += count.get(future.key, 1)
                self._tell(stage, total)
        except (KilledWorker, NoValidWorkerError, FutureCancelledError, TimeoutError) as cause:
            raise LostWorkersError(
                "工作进程多次在同一步中断（多半是内存不足），没有写出结果。"
                "请给每个工作进程更多内存，或把输入分成更小的分区后重试。"
            ) from cause

    def results(self, stage: str, futures: Sequence[Any], rows: Sequence[int] = ()) -> list[Any]:
        """What the futures came to, here; for what is small."""
        self.done(stage, futures, rows)
        found: list[Any] = self.client.gather(list(futures))
        return found
