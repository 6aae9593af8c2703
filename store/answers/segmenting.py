"""Segments of accounts by how they buy: sales, orders and days since the last order (C45-C48, A8.01-A8.04)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

import msgspec

from kamtui.store.answers.building import answer, works
from kamtui.store.answers.buying import bought
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Question, QuestionError, Row, money, money_of_minor
from kamtui.store.answers.orders import covering
from kamtui.store.figures.book import Buyer, OrderBook
from kamtui.store.figures.segments import CLEAR, Segments, SegmentsMissingError, best, table
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


@works("segments", "silhouette")
def segments(desk: Desk, figure: Figure) -> Answer:
    """The group of each account by k-means, or with --by group what the groups are like; or the silhouette of each k.

    k-means of C46; the number of groups is the one from 2 to 8 with the highest silhouette (C48), and below 0.25 it
    says that they are not clear.
    """
    book = desk.book()
    left_out = Counter(book.excluded)
    rows: list[Row] = []
    for currency, known, found, scores in _grouped(desk, book, left_out):
        if found is None:
            left_out["too-few-to-group"] += len(known)
            continue
        quality = {"silhouette": found.silhouette, "clear": found.clear}
        if figure.name == "silhouette":
            rows += [
                Row({"groups": str(k)}, score, len(known), currency, {"clear": score >= CLEAR, "best": k == found.k})
                for k, score in sorted(scores.items())
            ]
        elif desk.question.by == ("group",):
            rows += [
                Row({"group": str(each.number)}, each.size, each.size, currency, {**each.means, **quality})
                for each in found.groups
            ]
        else:
            rows += [
                Row(
                    {"account": account},
                    label,
                    buyer.orders,
                    currency,
                    {"sales": money(buyer.sales, currency), **quality},
                )
                for (account, buyer), label in zip(known.items(), found.labels, strict=True)
            ]
    return covering(book, answer(desk, figure, rows, None, left_out))


def _grouped(
    desk: Desk, book: OrderBook, left_out: Counter[str]
) -> Iterator[tuple[str, dict[str, Buyer], Segments | None, dict[int, float]]]:
    """By currency the accounts that have ordered, the best clustering of them, and the silhouette of each k."""
    today = desk.today.toordinal()
    for currency, buyers in bought(desk, book, left_out).items():
        known = {account: buyer for account, buyer in buyers.items() if buyer.last is not None}
        left_out["no-order-day"] += len(buyers) - len(known)
        sales = [float(money(buyer.sales, currency) or 0) for buyer in known.values()]
        features: dict[str, list[float | None]] = {
            "sales": [*sales],
            "orders": [buyer.orders for buyer in known.values()],
            "days_since": [today - (buyer.last or today) for buyer in known.values()],
        }
        try:
            found, scores = best(table(features).rows, "kmeans", sales, features)
        except SegmentsMissingError:
            raise QuestionError(word("figures.problem.segments", command='pip install "kamtui[segments]"')) from None
        yield currency, known, found, scores


NUMBERS = ("sales", "orders", "days_since", "average_order", "profit", "potential", "employees")
CHOICES = ("region", "industry", "tier", "customer-type")


class Features(msgspec.Struct, frozen=True):
    """What accounts can be grouped by, in one currency."""

    currency: str
    accounts: tuple[str, ...]
    numbers: dict[str, tuple[float | None, ...]]
    """By feature a number for each account; None where it is not known."""
    choices: dict[str, tuple[str, ...]]
    """By feature a text for each account."""
    names: dict[str, dict[str, str]] = {}
    """By feature what its texts are called, where that is something else."""


def features_of(workspace: Workspace, question: Question) -> Features:
    """The features of all accounts that ordered in the question's days, in the currency of most of them (A8.01)."""
    desk = Desk(workspace, question, "orders")
    book = desk.book()
    by_currency = bought(desk, book, Counter())
    if not by_currency:
        return Features(desk.currency, (), {}, {})
    currency = max(by_currency, key=lambda name: (len(by_currency[name]), name))
    buyers = {
        name: each for name, each in by_currency[currency].items() if each.last is not None and name in desk.accounts
    }
    profits = desk.tally(("account",), ("profit", "uncosted", "unpriced"), book)
    today = desk.today.toordinal()
    numbers: dict[str, list[float | None]] = {name: [] for name in NUMBERS}
    choices: dict[str, list[str]] = {name: [] for name in CHOICES}
    for name, buyer in buyers.items():
        account = desk.accounts[name]
        sums = profits.get((name,), {}).get(currency)
        costed = sums is not None and sums.lines > sums.unpriced + sums.uncosted
        values = {
            "sales": _number(money(buyer.sales, currency)),
            "orders": float(buyer.orders),
            "days_since": float(today - (buyer.last or today)),
            "average_order": _number(money(buyer.sales / buyer.orders, currency)) if buyer.orders else None,
            "profit": _number(money(sums.profit, currency)) if sums is not None and costed else None,
            "potential": _number(money_of_minor(account.potential, currency)),
            "employees": None if account.employees is None else float(account.employees),
        }
        for feature, value in values.items():
            numbers[feature].append(value)
        for feature in CHOICES:
            choices[feature].append(desk.account_value(account, feature))
    known = {name: tuple(values) for name, values in numbers.items() if any(value is not None for value in values)}
    names = {name: desk.names(name, sorted(set(values))) for name, values in choices.items()}
    texts = {name: tuple(values) for name, values in choices.items()}
    return Features(currency, tuple(buyers), known, texts, names)


def _number(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
