"""Which tests run which statements, and how long they take: kept in a file, so that a mutant meets only
those tests that can notice it, the quickest first."""

from __future__ import annotations

import ast
import functools
import gc
import hashlib
import importlib.abc
import importlib.util
import inspect
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from scripts.mutation.changes import ROOT, Module, blocks

ROOMS = ("engine/match", "engine/link", "engine/score")


NAMES = "engine.link.names"
_PARTS = ("tests", "fixtures", "imports")


@dataclass
class Seen:
    """What is known of one test."""

    seconds: float
    """Of its own, without what it shares."""
    shared: list[str]
    """Fixtures of its module or of all: made once, for whoever asks first."""
    blocks: dict[str, list[int]]
    """First lines of the blocks it runs, by the module's path and a hash of the text as it was."""


@dataclass
class Map:
    tests: dict[str, Seen] = field(default_factory=dict)
    fixtures: dict[str, Seen] = field(default_factory=dict)
    imports: dict[str, Seen] = field(default_factory=dict)
    """What a file of tests runs as it is loaded: no test of it runs that again."""

    @classmethod
    def read(cls, path: Path) -> Map:
        if not path.exists():
            return cls()
        read = json.loads(path.read_text(encoding="utf-8"))
        return cls(*({name: Seen(**seen) for name, seen in read[part].items()} for part in _PARTS))

    def write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {
            part: {name: vars(seen) for name, seen in of.items()}
            for part, of in ((part, getattr(self, part)) for part in _PARTS)
        }
        path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")

    def of(self, module: Module) -> dict[str, set[int] | None]:
        """Tests that run anything of the module; None where its text has changed since."""
        now = mark(module.path, module.source)
        found: dict[str, set[int] | None] = {}
        for test, own in self.tests.items():
            for seen in (own, *(self.fixtures[name] for name in own.shared)):
                if now in seen.blocks:
                    had = found.setdefault(test, set())
                    if had is not None:
                        had.update(seen.blocks[now])
                elif any(key.startswith(module.path + "#") for key in seen.blocks):
                    found[test] = None
        return found

    def loading(self, module: Module, block: int) -> set[str]:
        """Files of tests that run the block as they are loaded."""
        now = mark(module.path, module.source)
        return {file for file, seen in self.imports.items() if block in seen.blocks.get(now, ())}

    def cost(self, test: str, made: set[str]) -> float:
        """Seconds of processor time where the fixtures ``made`` stand already."""
        seen = self.tests[test]
        shared = sum(self.fixtures[name].seconds for name in seen.shared if name not in made)
        return seen.seconds + shared


def mark(path: str, source: str) -> str:
    return f"{path}#{hashlib.sha256(source.encode()).hexdigest()[:12]}"


