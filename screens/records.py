"""Adding, editing, archiving and opening a record: the same on every screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from kamtui.screens.base import WorkScreen
from kamtui.store.drafts import Draft
from kamtui.store.records import Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.screens.dialogs.form import FormField
    from kamtui.store import fields

R = TypeVar("R", bound=Record)


class RecordActions(WorkScreen):
    """What screens do with the record under the cursor."""

    def open_page(self, kind: type[Record], record_id: str, ids: Sequence[str]) -> None:
        """Open the page of a record; `ids` are those before and behind it in the list that it came from."""
        from kamtui.screens.page import PageScreen

        self.app.push_screen(PageScreen(self.workspace, self.notice, kind, record_id, ids))

    def subject(self) -> Record | None:
        """The record that the person means: the one under the cursor."""
        return None

    def action_history(self) -> None:
        """Show what changed in the record under the cursor, and in an account's case in all that belongs to it."""
        from kamtui.screens.history import HistoryScreen

        record = self.subject()
        if record and not isinstance(self, HistoryScreen):
            self.app.push_screen(HistoryScreen(self.workspace, self.notice, type(record), record.id))

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

        def add(values: dict[str, Any], back: Callable[[str], object], draft: str) -> None:
            record = msgspec.structs.replace(blank, **values)
            added: list[str] = []
            what = word("screens.added", kind=self._kind(type(record)), name=clean(_name(record)))

            def done() -> None:
                self.tell(what)
                if then:
                    then(added[-1])

            self.save(what, lambda change: added.append(change.add(record).id), done, back, draft)

        self._form(blank, word("screens.new", kind=self._kind(type(blank))), add, typed=typed, key=key)

    def edit_record(self, kind: type[Record], record_id: str | None, focus: str = "") -> None:
        """Edit a record in a form that starts in the field `focus`; only what was changed is saved."""
        record = self.workspace.get(kind, record_id) if record_id else None
        if record is None:
            return
        self._edit(record, focus)

    def resume(self, draft: Draft) -> bool:
        """Open a draft in its form, with what was typed; whether that can be done. It is one of this session now."""
        from kamtui.store import fields

        try:
            record = draft.opened()
            known = {field.name for field in fields.fields_of(type(record))}
        except (ValueError, LookupError):
            return False
        texts = {name: text for name, text in draft.texts.items() if name in known}
        key = self.workspace.drafts.resume(draft)
        if record.id:
            self._edit(record, typed=texts, key=key)
        else:
            self.add_record(record, typed=texts, key=key)
        return True

    def _edit(self, seen: Record, focus: str = "", typed: Mapping[str, str] | None = None, key: str = "") -> None:
        def edit(values: dict[str, Any], back: Callable[[str], object], draft: str) -> None:
            what = word("screens.edited", kind=self._kind(type(seen)), name=clean(_name(seen)))
            self.save(what, lambda change: change.set(seen, **values), None, back, draft)

        self._form(seen, clean(_name(seen)), edit, focus, typed, key)

    def archive_record(self, kind: type[Record], record_id: str | None) -> None:
        """Take a record out of the lists; undo brings it back."""
        record = self.workspace.get(kind, record_id) if record_id else None
        if record is None:
            return
        what = word("screens.archived", kind=self._kind(kind), name=clean(_name(record)))
        self.save(what, lambda change: change.set(record, archived=True), lambda: self.tell(what))

    def move_deal(self, deal: Opportunity, stage: str) -> bool:
        """Move an open opportunity to another buying stage, from today on; whether it was saved."""
        from kamtui.store.fields import follow_ups

        entry = self.workspace.method.stage(stage)
        label = entry.label.text if entry else stage
        what = word("screens.moved", name=clean(deal.name), stage=label)
        patch: dict[str, Any] = {"stage": stage}
        patch |= follow_ups(deal, patch, self.today())
        return self.save(what, lambda change: change.set(deal, **patch), lambda: self.tell(what))

    def _form(
        self,
        record: Record,
        title: str,
        then: Callable[[dict[str, Any], Callable[[str], object], str], None],
        focus: str = "",
        typed: Mapping[str, str] | None = None,
        key: str = "",
    ) -> None:
        """Ask for the fields of a record, and keep what is typed as a draft until it is saved or dropped.

        Args:
            record: As the person sees it; new values are saved against it.
            title: What is edited, cleaned.
            then: Gets the new values, if any were typed, a function that opens the form again in a field, and the key
                of the draft.
            focus: Name of the field to start in.
            typed: Texts that stand in the form already, by field.
            key: The draft that they come from.
        """
        from kamtui.screens.dialogs.form import FormDialog
        from kamtui.store import fields

        if not key and not self.may_write():
            return
        drafts = self.workspace.drafts
        draft = key or drafts.start(record, title)

        def keep(texts: dict[str, str], now: bool) -> None:
            drafts.keep(draft, texts)
            if now:
                drafts.write()

        def read(texts: dict[str, str] | None) -> None:
            if not texts:
                drafts.drop(draft)
                return

            drafts.keep(draft, texts)

            def back(name: str) -> None:
                self._form(record, title, then, name, texts, draft)

            values, wrong = fields.patch_of(self.workspace, record, texts, self.today())
            if wrong:
                self.warn("  ".join(wrong.values()))
                back(next(iter(wrong)))
            elif values:
                then(values, back, draft)
            else:
                drafts.drop(draft)

        asked = [field for field in fields.fields_of(type(record)) if _is_asked(field, record)]
        form = FormDialog(title, [self._form_field(field, record) for field in asked], focus, typed, keep)
        self.app.push_screen(form, read)

    def _form_field(self, field: fields.Field, record: Record) -> FormField:
        from kamtui.screens.dialogs.form import FormField
        from kamtui.store import fields

        def echo(value: object) -> str:
            return fields.show(self.workspace, msgspec.structs.replace(record, **{field.name: value}), field)

        return FormField(
            field.name,
            fields.label(type(record), field.name),
            fields.text_of(self.workspace, record, field),
            lambda text: fields.parse(self.workspace, record, field, text, self.today()),
            echo,
            tuple(option.label for option in fields.options(self.workspace, field, record)),
            field.kind == "long",
        )

    def _kind(self, kind: type[Record]) -> str:
        return word(f"screens.kind.{kind.table}")


def _name(record: Record) -> str:
    from kamtui.store.fields import name_of

    return name_of(record)


def _is_asked(field: fields.Field, record: Record) -> bool:
    """Whether a form asks for a field: the account of a record only while it is new and has none."""
    return not field.hidden or (field.name == "account" and not record.id and not getattr(record, "account", ""))
