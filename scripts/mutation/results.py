"""What became of each mutant, kept a line each."""

from __future__ import annotations

import json
from pathlib import Path

from scripts.mutation.changes import ROOT, Module, Mutant
from scripts.mutation.tests import ROOMS, mark


class Results:
    def __init__(self, file: Path) -> None:
        self._file = file
        self._killer: dict[str, dict[str, str]] = {}
        """By the module as it was, then by mutant: what noticed it; nothing for those that survived."""
        if file.exists():
            for line in file.read_text(encoding="utf-8").splitlines():
                said = json.loads(line)
                self._killer.setdefault(said["module"], {})[said["mutant"]] = said["killer"]

    @classmethod
    def read(cls, kept: Path) -> Results:
        return cls(kept / "results.jsonl")

    def killed(self, module: Module, mutant: Mutant) -> bool:
        return bool(self._of(module).get(mutant.key))

    def _of(self, module: Module) -> dict[str, str]:
        return self._killer.get(mark(module.path, module.source), {})

    def add(self, module: Module, mutant: Mutant, killer: str, tests: int, seconds: float) -> None:
        at = mark(module.path, module.source)
        self._killer.setdefault(at, {})[mutant.key] = killer
        said = {
            "module": at,
            "mutant": mutant.key,
            "killer": killer,
            "tests": tests,
            "seconds": round(seconds, 2),
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps(said, ensure_ascii=False) + "\n")

    def counts(self, module: Module) -> tuple[int, int, int]:
        """Mutants there are, tried, and survived."""
        known = self._of(module)
        tried = [known[mutant.key] for mutant in module.mutants if mutant.key in known]
        return len(module.mutants), len(tried), sum(not killer for killer in tried)

    def summary(self, module: Module) -> str:
        all_, tried, survived = self.counts(module)
        return f"{module.path}: {tried} of {all_} mutants, {survived} survived"

    def survivors(self, module: Module) -> list[Mutant]:
        known = self._of(module)
        return [mutant for mutant in module.mutants if known.get(mutant.key) == ""]


def table(kept: Path) -> str:
    """Rows of docs/mutation.md: module, mutants, tried, killed, survived."""
    results = Results.read(kept)
    rows = []
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            module = Module(str(file.relative_to(ROOT)))
            all_, tried, survived = results.counts(module)
            if all_:
                rows.append(f"| `{module.path}` | {all_} | {tried} | {tried - survived} | {survived} |")  # fmt: skip
    return "\n".join(rows) + "\n"
