"""The list: what it shows, where the cursor goes, what it tells the screen, and how fast."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App, ComposeResult
from textual.message import Message

from kamtui.screens.widgets.list_columns import Column, Row, place_columns
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList

COLUMNS = (
    Column("name", "客户", 10, flexible=True),
    Column("city", "城市", 8, priority=2),
    Column("amount", "金额", 8, "right", priority=1),
)


def rows(count: int) -> list[Row]:
    return [Row(f"k{number}", (f"客户{number}", "北京", f"{number}万")) for number in range(count)]


def wheel(over: VirtualList) -> events.MouseScrollDown:
    """One step of the mouse wheel."""
    return events.MouseScrollDown(over, 3, 3, 0, 0, 0, False, False, False)


class ListApp(App[None]):
    """A list and the messages it sends."""

    def __init__(self, content: Sequence[Row]) -> None:
        """Start with nothing sent."""
        super().__init__()
        self.content = content
        self.sent: list[Message] = []

    def compose(self) -> ComposeResult:
        """Show the widget alone."""
        yield VirtualList(COLUMNS, empty="nothing here\npress n")

    def on_mount(self) -> None:
        """Fill and focus it."""
        self.shown.set_rows(self.content)
        self.shown.focus()

    @property
    def told(self) -> list[tuple[str, str | None]]:
        """The kinds of the messages, and of which row or column they are."""
        return [
            (type(each).__name__, getattr(each, "key", None) or getattr(each, "column", None)) for each in self.sent
        ]

    @property
    def shown(self) -> VirtualList:
        """The list."""
        return self.query_one(VirtualList)

    @property
    def lines(self) -> list[str]:
        """The lines as text."""
        return [self.shown.render_line(y).text for y in range(self.shown.size.height)]

    def on_virtual_list_highlighted(self, message: VirtualList.Highlighted) -> None:
        """Keep the message."""
        self.sent.append(message)

    def on_virtual_list_opened(self, message: VirtualList.Opened) -> None:
        """Keep the message."""
        self.sent.append(message)

    def on_virtual_list_heading_pressed(self, message: VirtualList.HeadingPressed) -> None:
        """Keep the message."""
        self.sent.append(message)


async def test_it_shows_a_heading_and_the_first_rows_with_the_cursor_marked_without_colour() -> None:
    app = ListApp(rows(100))
    async with app.run_test(size=(40, 10)):
        assert app.lines[0].split() == ["客户", "城市", "金额"]
        assert app.lines[1].startswith("> 客户0 ")
        assert app.lines[2].startswith("  客户1 ")
        assert app.lines[9].split() == ["客户8", "北京", "8万"]


async def test_every_line_is_exactly_as_wide_as_the_widget() -> None:
    awkward = [
        Row("1", ("客户" * 40, "北京市海淀区中关村", "12345678901万")),
        Row("2", ("👩\u200d👩\u200d👧" * 9, "a\u0301" * 30, "")),
        Row("3", ("", "", ""), "*"),
    ]
    app = ListApp(awkward)
    for width in (20, 31, 40, 57):
        async with app.run_test(size=(width, 6)):
            lines = [app.shown.render_line(y) for y in range(6)]
            assert [cell_len(line.text) for line in lines] == [app.shown.scrollable_size.width] * 6
            assert [line.cell_length for line in lines] == [app.shown.scrollable_size.width] * 6
        app = ListApp(awkward)


async def test_cut_text_ends_in_a_tilde_and_a_number_without_room_is_not_shown_at_all() -> None:
    app = ListApp([Row("1", ("客户名称很长很长很长", "x", "123456789万"))])
    async with app.run_test(size=(32, 4)):
        assert "客户名称~" in app.lines[1]
        assert "########" in app.lines[1]
        assert "12345" not in app.lines[1]


async def test_brackets_are_text_and_never_markup() -> None:
    app = ListApp([Row("1", ("[/x] [b]a[/b]", Cell("[@click=app.quit]", "bad"), ""))])
    async with app.run_test(size=(60, 4)):
        assert "[/x] [b]a[/b]" in app.lines[1]


async def test_the_cursor_moves_and_stops_at_both_ends() -> None:
    app = ListApp(rows(30))
    async with app.run_test(size=(40, 11)):
        shown = app.shown
        for action, key in [
            ("cursor_up", "k0"),
            ("cursor_down", "k1"),
            ("page_down", "k11"),
            ("page_up", "k1"),
            ("last", "k29"),
            ("cursor_down", "k29"),
            ("first", "k0"),
        ]:
            getattr(shown, f"action_{action}")()
            assert shown.cursor_key == key, action


async def test_at_the_edge_the_list_scrolls_by_half_a_page() -> None:
    app = ListApp(rows(100))
    async with app.run_test(size=(40, 11)) as pilot:
        for _ in range(10):
            app.shown.action_cursor_down()
            await pilot.pause()
        assert app.lines[1].startswith("  客户5 ")
        assert app.lines[6].startswith("> 客户10 ")


async def test_new_rows_keep_the_cursor_on_its_key_and_its_line() -> None:
    app = ListApp(rows(100))
    async with app.run_test(size=(40, 11)) as pilot:
        app.shown.move_to("k50")
        await pilot.pause()
        line = next(y for y, text in enumerate(app.lines) if text.startswith(">"))
        app.shown.set_rows([Row("new", ("x", "", "")), *rows(100)])
        await pilot.pause()
        assert app.shown.cursor_key == "k50"
        assert app.shown.cursor_row == 51
        assert app.lines[line].startswith("> 客户50 ")


async def test_a_row_that_is_gone_leaves_the_cursor_on_its_line_and_an_empty_list_says_what_to_do() -> None:
    app = ListApp(rows(5))
    async with app.run_test(size=(40, 11)) as pilot:
        app.shown.move_to("k4")
        app.shown.set_rows(rows(4))
        assert app.shown.cursor_key == "k3"
        app.shown.set_rows([])
        await pilot.pause()
        assert app.shown.cursor_key is None
        assert [text.strip() for text in app.lines[1:] if text.strip()] == ["nothing here", "press n"]
        app.shown.action_open()
        await pilot.pause()
        assert app.told[-1] == ("Highlighted", None)


async def test_rows_set_afresh_start_at_the_top() -> None:
    app = ListApp(rows(100))
    async with app.run_test(size=(40, 11)) as pilot:
        app.shown.action_last()
        app.shown.set_rows(rows(100), keep=False)
        await pilot.pause()
        assert app.lines[1].startswith("> 客户0 ")


async def test_a_click_selects_a_double_click_opens_and_the_wheel_scrolls() -> None:
    app = ListApp(rows(100))
    async with app.run_test(size=(40, 11)) as pilot:
        app.sent.clear()
        await pilot.click(VirtualList, offset=(5, 4))
        assert app.told == [("Highlighted", "k3")]
        await pilot.click(VirtualList, offset=(5, 6), times=2)
        assert app.told[1:] == [("Highlighted", "k5"), ("Opened", "k5")]
        await pilot.click(VirtualList, offset=(3, 0))
        assert app.told[-1] == ("HeadingPressed", "name")
        app.shown.post_message(wheel(app.shown))
        await pilot.pause()
        assert not app.lines[1].startswith("  客户0 ")
        assert app.shown.cursor_key == "k5"


async def test_it_binds_no_keys_of_its_own() -> None:
    app = ListApp(rows(10))
    async with app.run_test(size=(40, 11)) as pilot:
        await pilot.press("down", "pagedown", "end", "j")
        assert app.shown.cursor_key == "k0"


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (60, [(0, 41), (1, 8), (2, 8)]),
        (29, [(0, 10), (1, 8), (2, 8)]),
        (28, [(0, 18), (2, 8)]),
        (19, [(0, 18)]),
        (5, [(0, 4)]),
    ],
)
def test_columns_of_high_priority_number_go_first_and_flexible_ones_take_the_room(
    width: int, shown: list[tuple[int, int]]
) -> None:
    assert place_columns(COLUMNS, width) == shown


async def test_a_cursor_move_among_ten_thousand_rows_takes_less_than_five_milliseconds() -> None:
    app = ListApp(rows(10_000))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        start = time.process_time()
        for _ in range(100):
            app.shown.action_cursor_down()
            app.screen._compositor.render_update(screen_stack=[])
        assert (time.process_time() - start) / 100 < 0.005
