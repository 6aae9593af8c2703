"""The parts of a method that are about accounts: what sort they are, and how they are looked after."""

from kamtui.store.method.base import BLANK, Count, Days, Entry, Label


class AccountKind(Entry, frozen=True, kw_only=True):
    """What sort of organisation a customer is (A1.15)."""


class Mode(Entry, frozen=True, kw_only=True):
    """How a tier of customers is looked after (A1.09)."""


class Tier(Entry, frozen=True, kw_only=True):
    """A class of key accounts by what they contribute (A1.06-A1.11)."""

    mode: Mode
    visit_days: Days
    """At least one visit in so many days."""
    most: Count
    """How many accounts the tier should hold at most."""
    strategy: Label = BLANK


class ActivityKind(Entry, frozen=True, kw_only=True):
    """A way of meeting a customer."""

    in_person: bool = False
    """Whether it counts as a visit for the cadence of a tier."""
    one_way: bool = False
    """Whether only we speak: such contacts without an answer between them mean that a customer keeps silent."""
