"""Imports of libraries without what they can do without."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast


@contextmanager
def without(name: str) -> Iterator[None]:
    """Let what is imported meanwhile find that there is no module `name`; later imports find it again.

    For modules that a library tries to import and is prepared to miss, and that take long to load: asyncio asks for
    `ssl`, which nothing on a terminal needs. A module that is loaded already stays what it is.
    """
    modules = cast(dict[str, object], sys.modules)
    if name in modules:
        yield
        return
    modules[name] = None
    try:
        yield
    finally:
        del modules[name]
