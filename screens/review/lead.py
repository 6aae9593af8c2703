"""Who leads the review and where it stands: beginning, resuming, following, the clock."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.review.actions import ReviewActions
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.looking_back import LookingBack
from kamtui.store.figures.spans import Span
from kamtui.store.files.locks import user
from kamtui.store.records import Snapshot
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library, week_name
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.review.scope import EVERYTHING, scope_named
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import DamagedFileError, LockedError, Workspace


class ReviewLead(LookingBack, ListScreen, ReviewActions):
    """Leads the meeting of a workspace, or follows the one who does; the facts are worked out once for each change."""

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Stand at the first step; nothing has begun."""
        super().__init__(workspace, notice)
        self.meeting = Meeting(workspace)
        self._steps = [step.id for step in workspace.method.review_steps]
        self.at: str = self._steps[0] if self._steps else ""
        """The id of the step that is shown."""
        self._span: Span | None = None
        self._follows = False
        self._asked = False
        self._worked: tuple[Any, Facts] | None = None
        self._bases: dict[str, Snapshot | None] = {}
        self._since = time.monotonic()
        self._wanted = ""
        """The deal to go to once the list is there."""

    def facts(self) -> Facts:
        """What the review looks at; worked out again only after a change."""
        state = self.meeting.state
        asked = (self.workspace.generation, self.day, state.scope if state else "", state.base if state else None)
        if self._worked is None or self._worked[0] != asked:
            scope = scope_named(self.workspace, state.scope) if state and state.scope else EVERYTHING
            present = state if self.looked_at is None else None
            base = self._base(present.base if present else None)
            self._worked = asked, Facts(self.workspace, self.day, scope, present.span if present else None, base)
        return self._worked[1]

    def meeting_state(self) -> State:
        """The state of the review, which begins now if it has not begun before."""
        if self.meeting.state is None:
            self._begin()
        state = self.meeting.state
        if state is None:
            raise LookupError(word("review.none"))
        return state

    def _take_up(self) -> None:
        """Find out whether a review is under way and who leads it."""
        state = self.meeting.look()
        if state is None or self.meeting.leads or self._asked:
            return
        leader = self.meeting.leader()
        if not leader:
            self._resume(state)
            return
        self._asked = self._follows = True
        self.at = state.step
        answers = [("look", word("reviewing.look")), ("join", word("reviewing.join"))]
        question = word("reviewing.led", who=clean(leader, 60), name=clean(state.name, 40))
        self.app.push_screen(ConfirmDialog(question, answers), self._join)

    def _join(self, answer: str | None) -> None:
        if answer == "join":
            self.meeting.join()
            self.tell(word("reviewing.joined"))

    def _resume(self, state: State) -> None:
        """Go on with a review whose lead is gone."""
        if self.workspace.read_only:
            self._follows, self.at = True, state.step
            return
        self._lead(state)
        if self.meeting.leads:
            self._follows, self.at, self._span = False, state.step, None
            self._wanted = state.deal
            self.show()
            self.tell(word("reviewing.resumed", name=clean(state.name, 40)))

    def _begin(self) -> None:
        """Begin the meeting against the latest snapshot before today."""
        facts = self.facts()
        base = self._base(None)
        name = week_name(self.today())
        self._lead(
            State(
                name=name, started=dt.datetime.now(dt.UTC).replace(microsecond=0), lead=user(),
                base=base.name if base else "", first=facts.span.first, last=facts.span.last, step=self.at,
            )
        )  # fmt: skip
        if self.meeting.leads:
            self.tell(word("reviewing.begun", name=name))

    def _lead(self, state: State) -> None:
        if not self.may_write():
            return
        try:
            self.meeting.start(state)
        except (LockedError, OSError) as error:
            self.refuse(error)
        self._since = time.monotonic()

    def _tick(self) -> None:
        """Show the clock; follow the lead."""
        if self.app.screen is not self:
            return
        if self._follows:
            state = self.meeting.look()
            if state is None or not self.meeting.leader():
                self._follows = self._asked = False
                self._worked = None
                self._take_up()
                self.show()
            elif state.step != self.at:
                self.at = state.step
                self.show()
            if state and state.deal:
                self.list.move_to(state.deal)
        if self.meeting.state:
            self._say_where()

    def _clock(self, *, seen: bool = False) -> None:
        """Count the time since the last look for the step and the deal, and keep where we stand."""
        now = time.monotonic()
        passed, self._since = now - self._since, now
        if self.meeting.leads:
            self.meeting.at(self.at, self.list.cursor_key or "", passed, seen=seen)

    def _say_where(self) -> None:
        """Put step, clock and lead into the title."""
        state = self.meeting.state
        entry = next((step for step in self.workspace.method.review_steps if step.id == self.at), None)
        label = entry.label.text if entry else self.at
        place = self._steps.index(self.at) + 1 if self.at in self._steps else 0
        crumbs = [f"{place}/{len(self._steps)} {clean(label, 20)}"]
        if state:
            passed = time.monotonic() - self._since if self.meeting.leads else 0.0
            spent = state.steps.get(self.at, 0.0) + passed
            limit = f"/{entry.minutes}:00" if entry and entry.minutes else ""
            crumbs.append(f"{_clock(spent)}{limit}")
            if state.deal:
                crumbs.append(word("reviewing.on_deal", clock=_clock(state.deals.get(state.deal, 0.0) + passed)))
        if self._follows and state:
            crumbs.append(word("reviewing.led_by", who=clean(state.lead, 20)))
        if state and state.joined:
            crumbs.append(word("reviewing.with", who=clean(", ".join(state.joined), 30)))
        self.title_bar.show(crumbs=crumbs)

    def _base(self, name: str | None) -> Snapshot | None:
        """The snapshot to compare with: the named one, or without a name the latest before today."""
        key = name if name is not None else f"before {self.day}"
        if key not in self._bases:
            library = Library(self.workspace)
            try:
                found = library.read(name) if name else None
            except (LookupError, DamagedFileError, OSError) as error:
                self.warn(str(error))
                found = None
            if name is None:
                found = library.latest(self.day - dt.timedelta(days=1))
            for finding in library.findings:
                self.warn(finding.text())
            self._bases[key] = found
        return self._bases[key]


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
