"""Keeping copies of a workspace in step: git as the engine, the record-level merge for what it cannot merge."""

from kamtui.store.sync.absorb import Absorbed, Absorption, absorb, absorb_all
from kamtui.store.sync.engine import SyncReport, Waiting, commit_all, finish_pending, sync
from kamtui.store.sync.git import SyncError
from kamtui.store.sync.last_good import Good, last_good, take_last_good
from kamtui.store.sync.repository import clone, make_repository

__all__ = [
    "Absorbed",
    "Absorption",
    "Good",
    "SyncError",
    "SyncReport",
    "Waiting",
    "absorb",
    "absorb_all",
    "clone",
    "commit_all",
    "finish_pending",
    "last_good",
    "make_repository",
    "sync",
    "take_last_good",
]
