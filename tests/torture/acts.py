"""What people do while something breaks: each action with the workspace it needs, and what a person sees of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from kamtui.cli.backup import pack
from kamtui.store.checks.repair import repair
from kamtui.store.files.layout import card_name
from kamtui.store.files.locks import Locks
from kamtui.store.records import Account, Competitor, Contact
from kamtui.store.sync import SyncError, absorb
from kamtui.store.text.slugs import slug
from kamtui.store.workspace import Finding, Workspace

LINE = "01K0000000000000000000{:04}"
ACME = "01K9ZZZZZZACME0000000000ZZ"
CARD = card_name(slug("Acme", ACME))
"""The file of the first account."""
BACKUP = Path(".kamtui", "backups", "all.tar.gz")
COPY = CARD.removesuffix(".json") + ".sync-conflict-20261102-081500-ABCDEFG.json"


class Act(NamedTuple):
    """Something that a person does."""

    do: Callable[[Workspace], object]
    prepare: Callable[[Workspace], object] = lambda _: None
    """What the workspace needs before."""
    heal: Callable[[Workspace], object] = lambda _: None
    """What a person does again after it was cut off, where that is how it goes on."""


def named(workspace: Workspace, name: str) -> Account:
    """The account of this name."""
    return next(account for account in workspace.records(Account).values() if account.name == name)


def li(workspace: Workspace) -> Contact:
    """The person of the template."""
    return next(iter(workspace.records(Contact).values()))


def template(root: Path) -> Workspace:
    """A workspace with two accounts, a person, one month, one step that is done and one that is undone."""
    workspace = Workspace.create(root)
    with workspace.change("Start") as change:
        acme = change.add(Account(id=ACME, name="Acme", tags=("x",)))
        change.add(Account(name="Bolt"))
        change.add(Contact(name="Li", account=acme.id))
        change.merge_orders("2026-10", {LINE.format(7): {"amount_e4": 1, "date": "2026-10-07"}})
    for tier in ("B", "C"):
        with workspace.change("Rate") as change:
            change.set(named(workspace, "Acme"), tier=tier)
            change.set(named(workspace, "Bolt"), tier=tier)
    workspace.undo()
    return workspace


def state(workspace: Workspace) -> dict[str, Any]:
    """What a person would see."""
    accounts = workspace.records(Account)
    return {
        "accounts": {one.name: (one.tier, one.industry, one.phone) for one in accounts.values()},
        "people": sorted(
            (one.name, one.title, accounts[one.account].name) for one in workspace.records(Contact).values()
        ),
        "rivals": sorted(rival.name for rival in workspace.records(Competitor).values()),
        "events": sorted(str((event.field, event.new)) for key in accounts for event in workspace.events(key)),
        "orders": {month: workspace.order_documents(month) for month in workspace.order_months()},
    }


def one_field(workspace: Workspace) -> None:
    """A field of one card."""
    with workspace.change("Rate") as change:
        change.set(named(workspace, "Acme"), tier="A")


def two_cards(workspace: Workspace) -> None:
    """Two cards and the catalog in one step."""
    with workspace.change("Rate both") as change:
        change.set(named(workspace, "Acme"), tier="A")
        change.set(named(workspace, "Bolt"), tier="A")
        change.add(Competitor(name="Rival"))


def add(workspace: Workspace) -> None:
    """A new card with a person in it."""
    with workspace.change("Add") as change:
        account = change.add(Account(name="Cobalt"))
        change.add(Contact(name="Wu", account=account.id))


def move(workspace: Workspace) -> None:
    """A person goes to another account."""
    with workspace.change("Move") as change:
        change.move(li(workspace), named(workspace, "Bolt").id, title="CEO")


def remove(workspace: Workspace) -> None:
    """A person is taken out."""
    with workspace.change("Remove") as change:
        change.remove(li(workspace))


def bulk_import(workspace: Workspace) -> None:
    """Two months of orders and more cards than are flushed one by one."""
    with workspace.change("Import", via="import") as change:
        for month in ("2026-10", "2026-11"):
            change.merge_orders(month, {LINE.format(n): {"amount_e4": n, "date": f"{month}-07"} for n in range(10)})
        for n in range(34):
            account = change.add(Account(name=f"New {n}"))
            change.add(Contact(name=f"Person {n}", account=account.id))


def order_merge(workspace: Workspace) -> None:
    """One month changed, one new, one taken away."""
    with workspace.change("Orders", via="import") as change:
        change.merge_orders("2026-10", {}, gone={LINE.format(7)})
        change.merge_orders("2026-12", {LINE.format(8): {"amount_e4": 3, "date": "2026-12-01"}})


def with_copy(workspace: Workspace) -> None:
    """A sync tool has left a conflict copy of a card beside it."""
    document = json.loads((workspace.root / CARD).read_bytes())
    document["accounts"][ACME]["phone"] = "110"
    (workspace.root / COPY).write_bytes(json.dumps(document).encode())


def absorb_copy(workspace: Workspace) -> None:
    """Merge the conflict copy, where it still lies about."""
    with suppress(SyncError):
        absorb(workspace.root, COPY)


def back_up(workspace: Workspace) -> None:
    """Pack everything into one file."""
    with Locks(workspace.root / ".kamtui" / "locks").everything():
        pack(workspace.root, workspace.root / BACKUP, private=True)


def with_strays(workspace: Workspace) -> None:
    """Order lines in the file of a wrong month, and a card in another spelling."""
    path = workspace.root / "orders" / "2026-10.json"
    document = json.loads(path.read_bytes())
    document["orders"][LINE.format(9)] = {"amount_e4": 5, "date": "2026-11-02"}
    path.write_bytes(json.dumps(document).encode())
    card = workspace.root / CARD
    card.write_bytes(json.dumps(json.loads(card.read_bytes()), indent=7).encode())


def fix(workspace: Workspace) -> None:
    """What `kamtui check --fix` does with what it has found."""
    assert repair(workspace, [Finding("wrong_month", "orders/2026-10.json"), Finding("spelling", CARD)])


ACTS: dict[str, Act] = {
    "one field": Act(one_field),
    "two cards": Act(two_cards),
    "add": Act(add),
    "move": Act(move),
    "remove": Act(remove),
    "undo": Act(Workspace.undo),
    "redo": Act(Workspace.redo),
    "order merge": Act(order_merge),
    "import": Act(bulk_import),
    "absorb": Act(absorb_copy, prepare=with_copy, heal=absorb_copy),
    "backup": Act(back_up),
    "check --fix": Act(fix, prepare=with_strays),
    "close": Act(Workspace.close),
}
"""Everything that writes, by name."""
