"""The health of an account out of four parts, less what has gone stale (C20, after Kapta's four parts)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

import msgspec

from kamtui.store.figures.quality import csat, nps
from kamtui.store.figures.relationship import Status
from kamtui.store.figures.scoring import HEALTH, health_weights, score
from kamtui.store.records import Account, Service, Task

PROFILE = (
    "industry", "region", "kind", "employees", "revenue", "potential", "position", "share_by_year", "industry_trend",
    "scope", "trend", "brand", "chain_position", "business_model", "purchase_mode", "approval_chain",
    "application_level", "outlets_by_year",
)  # fmt: skip
"""The fields of an account that its profile is made of (A2.01-A2.24)."""
SECTIONS = ("expectations", "plan_product", "plan_price", "plan_service", "plan_after_sales")
"""The sections of its plan (A2.11, A2.21); a task that is under way is the sixth."""


class Health(msgspec.Struct, frozen=True):
    """How well an account is looked after."""

    value: float
    """0 … 100, the penalty taken off."""
    parts: dict[str, float | None]
    """By part 0 … 100; None where nothing is known, which then does not count."""
    known: float
    """Share of the weights whose part is known, 0 … 1."""
    penalty: float


def account_health(
    parts: Mapping[str, float | None], last: dt.date | None, today: dt.date, thresholds: Mapping[str, int]
) -> Health | None:
    """Σ weight·part ÷ Σ weight of the known parts, less the penalty, at least 0 (C20); None where no part is known.

    `last` is the day of the latest contact; `thresholds` are the method's, with the weights and penalties.
    """
    found = score(parts, health_weights(thresholds), 100)
    if found is None:
        return None
    off = penalty(last, today, thresholds)
    return Health(max(0.0, found.value - off), {name: parts.get(name) for name in HEALTH}, found.known, off)


def penalty(last: dt.date | None, today: dt.date, thresholds: Mapping[str, int]) -> float:
    """The points that are taken off for the days since the latest contact; the most where there was none."""
    for step in ("silent", "quiet"):
        if last is None or (today - last).days > thresholds[f"health_{step}_days"]:
            return thresholds[f"health_{step}_points"]
    return 0


def filled(account: Account) -> float:
    """Percent of the profile's fields that say something."""
    return 100 * sum(bool(getattr(account, name)) for name in PROFILE) / len(PROFILE)


def of_people(status: Status) -> float:
    """0 nobody on the map, 25 nobody key, 50 no key supporter, 75 one, 100 one who decides (the steps of C16)."""
    return 100.0 if status.light == "green" else 25.0 * status.step


def of_plan(account: Account, tasks: Iterable[Task], today: dt.date) -> float:
    """Percent of the plan's sections that are written, with a task that is under way and not overdue as the last."""
    goes_on = any(task.done is None and (task.due is None or task.due >= today) for task in tasks)
    done = sum(bool(getattr(account, name)) for name in SECTIONS) + goes_on
    return 100 * done / (len(SECTIONS) + 1)


def of_surveys(surveys: Iterable[Service]) -> float | None:
    """Satisfied answers in percent (C37); without any the NPS brought to 0 … 100 (C38); None without both."""
    answers: dict[str, list[int]] = {"csat": [], "nps": []}
    for each in surveys:
        if each.score is not None and each.kind in answers:
            answers[each.kind].append(each.score)
    share, promoters = csat(answers["csat"]), nps(answers["nps"])
    if share is not None:
        return 100 * share
    return None if promoters is None else (promoters + 100) / 2
