"""What a person has set for one workspace, such as how the board looks: local, never synced, one file a topic.

A file that is damaged or of another shape counts as not there; one that cannot be written only costs the memory.
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.locks import user

T = TypeVar("T")


def read(root: Path, topic: str, kind: type[T]) -> T | None:
    """What this person has set for a topic."""
    with suppress(OSError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return msgspec.json.decode(_path(root, topic).read_bytes(), type=kind)
    return None


def write(root: Path, topic: str, value: Any) -> bool:
    """Keep what this person has set for a topic; whether that was possible."""
    path = _path(root, topic)
    data = msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    with suppress(OSError):
        atomic.make_folder(path.parent)
        atomic.Draft(path, data, durable=False).replace()
        return True
    return False


def _path(root: Path, topic: str) -> Path:
    return root / ".kamtui" / "settings" / re.sub(r"[^\w.-]", "_", f"u-{user()}") / f"{topic}.json"
