"""Whether an opportunity is quantified (A6.02), who should decide it (A4.05), what a rumour is worth (A4.16)."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from decimal import Decimal

import msgspec

from kamtui.store.figures.deciders import deciding_roles, is_there, roles_in
from kamtui.store.method.model import Method
from kamtui.store.records import Contact, Opportunity
from kamtui.store.records.contest import Intelligence
from kamtui.store.text.currencies import minor_digits

ELEMENTS = (
    "problem", "alternative", "budget", "funding", "purchase_date", "purchase_form", "approval_chain", "purchase_owner",
)  # fmt: skip
"""Fields of an opportunity that quantify it; who decides and who influences comes from the people."""
DECIDERS, INFLUENCERS = "deciders", "influencers"


class Completeness(msgspec.Struct, frozen=True):
    """How much of an opportunity is quantified."""

    known: int
    asked: int
    missing: tuple[str, ...]
    """Names of fields, `deciders` and `influencers`."""

    @property
    def percent(self) -> int:
        """Known ÷ asked, rounded half to even."""
        return round(100 * self.known / self.asked)


def completeness(deal: Opportunity, people: Iterable[Contact], method: Method) -> Completeness:
    """What of the eight elements, the decider and an influencer is known (A6.02); 10 are asked.

    A decider is a person with a role in the deal, or with a level, that decides; an influencer is anyone else with a
    role or an influence.
    """
    active, deciding = [person for person in people if is_there(person)], deciding_roles(method)
    roles = {person.id: roles_in((deal,), person) for person in active}
    powers = {level.id for level in method.levels if "decide" in level.powers}
    deciders = [one for one in active if one.level in powers or not deciding.isdisjoint(roles[one.id])]
    others = [one for one in active if one not in deciders and (roles[one.id] or one.influence.value)]
    missing = [name for name in ELEMENTS if getattr(deal, name) in (None, "")]
    missing += [name for name, found in ((DECIDERS, deciders), (INFLUENCERS, others)) if not found]
    return Completeness(len(ELEMENTS) + 2 - len(missing), len(ELEMENTS) + 2, tuple(missing))


def expected_level(deal: Opportunity, method: Method, currency: str) -> str:
    """Id of the level that usually decides a purchase of this amount (A4.05); "" without an amount.

    Up to `management_decides_up_to` of the method, in the main unit, the lowest level with a veto decides; above it the
    highest level that can decide.
    """
    if deal.amount is None:
        return ""
    main = Decimal(deal.amount).scaleb(-minor_digits(deal.currency or currency))
    small = main <= method.thresholds["management_decides_up_to"]
    decide = [level.id for level in method.levels if "decide" in level.powers]
    veto = [level.id for level in method.levels if "veto" in level.powers and "decide" not in level.powers]
    fitting = veto[-1:] if small and veto else decide[:1]
    return fitting[0] if fitting else ""


def worth(item: Intelligence, method: Method, today: dt.date) -> int | None:
    """Percent that an item of intelligence is still worth: its reliability, halved every half-life of days (A4.16).

    None where nobody said how reliable its source is, or on which day it was heard.
    """
    found = next((entry.percent for entry in method.reliabilities if entry.id == item.reliability), None)
    if found is None or item.date is None:
        return None
    days = max((today - item.date).days, 0)
    return round(found * math.pow(0.5, days / method.thresholds["intelligence_half_life_days"]))
