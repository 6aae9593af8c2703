"""Where the torture happens: in memory where that is to be had, so that the disk does not slow it down."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from torture import seam

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
