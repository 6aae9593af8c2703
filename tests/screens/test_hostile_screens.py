"""Names that attack the terminal, on every screen: no control character, no action and no link is ever drawn.

What is drawn is read as Textual would send it. That nothing else reaches a real terminal is tested on one, in
`tests/terminal`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostile import CONTROL, MARKUP, naughty
from textual.app import App
from textual.widgets import Input
from workbench import GRID, Bench, bench, make, poisoned

from kamtui.app import KamApp
from kamtui.screens.board.pipeline import PipelineScreen
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.pages.page import PageScreen
from kamtui.store.records import Account, Contact, Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace

OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""What a terminal obeys instead of showing it, or what turns, hides or breaks a line."""

SMALL = (100, 40)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Every hostile text that can be kept: UTF-8 has no lone surrogates. Those with controls or brackets come first."""
    real_data = Path(__file__).resolve().parents[3] / "shared" / "data"
    big = naughty(real_data) if real_data.is_dir() else []
    found = [*MARKUP, *CONTROL, *sorted(big, key=lambda text: text.isprintable() and "[" not in text)]
    return [text for text in found if "\ud800" not in text]


@pytest.fixture(scope="module")
def poison(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which every text is the name of an account, of deals, people, tasks and visits."""
    return make(tmp_path_factory.mktemp("poison") / "work", poisoned(texts), "\x1b]0;owned\x07[/x]").root


@pytest.fixture
def hostile_workspace(poison: Path) -> Workspace:
    """That workspace, opened anew."""
    return Workspace.open(poison)


