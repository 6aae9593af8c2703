"""What a review decides at the keyboard: notes, actions, marks, waits, numbers called; each one undoable step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from kamtui.screens.deals.acts import DealActions
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.shell.quick_log import QuickLogging
from kamtui.store.figures.risks import MOST_WAITS
from kamtui.store.records import Opportunity, Salesperson
from kamtui.store.review import deciding
from kamtui.store.review.meeting import Meeting, State
from kamtui.store.review.told import person
from kamtui.store.text import amounts, dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change

_DUE_DAYS = 7
"""Days until an action is due for which nobody names a day."""
_MOST_WORDS = 3


class ReviewActions(DealActions, QuickLogging):
    """Keeps what is decided about the deal under the cursor, and repeats the last edit on another deal."""

    meeting: Meeting
    _last: tuple[str, dict[str, Any], str] | None = None

    def meeting_state(self) -> State:
        """The state of the review; it begins with the first decision, if it has not begun before."""
        raise NotImplementedError

    def keep_deal(
        self, deal: Opportunity, values: Mapping[str, Any], what: str, reason: str = "", rival: str = ""
    ) -> bool:
        """Save fields of a deal, and remember them for the key that repeats."""
        saved = super().keep_deal(deal, values, what, reason, rival)
        if saved and values.get("status", "open") == "open":
            self._last = (what, dict(values), reason)
        return saved

    def action_repeat(self) -> None:
        """Give the deal under the cursor what was given to the one before."""
        deal = self.open_deal()
        if deal is None or self._last is None:
            self.tell(word("reviewing.nothing_to_repeat"))
            return
        _, values, reason = self._last
        if "stage" in values:
            self.move_deal(deal, values["stage"])
            return
        what = word("reviewing.repeated", name=clean(deal.name, 60))
        if self.keep_deal(deal, values, what, reason):
            self.tell(what)

    def action_note(self) -> None:
        """Write down a decision about the deal; !, ? and . in front make it a risk, help that is needed, a note."""
        if not self.may_write():
            return
        deal = self.cursor_deal()

        def keep(text: str | None) -> None:
            if not text:
                return
            kind, said = deciding.kind_of(text)
            state = self.meeting_state()
            self._keep(word("reviewing.note.what", text=clean(said, 60)),
                       lambda change: deciding.note(change, state, said, deal, kind))  # fmt: skip

        title = word("reviewing.note.title", name=self._called(deal))
        self.app.push_screen(LineDialog(title, _understood_note, hint=word("reviewing.note.hint")), keep)

    def action_add_action(self) -> None:
        """Make an action: who, until when, what; it becomes a task."""
        if not self.may_write():
            return
        deal = self.cursor_deal()
        today = self.today()

        def understood(text: str) -> str:
            owner, due, what = self._action(text, deal, today)
            return f"@{clean(person(self.workspace, owner), 30)} {due} {clean(what, 200)}"

        def keep(text: str | None) -> None:
            if text is None:
                return
            owner, due, said = self._action(text, deal, today)
            state = self.meeting_state()
            self._keep(word("reviewing.action.what", text=clean(said, 60)),
                       lambda change: deciding.action(change, state, said, deal, owner, due, today))  # fmt: skip

        title = word("reviewing.action.title", name=self._called(deal))
        self.app.push_screen(LineDialog(title, understood, hint=word("reviewing.action.hint")), keep)

    def action_mark(self) -> None:
        """Single the deal out for discussion, or no longer."""
        deal = self.cursor_deal()
        if deal is None or not self.may_write():
            return
        state, there = self.meeting_state(), self.meeting.marked.get(deal.id)
        what = word("reviewing.unmarked" if there else "reviewing.marked", name=clean(deal.name, 60))
        self._keep(what, lambda change: deciding.mark(change, state, deal, there))

    def action_call_number(self) -> None:
        """Keep the number that an owner, or with ! in front the manager, stands for."""
        if not self.may_write():
            return
        deal = self.cursor_deal()
        owner = deal.owner if deal else ""
        currency = self.workspace.config.currency

        def understood(text: str) -> str:
            role, amount, found, note = deciding.call_of(text, currency)
            if found != currency:
                raise ValueError(word("review.call.currency", found=found, expected=currency))
            who = word("review.everyone") if role == "manager" else clean(person(self.workspace, owner), 30)
            return f"{word(f'review.role.{role}')} {who}: {amounts.show(amount, found)} {clean(note, 100)}"

        def keep(text: str | None) -> None:
            if text is None:
                return
            role, amount, found, note = deciding.call_of(text, currency)
            state = self.meeting_state()
            self._keep(
                word("reviewing.call.what", number=amounts.show(amount, found)),
                lambda change: deciding.call(
                    change, state, amount, found, role, "" if role == "manager" else owner, note, currency
                ),
            )

        title = word("reviewing.call.title", name=clean(person(self.workspace, owner), 30))
        self.app.push_screen(LineDialog(title, understood, hint=word("reviewing.call.hint")), keep)

    def action_dates(self) -> None:
        """Change the close date and the day of the next step, or say until when and for what the deal waits."""
        deal = self.open_deal()
        if deal is None:
            return
        seen = deal
        waits = self.workspace.trail(deal.account).of(deal.id).waits

        def lacking(draft: Opportunity, _: Mapping[str, str]) -> Mapping[str, str]:
            if draft.wait_until is None or draft.wait_until == seen.wait_until:
                return {}
            if draft.wait_until <= self.today():
                return {"wait_until": word("review.past", day=draft.wait_until.isoformat())}
            if waits >= MOST_WAITS:
                return {"wait_until": word("review.wait.often", n=waits)}
            return {} if draft.wait_for.strip() else {"wait_for": word("review.wait.no_reason")}

        def save(patch: dict[str, Any], _: dict[str, str]) -> None:
            what = word("screens.edited", kind=self._kind(Opportunity), name=clean(seen.name))
            if patch and self.keep_deal(seen, patch, what, str(patch.get("wait_for", ""))):
                self.tell(what)

        names = ("close_date", "next_date", "wait_until", "wait_for")
        self.ask(deal, word("deals.dates.title", name=clean(deal.name, 60)), names, save, lacking=lacking)

    def _action(self, text: str, deal: Opportunity | None, today: dt.date) -> tuple[str, dt.date, str]:
        """Owner, day and text of an action; ValueError with a sentence."""
        owner = deal.owner if deal else ""
        words = text.split()
        if words and words[0].startswith(("@", "＠")):
            owner = self._salesperson(words[0][1:])
            words = words[1:]
        due = today + dt.timedelta(days=_DUE_DAYS)
        for used in range(min(_MOST_WORDS, len(words)), 0, -1):
            try:
                due, words = dates.parse(" ".join(words[:used]), today), words[used:]
                break
            except ValueError:
                continue
        what = " ".join(words)
        if not what:
            raise ValueError(word("review.action.no_text"))
        if not owner:
            raise ValueError(word("review.action.no_owner"))
        if due < today:
            raise ValueError(word("review.past", day=due.isoformat()))
        return owner, due, what

    def _salesperson(self, text: str) -> str:
        from kamtui.store.text.pinyin import matches

        people = [one for one in self.workspace.records(Salesperson).values() if not one.archived]
        found = [one for one in people if text.casefold() in (one.name.casefold(), *map(str.casefold, one.aliases))]
        found = found or [one for one in people if text and matches(text, one.name)]
        if len(found) != 1:
            known = ", ".join(clean(one.name, 20) for one in (found or people)[:8])
            key = "review.log.several" if found else "review.scope.unknown"
            raise ValueError(word(key, text=clean(text, 30), known=known))
        return found[0].id

    def _keep(self, what: str, act: Callable[[Change], object]) -> None:
        def change_it(change: Change) -> None:
            act(change)

        if self.save(what, change_it):
            self.tell(what)

    def _called(self, deal: Opportunity | None) -> str:
        return clean(deal.name, 60) if deal else word("reviewing.whole")


def _understood_note(text: str) -> str:
    kind, said = deciding.kind_of(text)
    if not said:
        raise ValueError(word("review.action.no_text"))
    return f"{word(f'reviewing.note.{kind}')}: {clean(said, 200)}"
