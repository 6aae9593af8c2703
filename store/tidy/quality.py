"""What is wrong with the data, counted: errors, missing values, duplicates, outliers and suspect units (A9.03)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, Literal

import msgspec

from kamtui.store.figures.oddities import outliers, suspect_units
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.text.currencies import minor_digits
from kamtui.store.tidy.likely import likely_accounts, likely_people
from kamtui.store.workspace import Workspace

IssueKind = Literal["error", "missing", "duplicate", "outlier", "unit"]
WANTED: dict[type[Record], tuple[str, ...]] = {
    Account: ("industry", "region", "owner", "tier"),
    Opportunity: ("account", "amount", "close_date", "stage", "owner"),
    Contact: ("account", "title"),
}
"""Fields without which figures have gaps; a stage is wanted of open opportunities only."""


class Issue(msgspec.Struct, frozen=True):
    """One thing that is wrong, with the records that have it."""

    kind: IssueKind
    table: str
    about: str
    """The field, the reason why two may be one, or the code of the error."""
    records: tuple[str, ...]
    """Ids; of a duplicate the two that may be one."""
    file: str = ""
    times: float | None = None
    """How many times off a suspect unit is."""


def issues(workspace: Workspace) -> list[Issue]:
    """Everything that was found, errors first."""
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
    return [*found, *_odd(workspace, deals)]


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
