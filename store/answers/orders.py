"""Figures that add up order lines: sales, profit, margin, quantity, orders and their averages (C22, C26, C27, C42)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import NamedTuple

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Number, Row, money
from kamtui.store.figures.book import OrderBook, Sums, Tally, together, totals
from kamtui.store.figures.concentration import concentration, top_n_share
from kamtui.store.figures.grouping import Key
from kamtui.store.figures.periods import UNDATED, days_of
from kamtui.store.figures.ratios import ratio


class Measure(NamedTuple):
    """How a figure comes of the sums of a group."""

    wanted: tuple[str, ...]
    value: Callable[[Sums, str], Number]
    n: Callable[[Sums], int]
    left_out: tuple[tuple[str, str], ...] = ()
    """Reasons, and the sums that count them."""


def _priced(sums: Sums) -> int:
    return sums.lines - sums.unpriced


def _costed(sums: Sums) -> int:
    return sums.lines - sums.unpriced - sums.uncosted


MEASURES: dict[str, Measure] = {
    "sales": Measure(
        ("sales", "unpriced"), lambda sums, currency: money(sums.sales, currency), _priced, (("no-amount", "unpriced"),)
    ),
    "profit": Measure(
        ("profit", "unpriced", "uncosted"),
        lambda sums, currency: money(sums.profit, currency) if _costed(sums) else None,
        _costed,
        (("no-amount", "unpriced"), ("no-cost", "uncosted")),
    ),
    "margin": Measure(
        ("profit", "costed", "unpriced", "uncosted"),
        lambda sums, _: ratio(sums.profit, sums.costed),
        _costed,
        (("no-amount", "unpriced"), ("no-cost", "uncosted")),
    ),
    "quantity": Measure(("quantity",), lambda sums, _: Decimal(sums.quantity).scaleb(-3), lambda sums: sums.lines),
    "lines": Measure((), lambda sums, _: sums.lines, lambda sums: sums.lines),
    "returns": Measure(
        ("returned", "return_lines"),
        lambda sums, currency: money(sums.returned, currency),
        lambda sums: sums.return_lines,
    ),
    "orders": Measure(
        ("orders", "return_orders"),
        lambda sums, _: sums.orders,
        lambda sums: sums.orders,
        (("return-orders", "return_orders"),),
    ),
    "account-orders": Measure(
        ("orders", "return_orders"),
        lambda sums, _: sums.orders,
        lambda sums: sums.orders,
        (("return-orders", "return_orders"),),
    ),
    "average-order": Measure(
        ("sales", "orders", "return_orders", "unpriced"),
        lambda sums, currency: money(ratio(sums.sales, sums.orders), currency),
        lambda sums: sums.orders,
        (("return-orders", "return_orders"), ("no-amount", "unpriced")),
    ),
}
COUNTED = ("quantity", "lines", "orders", "account-orders")
"""Measures without a currency: those of all currencies are added up."""


@works(*MEASURES)
def measured(desk: Desk, figure: Figure) -> Answer:
    """A measure by any dimensions; the total is that of all groups together.

    Sales (C22), profit and margin of the lines whose cost is known (C42), quantity and lines (A7.06), returns, orders
    and the average order (C26); money in the currency's main unit, margin as a share.
    """
    measure, by = MEASURES[figure.name], desk.question.by
    book = desk.book()
    tally = desk.tally(by, measure.wanted, book)
    if figure.name in COUNTED:
        tally = {key: {"": together(sums.values())} for key, sums in tally.items()}
    whole = totals(tally)
    if figure.name in ("orders", "average-order"):
        whole = {currency: Sums() + sums for currency, sums in whole.items()}
        _once(tally, book.shared([desk.by(name) for name in by]))
        _once({(): whole}, book.shared())
    rows = [
        Row(dims_of(by, key), measure.value(sums, currency), measure.n(sums), currency)
        for key, each in tally.items()
        for currency, sums in each.items()
    ]
    left_out = Counter({reason: sum(getattr(s, name) for s in whole.values()) for reason, name in measure.left_out})
    return covering(
        book,
        answer(
            desk,
            figure,
            rows,
            {currency: measure.value(sums, currency) for currency, sums in whole.items()},
            left_out + book.excluded,
        ),
    )


def _once(tally: Tally, shared: Mapping[Key, int]) -> None:
    """Count orders of the same number once in each group, and once for each currency that it is the only one of."""
    for key, n in shared.items():
        currencies = list(tally[key].values())
        if len(currencies) == 1:
            currencies[0].orders -= n


def covering(book: OrderBook, found: Answer) -> Answer:
    """The answer with the days that the order lines cover, where no period was asked for."""
    months = [month for month in book.months if month.month != UNDATED and month.last]
    if months and found.first is None:
        found.first = days_of(months[0].month)[0].replace(day=months[0].first)
    if months and found.last is None:
        found.last = days_of(months[-1].month)[0].replace(day=months[-1].last)
    return found


@works("buyers")
def buyers(desk: Desk, figure: Figure) -> Answer:
    """Accounts with an order line, by any dimensions (A7.01)."""
    book, by = desk.book(), desk.question.by
    found = _buying(desk, book, by)
    rows = [Row(dims_of(by, key), len(accounts), len(accounts)) for key, accounts in found.items()]
    everyone = set().union(*found.values()) if found else set()
    return covering(book, answer(desk, figure, rows, {"": len(everyone)}, book.excluded))


def _buying(desk: Desk, book: OrderBook, by: tuple[str, ...]) -> dict[tuple[str, ...], set[str]]:
    """By group the accounts that have a line in it."""
    found: dict[tuple[str, ...], set[str]] = {}
    for key in desk.tally((*by, "account"), ("lines",), book):
        if key[-1]:
            found.setdefault(key[:-1], set()).add(key[-1])
    return found


@works("average-sales")
def average_sales(desk: Desk, figure: Figure) -> Answer:
    """Sales of key accounts ÷ their number with any sale; beside it ÷ all key accounts (C22, A7.03)."""
    book, by = desk.book(), desk.question.by
    keys = {account.id for account in desk.accounts.values() if account.key and not account.archived}
    groups: dict[tuple[tuple[str, ...], str], list[int]] = {}
    for key, each in desk.tally((*by, "account"), ("sales",), book).items():
        for currency, sums in each.items():
            if key[-1] in keys and sums.lines:
                group = groups.setdefault((key[:-1], currency), [0, 0])
                group[0] += sums.sales
                group[1] += 1
    rows = [
        Row(
            dims_of(by, key), money(ratio(sales, n), currency), n, currency,
            {"over_all": money(ratio(sales, len(keys)), currency), "key_accounts": len(keys)},
        )
        for (key, currency), (sales, n) in groups.items()
    ]  # fmt: skip
    return covering(book, answer(desk, figure, rows, None, book.excluded))


@works("sales-share", "product-share")
def shares(desk: Desk, figure: Figure) -> Answer:
    """Share of the sales, and beside it of the quantity, with the difference in rank (C27, A7.15, A7.16)."""
    by = desk.question.by or (("product",) if figure.name == "product-share" else ("account",))
    book = desk.book()
    tally = desk.tally(by, ("sales", "quantity", "unpriced"), book)
    whole = totals(tally)
    rows = []
    for currency, total in whole.items():
        own = {key: each[currency] for key, each in tally.items() if currency in each}
        by_value = sorted(own, key=lambda key: (-own[key].sales, key))
        by_quantity = {key: at for at, key in enumerate(sorted(own, key=lambda key: (-own[key].quantity, key)), 1)}
        for rank, key in enumerate(by_value, 1):
            rows.append(
                Row(dims_of(by, key), ratio(own[key].sales, total.sales), _priced(own[key]), currency, {
                    "sales": money(own[key].sales, currency),
                    "quantity_share": ratio(own[key].quantity, total.quantity),
                    "rank_difference": by_quantity[key] - rank,
                })
            )  # fmt: skip
    sums = {currency: 1.0 if total.sales else None for currency, total in whole.items()}
    left_out = Counter({"no-amount": sum(total.unpriced for total in whole.values())})
    return covering(book, answer(desk, figure, rows, sums, left_out + book.excluded))


@works("top")
def top(desk: Desk, figure: Figure) -> Answer:
    """The largest by sales, with rank, region, profit, quantity and share (A7.09, A7.10, A7.11)."""
    by, book = desk.question.by or ("account",), desk.book()
    tally = desk.tally(by, ("sales", "profit", "quantity", "uncosted", "unpriced"), book)
    whole = totals(tally)
    rows = []
    left_out = Counter(book.excluded)
    _count_unnamed(by, tally, left_out)
    for currency, total in whole.items():
        own = {key: each[currency] for key, each in tally.items() if currency in each and _is_named(by, key)}
        for rank, key in enumerate(sorted(own, key=lambda key: (-own[key].sales, key)), 1):
            sums = own[key]
            more: dict[str, object] = {
                "rank": rank,
                "share": ratio(sums.sales, total.sales),
                "profit": money(sums.profit, currency) if _costed(sums) else None,
                "quantity": Decimal(sums.quantity).scaleb(-3),
            }
            if by == ("account",) and key[0] in desk.accounts:
                more["region"] = desk.region_of(desk.accounts[key[0]])
            rows.append(Row(dims_of(by, key), money(sums.sales, currency), _priced(sums), currency, more))
    sums_of = {currency: money(total.sales, currency) for currency, total in whole.items()}
    return covering(book, answer(desk, figure, rows, sums_of, left_out))


def _is_named(by: tuple[str, ...], key: Key) -> bool:
    """Whether a group is one of its own: that of an account, or of anything that is known."""
    return bool(key[by.index("account")]) if "account" in by else any(key)


def _count_unnamed(by: tuple[str, ...], tally: Tally, left_out: Counter[str]) -> None:
    """Count the lines of no group, which rank nowhere."""
    lines = sum(sums.lines for key, each in tally.items() if not _is_named(by, key) for sums in each.values())
    left_out["no-account" if "account" in by else "unknown"] += lines


@works("hhi")
def hhi(desk: Desk, figure: Figure) -> Answer:
    """How concentrated the sales are over accounts, or over what they are broken down by (C34)."""
    by, book = desk.question.by or ("account",), desk.book()
    tally = desk.tally(by, ("sales",), book)
    rows: list[Row] = []
    left_out = Counter(book.excluded)
    _count_unnamed(by, tally, left_out)
    for currency in totals(tally):
        values = [each[currency].sales for key, each in tally.items() if currency in each and _is_named(by, key)]
        found = concentration(values)
        if found is None:
            continue
        left_out["not-positive"] += found.excluded
        more = {"effective": found.effective, "normalised": found.normalised, "band": found.band}
        more |= {f"cr{n}": top_n_share(values, n) for n in (1, 3, 5)}
        rows.append(Row({}, found.index, found.n, currency, more))
    return covering(book, answer(desk, figure, rows, None, left_out))
