"""A screen whose list can be narrowed by words: the line to type in, and what Esc and Enter do with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from kamtui.screens.shell.base import WorkScreen
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.store.filters import Filter


class FilterLine(Input):
    """The line in which a filter is typed."""

    DEFAULT_CSS = """
    FilterLine, FilterLine:focus { border: none; height: 1; padding: 0 1; background: $boost; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    class Completed(Message):
        """What is typed last is to be completed; asked again, with the next name or value that fits."""

    def action_complete(self) -> None:
        """Complete a field's name or a value."""
        self.post_message(self.Completed())


class FilterNote(Static):
    """What was understood of a filter, or what was not."""

    DEFAULT_CSS = """
    FilterNote {
        height: 1; padding: 0 1; color: $text-muted;
        &.-wrong { color: $text-error; text-style: bold; }
    }
    """


class FilterScreen(WorkScreen):
    """A screen with a filter line above its footer; `query_text` holds what was typed."""

    query_text = ""
    _kind_filtered: type[Record] | None = None
    _home, _left = "", ""
    """The record that the person chose to be on, and the one that typing has left the cursor on."""
    _fitting: tuple[str, ...] = ()
    """What Tab puts into the line, in turn."""

    async def action_filter(self) -> None:
        """Open the filter line, or go back into it; the next key is typed into it."""
        self.set_focus(await self._line())

    async def set_filter(self, text: str) -> None:
        """Narrow the list by this text, as if it had been typed."""
        if text:
            line = await self._line()
            with line.prevent(Input.Changed):
                line.value = text
        else:
            await self.query(".filter").remove()
        self.query_text = text
        self.show()

    async def _line(self) -> Input:
        """The line to type in, put there where there is none yet, and under it what is understood."""
        lines = list(self.query(FilterLine))
        if not lines:
            lines = [FilterLine(self.query_text, placeholder=word("screens.filter"), classes="filter")]
            await self.mount(lines[0], FilterNote("", classes="filter"), before=self.footer)
        return lines[0]

    def find(self, query: str, record: str) -> None:
        """Narrow the list to `query`, as if it had been typed, and put the cursor on a record."""
        self.call_later(self._find, query, record)

    async def _find(self, query: str, record: str) -> None:
        await self.set_filter(query)
        self.focus_body()
        if record:
            self.move_cursor_to(record)

    def move_cursor_to(self, record: str) -> None:
        """Put the cursor on a record, if it is shown."""

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow at once."""
        event.stop()
        self._narrow(event.value)

    def _narrow(self, text: str) -> None:
        """Show what fits the text; the cursor stays on its record, or comes back to it once that is shown again."""
        if self.cursor_record() != self._left:
            self._home = self.cursor_record()
        self.query_text = text
        self.show()
        if self._home:
            self.move_cursor_to(self._home)
        self._left = self.cursor_record()

    def cursor_record(self) -> str:
        """The id of the record under the cursor; "" where there is none."""
        record = self.subject()
        return record.id if record else ""

    def on_filter_line_completed(self, event: FilterLine.Completed) -> None:
        """Put the next of what fits into the line."""
        from kamtui.store.filters import completed

        event.stop()
        line = self.query_one(FilterLine)
        at = 0
        if line.value in self._fitting:
            at = (self._fitting.index(line.value) + 1) % len(self._fitting)
        elif self._kind_filtered:
            self._fitting = tuple(completed(line.value, self._kind_filtered, self.workspace))
        if self._fitting:
            line.value = self._fitting[at]
            line.cursor_position = len(line.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the filter and go back to the list; what the cursor is on now is what was sought."""
        event.stop()
        self._left = ""
        if not self.query_text:
            self.query(".filter").remove()
        self.focus_body()

    def action_back(self) -> None:
        """Clear the filter first; without one, go back."""
        lines = self.query(".filter")
        if not lines:
            super().action_back()
            return
        lines.remove()
        self._narrow("")
        self.focus_body()

    def parsed(self, kind: type[Record]) -> Filter | None:
        """What was typed as a filter on records of this kind; None where nothing was. Made anew at every look."""
        self._kind_filtered = kind
        if not self.query_text.strip():
            return None
        from kamtui.store.filters import parse

        return parse(self.query_text, kind, self.workspace, self.today())

    def say(self, count: str, asked: Filter | None) -> None:
        """Put the count into the title; under the filter line, what of it was not understood, or what it means."""
        self.title_bar.show(crumbs=[count])
        for line in self.query(FilterNote):
            problem = asked.problems[0] if asked and asked.problems else ""
            line.update(Content(clean(f"! {problem}" if problem else asked.explain() if asked else "", 300)))
            line.set_class(bool(problem), "-wrong")

    def focus_body(self) -> None:
        """Give the keys to the list."""
        raise NotImplementedError
