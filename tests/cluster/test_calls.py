"""What a wrong call is told."""

from __future__ import annotations

import importlib.util
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from engine.cli.screen import screen
from engine.cluster import connect, screen_on
from engine.model.errors import UsageError

from . import dataset

_FIRMS = str(dataset.SAMPLES / "registrations.csv")


def test_without_the_extra_it_is_said_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = importlib.util.find_spec
    monkeypatch.setattr(
        connect, "find_spec", lambda name: None if name == "distributed" else known(name)
    )
    with pytest.raises(UsageError, match=r"pip install 'saolou\[cluster\]'") as told:
        screen_on("local:2", [_FIRMS], tmp_path)
    assert told.value.exit_code == 2


@pytest.mark.parametrize("on", ["local", "local:0", "local:-1", "10.0.0.5:8786", "http://x", ""])
def test_an_address_that_is_none(on: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="看不懂 --on"):
        screen_on(on, [_FIRMS], tmp_path)


def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra saolou[cluster]")
    monkeypatch.setattr(connect, "_PATIENCE", 1)
    with pytest.raises(UsageError, match="连不上"):
        screen_on("tcp://127.0.0.1:9", [_FIRMS], tmp_path)


@pytest.mark.parametrize("on", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "ws://127.0.0.1:9/x"])
def test_nobody_is_waited_for_where_nobody_listens(on: str, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra saolou[cluster]")
    begun = time.monotonic()
    with pytest.raises(UsageError, match="连不上"):
        screen_on(on, [_FIRMS], tmp_path)
    assert time.monotonic() - begun < connect._PATIENCE / 2


def test_a_connection_that_wants_more_than_an_address(tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="the extra saolou[cluster]")
    with socket.create_server(("127.0.0.1", 0)) as server:
        on = f"tls://127.0.0.1:{server.getsockname()[1]}"
        with pytest.raises(UsageError, match="用不了 --on"):
            screen_on(on, [_FIRMS], tmp_path)


def test_workers_of_another_version() -> None:
    class Client:
        def run(self, function: Any) -> dict[str, str]:
            return {"tcp://a": function(), "tcp://b": "0.0.1"}

    pytest.importorskip("distributed", reason="the extra saolou[cluster]")
    with (
        pytest.raises(UsageError, match=r"tcp://b 的 saolou 是 0\.0\.1"),
        connect.connected(Client()),
    ):
        pass


@pytest.mark.parametrize("more", [["--redact"], ["--cases", "office.db"]])
def test_options_that_a_cluster_cannot_keep(more: list[str], tmp_path: Path) -> None:
    call = [_FIRMS, "--on", "local:2", "--out", str(tmp_path / "out"), *more]
    result = CliRunner().invoke(screen, call)
    assert isinstance(result.exception, UsageError)
    assert "--on 不能与" in str(result.exception)


def test_adverts_alone_need_no_cluster(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="请去掉 --on"):
        screen_on("local:2", [], tmp_path, adverts=[dataset.SAMPLES / "adverts.csv"])
