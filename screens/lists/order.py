"""A list's columns and order: sorting, the column cursor, the choice of columns."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.screens.lists.record_table import RecordTable
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.lists.columns import chosen, columns_of
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


class ListOrder(RecordTable):
    """The keys for sorting, for columns and for moving sideways."""

    def sort_by(self, key: str, reverse: bool = False) -> None:
        """Sort by a column and keep that for the next time; "" is the usual order."""
        self.sort, self.reverse = key, reverse
        self.remember(sort=key, reverse=reverse)
        self.show()
        self.tell(word("lists.sorted", column=self._sorted_by()))

    def on_virtual_list_heading_pressed(self, event: VirtualList.HeadingPressed) -> None:
        """Sort by a column; a second click turns the order round."""
        event.stop()
        self.sort_by(event.column, self.sort == event.column and not self.reverse)

    def action_sort(self) -> None:
        """Ask for the column to sort by; what is typed finds it, Enter takes it."""
        from kamtui.screens.dialogs.pick import PickDialog

        shown = [column.key for column in self.columns]
        among = sorted(columns_of(self.LISTED), key=lambda one: (one.key not in shown, one.key != self.sort))
        first = [Row("=", (word("lists.usual_order"),))]
        rows = [Row(column.key, (clean(column.label, 40),)) for column in among]
        rows = [*rows[:1], *first, *rows[1:]] if self.sort else [*first, *rows]
        columns = [Column("name", word("lists.columns.column"), 30, flexible=True)]
        dialog = PickDialog(
            word("lists.sort_by"), columns, rows, hint=word("lists.sort_hint"), empty=word("lists.no_column")
        )
        self.app.push_screen(dialog, self._sort)

    def action_reverse(self) -> None:
        """Turn the order round."""
        self.sort_by(self.sort, not self.reverse)

    def action_columns(self) -> None:
        """Choose columns and their order."""
        from kamtui.screens.dialogs.columns import ColumnsDialog

        among = [(column.key, clean(column.label, 40)) for column in columns_of(self.LISTED)]
        shown = [column.key for column in self.columns]
        self.app.push_screen(ColumnsDialog(word("lists.columns.title"), among, shown), self._take_columns)

    def action_left(self) -> None:
        """Go to the column on the left."""
        self.list.move_column(-1)

    def action_right(self) -> None:
        """Go to the column on the right."""
        self.list.move_column(1)

    def _sort(self, key: str | None) -> None:
        if key is not None:
            key = "" if key == "=" else key
            self.sort_by(key, bool(key) and key == self.sort and not self.reverse)

    def _take_columns(self, keys: Sequence[str] | None) -> None:
        if keys is not None:
            self.columns = chosen(self.LISTED, keys)
            self.remember(columns=tuple(keys))
            self.show()

    def _sorted_by(self) -> str:
        label = next((one.label for one in columns_of(self.LISTED) if one.key == self.sort), word("lists.usual_order"))
        return clean(label, 40) + (word("lists.reversed") if self.reverse else "")
