"""What cannot be is refused where it is typed, and says what is expected; nothing else of the patch is lost."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.fields import patch_of
from kamtui.store.records import Account, Competitor, Criterion, Need, Opportunity, Quote, Rival
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace of our company, with an account."""
    made = Workspace.create(tmp_path / "w", name="Blue River Systems")
    with made.change("fill") as change:
        change.add(Account(name="Grid"))
    return made


@pytest.fixture
def account(workspace: Workspace) -> str:
    """The id of the account."""
    (found,) = workspace.records(Account)
    return found


def test_a_close_date_before_the_day_it_was_opened_is_refused(workspace: Workspace) -> None:
    deal = Opportunity(name="x", opened=dt.date(2026, 10, 1))
    patch, wrong = patch_of(workspace, deal, {"close_date": "2026-09-30", "note": "kept"}, TODAY)
    assert "2026-10-01" in wrong["close_date"]
    assert patch == {"note": "kept"}
    assert patch_of(workspace, deal, {"close_date": "2026-10-01"}, TODAY)[1] == {}


def test_where_nobody_said_when_it_was_opened_the_day_it_was_written_down_counts(workspace: Workspace) -> None:
    created = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
    deal = Opportunity(name="x", created=created)
    wrong = patch_of(workspace, deal, {"close_date": "2026-11-18"}, TODAY)[1]
    assert "2026-11-20" in wrong["close_date"]
    assert "Opened" in wrong["close_date"], "what else could be filled in"
    assert patch_of(workspace, deal, {"close_date": "2026-11-18", "opened": "2026-10-01"}, TODAY)[1] == {}
    assert patch_of(workspace, deal, {"close_date": "2026-11-20"}, TODAY)[1] == {}


def test_a_closed_deal_that_is_written_down_later_keeps_its_day(workspace: Workspace) -> None:
    old = Opportunity(name="x", status="won", created=dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC))
    assert patch_of(workspace, old, {"close_date": "2020-03-01"}, TODAY)[1] == {}
    ahead = Opportunity(name="x", created=dt.datetime(2027, 5, 1, tzinfo=dt.UTC))
    assert patch_of(workspace, ahead, {"close_date": "2026-12-01"}, TODAY)[1] == {}, "a clock that is ahead"


def test_a_deal_whose_dates_were_wrong_before_can_still_be_edited(workspace: Workspace) -> None:
    deal = Opportunity(name="x", opened=dt.date(2026, 10, 1), close_date=dt.date(2026, 9, 1))
    assert patch_of(workspace, deal, {"note": "n"}, TODAY) == ({"note": "n"}, {})


@pytest.mark.parametrize("name", ["us", "我们", " Blue  River Systems ", "BLUE RIVER SYSTEMS"])
def test_a_rival_that_is_ourselves_is_refused(workspace: Workspace, name: str) -> None:
    assert "ourselves" in patch_of(workspace, Competitor(name=""), {"name": name}, TODAY)[1]["name"]
    assert "ourselves" in patch_of(workspace, Competitor(name="Other"), {"aliases": name}, TODAY)[1]["aliases"]


def test_weights_that_add_up_to_nothing_are_refused(workspace: Workspace, account: str) -> None:
    with workspace.change("fill") as change:
        change.add(Criterion(name="price", account=account, opportunity="D", weight=0))
        change.add(Criterion(name="elsewhere", account=account, opportunity="E", weight=5))
    new = Criterion(name="quality", account=account, opportunity="D")
    assert "add up to 0" in patch_of(workspace, new, {"weight": "0"}, TODAY)[1]["weight"]
    assert patch_of(workspace, new, {"weight": "1"}, TODAY)[1] == {}


def test_a_rival_sits_in_an_account_once(workspace: Workspace, account: str) -> None:
    with workspace.change("fill") as change:
        rival = change.add(Competitor(name="East")).id
        change.add(Rival(competitor=rival, account=account))
    new = Rival(competitor="", account=account)
    assert "already" in patch_of(workspace, new, {"competitor": "East"}, TODAY)[1]["competitor"]


def test_a_need_is_met_from_0_to_5(workspace: Workspace) -> None:
    wrong = patch_of(workspace, Need(name="n"), {"fit": "us=9, East=3"}, TODAY)[1]
    assert "0 to 5" in wrong["fit"]
    assert patch_of(workspace, Need(name="n"), {"fit": "us=5, East=by far"}, TODAY)[1] == {}


def test_a_discount_above_100_and_a_negative_weight_are_refused(workspace: Workspace) -> None:
    assert "0 to 100" in patch_of(workspace, Quote(name="q"), {"discount": "120"}, TODAY)[1]["discount"]
    assert "out of range" in patch_of(workspace, Criterion(name="c"), {"weight": "-1"}, TODAY)[1]["weight"]
