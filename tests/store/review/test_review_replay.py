"""A real pipeline of 8,800 deals replayed week by week: 20 snapshots, every waterfall balanced, the known totals."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from kamtui.store.figures.changes import Diff, Look, diff
from kamtui.store.figures.forecast import forecast
from kamtui.store.figures.past import as_of
from kamtui.store.figures.snapshots import Keeper, snapshot
from kamtui.store.figures.spans import Span
from kamtui.store.files.reviews import decoded, encoded, week_name
from kamtui.store.method.loader import load
from kamtui.store.records import Opportunity, Snapshot
from kamtui.store.records.opportunity import Status

METHOD = load()[0]
END = dt.date(2017, 12, 31)
SUNDAYS = [END - dt.timedelta(weeks=weeks) for weeks in range(19, -1, -1)]
Q4 = Span(dt.date(2017, 10, 1), END)
YEAR = Span(dt.date(2017, 1, 1), END)
STATUS: dict[str, Status] = {"Won": "won", "Lost": "lost", "Engaging": "open", "Prospecting": "open"}


Rows = list[dict[str, str]]


@pytest.fixture
def rows(real_data: Path) -> Rows:
    return read(real_data / "maven_crm" / "iso" / "sales_pipeline.csv")


@pytest.fixture
def deals(real_data: Path) -> tuple[Opportunity, ...]:
    return deals_in(real_data / "maven_crm" / "iso" / "sales_pipeline.csv")


@pytest.fixture
def taken(real_data: Path) -> tuple[Snapshot, ...]:
    return replayed(real_data / "maven_crm" / "iso" / "sales_pipeline.csv")


@pytest.fixture
def weeks(taken: tuple[Snapshot, ...]) -> list[Diff]:
    return [diff(older, newer, Look(Q4), METHOD) for older, newer in pairwise(taken)]


@cache
def read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@cache
def deals_in(path: Path) -> tuple[Opportunity, ...]:
    return tuple(
        Opportunity(
            id=row["opportunity_id"], name=row["product"], owner=row["sales_agent"], stage="deliberation",
            status=STATUS[row["deal_stage"]], opened=day(row["engage_date"]), close_date=day(row["close_date"]),
            amount=int(row["close_value"]) * 100 if row["close_value"] else None, currency="USD",
        )
        for row in read(path)
    )  # fmt: skip


@cache
def replayed(path: Path) -> tuple[Snapshot, ...]:
    held: list[Snapshot] = []
    for sunday in SUNDAYS:
        made = snapshot(as_of(deals_in(path), (), sunday), METHOD, "USD", sunday, held[-1] if held else None)
        data = encoded(Snapshot(name=week_name(sunday), taken=made.taken, base=made.base, deals=made.deals))
        held.append(decoded(data, week_name(sunday)))
        assert encoded(held[-1]) == data
    return tuple(held)


def test_each_week_holds_the_deals_that_were_open_and_those_closed_since(
    rows: Rows, taken: tuple[Snapshot, ...]
) -> None:
    for before, held in zip([None, *taken[:-1]], taken, strict=True):
        sunday = held.taken.isoformat()
        found = [row for row in rows if row["engage_date"] <= sunday]
        open_then = {row["opportunity_id"] for row in found if not row["close_date"] or row["close_date"] > sunday}
        assert {key for key, deal in held.deals.items() if deal.status == "open"} == open_then
        since = before.taken.isoformat() if before else sunday
        closed = {row["opportunity_id"] for row in found if since < row["close_date"] <= sunday}
        assert {key for key, deal in held.deals.items() if deal.status != "open"} == closed


def test_every_waterfall_of_the_twenty_weeks_balances(taken: tuple[Snapshot, ...], weeks: list[Diff]) -> None:
    assert len(taken) == 20
    assert [head.name for head in taken[:1] + taken[-1:]] == ["2017-W33", "2017-W52"]
    falls = [week.waterfalls for week in weeks]
    assert all(len(each) == 1 and each[0].rest == 0 for each in falls)
    for before, after in pairwise(falls):
        assert before[0].end == after[0].begin
    whole = diff(taken[0], taken[-1], Look(Q4), METHOD).waterfalls[0]
    assert (whole.begin, whole.end, whole.rest) == (falls[0][0].begin, falls[-1][0].end, 0)


def test_the_weeks_add_up_to_the_known_totals_of_the_quarter(weeks: list[Diff]) -> None:
    won = [change.deal for week in weeks for change in week.changes if change.cause == "won"]
    in_quarter = [deal for deal in won if deal.close_date in Q4]
    assert len(in_quarter) == 1196
    assert sum(deal.amount or 0 for deal in in_quarter) == 2_802_496_00


def test_the_last_day_has_the_known_totals_of_the_whole(
    deals: tuple[Opportunity, ...], taken: tuple[Snapshot, ...]
) -> None:
    then = as_of(deals, (), END)
    counts = {status: sum(deal.status == status for deal in then) for status in ("won", "lost", "open")}
    assert counts == {"won": 4238, "lost": 2473, "open": 1589 + 500}
    won = [Keeper(METHOD, "USD").kept(deal) for deal in then]
    found = forecast(taken[-1].deals.values(), won, METHOD, YEAR, "USD")
    assert found.won == 10_005_534_00
    assert found.line("closed").n == 4238
