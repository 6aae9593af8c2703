"""The form of a record: only what was changed is saved, and nothing that was typed is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea
from workbench import BANK, COLD, GRID, METERS, TENDER, TODAY, WANG, Bench, bench, make, set_elsewhere, small

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form import FormDialog
from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.lists.accounts import AccountsScreen
from kamtui.store.records import Account, Contact, Opportunity, Salesperson
from kamtui.store.workspace import Workspace


def field(shown: Bench, name: str) -> Input:
    return shown.screen.query_one(f"#field-{name}", Input)


def echo(shown: Bench, name: str) -> str:
    return str(shown.screen.query_one(f"#echo-{name}").render())


def cards(workspace: Workspace) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in workspace.root.rglob("accounts/**/*.json")}


async def test_what_a_colleague_changed_in_another_field_meanwhile_stays(workspace: Workspace) -> None:
    async with bench(workspace, (158, 30)) as shown:
        await shown.press("E")
        field(shown, "region").value = "华中"
        set_elsewhere(workspace.root, Account, GRID, industry="新能源")
        await shown.press("f2")
        kept = shown.kept(Account, GRID)
        assert (kept.region, kept.industry) == ("华中", "新能源")
        assert shown.told == []
        assert "华中" in shown.line_with("华北电网")


async def test_a_form_that_changes_nothing_writes_nothing(workspace: Workspace) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("ctrl+e", "f2", "E", "escape")
        assert isinstance(shown.screen, AccountsScreen)
    assert cards(workspace) == before


async def test_a_form_leaves_the_ends_of_lines_of_a_note_alone_until_someone_types(workspace: Workspace) -> None:
    odd = "one\u2028two\rthree\vfour"
    with workspace.change("note") as change:
        change.set(workspace.records(Account)[GRID], note=odd)
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("E", "f2")
        assert cards(workspace) == before
        await shown.press("E")
        shown.screen.query_one("#field-note", TextArea).insert("0", (0, 0))
        await shown.press("f2")
        assert shown.kept(Account, GRID).note.startswith("0one")


async def test_esc_asks_before_it_drops_what_was_typed_and_goes_on_by_default(workspace: Workspace) -> None:
    before = cards(workspace)
    async with bench(workspace) as shown:
        await shown.press("E")
        field(shown, "region").value = "华中"
        for keys in (("enter",), ("escape",)):
            await shown.press("escape")
            assert isinstance(shown.screen, ConfirmDialog)
            assert "Go on editing" in shown.line_with("Save")
            assert "Discard" in shown.line_with("Save")
            await shown.press(*keys)
            assert isinstance(shown.screen, FormDialog)
            assert field(shown, "region").value == "华中"
        await shown.press("escape", "tab", "tab", "enter")
        assert isinstance(shown.screen, AccountsScreen)
        assert cards(workspace) == before
        await shown.press("E")
        field(shown, "region").value = "华中"
        await shown.press("escape", "right", "enter")
        assert shown.kept(Account, GRID).region == "华中"


async def test_what_is_typed_is_read_at_once_and_what_is_wrong_is_said_and_kept(workspace: Workspace) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("E")
        field(shown, "amount").value = "1.2亿"
        await shown.pilot.pause()
        assert "¥120M" in echo(shown, "amount")
        field(shown, "close_date").value = "+7"
        await shown.pilot.pause()
        assert "2026-11-30" in echo(shown, "close_date")
        field(shown, "close_date").value = "someday"
        await shown.press("f2")
        assert isinstance(shown.screen, FormDialog)
        assert shown.app.focused is field(shown, "close_date")
        assert "someday" in echo(shown, "close_date")
        assert field(shown, "amount").value == "1.2亿"
        field(shown, "close_date").value = "+7"
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert (kept.amount, str(kept.close_date)) == (12_000_000_000, "2026-11-30")


async def test_enter_goes_on_to_the_next_field_and_behind_the_last_one_saves(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E")
        editors = list(shown.screen.query("Input, TextArea"))
        await shown.press("enter")
        assert shown.app.focused is editors[1]
        await shown.press("down", "down", "up", "shift+tab")
        assert shown.app.focused is editors[1]
        field(shown, "region").value = "华中"
        inputs = [editor for editor in editors if isinstance(editor, Input)]
        inputs[-1].focus()
        await shown.press("enter")
        if isinstance(editors[-1], TextArea):
            assert shown.app.focused is editors[-1]
            await shown.press("ctrl+s")
        assert shown.kept(Account, GRID).region == "华中"


async def test_a_deal_that_is_moved_in_the_form_starts_its_days_anew(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(METERS)
        await shown.press("E")
        field(shown, "stage").value = "Evaluation"
        await shown.press("f2")
        kept = shown.kept(Opportunity, METERS)
        assert shown.told == []
        assert (kept.stage, kept.stage_since) == ("evaluation", TODAY)
        assert shown.board.cursor_card == METERS


async def test_letters_typed_into_a_form_are_text_and_no_commands(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E")
        await shown.type_over("qu2?D[n/")
        assert isinstance(shown.screen, FormDialog)
        assert field(shown, "name").value == "qu2?D[n/"
        await shown.press("f2")
        assert shown.kept(Account, GRID).name == "qu2?D[n/"
        assert "qu2?D[n/" in shown.text


async def test_quitting_from_a_form_asks_what_is_to_become_of_what_was_typed(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("n", *"Acme", "ctrl+q")
        assert isinstance(shown.screen, ConfirmDialog)
        assert shown.app.is_running


@pytest.mark.parametrize("typed", ["王", "wangfang", "wf", "@wf", "＠王"])
async def test_a_person_is_found_by_hanzi_pinyin_and_initials_while_typing(workspace: Workspace, typed: str) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("E")
        field(shown, "owner").focus()
        await shown.press(*typed)
        assert "> 王芳" in echo(shown, "owner")
        await shown.press("enter")
        assert field(shown, "owner").value == "王芳"
        assert shown.app.focused is not field(shown, "owner"), "on to the next field"
        await shown.press("f2")
        assert shown.kept(Opportunity, TENDER).owner == WANG


async def test_the_arrow_keys_pick_among_what_fits_and_esc_closes_only_the_list(workspace: Workspace) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("2", "n")
        field(shown, "account").focus()
        await shown.press("f4")
        offered = echo(shown, "account").splitlines()
        assert [line.split()[0] for line in offered if line.startswith(">")] == [">"]
        assert len(offered) == 4
        await shown.press("down", "down", "up", "enter")
        assert field(shown, "account").value == offered[1].split()[0]
        field(shown, "stage").focus()
        await shown.press("f4", "escape")
        assert isinstance(shown.screen, FormDialog)
        assert ">" not in echo(shown, "stage")
        await shown.press("up")
        assert shown.app.focused is field(shown, "status"), "without a list the arrows go from field to field"


async def test_one_of_several_values_is_completed_behind_the_last_comma(workspace: Workspace) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("enter")
        shown.table.move_to("contacts:01K9ZZZZZZ0000000000000021")
        await shown.press("enter", "E")
        field(shown, "roles").focus()
        await shown.press(*"dec", "enter", *", use")
        assert "> User" in echo(shown, "roles")
        await shown.press("enter", "f2")
        kept = shown.kept(Contact, "01K9ZZZZZZ0000000000000021")
        assert kept.roles == ("decider", "user")


async def test_an_at_sign_in_a_text_offers_the_people_of_the_account_and_our_own(workspace: Workspace) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("equals_sign", *"call @ljg")
        assert "李建国" in echo(shown, "next_step")
        assert "处长" in echo(shown, "next_step"), "what tells one from another"
        await shown.press("enter", "f2")
        assert shown.kept(Opportunity, TENDER).next_step == "call 李建国"


async def test_page_down_and_page_up_go_from_section_to_section_of_a_long_form(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E", "pagedown")
        assert shown.app.focused is shown.screen.query_one("#field-industry_trend")
        await shown.press("pagedown", "pageup", "pageup")
        assert shown.app.focused is field(shown, "name")


async def test_an_at_sign_in_a_note_of_several_lines_offers_them_too(workspace: Workspace) -> None:
    async with bench(workspace, (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("E")
        note = shown.screen.query_one("#field-note", TextArea)
        note.load_text("first line\n and so on")
        note.focus()
        await shown.press("end", "enter")
        assert note.text == "first line\n\n and so on", "without an @, Enter breaks the line"
        await shown.press("up", "end", *" asked @")
        assert len(echo(shown, "note").splitlines()) > 1
        await shown.press("escape", "escape")
        assert isinstance(shown.screen, ConfirmDialog), "Esc first closes the list, then asks"
        await shown.press("escape", *"ljg")
        assert "> 李建国" in echo(shown, "note")
        await shown.press("down", "up", "enter", "f2")
        assert shown.kept(Opportunity, TENDER).note == "first line asked 李建国\n\n and so on"


async def test_of_two_of_the_same_name_each_can_be_meant(tmp_path: Path) -> None:
    other = "01K9ZZZZZZ0000000000000099"
    twins = [*small(), Salesperson(id=other, name="王芳", team="South")]
    async with bench(make(tmp_path / "work", twins), (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("E")
        field(shown, "owner").focus()
        await shown.press(*"wf")
        place = next(n for n, line in enumerate(echo(shown, "owner").splitlines()) if "South" in line)
        await shown.press(*("down",) * place, "enter", "f2")
        assert shown.kept(Opportunity, TENDER).owner == other


async def test_ctrl_z_takes_back_what_was_typed_into_the_field_and_ctrl_y_makes_it_again(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("E", *"abc")
        assert field(shown, "name").value == "abc"
        await shown.press("ctrl+z", "ctrl+z")
        assert field(shown, "name").value == "a"
        await shown.press("ctrl+z")
        assert field(shown, "name").value == "华北电网"
        await shown.press("ctrl+z", "ctrl+y", "ctrl+y")
        assert field(shown, "name").value == "ab"
        await shown.press("x", "ctrl+y")
        assert field(shown, "name").value == "abx"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("3/14", "2027-03-14"),
        ("+7", "2026-11-30"),
        ("下周五", "2026-12-04"),
        ("月底", "2026-11-30"),
        ("20270314", "2027-03-14"),
    ],
)
async def test_a_date_is_typed_as_people_say_it_and_echoed(workspace: Workspace, typed: str, kept: str) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(COLD)
        await shown.press("d")
        assert "3/14" in echo(shown, "close_date"), "how it can be typed"
        field(shown, "close_date").value = typed
        await shown.pilot.pause()
        assert kept in echo(shown, "close_date")
        await shown.press("f2")
        assert str(shown.kept(Opportunity, COLD).close_date) == kept


@pytest.mark.parametrize(
    ("typed", "minor"),
    [
        ("300万", 300_000_000),
        ("1.2亿", 12_000_000_000),
        ("300w", 300_000_000),
        ("50k", 5_000_000),
        ("12,800", 1_280_000),
    ],
)
async def test_money_is_typed_as_people_write_it_and_echoed_to_the_last_digit(
    workspace: Workspace, typed: str, minor: int
) -> None:
    async with bench(workspace) as shown:
        await shown.press("2")
        shown.board.move_to(COLD)
        await shown.press("w")
        field(shown, "amount").value = typed
        await shown.pilot.pause()
        assert f"{minor // 100:,}" in echo(shown, "amount")
        field(shown, "won_reason").value = "price"
        field(shown, "lesson").value = "early"
        await shown.press("f2")
        assert shown.kept(Opportunity, COLD).amount == minor


async def test_a_deal_without_an_account_is_given_one_in_its_form_and_moves_there(tmp_path: Path) -> None:
    lonely = Opportunity(id="01K9ZZZZZZ0000000000000098", name="lead", stage="need")
    async with bench(make(tmp_path / "work", [*small(), lonely]), (100, 50)) as shown:
        await shown.press("2")
        shown.board.move_to(lonely.id)
        await shown.press("E")
        field(shown, "account").focus()
        await shown.press(*"gsyh", "enter")
        field(shown, "currency").value = "USD"
        field(shown, "amount").value = "$50k"
        await shown.pilot.pause()
        assert "$50K" in echo(shown, "amount"), "in the currency that the form says"
        await shown.press("f2")
        kept = shown.kept(Opportunity, lonely.id)
        assert (kept.account, kept.currency, kept.amount) == (BANK, "USD", 5_000_000)
        await shown.press("u")
        assert shown.kept(Opportunity, lonely.id).account == ""


async def test_what_was_typed_before_can_stand_in_a_form_again_and_is_told_with_every_change(
    workspace: Workspace,
) -> None:
    heard: list[dict[str, str]] = []
    given: list[dict[str, str] | None] = []
    fields = [FormField(name, name, "old", int, str) for name in ("one", "two")]
    async with bench(workspace) as shown:
        form = FormDialog("t", fields, typed={"two": "x2"}, check=lambda _: {"one": "no"})
        form.keep_safe(heard.append, bool)
        shown.app.push_screen(form, given.append)
        await shown.press("f2")
        assert shown.app.focused is field(shown, "two")
        assert "x2" in echo(shown, "two")
        await shown.type_over("2")
        assert heard[-1] == {"two": "2"}
        await shown.press("f2")
        assert echo(shown, "one") == "x no"
        assert given == []
        await shown.press("escape")
        assert isinstance(shown.screen, ConfirmDialog), "a draft that was found is not left without a question"


async def test_a_form_has_sections_and_scrolls_to_the_field_that_has_the_focus(workspace: Workspace) -> None:
    async with bench(workspace, (80, 24)) as shown:
        await shown.press("2", "n")
        assert "── Deal" in shown.text
        for _ in range(40):
            await shown.press("down" if isinstance(shown.app.focused, Input) else "tab")
            if shown.app.focused is field(shown, "lost_to"):
                break
        assert "Lost to" in shown.text
        assert "── Outcome and notes" in shown.text
