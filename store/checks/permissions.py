"""The check of permissions: who else can read, change or spoil the files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.files.findings import Level
from kamtui.store.files.layout import data_folders
from kamtui.store.workspace import Finding


def permissions(inventory: Inventory) -> Iterator[Finding]:
    """A remote file system or one without modes, files and folders that are open, sticky or cannot be written.

    Of many files with the same fault the first is named, and their number.
    """
    root = inventory.root
    places = [finding for finding in inventory.workspace.findings if finding.code in ("remote", "no_modes")]
    yield from places
    if any(finding.code == "no_modes" for finding in places):
        return
    for folder in (folder for folder in data_folders(root) if folder.is_dir()):
        mode = folder.stat().st_mode
        name = "." if folder == root else str(folder.relative_to(root))
        if mode & stat.S_IWOTH:
            yield Fault("open_folder", name, found=_spelled(mode))
        if mode & stat.S_ISVTX:
            yield Fault("sticky", name, found=_spelled(mode))
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Fault("unwritable", name, found=_spelled(mode), level="warning")
    found = list(_files(root))
    policy = root.stat()
    shared = bool(policy.st_mode & stat.S_ISGID)
    faults: tuple[tuple[str, Level, Callable[[os.stat_result], bool]], ...] = (
        ("open_file", "error", lambda status: bool(status.st_mode & stat.S_IWOTH)),
        ("readable", "warning", lambda status: bool(status.st_mode & stat.S_IROTH)),
        ("group", "warning", lambda status: shared and _shuts_out(status, policy.st_gid)),
    )
    for code, level, wrong in faults:
        names = [(name, status.st_mode) for name, status in found if wrong(status)]
        if names:
            name, mode = names[0]
            yield Fault(code, name, found=_spelled(mode), expected=str(len(names)), level=level)


def _files(root: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Every plain file outside of `.git` and `.kamtui`, by its path from the root."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in (".git", ".kamtui"))
        for name in sorted(names):
            path = Path(folder, name)
            status = path.lstat()
            if stat.S_ISREG(status.st_mode):
                yield str(path.relative_to(root)), status


def _shuts_out(status: os.stat_result, group: int) -> bool:
    """Whether colleagues of the folder's group cannot read and write a file."""
    both = stat.S_IRGRP | stat.S_IWGRP
    return status.st_gid != group or status.st_mode & both != both


def _spelled(mode: int) -> str:
    return f"{stat.S_IMODE(mode):04o}"
