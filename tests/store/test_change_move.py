"""A record that goes to another account takes everything along: its id, its history, and what we do not know of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.records import Account, Activity, Contact, Opportunity, Record, Task
from kamtui.store.workspace import ChangedElsewhereError, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two accounts; the first has one record of each kind, and its deal a history."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        grid = change.add(Account(name="华北电网"))
        change.add(Account(name="远洋银行"))
        change.add(Contact(name="李建国", account=grid.id))
        change.add(Opportunity(name="继电保护", account=grid.id, stage="need", amount=120_000_000))
        change.add(Activity(subject="拜访", account=grid.id))
        change.add(Task(title="报价", account=grid.id))
    with workspace.change("Progress") as change:
        change.set(one(workspace, Opportunity), stage="evaluation")
        change.set(one(workspace, Account, "华北电网"), tier="A")
    return workspace


def one(workspace: Workspace, kind: type[Record], name: str = "") -> Any:
    (found,) = [
        record for record in workspace.records(kind).values() if not name or getattr(record, "name", "") == name
    ]
    return found


def card(workspace: Workspace, account: str) -> dict[str, Any]:
    """What the card of the account with this id says."""
    for path in (workspace.root / "accounts").rglob("*.json"):
        document: dict[str, Any] = json.loads(path.read_text("utf-8"))
        if account in document.get("accounts", {}) or (not account and path.stem == "unassigned"):
            return document
    return {}


@pytest.mark.parametrize("kind", [Contact, Opportunity, Activity, Task])
def test_a_record_keeps_its_id_and_when_it_was_made(workspace: Workspace, kind: type[Record]) -> None:
    grid, bank, before = one(workspace, Account, "华北电网"), one(workspace, Account, "远洋银行"), one(workspace, kind)
    with workspace.change("Move") as change:
        change.move(before, bank.id)
    after = one(Workspace.open(workspace.root), kind)
    assert (after.id, after.created, after.account) == (before.id, before.created, bank.id)
    assert kind.table not in card(workspace, grid.id)
    assert after == one(workspace, kind)


def test_its_history_goes_with_it_and_one_event_says_where_it_came_from(workspace: Workspace) -> None:
    grid, bank, deal = (
        one(workspace, Account, "华北电网"),
        one(workspace, Account, "远洋银行"),
        one(workspace, Opportunity),
    )
    with workspace.change("Move", via="import") as change:
        change.move(deal, bank.id, "wrong account", amount=5)
    assert [(event.field, event.old, event.new) for event in workspace.events(bank.id)[:1]] == [
        ("stage", "need", "evaluation")
    ]
    later = {event.field: event for event in workspace.events(bank.id)[1:]}
    assert set(later) == {"account", "amount"}
    assert (later["account"].old, later["account"].new) == (grid.id, bank.id)
    assert (later["account"].reason, later["account"].via, later["account"].record) == (
        "wrong account", "import", deal.id,
    )  # fmt: skip
    assert (later["amount"].old, later["amount"].new) == (120_000_000, 5)
    assert [event.field for event in workspace.events(grid.id)] == ["tier"], "the account's own history stays"


def test_keys_that_this_version_does_not_know_go_with_it(workspace: Workspace) -> None:
    bank = one(workspace, Account, "远洋银行")
    path = next(p for p in (workspace.root / "accounts").rglob("*.json") if "继电保护" in p.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace('"stage": "evaluation"', '"stage": "evaluation", "weight": 1.10'))
    workspace.refresh()
    reopened = Workspace.open(workspace.root)
    with reopened.change("Move") as change:
        change.move(one(reopened, Opportunity), bank.id, next_step="call")
    (deal,) = card(reopened, bank.id)["opportunities"].values()
    assert (deal["weight"], deal["next_step"], deal["stage"]) == (1.1, "call", "evaluation")
    assert '"weight": 1.10' in next(
        p.read_text("utf-8") for p in (workspace.root / "accounts").rglob("*.json") if bank.id in p.read_text("utf-8")
    )


def test_a_record_can_lose_its_account_and_get_one_again(workspace: Workspace) -> None:
    grid = one(workspace, Account, "华北电网")
    with workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), "")
    assert workspace.of_account(Opportunity, "") == (one(workspace, Opportunity),)
    with workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), grid.id)
    assert [deal.account for deal in workspace.of_account(Opportunity, grid.id)] == [grid.id]
    assert card(workspace, "") == {}


def test_a_record_can_go_to_an_account_made_in_the_same_change(workspace: Workspace) -> None:
    with workspace.change("Move") as change:
        new = change.add(Account(name="新客户"))
        change.move(one(workspace, Opportunity), new.id)
    assert one(workspace, Opportunity).account == new.id


def test_to_the_account_where_it_is_only_the_fields_change(workspace: Workspace) -> None:
    grid = one(workspace, Account, "华北电网")
    with workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), grid.id, next_step="call")
    assert one(workspace, Opportunity).next_step == "call"
    assert {event.field for event in workspace.events(grid.id)} == {"stage", "tier"}


def test_undo_brings_it_back_with_its_history(workspace: Workspace) -> None:
    grid, bank = one(workspace, Account, "华北电网"), one(workspace, Account, "远洋银行")
    before = card(workspace, grid.id), card(workspace, bank.id)
    with workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), bank.id, amount=5)
    workspace.undo()
    assert (card(workspace, grid.id), card(workspace, bank.id)) == before


def test_the_same_field_changed_by_someone_else_is_asked_about(workspace: Workspace) -> None:
    bank, other = one(workspace, Account, "远洋银行"), Workspace.open(workspace.root)
    with other.change("Amount") as change:
        change.set(one(other, Opportunity), amount=7)
    before = card(workspace, bank.id)
    with pytest.raises(ChangedElsewhereError) as raised, workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), bank.id, amount=5)
    (clash,) = raised.value.conflicts
    assert (clash.field, clash.mine, clash.theirs) == ("amount", 5, 7)
    assert card(workspace, bank.id) == before


def test_another_field_changed_by_someone_else_goes_with_it(workspace: Workspace) -> None:
    bank, other = one(workspace, Account, "远洋银行"), Workspace.open(workspace.root)
    with other.change("Amount") as change:
        change.set(one(other, Opportunity), amount=7)
    with workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), bank.id)
    assert (one(workspace, Opportunity).amount, one(workspace, Opportunity).account) == (7, bank.id)


def test_a_record_that_someone_else_has_moved_clashes_as_a_whole(workspace: Workspace) -> None:
    bank, other = one(workspace, Account, "远洋银行"), Workspace.open(workspace.root)
    with other.change("Move") as change:
        change.move(one(other, Opportunity), "")
    with pytest.raises(ChangedElsewhereError) as raised, workspace.change("Move") as change:
        change.move(one(workspace, Opportunity), bank.id)
    assert [(clash.field, clash.theirs) for clash in raised.value.conflicts] == [("", None)]
    assert one(workspace, Opportunity).account == ""


def test_an_unknown_account_is_refused_and_nothing_is_written(workspace: Workspace) -> None:
    before = one(workspace, Opportunity)
    with pytest.raises(LookupError), workspace.change("Move") as change:
        change.move(before, "01K0000000000000000000NNNN")
    assert one(Workspace.open(workspace.root), Opportunity) == before
