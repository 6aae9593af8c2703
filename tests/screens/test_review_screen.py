"""A whole review at the keyboard: from hygiene to minutes, edited in place, taken back, left and resumed."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from workbench import LAPTOPS, METERS, TENDER, TODAY, WANG, Bench, bench, make, small

from kamtui.screens.review.page import ReviewScreen
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.store.records import Activity, Opportunity, Record, Task
from kamtui.store.review.library import Library
from kamtui.store.review.meeting import Meeting
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

WEEK_AGO = TODAY - dt.timedelta(days=7)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The small workspace with a snapshot of a week ago, since when one deal was raised and picked as commit."""
    words.use("zh")
    made = make(tmp_path / "work", small())
    library = Library(made)
    taken = library.take(TODAY, "2026-W47")
    library.write(msgspec.structs.replace(taken, taken=WEEK_AGO))
    deal = made.get(Opportunity, METERS)
    assert deal is not None
    with made.change("week") as change:
        change.set(deal, "总监答应了", amount=310_000_000, category="commit")
    return made


def review(shown: Bench) -> ReviewScreen:
    assert isinstance(shown.screen, ReviewScreen), shown.text
    return shown.screen


def about(shown: Bench) -> str:
    return "\n".join(shown.screen.query_one("#about", FactLines).texts)


async def go(shown: Bench, record: str, *keys: str) -> None:
    assert shown.table.move_to(record), shown.text
    await shown.press(*keys)


