"""The parts of a method that are about people: their place, their part and their attitude, the personal card."""

from typing import Annotated, Literal

import msgspec

from kamtui.store.method.base import BLANK, Count, Days, Entry, Id, Label

Power = Literal["voice", "veto", "decide"]
"""What a level can do in a purchase: be heard, stop it, make it."""


class Level(Entry, frozen=True, kw_only=True):
    """A height in the customer's organisation (A4.01, A4.02)."""

    powers: tuple[Power, ...] = ()
    duty: Label = BLANK


class Function(Entry, frozen=True, kw_only=True):
    """What a department does in a purchase (A4.06, A4.07)."""

    duty: Label = BLANK


class Role(Entry, frozen=True, kw_only=True):
    """The part that a person plays in one purchase (A4.08)."""

    duty: Label = BLANK
    decides: bool = False
    """Whether who plays it decides or approves: such a person is key (C16)."""


class Attitude(Entry, frozen=True, kw_only=True):
    """What a person thinks of us (A4.19)."""

    value: Annotated[int, msgspec.Meta(ge=-2, le=2)]
    symbol: str
    short: Label = BLANK
    """For narrow columns: up to 2 hanzi or 7 letters."""


class Layer(Entry, frozen=True, kw_only=True):
    """A layer of interest at the customer, with what it values (A4.20)."""

    values: Label = BLANK


class TopDecision(Entry, frozen=True, kw_only=True):
    """One of the things that the customer's top has to decide (A4.03)."""


class Duty(Entry, frozen=True, kw_only=True):
    """Something of a purchase for which one person at the customer answers (A4.09, A4.10, A6.03)."""

    role: str = ""
    """The role that goes with it."""


class KnowledgeItem(Entry, frozen=True, kw_only=True):
    """Something to be known about, or heard from, a person (A4.17)."""

    topics: tuple[Id, ...] = ()
    """Groups of the personal card of which any answer counts as knowing."""


class Style(Entry, frozen=True, kw_only=True):
    """How a person likes to be dealt with."""

    advice: Label = BLANK


class UpkeepWay(Entry, frozen=True, kw_only=True):
    """A way of keeping in touch with a coach while no deal runs (A4.15)."""

    days: Days = 60
    """At least once in so many days."""
    cost: Count = 0
    """Of one time, in the main unit of the currency."""


class TopicGroup(Entry, frozen=True, kw_only=True):
    """A group of topics of the personal card (A4.26)."""


class Topic(Entry, frozen=True, kw_only=True):
    """One thing to know about a person (A4.25)."""

    group: Id
    number: Count = 0
    """Its number among the 66."""
    seed: Count = 0
    """Its number in the list of 50 of the seed, which splits one topic in two; 0 where that list ends before."""
    kind: Literal["normal", "personal", "sensitive"] = "normal"
    """Sensitive topics are off until the workspace names a purpose for them."""
    fields: tuple[str, ...] = ()
    """Fields of the contact of which any answers it."""
    worth: dict[str, Count] = msgspec.field(default_factory=dict)
    """By stage how much it helps there; 1 where it says nothing."""
