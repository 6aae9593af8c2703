"""A workspace to import into, files to import, and how to see whether anything on disk changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.exchange.importer import ImportOptions, import_files
from kamtui.store.exchange.report import ImportReport
from kamtui.store.workspace import Workspace

Importing = Callable[..., ImportReport]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace in yuan."""
    return Workspace.create(tmp_path / "data", currency="CNY")


@pytest.fixture
def importing(workspace: Workspace, tmp_path: Path) -> Importing:
    """Import a text written to `name`, or files by their paths, with options as keywords."""

    def run(*texts: str | Path, name: str = "file.csv", **options: Any) -> ImportReport:
        paths = []
        for place, text in enumerate(texts):
            path = text if isinstance(text, Path) else tmp_path / (f"{place}{name}" if place else name)
            if isinstance(text, str):
                path.write_text(text, encoding="utf-8")
            paths.append(path)
        return import_files(workspace, paths, ImportOptions(**options))

    return run


@pytest.fixture
def on_disk(workspace: Workspace) -> Callable[[], dict[str, tuple[int, bytes]]]:
    """Every file of the workspace with its version and content, caches and locks left out."""

    def look() -> dict[str, tuple[int, bytes]]:
        return {
            str(path.relative_to(workspace.root)): (path.stat().st_mtime_ns, path.read_bytes())
            for path in sorted(workspace.root.rglob("*"))
            if path.is_file() and ".kamtui" not in path.parts
        }

    return look
