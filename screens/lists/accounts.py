"""Screen 1: the accounts, sorted, searched, changed."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.lists.record_list import RecordList
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.store.records import Account


class AccountsScreen(RecordList, QuickLogging):
    """All accounts: name, tier, region, industry, owner, open pipeline, weighted, won this year, last contact …"""

    KIND = "accounts"
    LISTED = Account
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def action_new(self) -> None:
        """Add an account."""
        self.add_record(Account(name=""), self.list.move_to)
