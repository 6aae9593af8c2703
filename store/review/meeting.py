"""The review that is under way: who leads it, where it stands, how long each step took, what it has come to.

Where it stands is kept in `.kamtui/review-state.json` after every step, so that a dropped line or a kill loses at
most seconds; decisions, calls and marks go through a change like everything else, into `.kamtui/review.json`, and
can be taken back. One process leads: it holds a lock that the kernel frees when it dies. Others see the same step
and may join.
"""

from __future__ import annotations

import datetime as dt
from contextlib import ExitStack, suppress
from typing import TypeVar, cast

import msgspec

from kamtui.store.figures.spans import Span
from kamtui.store.files import atomic
from kamtui.store.files.layout import OPEN_REVIEW
from kamtui.store.files.loader import parse, read_bytes
from kamtui.store.files.locks import LockedError, lock, user
from kamtui.store.records import Call, Decision, Record, view
from kamtui.store.workspace import DamagedFileError, Workspace

STATE = ".kamtui/review-state.json"
LEAD = ".kamtui/review.lead"

R = TypeVar("R", bound=Record)


class State(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where a review stands."""

    name: str
    """What its snapshot will be called."""
    started: dt.datetime
    lead: str
    joined: tuple[str, ...] = ()
    """Who takes part besides the lead."""
    base: str = ""
    """The snapshot that it compares with; empty for the first review."""
    scope: str = ""
    first: dt.date
    last: dt.date
    step: str
    deal: str = ""
    """The deal under the lead's cursor."""
    steps: dict[str, float] = {}
    """Seconds spent in each step."""
    deals: dict[str, float] = {}
    """Seconds spent on each deal."""
    seen: tuple[str, ...] = ()
    """Deals that were gone through."""

    @property
    def span(self) -> Span:
        """The period that it looks at."""
        return Span(self.first, self.last)


class Meeting:
    """The review of a workspace, seen by one process."""

    def __init__(self, workspace: Workspace) -> None:
        """Look at the review of `workspace`, if there is one."""
        self.workspace = workspace
        self._path = workspace.root / STATE
        self._held = ExitStack()
        self.leads = False
        """Whether this process leads."""
        self.state = self._read()

    def start(self, state: State) -> State:
        """Begin a review, or go on with the one that was left; raises LockedError while someone else leads it."""
        self._take_lead()
        self.state = self._read() or state
        if self.state.lead != user():
            self.state = msgspec.structs.replace(self.state, lead=user())
        self._write()
        return self.state

    def join(self) -> State | None:
        """Take part in a review that someone else leads; the others see who has joined."""
        self.state = self._read()
        if self.state and user() not in (self.state.lead, *self.state.joined):
            self.state = msgspec.structs.replace(self.state, joined=(*self.state.joined, user()))
            self._write()
        return self.state

    def leader(self) -> str:
        """Who leads just now, as far as the lock tells: "" for nobody, who then may be followed by anyone."""
        if self.leads:
            return user()
        try:
            with lock(self.workspace.root / LEAD, 0):
                return ""
        except LockedError as error:
            return error.holder
        except OSError:
            return ""

    def at(self, step: str, deal: str, seconds: float = 0.0, *, seen: bool = False) -> None:
        """Say where the lead stands, and that so many seconds went by since the last time; followers say nothing."""
        if not self.leads or self.state is None:
            return
        was = self.state
        spent = {**was.steps, was.step: round(was.steps.get(was.step, 0.0) + seconds, 1)}
        deals = {**was.deals, was.deal: round(was.deals.get(was.deal, 0.0) + seconds, 1)} if was.deal else was.deals
        gone = (*was.seen, was.deal) if seen and was.deal and was.deal not in was.seen else was.seen
        joined = self._joined()
        self.state = msgspec.structs.replace(
            was, step=step, deal=deal, steps=spent, deals=deals, seen=gone, joined=joined
        )
        self._write()

    def look(self) -> State | None:
        """Read again where the lead stands; for the lead itself it is known."""
        if not self.leads:
            self.state = self._read()
        return self.state

    def kept(self, kind: type[R]) -> list[R]:
        """The decisions or the calls of the review so far, the earliest first."""
        try:
            data = read_bytes(self.workspace.root / OPEN_REVIEW, OPEN_REVIEW)
            document = parse(data, OPEN_REVIEW) if data else {}
        except DamagedFileError:
            return []
        found = []
        for key, fields in document.get(kind.table, {}).items():
            with suppress(msgspec.ValidationError):
                found.append(view(kind, key, fields))
        return sorted(found, key=lambda each: each.id)

    @property
    def decisions(self) -> list[Decision]:
        """What it has come to, without what was only marked."""
        return [each for each in self.kept(Decision) if each.kind != "mark"]

    @property
    def calls(self) -> list[Call]:
        """The numbers called so far, the latest for each person and role."""
        latest = {(call.role, call.owner, call.first): call for call in self.kept(Call)}
        return list(latest.values())

    @property
    def marked(self) -> dict[str, Decision]:
        """By deal the mark that singles it out for discussion."""
        return {each.opportunity: each for each in self.kept(Decision) if each.kind == "mark"}

    def end(self) -> None:
        """Forget the review, which its snapshot keeps now."""
        for path in (self.workspace.root / OPEN_REVIEW, self._path):
            path.unlink(missing_ok=True)
        self.release()
        self.state = None

    def release(self) -> None:
        """Lead no longer; the review can be gone on with."""
        self._held.close()
        self.leads = False

    def _take_lead(self) -> None:
        if not self.leads:
            atomic.make_folder(self._path.parent)
            self._held.enter_context(lock(self.workspace.root / LEAD, 0))
            self.leads = True

    def _joined(self) -> tuple[str, ...]:
        """Who has joined since: others write that into the same file."""
        there = self._read()
        return there.joined if there else ()

    def _read(self) -> State | None:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=State)
        except (OSError, msgspec.MsgspecError):
            return None

    def _write(self) -> None:
        data = msgspec.json.format(msgspec.json.encode(cast(State, self.state)), indent=2) + b"\n"
        draft = atomic.Draft(self._path, data, durable=False)
        draft.replace()
