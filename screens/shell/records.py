"""Adding, editing, archiving and opening a record: the same on every screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from textual.screen import ModalScreen

from kamtui.screens.places import page_of, place
from kamtui.screens.shell.base import WorkScreen
from kamtui.store.draft_files import Draft
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.screens.dialogs.form import FormDialog

R = TypeVar("R", bound=Record)


class RecordActions(WorkScreen):
    """What screens do with the record under the cursor."""

    def open_page(self, kind: type[Record], record_id: str, ids: Sequence[str]) -> None:
        """Open the page of a record; `ids` are those before and behind it in the list that it came from."""
        self.show_screen(page_of(kind), kind, record_id, ids)

    def open_among(self, record: Record, listed: Iterable[Record | None]) -> None:
        """Open the page of a record; the others of its kind that are `listed` lie before and behind it."""
        ids = dict.fromkeys(each.id for each in listed if isinstance(each, type(record)))
        self.open_page(type(record), record.id, list(ids))

    def add_record(
        self,
        blank: R,
        then: Callable[[str], object] | None = None,
        typed: Mapping[str, str] | None = None,
        key: str = "",
    ) -> None:
        """Ask for the fields of a new record and add it; `then` is called with its id.

        `typed` is what stood in the form when a session ended, and `key` its draft.
        """

        def add(values: dict[str, Any]) -> None:
            record = msgspec.structs.replace(blank, **values)
            added: list[str] = []
            what = word("screens.added", kind=self._kind(type(record)), name=clean(self.named(record)))

            def done() -> None:
                self.tell(what)
                if then:
                    then(added[-1])

            self.save(what, lambda change: added.append(change.add(record).id), done)

        self._form(blank, word("screens.new", kind=self._kind(type(blank))), add, typed=typed, key=key)

    def edit_record(self, kind: type[Record], record_id: str | None, focus: str = "") -> None:
        """Edit a record in a form that starts in the field `focus`; only what was changed is saved."""
        record = self.workspace.get(kind, record_id) if record_id else None
        if record is not None:
            self._edit_form(record, focus)

    def resume(self, draft: Draft) -> bool:
        """Open a draft in its form, with what was typed; whether that can be done. It is one of this session now."""
        from kamtui.store import fields

        try:
            record = draft.opened()
            known = {field.name for field in fields.fields_of(type(record))}
        except (ValueError, LookupError):
            return False
        if draft.form:
            return self._resume_on_page(draft, record)
        texts = {name: text for name, text in draft.texts.items() if name in known}
        key = self.workspace.drafts.resume(draft)
        if record.id:
            self._edit_form(record, typed=texts, key=key)
        else:
            self.add_record(record, typed=texts, key=key)
        return True

    def _resume_on_page(self, draft: Draft, record: Record) -> bool:
        """Open the page of a record, and there the short form about it that a session left; whether it is known."""
        page = place(page_of(type(record)))(self.workspace, self.notice, type(record), record.id, [])
        if not page.knows_form(draft):
            return False
        key = self.workspace.drafts.resume(draft)
        self.app.push_screen(page)
        page.call_after_refresh(page.open_form, draft, key)
        return True

    def _edit_form(self, seen: Record, focus: str = "", typed: Mapping[str, str] | None = None, key: str = "") -> None:
        self._form(seen, clean(self.named(seen)), lambda values: self.keep_record(seen, values), focus, typed, key)

    def keep_record(self, seen: Record, values: dict[str, Any]) -> None:
        """Save fields of a record that was edited; `seen` is what it was then."""
        from kamtui.store.fields import keep

        what = word("screens.edited", kind=self._kind(type(seen)), name=clean(self.named(seen)))
        self.save(what, lambda change: keep(change, seen, values))

    def archive_record(
        self, kind: type[Record], record_id: str | None, then: Callable[[], object] | None = None
    ) -> None:
        """Take a record out of the lists; undo brings it back. `then` is called once that is saved."""
        record = self.workspace.get(kind, record_id) if record_id else None
        if record is None:
            return
        what = word("screens.archived", kind=self._kind(kind), name=clean(self.named(record)))

        def done() -> None:
            self.tell(what)
            if then:
                then()

        self.save(what, lambda change: change.set(record, archived=True), done)

    def action_history(self) -> None:
        """Show what changed in the record under the cursor, and in an account's case in all that belongs to it."""
        record = self.subject()
        if record is None:
            self.tell(word("shell.no_history"))
        elif self.KIND != "history":
            self.show_screen("history", type(record), record.id)

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

    def _form(
        self,
        record: Record,
        title: str,
        then: Callable[[dict[str, Any]], None],
        focus: str = "",
        typed: Mapping[str, str] | None = None,
        key: str = "",
    ) -> None:
        """Ask for the fields of a record, and keep what is typed as a draft until it is saved or dropped.

        Args:
            record: As the person sees it; new values are saved against it.
            title: What is edited, cleaned.
            then: Gets the new values, if any were typed, and saves them.
            focus: Name of the field to start in.
            typed: Texts that stand in the form already, by field.
            key: The draft that they come from.
        """
        from kamtui.screens.dialogs.form import FormDialog
        from kamtui.screens.shell.form_fields import form_fields
        from kamtui.store import fields

        if not key and not self.may_write():
            return

        def patch_of(texts: dict[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
            return fields.patch_of(self.workspace, record, texts, self.today())

        def take(texts: dict[str, str]) -> None:
            if values := patch_of(texts)[0]:
                then(values)

        def again(name: str, texts: dict[str, str], draft: str) -> None:
            self._form(record, title, then, name, texts, draft)

        asked = form_fields(self.workspace, record, lambda: form.texts(), self.today())
        form = FormDialog(title, asked, focus, typed=typed, check=lambda texts: patch_of(texts)[1])
        self.run_form(form, record, title, take, again, key)

    def run_form(
        self,
        form: FormDialog,
        record: Record,
        title: str,
        take: Callable[[dict[str, str]], object],
        again: Callable[[str, dict[str, str], str], object],
        key: str = "",
        left: Callable[[], object] | None = None,
        named: str = "",
        values: Mapping[str, Any] | None = None,
    ) -> None:
        """Show a form whose texts are kept as a draft until they are saved or dropped.

        Args:
            form: To be shown.
            record: What it is about.
            title: What the draft is called.
            take: Gets the texts that were typed, and saves what follows from them.
            again: Opens such a form again, in the field of this name, with these texts, which are this draft.
            key: The draft that the form's texts come from; a new one is begun where there is none.
            left: Called when the form is left without an answer.
            named: Which short form it is, for the next start to open it again; "" is the form of all fields.
            values: Fields that change together with what is typed.
        """
        drafts = self.workspace.drafts
        draft = key or drafts.start(record, title, named, values)
        form.keep_safe(partial(drafts.keep, draft), drafts.write)

        def read(texts: dict[str, str] | None) -> None:
            if texts is None:
                drafts.drop(draft)
                if left:
                    left()
                self.give_back()
                return
            drafts.keep(draft, texts)
            self.hold(draft, lambda name: again(name, texts, draft))
            take(texts)
            if self.holds(draft) and not isinstance(self.app.screen, ModalScreen):  # nothing came of it
                self.let_go()

        self.app.push_screen(form, read)

    def named(self, record: Record) -> str:
        """What a record is called."""
        from kamtui.store.fields import title_of

        return title_of(self.workspace, record)

    def _kind(self, kind: type[Record]) -> str:
        return word(f"screens.kind.{kind.table}")
