"""Figures about each account's buying: ABC, RFM, cycles, lifetime value, wallet share, whitespace (C28-C33)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Row, money
from kamtui.store.answers.orders import covering
from kamtui.store.figures.book import Buyer, OrderBook, Sums
from kamtui.store.figures.concentration import abc as classes
from kamtui.store.figures.concentration import top_share
from kamtui.store.figures.customers import clv_multiplier, cycle, wallet_rule
from kamtui.store.figures.periods import Window
from kamtui.store.figures.ratios import ratio
from kamtui.store.figures.rfm import Bought, days_since, rfm
from kamtui.store.records import Account
from kamtui.store.text import currencies


def bought(desk: Desk, book: OrderBook, left_out: Counter[str]) -> dict[str, dict[str, Buyer]]:
    """By currency and account what was bought, accounts by name; lines without an account are counted out."""
    names = {account.id: account.name for account in desk.accounts.values()}
    found: dict[str, dict[str, Buyer]] = {}
    for (account, own), buyer in book.buyers.items():
        if account:
            found.setdefault(own or desk.currency, {})[account] = buyer
    without = desk.tally(("account",), ("lines",), book).get(("",), {})
    left_out["no-account"] += sum(sums.lines for sums in without.values())
    return {
        currency: dict(sorted(each.items(), key=lambda item: (names.get(item[0], ""), item[0])))
        for currency, each in found.items()
    }


@works("abc")
def abc(desk: Desk, figure: Figure) -> Answer:
    """Classes of accounts by cumulated sales, beside the assigned tier (C33, A7.20)."""
    book = desk.book()
    left_out = Counter(book.excluded)
    rows, sums = [], {}
    for currency, buyers in bought(desk, book, left_out).items():
        values = {account: buyer.sales for account, buyer in buyers.items()}
        rows += abc_rows(desk, values, currency, 4)
        sums[currency] = money(sum(values.values()), currency)
    found = covering(book, answer(desk, figure, rows, sums, left_out))
    found.counts = class_counts(rows)
    return found


@works("top-share")
def top_fifth(desk: Desk, figure: Figure) -> Answer:
    """Share of the sales held by the largest fifth of the accounts (C33)."""
    book = desk.book()
    left_out = Counter(book.excluded)
    rows = [
        Row({}, top_share([buyer.sales for buyer in buyers.values()]), len(buyers), currency)
        for currency, buyers in bought(desk, book, left_out).items()
    ]
    return covering(book, answer(desk, figure, rows, None, left_out))


def abc_rows(desk: Desk, values: dict[str, int], currency: str, scale: int) -> list[Row]:
    """A row per account with its class; `scale` is the decimals of the values."""
    rows = []
    up = 4 - scale
    for rank, ranked in enumerate(classes(values, *desk.class_edges), 1):
        account = desk.accounts.get(ranked.name)
        tier = account.tier if account else ""
        more = {"class": ranked.group, "class_within": ranked.within, "rank": rank, "share": ranked.share,
                "cumulated": ranked.cumulated, "tier": tier,
                "differs": bool(tier) and tier != ranked.group}  # fmt: skip
        rows.append(Row({"account": ranked.name}, money(ranked.value * 10**up, currency), 1, currency, more))
    return rows


def class_counts(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """By currency how many accounts are in each class, told both ways."""
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        counts = found.setdefault(row.currency, {name: dict.fromkeys("ABC", 0) for name in ("class", "class_within")})
        for name, each in counts.items():
            each[row.more[name]] += 1
    return found


@works("rfm")
def rfm_groups(desk: Desk, figure: Figure) -> Answer:
    """Recency, frequency and money of each account, or with --by group how many are in each group (C29)."""
    book = desk.book()
    left_out = Counter(book.excluded)
    rows: list[Row] = []
    today = desk.today.toordinal()
    for currency, buyers in bought(desk, book, left_out).items():
        known = {}
        now = max((buyer.latest for buyer in buyers.values()), default=(0, 0))[1]
        for account, buyer in buyers.items():
            if buyer.last is None:
                left_out["no-order-day"] += 1
                continue
            known[account] = Bought(days_since(buyer.latest, (today, now)), buyer.orders, buyer.sales)
        scores = rfm(known)
        if desk.question.by == ("group",):
            counts = Counter(score.group for score in scores.values())
            rows += [Row({"group": group}, count, count, currency) for group, count in counts.items()]
            continue
        for account, score in scores.items():
            own = known[account]
            more = {"recency": score.recency, "frequency": score.frequency, "money": score.money, "group": score.group,
                    "days_since": own.days_since, "amount": money(own.amount, currency)}  # fmt: skip
            rows.append(Row({"account": account}, int(score.code), own.orders, currency, more))
    return covering(book, answer(desk, figure, rows, None, left_out))


@works("purchase-cycle")
def purchase_cycle(desk: Desk, figure: Figure) -> Answer:
    """Median days between order days, when the next order is due, and how overdue it is (C28, A7.19, A2.19)."""
    book = desk.book()
    left_out = Counter(book.excluded)
    rows = []
    for currency, buyers in bought(desk, book, left_out).items():
        for account, buyer in buyers.items():
            days = buyer.days
            found = cycle(days, desk.today.toordinal(), buyer.orders)
            if found is None:
                left_out["under-three-orders"] += 1
                continue
            average = ratio(buyer.sales, buyer.orders)
            more = {
                "mean_days": found.mean_gap, "per_year": found.per_year,
                "last": dt.date.fromordinal(days[-1]).isoformat(),
                "next_due": dt.date.fromordinal(found.next_due).isoformat(),
                "overdue": found.overdue, "lost": found.overdue > desk.workspace.method.thresholds["churn_gaps"],
                "average_order": money(average, currency),
            }  # fmt: skip
            rows.append(Row({"account": account}, found.median_gap, found.n, currency, more))
    return covering(book, answer(desk, figure, rows, None, left_out))


@works("clv")
def clv(desk: Desk, figure: Figure) -> Answer:
    """A year's profit × r ÷ (1+i−r) for each account or group (C30, A7.29); r and i are thresholds of the method."""
    retention, discount = (
        desk.workspace.method.thresholds[name] / 100 for name in ("retention_percent", "discount_percent")
    )
    factor = clv_multiplier(retention, discount)
    first, last = desk.year
    book = desk.book(Window(desk.today, first, last))
    left_out = Counter(book.excluded)
    rows = []
    by = desk.question.by or ("account",)
    for key, each in desk.tally(by, ("profit", "uncosted", "unpriced"), book).items():
        dims = dims_of(by, key)
        for currency, sums in each.items():
            costed = sums.lines - sums.unpriced - sums.uncosted
            left_out["no-cost"] += sums.uncosted
            if dims.get("account") == "":
                left_out["no-account"] += sums.lines
            elif costed:
                value = None if factor is None else money(sums.profit * factor, currency)
                more = {"margin": money(sums.profit, currency), "retention": retention, "discount": discount,
                        "multiplier": factor}  # fmt: skip
                rows.append(Row(dims, value, costed, currency, more))
    if factor is None:
        left_out["retention-too-high"] += len(rows)
    found = answer(desk, figure, rows, None, left_out)
    found.first, found.last = first, last
    return found


