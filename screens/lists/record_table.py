"""What every list of records is made of: which are in it, in what order, under which columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from textual import events
from textual.containers import Container
from textual.widget import Widget

from kamtui.screens.lists.looks import row_of, widget_columns
from kamtui.screens.shell.filtering import FilterScreen
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.cell_list import CellList
from kamtui.screens.widgets.list_columns import LazyRows, keys_of
from kamtui.screens.widgets.preview_pane import PreviewPane
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.lists import personal
from kamtui.store.lists.columns import ListColumn, chosen, ordered
from kamtui.store.records import Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from textual.timer import Timer

WIDE, TALL = 160, 36
"""Columns from which the preview stands at the right, and rows from which it stands below, until someone decides."""
REST = 0.08
"""Seconds for which the cursor has to rest before the preview follows."""


class RecordTable(ListScreen, RecordActions, FilterScreen):
    """A list of the records of one kind, with a preview; the screens of lists add what their keys do."""

    LISTED: ClassVar[type[Record]]
    """The kind of record that it lists."""

    DEFAULT_CSS = """
    RecordTable {
        & #split { width: 1fr; height: 1fr; layout: horizontal; visibility: hidden; }
        & #split > * { visibility: visible; }
        & #split.-below { layout: vertical; }
        & #preview { display: none; border-left: ascii $primary; }
        & #split.-right #preview { display: block; width: 32%; height: 1fr; }
        & #split.-below #preview { display: block; width: 1fr; height: 35%; }
        & #split.-below #preview { border-left: none; border-top: ascii $primary; }
    }
    """

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the records of `workspace` as this person looked at them last."""
        super().__init__(workspace, notice)
        kept = personal.read(workspace).lists.get(self.LISTED.table, personal.Shown())
        self.columns: list[ListColumn] = chosen(self.LISTED, kept.columns)
        self.sort, self.reverse = kept.sort, kept.reverse
        self.found: list[Any] = []
        """The records in the list, in order."""
        self.list: CellList = CellList(widget_columns(self.columns, self.sort, self.reverse))
        self.preview = PreviewPane(id="preview")
        self._split = Container(self.list, self.preview, id="split")
        self._preview_wanted = kept.preview
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The list and its preview, where it belongs: they are laid out once."""
        self._place_preview(*self.app.size)
        yield self._split

    def show(self) -> None:
        """Read the records anew."""
        asked = self.parsed(self.LISTED)
        archived = asked is not None and asked.asks_for_archived
        records = self.workspace.records(self.LISTED).values()
        shown = (record for record in records if archived or not record.archived)
        self.found = ordered(
            self.workspace, filter(asked.matches, shown) if asked else shown, self.LISTED, self.sort, self.today(),
            self.reverse,
        )  # fmt: skip
        found, columns, today, workspace = self.found, tuple(self.columns), self.today(), self.workspace
        keys = [record.id for record in found]
        self.list.set_empty(word(f"screens.{self.KIND}.{'nothing_found' if asked else 'empty'}"))
        self.list.set_columns(widget_columns(self.columns, self.sort, self.reverse))
        self.list.set_rows(LazyRows(keys, lambda number: row_of(workspace, found[number], columns, today)))
        self.list.keep_marks()
        self.say_count(asked)
        self.call_after_refresh(self._follow)  # the list is painted first: the preview reads a card

    def say_count(self, asked: Any = None) -> None:
        """Put into the title how many there are and how many of them are marked."""
        count = word(f"screens.{self.KIND}.count", n=len(self.found))
        if self.list.marked:
            count += word("lists.marked", n=len(self.list.marked))
        self.say(count, asked or self.parsed(self.LISTED))

    def at_cursor(self) -> Record | None:
        """The record under the cursor."""
        row = self.list.cursor_row
        return self.found[row] if row is not None and row < len(self.found) else None

    def subject(self) -> Record | None:
        """What commands are about: the record under the cursor."""
        return self.at_cursor()

    def move_cursor_to(self, record: str) -> None:
        """Put the cursor on a record."""
        self.list.move_to(record)

    def meant(self) -> Sequence[Any]:
        """The marked records that are in the list, else the one under the cursor."""
        if self.list.marked:
            return [record for record in self.found if record.id in self.list.marked]
        record = self.at_cursor()
        return [record] if record else []

    def action_open(self) -> None:
        """Open the record under the cursor."""
        if self.list.cursor_key:
            self.open_page(self.LISTED, self.list.cursor_key, keys_of(self.list.rows))

    def action_edit(self) -> None:
        """Edit the record under the cursor in a form."""
        self.edit_record(self.LISTED, self.list.cursor_key, focus=self.list.column_key)

    def action_new_copy(self) -> None:
        """Add a record like the one under the cursor."""
        record = self.at_cursor()
        if record:
            blank: dict[str, Any] = {"id": "", "created": None, "updated": None, "updated_by": "", "external_ids": {}}
            if "slug" in record.__struct_fields__:
                blank["slug"] = ""
            self.add_record(msgspec.structs.replace(record, **blank), self.list.move_to)

    def action_preview(self) -> None:
        """Show the preview, or hide it."""
        self._preview_wanted = not self._place_preview(*self.size)
        self._place_preview(*self.size)
        self.remember(preview=self._preview_wanted)
        self._follow()

    def remember(self, **shown: Any) -> None:
        """Keep how this person looks at this list for the next time."""
        kept = personal.read(self.workspace)
        now = msgspec.structs.replace(kept.lists.get(self.LISTED.table, personal.Shown()), **shown)
        self.workspace.prefer(
            personal.TOPIC, msgspec.structs.replace(kept, lists={**kept.lists, self.LISTED.table: now})
        )

    def on_resize(self, event: events.Resize) -> None:
        """Give the preview the room there is."""
        self._place_preview(*event.size)
        self.call_after_refresh(self._follow)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Let the preview follow once the cursor rests, so that a key held down costs nothing more."""
        event.stop()
        if self.preview.display and self._resting is None:
            self._resting = self.set_timer(REST, lambda seen=event.key: self._rested(seen))

    def _rested(self, seen: str | None) -> None:
        self._resting = None
        if seen == self.list.cursor_key:
            self._follow()
        else:
            self._resting = self.set_timer(REST, lambda now=self.list.cursor_key: self._rested(now))

    def _place_preview(self, width: int, height: int) -> bool:
        """Put the preview where there is room for it on a screen of this size; whether it is shown."""
        right = width >= WIDE
        shown = (right or height >= TALL) if self._preview_wanted is None else self._preview_wanted
        self._split.set_class(shown and right, "-right")
        self._split.set_class(shown and not right, "-below")
        self.preview.display = shown
        return shown

    def _follow(self) -> None:
        """Show the record under the cursor in the preview."""
        if not self.preview.display:
            return
        from kamtui.screens.lists.preview_lines import preview_lines

        record = self.at_cursor()
        self.preview.show(*(preview_lines(self.workspace, record, self.today()) if record else ((), ())))
