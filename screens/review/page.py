"""Screen 6: the weekly review, step by step, each deal edited where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.keynames import spelled
from kamtui.screens.review import rows as rows_of
from kamtui.screens.review.lead import ReviewLead
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.records import Decision, Opportunity, Record, Task
from kamtui.store.review import closing
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import SnapshotExistsError
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, ReadOnlyError, Workspace

TICK = 1.0
"""Seconds between two looks at the clock, and at where the lead stands."""
LINES = 5
"""Lines about the deal under the cursor."""


class ReviewScreen(ReviewLead):
    """A guided agenda; the meeting begins with the first step after the hygiene, and can be left and resumed."""

    KIND = "review"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show the review of `workspace` that is under way, or the hygiene before one."""
        super().__init__(workspace, notice)
        self._columns = ""
        self._cumulative = True
        self._presenting = self._ready = False
        self._texts: Sequence[Decision] = ()
        self.list = VirtualList(rows_of.columns_of(self.at), empty="")
        self.title_bar.first_counts = True
        self._head = FactLines(2, whole=True, id="headline")
        self._about = FactLines(LINES, id="about")

    def body(self) -> Iterable[Widget]:
        """The headline, the list of the step, and what there is to know of the deal under the cursor."""
        yield self._head
        yield self.list
        yield self._about

    def on_mount(self) -> None:
        """Go on with the review that was left, or follow the one that someone leads; then watch the clock."""
        self.set_interval(TICK, self._tick)
        self.call_after_refresh(self._begin_work)

    def on_screen_resume(self) -> None:
        """Take up the review when the screen comes to the front."""
        self._take_up()
        super().on_screen_resume()

    def on_unmount(self) -> None:
        """Leave the lead to whoever goes on."""
        self.meeting.release()

    def show(self) -> None:
        """Work out anew what the step looks at; the first time, only once the screen has been painted."""
        if not self._ready:
            self.list.set_empty(word("reviewing.working"))
            self._say_where()
            return
        facts = self.facts()
        decisions = self.meeting.decisions
        self._texts = decisions
        if self._columns != self.at:
            self._columns = self.at
            self.list.set_columns(rows_of.columns_of(self.at))
            self.list.set_rows((), keep=False)
        self.list.set_empty(self._empty_text(facts))
        self.list.set_rows(self._rows(facts, decisions))
        if self._wanted and self.list.move_to(self._wanted):
            self._wanted = ""
        if (self.list.cursor_key or "").startswith("-"):
            self.list.move_to(next((row.key for row in self.list.rows if not row.key.startswith("-")), ""))
        first, second = rows_of.headline_parts(facts, self._cumulative)
        if self.at == "next":
            second = rows_of.quarter_parts(facts)
        self._head.set_lines([(parts[0], parts[1:]) for parts in (first, second)])
        self._say_where()
        self._describe()

    def _begin_work(self) -> None:
        """Work everything out, now that the screen has been painted."""
        self._ready = True
        self.show()

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
