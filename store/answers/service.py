"""Figures about service: complaint rate, CSAT, NPS, replies and promises (C36-C38, C44)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kamtui.store.answers.building import answer, dims_of, works
from kamtui.store.answers.counting import accounts_asked
from kamtui.store.answers.desk import TIMES, Desk
from kamtui.store.answers.model import Answer, Figure, Number, QuestionError, Row
from kamtui.store.figures.periods import Window, shifted
from kamtui.store.figures.quality import csat, kept_promises, nps
from kamtui.store.figures.ratios import growth, mean, median, ratio
from kamtui.store.records import Account, Promise, Service
from kamtui.store.text.words import word

Key = tuple[str, ...]


def _services(desk: Desk, window: Window, *kinds: str) -> list[Service]:
    """The records of these kinds in the window that pass the filter; those without a day count where no period is."""
    passes = desk.passing(Service)
    found = []
    for service in desk.workspace.records(Service).values():
        if service.archived or service.kind not in kinds or (passes and not passes(service)):
            continue
        if service.date and service.date > desk.today:
            desk.excluded["future"] += 1
        elif window.has(service.date):
            found.append(service)
    return found


def _grouped(desk: Desk, records: Iterable[Any], day: Callable[[Any], dt.date | None]) -> dict[Key, list[Any]]:
    found: dict[Key, list[Any]] = {}
    for record in records:
        account = desk.accounts.get(record.account) or Account(name="")
        key = tuple(
            desk.period_of(day(record), name) if name in TIMES else desk.account_value(account, name)
            for name in desk.question.by
        )
        found.setdefault(key, []).append(record)
    return found


def _day(service: Service) -> dt.date | None:
    return service.date


@works("csat", "nps")
def surveys(desk: Desk, figure: Figure) -> Answer:
    """Share of satisfied answers, mean beside it (C37), or promoters less detractors (C38)."""
    answers = _services(desk, desk.window, figure.name)
    most = 5 if figure.name == "csat" else 10
    least = 1 if figure.name == "csat" else 0
    valid = [each for each in answers if each.score is not None and least <= each.score <= most]
    work = csat if figure.name == "csat" else nps
    few = desk.workspace.method.thresholds["nps_sample_at_least"]

    def told(records: Sequence[Service]) -> tuple[Number, dict[str, Any]]:
        scores = [each.score for each in records if each.score is not None]
        return work(scores), {"mean": mean(scores), "few": len(scores) < few}

    rows = []
    for key, each in _grouped(desk, valid, _day).items():
        value, more = told(each)
        rows.append(Row(dims_of(desk.question.by, key), value, len(each), "", more))
    left_out = {"no-score": len(answers) - len(valid)}
    return answer(desk, figure, rows, {"": told(valid)[0]}, left_out)


@works("complaint-rate")
def complaint_rate(desk: Desk, figure: Figure) -> Answer:
    """Complaints ÷ orders of the same accounts, or ÷ accounts where there are no orders (C36, A7.23).

    Beside it: the denominator, the change to the year before, median days to close, and how many were reopened.
    """
    by = desk.question.by
    now, orders = _complaints(desk, desk.window), _denominator(desk, desk.window, figure.label)
    earlier: Mapping[Key, list[Service]] = {}
    past: Mapping[Key, int] = {}
    if desk.question.first:
        before = Window(desk.today, shifted(desk.question.first, -12), shifted(desk.window.end, -12))
        earlier, past = _complaints(desk, before), _denominator(desk, before, figure.label)
    rows = []
    for key in {**now, **orders}:
        each = now.get(key, [])
        value = ratio(len(each), orders.get(key))
        days = [(one.closed - one.date).days for one in each if one.date and one.closed and one.closed <= desk.today]
        more = {
            "complaints": len(each), "days_to_close": median(days), "reopened": sum(one.reopened for one in each),
            "change": growth(value, ratio(len(earlier.get(key, ())), past.get(key))),
        }  # fmt: skip
        rows.append(Row(dims_of(by, key), value, orders.get(key, 0), "", more))
    whole = ratio(sum(map(len, now.values())), sum(orders.values()))
    return answer(desk, figure, rows, {"": whole})


def _complaints(desk: Desk, window: Window) -> dict[Key, list[Service]]:
    return _grouped(desk, _services(desk, window, "complaint"), _day)


def _denominator(desk: Desk, window: Window, figure: str) -> dict[Key, int]:
    """Orders by group; accounts where nothing was ordered at all. A filter has to be one that they understand too."""
    try:
        tally = desk.tally(desk.question.by, ("orders",), desk.book(window))
        counted = accounts_asked(desk)
    except QuestionError as error:
        raise QuestionError(word("figures.problem.both-sides", figure=figure, why=error)) from error
    found = {key: sum(sums.orders for sums in each.values()) for key, each in tally.items()}
    if any(found.values()):
        return found
    keys = [
        tuple("" if name in TIMES else desk.account_value(account, name) for name in desk.question.by)
        for account in counted
    ]
    return dict(Counter(keys))


@works("response")
def response(desk: Desk, figure: Figure) -> Answer:
    """Median days to the first reply to complaints and requests (C44)."""
    asked = _services(desk, desk.window, "complaint", "request", "suggestion")
    known = [each for each in asked if each.date and each.answered and each.date <= each.answered <= desk.today]
    rows = [
        Row(dims_of(desk.question.by, key), median(_waits(each)), len(each), "", {"mean": mean(_waits(each))})
        for key, each in _grouped(desk, known, _day).items()
    ]
    return answer(desk, figure, rows, {"": median(_waits(known))}, {"no-reply": len(asked) - len(known)})


def _waits(services: Iterable[Service]) -> list[int]:
    return [(each.answered - each.date).days for each in services if each.answered and each.date]


@works("kept-promises")
def promises(desk: Desk, figure: Figure) -> Answer:
    """Promises kept in time ÷ promises that were due; an overdue one counts as broken (C44, A4.24)."""
    passes = desk.passing(Promise)
    window = desk.window
    found = [
        each
        for each in desk.workspace.records(Promise).values()
        if not each.archived and (passes is None or passes(each)) and _is_due(each, desk, window)
    ]

    def due(promise: Promise) -> dt.date | None:
        return promise.due

    rows, still = [], 0
    for key, each in _grouped(desk, found, due).items():
        kept = kept_promises([(one.due, one.done) for one in each], desk.today)
        still += len(each) - kept.due
        rows.append(Row(dims_of(desk.question.by, key), kept.rate, kept.due, "", {"kept": kept.kept}))
    whole = kept_promises([(one.due, one.done) for one in found], desk.today)
    return answer(desk, figure, rows, {"": whole.rate}, {"not-due": still})


def _is_due(promise: Promise, desk: Desk, window: Window) -> bool:
    """Whether a promise's day lies in the period, which may reach past today."""
    first, last = desk.question.first, desk.question.last
    if promise.due is None:
        return first is None
    return (window.first is None or promise.due >= window.first) and (last is None or promise.due <= last)
