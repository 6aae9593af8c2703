"""Screen 4: the rivals, by rival or account by account; two or three of them laid side by side."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.rivals.rows import record_key
from kamtui.screens.rivals.stances import RivalStances
from kamtui.screens.rivals.views import BROKEN_DOWN, VIEWS, columns_of, question, rows_of, sheets_of
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.widgets.cell_list import CellList
from kamtui.store.answers import FIGURES
from kamtui.store.deals.rival_compare import side_by_side
from kamtui.store.deals.rival_told import battle_card
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.records import KINDS, Account, Competitor, Intelligence, Opportunity, Record, Rival
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

MOST = 3
"""Rivals that are laid side by side."""
_FRAME = 6
"""Cells of a text dialog that are not its text."""
_WIDEST = 110
_EMPTY = {"rival": "rivals.empty", "account": "rivals.empty.account"}
"""What an empty list says, by the list."""


class CompetitorsScreen(ListScreen, RivalStances):
    """Who else sells to our customers, how often we won against them, and where they sit."""

    KIND = "competitors"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the rivals of `workspace`, by rival at first."""
        super().__init__(workspace, notice)
        self._view = VIEWS[0]
        self.list: CellList = CellList(columns_of(self._view), empty=word("rivals.empty"))

    def show(self) -> None:
        """Read the rivals anew."""
        self.list.set_columns(columns_of(self._view))
        self.list.set_empty(word(_EMPTY.get(self._view, "rivals.view.none")))
        rows = rows_of(self.workspace, self._view, self.today(), self.size.width)
        self.list.set_rows(rows)
        self.list.keep_marks()
        rivals = sum(not each.archived for each in self.workspace.records(Competitor).values())
        counts = {"lessons": word("rivals.lessons", n=sum(not row.key.startswith("more:") for row in rows))}
        counts |= dict.fromkeys(BROKEN_DOWN, word("rivals.groups", n=len(rows)))
        shown = [] if self._view == "rival" else [word(f"rivals.view.{self._view}")]
        self.title_bar.show(crumbs=[*shown, counts.get(self._view) or word("rivals.count", n=rivals)])

    def on_resize(self) -> None:
        """Wrap anew what is wrapped."""
        self.show()

    def subject(self) -> Record | None:
        """The rival, the presence in an account, or the deal under the cursor."""
        what, found = self._at()
        return self.workspace.get(KINDS[what], found) if what in KINDS else None

    def cursor_deal(self) -> Opportunity | None:
        """The deal under the cursor, in the list of lessons."""
        record = self.subject()
        return record if isinstance(record, Opportunity) else None

    def action_open(self) -> None:
        """Open the rival's page, the account, presence or deal under the cursor, or the deals of a group."""
        what, found = self._at()
        if what in KINDS:
            keys = (row.key for row in self.list.rows if row.key.startswith(f"{what}:"))
            self.open_page(KINDS[what], found, [key.partition(":")[2] for key in keys])
        elif what == "group":
            asked = question(self._view, self.today())
            self.show_screen("chart_records", asked, {self._view: found}, "")

    def action_new(self) -> None:
        """Add a competitor; in the list by account, their presence in the account under the cursor."""
        record = self.subject()
        account = record.id if isinstance(record, Account) else getattr(record, "account", "")
        if self._view == "account" and account:
            self.add_record(Rival(competitor="", account=account))
        else:
            self.add_record(Competitor(name=""))

    def action_edit(self) -> None:
        """Edit the record under the cursor in a form."""
        record = self.subject()
        if record:
            self.edit_record(type(record), record.id)

    def action_archive(self) -> None:
        """Take the record under the cursor out of the list."""
        record = self.subject()
        if record and not isinstance(record, Account | Opportunity):
            self.archive_record(type(record), record.id)

    def action_log(self) -> None:
        """Write down what was heard of the rival under the cursor: from whom, when, how sure."""
        rival, account = self._rival(), getattr(self.subject(), "account", "")
        self.add_record(
            Intelligence(subject="", competitor=rival.id if rival else "", account=account, date=self.today())
        )

    def action_stance(self) -> None:
        """Say how we meet the rival under the cursor in one of the open deals."""
        rival, record = self._rival(), self.subject()
        if rival is None:
            self.tell(word("rivals.stance.no_deal"))
            return
        sheet = RivalSheet(self.workspace, rival, self.today())
        account = record.account if isinstance(record, Rival) else ""
        self.pick_stance(sheet, [deal for deal in sheet.open_deals if not account or deal.account == account])

    def action_group(self) -> None:
        """Go on to the next list: by rival, by account, win and loss by product, region and owner, lessons."""
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.show()

    def action_mark(self) -> None:
        """Mark the rival under the cursor for comparing, or take the mark off."""
        key = self.list.cursor_key
        if key and key.startswith(f"{Competitor.table}:"):
            self.list.mark(self.list.marked ^ {key})
            self.list.action_cursor_down()

    def action_compare(self) -> None:
        """Lay the marked rivals side by side."""
        sheets = sheets_of(self.workspace, self.today())
        chosen = [sheet for sheet in sheets if f"{Competitor.table}:{sheet.competitor.id}" in self.list.marked]
        if not 2 <= len(chosen) <= MOST:
            self.tell(word("rivals.mark_first", n=MOST))
            return
        self.show_text(side_by_side(chosen, min(self.size.width, _WIDEST) - _FRAME))

    def action_preview(self) -> None:
        """Show the battle card of the rival under the cursor."""
        rival = self._rival()
        if rival:
            self.show_text(battle_card(RivalSheet(self.workspace, rival, self.today())))

    def action_explain(self) -> None:
        """Say how the numbers are worked out, and what is left out of them."""
        rival = self._rival()
        left_out = RivalSheet(self.workspace, rival, self.today()).open_deals if rival else []
        broken_down = self._view in BROKEN_DOWN
        told = [FIGURES["win-rate"].formula if broken_down else word("rivals.formula"), "", word("rivals.gap_formula")]
        self.show_text([*told, "", *([word("rivals.open_left_out", n=len(left_out))] if rival else [])])

    def _at(self) -> tuple[str, str]:
        """The kind and the id that the row under the cursor is about."""
        what, _, found = record_key(self.list.cursor_key or "").partition(":")
        return what, found

    def _rival(self) -> Competitor | None:
        """The rival under the cursor, by itself or in an account."""
        record = self.subject()
        if isinstance(record, Rival):
            return self.workspace.get(Competitor, record.competitor)
        return record if isinstance(record, Competitor) else None
