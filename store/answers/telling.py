"""An answer as programs read it, and as text for tables."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from kamtui.store.answers.model import Answer, Number
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.figuring import WORDS

NA = "n/a"
_SHARES = (
    "share",
    "cumulated",
    "quantity_share",
    "low",
    "high",
    "rate",
    "retention",
    "discount",
    "on_period_before",
    "change",
    "elapsed",
    "known",
    "attainment",
    "by_value",
)
_PERCENTS = ("price_gap", "median_price_gap", "mean_discount")
"""What is in percent already."""
_LEVERS = "lever_"
_LONGEST_CODE = 12


def as_json(answer: Answer) -> dict[str, Any]:
    """The answer for programs: amounts in the main unit, shares as 0 … 1, None for n/a, ids beside names."""
    known = answer.currencies
    several = len(known) > 1
    rows = []
    for row in answer.rows:
        told: dict[str, Any] = {}
        for dimension, value in row.dims.items():
            names = answer.names.get(dimension)
            told[dimension] = value
            if names is not None and _is_record(dimension):
                told[dimension] = names.get(value, value)
                told[f"{dimension}_id"] = value
        if several:
            told["currency"] = row.currency
        told |= {"value": number(row.value), "n": row.n}
        told |= {name: number(value) for name, value in row.more.items()}
        rows.append(told)
    totals: dict[str, Any] = {currency: number(value) for currency, value in answer.totals.items()}
    for currency, counts in answer.counts.items():
        totals[currency] = {"value": totals.get(currency), **counts}
    return {
        "figure": answer.figure.name,
        "formula": answer.figure.formula,
        "unit": answer.figure.unit,
        "currency": None if several else (known[0] if known else ""),
        "period": {"from": answer.first and answer.first.isoformat(), "to": answer.last and answer.last.isoformat()},
        "rows": rows,
        "total": totals if several else next(iter(totals.values()), None),
        "excluded": [{"reason": reason, "n": n} for reason, n in sorted(answer.excluded.items())],
    }


def _is_record(dimension: str) -> bool:
    from kamtui.store.answers.desk import TABLES

    return dimension in TABLES


def number(value: Any) -> Any:
    """A value as JSON holds it: whole numbers whole, amounts to their last digit."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def head(answer: Answer) -> list[str]:
    """The titles of the columns."""
    titles = [word(f"figuring.dim.{name}") for name in dims(answer)]
    others = [word(f"figuring.more.{name}") for name in more(answer)]
    currency = [word("fields.currency")] if len(answer.currencies) > 1 else []
    return [*titles, *currency, answer.figure.label, word("figures.n"), *others]


def lines(answer: Answer) -> list[list[str]]:
    """The cells of each row, as text."""
    first, last, several = dims(answer), more(answer), len(answer.currencies) > 1
    return [
        [
            *(named(answer, name, row.dims.get(name, "")) for name in first),
            *([code(row.currency)] if several else []),
            shown(row.value, answer.figure.unit, row.currency),
            f"{row.n:,}",
            *(more_shown(name, row.more.get(name, ""), answer.names.get(name)) for name in last),
        ]
        for row in answer.rows
    ]


def plain(answer: Answer) -> list[list[str]]:
    """The same, every number as a program would read it."""
    first, last, several = dims(answer), more(answer), len(answer.currencies) > 1
    return [
        [
            *(named(answer, name, row.dims.get(name, "")) for name in first),
            *([code(row.currency)] if several else []),
            _bare(row.value),
            str(row.n),
            *(_bare(row.more.get(name, "")) for name in last),
        ]
        for row in answer.rows
    ]


def plain_head(answer: Answer) -> list[str]:
    """The names of the columns of `plain`."""
    currency = ["currency"] if len(answer.currencies) > 1 else []
    return [*dims(answer), *currency, "value", "n", *more(answer)]


def total(answer: Answer, only: str = "") -> list[str]:
    """The totals, one text for each currency; of several `only` that of the one that is looked at."""
    known = sorted(answer.totals.items())
    return [
        shown(value, answer.figure.unit, currency)
        for currency, value in known
        if not (only and len(known) > 1) or currency == only
    ]


def code(currency: str) -> str:
    """A currency as it can be shown: the files may say anything."""
    return clean(currency, _LONGEST_CODE)


def shown(value: Number, unit: str, currency: str) -> str:
    """A value with its unit."""
    if value is None:
        return word("figures.na")
    match unit:
        case "money" | "money-per-day":
            return f"{value:,} {code(currency)}".rstrip()
        case "percent":
            return f"{100 * float(value):.2f}%"
        case "ratio":
            return f"{float(value):.2f}"
        case "days" | "hours" | "index" | "score" if not isinstance(value, int):
            return f"{float(value):,.2f}"
    if isinstance(value, float):
        return f"{value:,.2f}"
    return _counted(value)


def _counted(value: Decimal | int) -> str:
    """A number or a quantity without zeros that say nothing."""
    if isinstance(value, Decimal):
        return f"{value.to_integral_value() if value == value.to_integral_value() else value.normalize():,f}"
    return f"{value:,}"


def texts(answer: Answer) -> int:
    """How many columns at the beginning are texts: the dimensions, and the currency where there are several."""
    return len(dims(answer)) + (len(answer.currencies) > 1)


def dims(answer: Answer) -> list[str]:
    """The dimensions of the rows, in order."""
    return list(dict.fromkeys(chain.from_iterable(row.dims for row in answer.rows)))


def more(answer: Answer) -> list[str]:
    """What else its rows say, in order."""
    return list(dict.fromkeys(chain.from_iterable(row.more for row in answer.rows)))


def named(answer: Answer, dimension: str, value: str) -> str:
    """What a value of a dimension is called, cleaned."""
    if not value:
        return word("figures.none")
    known = f"figuring.group.{value}"
    if dimension in ("group", "customers") and known in WORDS:
        return word(known)
    return clean(answer.names.get(dimension, {}).get(value, value))


def more_shown(name: str, value: Any, names: Mapping[str, str] | None = None) -> str:
    """What else a row says, as text; `names` are what the ids in it are called."""
    if value is None:
        return word("figures.na")
    if isinstance(value, bool):
        return word("fields.value.yes" if value else "fields.value.no")
    if isinstance(value, dict):
        called = names or {}
        return word("fields.value.joint").join(
            f"{clean(called.get(key, str(key)))} ×{count}" for key, count in value.items()
        )
    if name in _PERCENTS and isinstance(value, int | float):
        return f"{value:.1f}%"
    if name == "quantity":
        return _counted(value)
    if isinstance(value, float):
        return f"{100 * value:.2f}%" if name in _SHARES or name.startswith(_LEVERS) else f"{value:,.2f}"
    if isinstance(value, str):
        return word(f"figuring.group.{value}") if f"figuring.group.{value}" in WORDS else clean(value)
    return f"{value:,}"


def _bare(value: Any) -> str:
    if value is None:
        return NA
    return f"{value:f}" if isinstance(value, Decimal) else clean(str(value))
