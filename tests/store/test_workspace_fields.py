"""Every field can be changed, whatever spelling it has in the file, and only to what fits it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kamtui.store.records import Account, Contact, Opportunity, Rating, Record
from kamtui.store.workspace import Workspace

R = TypeVar("R", bound=Record)
NOBODY = "01K0000000000000000000NNNN"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one account, one person and one deal."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        account = change.add(Account(name="华北电网", tags=("电力", "国企"), location="北京"))
        change.add(Contact(name="李建国", account=account.id, attitude=Rating(value=1, source="拜访")))
        change.add(Opportunity(name="继电保护", account=account.id, stage="need", amount=120_000_000))
    return workspace


def only(workspace: Workspace, kind: type[R]) -> R:
    """The one record of its kind."""
    (record,) = workspace.records(kind).values()
    return record


def card(workspace: Workspace) -> Path:
    """The one card's file."""
    (path,) = (workspace.root / "accounts").rglob("*.json")
    return path


def test_a_list_is_changed(workspace: Workspace) -> None:
    with workspace.change("Tag") as change:
        change.set(only(workspace, Account), tags=("电力",))
    assert only(Workspace.open(workspace.root), Account).tags == ("电力",)


def test_a_list_is_emptied_and_leaves_the_file(workspace: Workspace) -> None:
    with workspace.change("Tag") as change:
        change.set(only(workspace, Account), tags=())
    assert "tags" not in card(workspace).read_text()


def test_a_rating_is_changed(workspace: Workspace) -> None:
    with workspace.change("Rate") as change:
        change.set(only(workspace, Contact), attitude=Rating(value=2, date=dt.date(2026, 11, 23)))
    assert only(Workspace.open(workspace.root), Contact).attitude == Rating(value=2, date=dt.date(2026, 11, 23))


@pytest.mark.parametrize("spelling", ['"confidence": null,', '"note": "from a newer version",'])
def test_a_rating_with_keys_that_we_would_not_write_is_changed(workspace: Workspace, spelling: str) -> None:
    text = card(workspace).read_text()
    card(workspace).write_text(text.replace('"source": "拜访"', f'{spelling} "source": "拜访"'))
    workspace = Workspace.open(workspace.root)
    with workspace.change("Rate") as change:
        change.set(only(workspace, Contact), attitude=Rating(value=-2))
    assert only(workspace, Contact).attitude.value == -2


def test_a_default_that_is_spelled_out_is_changed(workspace: Workspace) -> None:
    text = card(workspace).read_text()
    card(workspace).write_text(text.replace('"name": "继电保护"', '"name": "继电保护", "status": "open"'))
    workspace = Workspace.open(workspace.root)
    with workspace.change("Win") as change:
        change.set(only(workspace, Opportunity), status="won", close_date=dt.date(2026, 11, 23))
    assert only(workspace, Opportunity).status == "won"


def test_a_value_of_the_wrong_type_is_refused_before_it_hides_the_record(workspace: Workspace) -> None:
    wrong: Any = "last year"
    with pytest.raises((TypeError, ValueError)), workspace.change("Found") as change:
        change.set(only(workspace, Account), founded=wrong)
    assert only(Workspace.open(workspace.root), Account).founded is None


def test_a_record_does_not_change_its_account_by_a_field(workspace: Workspace) -> None:
    with pytest.raises((TypeError, ValueError)), workspace.change("Move") as change:
        change.set(only(workspace, Contact), account="")
    assert '"account"' not in card(workspace).read_text()
