"""The people around an account as the tests of screen 3 and of the personal card look at them."""

from __future__ import annotations

from pathlib import Path

from workbench import GRID, LI, TENDER, TODAY, Bench, make, small

from kamtui.screens.widgets.people_grid import PeopleGrid
from kamtui.store.records import Activity, Contact, Rating
from kamtui.store.workspace import Workspace

BOSS, TECH, USER = (f"01K9ZZZZZZ000000000000006{number}" for number in range(3))


def said(value: int) -> Rating:
    """A rating of today that has a source."""
    return Rating(value=value, source="visit", date=TODAY)


def circle_at(root: Path) -> Workspace:
    """An account with a decider, an opponent and someone of whom we know nothing but the name."""
    people = [
        Contact(id=BOSS, account=GRID, name="Ann Boss", level="executive", function="using", roles=("decider",),
                attitude=said(1), influence=said(5)),
        Contact(id=TECH, account=GRID, name="Bob Tech", level="managerial", function="technical",
                roles=("designer", "evaluator"), attitude=said(-1), influence=said(4), reports_to=BOSS),
        Contact(id=USER, account=GRID, name="Cy User", level="operational", function="using", reports_to=TECH),
    ]  # fmt: skip
    met = [Activity(account=GRID, subject="talk", date=TODAY, contacts=(BOSS,), opportunity=TENDER)]
    return make(root, [*(one for one in small(english=True) if one.id != LI), *people, *met])


def grid(shown: Bench) -> PeopleGrid:
    """The grid of the screen."""
    return shown.screen.query_one(PeopleGrid)
