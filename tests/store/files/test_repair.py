"""What a dead process left half-written is put back, and nothing that was written since."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from kamtui.store.files import atomic
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace


def test_a_repair_leaves_what_someone_wrote_after_the_process_died(
    tmp_path: Path, as_someone: Callable[[int, Callable[[], object]], str]
) -> None:
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        change.add(Account(name="Acme"))
        change.add(Account(name="Bolt"))
    as_someone(os.getuid(), lambda: die_half_way(workspace))

    workspace.refresh()
    with workspace.change("Move both") as change:
        for account in workspace.records(Account).values():
            change.set(account, location="Paris")
    opened = Workspace.open(workspace.root)
    assert [account.location for account in opened.records(Account).values()] == ["Paris", "Paris"]
    assert [account.tier for account in opened.records(Account).values()] == ["", ""]


def die_half_way(workspace: Workspace) -> None:
    """Change two cards, and die between the first and the second."""
    replace = atomic.Draft.replace

    def replace_once(draft: atomic.Draft) -> None:
        replace(draft)
        if "accounts" in draft.path.parts:
            os._exit(9)

    setattr(atomic.Draft, "replace", replace_once)  # noqa: B010
    with workspace.change("Rate both") as change:
        for account in workspace.records(Account).values():
            change.set(account, tier="A")
