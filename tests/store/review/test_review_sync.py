"""Two people who end a review of the same week apart keep both snapshots, whole and under names of their own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from copies import GRID, card, put, tree, two_copies

from kamtui.store.review.library import Library
from kamtui.store.sync import sync
from kamtui.store.workspace import Workspace

DAY = dt.datetime.now(dt.UTC).date()
DEAL = "01" + "D" * 24


def reviewed(folder: Path, amount: int) -> None:
    """Give the copy a deal of this amount, and end a review there."""
    document = card(folder)
    document["opportunities"] = {DEAL: {"name": "meters", "stage": "need", "amount": amount}}
    put(folder, GRID, document)
    workspace = Workspace.open(folder)
    library = Library(workspace)
    library.write(library.take(DAY, "2026-W48"))
    workspace.close()


def test_both_snapshots_of_one_week_stay_whole_and_the_copies_agree(tmp_path: Path) -> None:
    first, second = two_copies(tmp_path)
    reviewed(first, 100)
    reviewed(second, 200)
    assert sync(first).unresolved == ()
    sync(second)
    sync(first)
    assert tree(first) == tree(second)
    library = Library(Workspace.open(first))
    assert len(library.heads) == 2
    amounts = {library.read(head.name).deals[DEAL].amount for head in library.heads}
    assert amounts == {100, 200}
    assert library.findings == []
