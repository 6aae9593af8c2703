"""`kamtui sync`: commit, fetch, merge record by record, push.

The workspace's locks are held while git reads or replaces files, never while it talks to another machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from kamtui.store import config
from kamtui.store.files.conflicts import FLAG, conflicts_of
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.formats import FORMAT
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of, is_data
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.place import refusal
from kamtui.store.sync.absorb import absorb_known
from kamtui.store.sync.burying import bury
from kamtui.store.sync.git import NETWORK, Git, SyncError, explained
from kamtui.store.sync.pending import Finished, finish, stopped
from kamtui.store.sync.remote import Remote, fetch, remote_of
from kamtui.store.sync.remote import push as send
from kamtui.store.sync.repository import commit, prepare
from kamtui.store.sync.resolve import has_markers
from kamtui.store.text.words import word

_TRIES = 3
"""How often to merge and push again when the remote has moved on meanwhile."""

Progress = Callable[[str], None]
"""Called with the key of each step: commit, finish, fetch, merge, push."""


class Waiting(msgspec.Struct, frozen=True):
    """A field about which someone has to decide."""

    file: str
    table: str
    id: str
    field: str


class SyncReport(msgspec.Struct, frozen=True):
    """What a sync did."""

    remote: str = ""
    """Where it was synced with; empty where no remote is known, and all was only committed."""
    commits_in: int = 0
    commits_out: int = 0
    files_in: tuple[str, ...] = ()
    files_out: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    """Files that both sides had changed and that were merged record by record."""
    waiting: tuple[Waiting, ...] = ()
    unresolved: tuple[str, ...] = ()
    """Files that a person has to merge before anything can be sent."""
    absorbed: tuple[str, ...] = ()
    """Conflict copies, and files with markers, that were merged into where they belong."""
    left: tuple[str, ...] = ()
    """Copies that could not be merged, each with its reason."""


def sync(
    root: Path, remote: str = "", message: str = "", progress: Progress | None = None, *, push: bool = True
) -> SyncReport:
    """Bring this copy of the workspace and the one at `remote` (a name or an address) together.

    Without a remote, or without `push`, everything is committed here. Raises SyncError, LockedError or
    OSError; what was committed by then stays, and the next sync goes on from there.
    """
    say = progress or (lambda _: None)
    git, journal = _ready(root)
    say("commit")
    with journal.locks.everything():
        prepare(git)
        finished = finish(git)
        suspects = _suspects(git)
        if finished.left:
            return SyncReport(merged=finished.merged, unresolved=finished.left, waiting=waiting(git, suspects))
        absorption = absorb_known(journal, _marked(git, suspects))
        bury(git)
        commit(git, message)
    names = {one.name for one in absorption.absorbed}
    place = remote_of(git, remote) if push else None
    if place is None:
        report = SyncReport(merged=finished.merged)
    else:
        report = _exchange(git, journal, place, finished, message, say)
    touched = names.union(suspects, report.merged, report.files_in, report.files_out)
    return msgspec.structs.replace(
        report, absorbed=tuple(sorted(names)), left=absorption.left, waiting=waiting(git, touched)
    )


def commit_all(root: Path, message: str = "") -> bool:
    """Commit everything in the workspace under this person's name; whether there was anything.

    What is not a repository of its own, or has a merge in it that a person must finish, is left as it is. Raises
    SyncError, LockedError or OSError.
    """
    if not (root / ".git").exists():
        return False
    git, journal = _ready(root)
    with journal.locks.everything():
        prepare(git)
        return not finish(git).left and commit(git, message)


def finish_pending(root: Path) -> SyncReport | None:
    """Finish a merge or rebase that a plain `git pull` has left half-way; None where there is none.

    Costs a few looks into `.git` where nothing waits. Raises SyncError, LockedError or OSError.
    """
    if not stopped(root):
        return None
    git, journal = _ready(root)
    with journal.locks.everything():
        finished = finish(git)
    return SyncReport(merged=finished.merged, unresolved=finished.left, waiting=waiting(git, _suspects(git)))


def _suspects(git: Git) -> tuple[str, ...]:
    """Files in which a decision may wait, or git's markers may stand; git looks through all in one go."""
    pattern = f'^(<{{7}}|>{{7}})( |$)|"{FLAG}"'
    return _names(git.run("grep", "-l", "-z", "--untracked", "-E", pattern, "--", "*.json", right=(0, 1)).out)


