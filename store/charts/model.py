"""A chart: labels, numbers and their unit. Every number is finite or None, whatever it was made of."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Literal

import msgspec

from kamtui.store.text.cells import width

Kind = Literal["rows", "funnel", "bars", "stacked", "lines", "heat", "scatter"]
"""`rows` are horizontal bars, `bars` stand side by side, `stacked` on top of each other."""

GAP = "  "
"""Between two notes."""
LARGEST = 1e18
"""Numbers beyond this are not drawn: they are mistakes, and scales would overflow."""

SMALLEST = 1e-12
"""Numbers closer to 0 are 0: they come from rounding, and would make steps that no number has."""


class Series(msgspec.Struct, frozen=True):
    """Numbers of the same kind, one for each label of the chart."""

    name: str
    values: tuple[float | None, ...]
    """None where there is no number: nothing is drawn there."""


class Point(msgspec.Struct, frozen=True):
    """A point of a scatter."""

    x: float
    y: float
    group: int
    """From 0: which mark it has."""
    label: str = ""


class Chart(msgspec.Struct, frozen=True):
    """What is to be drawn. All texts are cleaned."""

    kind: Kind
    title: str
    unit: str
    """As `answers.model.Unit`."""
    currency: str = ""
    labels: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    notes: tuple[tuple[str, ...], ...] = ()
    """By label what stands behind its bar, such as a region and a share; "" where one of them is not known."""
    points: tuple[Point, ...] = ()
    axes: tuple[str, str] = ("", "")
    """What a scatter's axes show."""
    empty: str = ""
    """Why there is nothing to draw, where there is nothing."""

    def note(self, at: int) -> str:
        """What stands behind a bar, as one text."""
        return GAP.join(filter(None, self.notes[at])) if 0 <= at < len(self.notes) else ""

    @property
    def note_columns(self) -> list[int]:
        """The cells that each of the notes takes, so that they can stand below each other."""
        return [max(map(width, column)) for column in zip(*self.notes, strict=True)]

    @property
    def is_empty(self) -> bool:
        """Whether there is not a single number in it."""
        return not self.points and not any(value is not None for each in self.series for value in each.values)

    @property
    def range(self) -> tuple[float, float]:
        """The smallest and the largest number that has to fit, with 0: bars begin there."""
        found = [value for each in self.series for value in each.values if value is not None]
        if self.kind == "stacked":
            for at in range(len(self.labels)):
                own = [each.values[at] or 0.0 for each in self.series]
                found += [sum(value for value in own if value > 0), sum(value for value in own if value < 0)]
        return min([0.0, *found]), max([0.0, *found])


def number(value: Any) -> float | None:
    """A number that can be drawn; None for what is none, is not finite, or cannot be."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if not math.isfinite(found) or abs(found) > LARGEST:
        return None
    return found if abs(found) >= SMALLEST else 0.0


def numbers(values: Iterable[Any]) -> tuple[float | None, ...]:
    """Each value as `number` takes it."""
    return tuple(map(number, values))
