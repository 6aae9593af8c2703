"""Formats of a workspace: what older ones look like, and how their documents become today's.

A document is brought up by its shape whenever it is read, wherever it comes from: a workspace, a backup, a
commit, another clone that has not been brought up yet. The number in `kamtui.yaml` says what a whole
workspace is written in; `store/upgrade.py` writes it anew, with a backup, before the first change.

Format 0 kept deals in the table `deals`, and judgements of people as bare numbers: `"attitude": 2`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kamtui.store.files.codec import Document

FORMAT = 1
"""The newest format of a workspace that this version reads and writes."""

_RATINGS = ("attitude", "influence", "closeness")


def _from_0(document: Document) -> Document:
    """Format 0 to 1: deals become opportunities, numbers become ratings."""
    if "deals" in document:
        tables = {table: records for table, records in document.items() if table != "deals"}
        document = tables | {"opportunities": {**document["deals"], **document.get("opportunities", {})}}
    events = document.get("events", {})
    if any(event.get("kind") == "deals" for event in events.values()):
        document = {**document, "events": {key: _told(event) for key, event in events.items()}}
    contacts = document.get("contacts", {})
    if any(_is_bare(contact) for contact in contacts.values()):
        document = {**document, "contacts": {key: _rated(contact) for key, contact in contacts.items()}}
    return document


MIGRATIONS: dict[int, Callable[[Document], Document]] = {0: _from_0}
"""By the format it starts from, what brings a card one format up; what is in that format already stays as it is."""


def brought_up(document: Document, name: str) -> Document:
    """The document of the file `name` in today's format; the very same where it is in that already."""
    if name.startswith("accounts/"):
        for since in range(FORMAT):
            document = MIGRATIONS[since](document)
    return document


def _told(event: dict[str, Any]) -> dict[str, Any]:
    return {**event, "kind": "opportunities"} if event.get("kind") == "deals" else event


def _is_bare(contact: dict[str, Any]) -> bool:
    return any(type(contact.get(field)) is int for field in _RATINGS)


def _rated(contact: dict[str, Any]) -> dict[str, Any]:
    bare = {field: contact[field] for field in _RATINGS if type(contact.get(field)) is int}
    return {**contact, **{field: {"value": value} for field, value in bare.items()}}
