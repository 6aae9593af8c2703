"""What the people around an account or a deal look like in `--json`."""

from __future__ import annotations

from typing import Any, TypedDict

from kamtui.store.figures.unknowns import What


class SeenRating(TypedDict):
    """A judgement about a person and how far it can be relied on."""

    value: int | None
    source: str
    date: str | None
    confidence: int | None
    state: str


class PersonTie(TypedDict):
    """What a person is to another: kind, and strength 1 … 3."""

    kind: str
    strength: int


class Stakeholder(TypedDict):
    """One person of the map; rivals and ties are by name and by id."""

    id: str
    name: str
    title: str
    level: str
    function: str
    roles: list[str]
    attitude: SeenRating
    influence: SeenRating
    closeness: SeenRating
    key: bool
    decides: bool
    coach: Any
    reports_to: str
    last_contact: str | None
    rivals: dict[str, int]
    ties: dict[str, PersonTie]


class RelationshipStatus(TypedDict):
    """The light, the step 0 … 3, and the ids of the people it rests on."""

    light: str
    step: int
    key: list[str]
    supporters: list[str]
    deciding: list[str]


class CoveredSeat(TypedDict):
    """How far a place at the table is covered, with what goes into it."""

    seat: str
    group: str
    now: bool
    holder: str | None
    people: list[str]
    weight: float
    met: float
    fresh: float
    attitude: float
    gaps: list[str]


class CoverageTold(TypedDict):
    """Coverage 0 … 100 and its seats."""

    value: float | None
    seats: list[CoveredSeat]


class Focus(TypedDict):
    """Seats of now whose people were met in this stage, of how many."""

    touched: int
    seats: int


class UnknownTold(TypedDict):
    """Something that is not known of a person, or who sits on an empty seat, and what it is worth now."""

    what: What
    person: str | None
    seat: str | None
    worth: int


class StakeholderMap(TypedDict):
    """The people around an account or a deal: status, coverage, warnings, empty places."""

    account: str
    opportunity: str | None
    day: str
    people: list[Stakeholder]
    status: RelationshipStatus
    coverage: CoverageTold
    focus: Focus
    flags: list[str]
    unknown: list[UnknownTold]
    holes: list[str]
