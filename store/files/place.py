"""What kind of place a folder is: who may write there, its file system, whether locks work, how much room is left."""

from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Literal

from kamtui.store.files.atomic import make_folder
from kamtui.store.files.layout import CONFIG, data_folders

MOUNTS = Path("/proc/mounts")
_REMOTE = ("nfs", "cifs", "smb", "fuse", "9p", "afs", "ceph", "glusterfs", "lustre", "davfs", "vboxsf", "ncp")
"""How the types of file systems begin where another computer, or a program, stands behind the files."""
_WITHOUT_MODES = ("drvfs", "9p", "vfat", "msdos", "exfat", "ntfs", "fuseblk", "cifs", "smb")
"""How the types of file systems begin that show one mode, often 0777, for everything, whoever may really write."""
_PROBE = """
import fcntl, os, sys
try:
    fcntl.flock(os.open(sys.argv[1], os.O_RDWR), fcntl.LOCK_EX | fcntl.LOCK_NB)
except BlockingIOError:
    sys.exit(10)
sys.exit(11)
"""
_REFUSED, _GOT = 10, 11
_SECONDS = 10

_asked: list[str] = []

Locking = Literal["works", "broken", "unknown"]


def refuse_all(asked: bool) -> None:
    """Let every workspace that this process opens be read-only, because the person asked for it; or no longer."""
    _asked[:] = ["asked"] if asked else []


def refusal(root: Path) -> str:
    """Why nothing may be written into the workspace at `root`; "" where it may, else the key of a sentence `place.KEY`.

    `folder`: this person may not write. `link`: a folder of it, or `kamtui.yaml`, is a symbolic link, which could
    lead a write to anywhere. `open_to_all`: everyone on the machine may write, as far as the file system knows who
    may (see `keeps_modes`). `sticky`: nobody can replace a colleague's file. `no_locks`: the file system is a remote
    one and grants one lock to two processes. `asked`: the person wants to change nothing.
    """
    if _asked:
        return "asked"
    if not os.access(root, os.W_OK):
        return "folder"
    if (root / CONFIG).is_symlink():
        return "link"
    for folder in (*data_folders(root), root / ".kamtui"):
        try:
            mode = folder.lstat().st_mode
        except FileNotFoundError:
            continue
        if stat.S_ISLNK(mode):
            return "link"
        if mode & stat.S_ISVTX:
            return "sticky"
        if mode & stat.S_IWOTH and keeps_modes(file_system(root)):
            return "open_to_all"
    if not is_remote(file_system(root)):
        return ""
    try:
        return "no_locks" if locking(root / ".kamtui" / "locks") == "broken" else ""
    except OSError:
        return "folder"


def file_system(folder: Path, mounts: Path = MOUNTS) -> str:
    """The type of the file system that holds `folder`, such as `ext4` or `nfs4`; "" where that is not known."""
    place = folder.resolve()
    found, deepest = "", -1
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) > 2 and place.is_relative_to(point := Path(_plain(fields[1]))) and len(point.parts) >= deepest:
            found, deepest = fields[2], len(point.parts)
    return found


def is_remote(kind: str) -> bool:
    """Whether locks and renames on a file system of this type depend on another computer or program."""
    return kind.startswith(_REMOTE)


def keeps_modes(kind: str) -> bool:
    """Whether what a file system of this type shows as the mode of a file says who may write it.

    A Windows drive below WSL, a memory stick and most shares do not: there the drive or its server decides.
    """
    return not kind.startswith(_WITHOUT_MODES)


def locking(folder: Path) -> Locking:
    """Whether a lock that this process holds in `folder` keeps another process out; tried with a real one.

    Raises OSError where no file can be made there.
    """
    make_folder(folder)
    path = folder / f"probe-{os.getpid()}.lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return "broken"
        try:
            other = subprocess.run(
                [sys.executable, "-I", "-S", "-c", _PROBE, str(path)],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return "unknown"
        if other.returncode == _REFUSED:
            return "works"
        return "broken" if other.returncode == _GOT else "unknown"
    finally:
        os.close(descriptor)
        path.unlink(missing_ok=True)


def room(folder: Path) -> int:
    """Bytes that this person can still write in `folder`; 0 where no file can be added. Raises OSError."""
    status = os.statvfs(folder)
    full = status.f_files and not status.f_favail
    return 0 if full else status.f_bavail * status.f_frsize


def _plain(path: str) -> str:
    """A path of the mount table without its octal escapes."""
    for escape, char in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        path = path.replace(escape, char)
    return path
