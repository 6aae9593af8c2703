"""Screen 6: the weekly review, step by step, each deal edited where it stands."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens import review_rows as rows_of
from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.keymap import spelled
from kamtui.screens.listing import ListScreen
from kamtui.screens.review_actions import ReviewActions
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.figures.spans import Span
from kamtui.store.files.locks import user
from kamtui.store.records import Decision, Opportunity, Record, Snapshot, Task
from kamtui.store.review import closing
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library, SnapshotExistsError, week_name
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.review.scope import EVERYTHING, scope_named
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, LockedError, ReadOnlyError, Workspace

TICK = 1.0
"""Seconds between two looks at the clock, and at where the lead stands."""
LINES = 5
"""Lines about the deal under the cursor."""


class ReviewScreen(ListScreen, ReviewActions):
    """A guided agenda; the meeting begins with the first step after the hygiene, and can be left and resumed."""

    KIND = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the review of `workspace` that is under way, or the hygiene before one."""
        super().__init__(workspace, notice)
        self.meeting = Meeting(workspace)
        self._steps = [step.id for step in workspace.method.review_steps]
        self.at: str = self._steps[0]
        """The id of the step that is shown."""
        self._columns = ""
        self._span: Span | None = None
        self._cumulative = True
        self._presenting = False
        self._follows = False
        self._worked: tuple[Any, Facts] | None = None
        self._bases: dict[str, Snapshot | None] = {}
        self._since = time.monotonic()
        self._asked = False
        self._texts: Sequence[Decision] = ()
        self.list = VirtualList(rows_of.columns_of(self.at), empty="")
        self._head = FactLines(2, id="headline")
        self._about = FactLines(LINES, id="about")

    def body(self) -> Iterable[Widget]:
        """The headline, the list of the step, and what there is to know of the deal under the cursor."""
        yield self._head
        yield self.list
        yield self._about

    def on_mount(self) -> None:
        """Go on with the review that was left, or follow the one that someone leads; then watch the clock."""
        super().on_mount()
        self.set_interval(TICK, self._tick)

    def on_screen_resume(self) -> None:
        """Take up the review when the screen comes to the front."""
        self._take_up()
        super().on_screen_resume()

    def on_unmount(self) -> None:
        """Leave the lead to whoever goes on."""
        self.meeting.release()

    def show(self) -> None:
        """Work out anew what the step looks at."""
        facts = self.facts()
        decisions = self.meeting.decisions
        self._texts = decisions
        if self._columns != self.at:
            self._columns = self.at
            self.list.set_columns(rows_of.columns_of(self.at))
            self.list.set_rows((), keep=False)
        self.list.set_empty(self._empty_text(facts))
        self.list.set_rows(self._rows(facts, decisions))
        first, second = rows_of.headline_parts(facts, self._cumulative)
        if self.at == "next":
            second = rows_of.quarter_parts(facts)
        self._head.set_lines([(parts[0], parts[1:]) for parts in (first, second)])
        self._say_where()
        self._describe()

    def facts(self) -> Facts:
        """What the review looks at; worked out again only after a change."""
        state = self.meeting.state
        asked = (self.workspace.generation, self.today(), state.scope if state else "", state.base if state else None)
        if self._worked is None or self._worked[0] != asked:
            scope = scope_named(self.workspace, state.scope) if state and state.scope else EVERYTHING
            base = self._base(state.base if state else None)
            self._worked = asked, Facts(self.workspace, self.today(), scope, state.span if state else None, base)
        return self._worked[1]

    def subject(self) -> Record | None:
        """The deal or the task under the cursor."""
        key = self.list.cursor_key or ""
        if key.startswith("task:"):
            return self.workspace.get(Task, key.removeprefix("task:"))
        return self.workspace.get(Opportunity, key)

    def cursor_deal(self) -> Opportunity | None:
        """The deal under the cursor, in the actions the one that they are about."""
        record = self.subject()
        if isinstance(record, Task):
            return self.workspace.get(Opportunity, record.opportunity) if record.opportunity else None
        return record if isinstance(record, Opportunity) else None

    def meeting_state(self) -> State:
        """The state of the review, which begins now if it has not begun before."""
        if self.meeting.state is None:
            self._begin()
        state = self.meeting.state
        if state is None:
            raise LookupError(word("review.none"))
        return state

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Say more about the deal, and count the time of the one before."""
        event.stop()
        self._clock(seen=True)
        self._describe()

    def action_step_on(self) -> None:
        """Go to the next step; after the hygiene the meeting begins."""
        self._go(1)

    def action_step_back(self) -> None:
        """Go to the step before."""
        self._go(-1)

    def action_left(self) -> None:
        """Look at the quarter before, in the step that goes by quarters."""
        self._turn(-1)

    def action_right(self) -> None:
        """Look at the quarter after."""
        self._turn(1)

    def action_open(self) -> None:
        """Open the deal or the task; before the meeting, edit what is to be mended."""
        deal, record = self.cursor_deal(), self.subject()
        if isinstance(record, Task):
            self.edit_record(Task, record.id, focus="due")
        elif deal and self.at == "hygiene":
            self.edit_record(Opportunity, deal.id, focus=rows_of.mended_by(self.facts(), deal))
        elif deal:
            self.open_page(Opportunity, deal.id, [str(row.key) for row in self.list.rows])

    def action_edit(self) -> None:
        """Edit the whole record under the cursor."""
        if record := self.subject():
            self.edit_record(type(record), record.id)

    def action_group(self) -> None:
        """Show each category by itself, or with all that is surer."""
        self._cumulative = not self._cumulative
        self.show()
        self.tell(word("reviewing.cumulative" if self._cumulative else "reviewing.single"))

    def action_presenter(self) -> None:
        """Hide what people noted from the room, or show it again."""
        self._presenting = not self._presenting
        self.show()
        self.tell(word("reviewing.presenting" if self._presenting else "reviewing.not_presenting"))

    def action_done(self) -> None:
        """Tick off the action under the cursor."""
        task = self.subject()
        if not isinstance(task, Task):
            self.tell(word("reviewing.agenda.no_task"))
            return
        what = word("reviewing.agenda.done", title=clean(task.title, 60))
        if self.save(what, lambda change: change.set(task, done=self.today())):
            self.tell(what)

    def action_export(self) -> None:
        """End the review: write its snapshot and its minutes, after a look at them."""
        if self.meeting.state is None:
            self.tell(word("review.none"))
        elif self._follows:
            self.tell(word("reviewing.follows", who=clean(self.meeting.leader(), 40)))
        elif self.at != "close":
            self._go_to("close")
            self.tell(word("reviewing.preview"))
        else:
            answers = [("back", word("form.stay")), ("write", word("reviewing.write"))]
            question = word("reviewing.close", name=self.meeting.state.name, n=len(self.meeting.decisions))
            self.app.push_screen(ConfirmDialog(question, answers), self._end)

    def _end(self, answer: str | None) -> None:
        if answer != "write":
            return
        try:
            closed = closing.seal(self.facts(), self.meeting)
        except (SnapshotExistsError, ReadOnlyError, OSError) as error:
            self.refuse(error) if not isinstance(error, SnapshotExistsError) else self.warn(str(error))
            return
        self.at, self._worked = self._steps[0], None
        self.show()
        self.notify(word("reviewing.closed", files="  ".join(closed.files)), timeout=10, markup=False)

    def save(self, what: str, act: Callable[[Change], object], then: Callable[[], object] | None = None) -> bool:
        """Make one change; a sentence that refuses it is said."""
        try:
            return super().save(what, act, then)
        except ValueError as error:
            self.warn(str(error))
            return False

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
            self.show()
            self.list.move_to(state.deal)
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
        if self.workspace.read_only:
            self.refuse(ReadOnlyError(self.workspace.read_only))
            return
        try:
            self.meeting.start(state)
        except (LockedError, OSError) as error:
            self.refuse(error)
        self._since = time.monotonic()

    def _go(self, by: int) -> None:
        place = self._steps.index(self.at) + by if self.at in self._steps else 0
        if 0 <= place < len(self._steps):
            self._go_to(self._steps[place])

    def _go_to(self, step: str) -> None:
        if self._follows:
            self.tell(word("reviewing.follows", who=clean(self.meeting.leader(), 40)))
            return
        if self.meeting.state is None and step != "hygiene":
            self._begin()
        self._clock(seen=True)
        self.at, self._span = step, None
        self.meeting.at(step, "")
        self.show()

    def _turn(self, by: int) -> None:
        if self.at == "next":
            span = self._span or self.facts().span.next
            self._span = span.next if by > 0 else span.previous
            self.show()

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

    def _describe(self) -> None:
        """Say more about the deal under the cursor."""
        deal = self.cursor_deal()
        lines: list[tuple[str, list[str]]] = []
        if deal:
            said = [each for each in self._texts if each.opportunity == deal.id]
            lines = rows_of.about_deal(self.facts(), deal, said, presenting=self._presenting)
        self._about.set_lines(lines)

    def _rows(self, facts: Facts, decisions: Sequence[Decision]) -> Sequence[Row]:
        decided = {each.opportunity: 1 for each in decisions if each.opportunity}
        match self.at:
            case "hygiene":
                return rows_of.hygiene_rows(facts)
            case "changes":
                return rows_of.change_rows(facts, decided)
            case "risks":
                marked = self.meeting.marked
                found = sorted(facts.at_risk, key=lambda each: each.deal.id not in marked)
                return rows_of.risk_rows(facts, found, marked, decided)
            case "stalled":
                return rows_of.risk_rows(facts, facts.stalled, self.meeting.marked, decided)
            case "next":
                return rows_of.next_rows(facts, self._span or facts.span.next, decided)
            case "actions":
                now = [each for each in decisions if each.kind == "action"]
                return rows_of.action_rows(facts, now, self._earlier(facts))
        if self.meeting.state is None:
            return ()
        return rows_of.close_rows(closing.draft(facts, self.meeting).markdown())

    def _earlier(self, facts: Facts) -> list[Decision]:
        return closing.earlier_actions(self.workspace, facts.base.name if facts.base else "")

    def _empty_text(self, facts: Facts) -> str:
        if self.at == "changes" and facts.base is None:
            return word("reviewing.empty.first", on=spelled("right_curly_bracket"))
        on, back = spelled("right_curly_bracket"), spelled("left_curly_bracket")
        return word(f"reviewing.empty.{self.at}", on=on, back=back)

    def _base(self, name: str | None) -> Snapshot | None:
        """The snapshot to compare with: the named one, or without a name the latest before today."""
        key = name if name is not None else f"before {self.today()}"
        if key not in self._bases:
            library = Library(self.workspace)
            try:
                found = library.read(name) if name else None
            except (LookupError, OSError) as error:
                self.warn(str(error))
                found = None
            if name is None:
                found = library.latest(self.today() - dt.timedelta(days=1))
            for finding in library.findings:
                self.warn(finding.text())
            self._bases[key] = found
        return self._bases[key]


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"
