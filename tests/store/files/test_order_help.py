"""A second process helps with adding up many order files, and leaves what this one would have made."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from kamtui.store.figures.periods import Window
from kamtui.store.files import order_help
from kamtui.store.files.codec import encode_lines
from kamtui.store.files.order_cache import OrderCache
from kamtui.store.files.order_help import helped

MONTHS = ("2026-01", "2026-02", "2026-03")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Three months of orders that nobody has added up."""
    (tmp_path / ".kamtui").mkdir()
    (tmp_path / "orders").mkdir()
    for number, month in enumerate(MONTHS, 1):
        line = {"account": "a", "amount_e4": number * 10_000, "date": f"{month}-05", "order_no": f"N{number}"}
        (tmp_path / "orders" / f"{month}.json").write_bytes(encode_lines({"orders": {f"0{number}": line}}))
    return tmp_path


def cached(root: Path) -> set[str]:
    return {path.stem for path in (root / ".kamtui" / "cache" / "orders").glob("*.mp")}


def test_the_helper_leaves_the_sums_that_this_process_would_have_made(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    with helped(root, MONTHS, order_help.WORTH_IT):
        late = time.monotonic() + 30
        while cached(root) != set(MONTHS) and time.monotonic() < late:
            time.sleep(0.02)
    assert cached(root) == set(MONTHS)
    theirs = [OrderCache(root).month(month) for month in MONTHS]
    shutil.rmtree(root / ".kamtui" / "cache")
    assert [OrderCache(root).month(month) for month in MONTHS] == theirs
    assert [month.buyers.column("sales")[0] for month in theirs] == [10_000, 20_000, 30_000]


def test_the_helper_stops_when_nobody_waits_any_more(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = root / "closed"
    nothing.touch()
    with nothing.open() as closed:
        monkeypatch.setattr("sys.stdin", closed)
        order_help.main(str(root), MONTHS)
    assert cached(root) == set()


def test_few_orders_are_added_up_without_help(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(subprocess, "Popen", refuse)
    book = OrderCache(root).book(Window(dt.date(2026, 11, 23)))
    assert book.tally()[()][""].sales == 60_000


def test_without_a_second_process_it_is_done_alone(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError

    monkeypatch.setattr("os.cpu_count", lambda: 2)
    monkeypatch.setattr(subprocess, "Popen", refuse)
    monkeypatch.setattr(order_help, "WORTH_IT", 0)
    monkeypatch.setattr("kamtui.store.files.order_lines.AT_ONCE", 0)
    book = OrderCache(root).book(Window(dt.date(2026, 11, 23)))
    assert book.tally()[()][""].sales == 60_000
