"""What a review decides about a deal: notes, risks, actions that become tasks, dated waits, numbers called."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kamtui.store.change import Change
from kamtui.store.figures.risks import MOST_WAITS
from kamtui.store.records import Call, Decision, Opportunity, Task
from kamtui.store.records.review import CallRole, DecisionKind
from kamtui.store.review.meeting import State
from kamtui.store.text import amounts
from kamtui.store.text.words import word


def note(
    change: Change, state: State, text: str, deal: Opportunity | None, kind: DecisionKind = "decision"
) -> Decision:
    """Keep what was said about a deal, or about the whole."""
    return change.add(
        Decision(text=text, review=state.name, step=state.step, kind=kind, opportunity=deal.id if deal else "")
    )


_KINDS: dict[str, DecisionKind] = {"!": "risk", "！": "risk", "?": "help", "？": "help", ".": "note", "。": "note"}


def kind_of(text: str) -> tuple[DecisionKind, str]:
    """What a line is by the mark in front of it, and the line without that: "! price" is a risk."""
    plain = text.strip()
    kind = _KINDS.get(plain[:1])
    return (kind, plain[1:].strip()) if kind else ("decision", plain)


def call_of(text: str, currency: str) -> tuple[CallRole, int, str, str]:
    """A number called: whose it is, the amount in the smallest unit, its currency and a note behind it.

    "!320万 without Saltmere" is the manager's. Raises ValueError, worded for the person who typed it.
    """
    plain = text.strip()
    role: CallRole = "manager" if plain[:1] in ("!", "！") else "owner"
    number, _, note = (plain[1:] if role == "manager" else plain).strip().partition(" ")
    amount, found = amounts.parse_money(number, currency)
    return role, amounts.to_minor(amount, found), found, note.strip()


def mark(change: Change, state: State, deal: Opportunity, there: Decision | None) -> None:
    """Single a deal out for discussion, or no longer."""
    if there is not None:
        change.remove(there)
    else:
        note(change, state, deal.name, deal, "mark")


def action(
    change: Change, state: State, text: str, deal: Opportunity | None, owner: str, due: dt.date, today: dt.date
) -> Decision:
    """Make an action of the review, which becomes a task of the deal's account.

    Raises ValueError for an action that is nobody's, or due in the past.
    """
    if not text.strip():
        raise ValueError(word("review.action.no_text"))
    if not owner:
        raise ValueError(word("review.action.no_owner"))
    if due < today:
        raise ValueError(word("review.past", day=due.isoformat()))
    place: dict[str, Any] = {"account": deal.account, "opportunity": deal.id} if deal else {}
    task = change.add(Task(title=text, due=due, owner=owner, **place))
    return change.add(
        Decision(text=text, review=state.name, step=state.step, kind="action", owner=owner, due=due, task=task.id,
                 opportunity=deal.id if deal else "")
    )  # fmt: skip


def call(
    change: Change, state: State, amount: int, currency: str, role: CallRole, owner: str, text: str, expected: str
) -> Call:
    """Keep the number that someone stands for in the review's period.

    Raises ValueError for a number in another currency than the one that is looked at.
    """
    if currency != expected:
        raise ValueError(word("review.call.currency", found=currency, expected=expected))
    return change.add(
        Call(review=state.name, first=state.first, last=state.last, role=role, owner=owner, amount=amount,
             currency=currency, note=text)
    )  # fmt: skip


def wait(change: Change, deal: Opportunity, until: dt.date, what: str, waits: int, today: dt.date) -> None:
    """Give a deal a day until which it counts as waiting, at most twice (ux 6.2).

    `waits` is how often that has been done. Raises ValueError for a third time, no reason, or a day that is over.
    """
    if until <= today:
        raise ValueError(word("review.past", day=until.isoformat()))
    if not what.strip():
        raise ValueError(word("review.wait.no_reason"))
    if waits >= MOST_WAITS:
        raise ValueError(word("review.wait.often", n=waits))
    change.set(deal, what, wait_until=until, wait_for=what)
