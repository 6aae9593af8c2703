"""Changing cells of a list: in place, in many rows at once, from a spreadsheet, once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual import events

from kamtui.screens.lists.record_table import RecordTable
from kamtui.screens.shell.cell_editing import CellEditing
from kamtui.screens.shell.repeating import LastChange, last_change, remember_change
from kamtui.screens.widgets.list_columns import Column, Row, keys_of
from kamtui.store.lists.columns import ListColumn
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change

if TYPE_CHECKING:
    from kamtui.store.lists.bulk import Plan


class ListChanges(RecordTable, CellEditing):
    """Marks, and every way to change what is marked or under the cursor. Each is one step for undo."""

    def action_edit_cell(self) -> None:
        """Edit the cell under the cursor; one that is computed says why it cannot be."""
        record, column = self.at_cursor(), self._column()
        if record is None or column is None:
            return
        if column.field is None or column.why_fixed:
            self.warn(column.why_fixed)
            return
        self.list.go_to_column(column.key)
        self.open_cell(record, column.field, self.list.cell_region(column.key))

    def after_cell(self, then: str) -> None:
        """Enter goes down a row; Tab opens the next cell at the right that can be edited."""
        if then == "down":
            self.list.action_cursor_down()
        elif then == "right":
            keys = [column.key for column in self.columns]
            behind = self.columns[keys.index(self.list.column_key) + 1 :] if self.list.column_key else []
            following = next((column.key for column in behind if not column.why_fixed), None)
            if following:
                self.list.go_to_column(following)
                self.call_after_refresh(self.action_edit_cell)

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark off, and go on to the next one."""
        key = self.list.cursor_key
        if key:
            self.list.mark(self.list.marked ^ {key})
            self.list.action_cursor_down()
            self.say_count()

    def action_mark_all(self) -> None:
        """Mark every row in view of the filter; where all are marked, none."""
        keys = frozenset(keys_of(self.list.rows))
        self.list.mark(() if keys <= self.list.marked else keys)
        self.say_count()

    def action_back(self) -> None:
        """Take the marks off first; then clear the filter; then go back."""
        if self.list.marked:
            self.list.mark(())
            self.say_count()
        else:
            super().action_back()

    def action_bulk(self) -> None:
        """Ask for a field and a value, show what it would do to each marked record, and do it."""
        from kamtui.screens.dialogs.pick import PickDialog

        if not self.meant() or not self.may_write():
            return
        from kamtui.store.lists.bulk import editable

        first = self._column()
        among = sorted(editable(self.LISTED), key=lambda field: first is None or field.key != first.key)
        from kamtui.store.fields import label

        rows = [Row(field.key, (clean(label(self.LISTED, field.name), 40),)) for field in among]
        columns = [Column("name", word("lists.plan.field"), 30, flexible=True)]
        title = word("lists.bulk.field", n=len(self.meant()))
        dialog = PickDialog(title, columns, rows, hint=word("lists.sort_hint"), empty=word("lists.no_column"))
        self.app.push_screen(dialog, self._ask_value)

    def action_repeat(self) -> None:
        """Make the last change again on what is marked or under the cursor."""
        from kamtui.store.lists.bulk import Plan, cell_edit, passing, typed_edit

        last = last_change(self.workspace, self.LISTED)
        if last is None:
            self.tell(word("lists.nothing_to_repeat"))
            return
        edit = cell_edit if last.bulk else typed_edit
        edits = (edit(self.workspace, one, last.field, last.text, self.today()) for one in self.meant())
        plan = Plan(tuple(passing(self.workspace, one) for one in edits))
        if plan.wrong:
            self.warn(f"{plan.summary}: {plan.wrong[0].problem}")
        if plan.changing:
            self._apply(plan, word("lists.repeated", field=plan.changing[0].label, n=len(plan.changing)))

    def action_archive(self) -> None:
        """Archive what is marked, after a question, or the record under the cursor at once."""
        records = self.meant()
        if len(records) <= 1:
            self.archive_record(self.LISTED, records[0].id if records else None)
            return
        from kamtui.screens.dialogs.confirm import ConfirmDialog

        answers = [("no", word("form.stay")), ("archive", word("lists.archive_them"))]
        question = word("lists.archive_question", n=len(records))
        self.app.push_screen(ConfirmDialog(question, answers), self._archive)

    def on_paste(self, event: events.Paste) -> None:
        """Lay a block from a spreadsheet onto the list, after showing what it would change."""
        if self.app.focused is not self.list or not event.text.strip():
            return
        from kamtui.store.lists.paste import pasted

        event.stop()
        event.prevent_default()
        row, column = self.list.cursor_row, self._column()
        if row is None or column is None or not self.may_write():
            return
        shown = self.list.columns_shown
        by_key = {one.key: one for one in self.columns}
        columns = [by_key[key] for key in shown[shown.index(column.key) :]]
        records = self.found[row:]
        self._preview(
            word("lists.paste.title", column=clean(column.label, 40)),
            lambda text: pasted(self.workspace, records, columns, text, self.today()),
            lambda _, plan: self._apply(plan, word("lists.paste.done", n=len(plan.changing))),
            text=event.text,
        )

    def _ask_value(self, key: str | None) -> None:
        from kamtui.store.fields import field_of, label
        from kamtui.store.lists.bulk import planned

        if key is None:
            return
        field, records = field_of(self.LISTED, key), self.meant()
        name = clean(label(self.LISTED, field.name), 40)

        def done(text: str, plan: Plan) -> None:
            remember_change(self.workspace, LastChange(self.LISTED, field, text, bulk=True))
            self._apply(plan, word("lists.bulk.done", field=name, n=len(plan.changing)))

        title = word("lists.bulk.title", field=name, n=len(records))
        self._preview(title, lambda text: planned(self.workspace, records, field, text, self.today()), done)

    def _preview(
        self, title: str, make: Callable[[str], Plan], done: Callable[[str, Plan], object], text: str = ""
    ) -> None:
        from kamtui.screens.dialogs.plan import PlanDialog

        def accepted(answer: tuple[str, Plan] | None) -> None:
            if answer:
                done(*answer)

        self.app.push_screen(PlanDialog(title, make, text=text, asks=not text), accepted)

    def _apply(self, plan: Plan, what: str) -> None:
        self.save(what, plan.apply, lambda: self.tell(what))

    def _archive(self, answer: str | None) -> None:
        if answer == "archive":
            records = self.meant()
            what = word("lists.archived", n=len(records))

            def archive(change: Change) -> None:
                for record in records:
                    change.set(record, archived=True)

            self.save(what, archive, lambda: self.tell(what))

    def _column(self) -> ListColumn | None:
        """The column under the cursor; the first one while nobody has moved sideways."""
        shown = self.list.columns_shown
        key = self.list.column_key or (shown[0] if shown else "")
        return next((column for column in self.columns if column.key == key), None)
