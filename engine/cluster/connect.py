"""The way to a scheduler: one that exists, or one of a few processes of this machine."""

from __future__ import annotations

import logging
import os
import re
import socket
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from typing import Any

from engine import __version__
from engine.model.errors import UsageError

_LOCAL = re.compile(r"^local:([1-9][0-9]{0,8})$")
#: Processes that any machine may be asked for, as the guide does.
_FEW = 4
_REMOTE = re.compile(r"^(?:tcp|tls|ucx|wss?)://\S+$")
_ADDRESS = re.compile(
    r"^(?:tcp|tls|wss?)://(?P<host>\[[^\]]+\]|[^:/\[\]]+):(?P<port>\d{1,9})(?:/|$)"
)
#: Seconds within which somebody opens, if anybody is there.
_KNOCK = 5
#: Seconds to wait for a scheduler, and for the first worker of one.
_PATIENCE = 60


@contextmanager
def connected(on: Any) -> Iterator[Any]:
    """A client of ``on``: ``tcp://host:8786``, ``local:2``, or a client of the caller's own.

    Raises UsageError when Dask is not installed, nobody answers, or workers run another version.
    """
    if isinstance(on, str):
        _check(on)
    if find_spec("distributed") is None:
        raise UsageError(
            "没有安装集群组件。请运行 pip install 'saolou[cluster]'（集群的每个工作进程也要安装同一版本）。"
        )
    if not isinstance(on, str):
        _same_version(on)
        yield on
        return
    with ExitStack() as stack:
        client = _local(on, stack) if _LOCAL.match(on) else _remote(on, stack)
        _same_version(client)
        yield client


def _check(on: str) -> None:
    if not _LOCAL.match(on) and not _REMOTE.match(on):
        raise UsageError(
            f"看不懂 --on {on}。请写调度器地址（如 tcp://10.0.0.5:8786）或 local:进程数（如 local:2）。"
        )
    found = _LOCAL.match(on)
    if found and int(found[1]) > (most := max(_FEW, os.cpu_count() or 1)):
        raise UsageError(
            f"--on {on} 的进程太多，本机用不上，只会占满内存。本机最多写 local:{most}。"
        )


def _local(on: str, stack: ExitStack) -> Any:
    from distributed import Client, LocalCluster

    found = _LOCAL.match(on)
    workers = int(found.group(1)) if found else 1
    # What does not fit into memory is personal data on disk: into a folder nobody else may enter.
    scratch = stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True))
    cluster = stack.enter_context(
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # none at all would still take a port that others use
            local_directory=scratch,
            silence_logs=logging.CRITICAL,
        )
    )
    return stack.enter_context(Client(cluster, set_as_default=False))


def _remote(on: str, stack: ExitStack) -> Any:
    from distributed import Client

    _knock(on)
    try:
        client = stack.enter_context(Client(on, timeout=_PATIENCE, set_as_default=False))
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, TimeoutError) as cause:
        raise _unreachable(on) from cause
    except (TypeError, ValueError, ImportError) as cause:
        # A protocol that wants certificates or a library that is not here, or an address that is none.
        raise UsageError(
            f"用不了 --on {on}：地址不对，或这种连接要另外的证书、组件（{type(cause).__name__}）。"
            "请写成 tcp://主机:8786 的样子。"
        ) from cause
    return client


def _knock(on: str) -> None:
    """Dask asks again for a minute where nobody listens; whether somebody does is known at once."""
    found = _ADDRESS.match(on)
    if not found:
        return
    try:
        socket.create_connection((found["host"].strip("[]"), int(found["port"])), _KNOCK).close()
    except (OSError, OverflowError, ValueError) as cause:
        raise _unreachable(on) from cause


def _unreachable(on: str) -> UsageError:
    return UsageError(f"连不上 {on}，或它没有工作进程。请检查地址、防火墙和集群是否已启动。")


def _version() -> str:
    return __version__


def _same_version(client: Any) -> None:
    try:
        versions = client.run(_version)
    except Exception as cause:  # whatever a worker without us makes of the question
        raise UsageError(
            "集群的工作进程用不了 saolou。请在每个工作进程的环境里安装同一版本的 saolou[cluster]。"
        ) from cause
    others = {worker: v for worker, v in versions.items() if v != __version__}
    if others:
        worker, version = next(iter(sorted(others.items())))
        raise UsageError(
            f"工作进程 {worker} 的 saolou 是 {version}，本机是 {__version__}。请统一版本后重试。"
        )
