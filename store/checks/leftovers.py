"""The check of leftovers: what crashes, sync tools and scripts have left lying in the workspace."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.files.atomic import is_temporary
from kamtui.store.workspace import Finding

QUIET = 600.0
"""Seconds after which a temporary file is not being written any more."""
_GIT = ".git"


def leftovers(inventory: Inventory) -> Iterator[Finding]:
    """Conflict copies, temporary files of dead processes, lock files beside the data, steps left half-done."""
    for finding in inventory.workspace.findings:
        if finding.code == "conflict_copy":
            yield finding
    for folder, folders, names in os.walk(inventory.root):
        folders[:] = sorted(name for name in folders if name != _GIT)
        inside = Path(folder).relative_to(inventory.root)
        local = inside.parts[:1] == (".kamtui",)
        for name in sorted(names):
            path = Path(folder, name)
            if is_temporary(name) and _age(path) > QUIET:
                yield Fault("temporary", str(inside / name), level="warning")
            elif not local and name.startswith(".") and name.endswith(".lock") and not _is_held(path):
                yield Fault("lock_file", str(inside / name), level="info")
            elif inside.parts == (".kamtui", "unfinished") and not is_temporary(name) and not _is_held(path):
                yield Fault("unfinished", str(inside / name), level="error")


def _age(path: Path) -> float:
    """Seconds since the file was written; 0 where it is gone."""
    with suppress(OSError):
        return time.time() - path.lstat().st_mtime
    return 0.0


def _is_held(path: Path) -> bool:
    """Whether a process that lives holds the lock on this file; a file that cannot be opened counts as held."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