class _Wallet(NamedTuple):
    """What an account bought in a year and what it spends, in 1/10,000."""

    sales: int
    spend: float
    lines: int
    by_rank: bool


def _wallet(account: Account, sums: Sums, currency: str) -> _Wallet | None:
    """An account's wallet: by its potential, else by our rank among its suppliers; None where neither is known."""
    if account.potential:
        return _Wallet(sums.sales, account.potential * 10 ** (4 - currencies.minor_digits(currency)), sums.lines, False)
    share = wallet_rule(account.supplier_rank, account.suppliers)
    return _Wallet(sums.sales, sums.sales / share, sums.lines, True) if share and sums.sales > 0 else None


@works("wallet-share")
def wallet_share(desk: Desk, figure: Figure) -> Answer:
    """A year's sales ÷ what the account could buy from us in a year (C31, A1.13).

    Where only our rank among its suppliers is known, its spend is estimated so that the share is that of the rank.
    """
    first, last = desk.year
    book = desk.book(Window(desk.today, first, last))
    left_out = Counter(book.excluded)
    tally = desk.tally(("account",), ("sales",), book)
    by = desk.question.by or ("account",)
    groups: dict[tuple[tuple[str, ...], str], list[_Wallet]] = {}
    for account in desk.accounts.values():
        currency = account.currency or desk.currency
        sums = tally.get((account.id,), {}).get(currency)
        if account.archived or (sums is None and not account.potential):
            continue
        own = _wallet(account, sums or Sums(), currency)
        if own is None:
            left_out["no-potential"] += 1
            continue
        key = tuple(desk.account_value(account, name) for name in by)
        groups.setdefault((key, currency), []).append(own)
    rows = []
    for (key, currency), wallets in groups.items():
        sales, spend = sum(each.sales for each in wallets), sum(each.spend for each in wallets)
        more = {"sales": money(sales, currency), "potential": money(spend, currency),
                "gap": money(max(spend - sales, 0), currency),
                "estimate": "by-rank" if any(each.by_rank for each in wallets) else ""}  # fmt: skip
        n = sum(each.lines for each in wallets)
        rows.append(Row(dims_of(by, key), sales / spend, n, currency, more))
    found = answer(desk, figure, rows, None, left_out)
    found.first, found.last = first, last
    return found


@works("whitespace")
def whitespace(desk: Desk, figure: Figure) -> Answer:
    """Potential − current sales by account and product line (C32, A7.21).

    An account's potential is spread over the lines as everyone's sales are: an estimate, and named so. Below 0 the
    account buys more than that of a line.
    """
    first, last = desk.year
    book = desk.book(Window(desk.today, first, last))
    by = "product" if "product" in desk.question.by else "product-line"
    tally = desk.tally((by,), ("sales",), book)
    current = desk.tally(("account", by), ("sales",), book)
    rows: list[Row] = []
    left_out = Counter(book.excluded)
    for account in desk.accounts.values():
        if account.archived:
            continue
        if not account.potential:
            left_out["no-potential"] += 1
            continue
        currency = account.currency or desk.currency
        whole = sum(each[currency].sales for each in tally.values() if currency in each)
        for (line,), each in tally.items():
            if currency not in each or whole <= 0:
                continue
            potential = (
                account.potential * 10 ** (4 - currencies.minor_digits(currency)) * each[currency].sales // whole
            )
            sums = current.get((account.id, line), {}).get(currency)
            own = sums.sales if sums else 0
            more = {"potential": money(potential, currency), "sales": money(own, currency), "over": own > potential}
            rows.append(
                Row({"account": account.id, by: line}, money(max(potential - own, 0), currency),
                    sums.lines if sums else 0, currency, more)
            )  # fmt: skip
    found = answer(desk, figure, rows, None, left_out)
    found.first, found.last = first, last
    return found
