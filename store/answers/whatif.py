"""What if an account leaves: what is lost, how concentrated the rest is, and which deals would make up for it (C34)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import msgspec

from kamtui.store.answers.building import answer, works
from kamtui.store.answers.buying import bought
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, QuestionError, Row, money, money_of_minor
from kamtui.store.figures.periods import Window, shifted
from kamtui.store.figures.pipeline import odds
from kamtui.store.figures.ratios import ratio
from kamtui.store.figures.whatif import closing, leaving
from kamtui.store.text.currencies import minor_digits
from kamtui.store.text.words import word


@works("what-if")
def what_if(desk: Desk, figure: Figure) -> Answer:
    """A year's sales to an account, its share, the index before and after (C34), coverage, the deals that close it.

    A row for the account by currency; after it, in the order in which they would be won, the likeliest open deals of
    other accounts whose amounts together make up for it; none where all of them do not.
    """
    account = desk.question.without
    if not account:
        raise QuestionError(word("figures.problem.without"))
    last = desk.window.end
    first = desk.question.first or shifted(last, -12) + dt.timedelta(days=1)
    book = desk.book(Window(desk.today, first, last))
    left_out = Counter(book.excluded)
    plain = msgspec.structs.replace(desk.question, where="", first=None, last=None)
    deals = [
        deal
        for deal in Desk(desk.workspace, plain, "deals").deals(dated=False)
        if deal.status == "open" and deal.account != account
    ]
    rows = []
    for currency, buyers in bought(desk, book, left_out).items():
        if account not in buyers:
            continue
        found = leaving({name: buyer.sales for name, buyer in buyers.items()}, account)
        own = {deal.id: deal for deal in deals if deal.currency == currency and deal.amount}
        left_out["no-amount"] += sum(deal.currency == currency and not deal.amount for deal in deals)
        gap = -(-max(found.sales, 0) // 10 ** (4 - minor_digits(currency)))
        likely = [(key, deal.amount or 0, odds(deal, desk.workspace.method) or 0) for key, deal in own.items()]
        chosen = closing(likely, gap)
        more = {
            "share": found.share,
            "hhi_before": found.before.index if found.before else None,
            "hhi_after": found.after.index if found.after else None,
            "coverage": ratio(sum(amount for _, amount, _ in likely), gap),
            "closes": chosen is not None,
        }
        rows.append(Row({"account": account}, money(found.sales, currency), buyers[account].orders, currency, more))
        chances = {name: chance for name, _, chance in likely}
        for name in chosen or ():
            more = {"odds": chances[name]}
            rows.append(Row({"opportunity": name}, money_of_minor(own[name].amount, currency), 1, currency, more))
    made = answer(desk, figure, rows, None, left_out)
    made.rows = rows
    made.first, made.last = first, last
    return made
