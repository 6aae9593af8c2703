"""Screen 3: the map of who decides, in its four shapes, and every key that changes it."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hostile import CONTROL, MARKUP
from stakeholders_shown import BOSS, TECH, USER, circle_at, grid
from workbench import FOOD, GRID, RIVAL, TENDER, TODAY, bench, make

from kamtui.screens.people.acts import ground
from kamtui.screens.people.circle import CirclePage
from kamtui.screens.people.stakeholders import StakeholdersScreen
from kamtui.store.records import Account, Contact, Opportunity, Rating, Task
from kamtui.store.records.contest import Rival
from kamtui.store.workspace import Workspace

OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An account with a decider, an opponent and someone of whom we know nothing but the name."""
    return circle_at(tmp_path / "work")


async def test_3_shows_the_people_around_the_record_under_the_cursor(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        assert isinstance(shown.screen, StakeholdersScreen)
        assert "Northern Grid" in shown.lines[0]
        assert [line for line in shown.lines if line.startswith(" Ann Boss  Executive level")]
        assert [line for line in shown.lines if line.startswith("Decider") and "●5 Ann Boss" in line]
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("3")
        assert "dispatch system" in shown.lines[0]


async def test_every_shape_shows_everyone_and_the_cursor_stays_on_the_person(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        for shape in ("Level × function", "Reporting tree", "List", "Matrix"):
            await shown.press("o")
            assert shape in shown.lines[0]
            for name in ("Ann Boss", "Bob Tech", "Cy User"):
                assert [line for line in shown.lines[1:-4] if name in line], (shape, name)
            assert [line for line in shown.lines[1:-4] if ">" in line and "Bob Tech" in line], shown.text


async def test_a_person_is_moved_by_key_with_a_reason_and_taken_back_by_undo(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("m", "left", "left", "up", "enter", *"said so 80% 2026-11-20", "enter")
        tech = shown.kept(Contact, TECH)
        assert tech.attitude == Rating(value=1, source="said so", date=dt.date(2026, 11, 20), confidence=80)
        assert tech.roles == ("user", "evaluator")
        reasons = {event.field: event.reason for event in Workspace.open(workspace.root).events(GRID)}
        assert reasons["attitude"] == "said so"
        await shown.press("u")
        assert (shown.kept(Contact, TECH).attitude.value, shown.kept(Contact, TECH).roles[0]) == (-1, "designer")


async def test_on_a_deal_the_role_is_that_of_the_deal(workspace: Workspace) -> None:
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("3")
        grid(shown).move_to(BOSS)
        await shown.press("m", "down", "enter", "enter")
        assert shown.kept(Opportunity, TENDER).roles == {BOSS: ("initiator",)}
        assert shown.kept(Contact, BOSS).roles == ("decider",)


async def test_esc_puts_a_carried_person_back(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("m", "left", "escape")
        assert shown.kept(Contact, TECH).attitude.value == -1
        assert isinstance(shown.screen, StakeholdersScreen)


async def test_plus_and_minus_change_the_influence_and_stop_at_the_ends(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        grid(shown).move_to(BOSS)
        await shown.press("plus")
        assert "5 already" in shown.footer_message
        await shown.press("minus", *"lost a budget", "enter")
        assert shown.kept(Contact, BOSS).influence == Rating(value=4, source="lost a budget", date=TODAY)
        grid(shown).move_to(USER)
        await shown.press("plus", "enter")
        assert shown.kept(Contact, USER).influence.value == 3


async def test_what_is_not_known_is_hollow(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        assert "○? Cy User" in shown.text
        assert "●5 Ann Boss" in shown.text


async def test_a_coach_is_named_with_reliability_and_evidence(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("number_sign", "2", *"told us the budget", "enter")
        tech = shown.kept(Contact, TECH)
        assert (tech.coach, tech.coach_reliability) == (True, "B")
        assert "told us the budget" in tech.coach_evidence
        assert "C Bob" in shown.text
        await shown.press("number_sign", "7", "enter")
        assert not shown.kept(Contact, TECH).coach


async def test_a_line_is_drawn_to_another_person(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        grid(shown).move_to(TECH)
        await shown.press("r", *"Ann", "enter", "5")
        tie = shown.kept(Contact, TECH).ties[BOSS]
        assert (tie.kind, tie.strength) == ("conflict", 2)
        await shown.press("o", "o")
        assert "xx Ann Boss" in shown.text


async def test_a_rivals_representative_stands_on_the_map_and_marks_who_is_close(workspace: Workspace) -> None:
    with workspace.change("rival") as change:
        rival = change.add(Rival(account=GRID, competitor=RIVAL, rep="Zed"))
    async with bench(workspace, (120, 40)) as shown:
        await shown.press("3")
        assert "X Zed" in shown.text
        grid(shown).move_to(TECH)
        await shown.press("r", *"Zed", "enter", "1", *"golf together", "enter")
        relation = Workspace.open(workspace.root).records(Rival)[rival.id].relations[TECH]
        assert (relation.value, relation.source) == (2, "golf together")
        assert "R Bob" in shown.text
        grid(shown).move_to(f"rival:{rival.id}")
        await shown.pilot.pause()
        assert "Bob Tech +2" in shown.text


async def test_a_hole_becomes_a_task_by_one_key_and_a_person_by_another(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3", "o")
        grid(shown).move_to("hole:executive/purchasing")
        await shown.press("A")
        tasks = [task for task in Workspace.open(workspace.root).records(Task).values() if "Purchasing" in task.title]
        assert [(task.account, task.due) for task in tasks] == [(GRID, TODAY + dt.timedelta(days=7))]
        await shown.press("enter", *"Dee", "ctrl+s")
        added = next(one for one in Workspace.open(workspace.root).records(Contact).values() if one.name == "Dee")
        assert (added.level, added.function, added.account) == ("executive", "purchasing", GRID)


async def test_the_tree_folds_and_the_list_sorts(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3", "o", "o")
        shown.table.move_to(TECH)
        await shown.press("z", "c")
        assert "Cy User" not in shown.text
        await shown.press("right")
        assert "Cy User" in shown.text
        await shown.press("s", "1")
        assert [row.key for row in shown.table.rows] == [BOSS, TECH, USER]
        await shown.press("s", "1")
        assert [row.key for row in shown.table.rows] == [USER, TECH, BOSS]


async def test_a_filter_narrows_every_shape(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3", "slash", *"Bob", "enter")
        assert "Bob Tech" in shown.text
        assert "Ann Boss" not in shown.text
        await shown.press("o", "o")
        assert "Ann Boss" not in shown.text


async def test_the_scope_is_chosen_by_name_and_an_account_without_people_says_what_to_do(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3", "O", *"Morning", "enter")
        assert "Morning Dairy" in shown.lines[0]
        assert "Press n to add" in shown.text
        await shown.press("n", *"Eve", "ctrl+s")
        assert next(one.account for one in workspace.records(Contact).values() if one.name == "Eve") == FOOD


async def test_i_explains_status_and_coverage_and_decisions_are_filled_there(workspace: Workspace) -> None:
    async with bench(workspace, (120, 90)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("3", "i")
        assert isinstance(shown.screen, CirclePage)
        # one decider, influence 5, met once today, attitude +1: 0.5 × 1 × 0.75
        assert "38/100" in shown.line_with("Score")
        assert "weight 5 × met 0.5 × fresh 1.00 × attitude 0.75 = share 0.38" in shown.text
        assert "[GREEN]" in shown.line_with("Status  ")
        shown.table.move_to("decisions:budget")
        await shown.press("enter", *"Ann Boss agreed 2026-11-20", "enter")
        slot = shown.kept(Opportunity, TENDER).decisions["budget"]
        assert (slot.contact, slot.state, slot.date) == (BOSS, "agreed", dt.date(2026, 11, 20))
        shown.table.move_to("duties:maintenance")
        await shown.press("enter", *"Cy User", "enter")
        assert shown.kept(Opportunity, TENDER).duties["maintenance"].contact == USER
        shown.table.move_to("messages:usage")
        await shown.press("enter", *"fewer trips", "enter")
        assert shown.kept(Opportunity, TENDER).messages["usage"].what == "fewer trips"


async def test_the_map_of_an_earlier_day_changes_nothing(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("3")
        grid(shown).move_to(BOSS)
        await shown.press("z", "d", *"2020-01-01", "enter")
        assert "Ann Boss" not in shown.text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_sixty_people_stay_readable_and_names_from_outside_do_no_harm(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    names = [name for name in (*MARKUP, *CONTROL) if "\ud800" not in name]
    texts = [names[number % len(names)] for number in range(60)]
    levels, functions = ("executive", "managerial", "operational", ""), ("using", "technical", "purchasing", "x\x1b[2J")
    people = [
        Contact(account=GRID, name=text, title=text, level=levels[at % 4], function=functions[at % 4],
                roles=(("decider", "user", "designer", "odd")[at % 4],), attitude=Rating(value=at % 5 - 2, source=text),
                hot_button=text)
        for at, text in enumerate(texts)
    ]  # fmt: skip
    full = make(tmp_path / "full", [Account(id=GRID, name="Grid"), *people])
    async with bench(full, size) as shown:
        await shown.press("3")
        for _ in range(4):
            for key in ("G", "h", "j", "l", "g", "g"):
                await shown.press(key)
            assert not [line for line in shown.lines if OBEYED.search(line)]
            assert "60 people" in shown.lines[0]
            await shown.press("o")
        await shown.press("i")
        assert not [line for line in shown.lines if OBEYED.search(line)]
        await shown.press("escape", "enter")
        assert not [line for line in shown.lines if OBEYED.search(line)]


def test_what_a_rating_rests_on_is_read_from_one_line() -> None:
    assert ground("Fay heard it 70%", TODAY) == Rating(source="Fay heard it", date=TODAY, confidence=70)
    assert ground("", TODAY) == Rating(date=TODAY)
    for text in ("x 101%", "x 2026-02-30", "x 2026-11-24"):
        with pytest.raises(ValueError, match=text.split()[1].rstrip("%")):
            ground(text, TODAY)


async def test_what_is_not_known_is_listed_by_its_worth_now_and_enter_goes_there(workspace: Workspace) -> None:
    async with bench(workspace, (80, 24)) as shown:
        await shown.press("2")
        shown.board.move_to(TENDER)
        await shown.press("3")
        assert "unknown 6 (z w)" in shown.text
        await shown.press("z", "w")
        # Ann sits on the seat of the stage, so her hot button is worth 3 x 3; Bob is key, 3 x 2; Cy is neither
        worths = [int(found[1]) for line in shown.lines if (found := re.search(r"\[(\d+)\]", line))]
        assert len(worths) == 6
        assert worths == sorted(worths, reverse=True)
        assert "[9]" in shown.line_with("Ann Boss")
        assert "the attitude to us" in shown.text
        await shown.press(*"attitude", "enter")
        assert "Cy User" in shown.text
        assert shown.app.focused is not None
        await shown.press("escape")
        assert [line for line in shown.lines if line.startswith(" Cy User")]


async def test_the_map_leads_to_the_form_the_archive_the_log_and_the_other_accounts(workspace: Workspace) -> None:
    async with bench(workspace, (100, 40)) as shown:
        await shown.press("3")
        grid(shown).move_to(USER)
        await shown.press("E")
        assert "Cy User" in shown.text
        await shown.press("escape", "D")
        assert shown.kept(Contact, USER).archived
        assert "Cy User" not in "\n".join(shown.lines[1:-1])
        grid(shown).move_to(BOSS)
        await shown.press("a", *"called about meters", "enter")
        await shown.press("right_square_bracket", "left_square_bracket")
        assert "Northern Grid" in shown.lines[0]
        await shown.press("g", "a")
        assert "Northern Grid" in shown.lines[0]
        assert not isinstance(shown.screen, StakeholdersScreen)
    logged = Workspace.open(workspace.root).activities(GRID)
    assert [each.contacts for each in logged if "meters" in each.subject] == [(BOSS,)]
