"""`kamtui sync`: commit, fetch, merge record by record, push.

The workspace's locks are held while git reads or replaces files, never while it talks to another machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from kamtui.store.files.conflicts import conflicts_of
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.locks import LockedError
from kamtui.store.sync.git import NETWORK, Git, SyncError, explained
from kamtui.store.sync.pending import Finished, finish, stopped
from kamtui.store.sync.repository import prepare
from kamtui.store.text.words import word

_TRIES = 3
"""How often to merge and push again when the remote has moved on meanwhile."""
_MOVED = ("[rejected]", "cannot lock ref", "failed to update ref", "incorrect old value")

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


class _Remote(NamedTuple):
    name: str
    branch: str
    known: bool
    """Whether the branch is set up to follow it."""


def sync(root: Path, remote: str = "", message: str = "", progress: Progress | None = None) -> SyncReport:
    """Bring this copy of the workspace and the one at `remote` (a name or an address) together.

    Without a remote everything is committed. Raises SyncError, LockedError or OSError; what was committed
    by then stays, and the next sync goes on from there.
    """
    say = progress or (lambda _: None)
    git = Git(root)
    git.check()
    journal = Journal(git.root)
    journal.recover()
    say("commit")
    with journal.locks.everything():
        prepare(git)
        finished = finish(git)
        if finished.left:
            return SyncReport(merged=finished.merged, unresolved=finished.left, waiting=waiting(git))
        commit(git, message)
    place = _remote(git, remote)
    if place is None:
        return SyncReport(merged=finished.merged, waiting=waiting(git))
    return _exchange(git, journal, place, finished, message, say)


def finish_pending(root: Path) -> SyncReport | None:
    """Finish a merge or rebase that a plain `git pull` has left half-way; None where there is none.

    Costs a few looks into `.git` where nothing waits. Raises SyncError, LockedError or OSError.
    """
    if not stopped(root):
        return None
    git = Git(root)
    git.check()
    journal = Journal(git.root)
    journal.recover()
    with journal.locks.everything():
        finished = finish(git)
    return SyncReport(merged=finished.merged, unresolved=finished.left, waiting=waiting(git))


def commit(git: Git, message: str) -> bool:
    """Commit everything in the folder that git does not ignore; whether there was anything."""
    git.run("add", "--all", "--", ".")
    changed = git.run("diff", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z").out
    if not changed:
        return False
    text = message.strip() or word("sync.commit", n=changed.count(b"\0"))
    git.run("commit", "--quiet", "--no-verify", "--file=-", given=text.encode("utf-8", "replace"))
    return True


def waiting(git: Git) -> tuple[Waiting, ...]:
    """Every decision that waits in the workspace's files; git finds the few that hold one."""
    found = git.run("grep", "-l", "-z", "--untracked", "-F", '"_conflict"', "--", "*.json", right=(0, 1)).out
    decisions: list[Waiting] = []
    for name in map(os.fsdecode, filter(None, found.split(b"\0"))):
        try:
            data = read_bytes(git.root / name, name)
            document = parse(data or b"{}", name, encoder_of(name))
        except DamagedFileError:
            continue
        decisions += [Waiting(name, clash.table, clash.id, clash.field) for clash in conflicts_of(document)]
    return tuple(decisions)


def _exchange(
    git: Git, journal: Journal, place: _Remote, finished: Finished, message: str, say: Progress
) -> SyncReport:
    """Fetch, merge and push, again if the remote has moved on meanwhile."""
    merged, first = set(finished.merged), ""
    for _ in range(_TRIES):
        say("fetch")
        theirs = _fetch(git, place)
        say("merge")
        with journal.locks.everything():
            commit(git, message)  # what was written while git talked
            head = git.run("rev-parse", "HEAD").text
            first = first or head
            done = _merge(git, place, theirs) if theirs else Finished()
        merged.update(done.merged)
        report = _report(git, place, first, theirs, tuple(sorted(merged)))
        if done.left:
            return msgspec.structs.replace(report, unresolved=done.left)
        say("push")
        if _push(git, place, theirs):
            git.run("gc", "--auto", "--quiet", right=range(256), seconds=NETWORK)
            return report
    raise SyncError("moved", remote=place.name)


