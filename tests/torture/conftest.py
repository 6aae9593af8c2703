"""Where the torture happens: in memory where that is to be had, so that the disk does not slow it down."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
from torture import seam

from kamtui.store.method import loader
from kamtui.store.method.model import Method
from kamtui.store.method.node import SourceError

_read = loader.load
MEMORY = Path("/dev/shm")


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder, in memory if possible."""
    home = MEMORY if os.access(MEMORY, os.W_OK) else None
    made = Path(tempfile.mkdtemp(prefix="kamtui-torture-", dir=home))
    yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power fails in this test: waiting for the disk thousands of times would show nothing."""
    for name, nothing in seam.NO_WAITING.items():
        monkeypatch.setattr(os, name, nothing)


@cache
def _shipped(template: str) -> Method:
    return _read(template)[0]


@pytest.fixture(autouse=True)
def quick_method(monkeypatch: pytest.MonkeyPatch) -> None:
    """The method that kamtui ships is read once for all workspaces: 25 ms, thousands of times, would show nothing."""
    _shipped("default")

    def load(template: str = "default", overrides: Sequence[Path] = ()) -> tuple[Method, list[SourceError]]:
        return _read(template, overrides) if overrides else (_shipped(template), [])

    monkeypatch.setattr(loader, "load", load)
