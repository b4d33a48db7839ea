"""Runs the tests on one mutant after another, each in a process forked from one that has loaded all."""

from __future__ import annotations

import gc
import os
import random
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from scripts.mutation.changes import Functions, Module, Mutant
from scripts.mutation.results import Results
from scripts.mutation.tests import NAMES, Map, data, warm

_QUIET = ["-q", "-p", "no:xdist", "-p", "no:cacheprovider", "--assert=plain", "--tb=no", "-x"]
_MEMORY = 8 << 30
#: Tests that are collected once more where a mutant cannot be put into what is loaded.
_AGAIN = 60
#: Seconds.
_NOTHING = 0.01


def run(
    paths: list[Path], kept: Path, most: int, seconds: float, minutes: float, lines: list[int]
) -> None:
    modules = [Module(str(path)) for path in paths]
    for module in modules if lines else ():
        module.mutants = [mutant for mutant in module.mutants if mutant.line in lines]
    known = Map.read(kept / "map.json")
    # What belongs to a module that is asked about, before anything is collected.
    files = {test.split("::")[0] for module in modules for test in known.of(module)}
    if not files:
        sys.exit("No test runs any of it: make the map first.")
    runner = _Runner(modules, known, Results.read(kept), most, seconds, time.time() + 60 * minutes)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    runner.out = out
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    pytest.main([*_QUIET, "-o", "addopts=", *sorted(files)], plugins=[runner])
    out.close()


