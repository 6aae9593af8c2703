"""A workspace whose accounts differ in everything that a column shows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.records import Account, Contact, Opportunity, Rating, Salesperson, Task
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
IDS = {name: f"01K9ZZZZZZ00000000000000{place:02}" for place, name in enumerate(("grid", "bank", "food", "port"), 1)}


@pytest.fixture
def today() -> dt.date:
    """The day on which it is looked at."""
    return TODAY


@pytest.fixture
def ids() -> dict[str, str]:
    """The accounts' ids by short names."""
    return IDS


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Four accounts: two with deals in yuan, one with a deal in euro, one with nothing."""
    made = Workspace.create(tmp_path / "w")
    with made.change("fill") as change:
        wang = change.add(Salesperson(name="王芳")).id
        zhao = change.add(Salesperson(name="赵敏")).id
        change.add(Account(id=IDS["grid"], name="华北电网", tier="A", region="华北", owner=zhao, employees=100))
        change.add(Account(id=IDS["bank"], name="工商银行", tier="B", region="华中", owner=wang, employees=2000))
        change.add(Account(id=IDS["food"], name="明日乳业"))
        change.add(Account(id=IDS["port"], name="Saltmere Port", tier="C", currency="EUR"))
        for name, account, amount, stage, odds, currency in (
            ("a", "grid", 100_000_00, "need", None, ""),  # 10 % of its stage
            ("b", "grid", 50_000_00, "evaluation", 90, "CNY"),  # pinned
            ("c", "bank", 400_000_00, "design", None, ""),  # 40 %
            ("d", "port", 10_000_00, "need", 50, "EUR"),
            ("e", "grid", None, "need", None, ""),
        ):
            change.add(
                Opportunity(
                    name=name, account=IDS[account], amount=amount, stage=stage, odds=odds, currency=currency,
                    next_step=f"step {name}" if name == "c" else "", tags=("x",),
                    next_date=dt.date(2026, 12, 1) if name == "c" else None, close_date=dt.date(2026, 12, 31),
                )
            )  # fmt: skip
        for name, day, amount in (
            ("w1", dt.date(2026, 1, 1), 7_000_00), ("w2", dt.date(2025, 12, 31), 900_00),
            ("w3", dt.date(2026, 4, 1), None), ("w4", None, 5_00), ("w5", dt.date(2026, 11, 2), 1_000_00),
        ):  # fmt: skip
            change.add(
                Opportunity(name=name, account=IDS["grid"], status="won", stage="need", amount=amount, close_date=day)
            )
        change.add(Task(title="call", account=IDS["grid"], due=dt.date(2026, 11, 30)))
        change.add(Task(title="done", account=IDS["grid"], due=dt.date(2026, 11, 1), done=TODAY))
        change.add(
            Contact(
                name="李", account=IDS["grid"], roles=("decider",), attitude=Rating(value=1), closeness=Rating(value=4)
            )
        )
        change.add(Contact(name="陈", account=IDS["bank"], influence=Rating(value=5), attitude=Rating(value=0)))
        change.add(Contact(name="周", account=IDS["food"], influence=Rating(value=2), attitude=Rating(value=2)))
    return made
