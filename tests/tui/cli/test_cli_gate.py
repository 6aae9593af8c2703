"""`kamtui set` at the gate of a stage, and a record that goes to another account."""

from __future__ import annotations

from pathlib import Path

import pytest
from commands import Run

from kamtui.store.records import Account, Opportunity
from kamtui.store.workspace import Workspace


def deal(data: Path) -> Opportunity:
    """The deal in its first stage as it stands in the files."""
    return next(one for one in Workspace.open(data).records(Opportunity).values() if one.name == "调度系统")


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ("6 things", "What problem is to be solved (problem=…)", "(known=coach=…)", "--reason")),
        ("zh", ("6 件事", "客户要解决什么问题（problem=…）", "（known=coach=…）", "--reason")),
    ],
)
def test_a_deal_is_not_moved_while_something_is_not_known_and_it_says_what(
    run: Run, data: Path, language: str, parts: tuple[str, ...]
) -> None:
    done = run("set", "调度系统", "stage=deliberation", "--lang", language)
    assert (done.code, done.out) == (2, "")
    assert [part for part in parts if part not in done.err] == []
    assert deal(data).stage == "need"


def test_a_reason_moves_it_anyway_and_stands_in_its_history(run: Run, data: Path) -> None:
    assert run("set", "调度系统", "stage=deliberation", "amount=5M", "--reason", "the tender is out").code == 0
    events = {event.field: event.reason for event in Workspace.open(data).events(deal(data).account)}
    assert events == {"stage": "the tender is out", "amount": ""}
    assert "the tender is out" in run("log").out
    assert run("set", "调度系统", "stage=need").code == 0, "the way back asks nothing"


def test_questions_are_answered_on_the_way(run: Run, data: Path) -> None:
    assert run("set", "调度系统", "known=coach=李建国").code == 0
    answers = "known=alternative=no, organisation=yes, worth-it=yes"
    done = run("set", "调度系统", "stage=deliberation", "problem=losses", "source=fair", answers)
    assert done.code == 0, done.err
    known = deal(data).known
    assert deal(data).stage == "deliberation"
    assert {name: one.answer for name, one in known.items()} == {
        "coach": "李建国", "alternative": "no", "organisation": "", "worth-it": "",
    }  # fmt: skip


def test_a_record_goes_to_another_account_with_its_history(run: Run, data: Path) -> None:
    run("set", "调度系统", "amount=5M")
    done = run("set", "调度系统", "account=Harbour Bank", "owner=@李")
    assert done.code == 0, done.err
    assert "Account: 华北电网 → Harbour Bank" in done.out
    bank = next(one for one in Workspace.open(data).records(Account).values() if one.name == "Harbour Bank")
    assert deal(data).account == bank.id
    assert [event.field for event in Workspace.open(data).events(bank.id)] == ["amount", "account"]
    assert run("undo").code == 0
    assert deal(data).account != bank.id
