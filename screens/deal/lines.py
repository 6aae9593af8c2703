"""Single rows of a deal's page, which all of its sections are made of."""

from __future__ import annotations

from kamtui.screens.pages.rows import field_row
from kamtui.screens.pages.texts import said_of
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.sheet import Sheet
from kamtui.store.records import Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def deal_field(sheet: Sheet, name: str) -> Row:
    """A field of the deal."""
    return field_row(sheet.workspace, sheet.deal, fields.field_of(Opportunity, name))


def said_row(key: str, label: str, text: str, look: str = "") -> Row:
    """Something that is said of the deal; its texts are cleaned."""
    return Row(key, (Cell(clean(label, 60), "muted"), Cell(clean(text, 400), look)))


def member_row(sheet: Sheet, record: Record) -> Row:
    """A record that belongs to the deal or to its account."""
    return Row(f"{record.table}:{record.id}", said_of(sheet.workspace, record, sheet.today))


def title_row(key: str, title: str, said: str = "") -> Row:
    """The line above a group inside a section."""
    return Row(f"hint:{key}", (Cell(clean(title, 60), "strong"), clean(said, 400)))


def hint_row(section: str) -> Row:
    """What a section without anything in it says."""
    return Row(f"hint:{section}", (Cell("", "muted"), Cell(word(f"dealing.hint.{section}"), "muted")))
