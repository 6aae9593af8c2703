"""Editing a field where it stands: in a list's cell, or on the line of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from textual.geometry import Region

from kamtui.screens.shell.records import RecordActions
from kamtui.screens.shell.repeating import LastChange, remember_change
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.screens.widgets.cell_editor import CellEditor
    from kamtui.store.fields import Field
    from kamtui.store.fields.matching import Match


class CellEditing(RecordActions):
    """Opens an editor over a field and saves what it keeps; the screen says where the field stands and what is next."""

    _edited: tuple[Record, Field] | None = None

    def open_cell(self, record: Record, field: Field, place: Region) -> None:
        """Edit a field of a record at a place on the screen."""
        if not self.may_write():
            return
        from kamtui.screens.widgets.cell_editor import CellEditor, Editable
        from kamtui.store import fields
        from kamtui.store.fields.matching import completer

        self.close_cell()
        self._edited = (record, field)

        def echo(value: object) -> str:
            return fields.show(self.workspace, msgspec.structs.replace(record, **{field.name: value}), field)

        self.mount(
            CellEditor(
                Editable(
                    fields.text_of(self.workspace, record, field),
                    lambda text: fields.parse(self.workspace, record, field, text, self.today()),
                    echo,
                    _yes_or_no if field.kind == "bool" else completer(self.workspace, field, record),
                    field.kind in ("choice", "ref", "bool"),
                    field.kind == "long",
                ),
                place,
            )
        )

    def close_cell(self) -> None:
        """Close the editor, if there is one, and give the keys back to the list."""
        editors = self.query("CellEditor")
        if editors:
            editors.remove()
            self.focus_body()
        self._edited = None

    def on_cell_editor_left(self, event: CellEditor.Left) -> None:
        """Leave the cell as it is."""
        event.stop()
        self.close_cell()

    def on_cell_editor_kept(self, event: CellEditor.Kept) -> None:
        """Save the cell; where that is not possible the editor stays and says why."""
        from kamtui.store.lists.bulk import asks_more, typed_edit

        event.stop()
        if self._edited is None:
            return
        record, field = self._edited
        edit = typed_edit(self.workspace, record, field, event.text, self.today())
        if edit.problem:
            event.editor.wrong(edit.problem)
            return
        if asks_more(self.workspace, record, edit.patch):
            self.close_cell()
            self.keep_record(record, edit.patch)
            return
        if edit.patch:
            from kamtui.store.fields import keep, name_of

            what = word("lists.cell_edited", name=clean(name_of(record), 40), field=edit.label)

            def done() -> None:
                remember_change(self.workspace, LastChange(type(record), field, event.text))
                self._go_on(event.then, what)

            self.save(what, lambda change: keep(change, record, edit.patch), done)
        else:
            self._go_on(event.then)

    def _go_on(self, then: str, what: str = "") -> None:
        """Close the editor, say what was done, and go to the next cell."""
        self.close_cell()
        if what:
            self.tell(what)
        self.after_cell(then)

    def after_cell(self, then: str) -> None:
        """Go on after a cell: "down", "right" or "stay"."""
        raise NotImplementedError

    def focus_body(self) -> None:
        """Give the keys to the list."""
        raise NotImplementedError


def _yes_or_no(text: str) -> list[Match]:
    """The two values of a field of yes and no that a text may begin."""
    from kamtui.store.fields.matching import Match

    both = [word("fields.value.yes"), word("fields.value.no")]
    found = [one for one in both if one.casefold().startswith(text.strip().casefold())]
    return [Match(one, one, whole=True) for one in found]
