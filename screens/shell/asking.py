"""A short form about something inside a record: a line of a quote, a relation; kept as a draft while it is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.shell.records import RecordActions
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

Texts = Mapping[str, str]


class Asking(RecordActions):
    """Asks for texts about a record and hands over all of them, those that were not touched too."""

    def ask_texts(
        self,
        record: Record,
        title: str,
        asked: Sequence[FormField],
        then: Callable[[dict[str, str]], object],
        *,
        preset: Texts | None = None,
        typed: Texts | None = None,
        key: str = "",
        named: str = "",
    ) -> None:
        """Ask; `then` gets every text by the field's name once each of them is understood.

        `typed` texts stand in the form already, and are the draft `key`; the page opens such a draft by `named`.
        """
        from kamtui.screens.dialogs.form import FormDialog

        if not key and not self.may_write():
            return

        def take(texts: dict[str, str]) -> None:
            then({each.name: each.text for each in asked} | texts)

        def again(_: str, texts: dict[str, str], draft: str) -> None:
            self.ask_texts(record, title, asked, then, preset=preset, typed=texts, key=draft, named=named)

        form = FormDialog(clean(title, 100), asked, preset=preset, typed=typed)
        self.run_form(form, record, clean(title, 100), take, again, key, None, named)

    def keep_inner(self, record: Record, name: str, value: Any, what: str) -> None:
        """Save one field of a record that holds such things."""
        said = word("screens.edited", kind=self._kind(type(record)), name=clean(what, 60))
        if self.save(said, lambda change: change.set(record, **{name: value})):
            self.tell(said)
