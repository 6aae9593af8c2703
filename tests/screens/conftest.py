"""The small workspace, and a day on which nothing of it ages."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbench import make, small, stop_the_clock

from kamtui.store.workspace import Workspace


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same day."""
    stop_the_clock(monkeypatch)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small workspace, in Chinese."""
    return make(tmp_path / "work", small())
