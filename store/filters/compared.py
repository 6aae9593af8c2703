"""Conditions about amounts, numbers and days: equal, over, under, and from one to another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from functools import partial
from typing import Any

from kamtui.store.fields import parse as parse_field
from kamtui.store.fields.shown import decimal
from kamtui.store.filters.condition import Condition, Test, label_said
from kamtui.store.filters.periods import period
from kamtui.store.filters.scanner import Atom
from kamtui.store.filters.subjects import SUMS, Scope, Subject
from kamtui.store.filters.vocabulary import ProblemError
from kamtui.store.records import Rating
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

End = tuple[Any, Any, str]
"""What one value means: its lowest and its highest (they differ for a month), and how it is told."""

_TOLD = {">": "over", ">=": "at-least", "<": "under", "<=": "at-most"}
_TOLD_DAYS = {">": "after", ">=": "from", "<": "before", "<=": "until"}
_RANGES = ("..", "。。", "…", "‥")


def ends_of(text: str) -> tuple[str, str] | None:
    """Both ends of a range, one of which may be open; None when `text` is no range."""
    for sign in _RANGES:
        low, found, high = text.partition(sign)
        if found and (low.strip() or high.strip()):
            return low.strip(), high.strip().lstrip(".。")
    return None


def compared(scope: Scope, subject: Subject, atom: Atom) -> Condition:
    """The condition that an atom sets to an amount, a number or a day; ProblemError for what is none."""
    if subject.field.kind == "money":
        return _amounts(scope, subject, atom)
    days = subject.field.kind == "date"
    read_end = partial(_day, scope) if days else partial(_number, scope, subject)
    low, high, said = _bounds(subject, atom, read_end, _TOLD_DAYS if days else _TOLD)
    if subject.is_instant:
        low, high = low and instant(low), high and instant(high, dt.time.max)
    return Condition(_within(subject.read, low, high, atom.operator), said, lambda: (low, high))


def _bounds(subject: Subject, atom: Atom, read_end: Callable[[str], End], told: dict[str, str]) -> tuple[Any, Any, str]:
    """The lowest and the highest value that an atom names, None for an open end, and the condition in words."""
    label = label_said(subject.label)
    try:
        if ends := ends_of(atom.text):
            if atom.operator not in (":", "="):
                raise ProblemError(word("filters.problem.range", operator=atom.operator))
            low, high = (read_end(end) if end else None for end in ends)
            if low and high and low[0] > high[1]:
                low, high = high, low
            return low and low[0], high and high[1], _range_said(label, low, high, told)
        low_end, high_end, value = read_end(atom.text)
    except ProblemError:
        raise
    except ValueError as error:
        raise ProblemError(word("filters.problem.wrong", label=subject.label, why=error)) from None
    key = told.get(atom.operator, "is")
    if key == "is" and low_end != high_end:
        said = word("filters.say.between", label=label, low=low_end, high=high_end)
    else:
        said = word(f"filters.say.{key}", label=label, value=value)
    return low_end, high_end, said


def _range_said(label: str, low: End | None, high: End | None, told: dict[str, str]) -> str:
    if low and high:
        low_said, high_said = (str(low[0]), str(high[1])) if told is _TOLD_DAYS else (low[2], high[2])
        return word("filters.say.between", label=label, low=low_said, high=high_said)
    if low:
        return word(f"filters.say.{told['>=']}", label=label, value=low[2])
    return word(f"filters.say.{told['<=']}", label=label, value=high[2] if high else "")


def _within(read: Callable[[Any], Any], low: Any, high: Any, operator: str) -> Test:
    """Whether the value stands to the bounds as the operator says; what is not known never does."""

    def known(compare: Callable[[Any], bool]) -> Test:
        def test(record: Any) -> bool:
            value = read(record)
            if value.__class__ is Rating:
                value = value.value
            return value is not None and compare(value)

        return test

    match operator:
        case ">":
            return known(lambda value: bool(value > high))
        case ">=":
            return known(lambda value: bool(value >= low))
        case "<":
            return known(lambda value: bool(value < low))
        case "<=":
            return known(lambda value: bool(value <= high))
    if low is None:
        return known(lambda value: bool(value <= high))
    if high is None:
        return known(lambda value: bool(value >= low))
    return known(lambda value: bool(low <= value <= high))


def _day(scope: Scope, text: str) -> End:
    first, last = period(text, scope.today, scope.workspace.config.fiscal_year_start)
    return first, last, str(first if first == last else clean(text, 20))


def instant(day: dt.date, time: dt.time = dt.time.min) -> dt.datetime:
    """A time of a day on this computer's clock."""
    try:
        return dt.datetime.combine(day, time).astimezone()
    except (OverflowError, ValueError):  # the first or the last year that there is
        return dt.datetime.combine(day, time, dt.UTC)


def _number(scope: Scope, subject: Subject, text: str) -> End:
    """A number as the field stores it; a rating may be called by its name."""
    of: Any = subject.of
    value = parse_field(scope.workspace, of, subject.field, text, scope.today)
    if isinstance(value, Rating):
        return value.value, value.value, clean(text, 20)
    shown = f"{decimal(value, subject.field.scale):f}" + ("%" if subject.field.kind == "percent" else "")
    return value, value, shown


def _amounts(scope: Scope, subject: Subject, atom: Atom) -> Condition:
    """A condition about amounts of one currency: the one that is named, else the workspace's.

    Amounts of other currencies do not fulfil it, because currencies are never converted.
    """
    base = scope.workspace.config.currency
    named: set[str] = set()

    def read_end(text: str) -> End:
        amount, currency = amounts.parse_money(text, base)
        named.add(currency)
        value = amount.scaleb(subject.field.scale or amounts.minor_digits(currency))
        stored = int(value) if value == int(value) else value
        return stored, stored, amounts.show(amounts.to_minor(amount, currency), currency)

    low, high, said = _bounds(subject, atom, read_end, _TOLD)
    if len(named) > 1:
        raise ProblemError(
            word(
                "filters.problem.wrong", label=subject.label, why=word("amounts.currencies", text=clean(atom.text, 40))
            )
        )
    currency = named.pop()
    read = subject.read

    def rests_on() -> Hashable:
        return low, high, currency, base

    if subject.key in SUMS:
        return Condition(_within(lambda account: read(account).get(currency), low, high, atom.operator), said, rests_on)
    within = _within(read, low, high, atom.operator)
    return Condition(lambda record: within(record) and (record.currency or base) == currency, said, rests_on)


def has_value(value: Any) -> bool:
    """Whether a field is filled; a rating that is not known is not."""
    if isinstance(value, Rating):
        return value.value is not None
    return not (value is None or value in ("", (), {}))
