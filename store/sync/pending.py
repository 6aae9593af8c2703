"""Finishing what stopped half-way: a merge or a rebase, whoever started it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from kamtui.store.sync.git import Git, explained
from kamtui.store.sync.resolve import resolve

_MERGES = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")
_REBASES = ("rebase-merge", "rebase-apply")
_MOST = 10_000
"""Commits that one rebase may bring."""


class Finished(msgspec.Struct, frozen=True):
    """What was merged on the way, and the files that keep it from being finished."""

    merged: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def stopped(root: Path) -> bool:
    """Whether a merge or a rebase waits in this folder's repository; runs nothing."""
    folder = root / ".git"
    if folder.is_file():
        folder = root / folder.read_text(encoding="utf-8", errors="replace").removeprefix("gitdir:").strip()
    return _in(folder) != ""


def finish(git: Git) -> Finished:
    """Merge the unmerged data files and go on with what stopped, until it is done or needs a person.

    Call with the workspace's locks held.
    """
    merged: set[str] = set()
    for _ in range(_MOST):
        resolved = resolve(git)
        merged.update(resolved.merged)
        waits = _in(git.folder)
        if resolved.left or not waits:
            return Finished(tuple(sorted(merged)), resolved.left)
        if waits in _REBASES:
            _go_on(git)
        else:
            git.run("commit", "--quiet", "--no-edit", "--no-verify", "--cleanup=strip", "--allow-empty")
            if not _in(git.folder):
                break
    return Finished(tuple(sorted(merged)))


def _in(folder: Path) -> str:
    """The file or folder by which git remembers what waits; "" where nothing does."""
    return next((name for name in (*_REBASES, *_MERGES) if (folder / name).exists()), "")


def _go_on(git: Git) -> None:
    """Go on with a rebase: with this commit as it now is, or without it where nothing of it is left."""
    git.run("add", "--all", "--", ".")  # someone may have gone on working, and git refuses to leave that aside
    empty = not git.run("diff", "--cached", "--quiet", "--no-ext-diff", right=(0, 1)).code
    before = _progress(git)
    done = git.run("rebase", "--skip" if empty else "--continue", right=range(256))
    if done.code and _progress(git) == before:
        raise explained(done, git.root)


def _progress(git: Git) -> tuple[str, str]:
    """Something that changes with each step of a rebase."""
    head = git.run("rev-parse", "HEAD").text
    for name in ("rebase-merge/msgnum", "rebase-apply/next"):
        if (git.folder / name).is_file():
            return head, (git.folder / name).read_text()
    return head, ""
