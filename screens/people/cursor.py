"""The cursor of the stakeholder screen: going from person to person, and carrying one to another place."""

from __future__ import annotations

from typing import Literal

from kamtui.screens.bindings import entry_of, footer_of
from kamtui.screens.keymap import commands_of
from kamtui.screens.people.gaps import StakeholderGaps
from kamtui.screens.people.rows import HOLE, UNKNOWN, attitude_of, role_of
from kamtui.screens.widgets.people_grid import PeopleGrid
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.figures.organisation import holes
from kamtui.store.figures.unknowns import Unknown
from kamtui.store.records import Contact
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

View = Literal["matrix", "grid", "tree", "list"]
VIEWS: tuple[View, ...] = ("matrix", "grid", "tree", "list")


class StakeholderCursor(StakeholderGaps):
    """Moves the cursor over the grid or the list, or, while one is carried, the person under it."""

    _view: View = "matrix"
    _grid: PeopleGrid
    _list: VirtualList
    _at: str = ""
    """The person, hole or representative that the cursor is, or was last, on."""
    _carried: dict[str, str]
    """Of a carried person the id, the row, the column, and where they come from; empty without one."""
    _folded: set[str]
    """The people in the tree whose reports are hidden."""

    def focus_body(self) -> None:
        """Give the keys to the map."""
        raise NotImplementedError

    def describe(self) -> None:
        """Say who is under the cursor."""
        raise NotImplementedError

    def cursor_person(self) -> Contact | None:
        """The person under the cursor."""
        return self.workspace.get(Contact, self._cursor())

    def seek(self, gap: Unknown) -> None:
        """Put the cursor on the person; an empty role in the matrix, another empty seat in the grid."""
        self._at = gap.person
        if gap.group == "roles":
            self._view, self._at = "matrix", f"{HOLE}roles/{gap.seat}"
        elif gap.group:
            empty = holes(self.shown_map.circle.people, self.workspace.method)
            at = next((each.key for each in empty if gap.seat in (each.level, each.function)), "")
            self._view, self._at = "grid", f"{HOLE}{at}"
        self.show()
        self.focus_body()

    def action_move(self) -> None:
        """Take up the person under the cursor; pressed again, put them down."""
        person = self.cursor_person()
        if self._carried:
            self._drop()
        elif self._view not in ("matrix", "grid"):
            self.tell(word("people.carry.where"))
        elif person is not None and self.may_write():
            if self._view == "matrix":
                row, column = role_of(self.workspace, self.shown_map, person), attitude_of(person)
            else:
                row, column = person.level or UNKNOWN, person.function or UNKNOWN
            self._carried = {"person": person.id, "row": row, "column": column, "from": f"{row} {column}"}
            shown = [one for one in commands_of(self.KIND) if one.name in ("left", "right", "up", "down", "open")]
            self.footer.show([entry_of(one) for one in shown], word("people.carry.on", name=clean(person.name, 30)))

    def action_back(self) -> None:
        """Put a carried person back; else clear the filter or go back."""
        if self._carried:
            self._put_back()
            self.show()
        else:
            super().action_back()

    def action_up(self) -> None:
        """Go up, or carry up."""
        self._go(down=-1)

    def action_down(self) -> None:
        """Go down, or carry down."""
        self._go(down=1)

    def action_left(self) -> None:
        """Go, or carry, to the left."""
        self._go(across=-1)

    def action_right(self) -> None:
        """Go, or carry, to the right."""
        self._go(across=1)

    def action_page_up(self) -> None:
        """Go up ten people."""
        self._go(down=-10)

    def action_page_down(self) -> None:
        """Go down ten people."""
        self._go(down=10)

    def action_first(self) -> None:
        """Go to the first one."""
        self._go(down=-10_000)

    def action_last(self) -> None:
        """Go to the last one."""
        self._go(down=10_000)

    def _go(self, down: int = 0, across: int = 0) -> None:
        if self._carried:
            self._carry(down, across)
        elif self._grid.display:
            self._grid.go(down, across)
        elif down:
            rows, at = self._list.rows, self._list.cursor_row or 0
            if rows:
                self._list.move_to(rows[max(0, min(at + down, len(rows) - 1))].key)
        elif self._view == "tree":
            self._fold_by(across)
        self.describe()

    def _fold_by(self, across: int) -> None:
        """In the tree, left folds and right unfolds."""
        if person := self.cursor_person():
            (self._folded.add if across < 0 else self._folded.discard)(person.id)
            self.show()

    def _carry(self, down: int, across: int) -> None:
        """Show the carried person in the next cell."""
        method = self.workspace.method
        if self._view == "matrix":
            rows = [*(role.id for role in method.roles), UNKNOWN]
            columns = [*(str(one.value) for one in method.attitudes), UNKNOWN]
        else:
            rows = [*(one.id for one in method.levels), UNKNOWN]
            columns = [*(one.id for one in method.functions), UNKNOWN]
        for name, keys, step in (("row", rows, down), ("column", columns, across)):
            at = keys.index(self._carried[name]) if self._carried[name] in keys else 0
            self._carried[name] = keys[max(0, min(at + step, len(keys) - 1))]
        self._at = self._carried["person"]
        self.show()

    def _drop(self) -> None:
        """Save where the carried person was put; a role or an attitude for a reason."""
        carried, person = self._carried, self.cursor_person()
        self._put_back()
        row, column = carried["row"], carried["column"]
        if person is None or carried["from"] == f"{row} {column}":
            self.show()
            return
        before = carried["from"].split(" ")
        new_row = None if row == before[0] else "" if row == UNKNOWN else row
        if self._view == "matrix":
            moved = column not in (before[1], UNKNOWN)
            if new_row is None and not moved:
                self.show()
            else:
                self.place_person(person, new_row, int(column) if moved else None)
            return
        places = {"level": "" if row == UNKNOWN else row, "function": "" if column == UNKNOWN else column}
        self.keep_person(person, word("people.placed", name=clean(person.name, 40)), "", **places)

    def _put_back(self) -> None:
        self._carried = {}
        self.footer.show(footer_of(self.KIND))

    def _cursor(self) -> str:
        return ((self._grid if self._grid.display else self._list).cursor_key) or ""
