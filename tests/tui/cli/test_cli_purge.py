"""`kamtui purge`: archived records go for good, and nothing else does."""

from __future__ import annotations

import json
from pathlib import Path

from commands import Run

from kamtui.store.records import Account, Contact, Opportunity, Profile
from kamtui.store.workspace import Workspace


def every(workspace: Workspace) -> list[Account | Contact | Opportunity]:
    records = workspace.records
    return [*records(Account).values(), *records(Contact).values(), *records(Opportunity).values()]


def archive(root: Path, *names: str) -> None:
    workspace = Workspace.open(root)
    with workspace.change("archive") as change:
        for record in every(workspace):
            if record.name in names:
                change.set(record, archived=True)


def names(root: Path) -> set[str]:
    return {record.name for record in every(Workspace.open(root))}


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*") if path.is_file() and ".kamtui" not in path.parts
    }  # fmt: skip


ALL = {"华北电网", "Harbour Bank", "Old Mill", "王经理", "调度系统", "Laptops"}


def test_without_yes_archived_records_are_only_listed(run: Run, data: Path) -> None:
    before = files(data)
    told = run("purge")
    assert told.code == 0
    assert "Old Mill" in told.out
    assert "Harbour Bank" not in told.out
    assert "--yes" in told.err
    assert files(data) == before


def test_with_yes_they_are_gone_after_a_backup_and_undo_brings_them_back(run: Run, data: Path) -> None:
    before = files(data)
    assert run("purge", "--yes").code == 0
    assert names(data) == ALL - {"Old Mill"}
    assert not any(b"Old Mill" in said for said in files(data).values())
    assert [path for path in (data / ".kamtui" / "backups").iterdir() if path.name.endswith(".tar.gz")]
    assert run("undo").code == 0
    assert files(data) == before
    assert run("check").code == 0


def test_an_account_stays_while_something_in_it_is_not_archived(run: Run, data: Path) -> None:
    archive(data, "华北电网", "调度系统")
    told = json.loads(run("purge", "--yes", "--json").out)
    assert {one["name"] for one in told["going"]} == {"Old Mill", "调度系统"}
    assert [(one["name"], one["by"]) for one in told["kept"]] == [("华北电网", 1)]
    assert names(data) == ALL - {"Old Mill", "调度系统"}
    archive(data, "王经理")
    run("purge", "--yes")
    assert names(data) == {"Harbour Bank", "Laptops"}
    assert run("check").code == 0


def test_a_person_whom_a_deal_names_stays_until_the_deal_goes_with_its_history(run: Run, data: Path) -> None:
    workspace = Workspace.open(data)
    person = next(iter(workspace.records(Contact).values()))
    deal = next(deal for deal in workspace.records(Opportunity).values() if deal.name == "调度系统")
    with workspace.change("name") as change:
        change.set(deal, decisions={"purchase": {"contact": person.id}}, stage="design")
    archive(data, "王经理")
    assert "王经理" in run("purge", "contacts", "--yes").out
    assert "王经理" in names(data)
    archive(data, "调度系统")
    run("purge", "--yes")
    assert names(data) & {"王经理", "调度系统"} == set()
    assert not Workspace.open(data).events(person.account)


def test_the_personal_card_of_a_person_goes_too(run: Run, data: Path) -> None:
    workspace = Workspace.open(data)
    person = next(iter(workspace.records(Contact).values()))
    with workspace.change("card") as change:
        change.add(Profile(id=person.id, account=person.account))
    archive(data, "王经理")
    run("purge", "contacts", "--yes")
    assert not Workspace.open(data).profiles()


def test_of_another_kind_nothing_goes_and_read_only_changes_nothing(run: Run, data: Path) -> None:
    before = files(data)
    assert "no archived record" in run("purge", "contacts", "--yes").err
    assert run("--read-only", "purge", "--yes").code != 0
    assert files(data) == before
    assert not (data / ".kamtui" / "backups").exists()
