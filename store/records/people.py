"""What is known of a person beyond the contact: ties to others, and the personal card that is kept in private."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from kamtui.store.records.base import Hidden, Record, Ref
from kamtui.store.records.judgement import Evidence


class Tie(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What one person at the customer is to another: it has a direction, from the one who holds it (A4.18)."""

    kind: str = "influence"
    """`influence`: sways the other one; `conflict`: is at odds with the other one."""
    strength: int = 1
    """1 … 3."""
    source: str = ""
    date: dt.date | None = None


TIES = ("influence", "conflict")
"""The kinds of ties."""


class PersonalAnswer(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is known about one topic of a person's card, who said it and when (A4.25)."""

    answer: str = ""
    applies: bool = True
    """False: the question does not apply to this person, which answers it as well."""
    date: dt.date | None = None
    source: str = ""


class Profile(Record, frozen=True, kw_only=True, omit_defaults=True):
    """The personal card of a contact, under the contact's id; it lies in `private/`, which git ignores."""

    table = "profiles"

    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    answers: Annotated[dict[str, PersonalAnswer], Hidden()] = msgspec.field(default_factory=dict)
    """By the id of the topic."""
    knows: Annotated[dict[str, Evidence], Hidden()] = msgspec.field(default_factory=dict)
    """What the person told us of sensitive items, by the id of an entry of `knowledge` (A4.17)."""
