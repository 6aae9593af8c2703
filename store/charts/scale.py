"""Scales: round steps, and the unit in which an axis is labelled (万, 亿, K, M)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from kamtui.store.text import currencies
from kamtui.store.text.amounts import FACTORS
from kamtui.store.text.words import language, word

_STEPS = (1, 2, 2.5, 5, 10)
_UNITS = {"zh": ("yi", "wan"), "en": ("b", "m", "k")}
_MONEY = ("money", "money-per-day")
_FINEST = 1e-9


class Scale(msgspec.Struct, frozen=True):
    """From `low` to `high` in round steps, labelled in one unit."""

    low: float
    high: float
    ticks: tuple[float, ...]
    factor: float
    """What one of the unit is worth."""
    suffix: str
    """Stands behind every number of the axis: 万, K, %."""
    decimals: int
    """Of the ticks."""
    unit: str = ""
    """What is measured, as `answers.model.Unit`."""

    def text(self, value: float) -> str:
        """A tick with its unit."""
        text = _plain(value / self.factor, self.decimals)
        return "0" if not value else f"{text}{self.suffix}"

    def exact(self, value: float) -> str:
        """A number in three or four digits, as it stands at a bar; what is less than one of the unit has its own."""
        factor, suffix = self.factor, self.suffix
        if abs(value) < factor > 1:
            factor, suffix = _unit(abs(value), self.unit)
        scaled = value / factor
        size = abs(scaled)
        decimals = 0 if size >= 100 or float(scaled).is_integer() else 1 if size >= 10 else 2
        if value and not round(scaled, decimals):
            return f"{'<' if value > 0 else '>-'}0.01{suffix}"
        return f"{_plain(scaled, decimals, trim=True)}{suffix}" if value else "0"

    def place(self, value: float, cells: int) -> int:
        """The cell, from 0, in which a value lies on an axis of so many cells."""
        share = (value - self.low) / (self.high - self.low)
        return max(0, min(cells - 1, round(share * (cells - 1))))


def scale_of(low: float, high: float, unit: str, steps: int = 5) -> Scale:
    """A scale with about `steps` round ticks that holds both ends; two equal ends get room above."""
    if high <= low:
        high = low + (abs(low) or 1.0)
    step = _step((high - low) / max(steps, 1), unit)
    first = math.floor(low / step + _FINEST)
    last = max(math.ceil(high / step - _FINEST), first + 1)
    ticks = tuple(step * place for place in range(first, last + 1))
    factor, suffix = _unit(max(abs(ticks[0]), abs(ticks[-1])), unit)
    decimals = max(0, -math.floor(math.log10(step / factor) + _FINEST))
    if round(step / factor, decimals) * factor != step and decimals < 6:
        decimals += abs(round(step / factor, decimals) - step / factor) > _FINEST
    return Scale(ticks[0], ticks[-1], ticks, factor, suffix, decimals, unit)


def heading(unit: str, currency: str) -> str:
    """What an axis counts: the currency, or the unit in words; "" where the numbers say it themselves."""
    if unit in _MONEY:
        named = currencies.chinese_name(currency) if language() == "zh" else currency
        return named if unit == "money" else word("charts.per_day", currency=named)
    return "" if unit in ("percent", "index", "score", "number") else word(f"figuring.unit.{unit}")


def _step(rough: float, unit: str) -> float:
    """The round step that is not smaller than `rough`; counts go in whole steps."""
    power = 10.0 ** math.floor(math.log10(rough))
    found = next(step * power for step in _STEPS if step * power >= rough * (1 - _FINEST))
    return max(1.0, math.ceil(found)) if unit == "count" and found < 10 else found


def _unit(largest: float, unit: str) -> tuple[float, str]:
    if unit == "percent":
        return 0.01, "%"
    if unit in (*_MONEY, "count", "quantity"):
        for name in _UNITS[language()]:
            if largest >= FACTORS[name]:
                return float(FACTORS[name]), word(f"amounts.unit_{name}")
    return 1.0, ""


def _plain(value: float, decimals: int, *, trim: bool = False) -> str:
    text = f"{value:,.{decimals}f}"
    if trim and "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def spread(values: Sequence[float], unit: str) -> Scale:
    """A scale for the axis of a scatter, which need not hold 0."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    return scale_of(low, high, unit)
