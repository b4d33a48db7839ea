"""A small mutation test: one change at a time, and the tests that should notice.

    python scripts/mutate.py engine/link/licences.py tests/link/test_licences.py --most 40

Works on a copy of the repository. What survives is printed with its line; what is known to be
harmless is explained in docs/mutation.md.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_SWAPS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
}  # fmt: skip


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Line, what was changed, the changed module."""
    for index, node in enumerate(ast.walk(tree)):
        for said, change in _changes(node):
            other = copy.deepcopy(tree)
            change(list(ast.walk(other))[index])
            yield getattr(node, "lineno", 0), said, ast.fix_missing_locations(other)


def _changes(node: ast.AST):  # type: ignore[no-untyped-def]
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
        new = _SWAPS[type(node.ops[0])]
        yield (
            f"{type(node.ops[0]).__name__} → {new.__name__}",
            lambda n: n.ops.__setitem__(0, new()),
        )
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPS:
        new = _SWAPS[type(node.op)]
        yield f"{type(node.op).__name__} → {new.__name__}", lambda n: setattr(n, "op", new())
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield f"{node.value} → {node.value + 1}", lambda n: setattr(n, "value", n.value + 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield (
            "not x → not not x",
            lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand)),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("module", type=Path)
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--most", type=int, default=40, help="a sample of so many")
    options = parser.parse_args()
    source = (ROOT / options.module).read_text(encoding="utf-8")
    found = list(mutants(ast.parse(source)))
    chosen = sorted(random.Random(7).sample(range(len(found)), min(options.most, len(found))))
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(folder) / "copy"
        shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(".venv*", ".git", "*.ipynb"))
        survived = 0
        for at in chosen:
            line, said, tree = found[at]
            (copied / options.module).write_text(ast.unparse(tree), encoding="utf-8")
            if _passes(copied, options.tests):
                survived += 1
                print(f"survived {options.module}:{line} {said}: {source.splitlines()[line - 1].strip()}", flush=True)  # fmt: skip
    print(f"{options.module}: {len(chosen)} of {len(found)} mutants, {survived} survived")


def _passes(folder: Path, tests: list[str]) -> bool:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", *tests],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            timeout=120,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


if __name__ == "__main__":
    main()
