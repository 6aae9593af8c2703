"""Hygiene before a review: what each owner still has to mend, and how clean their deals are (ux 6.2, step 0)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from kamtui.store.figures.deciders import is_there, roles_in
from kamtui.store.figures.risks import Fired, Standing
from kamtui.store.records import Opportunity

Defect = Literal["overdue", "no-next-step", "no-amount", "no-close-date", "no-decider", "stage-age", "no-rivals"]
DEFECTS: tuple[Defect, ...] = (
    "overdue", "no-next-step", "no-amount", "no-close-date", "no-decider", "stage-age", "no-rivals",
)  # fmt: skip
"""What is looked for, the first to mend first; the field that mends it is in `MENDED_BY`."""
MENDED_BY: dict[Defect, str] = {
    "overdue": "close_date",
    "no-next-step": "next_step",
    "no-amount": "amount",
    "no-close-date": "close_date",
    "no-decider": "account",
    "stage-age": "stage",
    "no-rivals": "competitors",
}
_OF_RULES: tuple[Defect, ...] = ("overdue", "no-next-step", "stage-age", "no-rivals")


class Unclean(msgspec.Struct, frozen=True):
    """One deal and what is to be mended in it."""

    deal: Opportunity
    defects: tuple[Defect, ...]


class Score(msgspec.Struct, frozen=True):
    """How clean the open deals of an owner are."""

    owner: str
    deals: int
    clean: int
    """Deals without a defect."""
    defects: int

    @property
    def percent(self) -> int | None:
        """Checks passed over checks made, in whole percent rounded down; None without deals."""
        checks = self.deals * len(DEFECTS)
        return 100 * (checks - self.defects) // checks if checks else None


def defects(standing: Standing, found_by_rules: Iterable[Fired]) -> tuple[Defect, ...]:
    """What is to be mended in an open deal; the rules that a team has switched off find nothing here either."""
    deal = standing.deal
    fired = {each.rule.id for each in found_by_rules}
    found: set[Defect] = {name for name in _OF_RULES if name in fired}
    if deal.amount is None:
        found.add("no-amount")
    if deal.close_date is None:
        found.add("no-close-date")
    if not any("decider" in roles_in((deal,), person) for person in standing.contacts if is_there(person)):
        found.add("no-decider")
    return tuple(name for name in DEFECTS if name in found)


def unclean(judged: Iterable[tuple[Standing, Iterable[Fired]]]) -> tuple[list[Unclean], list[Score]]:
    """The deals to be mended, the most defects first, and each owner's score, the worst first.

    `judged` are the open deals, each with what the rules found in it.
    """
    found: list[Unclean] = []
    counts: dict[str, list[int]] = {}
    for standing, fired in judged:
        wrong = defects(standing, fired)
        tally = counts.setdefault(standing.deal.owner, [0, 0, 0])
        tally[0] += 1
        tally[1] += not wrong
        tally[2] += len(wrong)
        if wrong:
            found.append(Unclean(standing.deal, wrong))
    found.sort(key=lambda each: (-len(each.defects), -(each.deal.amount or 0), each.deal.id))
    scores = [Score(owner, *tally) for owner, tally in counts.items()]
    return found, sorted(scores, key=lambda each: (each.percent or 0, each.owner))
