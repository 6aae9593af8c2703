"""The page of a rival in one account, with how their representative stands with each of our contacts (A5.03)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Mapping

from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.pages.rows import heading
from kamtui.screens.shell.asking import Asking
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.saying import sign
from kamtui.store.draft_files import Draft
from kamtui.store.fields.inner import STANDING
from kamtui.store.records import Contact, Rating, Record, Rival
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_RELATION = "relation:"


class PresenceScreen(PageScreen, Asking):
    """A competitor in an account; Enter on a person says how well they know them, from −2 to +2."""

    def rows_of(self, record: Record, folded: Container[str]) -> list[Row]:
        """The fields, then every contact of the account."""
        rows = super().rows_of(record, folded)
        if not isinstance(record, Rival):
            raise TypeError(record.table)
        people = [each for each in self.workspace.of_account(Contact, record.account) if not each.archived]
        title = f"{fields.label(Rival, 'relations')} {len(record.relations)}/{len(people)}"
        rows.append(heading("relations", title, "relations" in folded))
        if "relations" not in folded:
            for person in people:
                rating = record.relations.get(person.id, Rating())
                said = "  ".join(filter(None, (sign(rating.value), rating.source, str(rating.date or ""))))
                rows.append(Row(f"relation:{person.id}", (Cell(clean(person.name, 60), "muted"), clean(said, 200))))
        return rows

    def action_open(self) -> None:
        """Say how they stand with the person under the cursor, or what else it is on."""
        what, _, person = (self.list.cursor_key or "").partition(":")
        rival = self.workspace.get(Rival, self._shown_id)
        found = self.workspace.get(Contact, person) if what == "relation" else None
        if rival and found:
            self._ask(rival, found)
        elif what != "relation":
            super().action_open()

    def action_edit_cell(self) -> None:
        """The same by the key for editing."""
        if (self.list.cursor_key or "").startswith("relation:"):
            self.action_open()
        else:
            super().action_edit_cell()

    def knows_form(self, draft: Draft) -> bool:
        """Whether `open_form` can open this draft: that of how well they know someone."""
        return draft.table == Rival.table and draft.form.startswith(_RELATION)

    def open_form(self, draft: Draft, key: str) -> None:
        """Open the draft with everything that was typed; it is the draft `key` of this session."""
        rival = self.workspace.get(Rival, self._shown_id)
        person = self.workspace.get(Contact, draft.form.removeprefix(_RELATION))
        if rival and person:
            self._ask(rival, person, draft.texts, key)

    def _ask(self, rival: Rival, person: Contact, typed: Mapping[str, str] | None = None, key: str = "") -> None:
        known = rival.relations.get(person.id, Rating())

        def keep(texts: dict[str, str]) -> None:
            value = _read(texts["value"])
            relations = {name: rating for name, rating in rival.relations.items() if name != person.id}
            if value is not None:
                relations[person.id] = Rating(
                    value=value, source=texts["source"].strip(), date=self._day(texts["date"])
                )
            self.keep_inner(rival, "relations", relations, person.name)

        asked = [
            FormField("value", word("offering.relation"), "" if known.value is None else str(known.value), _read,
                      lambda value: sign(value) if value is not None else "", hint=word("offering.relation_hint")),
            FormField("source", word("dealing.asked.source"), known.source, str.strip, str),
            FormField("date", word("dealing.date"), known.date.isoformat() if known.date else "", self._day, str),
        ]  # fmt: skip
        preset = {} if known.date else {"date": self.today().isoformat()}
        title = f"{self.named(rival)}: {person.name}"
        named = _RELATION + person.id
        self.ask_texts(rival, clean(title, 80), asked, keep, preset=preset, typed=typed, key=key, named=named)

    def _day(self, text: str) -> dt.date | None:
        return dates.parse(text, self.today()) if text.strip() else None


def _read(text: str) -> int | None:
    """How well they know a person; None for nothing said, ValueError for what is off the scale."""
    return fields.mark(text, *STANDING)
