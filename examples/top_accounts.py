"""Print the open pipeline of each account, the largest first: `python examples/top_accounts.py FOLDER`.

Amounts in different currencies are never added up: an account with two has two lines.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kamtui.store.records import Account, Opportunity
from kamtui.store.text.amounts import show
from kamtui.store.workspace import Workspace


def open_pipeline(workspace: Workspace) -> Counter[tuple[str, str]]:
    """The sum of open opportunities by (account's id, currency), in the currency's smallest unit."""
    total: Counter[tuple[str, str]] = Counter()
    for deal in workspace.records(Opportunity).values():
        if deal.status == "open" and deal.amount and not deal.archived:
            total[deal.account, deal.currency or workspace.config.currency] += deal.amount
    return total


def main(folder: Path) -> None:
    """Print one line for each account and currency, and how many open deals have no amount."""
    workspace = Workspace.open(folder)
    accounts = workspace.records(Account)
    for (account, currency), amount in open_pipeline(workspace).most_common():
        name = accounts[account].name if account else "(no account)"
        print(f"{show(amount, currency):>10}  {name}")
    deals = workspace.records(Opportunity).values()
    print(f"Without an amount: {sum(deal.status == 'open' and deal.amount is None for deal in deals)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
