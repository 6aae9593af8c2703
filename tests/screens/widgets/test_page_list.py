"""The list of a page: a long text is read to its end, and one row stays one row."""

from __future__ import annotations

from textual.app import App, ComposeResult

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.page_list import PageList

LONG = "Who set them and whom they favour, Who takes part in the design"


class PageApp(App[None]):
    """A page of three rows, the second of them long."""

    def compose(self) -> ComposeResult:
        """Show the widget alone."""
        yield PageList((Column("name", "", 10), Column("value", "", 20, flexible=True)))

    def on_mount(self) -> None:
        """Fill it."""
        self.shown.set_rows([Row("a", ("First", "1")), Row("b", ("Known", LONG)), Row("c", ("Last", LONG))])

    @property
    def shown(self) -> PageList:
        """The list."""
        return self.query_one(PageList)

    @property
    def lines(self) -> list[str]:
        """What stands below the headings."""
        return [self.shown.render_line(y).text.rstrip() for y in range(1, self.shown.size.height)]


async def test_a_text_too_long_for_its_line_goes_on_below_it() -> None:
    app = PageApp()
    async with app.run_test(size=(54, 12)):
        assert app.lines[1:4] == [
            "  Known      Who set them and whom they favour, Who",
            "             takes part in the design",
            "  Last       Who set them and whom they favour, Who",
        ]


async def test_the_cursor_goes_from_row_to_row_and_not_from_line_to_line() -> None:
    app = PageApp()
    async with app.run_test(size=(54, 12)) as pilot:
        stood = [app.shown.cursor_key]
        for _ in range(3):
            app.shown.action_cursor_down()
            stood.append(app.shown.cursor_key)
        assert stood == ["a", "b", "c", "c"]
        app.shown.action_cursor_up()
        assert app.shown.cursor_key == "b"
        await pilot.click(PageList, offset=(20, 5))
        assert app.shown.cursor_key == "c", "a click on the second line is a click on the row"


async def test_a_wider_terminal_shows_the_text_in_one_line_again() -> None:
    app = PageApp()
    async with app.run_test(size=(54, 12)) as pilot:
        app.shown.move_to("c")
        await pilot.resize_terminal(100, 12)
        await pilot.pause()
        assert LONG in app.lines[1]
        assert app.shown.cursor_key == "c"


async def test_the_end_of_the_last_row_comes_into_sight_with_it() -> None:
    app = PageApp()
    async with app.run_test(size=(54, 4)):
        app.shown.move_to("c")
        assert app.lines[-1] == "             takes part in the design"


async def test_an_empty_page_takes_every_key() -> None:
    app = PageApp()
    async with app.run_test(size=(54, 4)):
        app.shown.set_rows([])
        for key in (app.shown.action_cursor_down, app.shown.action_page_down, app.shown.action_last):
            key()
        assert app.shown.cursor_key is None
