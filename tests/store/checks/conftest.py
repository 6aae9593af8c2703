"""What the tests of the checks share: a sound workspace, and ways to spoil its files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.store import checks
from kamtui.store.files.codec import Document
from kamtui.store.files.layout import encoder_of
from kamtui.store.records import Account, Activity, Competitor, Contact, Opportunity, Product, Rating, Salesperson, Task
from kamtui.store.workspace import Finding, Workspace

TODAY = dt.datetime.now(dt.UTC).date()


def record_id(number: int) -> str:
    return f"01K9ZZZZZZ00000000000000{number:02}"


LI, RIVAL, SWITCH, GRID, BANK, DEAL, WON, WANG, VISIT, CALL = map(record_id, range(1, 11))
FIRST, SECOND, THIRD = map(record_id, range(21, 24))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A sound workspace with a record of every kind, which nobody else can look into."""
    root = tmp_path / "w"
    workspace = Workspace.create(root)
    records = [
        Salesperson(id=LI, name="李雷"), Competitor(id=RIVAL, name="Rival"), Product(id=SWITCH, name="Switch",
        price=100),
        Account(id=GRID, name="华北电网", tier="A", owner=LI, founded=1999, external_ids={"crm": "7"}),
        Account(id=BANK, name="Harbour Bank", parent=GRID, revenue=500),
        Opportunity(id=DEAL, name="调度系统", account=GRID, stage="need", amount=300, owner=LI, products=(SWITCH,),
                    competitors=(RIVAL,), opened=TODAY - dt.timedelta(90), stage_since=TODAY,
                    close_date=TODAY + dt.timedelta(60)),
        Opportunity(id=WON, name="loose", status="won"),
        Contact(id=WANG, name="王经理", account=GRID, roles=("user",), attitude=Rating(value=1, source="visit")),
        Activity(id=VISIT, subject="visit", account=GRID, opportunity=DEAL, contacts=(WANG,), owner=LI, kind="visit",
                 date=TODAY),
        Task(id=CALL, title="call", account=GRID, opportunity=DEAL, contact=WANG, owner=LI, due=TODAY),
    ]  # fmt: skip
    with workspace.change("fill") as change:
        for record in records:
            change.add(record)
        lines = {
            FIRST: {"date": "2026-10-03", "account": GRID, "product": SWITCH, "owner": LI, "amount_e4": 10_000},
            SECOND: {"date": "2026-10-04", "customer": "甲", "amount_e4": -10_000},
        }
        change.merge_orders("2026-10", lines)
        change.merge_orders("undated", {THIRD: {"customer": "乙"}})
    workspace.close()
    return root


@pytest.fixture
def look(root: Path) -> Callable[..., list[Finding]]:
    """Run these checks, or all, on the workspace as it is on disk now."""

    def look(*names: str) -> list[Finding]:
        return checks.check(Workspace.open(root), names or checks.CHECKS, dt.datetime.now(dt.UTC))

    return look


@pytest.fixture
def spoil(root: Path) -> Callable[..., tuple[str, int]]:
    """Change fields of a record in its file behind kamtui's back; the file, and the line of the first field."""

    def spoil(record: str, **fields: Any) -> tuple[str, int]:
        name, document = next(found for found in documents(root) if any(record in table for table in found[1].values()))
        table = next(table for table in document.values() if record in table)
        table[record] |= fields
        (root / name).write_bytes(encoder_of(name)(document))
        lines = (root / name).read_text("utf-8").splitlines()
        start = next(number for number, line in enumerate(lines) if f'"{record}":' in line)
        return name, next(
            number for number, line in enumerate(lines, 1) if number > start and next(iter(fields)) in line
        )

    return spoil


def documents(root: Path) -> Iterator[tuple[str, Document]]:
    """Every data file of the workspace with its document."""
    for path in (*root.glob("accounts/*/*.json"), *root.glob("orders/*.json"), root / "catalog.json"):
        yield str(path.relative_to(root)), msgspec.json.decode(path.read_bytes())
