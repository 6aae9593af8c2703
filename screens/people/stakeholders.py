"""Screen 3: who decides: the people of an account or a deal as matrix, grid, reporting tree or list (A4.*)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import msgspec
from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.numbers import NumberDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.people.cursor import VIEWS, StakeholderCursor
from kamtui.screens.people.rows import (
    HOLE,
    RIVAL,
    SORTS,
    detail,
    list_columns,
    list_rows,
    matrix,
    relations_text,
    seats_grid,
    tree_columns,
    tree_rows,
)
from kamtui.screens.shell.filtering import FilterScreen
from kamtui.screens.shell.looking_back import LookingBack
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.people_grid import GridModel, PeopleGrid
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.figures.coverage import coverage, touched, touches
from kamtui.store.figures.relationship import flags
from kamtui.store.figures.unknowns import unknowns
from kamtui.store.people.circles import Mapped, Scope, accounts, deals_of, first_scope, mapped, scope_of
from kamtui.store.people.told import light_text, percent, rival_name, status_text
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


class StakeholdersScreen(StakeholderCursor, LookingBack, QuickLogging, FilterScreen):
    """One map in four shapes; the cursor stays on the same person in all of them."""

    KIND = "stakeholders"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the people of the account where we know most."""
        super().__init__(workspace, notice)
        self._view = "matrix"
        self._scope = first_scope(workspace)
        self._sort, self._reverse = "influence", False
        self._folded: set[str] = set()
        self._carried: dict[str, str] = {}
        self._at = ""
        empty = word("people.empty")
        self._grid = PeopleGrid(empty=empty, id="grid")
        self._list = VirtualList(list_columns(), empty=empty, id="people")
        self._facts = FactLines(3, id="facts")
        self.shown_map: Mapped = mapped(workspace, self._scope, self.today())

    def body(self) -> Iterable[Widget]:
        """The map, and below it the person under the cursor and where we stand."""
        yield self._grid
        yield self._list
        yield self._facts

    def show(self) -> None:
        """Read the people anew."""
        self._keep_scope()
        scope = Scope(self._scope.account, self._scope.deal, self.looked_at)
        self.shown_map = mapped(self.workspace, scope, self.today())
        asked = self.parsed(Contact)
        people = [one for one in self.shown_map.circle.people if asked is None or asked.matches(one)]
        is_grid = self._view in ("matrix", "grid")
        self._grid.display, self._list.display = is_grid, not is_grid
        if is_grid:
            make = matrix if self._view == "matrix" else seats_grid
            model = make(self.workspace, self.shown_map, people, self._carried)
            self._grid.set_model(model if self.shown_map.circle.people else GridModel(), self._at)
        elif self._view == "tree":
            self._list.set_columns(tree_columns())
            self._list.set_rows(tree_rows(self.workspace, self.shown_map, people, self._folded))
        else:
            self._list.set_columns(list_columns())
            self._list.set_rows(list_rows(self.workspace, self.shown_map, people, self._sort, self._reverse))
        if not is_grid and self._at:
            self._list.move_to(self._at)
        self._say_where(len(people), [clean(problem) for problem in asked.problems[:1]] if asked else [])
        self.describe()

    def focus_body(self) -> None:
        """Give the keys to the map."""
        (self._grid if self._grid.display else self._list).focus()

    def find(self, query: str, record: str) -> None:
        """Show the map that a record belongs to; a person comes under the cursor."""
        found: Record | None = None
        for kind in (Contact, Opportunity, Account):
            found = found or self.workspace.get(kind, record)
        if found is not None:
            self._scope, self._carried = scope_of(self.workspace, found), {}
            self._at = found.id if isinstance(found, Contact) else ""
        super().find(query, "")

    def deal_around(self) -> str:
        """The deal whose people are shown."""
        return self._scope.deal

    def subject(self) -> Record | None:
        """The person under the cursor; on a hole the deal or the account."""
        return self.cursor_person() or self._holder()

    def on_people_grid_highlighted(self, event: PeopleGrid.Highlighted) -> None:
        """Say more about who is under the cursor."""
        event.stop()
        self.describe()

    def on_people_grid_opened(self, event: PeopleGrid.Opened) -> None:
        """Open a person by mouse."""
        event.stop()
        self.action_open()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Say more about who is under the cursor."""
        event.stop()
        self.describe()

    def on_virtual_list_opened(self, event: VirtualList.Opened) -> None:
        """Open a person by mouse."""
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the card of the person; put a carried one down; on a hole, add whoever sits there."""
        if self._carried:
            self._drop()
        elif self._cursor().startswith(HOLE):
            self.action_new()
        elif person := self.cursor_person():
            ids = [one.id for one in self.shown_map.circle.people]
            self.show_screen("person", person.id, ids, self._scope.deal)

    def action_coverage(self) -> None:
        """Show where we stand, with formula, inputs and gaps, decisions, duties, messages and coaches."""
        self.show_screen("circle", self.shown_map.scope)

    def action_group(self) -> None:
        """Show the same people in another shape."""
        self._put_back()
        self._at = self._cursor() or self._at
        self._view = VIEWS[(VIEWS.index(self._view) + 1) % len(VIEWS)]
        self.show()
        self.focus_body()
        self.tell(word(f"people.view.{self._view}"))

    def action_scope(self) -> None:
        """Choose the account, or the deal, whose people are shown."""
        rows = []
        for account in accounts(self.workspace):
            n = len(self.workspace.of_account(Contact, account.id))
            rows.append(Row(account.id, (clean(account.name, 60), word("people.whole", n=n))))
            rows += [
                Row(deal.id, (f"  {clean(account.name, 24)}", clean(deal.name, 60)))
                for deal in deals_of(self.workspace, account.id) if deal.status == "open"
            ]  # fmt: skip
        columns = [
            Column("account", word("screens.kind.accounts"), 30, flexible=True),
            Column("deal", word("screens.kind.opportunities"), 24, flexible=True),
        ]
        title, hint = word("people.scope.title"), word("screens.help.hint")
        dialog = PickDialog(title, columns, rows, hint=hint, empty=word("people.scope.none"))
        self.app.push_screen(dialog, lambda key: self.find("", key) if key else None)

    def action_next_record(self) -> None:
        """Show the next account's people."""
        self._turn(1)

    def action_previous_record(self) -> None:
        """Show the people of the account before."""
        self._turn(-1)

    def action_fold(self) -> None:
        """Hide or show who reports to the person under the cursor, in the tree."""
        if self._view == "tree" and (person := self.cursor_person()):
            self._folded ^= {person.id}
            self.show()
        else:
            self.tell(word("people.fold.where"))

    def action_sort(self) -> None:
        """Pick what the list is sorted by; the same again turns it round."""
        choices = [(name, word(f"people.sort.{name}")) for name in SORTS]

        def picked(name: str | None) -> None:
            if name:
                self._reverse = not self._reverse if name == self._sort else False
                self._sort, self._view = name, "list"
                self._at = self._cursor() or self._at
                self.show()
                self.focus_body()

        self.app.push_screen(NumberDialog(word("people.sort.title"), choices, self._sort), picked)

    def action_new(self) -> None:
        """Add a person to the account; on a hole, with the level, function or role that is missing there."""
        known: dict[str, Any] = {}
        if self._cursor().startswith(HOLE):
            row, _, column = self._cursor().removeprefix(HOLE).partition("/")
            known = {"roles": (column,)} if row == "roles" else {"level": row, "function": column}
        blank = Contact(name="", account=self._scope.account)
        self.add_record(msgspec.structs.replace(blank, **known), self._go_to)

    def action_edit(self) -> None:
        """Edit the person under the cursor in a form."""
        if person := self.cursor_person():
            self.edit_record(Contact, person.id)

    def action_archive(self) -> None:
        """Archive the person under the cursor."""
        if person := self.cursor_person():
            self.archive_record(Contact, person.id)

    def action_add_action(self) -> None:
        """Make the hole under the cursor a task."""
        if not self._cursor().startswith(HOLE):
            self.tell(word("people.hole.where"))
            return
        row, _, column = self._cursor().removeprefix(HOLE).partition("/")
        method = self.workspace.method
        groups = (("roles", column),) if row == "roles" else (("functions", column), ("levels", row))
        self.hole_task(" ".join(clean(method.label_of(group, each), 40) for group, each in groups))

    def _turn(self, step: int) -> None:
        ids = [account.id for account in accounts(self.workspace)]
        if self._scope.account in ids:
            at = ids.index(self._scope.account) + step
            if 0 <= at < len(ids):
                self._carried, self._scope, self._at = {}, Scope(ids[at]), ""
                self.show()

    def _go_to(self, person: str) -> None:
        self._at = person
        self.show()

    def _holder(self) -> Record | None:
        deal = self.workspace.get(Opportunity, self._scope.deal) if self._scope.deal else None
        return deal or self.workspace.get(Account, self._scope.account)

    def _keep_scope(self) -> None:
        """Fall back to what is there when the deal or the account is gone."""
        if self._scope.deal and self.workspace.get(Opportunity, self._scope.deal) is None:
            self._scope = Scope(self._scope.account)
        if self.workspace.get(Account, self._scope.account) is None:
            self._scope = first_scope(self.workspace)

    def _say_where(self, count: int, problems: list[str]) -> None:
        """Put whose people these are, the view and the count into the title; what is left out first comes last."""
        account, deal = (
            self.workspace.get(Account, self._scope.account), self.workspace.get(Opportunity, self._scope.deal)
        )  # fmt: skip
        names = [clean(one.name, 30) for one in (deal, account) if one]
        told = [word(f"people.view.{self._view}"), word("people.count", n=count)]
        self.title_bar.first_counts = True
        self.title_bar.show(crumbs=[*names[:1], *problems, *told, *names[1:]])

    def describe(self) -> None:
        """Say who is under the cursor, and below where we stand with all of them."""
        self._at = self._cursor() or self._at
        found, key = self.shown_map, self._cursor()
        person = found.person(key)
        lines: list[tuple[str, list[str]]] = [("", []), ("", [])]
        if person is not None:
            lines = detail(self.workspace, found, person)
        elif key.startswith(HOLE):
            lines[0] = (word("people.hole"), [word("people.hole.about")])
        elif key.startswith(RIVAL):
            rival = next((one for one in found.rivals if one.id == key.removeprefix(RIVAL)), None)
            if rival is not None:
                lines[0] = (rival_name(self.workspace, rival), [relations_text(found, rival)])
        done, n = touched(touches(found.circle))
        stand = [
            f"{word('people.coverage')} {percent(coverage(found.circle).value)}/100",
            word("people.focus", done=done, n=n) if found.circle.deal else "",
            word("people.flags", n=len(flags(found.circle))),
            word("people.unknowns", n=len(unknowns(found.circle))),
        ]
        light = status_text(found) if found.circle.deal is None else light_text(found)
        self._facts.set_lines([*lines, (light, stand)])
