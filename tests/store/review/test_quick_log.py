"""One line logs a visit or a call, its people and the next step, in either language."""

from __future__ import annotations

import datetime as dt

import pytest
from workbench import GRID, LI, METERS, TENDER, VISIT

from kamtui.store.records import Activity, Opportunity, Task
from kamtui.store.review.logged import Place, keep, read, told
from kamtui.store.text.quicklog import parse
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
PEOPLE = [("li", "李建国"), ("chen", "陈静"), ("lee", "John Lee")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电 李建国 已寄报价 下步 3/20 催审批", ("call", ("li",), "已寄报价", "催审批", dt.date(2027, 3, 20))),
        ("电李建国 已寄报价，下步3/20催审批", ("call", ("li",), "已寄报价", "催审批", dt.date(2027, 3, 20))),
        ("call lee sent quote next 3/20 push it", ("call", ("lee",), "sent quote", "push it", dt.date(2027, 3, 20))),
        ("visit John Lee 陈静 demo went well next: next friday send offer",
         ("visit", ("lee", "chen"), "demo went well", "send offer", dt.date(2026, 12, 4))),
        ("访 李 谈了价格", ("visit", ("li",), "谈了价格", "", None)),
        ("访 cj 看现场 下一步 下周五 交方案", ("visit", ("chen",), "看现场", "交方案", dt.date(2026, 12, 4))),
        ("已寄报价", ("", (), "已寄报价", "", None)),
        ("电", ("call", (), "", "", None)),
        ("sent the quote, next call back", ("", (), "sent the quote", "call back", None)),
        ("text the nextgen team", ("", (), "text the nextgen team", "", None)),
    ],
)  # fmt: skip
def test_a_line_is_read(text: str, expected: tuple[object, ...]) -> None:
    assert tuple(parse(text, TODAY, PEOPLE, {})) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "what was done"), ("已寄 下步 2020-01-01 催", "2020-01-01"), ("电 李 寄了", "李建国, 李明")],
)
def test_a_line_that_cannot_be_kept_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(text, TODAY, [*PEOPLE, ("ming", "李明")], {})


def test_the_labels_of_the_method_name_kinds_too() -> None:
    assert parse("Trade show met everybody", TODAY, [], {"Trade show": "trade-show"}).kind == ""
    assert parse("展会 见到总工", TODAY, [], {"展会": "trade-show"}).kind == "trade-show"


def test_the_activity_and_the_next_step_are_kept_as_one_step(workspace: Workspace) -> None:
    deal = workspace.get(Opportunity, METERS)
    found, place = read(workspace, "电 李建国 已寄报价 下步 3/20 催审批", Place(GRID, deal), TODAY)
    with workspace.change("log") as change:
        keep(workspace, change, found, place, TODAY)
    [made] = [each for each in workspace.activities(GRID) if each.id != VISIT]
    assert (made.kind, made.contacts, made.subject, made.date) == ("call", (LI,), "已寄报价", TODAY)
    assert made.opportunity == METERS
    after = workspace.get(Opportunity, METERS)
    assert after is not None
    assert (after.next_step, after.next_date) == ("催审批", dt.date(2027, 3, 20))
    workspace.undo()
    assert workspace.get(Opportunity, METERS) == deal
    assert [each.id for each in workspace.activities(GRID)] == [VISIT]


def test_a_person_tells_the_account_and_a_next_step_without_a_deal_becomes_a_task(workspace: Workspace) -> None:
    found, place = read(workspace, "电 李建国 问候 下步 明天 回访", Place(), TODAY)
    assert (place.account, place.deal) == (GRID, None), f"{METERS} and {TENDER} are both open"
    assert "回访" in told(workspace, found, place)
    with workspace.change("log") as change:
        keep(workspace, change, found, place, TODAY)
    assert ("回访", dt.date(2026, 11, 24)) in {(task.title, task.due) for task in workspace.records(Task).values()}
    assert len(workspace.records(Activity)) == 2
    with pytest.raises(ValueError, match="account"):
        read(workspace, "寄了报价", Place(), TODAY)
