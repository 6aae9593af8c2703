"""What a board shows and where its cursor is, apart from any drawing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card."""

    key: str
    """Names the card in messages; unique on the board."""
    lines: tuple[str, ...] = ()
    """Texts with a line each, cleaned, the title first; those behind it go first where the card is short of lines."""
    details: tuple[str, ...] = ()
    """Short pieces below them, the most important first; none is ever cut, since half a number says something else."""
    marks: str = ""
    """A few narrow characters at the end of the first line, such as "!z"."""
    style_name: str = ""
    """Style of the first line, as in `painter.Cell`."""
    lane: str = ""
    """The key of its lane, on a board with lanes."""
    tracks: str = ""
    """A few narrow characters at the end of the last line of details: where both sides of a deal stand."""
    later: Callable[[], BoardCard] | None = field(default=None, compare=False)
    """Makes the card as it is drawn, where that is left until it comes into sight."""

    @property
    def drawn(self) -> BoardCard:
        """The card with its lines and marks."""
        return self.later() if self.later else self


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One column."""

    key: str
    """Names the column in messages; unique on the board."""
    title: str
    """Its heading, cleaned."""
    summary: str | tuple[str, ...]
    """The line under the heading, such as "12 · 320万"; pieces that do not fit are left out and marked."""
    cards: tuple[BoardCard, ...]
    """Its cards from top to bottom; on a board with lanes, in the order of the lanes."""
    more: str | tuple[str, ...] = ""
    """A second line under the heading."""
    brief: str = ""
    """What a folded column says from top to bottom behind its title, such as "320万"."""
    folded: bool = False
    """Whether it was folded by hand and stays so."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of cards across all columns."""

    key: str
    """Names the lane on cards."""
    title: str
    """What its heading says, cleaned."""


@dataclass(frozen=True, slots=True)
class Carry:
    """A card that is being moved."""

    card: BoardCard
    """The card."""
    source: int
    """Index of the column it came from."""
    row: int
    """Its place there."""
    target: int
    """Index of the column it is shown in."""


class BoardState:
    """Columns with a cursor for each, lanes, and the card that is being carried."""

    def __init__(self) -> None:
        """Start without columns."""
        self.columns: tuple[BoardColumn, ...] = ()
        self.lanes: tuple[Lane, ...] = ()
        self.column = 0
        self.carry: Carry | None = None
        self.version = 0
        """Grows whenever other cards are shown or cards lie elsewhere."""
        self._cursors: dict[str, int] = {}

    def cards(self, column: int) -> tuple[BoardCard, ...]:
        """Return the cards a column shows now, with a carried card where it is carried to."""
        shown = self.columns[column].cards
        carry = self.carry
        if carry is None or column not in (carry.source, carry.target):
            return shown
        if column == carry.source:
            shown = shown[: carry.row] + shown[carry.row + 1 :]
        if column == carry.target:
            row = self._carry_row(carry)
            shown = (*shown[:row], carry.card, *shown[row:])
        return shown

    def _carry_row(self, carry: Carry) -> int:
        """Return where in its target column a carried card is shown: its old place, or that column's cursor."""
        if carry.target == carry.source:
            return carry.row
        column = self.columns[carry.target]
        row = min(self._cursors.get(column.key, 0), len(column.cards))
        if not self.lanes:
            return row
        order = {lane.key: place for place, lane in enumerate(self.lanes)}
        return bisect_left(column.cards, order[carry.card.lane], key=lambda card: order[card.lane])

    def row(self, column: int) -> int:
        """Return the cursor of a column; 0 in an empty one."""
        if self.carry is not None and column == self.carry.target:
            return self._carry_row(self.carry)
        last = len(self.cards(column)) - 1
        return max(min(self._cursors.get(self.columns[column].key, 0), last), 0)

    def card(self) -> BoardCard | None:
        """Return the card under the cursor; None in an empty column and in one that is folded by hand."""
        if not self.columns or (self.columns[self.column].folded and not self.carry):
            return None
        cards = self.cards(self.column)
        return cards[self.row(self.column)] if cards else None

    def go(self, column: int, row: int) -> None:
        """Put the cursor on the nearest card there is; the other columns keep their own cursors."""
        self.column = max(min(column, len(self.columns) - 1), 0)
        if self.columns:
            last = len(self.cards(self.column)) - 1
            self._cursors[self.columns[self.column].key] = max(min(row, last), 0)

    def find(self, key: str) -> tuple[int, int] | None:
        """Return (column, row) of a card."""
        for column, held in enumerate(self.columns):
            for row, card in enumerate(held.cards):
                if card.key == key:
                    return column, row
        return None

    def replace(self, columns: Sequence[BoardColumn], lanes: Sequence[Lane] = ()) -> None:
        """Take other columns: each cursor stays on its card, or else on its line, and a carried card stays carried.

        Where the card is gone and leaves its column empty, as when a filter is typed, the first card there is counts.
        """
        self.version += 1
        self.lanes = tuple(lanes)
        held = {self.columns[index].key: self._held(index) for index in range(len(self.columns))}
        here, card, carry = self.columns[self.column].key if self.columns else "", self.card(), self.carry
        source_key = self.columns[carry.source].key if carry else ""
        target_key = self.columns[carry.target].key if carry else ""
        self.columns, self.carry = tuple(columns), None
        keys = [column.key for column in self.columns]
        for column in self.columns:
            places = {shown.key: row for row, shown in enumerate(column.cards)}
            if (key := held.get(column.key)) in places:
                self._cursors[column.key] = places[key or ""]
        found = self.find(card.key) if card else None
        if carry and found and target_key in keys and keys[found[0]] == source_key:
            moved = self.columns[found[0]].cards[found[1]]
            self.column = keys.index(target_key)
            self.carry = Carry(moved, found[0], found[1], self.column)
        elif found:
            self.go(*found)
        else:
            self.column = keys.index(here) if here in keys else max(min(self.column, len(keys) - 1), 0)
            if card and not self.cards(self.column):
                filled = (place for place, column in enumerate(self.columns) if column.cards)
                self.column = next(filled, self.column)

    def _held(self, column: int) -> str | None:
        """Return the key of the card under a column's own cursor."""
        cards = self.columns[column].cards
        row = self._cursors.get(self.columns[column].key, 0)
        return cards[row].key if row < len(cards) else None

    def carry_start(self) -> bool:
        """Take up the card under the cursor; False when there is none."""
        card = self.card()
        if card is None or self.carry is not None:
            return False
        self.carry = Carry(card, self.column, self.row(self.column), self.column)
        return True

    def carry_by(self, step: int) -> None:
        """Carry the card to a neighbouring column, if there is one."""
        if self.carry is not None and 0 <= self.carry.target + step < len(self.columns):
            self.column = self.carry.target + step
            self.carry = replace(self.carry, target=self.column)
            self.version += 1

    def carry_end(self, *, drop: bool) -> Carry | None:
        """Stop carrying; a dropped card stays where it was carried to, otherwise it is back where it was."""
        carry = self.carry
        if carry is None:
            return None
        self.version += 1
        if drop and carry.target != carry.source:
            row = self._carry_row(carry)
            held = {index: self.cards(index) for index in (carry.source, carry.target)}
            self.columns = tuple(
                replace(column, cards=held.get(index, column.cards)) for index, column in enumerate(self.columns)
            )
            self.carry = None
            self.go(carry.target, row)
        else:
            self.carry = None
            self.go(carry.source, carry.row)
        return carry
