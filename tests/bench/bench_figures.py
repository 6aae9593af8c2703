"""Figures over order lines: from warm caches against SQLite's GROUP BY on the same rows, the first build, one changed
month, memory, and how it grows with the lines.

The workspace is open, as it is in the app, and the caches have been read; SQLite's table is on disk and warm. A line of
its own says what the first question costs that reads the caches from disk.
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import msgspec
from bench.measure import NO_AIM, Aim, Ended, Line, Side, interleave, place, run, show_cells, timed

from kamtui.store.answers import Question, ask
from kamtui.store.figures.periods import Window
from kamtui.store.files.codec import encode_lines
from kamtui.store.files.ids import derived_id
from kamtui.store.files.order_cache import OrderCache
from kamtui.store.records import Account, Product
from kamtui.store.workspace import Workspace

LINES = 1_000_000
GROWTH = (10_000, 100_000, LINES)
ACCOUNTS, PRODUCTS, MONTHS = 2_000, 200, 48
TODAY = dt.date(2026, 11, 23)
REGIONS = ("North", "East", "South", "West", "Centre")
CHANNELS = ("direct", "partner", "online")
RIVALS = Path(__file__).with_name("rivals")

QUERIES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    ("sales by month", ("sales", "month"), "SELECT month, sum(amount) FROM orders GROUP BY month"),
    ("sales by account", ("sales", "account"), "SELECT account, sum(amount) FROM orders GROUP BY account"),
    ("sales by region", ("sales", "region"), "SELECT region, sum(amount) FROM orders GROUP BY region"),
    ("sales by product", ("sales", "product"), "SELECT product, sum(amount) FROM orders GROUP BY product"),
    ("sales by channel, month", ("sales", "channel,month"),
     "SELECT channel, month, sum(amount) FROM orders GROUP BY channel, month"),
    ("orders by account", ("orders", "account"),
     "SELECT account, count(DISTINCT order_no) FROM orders GROUP BY account"),
    ("RFM by account", ("rfm", "account"),
     "SELECT account, max(date), count(DISTINCT order_no), sum(amount) FROM orders GROUP BY account"),
)  # fmt: skip


def fill(root: Path, lines: int) -> sqlite3.Connection:
    """A workspace of so many order lines, and a database of the same rows."""
    workspace = Workspace.create(root)
    accounts = [derived_id("bench", "account", str(number), day=TODAY) for number in range(ACCOUNTS)]
    products = [derived_id("bench", "product", str(number), day=TODAY) for number in range(PRODUCTS)]
    with workspace.change("fill") as change:
        for number, key in enumerate(accounts):
            change.add(Account(id=key, name=f"Account {number}", region=REGIONS[number % 5], tier="ABC"[number % 3]))
        for number, key in enumerate(products):
            change.add(Product(id=key, name=f"Product {number}", line=f"Line {number % 7}"))
    workspace.close()
    database = sqlite3.connect(root / "rival.sqlite")
    database.execute("CREATE TABLE orders (month, date, account, product, region, channel, order_no, amount, quantity)")
    (root / "orders").mkdir()
    each = lines // MONTHS
    for month in range(MONTHS):
        first = dt.date(2022 + (11 + month) // 12, (11 + month) % 12 + 1, 1)
        made, rows = {}, []
        for number in range(month * each, (month + 1) * each):
            order = number // 4
            account, product = order * 7919 % ACCOUNTS, number * 104_729 % PRODUCTS
            day = first.replace(day=1 + order % 23).isoformat()
            amount, quantity = (1999 + product * 37) * (1 + number % 20) * 100, (1 + number % 20) * 1000
            region, channel = REGIONS[account % 5], CHANNELS[account % 3]
            made[line_id(day, order, number)] = {
                "account": accounts[account], "amount_e4": amount, "channel": channel, "date": day,
                "order_no": f"SO{order:07}", "product": products[product], "quantity_e3": quantity, "region": region,
            }  # fmt: skip
            rows.append((f"{first:%Y-%m}", day, accounts[account], products[product], region, channel,
                         f"SO{order:07}", amount, quantity))  # fmt: skip
        (root / "orders" / f"{first:%Y-%m}.json").write_bytes(encode_lines({"orders": made}))
        database.executemany("INSERT INTO orders VALUES (?,?,?,?,?,?,?,?,?)", rows)
    database.commit()
    return database


def line_id(day: str, order: int, number: int) -> str:
    """An id as an import gives it: its first part says the day, the next the order, the last the line."""
    head = derived_id(day=dt.date.fromisoformat(day))[:10]
    return head + derived_id("orders", "bench", str(order))[10:18] + derived_id("line", str(number))[18:]


def asked(workspace: Workspace, figure: str, by: str) -> Callable[[], object]:
    """Ask an open workspace."""
    return lambda: ask(workspace, Question(figure, tuple(by.split(",")), as_of=TODAY))


def queried(database: sqlite3.Connection, query: str) -> Callable[[], object]:
    """The same of the database."""
    return lambda: database.execute(query).fetchall()


def charts(root: Path, database: sqlite3.Connection, lines: int, aim: Aim) -> dict[str, tuple[float, float]]:
    """Each query on both sides; by query the milliseconds of both."""
    workspace = Workspace.open(root)
    asked(workspace, "sales", "account")()
    cold, theirs = interleave(
        3,
        timed(lambda: asked(Workspace.open(root), "sales", "account")()),
        timed(queried(database, QUERIES[1][2])),
    )
    Line(f"workspace opened, sales by account, {lines:,} lines", "SQLite GROUP BY", cold, theirs, "ms").show()
    found = {}
    for what, (figure, by), query in QUERIES:
        ours, theirs = interleave(3, timed(asked(workspace, figure, by)), timed(queried(database, query)))
        Line(f"{what}, {lines:,} lines", "SQLite GROUP BY", ours, theirs, "ms", aim).show()
        found[what] = statistics.median(ours), statistics.median(theirs)
    return found


def growth(found: Mapping[int, Mapping[str, tuple[float, float]]]) -> None:
    """How both grow with the lines: the milliseconds of ours and of SQLite for each size."""
    show_cells(
        "growth: ms of kamtui, of SQLite, with so many lines", *(f"{lines:,}" for lines in found), "", "", "", ""
    )
    for what in found[LINES]:
        cells = (" / ".join(f"{taken:,.3g}" for taken in found[lines][what]) for lines in found)
        show_cells(what, *cells, "", "", "", "")


def first_build(root: Path) -> None:
    """All months added up without caches, against msgspec reading the same bytes into plain objects."""
    files = sorted((root / "orders").glob("*.json"))

    def ours() -> None:
        shutil.rmtree(root / ".kamtui" / "cache" / "orders", ignore_errors=True)
        OrderCache(root).book(Window(TODAY))

    def theirs() -> None:
        for path in files:
            msgspec.json.decode(path.read_bytes())

    mine, bare = interleave(2, timed(ours), timed(theirs))
    Line(f"first build, {LINES:,} lines", "msgspec's bare parse", mine, bare, "ms", Aim("within", 1.5)).show()


def one_month(root: Path, database: sqlite3.Connection) -> None:
    """One month changed: sales by account again."""
    path = sorted((root / "orders").glob("*.json"))[MONTHS // 2]
    workspace = Workspace.open(root)
    question = Question("sales", ("account",), as_of=TODAY)
    ask(workspace, question)

    def ours() -> None:
        os.utime(path)
        OrderCache.month(workspace._order_cache, path.stem)

    query = "SELECT account, sum(amount) FROM orders GROUP BY account"
    mine, theirs = interleave(3, timed(ours), timed(queried(database, query)))
    Line("one changed month added up again", "SQLite GROUP BY of all", mine, theirs, "ms", Aim("below", 100)).show()


def memory(root: Path, env: dict[str, str]) -> None:
    """Peak memory of a process that asks, above one that only opens the workspace."""
    opening = (
        f"from pathlib import Path; from kamtui.store.workspace import Workspace as W; w = W.open(Path({str(root)!r}))"
    )
    asking = "; from kamtui.store.answers import ask, Question; ask(w, Question('sales', ('account',)))"
    build = f"import shutil; shutil.rmtree({str(root / '.kamtui' / 'cache' / 'orders')!r}); "
    bare = peak(opening, env)
    for what, code in (("from warm caches", opening + asking), ("while they are built", build + opening + asking)):
        above = peak(code, env) - bare
        Line(f"memory {what}, above opening", "opening", [above], [bare], "MB", Aim("below", 120)).show()


def peak(code: str, env: dict[str, str]) -> float:
    """The most memory that a program held, in MB: as the kernel says it, since what `wait4` tells is its parent's."""
    told = f"{code}; print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0])"
    said = subprocess.run([sys.executable, "-c", told], env=env, check=True, capture_output=True, text=True).stdout
    return int(said.split()[-2]) / 1024


