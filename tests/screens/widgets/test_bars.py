"""The title bar and the footer: one line each, with what matters always in sight."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from kamtui.screens.widgets.painter import Cell, fit
from kamtui.screens.widgets.status_footer import FooterEntry, StatusFooter
from kamtui.screens.widgets.title_bar import TitleBar

ENTRIES = [FooterEntry(key, "新建客户", f"act_{key}") for key in "nebxsvdtp"]
HELP = FooterEntry("?", "帮助", "help")


class BarsApp(App[None]):
    """Both bars and the actions that were clicked."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        """Show the widget alone."""
        yield TitleBar("客户", ["华北电网", "扩容项目"], ["销售数据", Cell("只读", "banner")])
        yield StatusFooter(ENTRIES, HELP)

    def on_status_footer_chosen(self, message: StatusFooter.Chosen) -> None:
        """Keep the message."""
        self.chosen.append(message.action)

    def line(self, kind: type[TitleBar] | type[StatusFooter]) -> str:
        """The text of one bar."""
        return self.query_one(kind).render_line(0).text


async def test_the_title_bar_drops_crumbs_before_the_title_and_never_the_status() -> None:
    for width, shown in [
        (80, "客户 华北电网 > 扩容项目 销售数据 只读"),
        (44, "客户 扩容项目 销售数据 只读"),
        (30, "客户 销售数据 只读"),
        (20, "销售数据 只读"),
    ]:
        app = BarsApp()
        async with app.run_test(size=(width, 5)):
            line = app.line(TitleBar)
            assert cell_len(line) == width
            assert " ".join(line.split()).endswith(shown), width


async def test_a_banner_is_reversed_so_that_it_shows_without_colours() -> None:
    app = BarsApp()
    async with app.run_test(size=(80, 5)):
        styles = {segment.text: segment.style for segment in app.query_one(TitleBar).render_line(0)}
        assert styles[" 只读 "] is not None
        assert styles[" 只读 "].reverse


@pytest.mark.parametrize("width", [10, 24, 40, 80, 200])
async def test_the_footer_shows_what_fits_and_always_the_help(width: int) -> None:
    app = BarsApp()
    async with app.run_test(size=(width, 5)):
        line = app.line(StatusFooter)
        assert cell_len(line) == width
        assert line.rstrip().endswith("? 帮助")
        assert line.count("新建客户") == min(9, max(0, (width - 8) // 12))


async def test_a_click_on_an_entry_does_what_its_key_does() -> None:
    app = BarsApp()
    async with app.run_test(size=(60, 5)) as pilot:
        line = app.line(StatusFooter)
        for text in ("e 新", "? 帮"):
            await pilot.click(StatusFooter, offset=(cell_len(line[: line.index(text)]) + 1, 0))
        await pilot.click(StatusFooter, offset=(59, 0))
        assert app.chosen == ["act_e", "help"]


async def test_a_mode_shows_its_message_first_and_the_help_last() -> None:
    app = BarsApp()
    async with app.run_test(size=(50, 5)):
        app.query_one(StatusFooter).show([FooterEntry("Enter", "放下", "drop")], "移动 华北电网")
        assert app.line(StatusFooter).rstrip() == " 移动 华北电网  Enter 放下  ? 帮助"
        app.query_one(StatusFooter).show([], "很长" * 40)
        assert cell_len(app.line(StatusFooter)) == 50
        assert app.line(StatusFooter).rstrip().endswith("? 帮助")


@pytest.mark.parametrize(
    ("text", "width", "fitted"),
    [
        ("客户", 6, "客户  "),
        ("客户名", 5, "客户~"),
        ("客户名", 4, "客~ "),
        ("abc", 2, "a~"),
        ("x", 0, ""),
        ("客", 1, "~"),
    ],
)
def test_text_is_cut_between_characters_and_filled_to_its_width(text: str, width: int, fitted: str) -> None:
    assert fit(text, width) == fitted
