"""Erasing a person from everything that lies in a workspace, and saying what cannot be reached (A4.25)."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from kamtui.store.files.forgetting import forget
from kamtui.store.people.traces import Traces
from kamtui.store.records import Contact
from kamtui.store.text.mentions import Mentions
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_LOCAL = ".kamtui"
_APART = ("locks", "journal", "cache", "drafts")
"""Of the local folder what is not gone through file by file."""
_OUTSIDE = (".git", _LOCAL)


class Erased(msgspec.Struct, frozen=True):
    """What came of it."""

    still: tuple[tuple[str, int], ...] = ()
    """Files and lines where the name, a number or an address still stands: in what others are called, for instance."""
    left: tuple[str, ...] = ()
    """What could not be gone through: damaged, or of someone else."""
    backups: tuple[str, ...] = ()
    """Backups in the workspace's own folder, which are never written anew."""
    has_git: bool = False
    """Whether there is a git history, which keeps what was committed."""


def erase(workspace: Workspace, person: Contact, today: dt.date) -> Erased:
    """Erase a person for good; a tombstone stays, so that no merge and no import brings the person back.

    Gone through are cards, catalog, orders, private cards, reviews (which are sealed anew), minutes, copies of sync
    tools, drafts, the undo history, copies that kamtui has put aside, and caches. Steps that do not concern the person
    can still be undone. Of who was erased before, what other machines have kept is taken out by the id.

    Raises ReadOnlyError, LockedError, OSError.
    """
    traces = Traces(workspace, person, today)
    left: list[str] = []
    backups: list[str] = []

    def gathered() -> dict[str, bytes]:
        left.extend(forget(workspace.root / _LOCAL / "journal", person.id, traces.forgotten, traces.mentions))
        left.extend(_drafts(workspace, person, traces.mentions))
        left.extend(_local(workspace.root, traces, backups))
        return _data(workspace.root, traces, left)

    workspace.rewrite(word("people.cli.erased_name"), gathered)
    shutil.rmtree(workspace.root / _LOCAL / "cache", ignore_errors=True)
    still = tuple(_still(workspace.root, traces.told))
    has_git = (workspace.root / ".git").exists()
    return Erased(still, tuple(dict.fromkeys(left)), tuple(backups), has_git)


def _data(root: Path, traces: Traces, left: list[str]) -> dict[str, bytes]:
    """The files of the workspace that change, with their new contents."""
    changed = {}
    for name in _names(root):
        try:
            data = (root / name).read_bytes()
            done = traces.erased(name, data)
        except (OSError, ValueError):
            left.append(name)
            continue
        if done != data:
            changed[name] = done
    return changed


def _local(root: Path, traces: Traces, backups: list[str]) -> Iterator[str]:
    """Go through what kamtui keeps beside the data; what resists is named."""
    for path in sorted((root / _LOCAL).rglob("*")):
        name = str(path.relative_to(root))
        if path.relative_to(root).parts[1] in _APART or path.is_symlink() or not path.is_file():
            continue
        if path.suffix == ".gz":
            backups.append(name)
            continue
        try:
            traces.clean_apart(path)
        except OSError:
            yield name


def _drafts(workspace: Workspace, person: Contact, mentions: Mentions) -> Iterator[str]:
    """Drop drafts about the person, and take the person out of all others."""
    from kamtui.store import draft_files

    for path in workspace.drafts.files():
        try:
            found = draft_files.read(path)
            about = [one for one in found if one.record == person.id or one.texts.get("name") == person.name]
            kept = [msgspec.convert(mentions.out_of_value(msgspec.to_builtins(one)), draft_files.Draft)
                    for one in found if one not in about]  # fmt: skip
            if kept != found:
                draft_files.rewrite(path, kept)
        except OSError:
            yield str(path)


def _still(root: Path, told: Mentions) -> Iterator[tuple[str, int]]:
    """Where the person is still named."""
    for name in _names(root):
        with suppress(OSError):
            data = (root / name).read_bytes()
            if told.may_be_in(data):
                for number, line in enumerate(data.decode("utf-8", errors="replace").split("\n"), 1):
                    if told.are_in(line):
                        yield name, number


def _names(root: Path) -> Iterator[str]:
    """Every file of the workspace but git's and kamtui's own, without links and files of a moment."""
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if inside.parts[0] in _OUTSIDE or path.is_symlink() or not path.is_file():
            continue
        if not (path.name.startswith(".") and path.suffix in (".tmp", ".lock")):
            yield str(inside)
