"""Screen 4: the rivals, by rival or account by account; two or three of them laid side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.deal_said import SaidOfDeal
from kamtui.screens.listing import ListScreen
from kamtui.screens.page_texts import said_of
from kamtui.screens.widgets.cell_list import CellList
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.rival_told import battle_card, side_by_side
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import percent
from kamtui.store.figures.winning import FEW
from kamtui.store.records import KINDS, Account, Competitor, Intelligence, Opportunity, Record, Rival
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

MOST = 3
"""Rivals that are laid side by side."""


class CompetitorsScreen(ListScreen, SaidOfDeal):
    """Who else sells to our customers, how often we won against them, and where they sit."""

    KIND = "competitors"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the rivals of `workspace`, by rival at first."""
        super().__init__(workspace, notice)
        self._by_account = False
        self.list: CellList = CellList(_columns(), empty=word("rivals.empty"))

    def show(self) -> None:
        """Read the rivals anew."""
        if self._by_account:
            self.list.set_columns([Column("name", word("fields.account"), 26), Column("said", "", 40, flexible=True)])
            self.list.set_rows(list(self._account_rows()))
        else:
            self.list.set_columns(_columns())
            self.list.set_rows([_row(sheet) for sheet in self._sheets()])
        self.list.keep_marks()
        self.title_bar.show(crumbs=[word("rivals.count", n=len(self._rivals()))])

    def subject(self) -> Record | None:
        """The rival, or the presence in an account, under the cursor."""
        what, _, found = (self.list.cursor_key or "").partition(":")
        return self.workspace.get(KINDS[what], found) if what in KINDS else None

    def cursor_deal(self) -> Opportunity | None:
        """There is no deal in this list."""
        return None

    def action_open(self) -> None:
        """Open the rival's page, or the account or presence under the cursor."""
        what, _, found = (self.list.cursor_key or "").partition(":")
        if what in KINDS:
            ids = [row.key.partition(":")[2] for row in self.list.rows if row.key.startswith(f"{what}:")]
            self.open_page(KINDS[what], found, ids)

    def action_new(self) -> None:
        """Add a competitor; in the list by account, their presence in the account under the cursor."""
        record = self.subject()
        account = record.id if isinstance(record, Account) else getattr(record, "account", "")
        if self._by_account and account:
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
        if record and not isinstance(record, Account):
            self.archive_record(type(record), record.id)

    def action_log(self) -> None:
        """Write down what was heard of the rival under the cursor: from whom, when, how sure."""
        record = self.subject()
        rival = record.id if isinstance(record, Competitor) else getattr(record, "competitor", "")
        account = getattr(record, "account", "")
        self.add_record(Intelligence(subject="", competitor=rival, account=account, date=self.today()))

    def action_group(self) -> None:
        """List by rival, or account by account."""
        self._by_account = not self._by_account
        self.show()

    def action_mark(self) -> None:
        """Mark the rival under the cursor for comparing, or take the mark off."""
        key = self.list.cursor_key
        if key and key.startswith(f"{Competitor.table}:"):
            self.list.mark(self.list.marked ^ {key})
            self.list.action_cursor_down()

    def action_compare(self) -> None:
        """Lay the marked rivals side by side."""
        chosen = [sheet for sheet in self._sheets() if f"competitors:{sheet.competitor.id}" in self.list.marked]
        if not 2 <= len(chosen) <= MOST:
            self.tell(word("rivals.mark_first", n=MOST))
            return
        self.show_text(side_by_side(chosen, min(self.size.width, 110) - 6))

    def action_preview(self) -> None:
        """Show the battle card of the rival under the cursor."""
        record = self.subject()
        rival = record if isinstance(record, Competitor) else None
        if isinstance(record, Rival):
            rival = self.workspace.get(Competitor, record.competitor)
        if rival:
            self.show_text(battle_card(RivalSheet(self.workspace, rival, self.today())))

    def action_explain(self) -> None:
        """Say how the win rate is worked out, and what is left out of it."""
        record = self.subject()
        left_out = RivalSheet(self.workspace, record, self.today()).open_deals if isinstance(record, Competitor) else []
        self.show_text([word("rivals.formula"), "", word("rivals.open_left_out", n=len(left_out))])

    def _rivals(self) -> list[Competitor]:
        return [each for each in self.workspace.records(Competitor).values() if not each.archived]

    def _sheets(self) -> list[RivalSheet]:
        """The rivals, those with the most decided deals first."""
        sheets = [RivalSheet(self.workspace, each, self.today()) for each in self._rivals()]
        return sorted(sheets, key=lambda each: (-each.rate.n, -len(each.open_deals), each.competitor.name))

    def _account_rows(self) -> Iterator[Row]:
        """Every account in which a rival sits or competes, with who and how."""
        names = {account.id: account.name for account in self.workspace.records(Account).values()}
        found: dict[str, list[Rival]] = {}
        for each in self.workspace.records(Rival).values():
            if not each.archived:
                found.setdefault(each.account, []).append(each)
        for account in sorted(found, key=lambda each: names.get(each, "")):
            yield Row(f"accounts:{account}", (Cell(clean(names.get(account, "-"), 60), "strong"), ""))
            for rival in sorted(found[account], key=lambda each: -(each.share or 0)):
                first, second = said_of(self.workspace, rival, self.today())
                yield Row(f"rivals:{rival.id}", (f"  {first}", _with_relations(self.workspace, rival, second)))


def _with_relations(workspace: Workspace, rival: Rival, said: str) -> str:
    """The presence and how their representative stands with our contacts (A5.03)."""
    relations = fields.show(workspace, rival, fields.field_of(Rival, "relations"))
    return (
        said if relations == fields.UNKNOWN else f"{said}  {fields.label(Rival, 'relations')}: {clean(relations, 200)}"
    )


def _columns() -> list[Column]:
    titles: Iterable[tuple[str, int, int]] = (
        ("accounts", 8, 3), ("open", 7, 2), ("won", 9, 0), ("rate", 8, 0), ("interval", 14, 1), ("value", 9, 2),
    )  # fmt: skip
    return [
        Column("name", word("fields.competitors"), 20, flexible=True),
        *(Column(name, word(f"rivals.column.{name}"), width, "right", priority=low) for name, width, low in titles),
        Column("reasons", word("rivals.column.reasons"), 14, flexible=True, priority=3),
    ]


def _row(sheet: RivalSheet) -> Row:
    rate = sheet.rate
    low, high = rate.interval or (None, None)
    interval = "-" if low is None else f"{percent(low)}–{percent(high)}"
    look = "muted" if rate.n < FEW else ""
    reasons = word("fields.value.joint").join(
        sheet.method.label_of("lost_reasons", reason) for reason, _ in sheet.reasons[:2]
    )
    return Row(
        f"competitors:{sheet.competitor.id}",
        (
            clean(sheet.competitor.name, 60),
            str(len(sheet.presences)),
            str(len(sheet.open_deals)),
            f"{rate.won}/{rate.lost}",
            Cell(percent(rate.by_count) + ("?" if 0 < rate.n < FEW else ""), look),
            Cell(interval, look),
            percent(rate.by_value),
            clean(reasons, 60),
        ),
    )
