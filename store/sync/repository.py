"""Making a workspace a git repository, fetching one that others share, and committing to it."""

from __future__ import annotations

import stat
from pathlib import Path

from kamtui.store.files import atomic
from kamtui.store.files.layout import CONFIG
from kamtui.store.sync.git import NETWORK, WITHOUT_RENAMES, Git, SyncError
from kamtui.store.text.words import word

_ATTRIBUTE = "*.json -merge"
_IGNORED = (".kamtui/", ".*.tmp", ".*.lock", "private/")


def make_repository(root: Path) -> None:
    """Make the folder `root` a git repository with everything in it committed; one that is there stays.

    Raises SyncError.
    """
    git = Git(root)
    if not git.folder.exists():
        shared = ["--shared=group"] if root.stat().st_mode & stat.S_ISGID else []
        git.run("init", "--quiet", "--template=", *shared, ".")
    git.check()
    prepare(git)
    commit(git, "")


def clone(url: str, folder: Path) -> None:
    """Fetch the workspace at `url` into `folder`, which must be empty or not there; raises SyncError."""
    if url.startswith("-") or not url:
        raise SyncError("remote_name", name=url)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SyncError("not_empty", folder=folder)
    if Path(url).is_dir():
        url = str(Path(url).resolve())
    folder.parent.mkdir(parents=True, exist_ok=True)
    above = Git(folder.parent)
    # Links in a repository could lead out of the folder; as plain files they cannot.
    options = ["--quiet", "--template=", "--no-recurse-submodules", "-c", "core.symlinks=false"]
    options += [part for setting in WITHOUT_RENAMES for part in ("-c", setting)]
    above.run("clone", *options, "--", url, str(folder.resolve()), seconds=NETWORK)
    if not (folder / CONFIG).is_file():
        raise SyncError("no_workspace", folder=folder)


def prepare(git: Git) -> None:
    """See to it that git neither merges JSON as text nor stores what belongs to one machine."""
    said = git.run("check-attr", "merge", "--", "catalog.json").text
    if not said.endswith(": unset"):
        _append(git.root / ".gitattributes", [_ATTRIBUTE])
    ignored = git.run("check-ignore", "--no-index", "-q", "--", ".kamtui/locks", right=(0, 1))
    if ignored.code:
        known = _lines(git.root / ".gitignore")
        _append(git.root / ".gitignore", [line for line in _IGNORED if line not in known])
    for name, value in (setting.split("=") for setting in WITHOUT_RENAMES):
        if git.configured.get(name) != value:
            git.run("config", "--local", name, value)  # for a person's own `git pull`


def commit(git: Git, message: str) -> bool:
    """Commit everything in the folder that git does not ignore; whether there was anything."""
    git.run("add", "--all", "--", ".")
    changed = git.run("diff", "--cached", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z").out
    if not changed:
        return False
    text = message.strip() or word("sync.commit", n=changed.count(b"\0"))
    git.run("commit", "--quiet", "--no-verify", "--file=-", given=text.encode("utf-8", "replace"))
    return True


def _append(path: Path, lines: list[str]) -> None:
    atomic.write(path, ("\n".join([*_lines(path), *lines]) + "\n").encode())


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="surrogateescape").splitlines() if path.is_file() else []
