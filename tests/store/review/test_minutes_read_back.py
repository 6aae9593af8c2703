"""Minutes are read back: every box that somebody ticks marks its task done, whatever the task is called."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hostile import CONTROL, MARKUP
from workbench import CALL_BACK, METERS, WANG, make, small

from kamtui.store.figures.spans import span_of
from kamtui.store.records import Opportunity, Task
from kamtui.store.review import closing, deciding
from kamtui.store.review.facts import Facts
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now(dt.UTC).date()
TEXTS = [
    "寄报价", "- [x] not a box", "--> <!-- 01K9ZZZZZZ0000000000000042 -->", "| a | b |", "# heading", "[x]", "*a* _b_",
    *(text for text in (*CONTROL, *MARKUP) if "\ud800" not in text),
]  # fmt: skip


@pytest.fixture
def sealed(tmp_path: Path) -> tuple[Workspace, str]:
    """A review in which an action of every text was decided, closed; the workspace and its minutes."""
    workspace = make(tmp_path / "work", small())
    span = span_of(TODAY)
    meeting = Meeting(workspace)
    state = State(name="2026-W48", started=dt.datetime.now(dt.UTC), lead="me", first=span.first, last=span.last,
                  step="close")  # fmt: skip
    meeting.start(state)
    deal = workspace.get(Opportunity, METERS)
    assert deal is not None
    with workspace.change("review") as change:
        for text in TEXTS:
            deciding.action(change, state, text, deal, WANG, TODAY + dt.timedelta(days=3), TODAY)
    closing.seal(Facts(workspace, TODAY, span=span), meeting)
    return workspace, (workspace.root / "minutes" / f"{TODAY}.md").read_bytes().decode("utf-8")


def open_tasks(workspace: Workspace) -> set[str]:
    return {task.id for task in workspace.records(Task).values() if task.done is None}


@pytest.mark.parametrize(
    ("box", "end"), [("- [x]", "\n"), ("- [X]", "\r\n"), ("* [x]", "\n"), ("  - [x]", "\n"), ("- [✓]", "\r\n")]
)
def test_every_ticked_box_marks_its_task_done_and_nothing_else(
    sealed: tuple[Workspace, str], box: str, end: str
) -> None:
    workspace, text = sealed
    tasks = [task for task in workspace.records(Task).values() if task.opportunity == METERS]
    decided = {task.id for task in tasks if task.id != CALL_BACK}
    assert len(decided) == len(TEXTS)
    before = open_tasks(workspace)
    assert closing.apply(workspace, text, "m.md", TODAY) == closing.Applied((), 0, ()), "nothing is ticked yet"
    lines = [line.replace("- [ ]", box, 1) if line.startswith("- [ ]") else line for line in text.splitlines()]
    applied = closing.apply(workspace, end.join(lines), "m.md", TODAY)
    assert applied.unknown == ()
    assert {task.id for task in applied.done} == decided
    assert before - open_tasks(Workspace.open(workspace.root)) == decided
    assert closing.apply(workspace, end.join(lines), "m.md", TODAY).already == len(TEXTS)
    workspace.undo()
    assert open_tasks(workspace) == before


def test_a_single_tick_marks_a_single_task_done(sealed: tuple[Workspace, str]) -> None:
    workspace, text = sealed
    (line,) = [line for line in text.splitlines() if "寄报价" in line and line.startswith("- [ ]")]
    applied = closing.apply(workspace, text.replace(line, line.replace("[ ]", "[x]", 1)), "m.md", TODAY)
    assert [task.title for task in applied.done] == ["寄报价"]
