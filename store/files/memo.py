"""What was worked out from what was read, kept while that stays as it is."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from kamtui.store.files.collector import resting


class Memo:
    """Values by key, each with the age of what it was worked out from: a number that grows with every change."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._kept: dict[object, tuple[int, Any]] = {}

    def known(self, key: object, age: int) -> Any:
        """What is kept under the key, if it is of this age; else None."""
        made, value = self._kept.get(key, (-1, None))
        return value if made == age else None

    def last(self, key: object) -> Any:
        """What is kept under the key, of whatever age; None where there never was anything."""
        return self._kept.get(key, (-1, None))[1]

    def get(self, key: object, age: int, make: Callable[[], Any]) -> Any:
        """What is kept under the key, made now unless it is of this age."""
        made, value = self._kept.get(key, (-1, None))
        if made != age:
            with resting():
                value = make()
                if key not in self._kept:
                    gc.freeze()  # the records that are read first stay, and need not be looked through again and again
            self._kept[key] = age, value
        return value
