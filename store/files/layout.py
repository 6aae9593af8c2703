"""Where things lie in a workspace folder, and which files there are data."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from kamtui.store.files.codec import encode_card, encode_lines

Stamp = tuple[int, int, int]
"""Inode, modification time in nanoseconds, size: another triple is another version of the file."""

CONFIG = "kamtui.yaml"
CATALOG = "catalog.json"
TARGETS = "targets.json"
UNASSIGNED = "accounts/u/unassigned.json"
"""The card for deals and people whose account is not known."""
UNDATED = "undated"
"""The order file for lines without a date."""

OPEN_REVIEW = ".kamtui/review.json"
"""What the review that is under way has come to; it is sealed into its snapshot at the end."""

PRIVATE = "private/people.json"
"""The personal cards, which git ignores."""

_CARD = re.compile(r"[0-9a-z][0-9a-z-]*\.json")
# The patterns from here on are compiled when they are used: no start waits for them.
# Syncthing; Dropbox and Nextcloud in English and Chinese, as escapes, for the words are not for people.
_MARK = r"(?:\.sync-conflict-|conflicted copy|\u51b2\u7a81\u526f\u672c)"
_STRANGER = rf"(?![0-9a-z][0-9a-z-]*\.json$)(?!.*{_MARK})[^.].*\.[jJ][sS][oO][nN]"
_COPY = rf".*(?:{_MARK}.*|\.orig|~)"
_OWNED = (
    rf"(?P<stem>[0-9a-z][0-9a-z-]*)"
    rf"(?:(?:\.sync-conflict-\d{{8}}-\d{{6}}-\w+|\s*\(.*{_MARK}.*\))\.json|\.json(?P<old>\.orig|~))"
)
_DATA = r"(?:(?:accounts/[0-9a-z]|orders)/)?[0-9a-z][0-9a-z-]*\.json"


def card_name(slug: str) -> str:
    """The card's path from the root: its folder is the first letter of its slug."""
    return f"accounts/{slug[0]}/{slug}.json"


def orders_name(month: str) -> str:
    """The order file of a month ("2026-11", or "undated")."""
    return f"orders/{month}.json"


def review_name(name: str) -> str:
    """The file of a snapshot ("2026-W47")."""
    return f"reviews/{name}.json"


def encoder_of(name: str) -> Callable[[Any], bytes]:
    """How the file of this name is spelled."""
    return encode_lines if name.startswith("orders/") else encode_card


def stamp_of(status: os.stat_result) -> Stamp:
    """The version of a file, as far as its status tells."""
    return status.st_ino, status.st_mtime_ns, status.st_size


def scan_cards(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Every card with its stamp; a folder that may not be read stands for the cards in it."""
    for name, status in _scan(root / "accounts", "accounts", _CARD, depth=1):
        yield name, stamp_of(status)


def scan_orders(root: Path) -> Iterator[tuple[str, Stamp]]:
    """Every order file with its stamp."""
    for name, status in _scan(root / "orders", "orders", _CARD, depth=0):
        yield name, stamp_of(status)


def is_data(name: str) -> bool:
    """Whether a path from the root is that of a card, an order file, the catalog or the like."""
    return re.fullmatch(_DATA, name) is not None


def owner_of_copy(name: str) -> str:
    """The file to which a sync tool's copy or an editor's leftover belongs; "" for a name that is none."""
    folder, _, file = name.rpartition("/")
    copy = re.fullmatch(_OWNED, file)
    owner = f"{folder}/{copy['stem']}.json".lstrip("/") if copy else ""
    return owner if is_data(owner) else ""


def is_inside(name: str) -> bool:
    """Whether a path from the root stays in the workspace, and out of what git and kamtui keep for themselves.

    The review that is under way is data that is only not synced yet.

    Journals lie in a folder that colleagues can write: what one of them has put there must not lead a write elsewhere.
    """
    if name == OPEN_REVIEW:
        return True
    parts = name.split("/")
    return parts[0] not in (".git", ".kamtui") and not {"", ".", ".."}.intersection(parts) and "\0" not in name


def is_earlier(name: str) -> bool:
    """Whether a copy's name is that of the version before an edit (`x.json~`, `x.json.orig`)."""
    return name.endswith(("~", ".orig"))


def scan_copies(root: Path) -> Iterator[str]:
    """Conflict copies and editor leftovers beside the data; they are never read as records."""
    with suppress(OSError):
        yield from (name for name in os.listdir(root) if owner_of_copy(name))  # noqa: PTH208
    for folder in ("accounts", "orders"):
        for name, _ in _scan(root / folder, folder, re.compile(_COPY), depth=1):
            yield name


def scan_strangers(root: Path) -> Iterator[str]:
    """JSON files among the cards whose names are not those of cards; they are not read."""
    for name, _ in _scan(root / "accounts", "accounts", re.compile(_STRANGER), depth=1):
        yield name


def order_months(root: Path) -> list[str]:
    """The months for which there is an order file, sorted; "undated" last."""
    if not (root / "orders").is_dir():
        return []
    return sorted(path.stem for path in (root / "orders").iterdir() if _CARD.fullmatch(path.name))


def data_folders(root: Path) -> list[Path]:
    """The folders into which files of the workspace are written."""
    accounts = root / "accounts"
    letters = [path for path in accounts.iterdir() if path.is_dir()] if accounts.is_dir() else []
    return [root, root / "orders", accounts, *letters, root / ".kamtui" / "cache"]


def _scan(folder: Path, prefix: str, pattern: re.Pattern[str], depth: int) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = os.scandir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except PermissionError:
        if pattern is _CARD:
            yield prefix, folder.stat()
        return
    with entries:
        for entry in entries:
            if depth and entry.is_dir(follow_symlinks=False):
                yield from _scan(Path(entry.path), f"{prefix}/{entry.name}", pattern, depth - 1)
            elif pattern.fullmatch(entry.name):
                with suppress(FileNotFoundError):  # removed just now
                    yield f"{prefix}/{entry.name}", entry.stat(follow_symlinks=False)


def folder_times(root: Path) -> dict[str, int]:
    """When each folder last changed, in nanoseconds: a rename into it, as ours are, always shows."""
    times = {}
    with suppress(OSError):
        times["."] = root.stat().st_mtime_ns
        accounts = root / "accounts"
        times["accounts"] = accounts.stat().st_mtime_ns
        for folder in accounts.iterdir():
            times[folder.name] = folder.stat().st_mtime_ns
    with suppress(OSError):
        times["orders/"] = (root / "orders").stat().st_mtime_ns
    return times
