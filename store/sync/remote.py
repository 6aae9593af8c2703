"""The other side of a sync: finding it, fetching from it, sending to it."""

from __future__ import annotations

from typing import NamedTuple

from kamtui.store.sync.git import NETWORK, Git, SyncError, explained

_MOVED = ("[rejected]", "cannot lock ref", "failed to update ref", "incorrect old value")


class Remote(NamedTuple):
    """Where to sync with: a remote's name or address, and the branch there."""

    name: str
    branch: str
    known: bool
    """Whether the branch is set up to follow it."""


def remote_of(git: Git, named: str) -> Remote | None:
    """Where to sync with, and on which branch there; None where no remote is known."""
    here = git.run("symbolic-ref", "--quiet", "--short", "HEAD", right=(0, 1)).text
    if not here:
        raise SyncError("detached")
    if named.startswith("-"):
        raise SyncError("remote_name", name=named)
    follows = git.configured.get(f"branch.{here}.remote", "")
    urls = (key for key in git.configured if key.startswith("remote.") and key.endswith(".url"))
    known = sorted(key.removeprefix("remote.").removesuffix(".url") for key in urls)
    name = named or follows or ("origin" if "origin" in known else known[0] if len(known) == 1 else "")
    if not name or name == ".":
        return None
    branch = git.configured.get(f"branch.{here}.merge", "") if name == follows else ""
    if branch:
        return Remote(name, branch.removeprefix("refs/heads/"), True)
    said = git.run("ls-remote", "--symref", "--", name, "HEAD", f"refs/heads/{here}", seconds=NETWORK).text
    default = said.partition("ref: refs/heads/")[2].partition("\t")[0]
    there = f"refs/heads/{here}" in said.replace(f"ref: refs/heads/{here}", "") or not default
    return Remote(name, here if there else default, name not in known)


def fetch(git: Git, place: Remote) -> str:
    """The commit at the remote's branch; "" where it has none yet."""
    asked = ("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--", place.name, f"refs/heads/{place.branch}")
    done = git.run(*asked, right=(0, 128), seconds=NETWORK)
    if done.code:
        if "couldn't find remote ref" in done.err:
            return ""
        raise explained(done, git.root)
    return git.run("rev-parse", "FETCH_HEAD").text


def push(git: Git, place: Remote, theirs: str) -> bool:
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
