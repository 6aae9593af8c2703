"""Screen 7: everything that is due, what is late first."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.deals.acts import DealActions
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.screens.widgets.list_columns import Column, Row, keys_of
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.figures.agenda import BUCKETS, Due, bucket
from kamtui.store.records import Account, Contact, Contract, Opportunity, Promise, Record, Task
from kamtui.store.review.dues import due_text, dues
from kamtui.store.review.told import account_name, person
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language, word
from kamtui.store.workspace import Workspace

AHEAD = 7
"""Days ahead that the screen shows at first; `o` shows all."""


class AgendaScreen(ListScreen, QuickLogging, DealActions):
    """Tasks, next steps, visits and waits by the day on which they are due."""

    KIND = "agenda"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show what is due in `workspace`."""
        super().__init__(workspace, notice)
        self._all = False
        self._dues: dict[str, Due] = {}
        self.list = VirtualList(_columns(), empty=word("reviewing.agenda.empty"))

    def show(self) -> None:
        """Read anew what is due."""
        today = self.today()
        found = dues(self.workspace, today, None if self._all else AHEAD, sensitive=True)
        self._dues = {due.key: due for due in found}
        rows: list[Row] = []
        counts = []
        for name in BUCKETS:
            group = [due for due in found if bucket(due, today) == name]
            if group:
                counts.append(f"{word(f'reviewing.due.{name}')} {len(group)}")
                rows.append(Row(f"-{name}", (Cell(counts[-1], "strong"),)))
                rows += [self._row(due) for due in group]
        fresh = not self.list.rows
        self.list.set_rows(rows)
        if fresh and len(rows) > 1:
            self.list.move_to(rows[1].key)
        self.title_bar.show(crumbs=["  ".join(counts) or word("reviewing.agenda.nothing")])

    def subject(self) -> Record | None:
        """The task, deal or account under the cursor."""
        return self._record_at(self.list.cursor_key or "")

    def _record_at(self, key: str) -> Record | None:
        due = self._dues.get(key)
        if due is None:
            return None
        others: dict[str, type[Task] | type[Promise] | type[Contract]] = {
            "task": Task, "promise": Promise, "renewal": Contract,
        }  # fmt: skip
        if due.kind in others:
            return self.workspace.get(others[due.kind], due.record)
        if due.kind in ("birthday", "anniversary"):
            return self.workspace.get(Contact, due.record)
        return self.workspace.get(Account if due.kind == "visit" else Opportunity, due.record)

    def cursor_deal(self) -> Opportunity | None:
        """The deal that the row under the cursor is about."""
        due = self._dues.get(self.list.cursor_key or "")
        return self.workspace.get(Opportunity, due.opportunity) if due and due.opportunity else None

    def action_open(self) -> None:
        """Open the page of the deal or account, or edit the task."""
        record = self.subject()
        if isinstance(record, Task | Promise | Contract):
            self.edit_record(type(record), record.id, focus="ends" if isinstance(record, Contract) else "due")
        elif record:
            self.open_among(record, map(self._record_at, keys_of(self.list.rows)))

    def action_edit(self) -> None:
        """Edit the record under the cursor."""
        if record := self.subject():
            self.edit_record(type(record), record.id)

    def action_done(self) -> None:
        """Tick off the task under the cursor."""
        task = self.subject()
        if not isinstance(task, Task | Promise):
            self.tell(word("reviewing.agenda.no_task"))
            return
        what = word("reviewing.agenda.done", title=clean(task.title, 60))
        if self.save(what, lambda change: change.set(task, done=self.today())):
            self.tell(what)

    def action_group(self) -> None:
        """Show all that is due some day, or only the next days."""
        self._all = not self._all
        self.show()

    def _row(self, due: Due) -> Row:
        today = self.today()
        late = due.day < today
        cells = (
            Cell(
                due.day.isoformat()[5:] if due.day.year == today.year else due.day.isoformat(),
                "warning" if late else "",
            ),
            dates.relative(due.day, today),
            word(f"review.due.{due.kind}"),
            clean(account_name(self.workspace, due.account), 60),
            clean(due_text(due), 120),
            clean(person(self.workspace, due.owner), 20) if due.owner else "",
        )
        return Row(due.key, cells, "!" if late else "")


def _columns() -> list[Column]:
    return [
        Column("day", word("reviewing.due.day"), 6),
        Column("when", word("reviewing.due.when"), 10 if language() == "zh" else 16, priority=2),
        Column("kind", word("reviewing.due.kind"), 9),
        Column("account", word("reviewing.due.account"), 16, flexible=True),
        Column("what", word("reviewing.due.what"), 20, flexible=True),
        Column("owner", word("reviewing.due.owner"), 8, priority=3),
    ]
