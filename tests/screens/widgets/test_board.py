"""The board: columns with cursors of their own, folding, carrying, and the speed of it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import pairwise

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.message import Message

from kamtui.screens.widgets.board import Board
from kamtui.screens.widgets.board_layout import STUB, place_board
from kamtui.screens.widgets.board_state import BoardCard, BoardColumn


def column(key: str, *cards: str) -> BoardColumn:
    made = tuple(BoardCard(card, (f"客户{card}", "320万"), marks="!") for card in cards)
    return BoardColumn(key, f"阶段{key}", f"{len(cards)} · 320万", made)


def many(columns: int, cards: int) -> list[BoardColumn]:
    return [column(str(c), *(f"{c}-{n}" for n in range(cards))) for c in range(columns)]


SMALL = [column("A", "a0", "a1", "a2"), column("B"), column("C", "c0", "c1")]


class BoardApp(App[None]):
    """A board and the messages it sends."""

    def __init__(self, content: Sequence[BoardColumn]) -> None:
        """Start with nothing sent."""
        super().__init__()
        self.content = content
        self.sent: list[Message] = []

    def compose(self) -> ComposeResult:
        """Show the widget alone."""
        yield Board()

    def on_mount(self) -> None:
        """Fill and focus it."""
        self.board.set_columns(self.content)
        self.board.focus()

    @property
    def board(self) -> Board:
        """The board."""
        return self.query_one(Board)

    @property
    def lines(self) -> list[str]:
        """The lines as text."""
        return [self.board.render_line(y).text for y in range(self.board.size.height)]

    def on_board_highlighted(self, message: Board.Highlighted) -> None:
        """Keep the message."""
        self.sent.append(message)

    def on_board_opened(self, message: Board.Opened) -> None:
        """Keep the message."""
        self.sent.append(message)

    def on_board_moved(self, message: Board.Moved) -> None:
        """Keep the message."""
        self.sent.append(message)


async def test_at_80_by_24_three_columns_of_eight_cards_are_open_and_the_others_show_their_count() -> None:
    app = BoardApp(many(6, 12))
    async with app.run_test(size=(80, 22)):
        lines = app.lines
        assert [cell_len(line) for line in lines] == [80] * 22
        for c in range(3):
            assert all(any(f"客户{c}-{n} " in line for line in lines) for n in range(8))
        assert lines[0].split("│")[3:] == [" 12", " 12", " 12"]
        assert [line.split("│")[5].strip() for line in lines[2:5]] == ["阶", "段", "5"]


async def test_at_200_columns_all_six_columns_are_open() -> None:
    app = BoardApp(many(6, 12))
    async with app.run_test(size=(200, 60)):
        assert all(f"阶段{c}" in app.lines[0] for c in range(6))


async def test_going_right_opens_the_column_the_cursor_is_in() -> None:
    app = BoardApp(many(8, 12))
    async with app.run_test(size=(80, 22)):
        for c in range(8):
            assert app.board.cursor_column == str(c)
            assert f"> 阶段{c}" in app.lines[0]
            assert any(f"> 客户{c}-0 " in line for line in app.lines)
            app.board.action_right()


async def test_each_column_keeps_its_cursor_and_empty_columns_can_be_reached() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)) as pilot:
        app.sent.clear()
        board = app.board
        board.action_down()
        board.action_right()
        assert (board.cursor_column, board.cursor_card) == ("B", None)
        assert "> 阶段B" in app.lines[0]
        board.action_open()
        board.action_down()
        board.action_right()
        board.action_last()
        assert board.cursor_card == "c1"
        board.action_left()
        board.action_left()
        assert board.cursor_card == "a1"
        await pilot.pause()
        cards = [sent.card for sent in app.sent if isinstance(sent, Board.Highlighted)]
        assert cards == ["a1", None, "c0", "c1", None, "a1"]
        assert not any(isinstance(sent, Board.Opened) for sent in app.sent)


async def test_a_long_column_scrolls_by_half_a_page_and_tells_how_far_down_it_is() -> None:
    app = BoardApp(many(1, 100))
    async with app.run_test(size=(80, 22)):
        for _ in range(10):
            app.board.action_down()
        assert "客户0-5 " in app.lines[2]
        assert "11/100" in app.lines[1]
        app.board.action_last()
        assert any("> 客户0-99 " in line for line in app.lines)
        app.board.action_first()
        assert "> 客户0-0 " in app.lines[2]


async def test_a_carried_card_shows_where_it_would_go_and_dropping_reports_the_move() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)) as pilot:
        board = app.board
        board.action_down()
        assert board.carry_start()
        board.action_right()
        assert board.carrying
        assert ">>客户a1" in app.lines[2].split("│")[1]
        assert not any("客户a1" in line.split("│")[0] for line in app.lines)
        board.action_right()
        board.carry_drop()
        await pilot.pause()
        assert Board.Moved("a1", "A", "C") in app.sent
        assert (board.cursor_column, board.cursor_card, board.carrying) == ("C", "a1", False)
        assert [card.key for card in board.columns[2].cards] == ["a1", "c0", "c1"]
        assert [card.key for card in board.columns[0].cards] == ["a0", "a2"]


async def test_a_cancelled_carry_puts_the_card_back_and_reports_no_move() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)) as pilot:
        board = app.board
        board.action_down()
        board.carry_start()
        board.action_right()
        board.action_right()
        board.action_right()
        board.carry_cancel()
        await pilot.pause()
        assert board.columns == tuple(SMALL)
        assert (board.cursor_column, board.cursor_card) == ("A", "a1")
        assert not any(isinstance(sent, Board.Moved) for sent in app.sent)


async def test_dropping_a_card_where_it_was_changes_nothing() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)) as pilot:
        app.board.carry_start()
        app.board.action_right()
        app.board.action_left()
        app.board.carry_drop()
        await pilot.pause()
        assert app.board.columns == tuple(SMALL)
        assert not any(isinstance(sent, Board.Moved) for sent in app.sent)


async def test_an_empty_column_gives_nothing_to_carry() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)):
        app.board.move_to_column("B")
        assert not app.board.carry_start()
        assert not app.board.carrying


async def test_new_columns_leave_the_cursor_on_its_card_wherever_that_is_now() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)):
        app.board.move_to("a2")
        app.board.set_columns([column("A", "a0", "a1"), column("B", "b0", "a2"), column("C", "c0", "c1")])
        assert (app.board.cursor_column, app.board.cursor_card) == ("B", "a2")
        app.board.set_columns([column("A", "a0"), column("B", "b0"), column("C")])
        assert (app.board.cursor_column, app.board.cursor_card) == ("B", "b0")


async def test_new_columns_leave_the_cursors_of_the_other_columns_on_their_cards_too() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)):
        app.board.move_to("a1")
        app.board.move_to_column("C")
        app.board.set_columns([column("A", "new", "a0", "a1", "a2"), column("B"), column("C", "c0", "c1")])
        app.board.move_to_column("A")
        assert app.board.cursor_card == "a1"


async def test_new_columns_while_carrying_keep_the_card_carried_unless_it_is_gone() -> None:
    app = BoardApp(SMALL)
    async with app.run_test(size=(80, 22)) as pilot:
        board = app.board
        board.move_to("a1")
        board.carry_start()
        board.action_right()
        board.set_columns([column("A", "x", "a1"), column("B"), column("C", "c0")])
        assert board.carrying
        board.carry_drop()
        await pilot.pause()
        assert Board.Moved("a1", "A", "B") in app.sent
        board.carry_start()
        board.set_columns([column("A", "x"), column("B"), column("C", "c0")])
        assert not board.carrying


async def test_a_click_selects_a_double_click_opens_and_a_stub_unfolds() -> None:
    app = BoardApp(many(6, 12))
    async with app.run_test(size=(80, 22)) as pilot:
        app.sent.clear()
        await pilot.click(Board, offset=(30, 5))
        assert app.sent == [Board.Highlighted("1", "1-1")]
        await pilot.click(Board, offset=(30, 7), times=2)
        assert app.sent[1:] == [Board.Highlighted("1", "1-2"), Board.Opened("1-2")]
        await pilot.click(Board, offset=(78, 7))
        assert app.board.cursor_column == "5"
        assert "> 阶段5" in app.lines[0]


@pytest.mark.parametrize("width", range(1, 240, 7))
@pytest.mark.parametrize("count", [1, 2, 3, 6, 8, 15, 40])
def test_columns_never_overlap_or_leave_the_board_and_the_cursors_is_always_open(count: int, width: int) -> None:
    for cursor in {0, count // 2, count - 1}:
        slots = place_board(count, cursor, 0, width)
        assert [slot for slot in slots if slot.column == cursor and not slot.folded]
        for left, right in pairwise(slots):
            assert right.x == left.x + left.width + 1
        assert slots[-1].x + slots[-1].width <= width
        assert all(slot.width == STUB for slot in slots if slot.folded)


async def test_a_cursor_move_among_three_thousand_cards_takes_less_than_ten_milliseconds() -> None:
    app = BoardApp(many(6, 500))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        start = time.process_time()
        for _ in range(100):
            app.board.action_down()
            app.screen._compositor.render_update(screen_stack=[])
        assert (time.process_time() - start) / 100 < 0.010
