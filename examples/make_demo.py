"""Write the demo workspace that kamtui ships: `python examples/make_demo.py [FOLDER]`.

The tables beside it, in `demo_source/`, say what it tells; every run writes the same bytes. Records go in
by the same door as everybody's. A change is stamped with the moment it is made, so the past of two years is
written into the cards afterwards.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from demo_source.deals import tell_activities, tell_opportunities, tell_tasks
from demo_source.depth import tell_depth
from demo_source.orders import order_files
from demo_source.people import tell_accounts, tell_catalog, tell_contacts
from demo_source.reading import TODAY, rows
from demo_source.story import Story

from kamtui.store.files.storage import Database, RecordTable
from kamtui.store.records import Account
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

NAME = "演示工作区"
ANCHOR = "anchor.json"
"""Tells the day on which the demo is told; `kamtui --demo` moves every date by the days since then."""

SHARED = ("catalog.json", "targets.json", "private/people.json")
"""The files that hold records and belong to no account."""


def tell() -> tuple[Story, dict[str, Account]]:
    """Everything but the orders, and the accounts by key."""
    story = Story()
    tell_catalog(story)
    accounts = tell_accounts(story)
    login = {row["key"]: row["owner"].split()[-1].partition("@")[0] for row in rows("accounts")} | {"": "linziang"}
    contacts = tell_contacts(story, accounts, login)
    tell_opportunities(story, accounts, login)
    tell_activities(story, accounts, contacts, login)
    tell_tasks(story, accounts, contacts, login)
    tell_depth(story, accounts, contacts, login)
    return story, accounts


def write(root: Path) -> None:
    """Make the workspace in the empty folder `root`."""
    story, accounts = tell()
    workspace = Workspace.create(root, name=NAME)
    with workspace.change("demo") as change:
        for record in story.records:
            change.add(record)
        for month, lines in order_files(accounts).items():
            change.merge_orders(month, lines)
    for path in [*(root / name for name in SHARED), *sorted((root / "accounts").rglob("*.json"))]:
        backdate(path, story)
    (root / ANCHOR).write_text(json.dumps(TODAY.isoformat()) + "\n", encoding="utf-8")


def backdate(path: Path, story: Story) -> None:
    """Write into one file when its records were made and changed, and their events."""
    with Database(path) as database:
        tables = {name: _table(database, name) for name in sorted(database.tables())}
        for name, table in tables.items():
            table.apply({}, {key: story.stamps[name, key] for key in _keys(table)}, [])
        if path.parent.parent.name == "accounts":
            account = next(iter(_keys(tables["accounts"])), "") if "accounts" in tables else ""
            if past := {key: story.events[key] for key in story.events_of[account]}:
                _table(database, "events").apply(past, {}, [])


def _table(database: Database, name: str) -> RecordTable:
    table = database.table(name)
    assert isinstance(table, RecordTable)
    return table


def _keys(table: RecordTable) -> list[str]:
    return [str(document.doc_id) for document in table.all()]


def main(target: Path) -> None:
    """Put a new demo in the place of the one in `target`."""
    words.use("zh")
    if target.exists() and any(target.iterdir()) and not (target / ANCHOR).is_file():
        sys.exit(f"{target} holds something else than the demo")
    with TemporaryDirectory() as scratch:
        root = Path(scratch) / "demo"
        write(root)
        if target.exists():
            shutil.rmtree(target)
        kept = shutil.ignore_patterns(".kamtui", "*.lock")
        shutil.copytree(root, target, ignore=kept, copy_function=shutil.copyfile)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent / "demo")