def notebook(root: Path, env: dict[str, str]) -> None:
    """A command from start to end, its caches there, against pandas from start to end."""
    what = "kamtui figures sales --by account"
    if importlib.util.find_spec("pandas") is None:
        show_cells(what, "", "pandas: not installed", "", "", "", "", "")
        return
    command = [sys.executable, "-m", "kamtui", "figures", "sales", "--by", "account", "--data", str(root)]
    rival = [sys.executable, str(RIVALS / "pandas_orders.py"), str(root / "orders")]
    found = {**env, "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    ended: dict[str, list[Ended]] = {"ours": [], "theirs": []}

    def side(name: str, words: Sequence[str], there: Mapping[str, str]) -> Side:
        def once() -> float:
            ended[name].append(run(words, there, fine=(0,)))
            return ended[name][-1].seconds

        return once

    ours, theirs = interleave(1, side("ours", command, env), side("theirs", rival, found))
    Line(what, "pandas read_json, groupby", ours, theirs, "s").show()
    memory = {name: [each.megabytes for each in own[1:]] for name, own in ended.items()}
    Line(f"{what}: peak memory", "pandas read_json, groupby", memory["ours"], memory["theirs"], "MB").show()


def main() -> None:
    """Measure and print."""
    folder, env = place()
    grown: dict[int, dict[str, tuple[float, float]]] = {}
    for lines in GROWTH:
        root = folder / f"w{lines}"
        database = fill(root, lines)
        if lines == LINES:
            first_build(root)
        grown[lines] = charts(root, database, lines, Aim("faster", 10) if lines == LINES else NO_AIM)
        if lines == LINES:
            one_month(root, database)
            if sys.platform == "linux":
                memory(root, env)
            notebook(root, env)
        database.close()
    growth(grown)


if __name__ == "__main__":
    main()
