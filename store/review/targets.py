"""What is to be won in a period: the targets of owners, teams and product lines in `targets.json`."""

from __future__ import annotations

import datetime as dt

from kamtui.store.figures.spans import Span, span_of
from kamtui.store.records import Salesperson, Target
from kamtui.store.review.scope import Scoped
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

FIGURES = ("won-value", "sales", "")
"""What a target may measure that a forecast is held against, the fittest first."""


def targets(workspace: Workspace, span: Span) -> list[Target]:
    """The targets of a period that a forecast is held against: of won deals, or where there are none of sales.

    Those of a single customer or tier are left out: a review looks at owners, teams and product lines.
    """
    found = [
        each
        for each in workspace.records(Target).values()
        if each.amount is not None and not each.archived and not (each.customer or each.tier)
        and each.figure in FIGURES and _span(each.period, workspace) == span
    ]  # fmt: skip
    return [each for each in found if each.figure == "won-value"] or found


def target_for(workspace: Workspace, span: Span, scope: Scoped, currency: str) -> int | None:
    """The target of a scope in a period; None where nobody has set one in this currency.

    One set for the very scope counts; else those of the scope's owners, or of all owners for the whole, are added up.
    A target of the year is not divided into quarters: nobody has said how.
    """
    own = [each for each in targets(workspace, span) if _is_in(each, currency, workspace)]
    people = workspace.records(Salesperson)
    if not scope.name:
        exact = [each for each in own if not (each.owner or each.team or each.line)]
    else:
        exact = [each for each in own if scope.name in (each.team, each.line)]
    owners = [
        each for each in own
        if each.owner and ((scope.owners is None and scope.products is None) or each.owner in (scope.owners or ()))
    ]  # fmt: skip
    teams = [each for each in own if each.team and not each.owner and not each.line] if not scope.name else []
    lines = [each for each in own if each.line and not each.owner and not each.team] if not scope.name else []
    counted = exact or [each for each in owners if each.owner in people] or teams or lines
    return sum(each.amount or 0 for each in counted) if counted else None


def odd_targets(workspace: Workspace, span: Span) -> list[str]:
    """A sentence for each target of the period in another currency than the workspace's: they are not added up."""
    usual = workspace.config.currency
    return [
        word("review.target.currency", period=each.period, found=each.currency, expected=usual)
        for each in targets(workspace, span)
        if not _is_in(each, usual, workspace)
    ]


def _is_in(target: Target, currency: str, workspace: Workspace) -> bool:
    return (target.currency or workspace.config.currency) == currency


def _span(period: str, workspace: Workspace) -> Span | None:
    """The days of a period's name; None for what is none."""
    start = workspace.config.fiscal_year_start if period.startswith("FY") else 1
    year, _, quarter = period.removeprefix("FY").partition("Q")
    try:
        if quarter:
            first = span_of(dt.date(int(year) - (start > 1), start, 1), "quarter", start)
            for _ in range(int(quarter) - 1):
                first = first.next
            return first
        if "-" in year:
            return span_of(dt.date.fromisoformat(f"{year}-01"), "month")
        return span_of(dt.date(int(year) - (start > 1), start, 1), "year", start)
    except ValueError:
        return None
