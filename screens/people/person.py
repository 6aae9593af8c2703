"""The card of one person: facts, ask-list, knowledge meter, turning points, and the personal topics (A4.25)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.people.person_rows import person_columns, person_rows
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.page_list import PageList
from kamtui.store.people.cards import answer_text, keep_answer, keep_told, profile_of, read_answer, told, typed_text
from kamtui.store.people.circles import Scope, mapped
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.records.judgement import Evidence
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class PersonScreen(ListScreen, QuickLogging, RecordActions):
    """One person; Enter fills what the cursor is on."""

    KIND = "person"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str, person: str, ids: Sequence[str], deal: str = "") -> None:
        """Show a person of the list `ids`, seen from a deal where one is given."""
        super().__init__(workspace, notice)
        self._person, self._around, self._deal = person, list(ids), deal
        self.list = PageList(person_columns(), empty=word("screens.page.gone"))

    def show(self) -> None:
        """Read the person anew."""
        person = self._shown()
        if person is None:
            self.list.set_rows([])
            return
        found = mapped(self.workspace, Scope(person.account, self._deal), self.today())
        self.list.set_rows(person_rows(self.workspace, found, person))
        account = self.workspace.get(Account, person.account)
        crumbs = [clean(account.name, 30) if account else "", clean(person.name, 40)]
        if deal := self.workspace.get(Opportunity, self._deal):
            crumbs.insert(1, clean(deal.name, 30))
        self.title_bar.show(crumbs=[each for each in crumbs if each])

    def deal_around(self) -> str:
        """The deal that the person is seen from."""
        return self._deal

    def subject(self) -> Record | None:
        """The person."""
        return self._shown()

    def action_open(self) -> None:
        """Fill what the cursor is on: a field, a topic, or what the person told us."""
        what, _, name = (self.list.cursor_key or "").partition(":")
        match what:
            case "field" | "ask-rating" | "ask-field":
                self.edit_record(Contact, self._person, focus=name)
            case "topic" | "ask-topic":
                self._answer(name)
            case "knows" | "ask-knowledge":
                self._heard(name)
            case "ask-question":
                self._deal_question(name)

    def action_edit_cell(self) -> None:
        """The same as opening it."""
        self.action_open()

    def action_edit(self) -> None:
        """Edit the person in a form."""
        self.edit_record(Contact, self._person)

    def action_coverage(self) -> None:
        """Show where we stand with everyone around."""
        if person := self._shown():
            self.show_screen("circle", Scope(person.account, self._deal))

    def action_next_record(self) -> None:
        """Show the next person."""
        self._turn(1)

    def action_previous_record(self) -> None:
        """Show the person before."""
        self._turn(-1)

    def _turn(self, step: int) -> None:
        if self._person in self._around:
            to = self._around.index(self._person) + step
            if 0 <= to < len(self._around):
                self._person = self._around[to]
                self.show()

    def _shown(self) -> Contact | None:
        return self.workspace.get(Contact, self._person)

    def _answer(self, name: str) -> None:
        """Ask for the answer to a topic of the card; it goes into the private folder."""
        person, topic = self._shown(), next((one for one in self.workspace.method.topics if one.id == name), None)
        if person is None or topic is None or not self.may_write():
            return
        seen, asked = person, topic
        now = profile_of(self.workspace, person).answers.get(name)

        def understood(text: str) -> str:
            return answer_text(read_answer(text, self.today()))

        def keep(text: str | None) -> None:
            if text is None or text == typed_text(now):
                return
            answer = read_answer(text, self.today())
            what = word("people.card.kept", name=clean(seen.name, 40))
            self.save(
                what, lambda change: keep_answer(self.workspace, change, seen, asked, answer), lambda: self.tell(what)
            )

        title = clean(topic.label.text, 80)
        hint = word("people.card.hint")
        self.app.push_screen(LineDialog(title, understood, hint=hint, text=clean(typed_text(now), 400)), keep)

    def _heard(self, name: str) -> None:
        """Ask what the person told us about one of the five items."""
        person, item = self._shown(), next((one for one in self.workspace.method.knowledge if one.id == name), None)
        if person is None or item is None or not self.may_write():
            return
        seen, about, now = person, item, told(self.workspace, person, item)

        def keep(text: str | None) -> None:
            if text is None:
                return
            heard = Evidence(what=text, date=self.today())
            what = word("people.card.kept", name=clean(seen.name, 40))
            self.save(
                what, lambda change: keep_told(self.workspace, change, seen, about, heard), lambda: self.tell(what)
            )

        title = clean(item.label.text, 60)
        text = clean(now.what, 400) if now else ""
        self.app.push_screen(
            LineDialog(title, lambda said: clean(said, 400), hint=word("people.card.told"), text=text), keep
        )

    def _deal_question(self, name: str) -> None:
        """Answer what the deal's stage wants known."""
        deal = self.workspace.get(Opportunity, self._deal)
        stage = self.workspace.method.stage(deal.stage) if deal else None
        question = next((one for one in stage.must_know if one.id == name), None) if stage else None
        if deal is None or question is None:
            return
        self.edit_record(Opportunity, deal.id, focus=question.field or "known")
