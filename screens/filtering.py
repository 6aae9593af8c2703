"""A screen whose list can be narrowed by words: the line to type in, and what Esc and Enter do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from kamtui.screens.base import WorkScreen
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.store.filters import Filter


class FilterScreen(WorkScreen):
    """A screen with a filter line above its footer; `query_text` holds what was typed."""

    DEFAULT_CSS = """
    FilterScreen Input.filter, FilterScreen Input.filter:focus {
        border: none; height: 1; padding: 0 1; background: $boost;
    }
    """

    query_text = ""

    async def action_filter(self) -> None:
        """Open the filter line, or go back into it; the next key is typed into it."""
        lines = list(self.query("Input.filter").results(Input))
        if not lines:
            lines = [Input(self.query_text, placeholder=word("screens.filter"), classes="filter")]
            await self.mount(lines[0], before=self.footer)
        self.set_focus(lines[0])

    def find(self, query: str, record: str) -> None:
        """Narrow the list to `query`, as if it had been typed, and put the cursor on a record."""
        self.call_later(self._find, query, record)

    async def _find(self, query: str, record: str) -> None:
        await self.query("Input.filter").remove()
        self.query_text = query
        if query:
            line = Input(query, placeholder=word("screens.filter"), classes="filter")
            await self.mount(line, before=self.footer)
        self.show()
        self.focus_body()
        if record:
            self.move_cursor_to(record)

    def move_cursor_to(self, record: str) -> None:
        """Put the cursor on a record, if it is shown."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow at once."""
        event.stop()
        self.query_text = event.value
        self.show()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go back to the list."""
        event.stop()
        if not self.query_text:
            event.input.remove()
        self.focus_body()

    def action_back(self) -> None:
        """Clear the filter first; without one, go back."""
        lines = self.query("Input.filter")
        if not lines:
            super().action_back()
            return
        lines.remove()
        self.query_text = ""
        self.show()
        self.focus_body()

    def parsed(self, kind: type[Record]) -> Filter | None:
        """What was typed as a filter on records of this kind; None where nothing was. Made anew at every look."""
        if not self.query_text.strip():
            return None
        from kamtui.store.filters import parse

        return parse(self.query_text, kind, self.workspace, self.today())

    def say(self, count: str, asked: Filter | None) -> None:
        """Put the count into the title, and behind it what of the filter was not understood."""
        problems = [clean(problem) for problem in asked.problems[:1]] if asked else []
        self.title_bar.show(crumbs=[count, *problems])

    def focus_body(self) -> None:
        """Give the keys to the list."""
        raise NotImplementedError
