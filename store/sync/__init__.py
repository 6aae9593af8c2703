"""Keeping copies of a workspace in step: git as the engine, the record-level merge for what it cannot merge."""

from kamtui.store.sync.absorb import Absorbed, absorb, card_of_copy
from kamtui.store.sync.engine import SyncReport, Waiting, finish_pending, sync
from kamtui.store.sync.git import SyncError
from kamtui.store.sync.repository import clone, make_repository

__all__ = [
    "Absorbed",
    "SyncError",
    "SyncReport",
    "Waiting",
    "absorb",
    "card_of_copy",
    "clone",
    "finish_pending",
    "make_repository",
    "sync",
]
