"""The small workspace, and a day on which nothing of it ages."""

from __future__ import annotations

from pathlib import Path

import pytest
from workbench import TODAY, make, small

from kamtui.screens.shell.base import WorkScreen
from kamtui.store.text import dates
from kamtui.store.workspace import Workspace


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is always the same day."""
    monkeypatch.setattr(WorkScreen, "today", lambda _: TODAY)
    monkeypatch.setattr(dates, "today", lambda: TODAY)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small workspace, in Chinese."""
    return make(tmp_path / "work", small())
