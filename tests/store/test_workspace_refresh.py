"""What others write is seen, and the cache is only believed where the files have not changed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import msgspec
import pytest

from kamtui.store.files import index
from kamtui.store.files.loader import read_bytes
from kamtui.store.records import Account, Competitor, Contact
from kamtui.store.workspace import Change, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one account, closed once so that there is a cache."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        account = change.add(Account(name="Acme"))
        change.add(Contact(name="Ada", account=account.id))
    workspace.close()
    return Workspace.open(workspace.root)


class Entries(list["os.DirEntry[str]"]):
    """What a folder held a moment ago."""

    def __enter__(self) -> Entries:
        """As the real thing does."""
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""


def names(workspace: Workspace) -> list[str]:
    """The names of all accounts."""
    return sorted(account.name for account in workspace.records(Account).values())


def card(workspace: Workspace) -> Path:
    """The one card's file."""
    (path,) = (workspace.root / "accounts").rglob("*.json")
    return path


def test_nothing_new_is_nothing(workspace: Workspace) -> None:
    workspace.refresh()
    assert workspace.refresh() == set()


def test_another_process_s_change_is_seen(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    with other.change("Name") as change:
        change.set(next(iter(other.records(Account).values())), name="Acme 2")
        change.add(Competitor(name="Rival"))
    name = str(card(workspace).relative_to(workspace.root))
    assert workspace.refresh() == {name, "catalog.json"}
    assert names(workspace) == ["Acme 2"]
    assert [rival.name for rival in workspace.records(Competitor).values()] == ["Rival"]


def test_a_new_card_is_seen_and_a_removed_one_is_gone(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    with other.change("Add") as change:
        bolt = change.add(Account(name="Bolt"))
    assert workspace.refresh() == {f"accounts/b/{bolt.slug}.json"}
    assert names(workspace) == ["Acme", "Bolt"]
    shutil.rmtree(workspace.root / "accounts" / "b")
    assert workspace.refresh() == {f"accounts/b/{bolt.slug}.json"}
    assert names(workspace) == ["Acme"]
    (workspace.root / "catalog.json").write_text('{"competitors": {}}')
    workspace.refresh()
    (workspace.root / "catalog.json").unlink()
    assert workspace.refresh() == {"catalog.json"}


def test_an_edit_in_place_is_seen_within_the_half_minute(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    path = card(workspace)
    path.write_text(path.read_text().replace("Acme", "Amce"))
    monkeypatch.setattr(index, "RESCAN", 0.0)
    assert workspace.refresh()
    assert names(workspace) == ["Amce"]


def test_what_was_written_just_after_our_own_change_is_not_missed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Workspace.open(workspace.root)
    commit = Change.commit

    def commit_and_be_overtaken(change: Change) -> object:
        done = commit(change)
        monkeypatch.setattr(Change, "commit", commit)
        other.refresh()
        with other.change("Move") as theirs:
            theirs.set(next(iter(other.records(Account).values())), location="Paris")
        return done

    monkeypatch.setattr(Change, "commit", commit_and_be_overtaken)
    with workspace.change("Rate") as change:
        change.set(next(iter(workspace.records(Account).values())), tier="A")
    workspace.refresh()
    account = next(iter(workspace.records(Account).values()))
    assert (account.tier, account.location) == ("A", "Paris")


def test_a_card_that_goes_while_it_is_looked_at_is_no_error(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    with workspace.change("Add") as change:
        change.add(Account(name="Bolt"))
    scan = os.scandir

    def scan_late(folder: Path) -> Entries:
        with scan(folder) as entries:
            found = Entries(entries)
        for path in folder.iterdir() if folder.name == "b" else ():
            path.unlink()
        return found

    monkeypatch.setattr(os, "scandir", scan_late)
    fresh = Workspace.open(workspace.root)
    assert names(fresh) == ["Acme"]


def test_it_is_used_where_nothing_changed(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> bytes:
        raise AssertionError("read a card that had not changed")

    monkeypatch.setattr(index, "read_bytes", refuse)
    assert names(Workspace.open(workspace.root)) == ["Acme"]


def test_a_change_of_the_same_size_in_the_same_second_is_seen(workspace: Workspace) -> None:
    path = card(workspace)
    status = path.stat()
    path.write_text(path.read_text().replace("Acme", "Amce"))
    second = status.st_mtime_ns // 1_000_000_000 * 1_000_000_000
    os.utime(path, ns=(second, second if second != status.st_mtime_ns else second + 1))
    assert path.stat().st_size == status.st_size
    assert path.stat().st_ino == status.st_ino
    assert names(Workspace.open(workspace.root)) == ["Amce"]


def test_another_file_in_the_card_s_place_is_seen(workspace: Workspace) -> None:
    path = card(workspace)
    status = path.stat()
    new = path.with_suffix(".new")
    new.write_text(path.read_text().replace("Acme", "Amce"))
    os.utime(new, ns=(status.st_mtime_ns, status.st_mtime_ns))
    new.replace(path)
    assert names(Workspace.open(workspace.root)) == ["Amce"]


@pytest.mark.parametrize("name", ["cards.mp", "setup.mp"])
def test_one_that_is_damaged_or_hostile_is_ignored(workspace: Workspace, name: str) -> None:
    cache = workspace.root / ".kamtui" / "cache" / name
    good = cache.read_bytes()
    deep = b"\x84\xa7version" + msgspec.msgpack.encode("0") + b"\xa5extra" + b"\x91" * 100_000 + b"\xc0"
    hostile = [
        b"", b"\x00", good[:-1], good + b"\x00", good[: len(good) // 2], b"\xff" * 100, b"\xdf\xff\xff\xff\xff",
        msgspec.msgpack.encode({"version": 1}), msgspec.msgpack.encode([good] * 3), deep,
        *(bytes([*good[:at], good[at] ^ 0xFF, *good[at + 1 :]]) for at in range(0, len(good), len(good) // 40)),
    ]  # fmt: skip
    for data in hostile:
        cache.write_bytes(data)
        opened = Workspace.open(workspace.root)
        assert len(opened.records(Account)) == 1
        assert [person.name for person in opened.records(Contact).values()] == ["Ada"]
        assert opened.method == workspace.method
        opened.close()


def test_one_with_other_fields_is_ignored(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "_SHAPE", 0)
    seen: list[str] = []

    def watch(path: Path, name: str) -> bytes | None:
        seen.append(name)
        return read_bytes(path, name)

    monkeypatch.setattr(index, "read_bytes", watch)
    assert names(Workspace.open(workspace.root)) == ["Acme"]
    assert seen == [str(card(workspace).relative_to(workspace.root))]


def test_it_can_be_deleted_at_any_time(workspace: Workspace) -> None:
    shutil.rmtree(workspace.root / ".kamtui")
    with workspace.change("Add") as change:
        change.add(Contact(name="Ben", account=next(iter(workspace.records(Account)))))
    shutil.rmtree(workspace.root / ".kamtui")
    workspace.close()
    assert len(Workspace.open(workspace.root).records(Contact)) == 2


def test_a_folder_that_is_gone_is_said_and_what_was_read_stays(workspace: Workspace) -> None:
    with workspace.change("Add") as change:
        account = change.add(Account(name="Kept"))
    shutil.rmtree(workspace.root)
    workspace.refresh()
    assert account.id in workspace.records(Account)
    with pytest.raises(FileNotFoundError), workspace.change("Rate") as change:
        change.set(account, tier="A")
    with pytest.raises(FileNotFoundError):
        workspace.undo()
    workspace.close()
    assert not workspace.root.exists(), "nothing is made where the folder was"
