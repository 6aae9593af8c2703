"""A small workspace with something to review, and a day on which it is looked at."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from workbench import make, small

from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now(dt.UTC).date()
"""Snapshots of the past are made from events, so the tests of the present need the real day."""


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small workspace, in Chinese."""
    return make(tmp_path / "work", small())
