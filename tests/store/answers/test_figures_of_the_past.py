"""How deals moved, what was forecast and what changed: worked out by hand for a few deals (C08, C10-C12)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest
from figured import Asked

from kamtui.store.records import Account, Call, Opportunity, Salesperson
from kamtui.store.review.library import Library
from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now(dt.UTC).date()
YEAR = f"{TODAY - dt.timedelta(days=100)}..{TODAY + dt.timedelta(days=100)}"


def day(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


@pytest.fixture
def deals(tmp_path: Path) -> tuple[Asked, dict[str, Opportunity]]:
    """Deals of two owners that closed, will close, or close too late to count."""
    workspace = Workspace.create(tmp_path / "w", currency="CNY")
    made = {}
    with workspace.change("fill") as change:
        li = change.add(Salesperson(name="Li"))
        grid = change.add(Account(name="Grid"))
        for name, amount, close, more in (
            ("wins", 100_00, 10, {"category": "commit"}),
            ("grows", 200_00, 20, {"category": "commit"}),
            ("shrinks", 300_00, 30, {"category": "best_case"}),
            ("slips", 400_00, 40, {"category": "pipeline"}),
            ("still", 500_00, 50, {"category": "omitted"}),
            ("unknown", None, 50, {"category": "pipeline"}),
            ("won before", 60_00, -50, {"status": "won"}),
        ):
            values = {"opened": day(-90), "stage": "need", "owner": li.id, **more}
            made[name] = change.add(
                msgspec.convert(
                    {"name": name, "account": grid.id, "amount": amount, "close_date": day(close), **values},
                    Opportunity,
                )
            )
    return Asked(workspace), made


def test_a_forecast_holds_in_each_category_all_that_is_surer(
    deals: tuple[Asked, dict[str, Opportunity]],
) -> None:
    ask, _ = deals
    found = ask("forecast", "--period", YEAR)
    assert [(row["value"], row["single"], row["n"]) for row in found["rows"]] == [
        (60, 60, 1),
        (360, 300, 2),
        (660, 300, 1),
        (1060, 400, 2),
        (500, 500, 1),
    ]
    assert {"reason": "no-amount", "n": 1} in found["excluded"]
    assert [row["owner"] for row in ask("forecast", "--by", "owner", "--period", YEAR)["rows"]] == ["Li"] * 5


def test_only_moves_to_a_later_day_are_pushes(deals: tuple[Asked, dict[str, Opportunity]]) -> None:
    ask, made = deals
    assert ask("pushes")["total"] == 0
    for days in (200, 190, 205):  # 160 later, 10 earlier, 15 later
        with ask.workspace.change("move") as change:
            change.set(ask.workspace.get(Opportunity, made["slips"].id) or made["slips"], close_date=day(days))
    (row,) = ask("pushes", "--by", "owner")["rows"]
    assert (row["owner"], row["value"], row["slip_days"], row["pushed"], row["crossed"]) == ("Li", 2, 175, 1, 1)
    assert (row["n"], row["share"]) == (7, pytest.approx(1 / 7))
    assert ask("slip-days")["total"] == 175
    assert ask("slip-days", "--where", "name:still")["total"] == 0


def test_the_change_of_the_pipeline_balances_cause_by_cause(
    deals: tuple[Asked, dict[str, Opportunity]],
) -> None:
    ask, made = deals
    assert ask("pipeline-change", "--period", YEAR)["excluded"] == [{"reason": "no-snapshot", "n": 1}]
    library = Library(ask.workspace)
    library.write(library.take(day(-7), "before"))
    with ask.workspace.change("a week") as change:
        change.set(made["wins"], status="won", close_date=TODAY)
        change.set(made["grows"], amount=250_00)
        change.set(made["shrinks"], amount=210_00)
        change.set(made["slips"], close_date=day(150))
        change.add(Opportunity(name="new", account=made["wins"].account, amount=70_00, close_date=day(5),
                               stage="need", opened=day(-2)))  # fmt: skip
    found = ask("pipeline-change", "--period", YEAR)
    rows = {row["change"]: row["value"] for row in found["rows"]}
    assert rows == {
        "begin": 1500, "new": 70, "increased": 50, "decreased": -90, "won": -100, "pushed_out": -400, "end": 1030,
    }  # fmt: skip
    assert sum(value for name, value in rows.items() if name != "end") == rows["end"] == found["total"]
    assert ask("pipeline-change", "--period", YEAR, "--where", "name:grows")["total"] == 250


def test_a_called_number_is_held_against_what_was_won(deals: tuple[Asked, dict[str, Opportunity]]) -> None:
    ask, made = deals
    library = Library(ask.workspace)
    call = Call(id="01", review="r", first=day(-60), last=day(-40), owner=made["wins"].owner, amount=75_00)
    taken = library.take(day(-55), "r")
    library.write(msgspec.structs.replace(taken, calls={"01": call}))
    (row,) = ask("forecast-accuracy")["rows"]
    assert (row["value"], row["bias"], row["called"], row["actual"]) == (0.75, 0.25, 75, 60)
    assert (row["weeks"], row["snapshot"], row["owner"]) == (2, "r", "Li")
