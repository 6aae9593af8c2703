"""What every test stands on: a home of its own, the real data where it is, and plain words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kamtui.store.files.place import refuse_all
from kamtui.store.text import words

REAL_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def no_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keep every test away from the person's own home, settings and language, and from what others asked for."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("KAMTUI_DATA", "KAMTUI_LANG"):
        monkeypatch.delenv(name, raising=False)
    words.use("en")
    yield
    words.use("en")
    refuse_all(False)


@pytest.fixture
def real_data() -> Path:
    """The folder of real data sets beside the project; the test is skipped where it is absent."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"the real data sets are not at {REAL_DATA}")
    return REAL_DATA
