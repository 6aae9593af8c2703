"""The page of a deal: what the buyer does, how good it looks, who decides by what, who else is there, what we offer."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.deal.rows import deal_rows
from kamtui.screens.deals.answering import AnswersOfDeal
from kamtui.screens.dialogs.numbers import NumberDialog
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.rivals.stances import RivalStances
from kamtui.screens.widgets.list_columns import Row
from kamtui.store.deals.meant import explain_row
from kamtui.store.deals.paper import plain
from kamtui.store.deals.printed import PAGES, write
from kamtui.store.deals.sheet import Sheet
from kamtui.store.records import (
    Concession,
    Criterion,
    Gift,
    Intelligence,
    Objection,
    Opportunity,
    Quote,
    Record,
    Rival,
)
from kamtui.store.text.words import word

SCORES = ("score", "fit", "influence")
"""Numbers that come from a sheet of answers."""


class DealScreen(PageScreen, RivalStances, AnswersOfDeal):
    """One deal; Enter opens, edits or answers what the cursor is on, `i` explains the number."""

    KIND = "deal"
    LABELS: ClassVar[int] = 26
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def folded_first(self, record: Record) -> set[str]:
        """What is long and seldom changed begins folded; of an account that is not known there are no people."""
        return {"further", "events"} | (set() if getattr(record, "account", "") else {"people"})

    def rows_of(self, record: Record, folded: Container[str]) -> list[Row]:
        """Every section of the deal."""
        return deal_rows(self.sheet(record), folded)

    def sheet(self, deal: Record) -> Sheet:
        """Everything about the deal, today."""
        if not isinstance(deal, Opportunity):
            raise TypeError(deal.table)
        return Sheet(self.workspace, deal, self.today())

    def addable(self, account: str, deal: str) -> Sequence[Record]:
        """What belongs to a deal in particular comes first; the kind that the cursor's section lists before all."""
        found = self.workspace.get(Opportunity, deal)
        currency = found.currency if found else ""
        last = max((each.version for each in self._quotes(account, deal)), default=0)
        own: list[Record] = [
            Criterion(name="", account=account, opportunity=deal),
            Rival(competitor="", account=account, currency=currency),
            Intelligence(subject="", account=account, opportunity=deal, date=self.today()),
            Objection(subject="", account=account, opportunity=deal, date=self.today()),
            Quote(name="", account=account, opportunity=deal, date=self.today(), currency=currency, version=last + 1),
            Concession(name="", account=account, opportunity=deal, date=self.today(), currency=currency),
            Gift(name="", account=account, opportunity=deal, date=self.today(), currency=currency),
        ]
        section = self.cursor_section()
        first = _LISTED.get(section, ())
        everything = [*own, *super().addable(account, deal)]
        return sorted(everything, key=lambda each: first.index(each.table) if each.table in first else len(first))

    def cursor_section(self) -> str:
        """The section that the cursor is in."""
        for row in reversed(self.list.rows[: (self.list.cursor_row or 0) + 1]):
            if row.key.startswith("-section:"):
                return row.key.removeprefix("-section:")
        return ""

    def action_open(self) -> None:
        """Answer what the cursor is on: a step's evidence, the decision, an assessment, a score."""
        what, _, rest = (self.list.cursor_key or "").partition(":")
        topic, _, about = rest.partition(":")
        deal = self.cursor_deal()
        if deal is None:
            return
        if what == "evidence":
            self.ask_evidence(deal, rest)
        elif what == "bid":
            self.ask_bid(deal, rest)
        elif what == "go":
            self.ask_verdict(deal)
        elif what == "stance":
            self.ask_stance(deal, rest)
        elif what == "sum" and topic in SCORES:
            section = about.partition(":")
            self.open_answers(deal, section[0] if topic == "score" else "criteria", section[2])
        elif what == "sum":
            self.action_explain()
        else:
            super().action_open()

    def action_edit_cell(self) -> None:
        """Edit the field or record under the cursor; what is answered elsewhere opens there."""
        what = (self.list.cursor_key or "").partition(":")[0]
        if what in ("evidence", "bid", "go", "sum", "stance"):
            self.action_open()
        else:
            super().action_edit_cell()

    def action_answer(self) -> None:
        """Go through the questions of the first assessment, for us and for each rival."""
        deal = self.cursor_deal()
        if deal and self.workspace.method.assessments:
            self.open_answers(deal, self.workspace.method.assessments[0].id, "")

    def action_explain(self) -> None:
        """Say how the number under the cursor comes about, or what a field is for and how it has changed."""
        deal = self.cursor_deal()
        if deal is None:
            return
        self.show_text(explain_row(self.sheet(deal), self.list.cursor_key or "", self.cursor_section()))

    def action_export(self) -> None:
        """Write the preparation of a visit, or the case study of a won deal, as Markdown, and show it."""
        deal = self.cursor_deal()
        if deal is None or not self.may_write():
            return
        seen = deal
        choices = [(name, word(f"printed.which.{name}")) for name in PAGES]
        dialog = NumberDialog(word("printed.which"), choices)
        self.app.push_screen(dialog, lambda which: self._print(seen, which) if which else None)

    def _print(self, deal: Opportunity, which: str) -> None:
        if which == "case" and deal.status != "won":
            self.tell(word("printed.only_won"))
            return
        sheet = self.sheet(deal)
        try:
            name = write(sheet, which)
        except OSError as error:
            self.refuse(error)
            return
        self.tell(word("printed.written", file=name))
        self.show_text(plain(PAGES[which](sheet)).splitlines())

    def _quotes(self, account: str, deal: str) -> list[Any]:
        return [each for each in self.workspace.of_account(Quote, account) if each.opportunity == deal]


_LISTED = {
    "needs": ("needs",),
    "people": ("contacts",),
    "criteria": ("criteria",),
    "rivals": ("rivals", "intelligence", "objections"),
    "money": ("quotes", "concessions", "gifts"),
    "plan": ("tasks", "activities"),
}
"""By section the tables of what it lists."""
