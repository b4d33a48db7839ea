"""What a mutant is: one operator or number of a module changed, and how it is put in place of what is loaded."""

from __future__ import annotations

import ast
import gc
import importlib.abc
import importlib.util
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add,
}  # fmt: skip
Functions = dict[tuple[str, int], list[FunctionType]]
#: Numbers up to these are counts and places, larger ones measures.
_MOST, _MOST_NAMED = 9, 2
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# What a test has loaded and no mutant of the rooms above can have touched.
_BELOW = ("engine.model", "engine.text", "engine.ingest", "engine.ruleset")


@dataclass(frozen=True)
class Mutant:
    index: int
    """Of the node, as ``ast.walk`` meets it."""
    line: int
    column: int
    said: str
    block: int
    """First line of the innermost block of statements; 0 where it is run as the module is loaded."""
    within: tuple[str, ...]
    """The class and function whose code holds it."""

    @property
    def key(self) -> str:
        return f"{self.line}:{self.column} {self.said}"


def mutants(tree: ast.Module) -> list[Mutant]:
    places = dict(_places(tree))
    return [
        Mutant(
            index,
            getattr(node, "lineno", 0),
            getattr(node, "col_offset", 0),
            change[0],
            *places[node],
        )
        for index, node in enumerate(ast.walk(tree))
        if node in places
        and not _is_measure(node, places[node][0])
        and (change := _change(node)) is not None
    ]


def _is_measure(node: ast.AST, block: int) -> bool:
    """A number that was set by measuring (a distance, a weight, the size of a cache): one more of it says
    nothing, and the floors in tests/judgement hold what it comes to. Named ones stand in the module."""
    return (
        isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and (type(node.value) is float or node.value > (_MOST if block else _MOST_NAMED))  # type: ignore[operator]
    )


def blocks(tree: ast.Module) -> Iterator[list[ast.stmt]]:
    """Every list of statements inside a function."""
    for function in ast.walk(tree):
        if isinstance(function, _FUNCTIONS):
            yield function.body
            for node in ast.walk(function):
                if node is not function and not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
                    yield from _lists(node)


def _lists(node: ast.AST) -> Iterator[list[ast.stmt]]:
    for name in ("body", "orelse", "finalbody"):
        listed = getattr(node, name, None)
        if isinstance(listed, list) and listed and isinstance(listed[0], ast.stmt):
            yield listed


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, tuple[int, tuple[str, ...]]]]:
    def walk(
        node: ast.AST, block: int, within: tuple[str, ...]
    ) -> Iterator[tuple[ast.AST, tuple[int, tuple[str, ...]]]]:
        yield node, (block, within)
        inside = within
        if isinstance(node, ast.ClassDef) and not block:
            inside = (*within, node.name)
        for name, value in ast.iter_fields(node):
            run = name in ("body", "orelse", "finalbody") and isinstance(value, list)
            held = value if isinstance(value, list) else [value]
            at, by = block, inside
            if run and held and (block or isinstance(node, _FUNCTIONS)):
                at = held[0].lineno
                if not block and isinstance(node, _FUNCTIONS):
                    by = (*within, node.name)
            # An annotation is never run.
            if name in ("annotation", "returns"):
                continue
            for child in held:
                if isinstance(child, ast.AST):
                    yield from walk(child, at, by)

    yield from walk(tree, 0, ())


def _change(node: ast.AST) -> tuple[str, Callable[[Any], None]] | None:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPS:
        new = _SWAPS[type(node.ops[0])]
        return (
            f"{type(node.ops[0]).__name__} → {new.__name__}",
            lambda n: n.ops.__setitem__(0, new()),
        )
    if isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _SWAPS:
        new = _SWAPS[type(node.op)]
        return f"{type(node.op).__name__} → {new.__name__}", lambda n: setattr(n, "op", new())
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return f"{node.value} → {node.value + 1}", lambda n: setattr(n, "value", n.value + 1)  # type: ignore[operator]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return "not x → x", lambda n: setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand))
    return None


