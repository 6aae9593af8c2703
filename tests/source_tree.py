"""The source as the tests about the source see it: the files of the three floors, read once and parsed."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {"tui": "kamtui", "screens": "kamtui.screens", "store": "kamtui.store", "examples/demo": "kamtui.demo"}


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    def at(self, node: ast.AST) -> str:
        """Where `node` stands, as "store/workspace.py:12"."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}"

    def under(self, *folders: str) -> bool:
        """Say whether the file lies in one of `folders` ("store/text") or is one of them."""
        return any(self.path == folder or self.path.startswith(f"{folder}/") for folder in folders)

    @property
    def module(self) -> str:
        """The name the file is imported by: "kamtui.store.text" for store/text/__init__.py."""
        floor, _, rest = self.path.partition("/")
        inner = rest.removesuffix(".py").removesuffix("__init__").strip("/").replace("/", ".")
        return f"{FLOORS[floor]}.{inner}".rstrip(".")


def parsed(path: str, text: str) -> Source:
    """The source `text`, taken as the file at `path`."""
    return Source(path, text, ast.parse(text, path))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file below `folders`, in order; the three floors when no folder is named."""
    paths = (path for folder in folders or tuple(FLOORS) for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(parsed(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in paths)


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    """The calls in `tree` of a function or method of one of these names, whatever stands before the dot."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) in names:
            yield node


def called(call: ast.Call) -> str:
    """The last part of the called name: "add_row" for `self.table.add_row(…)`, "" for a computed callee."""
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def imports(source: Source) -> Iterator[tuple[ast.stmt, str]]:
    """Every import in the file, at any depth, as the statement and the full name it imports."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def docstrings(tree: ast.AST) -> set[ast.AST]:
    """The nodes of `tree` that are docstrings or other texts standing alone as a statement."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
