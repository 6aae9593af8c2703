"""The language of bulk changes: what a text does to each record, and what it does not apply to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.fields import field_of
from kamtui.store.lists.bulk import cell_edit, editable, planned
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.workspace import Workspace


def deal(**fields: Any) -> Opportunity:
    return Opportunity(name="d", **fields)


CLOSE = dt.date(2026, 1, 31)


@pytest.mark.parametrize(
    ("record", "name", "text", "value"),
    [
        (deal(close_date=CLOSE), "close_date", "+7d", dt.date(2026, 2, 7)),
        (deal(close_date=CLOSE), "close_date", "+7", dt.date(2026, 2, 7)),
        (deal(close_date=CLOSE), "close_date", "＋1个月", dt.date(2026, 2, 28)),
        (deal(close_date=CLOSE), "close_date", "-2w", dt.date(2026, 1, 17)),
        (deal(close_date=CLOSE), "close_date", "today", dt.date(2026, 11, 23)),
        (deal(close_date=CLOSE), "close_date", "clear", None),
        (deal(close_date=CLOSE), "close_date", "清空", None),
        (deal(amount=1_000_00), "amount", "×1.1", 1_100_00),
        (deal(amount=1_000_05), "amount", "*0.5", 500_02),  # 500.025: half to even
        (deal(amount=1_000_00), "amount", "x2", 2_000_00),
        (deal(amount=1_000_00), "amount", "+10%", 1_100_00),
        (deal(amount=1_000_00), "amount", "-10%", 900_00),
        (deal(amount=1_000_00), "amount", "+50万", 501_000_00),
        (deal(amount=1_000_00), "amount", "-1000", 0),
        (deal(amount=1_000), "amount", "300万", 300_000_000),
        (deal(amount=1_000, currency="JPY"), "amount", "+500", 1_500),
        (deal(odds=50), "odds", "+10", 60),
        (deal(odds=50), "odds", "+10%", 60),
        (deal(odds=50), "odds", "*1.5", 75),
        (Account(name="a", employees=100), "employees", "+20", 120),
        (Account(name="a", tags=("x",)), "tags", "+y", ("x", "y")),
        (Account(name="a", tags=("x", "y")), "tags", "-X", ("y",)),
        (Account(name="a", tags=("x",)), "tags", "u, v", ("u", "v")),
        (Contact(name="c", roles=("user",)), "roles", "+决策者", ("user", "decider")),
        (deal(stage="need"), "stage", "design", "design"),
    ],
)
def test_a_text_means_a_value_that_may_count_from_the_one_there_is(
    workspace: Workspace, today: dt.date, record: Record, name: str, text: str, value: Any
) -> None:
    edit = cell_edit(workspace, record, field_of(type(record), name), text, today)
    assert edit.problem == ""
    assert edit.patch[field_of(type(record), name).name] == value


@pytest.mark.parametrize(
    ("record", "name", "text", "why"),
    [
        (deal(), "close_date", "+7d", "no date to move"),
        (deal(), "amount", "*1.1", "no number to count from"),
        (deal(amount=5_00), "amount", "-6", "below 0"),
        (deal(amount=5_00), "amount", "+$6", "USD"),
        (deal(odds=95), "odds", "+10", "out of range"),
        (deal(amount=5_00), "amount", "*999999999", ""),
        (deal(amount=9_000_000_000_00), "amount", "*999999999", "too large"),
        (deal(close_date=CLOSE), "close_date", "soon", "soon"),
        (deal(), "stage", "zzz", "There is no “zzz”"),
        (deal(), "name", "clear", "may not be empty"),
    ],
)
def test_what_does_not_apply_to_a_record_says_why_and_changes_nothing(
    workspace: Workspace, today: dt.date, record: Record, name: str, text: str, why: str
) -> None:
    edit = cell_edit(workspace, record, field_of(type(record), name), text, today)
    assert why in edit.problem
    assert bool(edit.patch) is not bool(edit.problem)


def test_a_plan_counts_what_changes_what_stays_and_what_does_not_apply_and_is_one_step(
    workspace: Workspace, today: dt.date
) -> None:
    deals = [one for one in workspace.records(Opportunity).values() if one.status == "open"]
    plan = planned(workspace, deals, field_of(Opportunity, "amount"), "*1.1", today)
    assert plan.summary == "4 will change, 1 do not apply"
    before = {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}
    with workspace.change("raise") as change:
        plan.apply(change)
    amounts = sorted(one.amount or 0 for one in workspace.records(Opportunity).values() if one.status == "open")
    assert amounts == [0, 11_000_00, 55_000_00, 110_000_00, 440_000_00]
    workspace.undo()
    assert {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")} == before


def test_a_deal_that_its_stage_would_ask_about_is_moved_only_for_a_reason(workspace: Workspace, today: dt.date) -> None:
    (one,) = [one for one in workspace.records(Opportunity).values() if one.name == "a"]
    stage = field_of(Opportunity, "stage")
    asked = planned(workspace, [one], stage, "design", today)
    assert (asked.changing, "more has to be said" in asked.wrong[0].problem) == ([], True)
    plan = planned(workspace, [one], stage, "design", today, "the customer says so")
    assert plan.changing[0].patch == {"stage": "design", "stage_since": today}
    assert (plan.changing[0].old, plan.changing[0].new) == ("Need arises", "Solution design")
    with workspace.change("move") as change:
        plan.apply(change, "the customer says so")
    assert [event.reason for event in workspace.events(one.account) if event.field == "stage"] == [
        "the customer says so"
    ]


def test_deals_go_back_a_stage_without_a_question_and_none_is_closed_without_why(
    workspace: Workspace, today: dt.date
) -> None:
    (late,) = [one for one in workspace.records(Opportunity).values() if one.name == "b"]
    assert planned(workspace, [late], field_of(Opportunity, "stage"), "need", today).summary == "1 will change"
    assert planned(workspace, [late], field_of(Opportunity, "status"), "lost", today).summary.endswith("1 do not apply")
    assert planned(workspace, [late], field_of(Opportunity, "status"), "won", today).summary.endswith("1 do not apply")


def test_what_has_the_value_already_is_neither_changed_nor_wrong(workspace: Workspace, today: dt.date) -> None:
    plan = planned(workspace, workspace.records(Account).values(), field_of(Account, "tier"), "A", today)
    assert plan.summary == "3 will change, 1 have it already"


def test_the_fields_that_place_a_record_are_not_among_those_that_can_be_changed() -> None:
    assert {"slug", "external_ids", "archived"}.isdisjoint(field.name for field in editable(Account))


def test_thirty_seven_deals_are_one_step_that_a_restart_can_take_back_and_do_again(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "work")
    with workspace.change("fill") as change:
        for number in range(37):
            account = change.add(Account(name=f"customer {number}"))
            change.add(Opportunity(name=f"deal {number}", account=account.id, amount=100))

    def amounts() -> list[int | None]:
        return [deal.amount for deal in Workspace.open(tmp_path / "work").records(Opportunity).values()]

    deals = workspace.records(Opportunity).values()
    plan = planned(workspace, deals, field_of(Opportunity, "amount"), "×1.1", dt.date(2026, 11, 23))
    with workspace.change("raise") as change:
        plan.apply(change)
    workspace.close()
    assert amounts() == [110] * 37
    Workspace.open(tmp_path / "work").undo()
    assert amounts() == [100] * 37
    Workspace.open(tmp_path / "work").redo()
    assert amounts() == [110] * 37
