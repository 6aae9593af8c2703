"""Figures about the accounts themselves: how many there are, and their outlets (A7.01, A7.05)."""

from __future__ import annotations

from collections import Counter

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row
from kamtui.store.figures.scoring import SELECTION, proposed_tier, score, selection_weights, tier_cuts, to_next_tier
from kamtui.store.records import Account, Product, Salesperson
from kamtui.store.text.words import word


def accounts_asked(desk: Desk) -> list[Account]:
    """The accounts that pass the filter; archived ones never."""
    passes = desk.passing(Account)
    return [each for each in desk.accounts.values() if not each.archived and (passes is None or passes(each))]


@works("accounts")
def accounts(desk: Desk, figure: Figure) -> Answer:
    """Accounts by any of their dimensions (A7.01)."""
    by, groups = desk.question.by, dict[tuple[str, ...], int]()
    found = accounts_asked(desk)
    for account in found:
        key = tuple(desk.account_value(account, name) for name in by)
        groups[key] = groups.get(key, 0) + 1
    return answer(desk, figure, [Row(dims_of(by, key), n, n) for key, n in groups.items()], {"": len(found)})


@works("outlets")
def outlets(desk: Desk, figure: Figure) -> Answer:
    """Outlets of the accounts by any of their dimensions (A7.05, A2.24).

    By year they are those recorded for the year, and a total would count shops once for each year.
    """
    by, groups = desk.question.by, dict[tuple[str, ...], list[int]]()
    found = accounts_asked(desk)
    for account in found:
        for year, outlets_then in _outlets_of(account, by_year="year" in by):
            key = tuple(year if name == "year" else desk.account_value(account, name) for name in by)
            groups.setdefault(key, []).append(outlets_then)
    rows = [Row(dims_of(by, key), sum(each), len(each)) for key, each in groups.items()]
    if "year" in by:
        return answer(desk, figure, rows, None, {"no-outlets": sum(not each.outlets_by_year for each in found)})
    known = [account.outlets for account in found if account.outlets is not None]
    return answer(desk, figure, rows, {"": sum(known)}, {"no-outlets": len(found) - len(known)})


def _outlets_of(account: Account, *, by_year: bool) -> list[tuple[str, int]]:
    """An account's outlets: of each year that is recorded, or the number that holds now."""
    if by_year:
        return list(account.outlets_by_year.items())
    return [] if account.outlets is None else [("", account.outlets)]


@works("products", "salespeople")
def catalogued(desk: Desk, figure: Figure) -> Answer:
    """Products by line (C27), or salespeople by team or region (A9.14)."""
    kind: type[Product] | type[Salesperson] = Product if figure.name == "products" else Salesperson
    passes, by = desk.passing(kind), desk.question.by
    found = [
        each for each in desk.workspace.records(kind).values() if not each.archived and (passes is None or passes(each))
    ]

    def group(record: Product | Salesperson, name: str) -> str:
        if isinstance(record, Product):
            return record.line
        return record.region if name == "region" else desk.team_of(record.id)

    groups = Counter(tuple(group(each, name) for name in by) for each in found)
    return answer(desk, figure, [Row(dims_of(by, key), n, n) for key, n in groups.items()], {"": len(found)})


@works("selection-score")
def selection(desk: Desk, figure: Figure) -> Answer:
    """The four factors of a key account weighted, and the tier that the score proposes (C21, A1.02, A1.10)."""
    rows, unrated = [], 0
    by = tuple(name for name in desk.question.by if name != "account")
    thresholds = desk.workspace.method.thresholds
    weights, cuts = selection_weights(thresholds), tier_cuts(thresholds)
    for account in accounts_asked(desk):
        rated = score({name: getattr(account, name).value for name in SELECTION}, weights, 5)
        if rated is None:
            unrated += 1
            continue
        above = to_next_tier(rated.value, cuts)
        more = {
            "proposed": proposed_tier(rated.value, cuts), "tier": account.tier, "known": rated.known,
            "driver": word(f"fields.{rated.drivers[0]}"), "next_tier": above[0] if above else "",
            "missing_points": above[1] if above else None,
        }  # fmt: skip
        dims = {name: desk.account_value(account, name) for name in by} | {"account": account.id}
        rows.append(Row(dims, rated.value, len(rated.drivers), "", more))
    return answer(desk, figure, rows, None, {"not-rated": unrated})
