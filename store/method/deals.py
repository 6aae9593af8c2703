"""The parts of a method that are about a deal: its stages, how it is decided, what is said and given, how it ends."""

from typing import Literal

import msgspec

from kamtui.store.method.base import BLANK, Days, Entry, Id, Label, Percent


class Question(Entry, frozen=True, kw_only=True):
    """Something to be known before a stage is left."""

    field: str = ""
    """The field of the opportunity that answers it, or none."""


class Stage(Entry, frozen=True, kw_only=True):
    """A step of the buyer, with what we do meanwhile (A3.01-A3.03, A3.11-A3.17)."""

    odds: Percent
    """Chance of winning an opportunity that stands here, unless someone pinned another (C01)."""
    category: Id
    """The forecast category of opportunities here, unless someone picked another (C10)."""
    stall_days: Days = 30
    """Days after which an opportunity that has not moved counts as stalled (C07)."""
    limits: dict[str, Days] = msgspec.field(default_factory=dict)
    """By the id of a risk rule its days in this stage; where it says nothing, the days of the rule."""
    short: Label = BLANK
    """For the head of a board column: up to 4 hanzi or 14 letters."""
    selling_step: Label = BLANK
    """Our own step beside the buyer's."""
    aim: Label = BLANK
    """What we want to have reached when the stage is left."""
    traits: tuple[Label, ...] = ()
    """What the customer does and feels in this stage."""
    focus: tuple[Id, ...] = ()
    """Ids of the functions, levels and roles to work on."""
    focus_note: Label = BLANK
    must_know: tuple[Question, ...] = ()
    periods: tuple[Id, ...] = ()
    """Ids of the periods of the selling cycle that the stage belongs to."""

    @property
    def head(self) -> str:
        """The short label, or the full one where there is none."""
        return self.short.text or self.label.text


class Outcome(Entry, frozen=True, kw_only=True):
    """How an opportunity ends: `won` or `lost`."""

    odds: Percent
    category: Id


class Period(Entry, frozen=True, kw_only=True):
    """A period of the selling cycle, seen from one side (A3.06)."""

    side: Literal["buyer", "seller"]


class SellingStep(Entry, frozen=True, kw_only=True):
    """One of the eight steps of working an account (A3.07)."""

    task: Label = BLANK


class DecisionMode(Entry, frozen=True, kw_only=True):
    """How a customer comes to a decision (A4.12)."""

    meaning: Label = BLANK
    weights: dict[str, Percent] = msgspec.field(default_factory=dict)
    """Percent by level: how much a seat of that level counts for coverage (C17); 100 where it says nothing."""
    seats: tuple[Id, ...] = ()
    """Ids of the functions, levels and roles that count in every stage, beside those of the stage's own focus."""


class RelationshipStep(Entry, frozen=True, kw_only=True):
    """A turning point of a relationship (A3.08); the first one is closeness 1."""

    sign: Label = BLANK
    """What one can see when it is reached."""


class OpportunityKind(Entry, frozen=True, kw_only=True):
    """What an opportunity is for us (A6.13)."""


class WonReason(Entry, frozen=True, kw_only=True):
    """Why an opportunity was won."""


class LostReason(Entry, frozen=True, kw_only=True):
    """Why an opportunity was lost or given up."""


class ForecastCategory(Entry, frozen=True, kw_only=True):
    """How sure a forecast is of an opportunity; the groups stand from the least to the most sure (C10)."""


class RivalStrategy(Entry, frozen=True, kw_only=True):
    """How we meet a rival in a deal (A5.07)."""

    meaning: Label = BLANK


class Reliability(Entry, frozen=True, kw_only=True):
    """How far a source can be relied on (A4.16)."""

    percent: Percent


class ObjectionKind(Entry, frozen=True, kw_only=True):
    """What sort of thing is said against us, and the steps that answer it (A5.04, A5.05)."""

    steps: tuple[Label, ...] = ()


class DiscountKind(Entry, frozen=True, kw_only=True):
    """What a discount is given for (A6.06)."""


class ConcessionKind(Entry, frozen=True, kw_only=True):
    """What is moved in a negotiation: price, a technical or a commercial promise (A3.16)."""