@pytest.fixture(params=["with the filter behind", "by the screens alone"])
def guard(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Run a test twice: the screens clean what they show even without the filter that stands behind them."""
    if request.param == "by the screens alone":
        monkeypatch.setattr(KamApp, "get_line_filters", App.get_line_filters)
    return str(request.param)


def faults(shown: Bench) -> Iterator[str]:
    """What should not be among the segments on the screen."""
    for text, style, control in shown.segments:
        if control or OBEYED.search(text) or any(unicodedata.category(char) == "Cc" for char in text):
            yield f"control: {text!a}"
        if style and style.link:
            yield f"link {style.link}: {text!a}"
        if style and "@click" in style.meta:
            yield f"action {style.meta}: {text!a}"


def check(shown: Bench) -> None:
    """Fail if anything on the screen is more than text."""
    found = list(faults(shown))
    assert not found, found[:5]


def pages(shown: Bench) -> int:
    """Pages of the list in front."""
    return len(shown.table.rows) // max(shown.table.size.height - 2, 1) + 2


async def scroll_through(shown: Bench) -> str:
    """Go through the list in front, page by page; everything that was seen."""
    seen = []
    await shown.press("home")
    for _ in range(pages(shown)):
        check(shown)
        seen.append(shown.text)
        await shown.press("pagedown")
    return "\n".join(seen)


@pytest.mark.usefixtures("guard")
async def test_the_account_list_shows_every_name_as_plain_text(hostile_workspace: Workspace, texts: list[str]) -> None:
    async with bench(hostile_workspace, (200, 60)) as shown:
        await shown.wait_until(lambda: "| Tier A" in shown.text, 3)
        await shown.press("p")  # the preview leaves less room for names
        seen = await scroll_through(shown)
        for text in (*MARKUP, *CONTROL[:8]):
            assert clean(text, 60) in seen, text
        assert "␛]0;owned␇[/x]" in shown.lines[0]
        assert len(shown.table.rows) == len(texts) + 1
        await shown.press("p")  # which is remembered


@pytest.mark.usefixtures("guard")
async def test_the_board_shows_every_card_as_plain_text(hostile_workspace: Workspace) -> None:
    async with bench(hostile_workspace, (200, 60)) as shown:
        await shown.press("2")
        assert "␛]0;stage␇" in shown.lines[1]
        for column in shown.board.columns:
            shown.board.move_to_column(column.key)
            shown.board.action_first()
            for _ in column.cards:
                check(shown)
                shown.board.action_down()
        await shown.pilot.pause()
        check(shown)


async def test_every_page_of_accounts_deals_and_people_shows_plain_text(
    hostile_workspace: Workspace, texts: list[str], guard: str
) -> None:
    async with bench(hostile_workspace, (80, 24)) as shown:
        for kind in (Account, Opportunity, Contact):
            records = hostile_workspace.records(kind).values()
            ids = [record.id for record in records if getattr(record, "account", "") != GRID]
            assert len(ids) >= len(texts)
            ids = ids if guard == "with the filter behind" else ids[:100]
            assert isinstance(shown.screen, AccountsScreen)
            shown.screen.open_page(kind, ids[0], ids)
            await shown.pilot.pause()
            assert isinstance(shown.screen, PageScreen)
            for _ in ids:
                check(shown)
                shown.screen.action_next_record()
            await shown.press("escape")


@pytest.mark.usefixtures("guard")
async def test_the_page_of_an_account_with_hundreds_of_them_shows_plain_text(hostile_workspace: Workspace) -> None:
    async with bench(hostile_workspace, (160, 60)) as shown:
        assert isinstance(shown.screen, AccountsScreen)
        shown.screen.open_page(Account, GRID, [GRID])
        await shown.pilot.pause()
        seen = await scroll_through(shown)
        for text in MARKUP:
            assert seen.count(f" {clean(text, 60)}") >= 3, text


async def test_a_form_shows_such_texts_and_leaves_them_as_they_are(hostile_workspace: Workspace, poison: Path) -> None:
    before = {path: path.read_bytes() for path in poison.rglob("accounts/**/*.json")}
    full = [account.id for account in hostile_workspace.records(Account).values() if account.aliases][:10]
    async with bench(hostile_workspace, (100, 50)) as shown:
        for account in full:
            shown.screen.query_one("VirtualList", type(shown.table)).move_to(account)
            await shown.press("E")
            assert isinstance(shown.screen, FormDialog)
            check(shown)
            await shown.press("f2")
            assert isinstance(shown.screen, AccountsScreen), shown.text
        check(shown)
    assert {path: path.read_bytes() for path in poison.rglob("accounts/**/*.json")} == before


async def test_what_is_typed_or_pasted_into_fields_is_drawn_and_told_as_text(
    hostile_workspace: Workspace, texts: list[str]
) -> None:
    async with bench(hostile_workspace, (100, 60)) as shown:
        await shown.press("2", "n")
        fields = list(shown.screen.query(Input))
        left = [*texts, *CONTROL]
        while left:
            for field in fields:
                field.value = left.pop() if left else "[/x]"
            await shown.pilot._wait_for_screen()
            check(shown)
        fields[0].value = "[/x]"
        await shown.pilot._wait_for_screen()
        assert "[/x]" in shown.text
        await shown.press("escape")
        check(shown)


async def test_the_filter_line_takes_every_text(hostile_workspace: Workspace, texts: list[str]) -> None:
    async with bench(hostile_workspace, SMALL) as shown:
        await shown.press("slash")
        line = shown.screen.query_one(".filter", Input)
        for text in (*texts[:120], *CONTROL):
            line.value = text
            await shown.pilot._wait_for_screen()
            check(shown)
        line.value = ""
        await shown.pilot.pause()
        assert len(shown.table.rows) == len(texts) + 1


async def test_the_help_can_be_searched_for_any_text(hostile_workspace: Workspace, texts: list[str]) -> None:
    async with bench(hostile_workspace, SMALL) as shown:
        await shown.press("question_mark")
        line = shown.screen.query_one(Input)
        for text in texts[:100]:
            line.value = text
            await shown.pilot._wait_for_screen()
            check(shown)


async def test_the_filter_behind_the_screens_is_what_keeps_a_text_field_harmless(
    hostile_workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KamApp, "get_line_filters", App.get_line_filters)
    async with bench(hostile_workspace, SMALL) as shown:
        await shown.press("slash")
        shown.screen.query_one(".filter", Input).value = CONTROL[0]
        await shown.pilot.pause()
        assert list(faults(shown)), "if nothing leaks here, the tests above prove nothing of the filter"


async def test_what_the_footer_says_of_a_change_is_plain_text_and_the_files_keep_the_names(
    tmp_path: Path, texts: list[str]
) -> None:
    some = [*MARKUP, *(text for text in CONTROL if "\ud800" not in text)]
    workspace = make(tmp_path / "work", poisoned(some))
    async with bench(workspace, SMALL) as shown:
        assert isinstance(shown.screen, AccountsScreen)
        for account in list(workspace.records(Account)):
            shown.table.move_to(account)
            for act in (shown.screen.action_archive, shown.screen.action_undo, shown.screen.action_redo):
                act()
                check(shown)
            shown.screen.action_undo()
        await shown.press("2")
        assert isinstance(shown.screen, PipelineScreen)
        for deal in [card.key for column in shown.board.columns[1:6] for card in column.cards]:
            shown.board.move_to(deal)
            for act in (shown.screen.action_previous_stage, shown.screen.action_undo):
                act()
                check(shown)
                assert shown.footer_message
    kept: set[str] = set()
    for path in workspace.root.rglob("accounts/**/*.json"):
        document = json.loads(path.read_text("utf-8"))
        kept |= {record["name"] for table in ("accounts", "contacts") for record in document.get(table, {}).values()}
    assert kept == set(some)


@pytest.mark.parametrize("text", CONTROL[:6])
async def test_why_a_file_cannot_be_used_is_told_in_plain_text(tmp_path: Path, text: str) -> None:
    workspace = make(tmp_path / "work", poisoned([text, "plain"]))
    async with bench(workspace, SMALL) as shown:
        card = next(path for path in workspace.root.rglob("*.json") if GRID in path.read_text("utf-8"))
        card.write_text(card.read_text("utf-8").replace('"accounts"', text), encoding="utf-8")
        await shown.press("D")
        check(shown)
        assert card.name in shown.told[-1]
        assert "\x1b" not in shown.told[-1]


async def test_lanes_questions_about_a_deal_and_what_fits_while_typing_are_drawn_as_text(
    hostile_workspace: Workspace,
) -> None:
    async with bench(hostile_workspace, (120, 60)) as shown:
        await shown.press("2")
        for _ in range(3):
            await shown.press("o")
            check(shown)
        for keys in (("greater_than_sign",), ("W",), ("w",), ("f",), ("equals_sign",), ("d",), ("semicolon",)):
            await shown.press(*keys)
            check(shown)
            if shown.screen.query("#field-rival"):
                shown.screen.query_one("#field-rival", Input).value = "[/x]\x1b]0;x\x07"
                await shown.pilot.pause()
                check(shown)
            while not isinstance(shown.screen, PipelineScreen):
                await shown.press(*(("right", "right", "enter") if shown.screen.query("Button") else ("escape",)))
        await shown.press("n")
        shown.screen.query_one("#field-account", Input).focus()
        await shown.press("f4")
        check(shown)
        await shown.press("down", "down", "enter")
        check(shown)
