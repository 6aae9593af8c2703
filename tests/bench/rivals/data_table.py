"""The account list as Textual offers it: a DataTable with so many rows.

Usage: data_table.py ROWS
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header

CITIES = ("Ningchuan", "Saltmere", "Brennhaven", "Yunzhou", "Aldermoor")


class TableApp(App[None]):
    """Shows the rows."""

    BINDINGS = [("q", "quit", "Quit")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        """A title, the table and the keys."""
        yield Header()
        yield DataTable(cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the table, at once."""
        table = self.query_one(DataTable)
        table.add_columns("Account", "Tier", "Industry", "Location", "Owner", "Open", "Last activity")
        for number in range(int(sys.argv[1])):
            city = CITIES[number % 5]
            table.add_row(
                f"{city}_Account_{number:04}",
                "ABC"[number % 3],
                "Power Grid",
                city,
                "",
                f"¥{number + 1000:,}K",
                "2026-11-23",
            )


if __name__ == "__main__":
    TableApp().run()
