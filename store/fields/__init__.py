"""The fields of records: what they are, what they can hold, how they are typed, shown and told to programs.

Forms and commands are built on this; neither knows a kind of record by heart.
"""

from __future__ import annotations

from kamtui.store.fields.inner import mark
from kamtui.store.fields.keeping import NO_RIVAL, keep, missing, unsaid
from kamtui.store.fields.model import FIXED, Field, default_of, field_of, fields_of, label, name_field, name_of
from kamtui.store.fields.options import Option, options, title_of
from kamtui.store.fields.patching import follow_ups, patch_of
from kamtui.store.fields.shown import UNKNOWN, as_json, cell, currency_of, show, shown_plain, text_of
from kamtui.store.fields.typed import RANGES, answer, parse

__all__ = [
    "FIXED",
    "NO_RIVAL",
    "RANGES",
    "UNKNOWN",
    "Field",
    "Option",
    "answer",
    "as_json",
    "cell",
    "currency_of",
    "default_of",
    "field_of",
    "fields_of",
    "follow_ups",
    "keep",
    "label",
    "mark",
    "missing",
    "name_field",
    "name_of",
    "options",
    "parse",
    "patch_of",
    "show",
    "shown_plain",
    "text_of",
    "title_of",
    "unsaid",
]
