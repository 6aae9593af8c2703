"""What cannot be is refused in bulk changes too, whether it is typed or counted, and told cell by cell."""

from __future__ import annotations

import datetime as dt

from kamtui.store.fields import field_of
from kamtui.store.lists.bulk import planned
from kamtui.store.records import Account, Criterion, Opportunity
from kamtui.store.workspace import Workspace


def criteria(workspace: Workspace, *weights: int | None) -> list[Criterion]:
    with workspace.change("fill") as change:
        account = change.add(Account(name="Grid")).id
        deal = change.add(Opportunity(name="meters", account=account)).id
        return [
            change.add(Criterion(name=str(place), account=account, opportunity=deal, weight=weight))
            for place, weight in enumerate(weights)
        ]


def test_a_day_that_is_counted_back_before_the_deal_was_opened_is_refused(workspace: Workspace, today: dt.date) -> None:
    close, opened = dt.date(2026, 12, 1), dt.date(2026, 11, 20)
    deals = [Opportunity(id=name, name=name, opened=opened, close_date=close) for name in ("a", "b")]
    plan = planned(workspace, deals, field_of(Opportunity, "close_date"), "-2w", today)
    assert [edit.problem.partition(";")[0] for edit in plan.edits] == [
        "The close date 2026-11-17 is before 2026-11-20, when it was opened"
    ] * 2
    assert plan.changing == []
    typed = planned(workspace, deals, field_of(Opportunity, "close_date"), "2026-11-19", today)
    assert len(typed.wrong) == 2
    assert len(planned(workspace, deals, field_of(Opportunity, "close_date"), "-11d", today).changing) == 2


def test_the_last_weight_above_nothing_stays_when_all_are_set_to_0_at_once(
    workspace: Workspace, today: dt.date
) -> None:
    three = criteria(workspace, 50, 30, 20)
    plan = planned(workspace, three, field_of(Criterion, "weight"), "0", today)
    assert [bool(edit.problem) for edit in plan.edits] == [False, False, True]
    assert "one above 0 is expected" in plan.edits[2].problem
    assert [edit.problem for edit in planned(workspace, three, field_of(Criterion, "weight"), "*2", today).edits] == [
        "",
        "",
        "",
    ]
