"""Where we stand with the people of a deal or an account: every figure with its formula, inputs and gaps (C16-C18)."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.people.circle_rows import circle_columns, circle_rows
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.looking_back import LookingBack
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.people.circles import Mapped, Scope, mapped
from kamtui.store.people.slots import read_slot, slot_text
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.records.judgement import Evidence, Slot
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

RECENT = dt.timedelta(days=30)
"""How far back changes are listed when no day was chosen."""


class CirclePage(LookingBack, ListScreen, RecordActions):
    """One list of everything about a circle of people; Enter fills what can be filled."""

    KIND = "circle"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str, scope: Scope) -> None:
        """Show the circle of `scope`."""
        super().__init__(workspace, notice)
        self._scope = scope
        self.looked_at = scope.day
        self.list = VirtualList(circle_columns(), empty=word("people.empty"))
        self._found: Mapped = mapped(workspace, scope, self.today())

    def show(self) -> None:
        """Work everything out anew; with an earlier day chosen, as of that day, and what changed since then."""
        scope = Scope(self._scope.account, self._scope.deal, self.looked_at)
        self._found = mapped(self.workspace, scope, self.today())
        since = self.looked_at or self.today() - RECENT
        self.list.set_rows(circle_rows(self.workspace, self._found, since))
        holder = self.subject()
        self.title_bar.show(crumbs=[clean(getattr(holder, "name", ""), 60)] if holder else [])

    def subject(self) -> Record | None:
        """The deal or the account."""
        deal = self.workspace.get(Opportunity, self._scope.deal) if self._scope.deal else None
        return deal or self.workspace.get(Account, self._scope.account)

    def action_open(self) -> None:
        """Fill a decision, a duty or a message; open the person that a row is about."""
        what, _, name = (self.list.cursor_key or "").partition(":")
        match what:
            case "decisions" | "duties":
                self._fill_slot(what, name)
            case "messages":
                self._fill_message(name)
            case "person" | "seat" | "change":
                self._open_person(name.partition("/")[0])

    def action_edit_cell(self) -> None:
        """The same as opening it."""
        self.action_open()

    def _open_person(self, person: str) -> None:
        if self.workspace.get(Contact, person):
            ids = [each.id for each in self._found.circle.people]
            self.show_screen("person", person, ids, self._scope.deal)

    def _fill_slot(self, group: str, name: str) -> None:
        deal = self.workspace.get(Opportunity, self._scope.deal)
        if deal is None or not self.may_write():
            return
        seen, now = deal, getattr(deal, group).get(name, Slot())
        label = clean(self.workspace.method.label_of(group, name), 60)

        def understood(text: str) -> str:
            return slot_text(self._found, read_slot(self._found, text, self.today()))

        def keep(text: str | None) -> None:
            if text is None:
                return
            slots = {each: slot for each, slot in getattr(seen, group).items() if each != name}
            if text:
                slots[name] = read_slot(self._found, text, self.today())
            self._keep(seen, label, **{group: slots})

        text = slot_text(self._found, now)
        self.app.push_screen(LineDialog(label, understood, hint=word("people.slot.hint"), text=text), keep)

    def _fill_message(self, layer: str) -> None:
        deal = self.workspace.get(Opportunity, self._scope.deal)
        if deal is None or not self.may_write():
            return
        seen, label = deal, clean(self.workspace.method.label_of("layers", layer), 60)
        now = deal.messages[layer].what if layer in deal.messages else ""

        def keep(text: str | None) -> None:
            if text is None:
                return
            messages = {each: said for each, said in seen.messages.items() if each != layer}
            if text:
                messages[layer] = Evidence(what=text, date=self.today())
            self._keep(seen, label, messages=messages)

        hint = word("people.message.hint")
        self.app.push_screen(LineDialog(label, lambda text: clean(text, 400), hint=hint, text=clean(now, 400)), keep)

    def _keep(self, deal: Opportunity, label: str, **fields: Any) -> None:
        what = word("people.kept", name=clean(deal.name, 40), label=label)
        self.save(what, lambda change: change.set(deal, **fields), lambda: self.tell(what))
