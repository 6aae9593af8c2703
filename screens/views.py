"""How records look in lists: pure functions from records to rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kamtui.screens.board_cards import UNDECIDED
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.records import Account, Salesperson
from kamtui.store.text import amounts
from kamtui.store.text.pinyin import sort_key
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.filters import Filter

ACCOUNT_SORTS = ("tier", "name", "pipeline", "last")
"""The orders of the account list, in the order in which one key goes through them."""


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
