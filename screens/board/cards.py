"""What a card of the board says: its lines, and marks of one or two characters for what to look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from kamtui.screens.widgets.board_state import BoardCard
from kamtui.screens.widgets.glyphs import FILLED, HOLLOW, UNDECIDED
from kamtui.store.deals.saying import sign
from kamtui.store.figures.deciders import has_power
from kamtui.store.figures.pipeline import category_of, days_in_stage, odds
from kamtui.store.figures.tracks import course, gap
from kamtui.store.figures.trail import DealTrail, Move
from kamtui.store.records import Account, Contact, Opportunity, Salesperson
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language, word
from kamtui.store.workspace import Workspace

MARKS = {"undecided": UNDECIDED, "step_overdue": "!", "step_today": "*", "step_ahead": ".", "no_next_step": "?",
         "stalled": "z", "pushed": "»3", "no_power": "P", "overdue": "12-31!", "picked": "*",
         "tracks": "○●+1>"}  # fmt: skip
"""The marks on cards as the help shows them; their meaning is `keys.mark.NAME`."""

_MODES = {"resonance": "=", "straight-line": ">", "feeling": "~"}
"""How the two tracks ran (A3.05), in one character."""

PUSHED = 3
"""Times that a close date was moved later from which on the card says so."""

_PLAIN = 330
"""Days from today within which month and day say enough."""

_OWN_LINE = ("account", "deal", "next")
"""Fields that take a line of their own."""


def card_of(
    workspace: Workspace, deal: Opportunity, today: dt.date, fields: tuple[str, ...], lane: str, past: DealTrail
) -> BoardCard:
    """The card of a deal: the first line names it, longer texts have one each, what is short stands below."""
    said = {name: CARD_FIELDS[name](workspace, deal, today) for name in fields}
    own = [said[name] for name in fields if name in _OWN_LINE and said[name]]
    account = workspace.get(Account, deal.account)
    title = own[0] if own else clean((account.name if account else "") or deal.name, 60)
    details = tuple(said[name] for name in fields if name not in _OWN_LINE and said[name])
    overdue = deal.close_date is not None and deal.close_date < today
    marks = next_step_mark(deal, today) + _marks(workspace, deal, today, past.pushes)
    return BoardCard(
        deal.id,
        (title, *own[1:]),
        details,
        marks,
        "warning" if overdue else "",
        lane,
        tracks=tracks_mark(workspace, deal, today, past.moves),
    )


def lines_of(fields: tuple[str, ...]) -> int:
    """The lines that cards with these fields can fill: two of details, which narrow columns need."""
    own = sum(name in _OWN_LINE for name in fields)
    return max(own, 1) + 2 * (own < len(fields))


def next_step_mark(deal: Opportunity, today: dt.date) -> str:
    """Whether there is a next step, and whether its day has passed, is today, or is ahead or open."""
    if not deal.next_step and deal.next_date is None:
        return MARKS["no_next_step"]
    if deal.next_date is None or deal.next_date > today:
        return MARKS["step_ahead"]
    return MARKS["step_today" if deal.next_date == today else "step_overdue"]


def tracks_mark(workspace: Workspace, deal: Opportunity, today: dt.date, moves: Iterable[Move]) -> str:
    """Both tracks in a few characters (A3.01-A3.05): the buyer's, ours, the gap, and how they ran.

    The buyer's circle is hollow while there is no evidence for the step that was reached, ours while our step is not
    known. A gap that is not known is "?".
    """
    method = workspace.method
    found = gap(deal, method)
    ran = course(deal, (move for move in moves if move.day <= today), method, today)
    buyer = FILLED if found.buyer is not None and deal.stage in deal.evidence else HOLLOW
    ours = HOLLOW if found.seller is None else FILLED
    return buyer + ours + sign(found.gap) + _MODES[ran.mode]


def _marks(workspace: Workspace, deal: Opportunity, today: dt.date, pushes: int) -> str:
    stalled = MARKS["stalled"] if workspace.rules(today).is_stalled(workspace.standing(deal)) else ""
    pushed = f"»{min(pushes, 9)}" if pushes >= PUSHED else ""
    undecided = UNDECIDED if deal.id in workspace.undecided else ""
    contacts = workspace.of_account(Contact, deal.account) if deal.account else ()
    power = "" if has_power(deal, contacts, workspace.method) else MARKS["no_power"]
    return undecided + stalled + pushed + power


def _account(workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    account = workspace.get(Account, deal.account)
    return clean(account.name, 60) if account else ""


def _deal(_workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    return clean(deal.name, 60)


def _amount(workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    if deal.amount is None:
        return word("screens.unknown")
    return amounts.brief(deal.amount, deal.currency or workspace.config.currency)


def _close(_workspace: Workspace, deal: Opportunity, today: dt.date) -> str:
    """Month and day, with a mark once it has passed; with the year where they would be taken for a nearer day."""
    if deal.close_date is None:
        return ""
    shown = deal.close_date.isoformat()[2 if abs((deal.close_date - today).days) >= _PLAIN else 5 :]
    return shown + ("!" if deal.close_date < today else "")


def _days(_workspace: Workspace, deal: Opportunity, today: dt.date) -> str:
    days = days_in_stage(deal, today)
    return "" if days is None else word("screens.days", n=days)


def _category(workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    """The beginning of the category's name, with a mark where a person has picked it."""
    category = category_of(deal, workspace.method)
    label = clean(workspace.method.label_of("forecast_categories", category), 40)
    picked = MARKS["picked"] if deal.category else ""
    return label[: 2 if language() == "zh" else 4] + picked if label else ""


def _owner(workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    owner = workspace.get(Salesperson, deal.owner)
    return clean(owner.name, 12) if owner else ""


def _tier(workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    account = workspace.get(Account, deal.account)
    return clean(account.tier, 6) if account else ""


def _odds(workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    percent = odds(deal, workspace.method)
    return "" if percent is None else f"{percent}%" + (MARKS["picked"] if deal.odds is not None else "")


def _next(_workspace: Workspace, deal: Opportunity, _: dt.date) -> str:
    return clean(deal.next_step, 60)


CARD_FIELDS: dict[str, Callable[[Workspace, Opportunity, dt.date], str]] = {
    "account": _account,
    "deal": _deal,
    "amount": _amount,
    "close": _close,
    "days": _days,
    "category": _category,
    "owner": _owner,
    "tier": _tier,
    "odds": _odds,
    "next": _next,
}
"""What a card can show, by name; their labels are `board.field.NAME`."""
