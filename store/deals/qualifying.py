"""Who should decide a purchase of such an amount, and whom we know there (A4.05)."""

from __future__ import annotations

from kamtui.store.deals.sheet import Sheet
from kamtui.store.fields import UNKNOWN
from kamtui.store.text.words import word


def level_told(sheet: Sheet) -> str:
    """The level that usually decides such an amount, with the people of it whom we know; "-" without an amount."""
    level = sheet.method.label_of("levels", sheet.expected_level)
    if not level:
        return UNKNOWN
    names = word("fields.value.joint").join(person.name for person in sheet.deciders)
    return word("dealing.level.known", level=level, names=names) if names else word("dealing.level.nobody", level=level)
