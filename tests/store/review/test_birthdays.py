"""Birthdays stand on the agenda a month ahead; wedding days only where the workspace has a purpose for them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.figures.agenda import next_day
from kamtui.store.records import Account, Contact, PersonalAnswer, Profile
from kamtui.store.review.dues import counts, dues
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 12, 20)


@pytest.mark.parametrize(
    ("said", "day"),
    [("1970-12-20", dt.date(2026, 12, 20)), ("12-19", dt.date(2027, 12, 19)), ("02-29", dt.date(2027, 2, 28)),
     ("02-30", None), ("", None)],
)  # fmt: skip
def test_a_birthday_comes_every_year(said: str, day: dt.date | None) -> None:
    assert next_day(said, TODAY) == day


def test_birthdays_of_the_next_month_are_due_and_wedding_days_need_a_purpose(tmp_path: Path) -> None:
    root = tmp_path / "work"
    made = Workspace.create(root)
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid", key=False))
        ann = change.add(Contact(name="Ann", account=grid.id, birthday="1970-01-05"))
        change.add(Contact(name="Bob", account=grid.id, birthday="06-05"))
        change.add(Contact(name="Gone", account=grid.id, birthday="12-24", left=TODAY))
        change.add(Profile(id=ann.id, account=grid.id, answers={"wedding-day": PersonalAnswer(answer="1999-12-24")}))
    assert [(due.kind, due.text, due.day) for due in dues(made, TODAY)] == [("birthday", "Ann", dt.date(2027, 1, 5))]
    assert counts(made, dt.date(2027, 1, 5)) == (0, 0)
    config = root / "kamtui.yaml"
    config.write_text(config.read_text("utf-8") + "sensitive_purpose: greetings\n", "utf-8")
    again = Workspace.open(root)
    assert [due.kind for due in dues(again, TODAY, sensitive=True)] == ["anniversary", "birthday"]
    assert [due.kind for due in dues(again, TODAY)] == ["birthday"]
