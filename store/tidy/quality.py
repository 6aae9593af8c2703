"""What is wrong with the data, counted: errors, missing values, duplicates, outliers and suspect units (A9.03)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.records import Account, Competitor, Contact, Ignored, Opportunity, Record
from kamtui.store.text import dates
from kamtui.store.text.currencies import minor_digits
from kamtui.store.text.words import word
from kamtui.store.tidy.issue import Issue
from kamtui.store.tidy.likely import likely_accounts, likely_people
from kamtui.store.tidy.order_lines import order_issues
from kamtui.store.tidy.rivals import rival_issues
from kamtui.store.workspace import Change, Workspace

WANTED: dict[type[Record], tuple[str, ...]] = {
    Account: ("industry", "region", "owner", "tier"),
    Opportunity: ("account", "amount", "close_date", "stage", "owner"),
    Contact: ("account", "title"),
}
"""Fields without which figures have gaps; a stage is wanted of open opportunities only."""


def issues(workspace: Workspace, today: dt.date | None = None) -> list[Issue]:
    """Everything that was found, errors first; `today` is the day after which nothing can have happened."""
    today = today or dates.today()
    accounts = [each for each in workspace.records(Account).values() if not each.archived]
    people = [each for each in workspace.records(Contact).values() if not each.archived]
    deals = [each for each in workspace.records(Opportunity).values() if not each.archived]
    found = [
        Issue("error", "", finding.code, (finding.record,) if finding.record else (), finding.file)
        for finding in workspace.findings
        if finding.level == "error"
    ]
    found += _missing(accounts, people, deals)
    found += [
        Issue("duplicate", Account.table, pair.why, (pair.first, pair.second)) for pair in likely_accounts(accounts)
    ]
    found += [Issue("duplicate", Contact.table, pair.why, (pair.first, pair.second)) for pair in likely_people(people)]
    found += [Issue("duplicate", Competitor.table, pair.why, (pair.first, pair.second))
              for pair in rival_issues(workspace)]  # fmt: skip
    found += [
        Issue("error", Opportunity.table, "future", (deal.id,))
        for deal in deals
        if deal.status != "open" and deal.close_date and deal.close_date > today
    ]
    return [*found, *_odd(workspace, deals), *order_issues(workspace, today)]


def ignored(workspace: Workspace) -> dict[str, Ignored]:
    """By the key of an issue who said that it is right as it is."""
    return {each.name: each for each in workspace.records(Ignored).values() if not each.archived}


def open_issues(workspace: Workspace) -> tuple[list[Issue], int]:
    """What was found and is not ignored, and how many issues are; of a missing value each record counts."""
    known = ignored(workspace)
    left, hidden = [], 0
    for issue in issues(workspace):
        parts = issue.parts()
        rest = [] if issue.key in known else [part for part in parts if part.key not in known]
        hidden += len(parts) - len(rest)
        if len(rest) == len(parts):
            left.append(issue)
        elif rest:
            left.append(
                msgspec.structs.replace(issue, records=tuple(record for part in rest for record in part.records))
            )
    return left, hidden


def ignore(workspace: Workspace, issue: Issue, note: str = "") -> None:
    """Tell an issue no more, as one step that can be taken back."""
    with workspace.change(word("tidy.ignored", key=issue.key)) as change:
        ignoring(change, issue, note)


def ignoring(change: Change, issue: Issue, note: str = "") -> None:
    """Keep in the shared catalog that an issue is right as it is, record by record."""
    for part in issue.parts():
        change.add(Ignored(name=part.key, note=note))


def _missing(*groups: Iterable[Record]) -> Iterator[Issue]:
    for records in groups:
        by_field: dict[tuple[str, str], list[str]] = {}
        for record in records:
            for field in WANTED[type(record)]:
                if field == "stage" and getattr(record, "status", "open") != "open":
                    continue
                if getattr(record, field) in (None, ""):
                    by_field.setdefault((record.table, field), []).append(record.id)
        for (table, field), ids in by_field.items():
            yield Issue("missing", table, field, tuple(ids))


def _odd(workspace: Workspace, deals: Iterable[Opportunity]) -> Iterator[Issue]:
    """Amounts of opportunities that are far off, and owners whose amounts seem to be in another unit."""
    by_currency: dict[str, dict[str, float]] = {}
    by_owner: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for deal in deals:
        if deal.amount:
            currency = deal.currency or workspace.config.currency
            amount = float(Decimal(deal.amount).scaleb(-minor_digits(currency)))
            by_currency.setdefault(currency, {})[deal.id] = amount
            by_owner.setdefault(currency, {}).setdefault(deal.owner, []).append((deal.id, amount))
    for values in by_currency.values():
        for name in outliers(values):
            yield Issue("outlier", Opportunity.table, "amount", (name,))
    for owners in by_owner.values():
        suspect: dict[str, Any] = suspect_units({owner: [amount for _, amount in own] for owner, own in owners.items()})
        for owner, times in suspect.items():
            yield Issue("unit", Opportunity.table, "amount", tuple(each for each, _ in owners[owner]), times=times)
