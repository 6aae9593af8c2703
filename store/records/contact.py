"""The contact: a person at the customer (A4.*)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import msgspec

from kamtui.store.records.base import Choice, Hidden, Long, Rating, Record, Ref
from kamtui.store.records.judgement import Evidence
from kamtui.store.records.people import Tie


class Contact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A person at an account, with the level and function they hold and what they think of us."""

    table = "contacts"
    tracked = ("attitude", "influence", "closeness", "coach", "left", "archived")

    name: str
    account: Annotated[str, Ref("accounts"), Hidden()] = ""
    title: str = ""
    department: str = ""
    level: Annotated[str, Choice("levels")] = ""
    function: Annotated[str, Choice("functions")] = ""
    layer: Annotated[str, Choice("layers")] = ""
    roles: Annotated[tuple[str, ...], Choice("roles")] = ()
    attitude: Rating = Rating()
    """−2 … +2 (A4.19)."""
    influence: Rating = Rating()
    """1 … 5."""
    closeness: Rating = Rating()
    """1 … 5: the turning point that the relationship has reached (A3.08)."""
    product_awareness: Rating = Rating()
    """0 … 4: how well the person knows our product (A2.03)."""
    coach: bool = False
    """Values us and is ready to tell us what others do not know (A4.13)."""
    coach_reliability: Annotated[str, Choice("reliabilities")] = ""
    coach_evidence: Annotated[str, Long()] = ""
    """What was told that proved true, or did not."""
    upkeep: Annotated[str, Choice("upkeep_ways")] = ""
    """How the coach is kept in touch with while no deal runs (A4.15)."""
    reports_to: Annotated[str, Ref("contacts")] = ""
    hot_button: str = ""
    """What drives this person most to buy (A4.21)."""
    hot_button_proof: Annotated[str, Long()] = ""
    """What was said or seen that shows it."""
    style: Annotated[str, Choice("styles")] = ""
    """How the person likes to be dealt with."""
    ties: Annotated[dict[str, Tie], Hidden()] = msgspec.field(default_factory=dict)
    """What the person is to others, by the id of the other contact (A4.18)."""
    knows: Annotated[dict[str, Evidence], Hidden()] = msgspec.field(default_factory=dict)
    """What this person told or showed us, by the id of an entry of `knowledge` (A4.17)."""
    birthday: str = ""
    """"1970-04-15", or "04-15" where the year is not known."""
    left: dt.date | None = None
    """The day on which the person left the account."""
    erased: Annotated[dt.date | None, Hidden()] = None
    """The day on which everything about the person was erased; only the id stays, so that nothing brings it back."""
    erased_marks: Annotated[tuple[str, ...], Hidden()] = ()
    """Of an erased person: short sums of name, numbers and mail, by which an import knows whom not to bring back."""
    aliases: tuple[str, ...] = ()
    """Other spellings under which lists name the person."""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    wechat: str = ""
    tags: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""
