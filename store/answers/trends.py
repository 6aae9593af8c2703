"""Figures that compare periods: seasonality, key against other, new against old, churn (C23, C25, C35)."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.desk import TIMES, Desk
from kamtui.store.answers.model import Answer, Figure, QuestionError, Row, money
from kamtui.store.answers.orders import covering
from kamtui.store.figures import periods
from kamtui.store.figures.book import OrderBook, Tally
from kamtui.store.figures.customers import churn, is_lost
from kamtui.store.figures.periods import Window, shifted
from kamtui.store.figures.ratios import ratio
from kamtui.store.figures.ratios import seasonality as seasonal
from kamtui.store.text.words import word


def time_and_others(desk: Desk, default: str) -> tuple[str, tuple[str, ...]]:
    """The dimension of time that is asked for, and the others; QuestionError for more than one."""
    times = [name for name in desk.question.by if name in TIMES]
    if len(times) > 1:
        raise QuestionError(word("figures.problem.one-time"))
    return (times[0] if times else default), tuple(name for name in desk.question.by if name not in TIMES)


@works("seasonality")
def seasonality(desk: Desk, figure: Figure) -> Answer:
    """Mean of each month or quarter of the year ÷ the mean of all, over full years (C25, A7.13)."""
    time, _ = time_and_others(desk, "month")
    length = periods.LENGTHS[desk.unit(time)[0]]
    book = desk.book()
    tally = desk.tally(("month",), ("sales",), book)
    full = periods.full_years(sorted(key[0] for key in tally if key[0]), desk.window)
    rows: list[Row] = []
    left_out = Counter(book.excluded)
    for currency in sorted({currency for each in tally.values() for currency in each}):
        own = {key[0]: each[currency].sales for key, each in tally.items() if currency in each}
        found = seasonal({
            str(year): [
                sum(own.get(f"{year}-{month:02}", 0) for month in range(first, first + length))
                for first in range(1, 13, length)
            ]
            for year in full
        })  # fmt: skip
        if found is None:
            left_out["under-two-years"] += 1
            continue
        for place, value in enumerate(found, 1):
            named = f"{place:02}" if length == 1 else f"Q{place}"
            rows.append(Row({"month" if length == 1 else "quarter": named}, value, len(full), currency))
    return covering(book, answer(desk, figure, rows, None, left_out))


@works("new-old")
def new_old(desk: Desk, figure: Figure) -> Answer:
    """Sales to accounts whose first order lies in the period, and to the others (A7.28)."""
    first, last = _year_of(desk)
    book = desk.book(Window(desk.today, first, last))
    earlier = desk.book(Window(first - dt.timedelta(days=1)))
    known = {key[0] for key in desk.tally(("account",), ("lines",), earlier)}
    by = desk.question.by
    groups: dict[tuple[tuple[str, ...], str], list[int]] = {}
    left_out = Counter(book.excluded)
    for key, each in desk.tally((*by, "account"), ("sales",), book).items():
        for currency, sums in each.items():
            if not key[-1]:
                left_out["no-account"] += sums.lines
                continue
            group = groups.setdefault(((*key[:-1], "old" if key[-1] in known else "new"), currency), [0, 0])
            group[0] += sums.sales
            group[1] += 1
    rows = [
        Row(dims_of((*by, "customers"), key), money(sales, currency), n, currency)
        for (key, currency), (sales, n) in groups.items()
    ]
    found = answer(desk, figure, rows, None, left_out)
    found.first, found.last = first, last
    return found


@works("churn", "grr", "nrr")
def staying(desk: Desk, figure: Figure) -> Answer:
    """Accounts lost, and sales kept, against the same stretch of time a year before (C35, A7.24).

    Lost is who has not ordered for so many of its usual gaps, by the end of the period; who has no usual gap is lost
    without an order in the period.
    """
    first, last = _year_of(desk)
    length = 12 * max(1, round((last - first).days / 365.25))
    by = desk.question.by
    silent = _silent(desk, desk.book(Window(desk.today, None, last)), last)
    now = _by_account(desk, Window(desk.today, first, last))
    before = _by_account(desk, Window(desk.today, shifted(first, -length), shifted(last, -length)))
    rows = []
    for group, currency in sorted(before):
        found = churn(before[group, currency], now.get((group, currency), {}), silent)
        value = {"churn": found.rate, "grr": found.gross, "nrr": found.net}[figure.name]
        more = {"lost": found.lost, "start": money(found.start, currency)}
        more |= {name: money(getattr(found, name), currency) for name in ("lost_value", "shrunk", "grown")}
        rows.append(Row(dims_of(by, group), value, found.n, currency, more))
    made = answer(desk, figure, rows)
    made.first, made.last = first, last
    return made


def _silent(desk: Desk, book: OrderBook, day: dt.date) -> dict[str, bool]:
    """By account whether it is lost by its usual gap on this day; those without a usual gap are left out (C35)."""
    days: dict[str, set[int]] = {}
    for (account, _), buyer in book.buyers.items():
        days.setdefault(account, set()).update(buyer.days)
    gaps = desk.workspace.method.thresholds["churn_gaps"]
    judged = {account: is_lost(sorted(own), day.toordinal(), gaps) for account, own in days.items()}
    return {account: lost for account, lost in judged.items() if lost is not None}


def _by_account(desk: Desk, window: Window) -> dict[tuple[tuple[str, ...], str], dict[str, int]]:
    """By group and currency what each account bought; lines without an account are in none."""
    found: dict[tuple[tuple[str, ...], str], dict[str, int]] = {}
    for key, each in desk.tally((*desk.question.by, "account"), ("sales",), desk.book(window)).items():
        for currency, sums in each.items() if key[-1] else ():
            found.setdefault((key[:-1], currency), {})[key[-1]] = sums.sales
    return found


def _year_of(desk: Desk) -> tuple[dt.date, dt.date]:
    """The period that is asked for; the twelve months up to today where none is."""
    last = desk.window.end
    return desk.question.first or shifted(last, -12) + dt.timedelta(days=1), last


def key_and_other(desk: Desk, time: str) -> Tally:
    """Sales by period, to key accounts and to others."""
    return desk.tally((time, "key"), ("sales", "profit"), desk.book())


def _is_asked(desk: Desk, period: str, start: int) -> bool:
    first, last = periods.bounds(period, start)
    return (desk.question.first is None or last >= desk.question.first) and first <= desk.window.end


def _is_whole(desk: Desk, period: str, start: int) -> bool:
    """Whether all days of a period are asked for: what the company sold is only known of them together."""
    first, last = periods.bounds(period, start)
    question = desk.question
    return (question.first is None or question.first <= first) and (question.last is None or question.last >= last)


@works("key-share")
def key_share(desk: Desk, figure: Figure) -> Answer:
    """Sales to key accounts ÷ the company's sales; the rest is other customers (C23, A7.04).

    The company's total is recorded by period; where it is not, the share is n/a and counted, and so is a period in
    which only others bought.
    """
    time, _ = time_and_others(desk, "year")
    tally = key_and_other(desk, time)
    start = desk.unit(time)[1]
    company = {key: total for key, total in desk.company_totals(time).items() if _is_asked(desk, key[0], start)}
    rows, left_out = [], Counter[str]()
    for period in sorted({key[0] for key in tally if key[0]} | {period for period, _ in company}):
        known = {currency for named, currency in company if named == period}
        found = {*tally.get((period, "key"), {}), *known}
        left_out["no-company-total"] += len(tally.get((period, "other"), {}).keys() - found)
        for currency in sorted(found):
            sums = tally.get((period, "key"), {}).get(currency)
            own = sums.sales if sums else 0
            total = company.get((period, currency)) if _is_whole(desk, period, start) else None
            if total is None:
                left_out["no-company-total"] += 1
            other = None if total is None else money(total - own, currency)
            more = {"key": money(own, currency), "other": other, "company": money(total, currency)}
            rows.append(Row({time: period}, ratio(own, total), sums.lines if sums else 0, currency, more))
    return answer(desk, figure, rows, None, left_out)
