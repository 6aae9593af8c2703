"""Decisions and duties in one line: who, when, how it stands; read from what a person types, and told again."""

from __future__ import annotations

import datetime as dt
import re

from kamtui.store.people.circles import Mapped
from kamtui.store.records import Contact
from kamtui.store.records.judgement import Slot
from kamtui.store.text.safe import clean

_DAY = re.compile(r"(?:^|\s)(\d{4}-\d{2}-\d{2})(?=\s|$)")


def read_slot(found: Mapped, text: str, today: dt.date) -> Slot:
    """What one line says: a day such as 2026-12-01, the name of a person of the circle, and the rest as the state.

    A line without a day was so today.
    """
    day, said = today, _DAY.search(text)
    if said:
        try:
            day = dt.date.fromisoformat(said[1])
            text = text[: said.start()] + " " + text[said.end() :]
        except ValueError:
            pass
    people: list[Contact] = sorted(found.circle.people, key=lambda each: -len(each.name))
    who = next((each for each in people if each.name and each.name in text), None)
    if who is not None:
        text = text.replace(who.name, " ", 1)
    return Slot(state=" ".join(text.split()).removeprefix("@").strip(), contact=who.id if who else "", date=day)


def slot_text(found: Mapped, slot: Slot) -> str:
    """The same in one line: the person, the state, the day; "" for what nobody has said."""
    who = next((each.name for each in found.everyone if each.id == slot.contact), slot.contact)
    day = slot.date.isoformat() if slot.date and (slot.state or slot.contact) else ""
    return " ".join(filter(None, (clean(who, 40), clean(slot.state, 200), day)))
