"""A line to type in and what fits it: commands and records alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from kamtui.screens.dialogs.search_list import SearchList
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.text.words import word

Search = Callable[[str], Sequence[Row]]
"""What fits a text, the best first; bounded, so that it keeps pace with typing."""


class Palette(SearchList):
    """Returns the key of the row that was picked, or None.

    `prepare` is run once in a thread, as it may look at every name; what it makes findable is shown when it is done.
    """

    DEFAULT_CSS = "Palette { align: center top; & > Vertical { height: 80%; } }"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9,ctrl+p", "close", show=False, priority=True)]

    def __init__(self, search: Search, prepare: Callable[[], object]) -> None:
        """Create the palette over what `search` finds."""
        columns = [
            Column("name", word("screens.help.name"), 26, flexible=True),
            Column("about", word("screens.help.about"), 24, flexible=True, priority=1),
            Column("keys", word("screens.help.keys"), 14),
        ]
        hint, empty = word("shell.palette.hint"), word("shell.palette.empty")
        super().__init__(word("shell.palette.title"), columns, hint=hint, empty=empty, closes=":：")
        self._search, self._prepare = search, prepare

    def rows_for(self, query: str) -> Sequence[Row]:
        """What the search finds."""
        return self._search(query)

    def on_mount(self) -> None:
        """Get the names ready."""
        self.run_worker(self._ready, thread=True, exit_on_error=True)

    def _ready(self) -> None:
        self._prepare()
        self.app.call_from_thread(self.show, True)