async def test_the_whole_review_from_hygiene_to_minutes(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("6")
        assert "1/7 会前清理" in shown.lines[0]
        assert Meeting(workspace).state is None, "looking begins no review"
        await go(shown, TENDER, "n", *"约评审", "tab", *"2026-12-01", "ctrl+s")
        deal = shown.kept(Opportunity, TENDER)
        assert (deal.next_step, deal.next_date) == ("约评审", dt.date(2026, 12, 1))

        await shown.press("right_curly_bracket")
        assert "2/7 承诺变化" in shown.lines[0]
        assert review(shown).meeting.leads
        await go(shown, METERS)
        assert "金额 300万 > 310万" in about(shown)
        assert "总监答应了" in about(shown)
        await shown.press("apostrophe", *"只谈价格", "enter")

        await shown.press("right_curly_bracket")
        assert "3/7 风险单" in shown.lines[0]
        await go(shown, METERS, "x")
        assert shown.line_with("智能电表          310万").startswith(">x")
        await shown.press("A", *"@王芳 2026-11-27 催审批", "enter")
        [task] = [one for one in shown.workspace.records(Task).values() if one.title == "催审批"]
        assert (task.owner, task.due, task.opportunity) == (WANG, dt.date(2026, 11, 27), METERS)
        await shown.press("dollar_sign", *"320万 看好", "enter")

        await shown.press("right_curly_bracket")
        assert "4/7 停滞商机" in shown.lines[0]
        await go(shown, TENDER, "d", "tab", "tab", *"2026-12-09", "tab", *"开标", "ctrl+s")
        assert shown.kept(Opportunity, TENDER).wait_for == "开标"
        assert "没有停滞的商机" in shown.text

        await shown.press("right_curly_bracket")
        assert "5/7 下季管道" in shown.lines[0]
        await shown.press("left")
        assert "冷链监控" in shown.text

        await shown.press("right_curly_bracket")
        assert "6/7 行动项" in shown.lines[0]
        assert "催审批" in shown.line_with("2026-11-27")

        await shown.press("right_curly_bracket")
        assert "7/7 收尾" in shown.lines[0]
        assert "# 管道周会 2026-W48" in shown.text
        await shown.press("P", "right", "enter")
        assert Meeting(workspace).state is None
    minutes_are_written(workspace)


def minutes_are_written(workspace: Workspace) -> None:
    text = (workspace.root / "minutes" / f"{TODAY}.md").read_text(encoding="utf-8")
    for said in ("只谈价格", "@王芳 2026-11-27 催审批", "| 增额", "320万", "base: 2026-W47", "看好"):
        assert said in text
    sealed = Library(Workspace.open(workspace.root)).read("2026-W48")
    assert {each.kind for each in sealed.decisions.values()} == {"decision", "action"}
    assert [call.amount for call in sealed.calls.values()] == [320_000_000]


async def test_everything_that_a_review_does_can_be_taken_back(workspace: Workspace) -> None:
    before = {deal.id: deal for deal in workspace.records(Opportunity).values()}
    async with bench(workspace) as shown:
        await shown.press("6", "right_curly_bracket", "right_curly_bracket")
        await go(shown, METERS, "x")
        await shown.press("apostrophe", *"note", "enter")
        await shown.press("A", *"call", "enter")
        await shown.press("f", *"best", "tab", *"too early", "ctrl+s")
        meeting = review(shown).meeting
        assert len(meeting.decisions) == 2
        assert shown.kept(Opportunity, METERS).category == "best_case"
        for _ in range(4):
            await shown.press("u")
        assert meeting.decisions == []
        assert meeting.marked == {}
        after = shown.kept(Opportunity, METERS)
        assert after.category == before[METERS].category == "commit"
        assert {one.title for one in shown.workspace.records(Task).values()} == {"回电话"}


async def test_stage_date_and_next_step_are_one_key_away_and_the_full_stop_repeats(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("6")
        await go(shown, TENDER, "n", *"打电话", "ctrl+s")
        await go(shown, LAPTOPS, "full_stop")
        assert shown.kept(Opportunity, LAPTOPS).next_step == "打电话"
        await go(shown, LAPTOPS, "s")
        await shown.press("2")
        assert shown.kept(Opportunity, LAPTOPS).stage == "deliberation"
        await go(shown, LAPTOPS, "w")
        await shown.press(*"price", "tab", "tab", "tab", "tab", *"early", "ctrl+s")
        assert shown.kept(Opportunity, LAPTOPS).status == "won"


async def test_a_date_in_the_past_and_a_third_wait_are_refused_and_nothing_typed_is_lost(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("6")
        await go(shown, METERS, "A")
        await shown.press(*"2020-01-01 call", "enter")
        assert "2020-01-01" in shown.text
        assert "已经过去" in shown.text
        await shown.press("escape", "enter")
        assert "call" in shown.text, "Esc asks, and staying keeps the text"


async def test_forty_unchanged_deals_are_gone_through_with_one_key_each(tmp_path: Path) -> None:
    """Six keys a deal are allowed; no mouse and no form."""
    deals: list[Record] = [
        Opportunity(id=f"01K9ZZZZZZ0000000000001{number:03}", name=f"deal {number}", account="", stage="commitment",
                    amount=100 + number, close_date=TODAY + dt.timedelta(days=3))
        for number in range(40)
    ]  # fmt: skip
    workspace = make(tmp_path / "forty", deals)
    async with bench(workspace) as shown:
        await shown.press("6", "right_curly_bracket", "right_curly_bracket")
        seen = []
        for _ in range(40):
            seen.append(shown.table.cursor_key)
            await shown.press("j")
        assert len(set(seen)) == 40
        assert set(seen[:-1]) <= set(review(shown).meeting_state().seen)


async def test_a_review_is_resumed_where_it_was_left(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("6", "right_curly_bracket", "right_curly_bracket")
        await go(shown, METERS)
        await shown.press("apostrophe", *"said", "enter")
    async with bench(Workspace.open(workspace.root)) as shown:
        await shown.press("6")
        assert "3/7 风险单" in shown.lines[0]
        assert shown.table.cursor_key == METERS
        assert "said" in about(shown)
        assert "接着开：2026-W48" in shown.footer_message


async def test_while_someone_else_leads_one_looks_on_and_may_join(workspace: Workspace) -> None:
    program = (
        "import sys, datetime as dt; from pathlib import Path; from kamtui.store.review import meeting as module;"
        "module.user = lambda: 'colleague'; from kamtui.store.workspace import Workspace\n"
        "meeting = module.Meeting(Workspace.open(Path(sys.argv[1]))); now = dt.datetime.now(dt.UTC)\n"
        "day = dt.date(2026, 11, 23)\n"
        "state = module.State(name='2026-W48', started=now, lead='colleague', first=day, last=day, step='risks')\n"
        "meeting.start(state)\n"
        "print('leads', flush=True); sys.stdin.readline(); meeting.at('stalled', ''); print('went on', flush=True)\n"
        "sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", program, str(workspace.root)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as lead:
        assert lead.stdin is not None
        assert lead.stdout is not None
        assert lead.stdout.readline() == "leads\n"
        async with bench(workspace) as shown:
            await shown.press("6")
            assert "正在主持周会 2026-W48" in shown.text
            await shown.press("right", "enter")
            assert "3/7 风险单" in shown.lines[0]
            assert "colleague 主持" in shown.lines[0]
            await shown.press("right_curly_bracket")
            assert "3/7 风险单" in shown.lines[0], "only the lead changes the step"
            lead.stdin.write("\n")
            lead.stdin.flush()
            assert lead.stdout.readline() == "went on\n"
            await shown.wait_until(lambda: "4/7 停滞商机" in shown.lines[0])
            await go(shown, TENDER, "n", *"我来", "ctrl+s")
            assert shown.kept(Opportunity, TENDER).next_step == "我来", "who has joined can edit"
            lead.stdin.write("\n")
            lead.stdin.flush()
            lead.wait()
            await shown.wait_until(lambda: "主持" not in shown.lines[0])
            assert review(shown).meeting.leads


async def test_the_presenter_hides_what_people_noted(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.press("6", "right_curly_bracket")
        await go(shown, METERS)
        await shown.press("apostrophe", *"! 他要走", "enter")
        await shown.press("apostrophe", *"降价", "enter")
        assert "他要走" in about(shown)
        await shown.press("z", "p")
        assert "他要走" not in about(shown)
        assert "降价" in about(shown)


async def test_the_headline_shows_categories_single_and_cumulative(workspace: Workspace) -> None:
    async with bench(workspace, size=(120, 40)) as shown:
        await shown.press("6")
        head = shown.screen.query_one("#headline", FactLines)
        assert "承诺 310万" in head.texts[1]
        assert "力争 430万" in head.texts[1], "310 committed and 120 more"
        assert "管道 710万" in head.texts[1]
        await shown.press("o")
        assert "承诺 1: 310万" in head.texts[1]
        assert "力争 1: 120万" in head.texts[1]


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
async def test_every_step_fits_the_window(workspace: Workspace, size: tuple[int, int]) -> None:
    async with bench(workspace, size=size) as shown:
        await shown.press("6")
        for place in range(1, 8):
            assert f"{place}/7" in shown.lines[0]
            assert shown.lines[-1].rstrip().endswith("? 帮助")
            await shown.press("right_curly_bracket")


async def test_the_first_review_says_that_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    words.use("zh")
    async with bench(make(tmp_path / "fresh", small())) as shown:
        await shown.press("6", "right_curly_bracket")
        assert "没有上次的快照" in shown.text


async def test_a_snapshot_edited_by_hand_is_named_on_screen(workspace: Workspace) -> None:
    file = workspace.root / "reviews" / "2026-W47.json"
    file.write_bytes(file.read_bytes().replace(b"300000000", b"1"))
    async with bench(workspace) as shown:
        await shown.press("6", "right_curly_bracket")
        assert any("reviews/2026-W47.json" in told for told in shown.told)


async def test_the_agenda_ticks_off_tasks_and_logs_a_call_in_two_keys(workspace: Workspace) -> None:
    async with bench(workspace, size=(120, 40)) as shown:
        await shown.press("7")
        await go(shown, next(row.key for row in shown.table.rows if row.key.startswith("task:")))
        await shown.press("a", *"电 李建国 已寄报价 下步 3/20 催审批", "enter")
        deal = shown.kept(Opportunity, METERS)
        assert (deal.next_step, deal.next_date) == ("催审批", dt.date(2027, 3, 20))
        await shown.press("asterisk")
        assert [one.done for one in shown.workspace.records(Task).values()] == [TODAY]
        await shown.press("u")
        assert [one.done for one in shown.workspace.records(Task).values()] == [None]


async def test_a_visit_is_logged_on_accounts_board_and_pages_too(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        for keys in (("1",), ("2",), ("2", "enter")):
            await shown.press(*keys)
            await shown.press("a", *"visit saw them", "enter")
        logged = [one for one in Workspace.open(workspace.root).records(Activity).values() if one.subject == "saw them"]
        assert len(logged) == 3
        assert {one.kind for one in logged} == {"visit"}


async def test_the_title_counts_what_is_late_and_for_today(workspace: Workspace) -> None:
    async with bench(workspace) as shown:
        await shown.wait_until(lambda: "今天1" in shown.lines[0])
        assert "逾期1" in shown.lines[0], "the close date of one deal has passed"


async def test_the_board_and_the_review_are_shown_as_of_an_earlier_day_and_nothing_is_changed(
    workspace: Workspace,
) -> None:
    """The deals were found in January; what this test changes is of today, so it had not been done before."""
    with workspace.change("found") as change:
        for deal in workspace.records(Opportunity).values():
            change.set(deal, opened=dt.date(2026, 1, 5), **({"stage": "commitment"} if deal.id == METERS else {}))
    async with bench(workspace, size=(200, 40)) as shown:
        await shown.press("2")
        now = [(column.key, len(column.cards)) for column in shown.board.columns]
        await shown.press("z", "d", *"2026-11-01", "enter")
        then = [(column.key, len(column.cards)) for column in shown.board.columns]
        assert dict(now)["commitment"] == 1
        assert dict(then)["commitment"] == 0
        assert dict(then)["need"] == dict(now)["need"] + 1
        assert "2026-11-01 的样子" in shown.lines[0]
        shown.board.move_to(LAPTOPS)
        await shown.press("greater_than_sign")
        assert "正在看 2026-11-01 的样子" in shown.told[-1]
        await shown.press("z", "d", "enter")
        assert [(column.key, len(column.cards)) for column in shown.board.columns] == now
        await shown.press("6", "z", "d", *"2026-11-01", "enter", "right_curly_bracket")
        assert Meeting(workspace).state is None
        assert "2026-11-01 的样子" in shown.lines[0]
        await shown.press("z", "d", *"2999-01-01", "enter")
        assert "还没到" in shown.text
