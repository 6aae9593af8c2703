"""A review under way: decisions can be taken back, others see it, a kill loses nothing, minutes come of it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable

import pytest
from workbench import CALL_BACK, GRID, LI, METERS, TENDER, WANG

from kamtui.store.change import Change
from kamtui.store.figures.spans import span_of
from kamtui.store.records import Opportunity, Task
from kamtui.store.review import closing, deciding
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.workspace import LockedError, Workspace

TODAY = dt.datetime.now(dt.UTC).date()
SPAN = span_of(TODAY)


def begun(workspace: Workspace, base: str = "") -> Meeting:
    meeting = Meeting(workspace)
    meeting.start(
        State(name="2026-W48", started=dt.datetime.now(dt.UTC), lead="me", base=base, first=SPAN.first, last=SPAN.last,
              step="changes")
    )  # fmt: skip
    return meeting


def done(workspace: Workspace, act: Callable[[Change], object]) -> None:
    with workspace.change("review") as change:
        act(change)


def deal(workspace: Workspace, deal_id: str = METERS) -> Opportunity:
    found = workspace.get(Opportunity, deal_id)
    assert found is not None
    return found


def state_of(meeting: Meeting) -> State:
    assert meeting.state is not None
    return meeting.state


def test_decisions_marks_and_actions_can_be_taken_back(workspace: Workspace) -> None:
    meeting = begun(workspace)
    state = state_of(meeting)
    done(workspace, lambda change: deciding.note(change, state, "ask for the budget", deal(workspace)))
    done(workspace, lambda change: deciding.mark(change, state, deal(workspace), None))
    due = TODAY + dt.timedelta(days=3)
    done(workspace, lambda change: deciding.action(change, state, "call Li", deal(workspace), WANG, due, TODAY))
    assert [each.text for each in meeting.decisions] == ["ask for the budget", "call Li"]
    assert set(meeting.marked) == {METERS}
    [task] = [task for task in workspace.records(Task).values() if task.id != CALL_BACK]
    assert (task.title, task.due, task.owner, task.account) == ("call Li", due, WANG, GRID)
    workspace.undo()
    assert [each.text for each in meeting.decisions] == ["ask for the budget"]
    assert set(workspace.records(Task)) == {CALL_BACK}
    done(workspace, lambda change: deciding.mark(change, state, deal(workspace), meeting.marked[METERS]))
    assert meeting.marked == {}
    workspace.undo()
    workspace.undo()
    workspace.undo()
    assert meeting.decisions == []
    meeting.release()


ENDS = ("md", "html", "csv")
OVER, FAR = dt.date(2020, 1, 1), dt.date(2999, 1, 1)
Act = Callable[[Change, State, Opportunity], object]


def acting(text: str = "x", owner: str = WANG, due: dt.date = FAR) -> Act:
    return lambda change, state, found: deciding.action(change, state, text, found, owner, due, TODAY)


def waiting(until: dt.date = FAR, what: str = "bids", waits: int = 0) -> Act:
    return lambda change, _, found: deciding.wait(change, found, until, what, waits, TODAY)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (acting(owner=""), "owner"),
        (acting(text=" "), "to be done"),
        (acting(due=OVER), "2020"),
        (waiting(until=TODAY), "past"),
        (waiting(what=""), "waits for"),
        (waiting(waits=2), "2 times"),
        (lambda change, state, _: deciding.call(change, state, 5, "USD", "owner", "", "", "CNY"), "USD"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_nothing_is_written(
    workspace: Workspace, act: Act, said: str
) -> None:
    meeting = begun(workspace)
    with pytest.raises(ValueError, match=said):
        done(workspace, lambda change: act(change, state_of(meeting), deal(workspace)))
    assert meeting.decisions == []
    meeting.release()


def test_a_dated_wait_takes_a_deal_from_the_stalled_list_and_counts(workspace: Workspace) -> None:
    assert [each.deal.id for each in Facts(workspace, TODAY).stalled][:1] == [TENDER]
    until = TODAY + dt.timedelta(days=9)
    done(workspace, lambda change: deciding.wait(change, deal(workspace, TENDER), until, "bid opening", 0, TODAY))
    found = Facts(workspace, TODAY)
    assert TENDER not in [each.deal.id for each in found.stalled]
    assert [each.id for each in found.waiting] == [TENDER]
    assert workspace.trail(GRID).of(TENDER).waits == 1


def test_a_second_process_sees_who_leads_where_the_review_stands_and_joins(workspace: Workspace) -> None:
    meeting = begun(workspace)
    meeting.at("risks", METERS, 12.5, seen=True)
    program = (
        "import sys; from pathlib import Path; from kamtui.store.files import locks;"
        "from kamtui.store.review import meeting as module; module.user = lambda: 'colleague';"
        "from kamtui.store.workspace import Workspace, LockedError\n"
        "meeting = module.Meeting(Workspace.open(Path(sys.argv[1])))\n"
        "state = meeting.join(); print(state.step, state.deal, 'pid' in meeting.leader())\n"
        "try: meeting.start(state)\n"
        "except LockedError: print('led')\n"
    )
    command = [sys.executable, "-c", program, str(workspace.root)]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert out.splitlines() == [f"risks {METERS} True", "led"]
    meeting.at("stalled", "", 2.5)
    state = state_of(meeting)
    assert state.joined == ("colleague",)
    assert (state.steps, state.deals) == ({"changes": 12.5, "risks": 2.5}, {METERS: 2.5})
    meeting.release()


def test_a_review_whose_process_was_killed_goes_on_where_it_stood(workspace: Workspace) -> None:
    program = (
        "import os, signal, sys, datetime as dt; from pathlib import Path;"
        "from kamtui.store.review import deciding; from kamtui.store.review.meeting import Meeting, State;"
        "from kamtui.store.records import Opportunity; from kamtui.store.workspace import Workspace\n"
        "workspace = Workspace.open(Path(sys.argv[1])); meeting = Meeting(workspace); now = dt.datetime.now(dt.UTC)\n"
        "state = State(name='w', started=now, lead='me', first=now.date(), last=now.date(), step='changes')\n"
        "state = meeting.start(state)\n"
        "meeting.at('risks', sys.argv[2], 60.0)\n"
        "deal = workspace.get(Opportunity, sys.argv[2])\n"
        "with workspace.change('n') as change: deciding.note(change, state, 'said before the kill', deal)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(workspace.root), METERS], check=False)
    assert killed.returncode == -9
    meeting = Meeting(workspace)
    assert meeting.leader() == ""
    state = meeting.start(
        State(name="other", started=dt.datetime.now(dt.UTC), lead="x", first=TODAY, last=TODAY, step="x")
    )
    assert (state.name, state.step, state.deal, state.steps) == ("w", "risks", METERS, {"changes": 60.0})
    assert [each.text for each in meeting.decisions] == ["said before the kill"]
    meeting.release()


def looked(workspace: Workspace, meeting: Meeting) -> Facts:
    base = Library(workspace).latest(TODAY - dt.timedelta(days=1))
    return Facts(workspace, TODAY, span=state_of(meeting).span, base=base)


def test_the_end_writes_snapshot_minutes_and_changes_and_the_next_review_opens_with_the_actions(
    workspace: Workspace,
) -> None:
    Library(workspace).write(Library(workspace).take(TODAY - dt.timedelta(days=7), "2026-W47"))
    meeting = begun(workspace, "2026-W47")
    state = state_of(meeting)
    due = TODAY + dt.timedelta(days=3)
    done(workspace, lambda change: change.set(deal(workspace), amount=1_000_000))
    done(workspace, lambda change: deciding.note(change, state, "只谈 | 价格 <b>", deal(workspace), "risk"))
    done(workspace, lambda change: deciding.action(change, state, "催审批", deal(workspace), WANG, due, TODAY))
    done(workspace, lambda change: deciding.action(change, state, "约总工", deal(workspace), WANG, due, TODAY))
    drafted = closing.draft(looked(workspace, meeting), meeting).markdown()
    closed = closing.seal(looked(workspace, meeting), meeting)
    day = TODAY.isoformat()
    assert closed.files == (
        f"reviews/{closed.snapshot}.json",
        *(f"minutes/{day}.{end}" for end in ("md", "html", "csv")),
    )
    text = (workspace.root / f"minutes/{day}.md").read_text(encoding="utf-8")
    assert text == drafted
    assert text.startswith(f"---\nreview: {closed.snapshot}\nbase: 2026-W47\ntaken: {day}\n")
    [call] = [task for task in workspace.records(Task).values() if task.title == "催审批"]
    assert f"- [ ] @王芳 {due} 催审批 — 华北电网 / 智能电表 <!-- {call.id} -->" in text
    assert "只谈 \\| 价格 &lt;b>" in text
    assert "<b>" not in (workspace.root / f"minutes/{day}.html").read_text(encoding="utf-8")
    sealed = Library(workspace).read(closed.snapshot)
    assert [each.text for each in sorted(sealed.decisions.values(), key=lambda each: each.id)][1:] == [
        "催审批",
        "约总工",
    ]
    assert Meeting(workspace).state is None
    ticked = (
        text.replace(f"- [ ] @王芳 {due} 催审批", f"- [x] @王芳 {due} 催审批")
        + "- [x] gone <!-- 01K9ZZZZZZ0000000000009999 -->\n"
    )
    applied = closing.apply(workspace, ticked, "m.md", TODAY)
    assert [task.title for task in applied.done] == ["催审批"]
    assert len(applied.unknown) == 1
    assert "01K9ZZZZZZ0000000000009999" in applied.unknown[0]
    assert closing.apply(workspace, ticked, "m.md", TODAY).already == 1
    opening = closing.earlier_actions(workspace, closed.snapshot)
    tasks = workspace.records(Task)
    assert {each.text: tasks[each.task].done for each in opening} == {"催审批": TODAY, "约总工": None}
    workspace.undo()
    assert (again := workspace.get(Task, call.id)) is not None
    assert again.done is None
    assert LI not in text


def test_the_lead_is_free_again_once_the_review_is_left(workspace: Workspace) -> None:
    meeting = begun(workspace)
    with pytest.raises(LockedError):
        Meeting(workspace).start(state_of(meeting))
    meeting.release()
    assert Meeting(workspace).leader() == ""
