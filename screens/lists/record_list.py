"""The list of records: everything that can be done with a list, for screens that say what it lists."""

from __future__ import annotations

from kamtui.screens.lists.changes import ListChanges
from kamtui.screens.lists.order import ListOrder
from kamtui.screens.lists.views import ListViews


class RecordList(ListChanges, ListOrder, ListViews):
    """A list with columns, order, filter, preview, marks, changes in place and in bulk, and saved views.

    A screen states `KIND`, `LISTED` and `BINDINGS` (scopes "records", "list" and "global" of the keymap), has words
    `screens.KIND.count`, `.empty` and `.nothing_found`, and says what is added by `action_new`.
    """
