"""Offering what was typed and not saved when an earlier session ended."""

from __future__ import annotations

from typing import Any

import msgspec
from textual.screen import ModalScreen

from kamtui.screens.deals.closing_rival import RIVAL
from kamtui.screens.deals.forms import KNOWN, REASON
from kamtui.screens.dialogs.draft_list import DraftsDialog
from kamtui.screens.shell.clashes import by_whom
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.list_columns import Row
from kamtui.store import fields
from kamtui.store.draft_files import Draft
from kamtui.store.drafts import Waiting
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
        self._screen.workspace.drafts.heard = None
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
        whole = [each for each, (_, draft) in self._left.items() if not self._asks_more(draft)]
        if what == "discard":
            self._forget([key])
        elif what == "open" or (what == "save" and key not in whole):
            self._open(key)
            return
        elif what == "all" and not whole:
            self._screen.warn(word("drafts.ask_more"))
        else:
            self._save([key] if what == "save" else whole)
            return
        self.ask()

    def _open(self, key: str) -> None:
        """Open the draft in its form; the others are offered again when that is saved or dropped."""
        if self._screen.resume(self._left[key][1]):
            self._forget([key])
            self._screen.workspace.drafts.heard = lambda: self._screen.app.call_after_refresh(self._go_on)
        else:
            self._screen.warn(word("drafts.strange"))
            self.ask()

    def _go_on(self) -> None:
        """Offer what is left, unless a form or a question is still open."""
        if self._screen.workspace.drafts.heard and not isinstance(self._screen.app.screen, ModalScreen):
            self.ask()

    def _asks_more(self, draft: Draft) -> bool:
        """Whether only its form can save a draft, since it asks for more: at a gate, or why a deal is lost."""
        try:
            seen, values = draft.opened(), self._patch(draft)[0]
        except (ValueError, LookupError):
            return False
        return bool(draft.form or fields.missing(self._screen.workspace, seen, values) or fields.unsaid(seen, values))

    def _patch(self, draft: Draft) -> tuple[dict[str, Any], dict[str, str]]:
        """The fields that a draft changes, and what is wrong with them; raises ValueError or LookupError."""
        return fields.patch_of(self._screen.workspace, draft.opened(), draft.texts, self._screen.today())

    def _save(self, keys: list[str]) -> None:
        """Save drafts as they are, as one step; one that cannot be read back opens no dialog but is named."""
        patches: list[tuple[Record, dict[str, Any]]] = []
        for key in keys:
            draft = self._left[key][1]
            try:
                record, (values, wrong) = draft.opened(), self._patch(draft)
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
                    fields.keep(change, record, values)
                else:
                    change.add(msgspec.structs.replace(record, **values))

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
        said = [f"{self._label(draft, name)}: {text}" for name, text in draft.texts.items()]
        return clean(draft.title, 80), by_whom("", draft.at), clean("; ".join(said), LONGEST)

    def _label(self, draft: Draft, name: str) -> str:
        """What people call a field of a form."""
        if name == REASON:
            return word("deals.reason")
        if name.startswith(KNOWN):
            asked = name.removeprefix(KNOWN)
            stages = self._screen.workspace.method.stages
            known = [each for stage in stages for each in stage.must_know if each.id == asked]
            return known[0].label.text if known else asked
        try:
            return fields.label(type(draft.opened()), "lost_to" if name == RIVAL else name)
        except (ValueError, LookupError):
            return name
