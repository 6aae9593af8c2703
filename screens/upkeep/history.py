"""The history of a record, or of everything: what changed, from what to what, when, by whom, through what, and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.shell.filtering import FilterScreen
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.title_bar import TitleBar
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store import fields
from kamtui.store.fields.history import account_name, labels, record_name
from kamtui.store.records import KINDS, Account, Event, Record
from kamtui.store.text.pinyin import matches
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, Workspace

LONGEST = 200
"""Cells of a value in the list."""


class HistoryScreen(ListScreen, RecordActions, FilterScreen):
    """The changes of one record, or of an account with all that belongs to it; the latest first."""

    KIND = "history"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str, kind: type[Record], record_id: str) -> None:
        """Show the history of a record of `workspace`."""
        super().__init__(workspace, notice)
        self._kind_shown, self._shown_id = kind, record_id
        self._events: dict[str, Event] = {}
        self._several = kind is Account
        self.list = VirtualList(self._columns(), empty=word("history.none"))
        self._detail = TitleBar(id="detail", crumb="  ")

    def body(self) -> Iterable[Widget]:
        """The changes, and a line with all of the one under the cursor."""
        yield self.list
        yield self._detail

    def show(self) -> None:
        """Read the history anew."""
        record = self.workspace.get(self._kind_shown, self._shown_id)
        try:
            events = self.workspace.history(record) if record else []
        except (DamagedFileError, LookupError, OSError):
            events = []  # the title says that something is set aside
        words = self.query_text.split()
        if words:
            events = [each for each in events if all(matches(one, " ".join(self._texts(each))) for one in words)]
        self._events = {event.id or str(number): event for number, event in enumerate(events)}
        keys = list(self._events)
        self.list.set_empty(word("history.nothing_found" if words else "history.none"))
        self.list.set_rows(LazyRows(keys, lambda number: self._row(keys[number])))
        name = clean(fields.name_of(record), 60) if record else word("screens.page.gone").partition("\n")[0]
        self.title_bar.show(crumbs=[name, word("history.count", n=len(events))])
        self._describe()

    def subject(self) -> Record | None:
        """The record whose history this is."""
        return self.workspace.get(self._kind_shown, self._shown_id)

    def cursor_record(self) -> str:
        """The change under the cursor, which stays on it while the history is narrowed."""
        return self.list.cursor_key or ""

    def move_cursor_to(self, record: str) -> None:
        """Put the cursor on a change."""
        self.list.move_to(record)

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Say all of the change under the cursor."""
        event.stop()
        self._describe()

    def action_open(self) -> None:
        """Open the record that was changed."""
        if record := self._record_at(self.list.cursor_key or ""):
            self.open_among(record, map(self._record_at, self._events))

    def _record_at(self, key: str) -> Record | None:
        event = self._events.get(key)
        kind = KINDS.get(event.kind) if event else None
        return self.workspace.get(kind, event.record) if event and kind else None

    def _columns(self) -> list[Column]:
        columns = [
            Column("at", word("tools.log.at"), 16),
            Column("by", word("tools.log.by"), 8),
            Column("via", word("tools.log.via"), 7, priority=4),
            Column("record", word("tools.log.record"), 12, flexible=True, priority=2),
            Column("field", word("tools.log.field"), 12, priority=1),
            Column("change", word("tools.log.change"), 22, flexible=True),
            Column("reason", word("tools.log.reason"), 10, flexible=True, priority=3),
        ]
        return [column for column in columns if self._several or column.key != "record"]

    def _row(self, key: str) -> Row:
        at, by, via, record, field, change, reason = self._texts(self._events[key])
        cells: list[str | Cell] = [Cell(at, "muted"), by, via, record, Cell(field, "strong"), change, reason]
        if not self._several:
            del cells[3]
        return Row(key, tuple(cells))

    def _texts(self, event: Event) -> tuple[str, ...]:
        """The cells of a change, cleaned, the record's name among them."""
        field, old, new = labels(self.workspace, event)
        said = (
            f"{event.at.astimezone():%Y-%m-%d %H:%M}",
            event.by,
            word(f"tools.log.via.{event.via}"),
            record_name(self.workspace, event),
            field,
            f"{old} > {new}",
            event.reason,
        )
        return tuple(clean(text.replace("\n", " / "), LONGEST) for text in said)

    def _describe(self) -> None:
        """Say all of the change under the cursor in the line below the list."""
        event = self._events.get(self.list.cursor_key or "")
        if event is None:
            self._detail.show(title="", crumbs=[])
            return
        _, _, _, record, field, change, reason = self._texts(event)
        place = (
            record if event.kind == Account.table else f"{clean(account_name(self.workspace, event), 40)} / {record}"
        )
        self._detail.show(title=f"{field}: {change}", crumbs=[place, reason] if reason else [place])
