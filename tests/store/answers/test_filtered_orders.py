"""Order files behind a filter are read again when what the filter rests on is another, and only those that changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from workbench import BANK, FOOD, GRID, METER, METERS, RIVAL, TODAY, WANG, make, sell, small

from kamtui.store.answers import Question, ask
from kamtui.store.files.loader import read_bytes
from kamtui.store.records import Account, Competitor, Opportunity, Product, Record, Salesperson
from kamtui.store.workspace import Workspace

MONTHS = ["2025-03", "2026-03", "2026-05"]
Asked = Callable[[str], int]
"""The sales that a filter lets pass, in the main unit."""


@pytest.fixture
def sold(tmp_path: Path) -> Workspace:
    """The small workspace with orders of three accounts in three months."""
    workspace = make(tmp_path / "work", small())
    north = {"region": "华北"}
    sell(workspace, [(GRID, "2025-03-05", 200, north), (BANK, "2026-03-05", 30, {}), (FOOD, "2026-05-06", 4, {})])
    return workspace


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The months whose order files have been read."""
    months: list[str] = []

    def counted(path: Path, name: str) -> bytes | None:
        months.append(name)
        return read_bytes(path, name)

    monkeypatch.setattr("kamtui.store.files.order_lines.read_bytes", counted)
    return months


def sales(workspace: Workspace, where: str) -> int:
    found = ask(workspace, Question("sales", ("account",), where=where, as_of=TODAY))
    return sum(int(row.value or 0) for row in found.rows)


def change(workspace: Workspace, kind: type[Record], record: str, **fields: Any) -> None:
    found = workspace.get(kind, record)
    assert found is not None
    with workspace.change("edit") as step:
        step.set(found, **fields)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("tier:A", 230),
        ("-tier:A", 4),
        ("tier:A|#乳品", 234),
        ("owner:王 tier:A", 0),
        ("region:华北", 200),
        ("华北", 200),
        ("industry:电力", 200),
        ("amount>100", 200),
        ("product:智能", 234),
        ("is:key has:region", 200),
        ("deals>1", 200),
    ],
)
def test_what_a_filter_does_not_look_at_costs_nothing(
    sold: Workspace, read: list[str], where: str, expected: int
) -> None:
    assert sales(sold, where) == expected
    read.clear()
    change(sold, Account, GRID, note="Asked for a visit")
    change(sold, Account, BANK, location="武汉")
    change(sold, Opportunity, METERS, next_step="寄样品")
    change(sold, Competitor, RIVAL, website="example.org")
    change(sold, Product, METER, category="表计")
    change(sold, Salesperson, WANG, phone="13800000002")
    assert sales(sold, where) == expected
    assert read == []


@pytest.mark.parametrize(
    ("where", "kind", "record", "fields", "expected"),
    [
        ("tier:A", Account, FOOD, {"tier": "A"}, 234),
        ("-tier:A", Account, BANK, {"tier": "B"}, 34),
        ("华北", Account, BANK, {"aliases": ("华北工行",)}, 230),
        ("tier:A|#乳品", Account, FOOD, {"tags": ("奶", "乳品厂")}, 234),
        ("product:智能", Product, METER, {"name": "旧表", "aliases": ("智能二代",)}, 234),
        ("deals>1", Opportunity, METERS, {"status": "lost"}, 0),
    ],
)
def test_a_record_that_the_filter_looks_at_changes_the_answer(
    sold: Workspace, where: str, kind: type[Record], record: str, fields: dict[str, Any], expected: int
) -> None:
    sales(sold, where)
    change(sold, kind, record, **fields)
    assert sales(sold, where) == sales(Workspace.open(sold.root), where)
    assert sales(sold, where) == expected


def test_of_a_changed_month_only_its_file_is_read(sold: Workspace, read: list[str]) -> None:
    assert sales(sold, "tier:A") == 230
    assert sorted(set(read)) == MONTHS
    with sold.change("sell") as step:
        line = {"account": GRID, "date": "2026-03-09", "amount_e4": 70_000, "order_no": "N9"}
        step.merge_orders("2026-03", {"01K9ZZZZZZ0000000002000001": line})
    read.clear()
    assert sales(sold, "tier:A") == 237
    assert set(read) == {"2026-03"}
