"""Where the cards of a board lie, in lines below its headings: one below the other, or in lanes across all columns."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from kamtui.screens.widgets.board_state import BoardState


class BoardLines:
    """Scroll offsets, and on which line each card begins.

    Without lanes each column scrolls by itself, by whole cards. With lanes all columns scroll together, so that a
    lane stays one band: a line with its title, then as many lines as its fullest column needs.
    """

    def __init__(self, state: BoardState) -> None:
        """Lay out the cards of `state`."""
        self._state = state
        self._offsets: dict[str, int] = {}
        self._shared = 0
        self._made: tuple[int, int] = (-1, 0)
        self._starts: list[int] = []
        self._tops: list[list[int]] = []
        self._total = 0
        self.card_lines, self.height = 2, 1

    @property
    def page(self) -> int:
        """Cards that fit below each other."""
        return max(self.height // self.card_lines, 1)

    def tops(self, column: int) -> Sequence[int]:
        """Return the first line of each card of a column."""
        if not self._state.lanes:
            return range(0, len(self._state.cards(column)) * self.card_lines, self.card_lines)
        self._lay_out()
        return self._tops[column]

    def lane_at(self, line: int) -> int | None:
        """Return the lane whose title stands on this line."""
        if not self._state.lanes:
            return None
        self._lay_out()
        lane = bisect_right(self._starts, line) - 1
        return lane if lane >= 0 and self._starts[lane] == line else None

    def card_at(self, column: int, y: int) -> tuple[int, int] | None:
        """Return (row, line of the card) of what a column shows `y` lines below the headings, None beside cards."""
        tops = self.tops(column)
        line = y + self.offset(column)
        row = bisect_right(tops, line) - 1
        if row < 0 or line - tops[row] >= self.card_lines:
            return None
        if not self._state.lanes and y // self.card_lines >= self.page:
            return None
        return row, line - tops[row]

    def offset(self, column: int) -> int:
        """Return the line that a column shows first."""
        if self._state.lanes:
            self._lay_out()
            return max(min(self._shared, self._total - self.height), 0)
        most = max(len(self._state.cards(column)) - self.page, 0)
        return max(min(self._offsets.get(self._state.columns[column].key, 0), most), 0) * self.card_lines

    def scroll(self, column: int, cards: int) -> None:
        """Move what a column shows by so many cards; with lanes, what all columns show."""
        now = self.offset(column)
        if self._state.lanes:
            self._shared = max(now + cards * self.card_lines, 0)
        else:
            self._offsets[self._state.columns[column].key] = max(now // self.card_lines + cards, 0)

    def reveal(self, column: int) -> bool:
        """Scroll so that a cursor out of sight comes to the middle; True when that scrolled."""
        tops, row, offset = self.tops(column), self._state.row(column), self.offset(column)
        if not tops:
            return False
        room = self.height if self._state.lanes else self.page * self.card_lines
        if offset <= tops[row] and tops[row] + self.card_lines <= offset + room:
            return False
        if self._state.lanes:
            self._shared = max(tops[row] - self.height // 2, 0)
        else:
            self._offsets[self._state.columns[column].key] = max(row - self.page // 2, 0)
        return self.offset(column) != offset

    def beside(self, column: int, line: int) -> int:
        """Return the card of a column that begins nearest to a line."""
        tops = self.tops(column)
        return min(range(len(tops)), key=lambda row: abs(tops[row] - line), default=0)

    def _lay_out(self) -> None:
        """Work out the lanes anew when the cards, the carried card or the lines of a card have changed."""
        state = self._state
        if self._made == (state.version, self.card_lines):
            return
        self._made = state.version, self.card_lines
        shown = [state.cards(column) for column in range(len(state.columns))]
        counts = [Counter(card.lane for card in cards) for cards in shown]
        self._starts, self._total = [], 0
        first: dict[str, int] = {}
        for lane in state.lanes:
            self._starts.append(self._total)
            first[lane.key] = self._total + 1
            self._total += 1 + self.card_lines * max((count[lane.key] for count in counts), default=0)
        self._tops = []
        for cards in shown:
            free = dict(first)
            tops = []
            for card in cards:
                tops.append(free[card.lane])
                free[card.lane] += self.card_lines
            self._tops.append(tops)
