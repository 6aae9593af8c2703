"""Segments of accounts by how they buy: sales, orders and days since the last order (C45-C48, A8.01-A8.04)."""

from __future__ import annotations

from collections import Counter

from kamtui.store.answers.building import answer, works
from kamtui.store.answers.buying import bought
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, QuestionError, Row, money
from kamtui.store.answers.orders import covering
from kamtui.store.figures.segments import SegmentsMissingError, best, table
from kamtui.store.text.words import word


@works("segments")
def segments(desk: Desk, figure: Figure) -> Answer:
    """The group of each account by k-means, or with --by group what the groups are like.

    The number of groups is the one from 2 to 8 with the highest silhouette; below 0.25 it says that they are not clear.
    """
    book = desk.book()
    left_out = Counter(book.excluded)
    rows: list[Row] = []
    today = desk.today.toordinal()
    for currency, buyers in bought(desk, book, left_out).items():
        known = {account: buyer for account, buyer in buyers.items() if buyer.last is not None}
        left_out["no-order-day"] += len(buyers) - len(known)
        features: dict[str, list[float | None]] = {
            "sales": [float(money(buyer.sales, currency) or 0) for buyer in known.values()],
            "orders": [buyer.orders for buyer in known.values()],
            "days_since": [today - (buyer.last or today) for buyer in known.values()],
        }
        sales = [value or 0 for value in features["sales"]]
        try:
            found, _ = best(table(features).rows, "kmeans", sales, features)
        except SegmentsMissingError:
            raise QuestionError(word("figures.problem.segments", command='pip install "kamtui[segments]"')) from None
        if found is None:
            left_out["too-few-to-group"] += len(known)
            continue
        quality = {"silhouette": found.silhouette, "clear": found.clear}
        if desk.question.by == ("group",):
            rows += [
                Row({"group": str(each.number)}, each.size, each.size, currency, {**each.means, **quality})
                for each in found.groups
            ]
            continue
        for account, label, value in zip(known, found.labels, sales, strict=True):
            rows.append(Row({"account": account}, label, known[account].orders, currency, {"sales": value, **quality}))
    return covering(book, answer(desk, figure, rows, None, left_out))
