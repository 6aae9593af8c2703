"""Two records that are one become one: nothing of the loser is lost, and one step takes it back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.records import Account, Activity, Contact, Opportunity, OrderLine, Promise, Target, Task
from kamtui.store.tidy import likely_accounts, likely_people, merge_accounts, merge_people
from kamtui.store.workspace import Workspace


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*.json") if ".kamtui" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two accounts that are one, with records of every kind around the second, and a daughter of it."""
    made = Workspace.create(tmp_path / "w")
    with made.change("fill") as change:
        change.add(Account(name="华北电网", tier="A", tags=("vip",)))
        two = change.add(
            Account(name="华北电网有限公司", region="华北", tier="B", tags=("old",), external_ids={"erp": "7"})
        )
        change.add(Account(name="Daughter", parent=two.id))
        li = change.add(Contact(name="李强", account=two.id))
        change.add(Opportunity(name="deal", account=two.id, amount=5))
        change.add(Activity(subject="visit", account=two.id, contacts=(li.id,), date=dt.date(2026, 1, 1)))
        change.add(Task(title="call", account=two.id, contact=li.id))
        change.add(Promise(title="reply", account=two.id))
        change.add(Target(name="t", period="2026", customer=two.id))
        line = {"account": two.id, "amount_e4": 10_000, "date": "2026-01-02"}
        change.merge_orders("2026-01", {"01K9ZZZZZZ0000000000000001": line})
    with made.change("advance") as change:
        (deal,) = made.of_account(Opportunity, two.id)
        change.set(deal, amount=9)
    return made


def named(workspace: Workspace, name: str) -> Account:
    return next(each for each in workspace.records(Account).values() if each.name == name)


def test_everything_of_the_loser_moves_and_its_name_stays(workspace: Workspace) -> None:
    winner, loser = named(workspace, "华北电网"), named(workspace, "华北电网有限公司")
    before = files(workspace.root)
    merge_accounts(workspace, winner, loser)
    again = Workspace.open(workspace.root)
    assert not again.findings
    merged = again.records(Account)[winner.id]
    assert (merged.tier, merged.region, merged.tags) == ("A", "华北", ("vip", "old"))
    assert (merged.aliases, merged.external_ids) == (("华北电网有限公司",), {"erp": "7"})
    assert loser.id not in again.records(Account)
    for kind in (Contact, Opportunity, Task, Promise):
        assert len(again.of_account(kind, winner.id)) == 1
    assert len(again.activities(winner.id)) == 1
    assert {event.field for event in again.events(winner.id)} >= {"amount", "merged"}
    assert {record.account for record in again.records(OrderLine).values()} == {winner.id}
    assert {record.customer for record in again.records(Target).values()} == {winner.id}
    assert named(again, "Daughter").parent == winner.id
    workspace.undo()
    assert files(workspace.root) == before


def test_people_become_one_and_what_points_to_them_follows(workspace: Workspace) -> None:
    account = named(workspace, "华北电网有限公司")
    (old,) = workspace.of_account(Contact, account.id)
    with workspace.change("add") as change:
        new = change.add(Contact(name="李强", account=account.id, mobile="138"))
    before = files(workspace.root)
    merge_people(workspace, new, old)
    (left,) = workspace.of_account(Contact, account.id)
    assert (left.id, left.mobile) == (new.id, "138")
    assert workspace.activities(account.id)[0].contacts == (new.id,)
    assert workspace.of_account(Task, account.id)[0].contact == new.id
    workspace.undo()
    assert files(workspace.root) == before


def test_one_record_is_not_merged_with_itself(workspace: Workspace) -> None:
    one = named(workspace, "华北电网")
    with pytest.raises(ValueError, match="same"):
        merge_accounts(workspace, one, one)


def test_likely_accounts_are_offered_unless_something_forbids_it() -> None:
    def account(number: int, name: str, **fields: str) -> Account:
        return Account(id=f"01K9ZZZZZZ00000000000000{number:02}", name=name, website=fields.get("website", ""))

    accounts = [
        account(1, "华北电网"),
        account(2, "华北电网有限公司"),
        account(3, "中铁一局"),
        account(4, "中铁二局"),
        account(5, "Acme", website="https://www.acme.com/shop"),
        account(6, "Other", website="acme.com"),
    ]
    found = {(pair.first[-1], pair.second[-1], pair.why) for pair in likely_accounts(accounts)}
    assert found == {("1", "2", "same-name"), ("5", "6", "website")}


def test_likely_people_share_a_mail_a_mobile_or_a_name_at_one_account() -> None:
    def person(number: int, name: str, account: str, mobile: str = "", email: str = "") -> Contact:
        return Contact(
            id=f"01K9ZZZZZZ00000000000000{number:02}", name=name, account=account, mobile=mobile, email=email
        )

    people = [
        person(1, "A", "x", "138-0000"),
        person(2, "B", "y", "1380000"),
        person(3, "C", "x", email="c@x.com"),
        person(4, "D", "y", email="C@x.com"),
        person(5, "E", "x"),
        person(6, "E", "x"),
        person(7, "E", "y"),
    ]
    found = {(pair.first[-1], pair.second[-1], pair.why) for pair in likely_people(people)}
    assert found == {("1", "2", "phone"), ("3", "4", "mail"), ("5", "6", "name-and-account")}
