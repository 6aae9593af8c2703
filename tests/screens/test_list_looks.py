"""Lists: which columns are shown and remembered, the preview, the filter told in plain words, saved views."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hostile import CONTROL, MARKUP
from rich.cells import cell_len
from textual.widgets import Input
from workbench import BANK, FOOD, GRID, METERS, SHIP, Bench, bench, make, poisoned

from kamtui.screens.dialogs.columns import ColumnsDialog
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.screens.widgets.preview_pane import PreviewPane
from kamtui.store.records import Activity, ListView, Opportunity
from kamtui.store.text.words import use
from kamtui.store.workspace import Workspace


def keys(shown: Bench) -> list[str]:
    return [row.key for row in shown.cells.rows]


def preview(shown: Bench) -> PreviewPane:
    return shown.screen.query_one(PreviewPane)


async def test_a_wide_list_shows_the_eleven_columns_and_what_stands_in_them(workspace: Workspace) -> None:
    async with bench(workspace, (240, 30)) as shown:
        await shown.press("p")
        headings = shown.lines[1]
        names = (
            "Account", "Tier", "Region", "Industry", "Owner", "Pipeline", "Weighted", "Won this year", "Last touch",
            "Next step", "Relationship",
        )  # fmt: skip
        places = [headings.index(name) for name in names]
        assert places == sorted(places)
        line = shown.line_with("华北电网")
        # 3M at 10 % and 1.2M at 60 %
        for text in (
            "Tier A",
            "华北",
            "电力",
            "王芳",
            "¥4.2M",
            "¥1.02M",
            "2026-11-13",
            "11-23 回电话",
            "1 no key person",
        ):
            assert text in line, text


@pytest.mark.parametrize(("columns", "shown_names"), [(80, ("Pipeline", "Last touch")), (60, ("Pipeline",))])
async def test_in_less_room_the_columns_that_matter_less_go_first(
    workspace: Workspace, columns: int, shown_names: tuple[str, ...]
) -> None:
    async with bench(workspace, (columns, 24)) as shown:
        assert all(name in shown.lines[1] for name in shown_names)
        assert "Relationship" not in shown.lines[1]


async def test_columns_that_do_not_fit_scroll_into_sight_with_the_column_cursor(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        assert isinstance(shown.screen, AccountsScreen)
        names = [column.key for column in shown.screen.columns]
        assert f" +{len(names) - len(shown.cells.columns_shown)} " in shown.lines[1]
        before = shown.lines[1]
        seen = []
        for _ in names:
            await shown.press("right")
            seen.append(shown.cells.column_key)
            assert shown.cells.columns_shown[0] == "name", "the account stays in sight"
        assert seen == names
        assert "[Relationship]" in shown.lines[1]
        assert "1 no key person" in shown.line_with("华北电网")
        await shown.press(*["h"] * len(names))
        assert shown.lines[1].replace("[", "").replace("]", "").split() == before.split()
    async with bench(workspace, (60, 16)) as shown:
        await shown.press(*["right"] * len(names))
        assert "[Relationship]" in shown.lines[1]


async def test_c_chooses_columns_and_their_order_and_the_next_start_knows_them(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("c")
        assert isinstance(shown.screen, ColumnsDialog)
        shown.table.move_to("industry")
        await shown.press("less_than_sign", "less_than_sign", "less_than_sign")
        shown.table.move_to("owner")
        await shown.press("space", "enter")
        headings = shown.lines[1]
        assert headings.index("Industry") < headings.index("Tier")
        assert "Owner" not in headings
    async with bench(Workspace.open(workspace.root)) as shown:
        assert shown.lines[1] == headings
        await shown.press("c", "0")
        assert "Owner" in shown.lines[1]
    assert not [path for path in workspace.root.rglob("*") if path.is_file() and "lists" in path.parts
                and ".kamtui" not in path.parts]  # fmt: skip


async def test_esc_in_the_columns_asks_only_if_others_were_chosen(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        headings = shown.lines[1]
        await shown.press("c", "escape")
        assert isinstance(shown.screen, AccountsScreen)
        await shown.press("c", "down", "space", "escape")
        assert isinstance(shown.screen, ConfirmDialog)
        await shown.press("enter", "escape", "tab", "tab", "enter")
        assert isinstance(shown.screen, AccountsScreen), "it was stayed in first, and then left"
        assert shown.lines[1] == headings
        await shown.press("c", "down", "space", "escape", "tab", "enter")
        assert shown.lines[1] != headings, "saved"


async def test_the_order_is_remembered_too(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("s", *"account", "enter", "S")
    async with bench(Workspace.open(workspace.root)) as shown:
        assert keys(shown) == [SHIP, FOOD, GRID, BANK]


async def test_settings_that_cannot_be_read_are_as_if_there_were_none(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("S")
    (file,) = (workspace.root / ".kamtui").rglob("lists.json")
    for text in ("", "{", '{"lists": 3}', json.dumps({"lists": {"accounts": {"sort": "gone", "columns": ["gone"]}}})):
        file.write_text(text, encoding="utf-8")
        async with bench(Workspace.open(workspace.root)) as shown:
            assert keys(shown) == [GRID, BANK, FOOD, SHIP]
            assert "Owner" in shown.lines[1]


@pytest.mark.parametrize(("size", "there"), [((80, 24), False), ((120, 40), True), ((200, 60), True)])
async def test_the_preview_is_there_where_there_is_room_and_p_turns_it_on_and_off(
    workspace: Workspace, size: tuple[int, int], there: bool
) -> None:
    async with bench(workspace, size) as shown:
        assert preview(shown).display is there
        await shown.press("p")
        assert preview(shown).display is not there
    async with bench(Workspace.open(workspace.root), size) as shown:
        assert preview(shown).display is not there


async def test_the_preview_shows_the_account_under_the_cursor_once_it_rests(workspace: Workspace) -> None:
    async with bench(workspace, (200, 40)) as shown:
        for text in ("Next steps (1)", "回电话", "智能电表", "李建国", "拜访", "Tier A  电力  华北  王芳"):
            assert text in shown.text, text
        await shown.press("j")
        await shown.wait_until(lambda: "陈静" in shown.text)
        assert "李建国" not in shown.text
        deal = shown.workspace.get(Opportunity, METERS)
        assert deal
        await shown.press("k")
        await shown.wait_until(lambda: "智能电表" in shown.text)


async def test_cursor_keys_read_no_account_while_one_is_held_down(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with bench(workspace, (200, 40)) as shown:
        read: list[str] = []

        def activities(_: Workspace, account: str) -> list[Activity]:
            read.append(account)
            return []

        monkeypatch.setattr(Workspace, "activities", activities)
        screen = shown.screen
        assert isinstance(screen, AccountsScreen)
        for _ in range(10):
            screen.action_down()
            screen.action_up()
        assert read == []


async def test_the_filter_is_told_in_plain_words_and_a_typo_gets_a_suggestion(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"tier:A region:华北")
        assert "tier: Tier A, and region with “华北”" in shown.text
        await shown.type_over("regoin:华北")
        assert "! There is no field “regoin”. Did you mean “region”?" in shown.text
        assert len(keys(shown)) == 4, "what is not understood hides nothing"
        await shown.press("escape")
        assert "Did you mean" not in shown.text


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hbdw", [GRID]), ("huabei", [GRID]), ("华bei", [GRID]), ("-乳业 tier:B", []), ('"北电"', [GRID]),
        ("级别:A|B", [GRID, BANK, FOOD]), ("金额＞300万", [GRID]), ("负责人：王芳", [GRID]), ("@wf", [GRID]),
        ("#乳品", [FOOD]), ("close<+60d", [GRID, BANK, FOOD]), ("stage:4..5", [GRID]), ("is:stalled", [GRID]),
        ("is:overdue", [GRID]), ("no:next", [GRID]), ("有:联系人", [GRID, BANK]), ("weighted>1M", [GRID]),
        ("加权<50万", [BANK, FOOD]), ("!is:key", [SHIP]),
    ],
)  # fmt: skip
async def test_each_kind_of_condition_narrows_the_list(workspace: Workspace, typed: str, found: list[str]) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash")
        shown.screen.query_one(Input).value = typed
        await shown.pilot.pause()
        assert set(keys(shown)) == set(found)
        assert "!" not in shown.lines[-2].split("  ")[0], shown.lines[-2]


async def test_shift_v_saves_a_view_for_oneself_and_v_shows_it_again(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"tier:B", "enter", "s", *"owner", "enter", "V")
        assert isinstance(shown.screen, FormDialog)
        await shown.press(*"mine", "f2")
        assert "mine" in shown.lines[-1]
        assert workspace.records(ListView) == {}
        await shown.press("escape", "s", *"usual", "enter", "v", "enter")
        assert keys(shown) == [FOOD]
        assert "tier:B" in shown.text
        assert "Owner v" in shown.lines[1]


async def test_a_view_for_the_team_lies_in_the_catalog_and_undo_takes_it_out(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("slash", *"is:key", "enter", "V", *"key ones", "tab", *"team", "f2")
        (view,) = Workspace.open(workspace.root).records(ListView).values()
        assert (view.name, view.kind, view.filter) == ("key ones", "accounts", "is:key")
        assert "key ones" in (workspace.root / "catalog.json").read_text("utf-8")
        await shown.press("V", *"key ones", "tab", *"team", "f2")
        assert len(Workspace.open(workspace.root).records(ListView)) == 1, "the same name is the same view"
        await shown.press("u")
        assert Workspace.open(workspace.root).records(ListView) == {}


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_without_views_v_says_which_key_saves_one(workspace: Workspace, language: str) -> None:
    use(language)
    async with bench(workspace) as shown:
        await shown.press("v")
        assert "V" in shown.text
        assert ("No views yet" if language == "en" else "还没有视图") in shown.text


async def test_hostile_names_are_plain_text_in_the_list_and_its_preview(tmp_path: Path) -> None:
    texts = [*(text for text in CONTROL if "\ud800" not in text), *MARKUP]
    async with bench(make(tmp_path / "hostile", poisoned(texts)), (200, 60)) as shown:
        for _ in range(6):
            assert not [segment for segment in shown.segments if "\x1b" in segment.text or "\x9b" in segment.text]
            assert all(cell_len(line) == 200 for line in shown.lines)
            await shown.press("down")
            await shown.pilot.pause(0.2)
