"""Judgements that carry their ground: an answer to a question, and what the buyer was seen to do (B5.6)."""

from __future__ import annotations

import datetime as dt

import msgspec

US = "us"
"""Stands for ourselves where a rival's id could stand."""


class Judgement(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What someone answered to a question of an assessment. `value` None is "not answered", never 0."""

    value: int | None = None
    """−1, 0 ("?"), +1 in a template of signs; 0 … 3 in one of levels."""
    evidence: str = ""
    """What was seen or heard that shows it."""
    source: str = ""
    """Who said it, or where it stands."""
    date: dt.date | None = None
    by: str = ""
    """The person of us who answered."""


class Evidence(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Something that the buyer did, which shows that a buying stage is reached or left."""

    what: str
    date: dt.date | None = None
    source: str = ""


class Verdict(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Whether we go for a deal: yes, no or not decided; with the reason and who decided (A6.01)."""

    go: bool | None = None
    reason: str = ""
    by: str = ""
    date: dt.date | None = None


class Stance(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How we meet one rival in one deal, why so, and who decided it when (A5.07)."""

    strategy: str = ""
    """Id of an entry of `rival_strategies`."""
    why: str = ""
    by: str = ""
    date: dt.date | None = None


class Slot(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One of several things that have to be settled or taken care of: its state, who, since when."""

    state: str = ""
    contact: str = ""
    """Id of the person at the customer."""
    date: dt.date | None = None
    note: str = ""
