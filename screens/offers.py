"""Offering what was typed and not saved when an earlier session ended."""

from __future__ import annotations

from typing import Any

from kamtui.screens.clashes import by_whom
from kamtui.screens.dialogs.draft_list import DraftsDialog
from kamtui.screens.records import RecordActions
from kamtui.screens.widgets.list_columns import Row
from kamtui.store import fields
from kamtui.store.drafts import Draft, Waiting
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change

LONGEST = 200
"""Cells of the texts of a draft in the list."""


class Offer:
    """The drafts that wait, until each is opened, saved, discarded or left for the next start."""

    def __init__(self, screen: RecordActions, waiting: list[Waiting]) -> None:
        """Offer on `screen` what dead sessions have left."""
        self._screen = screen
        self._left = {f"{at}:{draft.id}": (each, draft) for at, each in enumerate(waiting) for draft in each.drafts}
        self._waiting = waiting

    def ask(self) -> None:
        """Show what is left; when nothing is, or it is left for later, let other sessions have it."""
        if not self._left:
            self._release()
            return
        rows = [Row(key, self._cells(draft)) for key, (_, draft) in self._left.items()]
        self._screen.app.push_screen(DraftsDialog(rows), self._chosen)

    def _chosen(self, answer: tuple[str, str] | None) -> None:
        if answer is None:
            self._release()
            return
        what, key = answer
        if what == "discard":
            self._forget([key])
        elif what == "open":
            self._open(key)
            return
        else:
            self._save([key] if what == "save" else list(self._left))
            return
        self.ask()

    def _open(self, key: str) -> None:
        """Open the draft in its form; the others are offered at the next start, or with the next look."""
        if self._screen.resume(self._left[key][1]):
            self._forget([key])
            self._release()
        else:
            self._screen.warn(word("drafts.strange"))
            self.ask()

    def _save(self, keys: list[str]) -> None:
        """Save drafts as they are, as one step; one that cannot be read back opens no dialog but is named."""
        patches: list[tuple[Record, dict[str, Any]]] = []
        for key in keys:
            draft = self._left[key][1]
            try:
                record = draft.opened()
                values, wrong = fields.patch_of(self._screen.workspace, record, draft.texts, self._screen.today())
            except (ValueError, LookupError):
                self._screen.warn(word("drafts.strange"))
                self.ask()
                return
            if wrong:
                self._screen.warn(word("drafts.wrong", why=next(iter(wrong.values()))))
                self.ask()
                return
            patches.append((record, values))

        def act(change: Change) -> None:
            for record, values in patches:
                if record.id:
                    change.set(record, **values)
                else:
                    change.add(_filled(record, values))

        def done() -> None:
            self._screen.tell(what)
            self._forget(keys)
            self.ask()

        what = word("drafts.saved", n=len(keys))
        if not self._screen.save(what, act, done):
            self._release()

    def _forget(self, keys: list[str]) -> None:
        for key in keys:
            waiting, draft = self._left.pop(key)
            waiting.drop(draft)

    def _release(self) -> None:
        for waiting in self._waiting:
            waiting.release()
        self._waiting = []

    def _cells(self, draft: Draft) -> tuple[str, ...]:
        """What a draft is of, when it was typed, and what."""
        said = []
        for name, text in draft.texts.items():
            try:
                label = fields.label(type(draft.opened()), name)
            except (ValueError, LookupError):
                label = name
            said.append(f"{label}: {text}")
        return clean(draft.title, 80), by_whom("", draft.at), clean("; ".join(said), LONGEST)


def _filled(record: Record, values: dict[str, Any]) -> Record:
    import msgspec

    return msgspec.structs.replace(record, **values)
