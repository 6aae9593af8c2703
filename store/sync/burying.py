"""Whoever was erased in one copy of a workspace is gone from every card of the copy that it is synced with (A4.25).

A merge goes file by file. Someone who was erased in one card here, and moved to another account there, would go on
living in that other card.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping

from kamtui.store.files.codec import Document
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.layout import PRIVATE, encoder_of, is_data
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.tombstones import ERASED, PEOPLE, Fields, is_tombstone, standing, without
from kamtui.store.sync.git import Git
from kamtui.store.sync.resolve import replace


def bury(git: Git) -> bool:
    """Leave of everyone who was erased one tombstone, the earliest; whether any file changed.

    Call with the workspace's locks held. Events, lines, roles and the private card go with the person.
    """
    graves: dict[str, tuple[str, Fields]] = {}
    for name, document in _documents(git, [f'"{ERASED}":']):
        for key, record in document.get(PEOPLE, {}).items():
            if is_tombstone(record):
                other = graves.get(key)
                if other is None or standing(other[1], record) is not other[1]:
                    graves[key] = name, record
    if not graves:
        return False
    results: dict[str, bytes | None] = {}
    for name, document in _documents(git, graves):
        kept = _without(document, {key for key, (place, _) in graves.items() if place != name}, graves)
        if kept != document:
            results[name] = encoder_of(name)(kept)
    replace(git.root, results)
    return bool(results)


def _without(document: Document, strangers: Collection[str], graves: Mapping[str, object]) -> Document:
    """A document without those who were erased; `strangers` have their tombstone in another one."""
    kept = without(document, graves.keys())
    people = {key: record for key, record in kept.get(PEOPLE, {}).items() if key not in strangers}
    return kept | {PEOPLE: people} if PEOPLE in kept else kept


def _documents(git: Git, texts: Collection[str]) -> Iterator[tuple[str, Document]]:
    """The data files in which one of these texts stands, and the private cards; what is damaged is left out."""
    given = "\n".join(texts).encode()
    listed = git.run("grep", "-l", "-z", "--untracked", "-F", "-f", "-", "--", "*.json", given=given, right=(0, 1)).out
    names = [name for part in listed.split(b"\0") if is_data(name := os.fsdecode(part))]
    for name in (*names, PRIVATE):
        try:
            if data := read_bytes(git.root / name, name):
                yield name, parse(data, name, encoder_of(name))
        except DamagedFileError:
            continue
