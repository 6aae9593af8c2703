"""Copies that kamtui makes by itself before it takes something away or writes over it."""

from __future__ import annotations

import os
from pathlib import Path

from kamtui.store.files import atomic
from kamtui.store.files.ids import new_id

BACKUPS = Path(".kamtui", "backups")
"""Where copies are kept, from the root of the workspace."""
_ASIDE = BACKUPS / "aside"


def put_aside(root: Path, name: str, data: bytes | None = None) -> str:
    """Keep `data` as the file `name` was, or without it move the file itself; where it lies now, from the root.

    A link is moved as it is. Raises OSError.
    """
    kept = root / _ASIDE / f"{new_id()}-{Path(name).name}"
    atomic.make_folder(kept.parent)
    if data is None:
        (root / name).replace(kept)
    else:
        atomic.write(kept, data)
    return os.path.relpath(kept, root)