def _remote(git: Git, named: str) -> _Remote | None:
    """Where to sync with, and on which branch there; None where no remote is known."""
    here = git.run("symbolic-ref", "--quiet", "--short", "HEAD", right=(0, 1)).text
    if not here:
        raise SyncError("detached")
    if named.startswith("-"):
        raise SyncError("remote_name", name=named)
    follows = git.run("config", f"branch.{here}.remote", right=(0, 1)).text
    known = git.run("remote").text.split()
    name = named or follows or ("origin" if "origin" in known else known[0] if len(known) == 1 else "")
    if not name or name == ".":
        return None
    branch = git.run("config", f"branch.{here}.merge", right=(0, 1)).text if name == follows else ""
    if branch:
        return _Remote(name, branch.removeprefix("refs/heads/"), True)
    said = git.run("ls-remote", "--symref", "--", name, "HEAD", f"refs/heads/{here}", seconds=NETWORK).text
    default = said.partition("ref: refs/heads/")[2].partition("\t")[0]
    there = f"refs/heads/{here}" in said.replace(f"ref: refs/heads/{here}", "") or not default
    return _Remote(name, here if there else default, name not in known)


def _fetch(git: Git, place: _Remote) -> str:
    """The commit at the remote's branch; "" where it has none yet."""
    asked = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--", place.name, f"refs/heads/{place.branch}")
    done = git.run(*asked, right=(0, 128), seconds=NETWORK)
    if done.code:
        if "couldn't find remote ref" in done.err:
            return ""
        raise explained(done, git.root)
    return git.run("rev-parse", "FETCH_HEAD").text


def _merge(git: Git, place: _Remote, theirs: str) -> Finished:
    """Merge their commit into ours; what git leaves unmerged is resolved at once."""
    text = word("sync.merge", remote=place.branch)
    done = git.run(
        "merge", "--quiet", "--ff", "--no-edit", "--no-stat", "--no-verify", "--no-overwrite-ignore", "-m", text, theirs,
        right=(0, 1),
    )  # fmt: skip
    if not done.code:
        return Finished()
    if not stopped(git.root):
        raise explained(done, git.root)
    return finish(git)


def _push(git: Git, place: _Remote, theirs: str) -> bool:
    """Send our branch; False where the remote has moved on, so that it has to be merged first."""
    if git.run("rev-parse", "HEAD").text == theirs:
        return True
    upstream = [] if place.known else ["--set-upstream"]
    target = f"HEAD:refs/heads/{place.branch}"
    sent = git.run("push", "--porcelain", "--no-verify", *upstream, "--", place.name, target,
                   right=range(256), seconds=NETWORK)  # fmt: skip
    if not sent.code:
        return True
    if any(mark in f"{sent.text}{sent.err}" for mark in _MOVED):
        return False
    raise explained(sent, git.root)


def _report(git: Git, place: _Remote, ours: str, theirs: str, merged: tuple[str, ...]) -> SyncReport:
    """What came in and what goes out, seen from the last commit that both had."""
    if not theirs:
        out = git.run("rev-list", "--count", ours).text
        names = _names(git.run("ls-tree", "-r", "--name-only", "-z", ours).out)
        return SyncReport(place.name, 0, int(out), (), names, merged, waiting(git))
    base = git.run("merge-base", ours, theirs, right=(0, 1)).text
    count = git.run("rev-list", "--count", "--left-right", f"{ours}...{theirs}").text.split()
    names_in, names_out = (
        _names(git.run("diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", base, side).out)
        for side in (theirs, ours)
    )
    return SyncReport(place.name, int(count[1]), int(count[0]), names_in, names_out, merged, waiting(git))


def _names(listed: bytes) -> tuple[str, ...]:
    return tuple(os.fsdecode(name) for name in listed.split(b"\0") if name)


__all__ = ["LockedError", "SyncReport", "Waiting", "commit", "finish_pending", "sync", "waiting"]
