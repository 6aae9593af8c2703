"""The end of a review: its snapshot, its minutes in Markdown and HTML, the changes as CSV; and ticks read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.ids import is_id
from kamtui.store.records import Decision, Snapshot, Task
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.review.minutes import changes, minutes
from kamtui.store.review.paper import Paper
from kamtui.store.text.spreadsheet import disarmed
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, Workspace

_BOX = re.compile(r"\s*[-*]\s*\[(?P<tick>[ xX✓✔])\]\s*(?P<text>.*?)\s*<!--\s*(?P<id>\S+)\s*-->\s*")
_KEPT = 12
"""Snapshots whose open actions the next review still shows."""


class Closed(msgspec.Struct, frozen=True):
    """What the end of a review has written."""

    snapshot: str
    files: tuple[str, ...]
    """Paths from the root of the workspace."""


def draft(facts: Facts, meeting: Meeting) -> Paper:
    """The minutes as they would be now."""
    state = _state(meeting)
    return minutes(facts, state, meeting.decisions, meeting.calls, earlier_actions(facts.workspace, state.base))


def seal(facts: Facts, meeting: Meeting) -> Closed:
    """Write the snapshot first, then the minutes and the changes, and forget the review that was under way.

    Where a kill comes between, doing it again writes the same. Raises SnapshotExistsError, ReadOnlyError, OSError.
    """
    state = _state(meeting)
    library = Library(facts.workspace)
    text = draft(facts, meeting)
    taken = library.take(facts.today, state.name, facts.base)
    sealed = msgspec.structs.replace(
        taken,
        calls={call.id: call for call in meeting.calls},
        decisions={each.id: each for each in meeting.decisions},
    )
    sealed = library.named_freely(sealed)
    library.write(sealed)
    files = write_minutes(facts, text, sealed.name)
    meeting.end()
    return Closed(sealed.name, (f"reviews/{sealed.name}.json", *files))


def write_minutes(facts: Facts, text: Paper, name: str) -> tuple[str, ...]:
    """Write minutes and changes beside each other; a second review of a day gets its name behind the date."""
    folder = facts.workspace.root / "minutes"
    atomic.make_folder(folder)
    stem = facts.today.isoformat()
    there = folder / f"{stem}.md"
    if there.exists() and f"review: {name}\n" not in there.read_text(encoding="utf-8", errors="replace"):
        stem = f"{stem}-{name}"
    contents = {f"{stem}.md": text.markdown(), f"{stem}.html": text.html(), f"{stem}.csv": changes_csv(facts)}
    for file, content in contents.items():
        atomic.write(folder / file, content.encode("utf-8"))
    return tuple(f"minutes/{file}" for file in contents)


def changes_csv(facts: Facts) -> str:
    """Every change as CSV, with a mark that spreadsheets know UTF-8 by."""
    table = changes(facts)
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\n")
    for row in (table.head, *table.rows):
        writer.writerow([disarmed(cell) if len(cell) > 1 else cell for cell in row])
    return "\ufeff" + made.getvalue()


def earlier_actions(workspace: Workspace, base: str) -> list[Decision]:
    """The actions of the last review, and those of earlier ones that are still to be done; the oldest first."""
    library = Library(workspace)
    found: list[Decision] = []
    for head in library.heads[-_KEPT:]:
        try:
            held = library.read(head.name)
        except DamagedFileError:
            continue
        for each in held.decisions.values():
            task = workspace.get(Task, each.task)
            if each.kind == "action" and task is not None and (task.done is None or head.name == base):
                found.append(each)
    return found


class Applied(msgspec.Struct, frozen=True):
    """What came of ticked boxes."""

    done: tuple[Task, ...]
    """Tasks that are done now."""
    already: int
    unknown: tuple[str, ...]
    """A sentence for each line whose id is none of ours."""


def apply(workspace: Workspace, text: str, file: str, today: dt.date) -> Applied:
    """Mark the tasks done whose boxes are ticked in minutes; everything else stays as it is.

    One step, which can be taken back. Raises as `Workspace.change` does.
    """
    done: dict[str, Task] = {}
    already, unknown = 0, []
    for number, line in enumerate(text.splitlines(), 1):
        box = _BOX.fullmatch(line)
        if box is None:
            continue
        task = workspace.get(Task, box["id"]) if is_id(box["id"]) else None
        if task is None:
            unknown.append(word("review.minutes.unknown", file=file, line=number, id=box["id"], text=box["text"]))
        elif box["tick"] != " ":
            already += task.done is not None
            if task.done is None:
                done[task.id] = task
    if done:
        with workspace.change(word("review.minutes.applied", n=len(done))) as change:
            for task in done.values():
                change.set(task, done=today)
    return Applied(tuple(done.values()), already, tuple(unknown))


def _state(meeting: Meeting) -> State:
    if meeting.state is None:
        raise LookupError(word("review.none"))
    return meeting.state


def sealed_minutes(facts: Facts, taken: Snapshot) -> Paper:
    """The minutes of a snapshot that was taken: from what it keeps."""
    state = State(
        name=taken.name, started=dt.datetime.combine(taken.taken, dt.time(), dt.UTC), lead="", base=taken.base,
        first=facts.span.first, last=facts.span.last, step="close",
    )  # fmt: skip
    decisions = sorted(taken.decisions.values(), key=lambda each: each.id)
    return minutes(facts, state, decisions, list(taken.calls.values()), earlier_actions(facts.workspace, taken.base))
