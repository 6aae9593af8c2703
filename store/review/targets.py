"""What is to be won in a period: the targets of owners, teams and product lines in `targets.json`."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import msgspec

from kamtui.store.figures.spans import Span, span_of
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.records import Salesperson
from kamtui.store.review.scope import Scoped
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, Workspace

TARGETS = "targets.json"


class Target(msgspec.Struct, frozen=True):
    """One target as `targets.json` says it, in its table `targets`."""

    period: str
    """2026-11, 2026Q4 or 2026; FY2027Q1 and FY2027 go by the fiscal year."""
    amount: int
    """In the smallest unit of the currency."""
    currency: str = ""
    owner: str = ""
    """Id of the salesperson; owner, team and line empty for the whole company."""
    team: str = ""
    line: str = ""


def targets(workspace: Workspace) -> list[Target]:
    """Every target that can be read; a file that is damaged holds none."""
    try:
        data = read_bytes(workspace.root / TARGETS, TARGETS)
        document = parse(data, TARGETS) if data else {}
    except (DamagedFileError, OSError):
        return []
    found = []
    for fields in document.get("targets", {}).values():
        with suppress(msgspec.ValidationError):
            found.append(msgspec.convert(fields, Target))
    return found


def target_for(workspace: Workspace, span: Span, scope: Scoped, currency: str) -> int | None:
    """The target of a scope in a period; None where nobody has set one in this currency.

    One set for the very scope counts; else those of the scope's owners, or of all owners for the whole, are added up.
    A target of the year is not divided into quarters: nobody has said how.
    """
    set_for = [each for each in targets(workspace) if _span(each.period, workspace) == span]
    own = [each for each in set_for if _is_in(each, currency, workspace)]
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
    return sum(each.amount for each in counted) if counted else None


def odd_targets(workspace: Workspace, span: Span) -> list[str]:
    """A sentence for each target of the period in another currency than the workspace's: they are not added up."""
    usual = workspace.config.currency
    return [
        word("review.target.currency", period=each.period, found=each.currency, expected=usual)
        for each in targets(workspace)
        if _span(each.period, workspace) == span and not _is_in(each, usual, workspace)
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
