"""Copying what is under the cursor: its name, its row, the whole record, for people and for programs."""

from __future__ import annotations

from kamtui.screens.shell.parts import ScreenPart
from kamtui.store import fields
from kamtui.store.records import Record
from kamtui.store.text.safe import clean, clean_lines
from kamtui.store.text.words import word

_PHONES = ("mobile", "phone", "wechat", "email")
"""Where a number to call is looked for, in this order."""


class Copying(ScreenPart):
    """Copies the subject of a screen and says by which ways."""

    def action_copy_name(self) -> None:
        """Copy the name."""
        if record := self._record():
            self._copy(clean(fields.name_of(record)), "name")

    def action_copy_row(self) -> None:
        """Copy what is known as two lines for a spreadsheet: headings and values, parted by tabs."""
        if record := self._record():
            known = self._known(record)
            lines = ("\t".join(_flat(each[place]) for each in known) for place in (0, 1))
            self._copy("\n".join(lines) + "\n", "row")

    def action_copy_markdown(self) -> None:
        """Copy the record as a Markdown list."""
        if record := self._record():
            lines = [f"- **{label}**: {_flat(text)}" for label, text in self._known(record)]
            self._copy("\n".join([f"# {clean(fields.name_of(record))}", "", *lines]) + "\n", "markdown")

    def action_copy_json(self) -> None:
        """Copy the record as `kamtui show --json` prints it."""
        if record := self._record():
            import json

            plain = fields.as_json(self.workspace, record)
            self._copy(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", "json")

    def action_copy_phone(self) -> None:
        """Copy a number to call."""
        if record := self._record():
            number = next((text for name in _PHONES if (text := clean(str(getattr(record, name, "") or "")))), "")
            if number:
                self._copy(number, "phone")
            else:
                self.tell(word("shell.copy.no_phone"))

    def action_copy_id(self) -> None:
        """Copy the id, by which every command finds the record."""
        if record := self._record():
            self._copy(record.id, "id")

    def action_copy_page(self) -> None:
        """Show the record without frames and mouse, so that the terminal's own selection can take it."""
        from kamtui.screens.dialogs.plain_page import PlainPage

        if record := self._record():
            lines = [f"{label}: {text}" for label, text in self._known(record)]
            self.post_message(self.Covers(True))
            self.app.push_screen(PlainPage("\n".join(lines)), self._take_mouse_back)

    def _take_mouse_back(self, _: None) -> None:
        self.post_message(self.Covers(False))

    def _record(self) -> Record | None:
        record = self.subject()
        if record is None:
            self.tell(word("shell.copy.nothing"))
        return record

    def _known(self, record: Record) -> list[tuple[str, str]]:
        """The labels and values of every field that is known, the id last."""
        kind = type(record)
        shown = [
            (fields.label(kind, each.name), fields.show(self.workspace, record, each))
            for each in fields.fields_of(kind)
            if not each.hidden
        ]
        return [
            *((label, text) for label, text in shown if text != fields.UNKNOWN),
            (fields.label(kind, "id"), record.id),
        ]

    def _copy(self, text: str, what: str) -> None:
        from kamtui.screens.shell.clipboard import copy

        ways = copy(text, self.app.copy_to_clipboard)
        named = word("shell.copy.joint").join(word(f"shell.copy.by_{way}") for way in ways.names)
        self.tell(word("shell.copy.done", what=word(f"shell.copy.{what}"), ways=named))
        if ways.file is None:
            self.notify(word("shell.copy.no_file"), severity="warning", markup=False)


def _flat(text: str) -> str:
    """A text on one line and in one cell."""
    return " ".join(clean_lines(text).split())
