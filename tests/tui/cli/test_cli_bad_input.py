"""What cannot be is refused by `set`, `set --where` and `add`, with what is expected; nothing is written."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import Account, Competitor, Criterion, Opportunity
from kamtui.store.workspace import Workspace


@pytest.fixture
def deal(data: Path) -> str:
    """A deal that was found on the first of October, with one criterion that counts."""
    workspace = Workspace.open(data)
    account = next(each for each in workspace.records(Account).values() if each.name == "华北电网").id
    with workspace.change("fill") as change:
        found = change.add(
            Opportunity(name="Meters", account=account, opened=dt.date(2026, 10, 1), close_date=dt.date(2026, 12, 1))
        ).id
        change.add(Criterion(name="precision", account=account, opportunity=found, weight=3))
        change.add(Competitor(name="East Meters"))
    workspace.close()
    return found


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("set", "Meters", "close_date=2026-09-30"), "2026-10-01"),
        (("set", "Meters", "opened=2026-12-02"), "2026-12-02"),
        (("set", "precision", "weight=0"), "one above 0 is expected"),
        (("set", "precision", "weight=-1"), "out of range"),
        (("set", "precision", "scores=9"), "scores.us=…"),
        (("set", "precision", "scores.us=9"), "0 to 5"),
        (("add", "criterion", "name=x", "account=华北电网", "opportunity=Meters", "scores.East=9"), "0 to 5"),
        (("set", "Meters", "bids.East=$5"), "USD"),
        (("add", "quote", "name=q", "account=华北电网", "opportunity=Meters", "lines.001=a", "lines.001.price=$5"),
         "USD"),
        (("set", "East Meters", "name=我们"), "ourselves"),
        (("set", "Meters", "competitors=us"), "us"),
        (("set", "Meters", "walk_away=$5"), "USD"),
        (("add", "competitor", "name=us"), "ourselves"),
        (("add", "opportunity", "name=x", "account=华北电网", "opened=2026-10-01", "close_date=2026-09-01"),
         "2026-10-01"),
        (("add", "need", "name=x", "account=华北电网", "fit=us=9"), "0 to 5"),
    ],
)  # fmt: skip
def test_a_command_says_what_is_expected_and_writes_nothing(
    run: Run, data: Path, deal: str, arguments: tuple[str, ...], expected: str
) -> None:
    before = {path: path.read_bytes() for path in data.rglob("*.json")}
    done = run(*arguments)
    assert done.code == 2
    assert expected in done.err
    assert {path: path.read_bytes() for path in data.rglob("*.json")} == before


def test_a_bulk_change_leaves_out_what_cannot_be_and_says_why(run: Run, data: Path, deal: str) -> None:
    done = run("set", "--where", "name:Meters", "opportunities", "close_date=-12w")
    assert "2026-10-01" in done.out + done.err
    assert str(Workspace.open(data).records(Opportunity)[deal].close_date) == "2026-12-01"
