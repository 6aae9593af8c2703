"""What a person wants saved and has not been saved yet."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from kamtui.store.workspace import Answer, Change


class Attempt(msgspec.Struct, eq=False):
    """Something that a person wants saved, until it is saved or they give it up."""

    what: str
    """Said when it is undone; the title of its draft."""
    act: Callable[[Change], object]
    then: Callable[[], object] | None
    back: Callable[[str], object] | None
    answers: list[Answer] = []
    """What was decided about values that someone else had changed."""
    drafts: list[str] = []
    """Keys of the drafts that hold it until it is saved."""
    asked: bool = False
    """Whether a dialog came between."""


class Held(msgspec.Struct, frozen=True):
    """What was typed into a form that has closed, until it is saved or the form is opened again."""

    draft: str
    """Key of its draft."""
    back: Callable[[str], object]
    """Opens the form again with what was typed, in the field of this name or the first."""
