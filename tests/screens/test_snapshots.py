"""How the two main screens look, as pictures; `pytest --snapshot-update` takes new ones after a wanted change."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kamtui.app import KamApp
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace


@pytest.mark.parametrize("keys", [(), ("2",)], ids=["accounts", "pipeline"])
def test_this_screen_looks_as_it_should_at_80_by_24(
    workspace: Workspace, snap_compare: Callable[..., bool], keys: tuple[str, ...]
) -> None:
    use("zh")
    assert snap_compare(KamApp(Workspace.open(workspace.root)), press=keys, terminal_size=(80, 24))
