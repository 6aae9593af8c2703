"""Small texts of numbers about a deal: one way to write a share, a gap, a vendor."""

from __future__ import annotations

from fractions import Fraction

from kamtui.store.fields.options import party
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def percent(share: Fraction | float | None) -> str:
    """A share in percent, rounded half to even; n/a where there is none."""
    return word("dealing.none") if share is None else f"{round(share * 100)}%"


def sign(number: int | None) -> str:
    """A number with its sign, 0 without one; ? where it is not known."""
    return "?" if number is None else f"{number:+d}" if number else "0"


def name_of(workspace: Workspace, vendor: str) -> str:
    """What a vendor is called, cleaned."""
    return clean(party(workspace, vendor), 40)
