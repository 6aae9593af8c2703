"""Screen 2: the pipeline, a column for each buying stage (A3.01)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of, entry_of, footer_of
from kamtui.screens.filtering import FilterScreen
from kamtui.screens.keymap import COMMANDS
from kamtui.screens.records import RecordActions
from kamtui.screens.views import MARKS, BoardView, deal_line
from kamtui.screens.widgets.board import Board
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.title_bar import TitleBar
from kamtui.store.records import Opportunity, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

THREE_LINES = 30
"""Rows of the terminal from which on a card has a third line, for the deal's name."""


class PipelineScreen(RecordActions, FilterScreen):
    """The board: cards of open opportunities, moved by key from stage to stage."""

    KIND = "pipeline"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the open opportunities of `workspace`."""
        super().__init__(workspace, notice)
        self._board = Board()
        self._view = BoardView(workspace)
        self._described: Opportunity | None = None
        self._detail = TitleBar(id="detail", crumb="  ")

    def help_rows(self) -> list[Row]:
        """Explain the marks on cards too."""
        marks = [Row(f"-{name}", (mark, "", word(f"keys.mark.{name}"))) for name, mark in MARKS.items()]
        return [*super().help_rows(), Row("-marks", (Cell(word("keys.scope.marks"), "strong"),)), *marks]

    def body(self) -> Iterable[Widget]:
        """The board and a line about the deal under the cursor."""
        yield self._board
        yield self._detail

    def show(self) -> None:
        """Read the opportunities anew."""
        self._board.card_lines = 3 if self.app.size.height >= THREE_LINES else 2
        asked = self.parsed(Opportunity)
        columns = self._view.columns(asked, self.today())
        self._board.set_columns(columns)
        self.say(word("screens.pipeline.count", n=sum(len(column.cards) for column in columns)), asked)
        self._describe()

    def subject(self) -> Record | None:
        """The deal under the cursor."""
        return self.workspace.get(Opportunity, self._board.cursor_card or "")

    def focus_body(self) -> None:
        """Give the keys to the board."""
        self._board.focus()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._board.card_lines = 3 if self.app.size.height >= THREE_LINES else 2

    def on_board_highlighted(self, event: Board.Highlighted) -> None:
        """Say more about the deal under the cursor."""
        event.stop()
        self._describe()

    def on_board_opened(self, event: Board.Opened) -> None:
        """Open a deal by mouse."""
        event.stop()
        self._open(event.card)

    def on_board_moved(self, event: Board.Moved) -> None:
        """Save the move of a card that was dropped."""
        event.stop()
        self._move(event.card, event.target)

    def action_open(self) -> None:
        """Open the deal under the cursor; while one is carried, drop it."""
        if self._board.carrying:
            self.action_drop()
        elif self._board.cursor_card:
            self._open(self._board.cursor_card)

    def action_move(self) -> None:
        """Take up the card under the cursor; pressed again, drop it."""
        if self._board.carrying:
            self.action_drop()
        elif self._board.carry_start():
            shown = [
                command for command in COMMANDS if command.name in ("left", "right") and command.scope == "pipeline"
            ]
            self.footer.show([entry_of(command) for command in shown], word("screens.pipeline.carrying"))

    def action_drop(self) -> None:
        """Leave the carried card where it is."""
        self._board.carry_drop()
        self.footer.show(footer_of(self.KIND))

    def action_back(self) -> None:
        """Put a carried card back; without one, clear the filter or go back."""
        if self._board.carrying:
            self._board.carry_cancel()
            self.footer.show(footer_of(self.KIND))
        else:
            super().action_back()

    def action_next_stage(self) -> None:
        """Move the deal one stage on."""
        self._step(1)

    def action_previous_stage(self) -> None:
        """Move the deal one stage back."""
        self._step(-1)

    def action_new(self) -> None:
        """Add an opportunity in the stage under the cursor."""
        stage = self._board.cursor_column or ""
        blank = Opportunity(name="", stage=stage, opened=self.today(), stage_since=self.today())
        self.add_record(blank, self._board.move_to)

    def action_edit(self) -> None:
        """Edit the deal under the cursor."""
        self.edit_record(Opportunity, self._board.cursor_card)

    def action_left(self) -> None:
        """Go, or carry, to the left."""
        self._board.action_left()
        self._describe()

    def action_right(self) -> None:
        """Go, or carry, to the right."""
        self._board.action_right()
        self._describe()

    def action_up(self) -> None:
        """Go up."""
        self._board.action_up()
        self._describe()

    def action_down(self) -> None:
        """Go down."""
        self._board.action_down()
        self._describe()

    def action_page_up(self) -> None:
        """Go up a page."""
        self._board.action_page_up()
        self._describe()

    def action_page_down(self) -> None:
        """Go down a page."""
        self._board.action_page_down()
        self._describe()

    def action_first(self) -> None:
        """Go to the first card of the column."""
        self._board.action_first()
        self._describe()

    def action_last(self) -> None:
        """Go to the last card of the column."""
        self._board.action_last()
        self._describe()

    def _open(self, card: str) -> None:
        ids = [each.key for column in self._board.columns for each in column.cards]
        self.open_page(Opportunity, card, ids)

    def _describe(self) -> None:
        """Say more about the deal under the cursor, in the same frame as the cursor moves."""
        deal = self.workspace.get(Opportunity, self._board.cursor_card or "")
        if deal is self._described:
            return
        self._described = deal
        head, parts = deal_line(self.workspace, deal, self.today()) if deal else ("", [])
        self._detail.show(title=head, crumbs=parts)

    def _step(self, step: int) -> None:
        deal = self.workspace.get(Opportunity, self._board.cursor_card or "")
        if deal is None or self._board.carrying:
            return
        at = self.workspace.method.stage_index(deal.stage)
        to = 0 if at is None else at + step
        if 0 <= to < len(self.workspace.method.stages):
            self._move(deal.id, self.workspace.method.stages[to].id)

    def _move(self, card: str, stage: str) -> None:
        deal = self.workspace.get(Opportunity, card)
        if deal is None or not self.move_deal(deal, stage):
            self.show()
        self._board.move_to(card)
