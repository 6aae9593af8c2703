"""`kamtui set` on a deal that ends: a lost one says why and to whom, as on the screen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import Competitor, Opportunity
from kamtui.store.workspace import Workspace


def deal(data: Path) -> Opportunity:
    """The open deal as it stands in the files."""
    return next(one for one in Workspace.open(data).records(Opportunity).values() if one.name == "调度系统")


@pytest.fixture
def rival(data: Path) -> Competitor:
    workspace = Workspace.open(data)
    with workspace.change("rival") as change:
        added = change.add(Competitor(name="Eastern Meters"))
    workspace.close()
    return added


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ((), ("lost_reason=…", "price", "no-budget", "lost_to=…", "lesson=…")),
        (("--reason", "they went away"), ("lost_reason=…", "lost_to=…")),
        (("lost_reason=price",), ("lost_to=…",)),
        (("lost_reason=no-budget",), ("lesson=…",)),
    ],
)
def test_a_lost_deal_that_does_not_say_why_or_to_whom_is_refused_with_what_is_missing(
    run: Run, data: Path, given: tuple[str, ...], named: tuple[str, ...]
) -> None:
    done = run("set", "调度系统", "status=lost", *given)
    assert (done.code, done.out) == (2, "")
    assert [part for part in named if part not in done.err] == []
    assert ("lost_reason=…" in done.err) == ("lost_reason=…" in named)
    assert deal(data).status == "open"


def test_a_lost_deal_is_dated_today_and_its_history_says_why(run: Run, data: Path, rival: Competitor) -> None:
    given = ("status=lost", "lost_reason=price", "lost_to=eastern meters", "lesson=ask sooner")
    refused = run("set", "调度系统", *given)
    assert (refused.code, "price_gap=…" in refused.err) == (2, True)
    assert run("set", "调度系统", *given, "price_gap=?").code == 0
    kept = deal(data)
    today = dt.datetime.now().astimezone().date()
    assert (kept.status, kept.lost_reason, kept.lost_to, kept.close_date) == ("lost", "price", rival.id, today)
    (event,) = [each for each in Workspace.open(data).events(kept.account) if each.field == "status"]
    assert event.reason == Workspace.open(data).method.label_of("lost_reasons", "price")


def test_some_reasons_need_no_rival_and_another_day_and_reason_can_be_said(run: Run, data: Path) -> None:
    fields = ("status=lost", "lost_reason=no-budget", "lesson=ask sooner", "close_date=2026-10-01")
    assert run("set", "调度系统", *fields, "--reason", "frozen till spring").code == 0
    kept = deal(data)
    assert (kept.status, kept.lost_to, kept.close_date) == ("lost", "", dt.date(2026, 10, 1))
    (event,) = [each for each in Workspace.open(data).events(kept.account) if each.field == "status"]
    assert event.reason == "frozen till spring"


def test_a_won_deal_says_why_and_a_lesson_and_is_dated_today(run: Run, data: Path) -> None:
    refused = run("set", "调度系统", "status=won")
    assert refused.code == 2
    for asked in ("won_reason=…", "criteria", "lesson=…"):
        assert asked in refused.err
    assert run("set", "调度系统", "status=won", "won_reason=criteria", "lesson=help them write it").code == 0
    kept = deal(data)
    assert (kept.status, kept.close_date) == ("won", dt.datetime.now().astimezone().date())
    assert (kept.won_reason, kept.lesson) == ("criteria", "help them write it")
