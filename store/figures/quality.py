"""What customers say and whether we keep our word: complaints, CSAT, NPS, promises (C36-C38, C44)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import msgspec


def csat(answers: Sequence[int]) -> float | None:
    """Share of answers of 4 or 5 on a scale of 1 to 5 (C37); None without an answer."""
    return sum(answer >= 4 for answer in answers) / len(answers) if answers else None


def nps(answers: Sequence[int]) -> float | None:
    """Percent of 9 and 10 less percent of 0 to 6, −100 … 100 (C38); None without an answer."""
    if not answers:
        return None
    return 100 * (sum(answer >= 9 for answer in answers) - sum(answer <= 6 for answer in answers)) / len(answers)


class Kept(msgspec.Struct, frozen=True):
    """Promises that were due (C44)."""

    due: int
    kept: int

    @property
    def rate(self) -> float | None:
        """kept ÷ due."""
        return self.kept / self.due if self.due else None


def kept_promises(promises: Iterable[tuple[dt.date | None, dt.date | None]], today: dt.date) -> Kept:
    """Of pairs (due, kept on) those that were due: kept in time or later counts as kept only when in time (C44).

    One that is overdue and open is broken; one whose day is still to come, or unknown, does not count unless it is
    kept already. What was done after `today` is still open today.
    """
    due = kept = 0
    for until, done in promises:
        if done is not None and done <= today:
            due, kept = due + 1, kept + (until is None or done <= until)
        elif until is not None and until < today:
            due += 1
    return Kept(due, kept)