class Module:
    """A module of the engine as it stands, and its mutants."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.file = str(ROOT / path)
        self.source = (ROOT / path).read_text(encoding="utf-8")
        self.tree = ast.parse(self.source)
        self.mutants = mutants(self.tree)
        self.name = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def lines(self) -> list[str]:
        return self.source.splitlines()

    def functions(self) -> Functions:
        """Those loaded, by their name and line."""
        found: Functions = {}
        for one in gc.get_objects():
            if isinstance(one, FunctionType) and one.__code__.co_filename == self.file:
                code = one.__code__
                found.setdefault((code.co_qualname, code.co_firstlineno), []).append(one)
        return found

    def changed(self, mutant: Mutant) -> CodeType:
        """Its code with the mutant in it. The tree stays changed: to be called in a process that ends."""
        node = list(ast.walk(self.tree))[mutant.index]
        change = _change(node)
        assert change is not None
        change[1](node)
        return compile(ast.fix_missing_locations(self.tree), self.file, "exec")

    def put(self, mutant: Mutant, code: CodeType, loaded: Functions) -> bool:
        """Whether the mutant could be put into what is loaded; else all must be loaded anew."""
        if not mutant.block:
            return _graft(sys.modules[self.name], code)
        put = False
        for held in _codes(code):
            if held.co_qualname == ".".join(mutant.within):
                for function in loaded.get((held.co_qualname, held.co_firstlineno), []):
                    function.__code__ = held
                    put = True
        return put

    def load_anew(self, code: CodeType) -> None:
        """From now on whoever imports it gets ``code``, and all that may hold parts of it is loaded again."""
        for name in list(sys.modules):
            inside = name.startswith("engine.") and not name.startswith(_BELOW)
            if inside or name == "tests" or name.startswith("tests."):
                parent, _, last = name.rpartition(".")
                if parent == "engine" and parent in sys.modules:
                    vars(sys.modules[parent]).pop(last, None)
                del sys.modules[name]
        sys.meta_path.insert(0, _Finder(self.name, self.file, code))


def _graft(module: ModuleType, code: CodeType) -> bool:
    """Runs the code of a whole module beside the loaded one and takes over what came out otherwise."""
    there = {"__name__": module.__name__, "__package__": module.__package__, "__file__": module.__file__}  # fmt: skip
    exec(code, there)
    for name, new in there.items():
        if name.startswith("__") or name not in vars(module):
            continue
        old = vars(module)[name]
        if type(new).__module__ == module.__name__ and not isinstance(new, type):
            return False  # an instance of a class that there are two of now
        if getattr(new, "__module__", module.__name__) == module.__name__ and (
            isinstance(new, type) or hasattr(new, "__code__") or hasattr(new, "__wrapped__")
        ):
            _take_over(old, new)
        elif isinstance(new, ModuleType) or new is old:
            continue
        else:
            for other in list(sys.modules.values()):
                held = getattr(other, "__dict__", {})
                if held.get(name) is old:
                    held[name] = new
    return True


def _take_over(old: Any, new: Any) -> None:
    if isinstance(old, type):
        for name, value in list(vars(new).items()):
            had = vars(old).get(name)
            if isinstance(value, FunctionType | property | classmethod | staticmethod):
                _take_over(had, value)
            elif isinstance(value, int | float | str | tuple) and had != value:
                setattr(old, name, value)
        return
    for name in ("fget", "__func__", "func", "__wrapped__"):
        if hasattr(old, name) and hasattr(new, name):
            _take_over(getattr(old, name), getattr(new, name))
            return
    if isinstance(old, FunctionType) and old.__code__.co_freevars == new.__code__.co_freevars:
        old.__code__ = new.__code__
        old.__defaults__, old.__kwdefaults__ = new.__defaults__, new.__kwdefaults__


def _codes(code: CodeType) -> Iterator[CodeType]:
    for held in code.co_consts:
        if isinstance(held, CodeType):
            yield held
            yield from _codes(held)


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def __init__(self, name: str, file: str, code: CodeType) -> None:
        self._name, self._file, self._code = name, file, code

    def find_spec(self, name: str, path: object = None, target: object = None) -> Any:
        if name != self._name:
            return None
        where = [str(Path(self._file).parent)] if self._file.endswith("__init__.py") else None
        return importlib.util.spec_from_file_location(
            name, self._file, loader=self, submodule_search_locations=where
        )

    def exec_module(self, module: ModuleType) -> None:
        exec(self._code, vars(module))
