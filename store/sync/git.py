"""Running git so that nothing in a shared or copied repository can run a command of its own.

A repository's own configuration can name programs for hooks, watching files, filters, ssh and passwords.
The first two are switched off on every call; the rest makes a sync stop and name the setting, since leaving
it out would change what is stored, or whether the server lets us in.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from kamtui.store.files.locks import user
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

LOCAL = 60.0
"""Seconds for a call that stays on this machine."""
NETWORK = 180.0
"""Seconds for a call that talks to another one."""

WITHOUT_RENAMES = ("merge.renames=false", "pull.twohead=recursive")
"""Two cards that are alike are not one that was renamed: git would drop an edit of one of them without a word.

Git's newer way of merging heeds the first setting only from git 2.50 on, so the older way is asked for.
"""

_SAFE = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "safe.bareRepository=explicit",
    "core.pager=cat",
    "core.editor=true",
    "sequence.editor=true",
    "commit.gpgSign=false",
    "submodule.recurse=false",
    *WITHOUT_RENAMES,
    "merge.directoryRenames=false",
    "rebase.autoSquash=false",
    "gc.autoDetach=false",
    "maintenance.auto=false",
)
_RUNS_PROGRAMS = re.compile(
    r"core\.(sshcommand|gitproxy|askpass|alternaterefscommand)|credential\..*|filter\..*\.(clean|smudge|process)|"
    r"(merge|diff)\..*\.(driver|command|textconv)|diff\.external|gpg\..*program|"
    r"remote\..*\.(uploadpack|receivepack|vcs|proxy)|protocol\..*|url\..*|include(if)?\..*",
    re.IGNORECASE,
)
_INHERITED = re.compile(r"GIT_(?!SSH|AUTHOR_|COMMITTER_|ASKPASS$|PROXY|HTTP|SSL|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)$)")
_REASONS = (
    ("auth", r"Authentication failed|Permission denied|could not read (Username|Password)|terminal prompts disabled"),
    ("owner", r"dubious ownership"),
    ("busy", r"\.lock': File exists|another git process"),
    ("unrelated", r"unrelated histories"),
    ("overwritten", r"would be overwritten"),
    ("checked_out", r"branch is currently checked out"),
    ("unreachable", r"Could not resolve host|Connection (refused|timed out|closed)|unreachable|unable to access"),
    ("no_remote", r"does not appear to be a git repository|[Rr]epository.*not found|No such remote"),
)


_under_way: set[subprocess.Popen[bytes]] = set()
"""The calls of git that this process waits for."""


def stop() -> None:
    """End the calls of git that are under way, with their children: for a person who no longer wants to wait."""
    for process in list(_under_way):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


class SyncError(Exception):
    """A sync cannot go on; `reason` names why, and the text says it."""

    def __init__(self, reason: str, **places: object) -> None:
        """Say `sync.error.REASON`."""
        super().__init__(word(f"sync.error.{reason}", **places))
        self.reason = reason


class Done(NamedTuple):
    """How a call of git ended."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        """What it printed, without the newline at the end."""
        return os.fsdecode(self.out).strip()


class Git:
    """git in one repository, which is the folder `root` itself and none above it."""

    def __init__(self, root: Path) -> None:
        """Look at nothing yet; `check` does."""
        self.root = root.resolve()
        self.folder = self.root / ".git"
        """Where git keeps its own files."""
        self.configured: dict[str, str] = {}
        """What git's settings were when `check` looked, by name, wherever they stand."""
        self._settings: tuple[str, ...] = ()

    def check(self) -> None:
        """Raise SyncError unless this is a repository whose own settings run no program."""
        found = self.run("rev-parse", "--absolute-git-dir", right=(0, 128))
        if found.code:
            raise SyncError("no_repository", folder=self.root)
        self.folder = Path(found.text)
        listed = os.fsdecode(self.run("config", "--list", "--show-scope", "-z").out).split("\0")
        for scope, line in zip(listed[::2], listed[1::2], strict=False):
            name, _, value = line.partition("\n")
            if scope != "command":
                self.configured[name] = value
            if scope in ("local", "worktree") and _RUNS_PROGRAMS.fullmatch(name):
                raise SyncError("config", name=clean(name, 80))
        self._settings = self._identity()

    def run(self, *arguments: str, given: bytes = b"", right: Sequence[int] = (0,), seconds: float = LOCAL) -> Done:
        """Run git; raises SyncError if it ends with a code that is not `right`, or takes too long."""
        settings = [part for setting in (*_SAFE, *self._settings) for part in ("-c", setting)]
        done = _run(["git", *settings, *arguments], self.root, given, seconds)
        if done.code not in right or "dubious ownership" in done.err:
            raise explained(done, self.root)
        return done

    def _identity(self) -> tuple[str, ...]:
        """Settings for the author that are missing: the login name has to do."""
        fallback = {"user.name": user(), "user.email": f"{user()}@{socket.gethostname()}"}
        return tuple(
            f"{name}={value}"
            for name, value in fallback.items()
            if name not in self.configured and not os.environ.get(f"GIT_AUTHOR_{name[5:].upper()}")
        )


def explained(done: Done, folder: Path) -> SyncError:
    """What git complains about, in words."""
    said = re.sub(r"(://)[^/@\s]+@", r"\1", f"{done.err}\n{done.text}")
    for reason, pattern in _REASONS:
        if re.search(pattern, said):
            return SyncError(reason, folder=folder)
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    told = next((line for line in lines if re.match(r"(fatal|error):", line)), lines[-1] if lines else str(done.code))
    return SyncError("git", text=clean(told, 300))


def _run(command: list[str], folder: Path, given: bytes, seconds: float) -> Done:
    """Run a command in a session of its own: it can ask nothing on the terminal, and is stopped with its children."""
    pipe = subprocess.PIPE
    try:
        process = subprocess.Popen(
            command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe, env=_environment(folder), start_new_session=True
        )
    except FileNotFoundError as error:
        raise SyncError("no_git" if folder.is_dir() else "no_folder", folder=folder) from error
    _under_way.add(process)
    try:
        out, err = process.communicate(given, seconds)
    except subprocess.TimeoutExpired as error:
        raise SyncError("timeout", seconds=int(seconds)) from error
    finally:
        _under_way.discard(process)
        if process.poll() is None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    return Done(process.returncode, out, err.decode(errors="replace"))


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not _INHERITED.match(name) and name != "LANGUAGE"}
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
        "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_EDITOR": "true",
        "GIT_PAGER": "cat",
    }
