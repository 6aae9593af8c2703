"""Figures about opportunities: value, win rate, cycle, weighted pipeline, velocity (C02, C04-C06, C39)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import product

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.buying import abc_rows, class_counts
from kamtui.store.answers.desk import Desk
from kamtui.store.answers.model import Answer, Figure, Number, Row, money_of_minor
from kamtui.store.figures.concentration import concentration, top_n_share, top_share
from kamtui.store.figures.periods import shifted
from kamtui.store.figures.pipeline import odds
from kamtui.store.figures.ratios import mean, median, ratio
from kamtui.store.figures.winning import (
    Velocity,
    cycle_days,
    lacks_amount,
    recorded_odds,
    sizes,
    weighted,
    win_rate,
)
from kamtui.store.records import Opportunity
from kamtui.store.text.currencies import minor_digits

Key = tuple[str, ...]


def grouped(desk: Desk, deals: Iterable[Opportunity], by: Sequence[str]) -> dict[Key, list[Opportunity]]:
    """The deals of each group; one with two products is in both."""
    found: dict[Key, list[Opportunity]] = {}
    for deal in deals:
        for key in product(*(desk.deal_values(deal, name) for name in by)):
            found.setdefault(key, []).append(deal)
    return found


def split(deals: Iterable[Opportunity]) -> dict[str, list[Opportunity]]:
    """The deals of each currency."""
    found: dict[str, list[Opportunity]] = {}
    for deal in deals:
        found.setdefault(deal.currency, []).append(deal)
    return found


@works("deals")
def count(desk: Desk, figure: Figure) -> Answer:
    """Opportunities by any dimensions, as many as the pipeline (C02) is made of."""
    deals = desk.deals()
    groups = grouped(desk, deals, desk.question.by)
    rows = [Row(dims_of(desk.question.by, key), len(each), len(each)) for key, each in groups.items()]
    return answer(desk, figure, rows, {"": len(deals)})


_VALUED: dict[str, Callable[[Opportunity], bool]] = {
    "deal-value": lambda _: True,
    "won-value": lambda deal: deal.status == "won",
    "open-pipeline": lambda deal: deal.status == "open",
}


@works(*_VALUED)
def value(desk: Desk, figure: Figure) -> Answer:
    """The amounts of all, of the won, or of the open opportunities (C02, C04, C09); unknown amounts are counted."""
    deals = [deal for deal in desk.deals() if _VALUED[figure.name](deal)]
    known = [deal for deal in deals if deal.amount is not None]
    rows = [
        Row(dims_of(desk.question.by, key), _amount(own, currency), len(own), currency)
        for key, each in grouped(desk, known, desk.question.by).items()
        for currency, own in split(each).items()
    ]
    totals = {currency: _amount(own, currency) for currency, own in split(known).items()}
    return answer(desk, figure, rows, totals, {"no-amount": len(deals) - len(known)})


def _amount(deals: Iterable[Opportunity], currency: str) -> Number:
    return money_of_minor(sum(deal.amount or 0 for deal in deals), currency)


@works("weighted-pipeline", "weighted-value")
def weighted_value(desk: Desk, figure: Figure) -> Answer:
    """Σ amount × odds of the open opportunities (C02), or of all by the odds that are recorded on them."""
    deals = [deal for deal in desk.deals() if figure.name == "weighted-value" or deal.status == "open"]
    method = desk.workspace.method
    chance = recorded_odds if figure.name == "weighted-value" else odds
    rows = []
    for key, each in grouped(desk, deals, desk.question.by).items():
        for currency, own in split(each).items():
            sums, n, _ = weighted(own, method, chance)
            if n:
                rows.append(Row(dims_of(desk.question.by, key), _hundredth(sums[currency], currency), n, currency))
    sums, _, unknown = weighted(deals, method, chance)
    totals = {currency: _hundredth(total, currency) for currency, total in sums.items()}
    return answer(desk, figure, rows, totals, {"no-amount-or-odds": unknown})


def _hundredth(amount: int, currency: str) -> Number:
    """An amount in 1/100 of the smallest unit, rounded to that."""
    return money_of_minor(round(Decimal(amount).scaleb(-2)), currency)


@works("win-rate", "won-of-all", "win-rate-by-value")
def rates(desk: Desk, figure: Figure) -> Answer:
    """won ÷ (won + lost) by count or by value, or won ÷ all opportunities (C04); with its 95 % interval."""
    deals, few = desk.deals(), desk.workspace.method.thresholds["sample_at_least"]
    rows = [
        rate_row(figure, dims_of(desk.question.by, key), each, few)
        for key, each in grouped(desk, deals, desk.question.by).items()
    ]
    whole = rate_row(figure, {}, deals, few)
    left_out = {"open": sum(deal.status == "open" for deal in deals)} if figure.name != "won-of-all" else {}
    if figure.name == "win-rate-by-value":
        left_out["no-amount"] = sum(lacks_amount(deal) for deal in deals)
    return answer(desk, figure, rows, {"": whole.value}, left_out)


def rate_row(figure: Figure, dims: dict[str, str], deals: Sequence[Opportunity], few: int) -> Row:
    """One row of a rate: won, lost, interval, and whether they are fewer than `few`."""
    found = win_rate(deals)
    more: dict[str, object] = {"won": found.won, "lost": found.lost}
    if figure.name == "won-of-all":
        return Row(dims, ratio(found.won, len(deals)), len(deals), "", more)
    if interval := found.interval:
        more["low"], more["high"] = interval
    more["few"] = found.n < few
    return Row(dims, found.by_value if figure.name == "win-rate-by-value" else found.by_count, found.n, "", more)


@works("deal-size")
def deal_size(desk: Desk, figure: Figure) -> Answer:
    """Mean amount of the won opportunities, with the median beside it (C06)."""
    deals = [deal for deal in desk.deals() if deal.status == "won"]
    rows, totals = [], {}
    for key, each in grouped(desk, deals, desk.question.by).items():
        for currency, own in split(each).items():
            average, middle, n = sizes(own)
            more = {"median": money_of_minor(middle, currency)}
            rows.append(Row(dims_of(desk.question.by, key), money_of_minor(average, currency), n, currency, more))
    for currency, own in split(deals).items():
        totals[currency] = money_of_minor(sizes(own)[0], currency)
    return answer(desk, figure, rows, totals, {"no-amount": sum(deal.amount is None for deal in deals)})


@works("cycle-length")
def cycle_length(desk: Desk, figure: Figure) -> Answer:
    """Mean days from opened to decided, with the median beside it (C05); won ones unless broken down by status."""
    by = desk.question.by
    deals = [deal for deal in desk.deals() if deal.status == "won" or (deal.status == "lost" and "status" in by)]
    known = [(deal, days) for deal in deals if (days := cycle_days(deal)) is not None]
    length = {deal.id: days for deal, days in known}
    rows = []
    for key, each in grouped(desk, [deal for deal, _ in known], by).items():
        own = [length[deal.id] for deal in each]
        rows.append(Row(dims_of(by, key), mean(own), len(own), "", {"median": median(own)}))
    everything = [days for _, days in known]
    return answer(desk, figure, rows, {"": mean(everything)}, {"no-days": len(deals) - len(known)})


@works("velocity")
def velocity(desk: Desk, figure: Figure) -> Answer:
    """Open opportunities × average amount × win rate ÷ average cycle, money a day (C06).

    Win rate and cycle are those of the twelve months up to today; each lever's effect is beside the value.
    """
    rows, left_out = [], Counter[str]()
    since = shifted(desk.today, -12)
    for key, each in grouped(desk, desk.deals(dated=False), desk.question.by).items():
        past = [deal for deal in each if deal.status != "open" and deal.close_date and deal.close_date > since]
        rate = win_rate(past).by_count
        days = mean([length for deal in past if deal.status == "won" and (length := cycle_days(deal)) is not None])
        for currency, own in split(deal for deal in each if deal.status == "open").items():
            size, _, n = sizes(own)
            left_out["no-amount"] += len(own) - n
            dims = dims_of(desk.question.by, key)
            if size is None or rate is None or not days:
                left_out["no-history"] += 1
                rows.append(Row(dims, None, n, currency))
                continue
            found = Velocity(n, size, rate, days)
            more = {"deals": n, "size": money_of_minor(size, currency), "rate": rate, "days": days}
            more |= {f"lever_{name}": effect for name, effect in found.levers().items()}
            rows.append(Row(dims, money_of_minor(found.per_day, currency), n, currency, more))
    return answer(desk, figure, rows, None, left_out)


def _won_by_account(desk: Desk) -> tuple[dict[str, dict[str, int]], Counter[str]]:
    found: dict[str, dict[str, int]] = {}
    left_out = Counter[str]()
    for deal in desk.deals():
        if deal.status != "won":
            continue
        if not deal.account or deal.amount is None:
            left_out["no-account" if deal.amount is not None else "no-amount"] += 1
            continue
        own = found.setdefault(deal.currency, {})
        own[deal.account] = own.get(deal.account, 0) + deal.amount
    return found, left_out


@works("won-abc")
def won_abc(desk: Desk, figure: Figure) -> Answer:
    """Classes of accounts by cumulated won value (C33)."""
    found, left_out = _won_by_account(desk)
    rows = [
        row for currency, values in found.items() for row in abc_rows(desk, values, currency, minor_digits(currency))
    ]
    totals = {currency: money_of_minor(sum(values.values()), currency) for currency, values in found.items()}
    made = answer(desk, figure, rows, totals, left_out)
    made.counts = class_counts(rows)
    return made


@works("won-top-share")
def won_top_share(desk: Desk, figure: Figure) -> Answer:
    """Share of the won value held by the largest fifth of the accounts (C33)."""
    found, left_out = _won_by_account(desk)
    rows = [Row({}, top_share(list(each.values())), len(each), currency) for currency, each in found.items()]
    return answer(desk, figure, rows, None, left_out)


@works("won-hhi")
def won_hhi(desk: Desk, figure: Figure) -> Answer:
    """How concentrated the won value is over accounts (C34)."""
    values, left_out = _won_by_account(desk)
    rows = []
    for currency, each in values.items():
        amounts = list(each.values())
        if found := concentration(amounts):
            more = {"effective": found.effective, "normalised": found.normalised, "band": found.band}
            more |= {f"cr{n}": top_n_share(amounts, n) for n in (1, 3, 5)}
            rows.append(Row({}, found.index, found.n, currency, more))
    return answer(desk, figure, rows, None, left_out)
