"""Screen 2: the pipeline, a column for each buying stage (A3.01)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of, entry_of, footer_of
from kamtui.screens.board.cards import CARD_FIELDS, MARKS, lines_of
from kamtui.screens.board.view import GROUPS, MOST_FIELDS, TOPIC, BoardView, board_texts, deal_line
from kamtui.screens.deals.acts import DealActions
from kamtui.screens.dialogs.card_fields import CardFieldsDialog
from kamtui.screens.keymap import commands_of
from kamtui.screens.shell.filtering import FilterScreen
from kamtui.screens.shell.looking_back import LookingBack
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.screens.widgets.board import Board
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.title_bar import TitleBar
from kamtui.store.records import Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.filters import Filter

CARDS = 8
"""Cards below each other that a column has room for, before cards get more than two lines."""

AROUND = 6
"""Rows of the terminal above and below the cards."""


class PipelineScreen(LookingBack, QuickLogging, DealActions, FilterScreen):
    """The board: cards of open opportunities, moved by key from stage to stage."""

    KIND = "pipeline"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the open opportunities of `workspace`."""
        super().__init__(workspace, notice)
        self._board = Board()
        self._view = BoardView(workspace)
        self._described: Opportunity | None = None
        self._only_stuck = False
        self._detail = TitleBar(id="detail", crumb="  ")
        self._detail.first_counts = self.title_bar.first_counts = True

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
        self._board.card_lines = self._card_lines()
        asked = self.parsed(Opportunity)
        past = self.looked_at is not None
        columns = self._view.columns(asked, self.day, stuck=self._only_stuck, past=past)
        self._board.set_columns(columns, self._view.lanes)
        self._say_sums(asked)
        self._describe()

    def _say_sums(self, asked: Filter | None) -> None:
        """Put into the title how many there are, what is left out, what of the filter was not understood, the sums."""
        counted, *sums = board_texts(self.workspace, self._view.shown)
        stuck = [word("board.only_stuck")] if self._only_stuck else []
        problems = [clean(problem) for problem in asked.problems[:1]] if asked else []
        self.title_bar.show(crumbs=[counted, *stuck, *problems, *sums])

    def focus_body(self) -> None:
        """Give the keys to the board."""
        self._board.focus()

    def subject(self) -> Record | None:
        """The deal under the cursor."""
        return self.workspace.get(Opportunity, self._board.cursor_card or "")

    def move_cursor_to(self, record: str) -> None:
        """Put the cursor on a deal."""
        self._board.move_to(record)
        self._describe()

    def on_resize(self) -> None:
        """Use the room there is."""
        self._board.card_lines = self._card_lines()

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
            shown = [command for command in commands_of(self.KIND) if command.name in ("left", "right")]
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

    def action_stuck(self) -> None:
        """Show only what is stalled or overdue, or everything again."""
        self._only_stuck = not self._only_stuck
        self.show()
        self.tell(word("board.only_stuck" if self._only_stuck else "board.all"))

    def action_group(self) -> None:
        """Put the cards into lanes by owner, tier or forecast category, or into none."""
        group = GROUPS[(GROUPS.index(self._view.settings.group) + 1) % len(GROUPS)]
        self._prefer(group=group)
        self.tell(word(f"board.grouped.{group or 'not'}"))

    def action_fold(self) -> None:
        """Fold the column under the cursor, or open it again."""
        column, folded = self._board.cursor_column, self._view.settings.folded
        if column is not None and not self._board.carrying:
            others = tuple(stage for stage in folded if stage != column)
            self._prefer(folded=others if column in folded else (*folded, column))

    def action_card_fields(self) -> None:
        """Choose what the cards show."""
        dialog = CardFieldsDialog(
            word("board.fields.title", most=MOST_FIELDS),
            [(name, word(f"board.field.{name}")) for name in CARD_FIELDS],
            self._view.settings.fields,
            MOST_FIELDS,
        )
        self.app.push_screen(dialog, lambda chosen: self._prefer(fields=chosen) if chosen else None)

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
        head, parts = deal_line(self.workspace, deal, self.day) if deal else ("", [])
        self._detail.show(title=head, crumbs=parts)

    def cursor_deal(self) -> Opportunity | None:
        """The deal under the cursor; none while a card is carried."""
        if self._board.carrying:
            return None
        return self.workspace.get(Opportunity, self._board.cursor_card or "")

    def _card_lines(self) -> int:
        """Lines of a card: as many as the window has room for, at most what cards have to say."""
        room = (self.app.size.height - AROUND) // CARDS
        return max(min(room, lines_of(self._view.settings.fields)), 2)

    def _prefer(self, **changed: object) -> None:
        """Change how the board looks, and keep it for this person."""
        self._view.settings = msgspec.structs.replace(self._view.settings, **changed)
        self.workspace.prefer(TOPIC, self._view.settings)
        self.show()

    def move_deal(self, deal: Opportunity, stage: str, then: Callable[[bool], object] = bool) -> None:
        """Move a deal, and keep the cursor on it."""

        def moved(done: bool) -> None:
            if not done:
                self.show()
            self._board.move_to(deal.id)
            then(done)

        super().move_deal(deal, stage, moved)

    def _move(self, card: str, stage: str) -> None:
        deal = self.workspace.get(Opportunity, card)
        if deal is None:
            self.show()
        else:
            self.move_deal(deal, stage)
