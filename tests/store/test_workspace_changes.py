"""A change writes just what a person changed, on top of what others wrote meanwhile, and nothing where it clashes."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kamtui.store.files.ids import is_id
from kamtui.store.files.locks import user
from kamtui.store.records import Account, Activity, Competitor, Contact, Opportunity, Rating, Record, Task
from kamtui.store.workspace import ChangedElsewhereError, Workspace

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


def everything(root: Path) -> dict[str, tuple[bytes, int]]:
    """Each file of the data with the moment at which it was written."""
    files = [path for path in root.rglob("*") if path.is_file() and ".kamtui" not in path.parts]
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def steps(root: Path) -> list[str]:
    """Everything in the journal."""
    return sorted(str(path) for path in (root / ".kamtui" / "journal").rglob("*"))


def test_another_field_of_the_same_record_is_kept(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    with other.change("Move") as change:
        change.set(only(other, Account), location="天津")
    with workspace.change("Rate") as change:
        change.set(only(workspace, Account), tier="A")
    account = only(Workspace.open(workspace.root), Account)
    assert (account.location, account.tier) == ("天津", "A")
    assert only(workspace, Account).location == "天津"


def test_the_same_field_is_asked_about_and_nothing_is_written(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    with other.change("Move") as change:
        change.set(only(other, Account), location="天津")
    before, journal = everything(workspace.root), steps(workspace.root)

    def move_and_rate() -> None:
        with workspace.change("Move and rate") as change:
            change.set(only(workspace, Account), location="上海", tier="A")
            change.set(only(workspace, Opportunity), amount=1)
            change.add(Competitor(name="Rival"))

    with pytest.raises(ChangedElsewhereError) as raised:
        move_and_rate()
    (clash,) = raised.value.conflicts
    assert (clash.field, clash.mine, clash.theirs) == ("location", "上海", "天津")
    assert (clash.updated_by, clash.updated[:2]) == (user(), "20")
    assert clash.record.id == only(workspace, Account).id
    assert everything(workspace.root) == before
    assert steps(workspace.root) == journal
    assert only(workspace, Account).location == "天津", "what the other wrote is shown at once"


def test_the_same_value_from_both_is_no_clash(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    for each in (other, workspace):
        with each.change("Move") as change:
            change.set(only(each, Account), location="天津")
    assert only(workspace, Account).location == "天津"


def test_a_record_that_is_gone_clashes_as_a_whole(workspace: Workspace) -> None:
    other = Workspace.open(workspace.root)
    with other.change("Remove") as change:
        change.remove(only(other, Contact))
    with pytest.raises(ChangedElsewhereError) as raised, workspace.change("Name") as change:
        change.set(only(workspace, Contact), title="主任")
    (clash,) = raised.value.conflicts
    assert (clash.field, clash.theirs) == ("", None)


def test_a_change_that_changes_nothing_touches_nothing(workspace: Workspace) -> None:
    before, journal = everything(workspace.root), steps(workspace.root)
    account = only(workspace, Account)
    with workspace.change("Same") as change:
        change.set(account, location="北京", tags=("电力", "国企"))
    with workspace.change("Nothing"):
        pass
    assert everything(workspace.root) == before
    assert steps(workspace.root) == journal


def test_a_block_that_fails_or_is_abandoned_writes_nothing(workspace: Workspace) -> None:
    before, journal = everything(workspace.root), steps(workspace.root)

    def fail() -> None:
        with workspace.change("Fail") as change:
            change.set(only(workspace, Account), tier="A")
            change.merge_orders("2026-11", {NOBODY: {"amount_e4": 1}})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with workspace.change("Dry run") as change:
        change.set(only(workspace, Account), tier="A")
        assert change.merge_orders("2026-11", {NOBODY: {"amount_e4": 1}}).new == 1
        change.abandon()
    assert everything(workspace.root) == before
    assert steps(workspace.root) == journal


def test_one_changed_field_changes_its_line_and_the_stamps(workspace: Workspace) -> None:
    text = card(workspace).read_text().replace('"updated": "20', '"updated": "19')
    card(workspace).write_text(text.replace('"updated_by": "', '"updated_by": "other '))
    commit(workspace.root)
    workspace = Workspace.open(workspace.root)
    with workspace.change("Move") as change:
        change.set(only(workspace, Account), location="天津")
    assert changed_fields(workspace.root) == ["location", "updated", "updated_by"]


def test_a_tracked_field_adds_its_event_and_nothing_else(workspace: Workspace) -> None:
    with workspace.change("Rate") as change:
        change.set(only(workspace, Account), tier="B")
    commit(workspace.root)
    with workspace.change("Rate") as change:
        change.set(only(workspace, Account), tier="A")
    fields = [field for field in changed_fields(workspace.root) if not is_id(field) and field != "updated"]
    assert sorted(fields) == ["at", "by", "field", "kind", "new", "old", "record", "tier"]


def test_what_this_version_does_not_know_survives_as_it_was(workspace: Workspace) -> None:
    extra = (
        '"zz_unknown": {"any": {"big": 123456789012345678901234567890, "deep": [[{"价": 1.10}], 1e5, -0.0],\n'
        '"text": "\\u534e\\n\\"\\ud83d\\udcc8"}}\n}'
    )
    text = card(workspace).read_text().rstrip().removesuffix("}").rstrip() + ",\n" + extra
    text = text.replace('"location": "北京",', '"location": "北京", "zz_field": [1.50, null, {}],')
    card(workspace).write_text(text)
    known = exactly(text)
    workspace = Workspace.open(workspace.root)
    assert workspace.findings == []
    with workspace.change("Move") as change:
        change.set(only(workspace, Account), location="天津")
    account = only(workspace, Account).id
    known["accounts"][account] |= {"location": "天津"}
    now = exactly(card(workspace).read_text())
    for document in (known, now):
        del document["accounts"][account]["updated"]
    assert now == known
    assert "1.10" in card(workspace).read_text()
    assert "华" in card(workspace).read_text()


def test_an_unknown_account_is_named_in_the_error(workspace: Workspace) -> None:
    before = everything(workspace.root)
    for record in (Contact(name="王", account=NOBODY), Opportunity(name="X", account=NOBODY)):
        with pytest.raises(LookupError, match=NOBODY) as raised, workspace.change("Add") as change:
            change.add(record)
        assert str(raised.value).strip("'") != NOBODY, "an id alone says nothing to a person"
    assert everything(workspace.root) == before


def test_what_has_no_account_is_kept_in_the_unassigned_card(workspace: Workspace) -> None:
    with workspace.change("Import", via="import") as change:
        deal = change.add(Opportunity(name="Nobody's"))
        person = change.add(Contact(name="Lost"))
        change.add(Task(title="Find out"))
        change.add(Activity(subject="Call", date=dt.date(2026, 11, 1)))
    assert (workspace.root / "accounts" / "u" / "unassigned.json").is_file()
    opened = Workspace.open(workspace.root)
    assert opened.findings == []
    for each in (workspace, opened):
        assert [record.name for record in each.of_account(Opportunity, "")] == ["Nobody's"]
        assert each.get(Opportunity, deal.id) == deal
        assert each.get(Contact, person.id) == person
        assert [record.title for record in each.of_account(Task, "")] == ["Find out"]
        assert [record.subject for record in each.activities("")] == ["Call"]
    with opened.change("Win") as change:
        change.set(deal, status="won")
    assert [event.new for event in opened.events("")] == ["won"]


def test_an_account_and_its_people_come_in_one_change(workspace: Workspace) -> None:
    with workspace.change("Add") as change:
        account = change.add(Account(name="Acme & Söhne"))
        change.add(Contact(name="Ada", account=account.id))
    assert [person.name for person in workspace.of_account(Contact, account.id)] == ["Ada"]
    assert account.slug.isascii()
    assert (workspace.root / "accounts" / account.slug[0] / f"{account.slug}.json").is_file()


def test_removing_the_last_record_removes_the_card(workspace: Workspace) -> None:
    path = card(workspace)
    with workspace.change("Remove") as change:
        for kind in (Opportunity, Contact, Account):
            change.remove(only(workspace, kind))
    assert not path.exists()
    assert workspace.records(Account) == {}
    assert workspace.undo()
    assert only(workspace, Account).name == "华北电网"


def test_order_lines_merged_twice_in_one_change_are_all_kept(workspace: Workspace) -> None:
    with workspace.change("Import", via="import") as change:
        for n in range(3):
            change.merge_orders("2026-11", {f"01K000000000000000000000{n:02}": {"amount_e4": n}})
    assert len(workspace.order_documents("2026-11")) == 3
    assert [path.name for path in (workspace.root / "orders").iterdir()] == ["2026-11.json"]


def test_events_say_old_new_when_who_how_and_why_for_tracked_fields_only(workspace: Workspace) -> None:
    before = dt.datetime.now(dt.UTC).replace(microsecond=0)
    with workspace.change("Progress", via="tui") as change:
        deal = only(workspace, Opportunity)
        change.set(deal, reason="tender is out", stage="evaluation", amount=None, next_step="call")
        change.set(only(workspace, Contact), attitude=Rating(value=2))
    events = workspace.events(only(workspace, Account).id)
    assert {(event.kind, event.field, str(event.old), str(event.new), event.reason) for event in events} == {
        ("opportunities", "stage", "need", "evaluation", "tender is out"),
        ("opportunities", "amount", "120000000", "None", "tender is out"),
        ("contacts", "attitude", "{'source': '拜访', 'value': 1}", "{'value': 2}", ""),
    }
    for event in events:
        assert event.via == "tui"
        assert event.by == only(workspace, Account).updated_by
        assert before <= event.at <= dt.datetime.now(dt.UTC)
        assert event.record in (deal.id, only(workspace, Contact).id)


def exactly(text: str) -> Any:
    """What JSON says, its numbers as they are written."""
    return json.loads(text, parse_float=lambda number: f"float {number}", parse_int=lambda number: f"int {number}")


def git(root: Path, *args: str) -> str:
    """What git prints."""
    who = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", *who, *args], cwd=root, capture_output=True, text=True, check=True).stdout


def commit(root: Path) -> None:
    """Keep all in git as it is now."""
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "as it was")


def changed_fields(root: Path) -> list[str]:
    """The fields of the lines that `git diff` shows as gone and as new."""
    lines = [line for line in git(root, "diff", "-U0").splitlines() if not line.startswith(("+++", "---"))]
    fields = [[line[1:].split('"')[1] for line in lines if line[0] == sign and '"' in line] for sign in "-+"]
    assert set(fields[0]) <= set(fields[1])
    return fields[1]
