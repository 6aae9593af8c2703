"""How records look in lists and on cards: pure functions from records to rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kamtui.screens.widgets.board_state import BoardCard, BoardColumn
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.figures.pipeline import Total, by_stage, days_in_stage, is_stalled, total
from kamtui.store.records import Account, Opportunity, Salesperson
from kamtui.store.text import amounts
from kamtui.store.text.pinyin import sort_key
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.filters import Filter

ACCOUNT_SORTS = ("tier", "name", "pipeline", "last")
"""The orders of the account list, in the order in which one key goes through them."""

UNDECIDED = "&"
"""Marks what holds a field about which someone has to decide."""

MARKS = {"undecided": UNDECIDED, "overdue": "!", "stalled": "z", "no_next_step": "?"}
"""What a card says of a deal with one character each; the help explains them as `keys.mark.NAME`."""


def account_columns(sort: str) -> list[Column]:
    """The columns of the account list; a mark shows which one sorts."""

    def title(name: str) -> str:
        return word(f"screens.column.{name}") + (" v" if name == sort else "")

    return [
        Column("name", title("name"), 22, flexible=True),
        Column("tier", title("tier"), 6),
        Column("region", title("region"), 8, priority=4),
        Column("industry", title("industry"), 12, priority=5),
        Column("owner", title("owner"), 8, priority=3),
        Column("deals", title("deals"), 6, align="right", priority=2),
        Column("pipeline", title("pipeline"), 14, align="right", priority=1),
        Column("last", title("last"), 10, priority=2),
    ]


def account_rows(workspace: Workspace, sort: str, asked: Filter | None) -> LazyRows:
    """A row for each account that the filter lets through, in the order of `sort`.

    Key accounts come before the others; what is not known comes last. A row is made when it is first drawn.
    """
    accounts = workspace.records(Account).values()
    if asked:
        found = [each for each in accounts if (not each.archived or asked.asks_for_archived) and asked.matches(each)]
    else:
        found = [account for account in accounts if not account.archived]
    found.sort(key=lambda account: _sort_key(workspace, account, sort))
    keys = [account.id for account in found]
    return LazyRows(keys, lambda number: _account_row(workspace, found[number]))


class BoardView:
    """The board's columns; a card is made once for each version of its deal."""

    def __init__(self, workspace: Workspace) -> None:
        """Show the open opportunities of `workspace`."""
        self._workspace = workspace
        self._made: dict[str, tuple[Opportunity, str, dt.date, BoardCard]] = {}

    def columns(self, asked: Filter | None, today: dt.date) -> list[BoardColumn]:
        """The open opportunities that the filter lets through, a column for each buying stage (A3.01)."""
        workspace = self._workspace
        accounts = workspace.records(Account)
        deals: Iterable[Opportunity] = workspace.records(Opportunity).values()
        if asked:
            deals = filter(asked.matches, deals)
        columns = []
        for stage_id, group in by_stage(deals, workspace.method).items():
            stage = workspace.method.stage(stage_id)
            title = stage.head if stage else clean(stage_id, 20) or word("screens.no_stage")
            cards = tuple(self._card(deal, _name_of(accounts, deal), today) for deal in group)
            columns.append(BoardColumn(stage_id, title, total_text(total(group, workspace.config.currency)), cards))
        return columns

    def _card(self, deal: Opportunity, account: str, today: dt.date) -> BoardCard:
        made = self._made.get(deal.id)
        if made is None or made[0] is not deal or made[1:3] != (account, today):
            made = self._made[deal.id] = (deal, account, today, _card(self._workspace, deal, account, today))
        return made[3]


def total_text(summed: Total) -> str:
    """A total in few characters: how many, the sum of each currency, how many amounts are not known."""
    sums = [amounts.brief(minor, currency) for currency, minor in summed.amounts.items()]
    if summed.unknown:
        sums.append(word("screens.unknown_amounts", n=summed.unknown))
    return " ".join((str(summed.n), "+".join(sums))).rstrip()


def deal_line(workspace: Workspace, deal: Opportunity, today: dt.date) -> tuple[str, list[str]]:
    """What the line under the board says of the deal under the cursor: whose it is, and how it stands."""
    account = workspace.records(Account).get(deal.account)
    close = deal.close_date.isoformat() if deal.close_date else word("screens.no_close_date")
    days = days_in_stage(deal, today)
    head = f"{clean(account.name, 40) if account else word('screens.no_account')} / {clean(deal.name, 60)}"
    currency = deal.currency or workspace.config.currency
    parts = [
        word("screens.no_amount") if deal.amount is None else amounts.show(deal.amount, currency),
        word("screens.closes", day=close),
        word("screens.in_stage", days=days) if days is not None else "",
        word("screens.next", step=clean(deal.next_step, 60)) if deal.next_step else word("screens.no_next_step"),
    ]
    return head, [part for part in parts if part]


def _name_of(accounts: dict[str, Account], deal: Opportunity) -> str:
    return accounts[deal.account].name if deal.account in accounts else ""


def _sort_key(workspace: Workspace, account: Account, sort: str) -> tuple[object, ...]:
    if sort == "name":
        return (sort_key(account.name),)
    if sort == "last":
        last = workspace.last_activity(account.id)
        return (-last.toordinal() if last else 0, account.name)
    money = -next(iter(workspace.open_pipeline(account.id).amounts.values()), 0)
    if sort == "pipeline":
        return (money, account.name)
    tiers = workspace.method.tiers
    tier = next((place for place, each in enumerate(tiers) if each.id == account.tier), len(tiers))
    return (not account.key, tier, money, account.name)


def _account_row(workspace: Workspace, account: Account) -> Row:
    owner = workspace.get(Salesperson, account.owner)
    summed = workspace.open_pipeline(account.id)
    last = workspace.last_activity(account.id)
    sums = [amounts.show(minor, currency) for currency, minor in summed.amounts.items()]
    more = "+" if len(sums) > 1 or (sums and summed.unknown) else ""
    mark = f"{UNDECIDED} " if account.id in workspace.undecided_accounts else ""
    cells = (
        Cell(mark + clean(account.name), "" if account.key else "muted"),
        clean(workspace.method.label_of("tiers", account.tier), 20) if account.tier else "-",
        clean(account.region, 20),
        clean(account.industry, 20),
        clean(owner.name, 20) if owner else "",
        str(summed.n) if summed.n else "",
        sums[0] + more if sums else word("screens.unknown") if summed.n else "",
        last.isoformat() if last else "-",
    )
    return Row(account.id, cells)


def _card(workspace: Workspace, deal: Opportunity, account: str, today: dt.date) -> BoardCard:
    currency = deal.currency or workspace.config.currency
    details = [word("screens.unknown") if deal.amount is None else amounts.brief(deal.amount, currency)]
    days = days_in_stage(deal, today)
    if days is not None:
        details.append(word("screens.days", n=days))
    if deal.close_date:
        details.append(deal.close_date.strftime("%m-%d"))
    overdue = deal.close_date is not None and deal.close_date < today
    seen = {
        "undecided": deal.id in workspace.undecided,
        "overdue": overdue,
        "stalled": is_stalled(deal, workspace.method, today),
        "no_next_step": not deal.next_step,
    }
    marks = "".join(mark for name, mark in MARKS.items() if seen[name])
    title = clean(account or deal.name, 60)
    return BoardCard(deal.id, (title, " ".join(details), clean(deal.name, 60)), marks, "warning" if overdue else "")