class _Runner:
    """The plugin of the process that has loaded all tests and runs none itself."""

    def __init__(
        self,
        modules: list[Module],
        known: Map,
        results: Results,
        most: int,
        seconds: float,
        until: float,
    ) -> None:
        self.out = sys.stdout
        self._modules, self._map, self._results = modules, known, results
        self._most, self._seconds, self._until = most, seconds, until
        self._items: dict[str, pytest.Item] = {}
        self._sharing = Counter(name for seen in known.tests.values() for name in seen.shared)
        self._kills: Counter[str] = Counter()
        self._sound: dict[str, bool] = {}
        self._failed = ""

    def pytest_sessionstart(self) -> None:
        # Found is found: no smaller example is looked for, and the next run draws the same ones.
        hypothesis.settings.register_profile(
            "mutants",
            deadline=None,
            derandomize=True,
            database=None,
            phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        )
        hypothesis.settings.load_profile("mutants")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self._failed = report.nodeid

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        warm()
        self._names = data((NAMES,))
        # No child looks for garbage among what all of them share.
        loaded = [module.functions() for module in self._modules]
        gc.collect()
        gc.freeze()
        for module, functions in zip(self._modules, loaded, strict=True):
            self._module(module, functions)
        return True

    def _module(self, module: Module, loaded: Functions) -> None:
        met = {test: blocks for test, blocks in self._map.of(module).items() if test in self._items}
        chosen = _sample(module.mutants, self._most)
        for mutant in chosen:
            if self._results.killed(module, mutant) or time.time() > self._until:
                continue
            tests = self._tests(mutant, met)
            begun = time.time()
            killer = self._try(module, mutant, loaded, tests)
            files = self._map.loading(module, mutant.block)
            if not killer and files:
                tests = self._tests(
                    mutant, {test: None for test in self._items if test.split("::")[0] in files}
                )
                killer = self._try(module, mutant, {}, tests)
            self._results.add(module, mutant, killer, len(tests), time.time() - begun)
            if not killer:
                line = module.lines()[mutant.line - 1].strip()
                what = "survived" if tests else "not run "
                self._say(f"{what} {module.path}:{mutant.line} {mutant.said}: {line}")
        self._say(self._results.summary(module))

    def _say(self, said: str) -> None:
        print(said, file=self.out, flush=True)

    def _tests(self, mutant: Mutant, met: dict[str, set[int] | None]) -> list[str]:
        """The quickest first, those before the others that have noticed something already."""
        # What runs as the module is loaded is run by no test that could be told from the others.
        fit = [
            test
            for test, blocks in met.items()
            if not mutant.block or blocks is None or mutant.block in blocks
        ]
        known, sharing = self._map, self._sharing
        share = {
            test: known.tests[test].seconds
            + sum(known.fixtures[name].seconds / sharing[name] for name in known.tests[test].shared)
            for test in fit
        }
        fit.sort(key=lambda test: (share[test] / (1 + self._kills[test]), test))
        # For half of the time the quickest, then one of each file and fixture before the second of any:
        # what one scene does not notice another may.
        half, quick = self._seconds / 2, 0.0
        turn: Counter[tuple[str, ...]] = Counter()
        order = []
        for test in fit:
            scene = test.split("::")[0], *known.tests[test].shared
            quick += share[test]
            first = self._kills[test] or quick < half
            order.append((-1 if first else turn[scene], len(order), test))
            turn[scene] += 1
        chosen: dict[str, None] = {}
        made: set[str] = set()
        spent = 0.0
        for _, _, test in sorted(order):
            cost = known.cost(test, made)
            if test in chosen or (chosen and spent + cost > self._seconds):
                continue
            new = {*known.tests[test].shared} - made
            made |= new
            # Those that only look at what was made for this one cost next to nothing.
            cheap = [
                other
                for other in fit
                if new.intersection(known.tests[other].shared)
                and known.tests[other].seconds < _NOTHING
            ]
            for one in (test, *cheap):
                if one not in chosen:
                    spent += cost if one == test else known.tests[one].seconds
                    chosen[one] = None
        return list(chosen)

    def _expected(self, tests: list[str]) -> float:
        made: set[str] = set()
        spent = 0.0
        for test in tests:
            spent += self._map.cost(test, made)
            made.update(self._map.tests[test].shared)
        return spent

    def _try(
        self,
        module: Module,
        mutant: Mutant,
        loaded: Functions,
        tests: list[str],
    ) -> str:
        """The test that failed, or nothing."""
        while tests:
            killer = self._forked(module, mutant, loaded, tests)
            if not killer or killer.startswith("("):
                return killer
            if killer not in self._sound:
                self._sound[killer] = not self._forked(module, None, loaded, [killer])
            if self._sound[killer]:
                self._kills[killer] += 1
                return killer
            tests = [test for test in tests if test != killer]
        return ""

    def _forked(
        self,
        module: Module,
        mutant: Mutant | None,
        loaded: Functions,
        tests: list[str],
    ) -> str:
        expected = self._expected(tests)
        read, write = os.pipe()
        child = os.fork()
        if not child:
            code = 1
            try:
                os.close(read)
                most = int(10 + 4 * expected)
                resource.setrlimit(resource.RLIMIT_CPU, (most, most + 5))
                resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
                os.write(write, self._inside(module, mutant, loaded, tests).encode()[:4000])
                code = 0
            except BaseException as error:
                os.write(write, f"({type(error).__name__})".encode())
            finally:
                os._exit(code)
        os.close(write)
        status = _wait(child, 60 + 12 * expected)
        with os.fdopen(read, encoding="utf-8", errors="replace") as pipe:
            said = pipe.read()
        return said or ("(endless)" if status else "")

    def _inside(
        self,
        module: Module,
        mutant: Mutant | None,
        loaded: Functions,
        tests: list[str],
    ) -> str:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        code = module.changed(mutant) if mutant else None
        if mutant and code and not (loaded and module.put(mutant, code, loaded)):
            module.load_anew(code)
            catch = _Catch()
            again = [*_QUIET, "-o", "addopts=", *tests[:_AGAIN]]
            ended = pytest.main(again, plugins=[catch])
            return catch.failed or ("(not loaded)" if ended else "")
        if module.name.startswith(NAMES):
            for cache in self._names:
                cache.cache_clear()
        items = [self._items[test] for test in tests]
        for item, after in zip(items, [*items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self._failed:
                return self._failed
        return ""


class _Catch:
    failed = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = report.nodeid


def _sample(found: list[Mutant], most: int) -> list[Mutant]:
    """The same for the same module, and a larger one holds the smaller."""
    order = list(range(len(found)))
    random.Random(7).shuffle(order)
    return [found[at] for at in sorted(order[:most])]


def _wait(child: int, seconds: float) -> int:
    for pause in _pauses(seconds):
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return status
        time.sleep(pause)
    os.kill(child, signal.SIGKILL)
    return os.waitpid(child, 0)[1]


def _pauses(seconds: float) -> Iterator[float]:
    until, pause = time.time() + seconds, 0.002
    while time.time() < until:
        yield pause
        pause = min(pause * 1.3, 0.1)
