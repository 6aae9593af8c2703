"""Lists, boards and pages as lines of text: for screen readers, for a pipe, for a terminal that can do little.

Nothing is drawn and nothing stands in columns; each line says what its values are. The numbers are those of the
screens, from the same functions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kamtui.store.fields import UNKNOWN, Field, label, name_of, show
from kamtui.store.figures.pipeline import Total, days_in_stage
from kamtui.store.lists.columns import columns_of
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text import amounts, dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

SHORT_ID = 8


def print_records(workspace: Workspace, found: Iterable[Record], fields: Sequence[Field]) -> int:
    """Print a line for each record: its number, its name, what is known of it, the end of its id; how many."""
    count = 0
    for count, record in enumerate(found, 1):
        kind = type(record)
        parts = [
            f"{label(kind, each.name)}: {text}"
            for each in fields
            if each.name != "name" and (text := show(workspace, record, each)) != UNKNOWN
        ]
        parts += computed_facts(workspace, record)
        parts.append(f"{label(kind, 'id')}: {record.id[-SHORT_ID:]}")
        print(f"{count}. {clean(name_of(record))}; {'; '.join(' '.join(part.split()) for part in parts)}")
    return count


def computed_facts(workspace: Workspace, record: Record) -> Iterator[str]:
    """What a list shows beyond the fields of a record, where it is known: sums, the last contact, the next step."""
    today = dates.today()
    for column in columns_of(type(record)):
        if column.computed and (text := column.text(workspace, record, today)) != UNKNOWN:
            yield f"{column.label}: {text}"


def print_board(
    workspace: Workspace, stages: Mapping[str, Sequence[Opportunity]], totals: Mapping[str, tuple[Total, Total]]
) -> None:
    """Print each buying stage with its sum and its weighted sum, and its deals below it, one a line."""
    today = dates.today()
    for stage, deals in stages.items():
        print(f"{stage_label(workspace, stage)}: {stage_total(*totals[stage])}")
        for number, deal in enumerate(deals, 1):
            print(f"  {number}. {'; '.join(_deal(workspace, deal, today))}")


def stage_label(workspace: Workspace, stage: str) -> str:
    """The name of a buying stage."""
    return workspace.method.label_of("stages", stage) or clean(stage, 20) or word("shell.plain.no_stage")


def stage_total(summed: Total, worth: Total) -> str:
    """How many deals, what they are worth together, and that weighted by their odds."""
    count = word("shell.plain.count", n=summed.n)
    weighted = word("shell.plain.weighted", sum=sums(worth))
    return f"{count}; {sums(summed)}; {weighted}" if summed.n else count


def sums(summed: Total) -> str:
    """A total in words: currencies apart, and how many amounts are not known."""
    parts = [amounts.show(minor, currency) for currency, minor in summed.amounts.items()]
    if summed.unknown:
        parts.append(word("shell.plain.unknown", n=summed.unknown))
    return " + ".join(parts)


def _deal(workspace: Workspace, deal: Opportunity, today: dt.date) -> Iterator[str]:
    """What a card of the board shows, in words."""
    account = workspace.get(Account, deal.account)
    yield f"{clean(account.name)} / {clean(deal.name)}" if account else clean(deal.name)
    currency = deal.currency or workspace.config.currency
    yield word("shell.plain.no_amount") if deal.amount is None else amounts.show(deal.amount, currency)
    days = days_in_stage(deal, today)
    if days is not None:
        yield word("shell.plain.days", n=days)
    if deal.close_date:
        overdue = word("shell.plain.overdue") if deal.close_date < today else ""
        yield f"{label(Opportunity, 'close_date')}: {deal.close_date.isoformat()}{overdue}"
    if workspace.rules(today).is_stalled(workspace.standing(deal)):
        yield word("shell.plain.stalled")
    yield f"{label(Opportunity, 'next_step')}: {clean(deal.next_step) or UNKNOWN}"