def _marked(git: Git, suspects: Iterable[str]) -> list[str]:
    """Data files with git's markers in them that git itself has forgotten about."""
    return [name for name in suspects if is_data(name) and has_markers(_bytes(git, name))]


def _bytes(git: Git, name: str) -> bytes:
    """What stands in a file; nothing where it is gone, or not a plain file."""
    try:
        return read_bytes(git.root / name, name) or b""
    except (DamagedFileError, NotADirectoryError):
        return b""


def waiting(git: Git, names: Iterable[str]) -> tuple[Waiting, ...]:
    """Every decision that waits in these files."""
    decisions: list[Waiting] = []
    for name in sorted(name for name in names if name.endswith(".json")):
        data = _bytes(git, name)
        if f'"{FLAG}"'.encode() not in data:
            continue
        try:
            document = parse(data, name, encoder_of(name))
        except DamagedFileError:
            continue
        decisions += [Waiting(name, clash.table, clash.id, clash.field) for clash in conflicts_of(document)]
    return tuple(decisions)


def _ready(root: Path) -> tuple[Git, Journal]:
    """git in a workspace that this version may write, with no half-written step in it."""
    git = Git(root)
    git.check()
    if config.load(git.root).config.format > FORMAT:
        raise SyncError("newer", folder=git.root)
    if reason := refusal(git.root):
        raise SyncError("read_only", why=word(f"place.{reason}", folder=git.root))
    journal = Journal(git.root)
    journal.recover()
    return git, journal


def _exchange(git: Git, journal: Journal, place: Remote, finished: Finished, message: str, say: Progress) -> SyncReport:
    """Fetch, merge and push, again if the remote has moved on meanwhile."""
    merged, first = set(finished.merged), ""
    for _ in range(_TRIES):
        say("fetch")
        theirs = fetch(git, place)
        say("merge")
        with journal.locks.everything():
            commit(git, message)  # what was written while git talked
            head = git.run("rev-parse", "HEAD").text
            first = first or head
            done = _merge(git, place, theirs) if theirs else Finished()
            if theirs and not done.left and bury(git):
                commit(git, message)
        merged.update(done.merged)
        report = _report(git, place, first, theirs, tuple(sorted(merged)))
        if done.left:
            return msgspec.structs.replace(report, unresolved=done.left)
        say("push")
        if send(git, place, theirs):
            git.run("gc", "--auto", "--quiet", right=range(256), seconds=NETWORK)
            return report
    raise SyncError("moved", remote=place.name)


def _merge(git: Git, place: Remote, theirs: str) -> Finished:
    """Merge their commit into ours; what git leaves unmerged is resolved at once."""
    text = word("sync.merge", remote=place.branch)
    done = git.run(
        "merge", "--quiet", "--ff", "--no-edit", "--no-stat", "--no-verify", "--no-overwrite-ignore",
        "-m", text, theirs, right=(0, 1),
    )  # fmt: skip
    if not done.code:
        return Finished()
    if not stopped(git.root):
        raise explained(done, git.root)
    return finish(git)


def _report(git: Git, place: Remote, ours: str, theirs: str, merged: tuple[str, ...]) -> SyncReport:
    """What came in and what goes out, seen from the last commit that both had."""
    if not theirs:
        out = git.run("rev-list", "--count", ours).text
        names = _names(git.run("ls-tree", "-r", "--name-only", "-z", ours).out)
        return SyncReport(place.name, 0, int(out), (), names, merged)
    base = git.run("merge-base", ours, theirs, right=(0, 1)).text
    count = git.run("rev-list", "--count", "--left-right", f"{ours}...{theirs}").text.split()
    names_in, names_out = (
        _names(git.run("diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", base, side).out)
        for side in (theirs, ours)
    )
    return SyncReport(place.name, int(count[1]), int(count[0]), names_in, names_out, merged)


def _names(listed: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(name) for name in listed.split(b"\0") if name)
