"""Figures of whole years: the company's share of the market (A7.25) and growth over several years (C24)."""

from __future__ import annotations

from collections import Counter

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.desk import TIMES, Desk
from kamtui.store.answers.model import Answer, Figure, QuestionError, Row, money
from kamtui.store.answers.orders import covering
from kamtui.store.answers.trends import time_and_others
from kamtui.store.figures import periods
from kamtui.store.figures.ratios import cagr
from kamtui.store.records import CompanyTotal
from kamtui.store.text.words import word


@works("market-share")
def market_share(desk: Desk, figure: Figure) -> Answer:
    """The company's share of its market and its rank, as they were recorded by period (A7.25); the change is in points.

    Only what was recorded for exactly such periods counts; the others are counted.
    """
    time, _ = time_and_others(desk, "year")
    unit, start = desk.unit(time)
    passes = desk.passing(CompanyTotal)
    found: dict[str, CompanyTotal] = {}
    left_out: Counter[str] = Counter()
    for total in desk.workspace.records(CompanyTotal).values():
        if total.archived or (passes and not passes(total)):
            continue
        try:
            first, last = periods.bounds(total.period, desk.fiscal)
        except ValueError:
            left_out["no-period"] += 1
            continue
        named = periods.label(first, unit, start)
        if total.market_share_e4 is None or periods.bounds(named, start) != (first, last):
            left_out["no-market-share"] += 1
        elif last >= (desk.question.first or first) and first <= desk.window.end:
            found[named] = total
    rows = []
    for named, total in found.items():
        share = (total.market_share_e4 or 0) / 10_000
        earlier = found.get(periods.before(named, unit, 1, start))
        more: dict[str, object] = {"market_rank": total.market_rank}
        more["points"] = None if earlier is None else 100 * share - (earlier.market_share_e4 or 0) / 100
        rows.append(Row({time: named}, share, 1, "", more))
    return answer(desk, figure, rows, None, left_out)


@works("cagr")
def compound(desk: Desk, figure: Figure) -> Answer:
    """(last ÷ first full year)^(1 ÷ years between) − 1 of the sales (C24); n/a without two, or a base not above 0."""
    others = tuple(name for name in desk.question.by if name not in TIMES)
    if others != desk.question.by:
        raise QuestionError(word("figures.problem.no-time", figure=figure.name))
    book = desk.book()
    tally = desk.tally(("month", *others), ("sales",), book)
    months = sorted({key[0] for key in tally if key[0]})
    full = periods.full_years(months, desk.window)
    left_out = Counter(book.excluded)
    if len(full) < 2:
        return covering(book, answer(desk, figure, [], None, left_out + Counter({"under-two-years": 1})))
    sums: dict[tuple[tuple[str, ...], str], dict[int, int]] = {}
    for key, each in tally.items():
        if key[0] and int(key[0][:4]) in full:
            for currency, own in each.items():
                years = sums.setdefault((key[1:], currency), dict.fromkeys(full, 0))
                years[int(key[0][:4])] += own.sales
    rows = []
    for (group, currency), years in sums.items():
        low, high = years[full[0]], years[full[-1]]
        value = cagr(low, high, full[-1] - full[0])
        left_out["no-base"] += value is None
        more = {"from_year": full[0], "to_year": full[-1],
                "before": money(low, currency), "now": money(high, currency)}  # fmt: skip
        rows.append(Row(dims_of(others, group), value, len(full), currency, more))
    return covering(book, answer(desk, figure, rows, None, left_out))
