"""What is entered about a person and needs more than its own field to be right: birthdays, lines upwards."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from kamtui.store.figures.organisation import line_problems
from kamtui.store.records import Contact, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_YEARLESS = 2000
"""A leap year, so that 29 February is a day."""
# The Chinese words for year, month and day, as escapes, for they are not for people.
_DAY = r"(?:(\d{4})[-/.\u5e74]?)?(\d{1,2})[-/.\u6708]?(\d{1,2})\u65e5?|(\d{4})(\d{2})(\d{2})"


def birthday(text: str) -> str:
    """A birthday as the contact keeps it: `1970-04-15`, or `04-15` without its year; ValueError for what is none."""
    found = re.fullmatch(_DAY, text.strip().removeprefix("--"))
    if found:
        year, month, day = (found[1], found[2], found[3]) if found[2] else (found[4], found[5], found[6])
        try:
            made = dt.date(int(year or _YEARLESS), int(month), int(day))
        except ValueError:
            made = None
        if made is not None:
            return made.isoformat() if year else f"{made:%m-%d}"
    raise ValueError(word("fields.error.birthday", text=clean(text, 40)))


def refuse_circle(workspace: Workspace, record: Record | type[Record], boss: str) -> None:
    """Raise ValueError where a person would report to himself, or to someone who reports to that person."""
    if not isinstance(record, Contact) or not record.id:
        return
    people = {person.id: person for person in workspace.of_account(Contact, record.account)}
    people[record.id] = msgspec.structs.replace(record, reports_to=boss)
    match line_problems(people.values()).get(record.id):
        case "self":
            raise ValueError(word("fields.error.self"))
        case "circle":
            raise ValueError(word("fields.error.circle", name=clean(people[boss].name, 40)))
