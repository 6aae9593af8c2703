"""Adding, editing, archiving and opening a record: the same on every screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import msgspec

from kamtui.screens.base import WorkScreen
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

R = TypeVar("R", bound=Record)


class RecordActions(WorkScreen):
    """What screens do with the record under the cursor."""

    def open_page(self, kind: type[Record], record_id: str, ids: Sequence[str]) -> None:
        """Open the page of a record; `ids` are those before and behind it in the list that it came from."""
        from kamtui.screens.page import PageScreen

        self.app.push_screen(PageScreen(self.workspace, self.notice, kind, record_id, ids))

    def add_record(self, blank: R, then: Callable[[str], object] | None = None) -> None:
        """Ask for the fields of a new record and add it; `then` is called with its id."""

        def add(values: dict[str, Any]) -> None:
            record = msgspec.structs.replace(blank, **values)
            added: list[str] = []
            what = word("screens.added", kind=self._kind(type(record)), name=clean(_name(record)))
            if self.save(what, lambda change: added.append(change.add(record).id)):
                self.tell(what)
                if then:
                    then(added[0])

        self._form(blank, word("screens.new", kind=self._kind(type(blank))), add)

    def edit_record(self, kind: type[Record], record_id: str | None, focus: str = "") -> None:
        """Edit a record in a form that starts in the field `focus`; only what was changed is saved."""
        record = self.workspace.get(kind, record_id) if record_id else None
        if record is None:
            return
        seen = record

        def edit(values: dict[str, Any]) -> None:
            self.keep_record(seen, values)

        self._form(record, clean(_name(record)), edit, focus)

    def keep_record(self, seen: Record, values: dict[str, Any]) -> None:
        """Save fields of a record that was edited; `seen` is what it was then."""
        from kamtui.store.fields import keep

        what = word("screens.edited", kind=self._kind(type(seen)), name=clean(_name(seen)))
        self.save(what, lambda change: keep(change, seen, values))

    def archive_record(self, kind: type[Record], record_id: str | None) -> None:
        """Take a record out of the lists; undo brings it back."""
        record = self.workspace.get(kind, record_id) if record_id else None
        if record is None:
            return
        what = word("screens.archived", kind=self._kind(kind), name=clean(_name(record)))
        if self.save(what, lambda change: change.set(record, archived=True)):
            self.tell(what)

    def action_go_account(self) -> None:
        """Open the account that the record under the cursor belongs to."""
        account = self._account()
        if account:
            self.open_page(Account, account.id, [])
        else:
            self.tell(word("shell.no_account"))

    def action_go_deals(self) -> None:
        """Show the open deals of the account on the board."""
        account = self._account()
        if account:
            name = account.name.replace('"', " ")
            record = self.subject()
            deal = record.id if isinstance(record, Opportunity) else ""
            self.post_message(self.GoTo("pipeline", f'account:"{name}"', deal))
        else:
            self.tell(word("shell.no_account"))

    def _account(self) -> Account | None:
        record = self.subject()
        if isinstance(record, Account):
            return record
        return self.workspace.get(Account, getattr(record, "account", "")) if record else None

    def _form(self, record: Record, title: str, then: Callable[[dict[str, Any]], None], focus: str = "") -> None:
        """Ask for the fields of a record; `then` gets the new values, if any were typed."""
        from kamtui.screens.dialogs.form import FormDialog
        from kamtui.screens.form_fields import form_fields
        from kamtui.store import fields

        def check(texts: dict[str, str]) -> dict[str, str]:
            return fields.patch_of(self.workspace, record, texts, self.today())[1]

        def read(texts: dict[str, str] | None) -> None:
            values, _ = fields.patch_of(self.workspace, record, texts or {}, self.today())
            if values:
                then(values)

        asked = form_fields(self.workspace, record, lambda: form.texts(), self.today())
        form = FormDialog(title, asked, focus, check=check)
        self.app.push_screen(form, read)

    def _kind(self, kind: type[Record]) -> str:
        return word(f"screens.kind.{kind.table}")


def _name(record: Record) -> str:
    from kamtui.store.fields import name_of

    return name_of(record)
