"""Asking `kamtui figures … --json` in a test, and workspaces made of real data once for a module.

Tests import it as `figured`.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kamtui.__main__ import main
from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.workspace import Workspace

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
MAPS = Path(__file__).resolve().parents[1] / "examples" / "maps"


class Asked:
    """A workspace, kept open, whose figures are asked for by the command."""

    def __init__(self, workspace: Workspace) -> None:
        """Ask this workspace."""
        self.workspace = workspace

    def __call__(self, *arguments: object) -> dict[str, Any]:
        """What the command prints, read back."""
        out, said = io.StringIO(), io.StringIO()

        @contextlib.contextmanager
        def opened(_: object) -> Iterator[Workspace]:
            yield self.workspace

        with (
            pytest.MonkeyPatch.context() as patched,
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(said),
        ):
            patched.setattr("kamtui.cli.figures.opened", opened)
            code = main(["figures", *map(str, arguments), "--json", "--lang", "en"])
        assert code == 0, said.getvalue()
        found: dict[str, Any] = json.loads(out.getvalue())
        return found

    def by(self, *arguments: str) -> dict[Any, Any]:
        """By the values of the dimensions the value."""
        dims = arguments[arguments.index("--by") + 1].split(",")
        rows = self(*arguments)["rows"]
        keys = [tuple(row[name] for name in dims) for row in rows]
        return {key[0] if len(key) == 1 else key: row["value"] for key, row in zip(keys, rows, strict=True)}


def real(root: Path, names: list[str], currency: str, mapping: str = "") -> Asked:
    """A workspace with these real files; skips where they are not."""
    paths = [DATA / name for name in names]
    if not all(path.is_file() for path in paths):
        pytest.skip(f"the real data sets are not at {DATA}")
    workspace = Workspace.create(root, currency=currency)
    import_files(workspace, paths, ImportOptions(mapping=MAPS / mapping if mapping else None))
    return Asked(workspace)


def within(rows: Iterable[Mapping[str, Any]], *edges: float) -> list[int]:
    """How many rows have a cumulated share up to each edge and above the one before, and how many above all."""
    shares = [row["cumulated"] for row in rows]
    counts = [sum(share <= edge for share in shares) for edge in edges]
    return [*(high - low for low, high in pairwise([0, *counts])), len(shares) - counts[-1]]
