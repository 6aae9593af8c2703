"""A workspace of an older format is read as it is, and written anew as a whole before the first change."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from copies import clone_of, git

from kamtui.store.files import atomic
from kamtui.store.files.formats import FORMAT, MIGRATIONS, brought_up
from kamtui.store.records import Account, Contact, Opportunity
from kamtui.store.sync import make_repository, sync
from kamtui.store.workspace import DamagedFileError, ReadOnlyError, Workspace

GOLDEN = Path(__file__).parents[1] / "golden"
CARD = "accounts/h/huabei-7q2k9d.json"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of format 0."""
    return Path(shutil.copytree(GOLDEN / "format-0", tmp_path / "w"))


def rate(workspace: Workspace, tier: str) -> None:
    """Change something."""
    with workspace.change("Rate") as change:
        change.set(next(iter(workspace.records(Account).values())), tier=tier)


def data(root: Path) -> dict[str, bytes]:
    """Every file outside of `.kamtui`."""
    paths = {str(path.relative_to(root)): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith((".kamtui", ".git"))}


def card(root: Path) -> dict[str, Any]:
    """The card as it stands in the file."""
    found: dict[str, Any] = json.loads((root / CARD).read_bytes())
    return found


def told(workspace: Workspace) -> tuple[object, ...]:
    """What the golden workspace says, whatever its format."""
    (deal,) = workspace.records(Opportunity).values()
    (person,) = workspace.records(Contact).values()
    event, *_ = workspace.events(deal.account)
    return (
        deal.name, deal.amount, event.kind, event.new,
        person.attitude.value, person.influence.value, person.influence.source, person.closeness.value,
    )  # fmt: skip


def test_every_older_format_has_its_migration_and_its_golden_folder() -> None:
    assert sorted(MIGRATIONS) == list(range(FORMAT))
    assert sorted(path.name for path in GOLDEN.iterdir()) == [f"format-{number}" for number in range(FORMAT)]


def test_an_older_format_is_read_in_memory_and_nothing_is_written(root: Path) -> None:
    before = data(root)
    workspace = Workspace.open(root)
    assert workspace.findings == []
    assert told(workspace) == ("机房改造", 1_600_000_000, "opportunities", "design", 2, 1, "visit", 0)
    workspace.close()
    assert data(root) == before


def test_the_first_change_writes_everything_anew_after_a_dated_copy(root: Path) -> None:
    before = data(root)
    workspace = Workspace.open(root)
    rate(workspace, "B")
    assert workspace.upgraded
    assert data(workspace.upgraded) == {name: before[name] for name in (CARD, "kamtui.yaml")}
    assert b"format: 1\n" in (root / "kamtui.yaml").read_bytes()
    document = card(root)
    assert set(document) == {"accounts", "contacts", "events", "opportunities", "pets"}
    assert next(iter(document["accounts"].values()))["mood"] == "sunny"
    assert told(Workspace.open(root))[:2] == ("机房改造", 1_600_000_000)
    backups = sorted((root / ".kamtui" / "backups").iterdir())
    rate(workspace, "C")
    assert sorted((root / ".kamtui" / "backups").iterdir()) == backups
    assert workspace.undo()
    assert workspace.undo()
    assert workspace.undo() is None
    assert set(card(root)) == set(document)


def test_bringing_up_twice_changes_nothing() -> None:
    document = json.loads((GOLDEN / "format-0" / CARD).read_bytes())
    once = brought_up(document, CARD)
    assert once != document
    assert brought_up(once, CARD) == once
    assert "deals" in document
    assert "deals" in brought_up(document, "catalog.json")


@pytest.mark.parametrize("after", range(8))
def test_a_process_that_dies_half_way_leaves_one_format_or_the_other(root: Path, after: int) -> None:
    before = data(root)
    if (child := os.fork()) == 0:
        calls = 0
        for name in ("replace", "link", "fsync"):
            real = getattr(os, name)

            def counted(*args: Any, real: Any = real, **named: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls > after * 2:
                    os._exit(9)
                return real(*args, **named)

            setattr(os, name, counted)
        try:
            rate(Workspace.open(root), "B")
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    workspace = Workspace.open(root)
    assert workspace.findings == []
    assert told(workspace)[:2] == ("机房改造", 1_600_000_000)
    if b"format: 0" in (root / "kamtui.yaml").read_bytes():
        assert {name: held for name, held in data(root).items() if not atomic.is_temporary(Path(name).name)} == before
    rate(workspace, "C")
    assert b"format: 1" in (root / "kamtui.yaml").read_bytes()
    assert "deals" not in card(root)


def test_a_damaged_file_keeps_the_whole_workspace_in_its_format(root: Path) -> None:
    (root / "catalog.json").write_text("{")
    before = data(root)
    with pytest.raises(DamagedFileError):
        rate(Workspace.open(root), "B")
    assert data(root) == before


def test_a_process_that_has_it_open_notices_that_it_was_brought_up_or_beyond(root: Path) -> None:
    first, second = Workspace.open(root), Workspace.open(root)
    rate(first, "B")
    with second.change("Note") as change:
        change.set(next(iter(second.records(Account).values())), note="x")
    assert second.upgraded is None
    assert second.config.format == FORMAT
    text = (root / "kamtui.yaml").read_text()
    (root / "kamtui.yaml").write_text(text.replace("format: 1", "format: 99"))
    with pytest.raises(ReadOnlyError, match="format"):
        rate(first, "A")
    assert first.read_only == "format"


def test_a_card_that_a_clone_still_writes_in_the_old_format_merges(root: Path, tmp_path: Path) -> None:
    make_repository(root)
    other = clone_of(root, tmp_path)
    text = (other / CARD).read_text("utf-8")
    (other / CARD).write_text(text.replace('"attitude": 2', '"attitude": 1'), "utf-8")
    git(other, "commit", "-qam", "old")
    rate(Workspace.open(root), "B")
    sync(root)
    assert sync(other).merged == (CARD,)
    document = card(other)
    assert "deals" not in document
    assert next(iter(document["contacts"].values()))["attitude"] == {"value": 1}
    assert told(Workspace.open(other))[:2] == ("机房改造", 1_600_000_000)
