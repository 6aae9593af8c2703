"""The check of order files: damage, lines that do not fit, and lines in another month's file."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from kamtui.store.checks.inventory import Fault, Inventory
from kamtui.store.checks.references import count_line
from kamtui.store.files.codec import encode_lines
from kamtui.store.files.layout import UNDATED, orders_name
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.records import OrderLine, view
from kamtui.store.workspace import Finding


def orders(inventory: Inventory) -> Iterator[Finding]:
    """Order files that cannot be read or are spelled unlike ours, and lines that do not fit or stand elsewhere."""
    for finding in inventory.workspace.findings:
        if finding.file.startswith("orders/") and finding.code != "conflict_copy":
            yield finding
    for file, lines in inventory.order_files():
        misfits: dict[str, dict[str, int]] = {}
        strays: dict[str, dict[str, int]] = {}
        for key, line in lines.items():
            try:
                home = home_of(view(OrderLine, key, line))
            except msgspec.ValidationError as error:
                count_line(misfits.setdefault(str(error), {}), key)
                continue
            if home != file:
                count_line(strays.setdefault(home, {}), key)
        for problem, found in misfits.items():
            yield inventory.line_fault("line_misfit", file, found, problem, "error")
        for home, found in strays.items():
            yield inventory.line_fault("wrong_month", file, found, str(*found.values()), "error", home)
        data = read_bytes(inventory.root / file, file)
        if data is not None and encode_lines(parse(data, file, encode_lines)) != data:
            yield Fault("spelling", file, level="info")


def home_of(line: OrderLine) -> str:
    """The file that a line belongs in."""
    return orders_name(f"{line.date:%Y-%m}" if line.date else UNDATED)
