"""Saved views: those of the team, kept in the catalog, and a person's own."""

from __future__ import annotations

from collections.abc import Iterable

from kamtui.store.lists.personal import read
from kamtui.store.records import ListView, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

View = ListView
"""A filter, an order and columns under a name; one without an id is a person's own."""


def views_of(workspace: Workspace, kind: type[Record]) -> list[View]:
    """The views of a kind by name, a person's own before the team's."""
    shared = (view for view in workspace.records(ListView).values() if not view.archived)
    return [*_of(kind, read(workspace).views), *_of(kind, shared)]


def _of(kind: type[Record], views: Iterable[View]) -> list[View]:
    return sorted((view for view in views if view.kind == kind.table), key=lambda view: view.name)


def view_named(workspace: Workspace, kind: type[Record], name: str) -> View:
    """The view of this name; ValueError that names those there are."""
    among = views_of(workspace, kind)
    for view in among:
        if view.name.casefold() == name.strip().casefold():
            return view
    known = word("fields.value.joint").join(view.name for view in among)
    raise ValueError(word("lists.no_view", name=name, known=known or word("lists.no_views")))
