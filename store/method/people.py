"""The parts of a method that are about people: what the top decides, who answers for what, the personal card."""

from typing import Literal

import msgspec

from kamtui.store.method.base import BLANK, Count, Days, Entry, Id, Label


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
