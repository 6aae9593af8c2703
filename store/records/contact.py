"""The contact: a person at the customer (A4.*)."""

from __future__ import annotations

from typing import Annotated

from kamtui.store.records.base import Choice, Hidden, Long, Rating, Record, Ref


class Contact(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A person at an account, with the level and function they hold and what they think of us."""

    table = "contacts"
    tracked = ("attitude", "influence", "closeness")

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
    coach: bool = False
    reports_to: Annotated[str, Ref("contacts")] = ""
    hot_button: str = ""
    phone: str = ""
    mobile: str = ""
    email: str = ""
    wechat: str = ""
    tags: tuple[str, ...] = ()
    note: Annotated[str, Long()] = ""
