"""Screen 1: the accounts, sorted and searched."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.filtering import FilterScreen
from kamtui.screens.listing import ListScreen
from kamtui.screens.quick_log import QuickLogging
from kamtui.screens.records import RecordActions
from kamtui.screens.views import ACCOUNT_SORTS, account_columns, account_rows
from kamtui.screens.widgets.list_columns import keys_of
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.records import Account, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class AccountsScreen(ListScreen, QuickLogging, RecordActions, FilterScreen):
    """All accounts: name, tier, region, owner, open pipeline, last contact."""

    KIND = "accounts"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the accounts of `workspace`."""
        super().__init__(workspace, notice)
        self._sort = 0
        self.list = VirtualList(account_columns(ACCOUNT_SORTS[0]), empty="")

    def show(self) -> None:
        """Read the accounts anew."""
        sort = ACCOUNT_SORTS[self._sort]
        asked = self.parsed(Account)
        rows = account_rows(self.workspace, sort, asked)
        self.list.set_empty(word("screens.accounts.nothing_found" if asked else "screens.accounts.empty"))
        self.list.set_columns(account_columns(sort))
        self.list.set_rows(rows)
        self.say(word("screens.accounts.count", n=len(rows)), asked)

    def on_virtual_list_heading_pressed(self, event: VirtualList.HeadingPressed) -> None:
        """Sort by a column."""
        event.stop()
        if event.column in ACCOUNT_SORTS:
            self._sort = ACCOUNT_SORTS.index(event.column)
            self.show()

    def subject(self) -> Record | None:
        """The account under the cursor."""
        return self.workspace.get(Account, self.list.cursor_key or "")

    def move_cursor_to(self, record: str) -> None:
        """Put the cursor on an account."""
        self.list.move_to(record)

    def action_sort(self) -> None:
        """Sort by the next column."""
        self._sort = (self._sort + 1) % len(ACCOUNT_SORTS)
        self.show()
        self.tell(word("screens.accounts.sorted", column=word(f"screens.column.{ACCOUNT_SORTS[self._sort]}")))

    def action_open(self) -> None:
        """Open the account under the cursor."""
        if self.list.cursor_key:
            self.open_page(Account, self.list.cursor_key, keys_of(self.list.rows))

    def action_new(self) -> None:
        """Add an account."""
        self.add_record(Account(name=""), self.list.move_to)

    def action_edit(self) -> None:
        """Edit the account under the cursor."""
        self.edit_record(Account, self.list.cursor_key)

    def action_archive(self) -> None:
        """Archive the account under the cursor."""
        self.archive_record(Account, self.list.cursor_key)
