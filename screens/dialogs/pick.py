"""A list to pick from, with a line to search it: help, choices, anything that is one of many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from kamtui.screens.dialogs.search_list import SearchList
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import as_cell
from kamtui.store.text.pinyin import matches


class PickDialog(SearchList):
    """Shows rows and returns the key of the one that was chosen, or None.

    What is typed narrows the rows by words, pinyin or initials.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "close", show=False),
        Binding("ctrl+p", "move('up')", show=False, priority=True),
    ]

    def __init__(
        self, title: str, columns: Sequence[Column], rows: Sequence[Row], *, hint: str, empty: str, closes: str = ""
    ) -> None:
        """Create the dialog to pick from `rows`; the rest is as in `SearchList`."""
        super().__init__(title, columns, hint=hint, empty=empty, closes=closes)
        self._rows = tuple(rows)

    def rows_for(self, query: str) -> Sequence[Row]:
        """The rows in which every word of the query is found; headings only while there is none."""
        words = query.split()
        return [
            row for row in self._rows
            if not words or (not row.key.startswith("-") and all(matches(word, _text(row)) for word in words))
        ]  # fmt: skip


def _text(row: Row) -> str:
    return " ".join(as_cell(cell).text for cell in row.cells)