class Probes(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Loads the modules of the rooms with a mark at the head of each block of statements."""

    def __init__(self) -> None:
        self.known: list[tuple[str, int]] = []
        self.met = bytearray(100_000)

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if not name.replace(".", "/").startswith(ROOMS):
            return None
        file = ROOT / (name.replace(".", "/") + ".py")
        if not file.exists():
            return None  # a package: nothing stands in those but names
        return importlib.util.spec_from_file_location(name, file, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        file = Path(str(module.__file__))
        source = file.read_text(encoding="utf-8")
        tree = ast.parse(source)
        key = mark(str(file.relative_to(ROOT)), source)
        for block in list(blocks(tree)):
            said = ast.parse(f"_met_[{len(self.known)}] = 1").body[0]
            self.known.append((key, block[0].lineno))
            for node in ast.walk(said):
                ast.copy_location(node, block[0])
            block.insert(1 if _is_text(block[0]) else 0, said)
        vars(module)["_met_"] = self.met
        exec(compile(ast.fix_missing_locations(tree), str(file), "exec"), vars(module))

    def take(self) -> dict[str, list[int]]:
        """Blocks met since it was asked last."""
        found: dict[str, list[int]] = {}
        at = self.met.find(1)
        while at >= 0:
            key, line = self.known[at]
            found.setdefault(key, []).append(line)
            self.met[at] = 0
            at = self.met.find(1, at + 1)
        return found


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


class Mapper:
    """The plugin of a run that makes the map."""

    def __init__(self, probes: Probes) -> None:
        self.probes = probes
        self.map = Map()
        self._failed: set[str] = set()
        self._caches: list[Any] | None = None

    def pytest_collection_finish(self) -> None:
        # Or whoever comes first is charged for what all of them read.
        warm()

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self, collector: pytest.Collector) -> Iterator[Any]:
        try:
            return (yield)
        finally:
            if isinstance(collector, pytest.Module):
                self.map.imports[collector.nodeid] = Seen(0, [], self.probes.take())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        # What another test asked before must be worked out again, or this one seems not to run it.
        if self._caches is None:
            self._caches = list(_caches())
        for cache in self._caches:
            cache.cache_clear()
        self.probes.take()
        self._blocks: dict[str, list[int]] = {}
        self._own = 0.0
        self._begun = time.process_time()
        try:
            return (yield)
        finally:
            seconds, own = self._lap()
            if item.nodeid not in self._failed:
                shared = [name for name in _shared(item) if name in self.map.fixtures]
                self.map.tests[item.nodeid] = Seen(seconds, shared, own)

    def _lap(self) -> tuple[float, dict[str, list[int]]]:
        """What the test itself has cost and met so far."""
        now = time.process_time()
        self._own += now - self._begun
        self._begun = now
        for key, lines in self.probes.take().items():
            self._blocks.setdefault(key, []).extend(lines)
        return round(self._own, 4), self._blocks

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any) -> Iterator[Any]:
        """What is made for several tests is put down for all of them, not for the first alone."""
        if fixturedef.scope == "function":
            return (yield)
        self._lap()
        try:
            return (yield)
        finally:
            seconds = round(time.process_time() - self._begun, 4)
            self._begun = time.process_time()
            name = _called(fixturedef)
            had = self.map.fixtures.get(name)
            blocks = {key: set(lines) for key, lines in self.probes.take().items()}
            for key, lines in (had.blocks if had else {}).items():
                blocks.setdefault(key, set()).update(lines)
            self.map.fixtures[name] = Seen(
                max(seconds, had.seconds if had else 0),
                [],
                {k: sorted(v) for k, v in blocks.items()},
            )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if not report.passed:
            self._failed.add(report.nodeid)


def _shared(item: pytest.Item) -> Iterator[str]:
    info = getattr(item, "_fixtureinfo", None)
    for name, defs in (info.name2fixturedefs if info else {}).items():
        if name in info.names_closure and defs[-1].scope != "function":
            yield _called(defs[-1])


def _called(fixturedef: Any) -> str:
    return f"{fixturedef.baseid}::{fixturedef.argname}"


def warm() -> None:
    """What is read from files once, below what is changed or beside it, is read before all."""
    from engine.ruleset import load_ruleset

    load_ruleset()
    for cache in data(("engine.text", "engine.ingest", "engine.place", NAMES)):
        cache()


def data(rooms: tuple[str, ...]) -> list[Any]:
    """What keeps the data of ``rooms`` once it is read."""
    return [
        one
        for one in gc.get_objects()
        if isinstance(one, functools._lru_cache_wrapper)
        and str(one.__module__).startswith(rooms)
        and not inspect.signature(one.__wrapped__).parameters
    ]


def _caches() -> Iterator[Any]:
    for one in gc.get_objects():
        if isinstance(one, functools._lru_cache_wrapper):
            home = str(getattr(one, "__module__", "")).replace(".", "/")
            if home.startswith(ROOMS) and inspect.signature(one.__wrapped__).parameters:
                yield one


def make(tests: list[str], kept: Path) -> None:
    """Runs ``tests`` once and adds what they run to the map."""
    probes = Probes()
    sys.meta_path.insert(0, probes)
    mapper = Mapper(probes)
    pytest.main(["-q", "-p", "no:xdist", "-p", "no:cacheprovider", *tests], plugins=[mapper])
    found = Map.read(kept)
    files = {test.split("::")[0] for test in mapper.map.tests}
    found.tests = {
        test: seen for test, seen in found.tests.items() if test.split("::")[0] not in files
    } | mapper.map.tests
    found.fixtures |= mapper.map.fixtures
    found.imports |= mapper.map.imports
    found.write(kept)
