"""How long filters take on the largest workspace that is meant: printed with -s, not judged."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kamtui.store.filters import parse
from kamtui.store.records import Account, Opportunity, Record, Salesperson
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
ACCOUNTS, DEALS = 2_000, 20_000


R = TypeVar("R", bound=Record)


class Large(Workspace):
    """A workspace whose records were never on disk."""

    def __init__(self, root: Path) -> None:
        """Take the method and the settings of a new workspace, and make the records up."""
        self.__dict__.update(vars(Workspace.create(root)))
        accounts = [
            Account(
                id=f"a{n}",
                name=f"第{n}电网公司",
                tier="ABC"[n % 3],
                owner=f"s{n % 20}",
                industry=("电力", "银行")[n % 2],
            )
            for n in range(ACCOUNTS)
        ]
        deals = [
            Opportunity(
                id=f"d{n}", name=f"智能电表改造第{n}期", account=f"a{n % ACCOUNTS}", owner=f"s{n % 20}",
                amount=n * 10_000, stage=("need", "design", "evaluation")[n % 3], status=("open", "won", "lost")[n % 3],
                close_date=TODAY + dt.timedelta(days=n % 300 - 100), stage_since=TODAY - dt.timedelta(days=n % 60),
                next_step="寄报价", tags=("重点",),
            )
            for n in range(DEALS)
        ]  # fmt: skip
        people = [Salesperson(id=f"s{n}", name=f"王{n}") for n in range(20)]
        made: tuple[tuple[type[Record], list[Any]], ...] = (
            (Account, accounts), (Opportunity, deals), (Salesperson, people)
        )  # fmt: skip
        self.made = {kind: {one.id: one for one in records} for kind, records in made}

    def records(self, kind: type[R]) -> dict[str, R]:
        """What was made up, for kinds that were."""
        return self.made.get(kind, {})


@pytest.mark.parametrize(
    "text",
    [
        "hbdw",
        "智能 1期",
        "-xx",
        "stage:design amount>100万",
        "close<+30d",
        "is:stalled",
        "@王1",
        "tier:A no:competitor",
    ],
)
def test_twenty_thousand_deals_are_filtered_while_one_types(tmp_path: Path, text: str) -> None:
    workspace = Large(tmp_path / "w")
    deals = list(workspace.records(Opportunity).values())
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        made = parse(text, Opportunity, workspace, TODAY)
        found = sum(map(made.matches, deals))
        taken.append((time.perf_counter() - start) * 1000)
    print(f"{text}: {found} of {len(deals)}, first {taken[0]:.0f} ms, then {min(taken):.1f} ms")
    assert found < len(deals) or text == "-xx"
