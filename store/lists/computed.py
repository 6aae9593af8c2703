"""Columns that are worked out: sums of an account's deals, its next step, how well it is covered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from kamtui.store.fields.model import FieldKind
from kamtui.store.figures.pipeline import Total, days_in_stage
from kamtui.store.figures.pipeline import weighted as weighted_deals
from kamtui.store.figures.summary import relationship, weighted, won_in_year
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

Reader = Callable[[Workspace, Any, dt.date], Any]


class Computed(msgspec.Struct, frozen=True):
    """What a computed column holds; its words are `lists.column.KEY` and `lists.how.KEY`."""

    key: str
    kind: FieldKind
    read: Reader
    """The value by which it is sorted; None where it is not known."""
    show: Callable[[Workspace, Any, dt.date], str] | None = None
    """What the cell says; where it is None, the value."""


def account_weighted(workspace: Workspace, account: Account, today: dt.date) -> Total:  # noqa: ARG001
    """The account's weighted pipeline (C02)."""
    return weighted(workspace.summary(account.id), workspace.method, workspace.config.currency)


def account_won(workspace: Workspace, account: Account, today: dt.date) -> Total:
    """What was won from the account in this fiscal year."""
    config = workspace.config
    return won_in_year(workspace.summary(account.id), today, config.fiscal_year_start, config.currency)


def _pipeline(workspace: Workspace, account: Account, today: dt.date) -> Total:  # noqa: ARG001
    return workspace.open_pipeline(account.id)


def _sum(of: Callable[[Workspace, Any, dt.date], Total]) -> Reader:
    return lambda workspace, record, today: of(workspace, record, today).amounts or None


def _shown(of: Callable[[Workspace, Any, dt.date], Total]) -> Callable[[Workspace, Any, dt.date], str]:
    return lambda workspace, record, today: total_text(of(workspace, record, today))


def total_text(summed: Total) -> str:
    """A sum in one cell: the largest currency, "+" where there is more, "" where there is nothing to add up."""
    shown = [amounts.show(minor, currency) for currency, minor in summed.amounts.items()]
    more = "+" if len(shown) > 1 or (shown and summed.unknown) else ""
    return shown[0] + more if shown else word("lists.unknown") if summed.unknown else ""


def _next_shown(workspace: Workspace, account: Account, today: dt.date) -> str:
    summary = workspace.summary(account.id)
    day = summary.next_date.isoformat() if summary.next_date else ""
    if summary.next_date and summary.next_date.year == today.year:
        day = day[5:]
    return " ".join(part for part in (day, clean(summary.next_step, 60)) if part)


def _relation(workspace: Workspace, account: Account, today: dt.date) -> int:  # noqa: ARG001
    return relationship(workspace.summary(account.id), workspace.method).status


def _relation_shown(workspace: Workspace, account: Account, today: dt.date) -> str:  # noqa: ARG001
    found = relationship(workspace.summary(account.id), workspace.method)
    step = f" {found.closeness}/{len(workspace.method.relationship_steps)}" if found.closeness else ""
    return word(f"lists.relation.{found.status}") + step


def _days(workspace: Workspace, deal: Opportunity, today: dt.date) -> int | None:  # noqa: ARG001
    return days_in_stage(deal, today) if deal.status == "open" else None


def _deal_weighted(workspace: Workspace, deal: Opportunity, today: dt.date) -> Total:  # noqa: ARG001
    return weighted_deals([deal], workspace.method, workspace.config.currency)


COMPUTED: dict[type[Record], tuple[Computed, ...]] = {
    Account: (
        Computed("pipeline", "money", _sum(_pipeline), _shown(_pipeline)),
        Computed("weighted", "money", _sum(account_weighted), _shown(account_weighted)),
        Computed("won", "money", _sum(account_won), _shown(account_won)),
        Computed("last", "date", lambda workspace, account, _: workspace.last_activity(account.id)),
        Computed("next", "date", lambda workspace, account, _: workspace.summary(account.id).next_date, _next_shown),
        Computed("relation", "rating", _relation, _relation_shown),
        Computed("deals", "int", lambda workspace, account, _: workspace.open_pipeline(account.id).n or None),
    ),
    Opportunity: (
        Computed("weighted", "money", _sum(_deal_weighted), _shown(_deal_weighted)),
        Computed("days", "int", _days),
    ),
}
"""Every computed column of each kind of record."""
