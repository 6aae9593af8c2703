"""The page of one record: its fields in sections, and for an account or a deal what belongs to it."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import ClassVar

import msgspec
from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.deals.acts import DealActions
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.pages.members import MEMBERS
from kamtui.screens.pages.rows import empty_sections, page_columns, page_rows, section_of
from kamtui.screens.shell.cell_editing import CellEditing
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.screens.shell.settling import clash_key, clashes_of, settle_one
from kamtui.screens.widgets.cell_list import CellList
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.page_list import PageList
from kamtui.store import fields
from kamtui.store.records import (
    KINDS,
    Account,
    Activity,
    Contact,
    Contract,
    Need,
    Opportunity,
    Project,
    Record,
    Task,
)
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class Folds(msgspec.Struct, frozen=True, omit_defaults=True):
    """The sections that a person has folded or opened by hand on pages of one kind."""

    folded: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()

    def of(self, first: set[str]) -> set[str]:
        """What is folded on a page that would begin with `first` folded."""
        return (first | set(self.folded)) - set(self.opened)

    def with_one(self, section: str, folded: bool) -> Folds:
        """The same after a section was folded or opened."""
        both = [tuple(each for each in those if each != section) for those in (self.folded, self.opened)]
        both[0 if folded else 1] += (section,)
        return Folds(both[0], both[1])


class PageScreen(ListScreen, CellEditing, QuickLogging, DealActions):
    """One account, deal or person; Enter opens what the cursor is on, folds a section, or edits that field."""

    KIND = "page"
    LABELS: ClassVar[int] = 24
    """Cells of the column of labels."""
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(
        self, workspace: Workspace, notice: str, kind: type[Record], record_id: str, ids: Sequence[str]
    ) -> None:
        """Show a record; `ids` are those before and behind it in the list that it was opened from."""
        super().__init__(workspace, notice)
        self._kind_shown, self._shown_id, self._around = kind, record_id, list(ids)
        self._folds = self.workspace.preference(self._fold_topic, Folds) or Folds()
        self._folded: set[str] | None = None
        self.list: CellList = PageList(page_columns(self.LABELS), empty=word("screens.page.gone"))

    def show(self) -> None:
        """Read the record anew."""
        record = self._record()
        if record and self._folded is None:
            self._folded = self._folds.of(self.folded_first(record))
        self.list.set_rows(self.rows_of(record, self._folded or ()) if record else [])
        crumbs = [self._kind(self._kind_shown)] if self.KIND == PageScreen.KIND else []
        if record:
            crumbs.append(clean(fields.title_of(self.workspace, record), 60))
        if len(self._around) > 1 and self._shown_id in self._around:
            crumbs.append(f"{self._around.index(self._shown_id) + 1}/{len(self._around)}")
        self.title_bar.show(crumbs=crumbs)

    def folded_first(self, record: Record) -> set[str]:
        """The sections that a page begins with folded."""
        return empty_sections(self.workspace, record)

    def rows_of(self, record: Record, folded: Container[str]) -> list[Row]:
        """The rows of the page."""
        return page_rows(self.workspace, record, folded, self.today())

    def addable(self, account: str, deal: str) -> Sequence[Record]:
        """A blank record of each kind that can be added, most common first."""
        blanks = self._blanks(account, deal)
        return [blanks[kind.table] for kind in MEMBERS]

    def cursor_deal(self) -> Opportunity | None:
        """The deal of the page, or the one under the cursor on another record's page."""
        if self._kind_shown is Opportunity:
            return self.workspace.get(Opportunity, self._shown_id)
        table, _, record = (self.list.cursor_key or "").partition(":")
        return self.workspace.get(Opportunity, record) if table == Opportunity.table else None

    def subject(self) -> Record | None:
        """The related record under the cursor; else the one whose page this is."""
        what, _, record_id = (self.list.cursor_key or "").partition(":")
        if what in KINDS:
            return self.workspace.get(KINDS[what], record_id)
        return self.workspace.get(self._kind_shown, self._shown_id)

    def action_open(self) -> None:
        """Open the related record under the cursor, fold the section, or edit the field."""
        key = self.list.cursor_key or ""
        what, _, name = key.partition(":")
        if what == "clash":
            self._settle(key)
        elif section_of(key):
            self._fold()
        elif what == "field":
            self.action_edit_cell()
        elif what in KINDS:
            ids = [key.partition(":")[2] for row in self.list.rows if (key := row.key).startswith(f"{what}:")]
            self.open_page(KINDS[what], name, ids)

    def _settle(self, key: str) -> None:
        """Decide what a merge has left open in a field."""
        record = self.workspace.get(self._kind_shown, self._shown_id)
        for name, clash in clashes_of(self.workspace, record) if record else []:
            if clash_key(name, clash) == key:
                settle_one(self, name, clash)

    def action_edit_cell(self) -> None:
        """Edit the field under the cursor where it stands; a related record in its form."""
        what, _, name = (self.list.cursor_key or "").partition(":")
        record = self._record()
        if what == "field" and record:
            self.open_cell(record, fields.field_of(self._kind_shown, name), self.list.cell_region("value"))
        elif what in KINDS and what != Account.table:
            self.edit_record(KINDS[what], name)

    def after_cell(self, then: str) -> None:
        """Go to the next line; Tab edits it at once where it is a field."""
        if then != "stay":
            self.list.action_cursor_down()
        if then == "right" and (self.list.cursor_key or "").startswith("field:"):
            self.call_after_refresh(self.action_edit_cell)

    def action_edit(self) -> None:
        """Edit the whole record in a form, starting in the field under the cursor."""
        _, _, name = (self.list.cursor_key or "").partition(":")
        self.edit_record(self._kind_shown, self._shown_id, focus=name)

    def action_new(self) -> None:
        """Ask what is to be added to the account, and add it."""
        record = self._record()
        account = record.id if isinstance(record, Account) else getattr(record, "account", None)
        if record is None or account is None or not self.may_write():
            return
        deal = record.id if isinstance(record, Opportunity) else ""
        blanks = {blank.table: blank for blank in self.addable(account, deal)}
        rows = [Row(table, (self._kind(type(blank)),)) for table, blank in blanks.items()]
        columns = [Column("kind", word("screens.help.name"), 20, flexible=True)]
        dialog = PickDialog(word("screens.page.add"), columns, rows, hint=word("screens.help.hint"), empty="")
        self.app.push_screen(dialog, lambda table: self.add_record(blanks[table]) if table else None)

    def action_archive(self) -> None:
        """Archive the related record under the cursor; elsewhere the page's own record, and go back."""
        what, _, name = (self.list.cursor_key or "").partition(":")
        if what in KINDS and what != Account.table:
            self.archive_record(KINDS[what], name)
            return
        self.archive_record(self._kind_shown, self._shown_id, self.action_leave)

    def action_next_record(self) -> None:
        """Show the next record of the list."""
        self._turn(1)

    def action_previous_record(self) -> None:
        """Show the previous record of the list."""
        self._turn(-1)

    def _fold(self) -> None:
        """Fold the section under the cursor, or open it; pages of this kind begin so from now on."""
        section = section_of(self.list.cursor_key or "")
        if self._folded is not None:
            self._folded ^= {section}
            self._folds = self._folds.with_one(section, section in self._folded)
            self.workspace.prefer(self._fold_topic, self._folds)
            self.show()

    @property
    def _fold_topic(self) -> str:
        """Under which a person's folded sections are kept."""
        return f"folds-{self._kind_shown.table}"

    def _record(self) -> Record | None:
        return self.workspace.get(self._kind_shown, self._shown_id)

    def _turn(self, step: int) -> None:
        if self._shown_id in self._around:
            to = self._around.index(self._shown_id) + step
            if 0 <= to < len(self._around):
                self.close_cell()
                self._shown_id, self._folded = self._around[to], None
                self.show()

    def _blanks(self, account: str, deal: str) -> dict[str, Record]:
        today = self.today()
        return {
            Contact.table: Contact(name="", account=account),
            Opportunity.table: Opportunity(name="", account=account, opened=today, stage_since=today),
            Task.table: Task(title="", account=account, opportunity=deal),
            Activity.table: Activity(subject="", account=account, date=today, opportunity=deal),
            Need.table: Need(name="", account=account, first_seen=today, opportunity=deal, kind="need", status="open"),
            Project.table: Project(name="", account=account, year=today.year, opportunity=deal),
            Contract.table: Contract(name="", account=account, opportunity=deal),
        }
