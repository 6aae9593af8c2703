"""`kamtui list`: the records of one kind, for people, for spreadsheets and for programs."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from kamtui.cli.common import kind_named, kinds, opened, print_utf8, talk, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.plain import print_records
from kamtui.cli.tables import print_csv, print_table
from kamtui.cli.usage import Parser
from kamtui.store.fields import Field, as_json, cell, field_of, fields_of, label, name_of, show
from kamtui.store.records import Account, Activity, Contact, ListView, Opportunity, OrderLine, Record, Task
from kamtui.store.text import dates, pinyin
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.filters import Filter

COLUMNS = {
    "accounts": ("name", "tier", "industry", "location", "owner", "revenue"),
    "contacts": ("name", "account", "title", "level", "attitude", "influence"),
    "opportunities": ("name", "account", "status", "stage", "amount", "close_date", "owner"),
    "activities": ("date", "account", "kind", "subject", "owner"),
    "tasks": ("due", "title", "account", "owner", "done"),
    "services": ("date", "account", "kind", "subject", "score", "closed"),
    "promises": ("due", "title", "account", "owner", "done"),
    "targets": ("period", "name", "figure", "amount", "owner", "team", "customer"),
    "company_totals": ("period", "name", "sales", "profit"),
    "competitors": ("name", "origin", "website", "tags"),
    "products": ("name", "code", "line", "category", "price"),
    "salespeople": ("name", "team", "manager", "region"),
    "needs": ("name", "account", "kind", "type", "importance", "urgency", "status", "owner"),
    "projects": ("name", "account", "year", "fund_source", "budget"),
    "contracts": ("name", "account", "number", "starts", "ends", "amount"),
    "criteria": ("name", "account", "opportunity", "weight", "favours", "designer"),
    "rivals": ("competitor", "account", "product", "quantity", "share", "satisfaction", "expires", "rep"),
    "intelligence": ("date", "competitor", "account", "subject", "source", "reliability"),
    "objections": ("date", "kind", "competitor", "subject", "account"),
    "quotes": ("name", "version", "account", "opportunity", "date", "discount"),
    "concessions": ("date", "name", "kind", "by", "amount", "for_what"),
    "gifts": ("date", "name", "contact", "value", "owner"),
    "orders": ("date", "account", "customer", "order_no", "product", "quantity", "amount"),
}
"""What the table shows of each kind."""
NUMBERS = ("money", "int", "percent", "quantity")
_SHORT_ID = 8
_STATUS_ORDER = ("open", "won", "lost")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("kind", metavar="KIND", type=kind_named, help=word("cli.arg.kind", kinds=kinds()))
    parser.add_argument("words", metavar="WORD", nargs="*", default=[], help=word("cli.arg.words"))
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=word("cli.arg.json"))
    form.add_argument("--csv", action="store_true", help=word("cli.arg.csv"))
    form.add_argument("--plain", action="store_true", help=word("shell.arg.plain"))
    parser.add_argument("--view", metavar="NAME", help=word("cli.arg.view"))
    parser.add_argument("--all", action="store_true", help=word("cli.arg.all"))
    parser.add_argument("--limit", metavar="N", type=whole, help=word("cli.arg.limit"))


def run(arguments: argparse.Namespace) -> int:
    """Print the records that fit."""
    with opened(arguments) as workspace:
        kind: type[Record] = arguments.kind
        view = _view(workspace, kind, arguments.view)
        found = _in_order(workspace, kind, view)
        asked = asked_for(workspace, kind, [*([view.filter] if view and view.filter else []), *arguments.words])
        if not (arguments.all or (asked and asked.asks_for_archived)):
            found = (record for record in found if not record.archived)
        if asked:
            found = filter(asked.matches, found)
        if arguments.limit is not None:
            found = islice(found, arguments.limit)
        if arguments.json:
            count = _print_json(workspace, found)
        elif arguments.csv:
            count = _print_csv(workspace, kind, found)
        elif arguments.plain:
            count = print_records(workspace, found, [field_of(kind, name) for name in COLUMNS[kind.table]])
        else:
            count = _print_view(workspace, view, kind, found) if view else _print_table(workspace, kind, found)
            if sys.stdout.isatty() and count:
                talk(word("cli.list.cut" if count == arguments.limit else "cli.list.count", n=f"{count:,}"))
        if not count:
            talk(word("cli.list.none"))
    return OK


def _view(workspace: Workspace, kind: type[Record], name: str | None) -> ListView | None:
    """The saved view of this name, the person's own or the team's."""
    if name is None:
        return None
    from kamtui.store.lists.views import view_named

    try:
        return view_named(workspace, kind, name)
    except ValueError as error:
        raise CommandError(USAGE, str(error)) from None


def _in_order(workspace: Workspace, kind: type[Record], view: ListView | None) -> Iterable[Record]:
    """All records, in the order of the view where it has one."""
    found = ordered(workspace, kind)
    if view is None:
        return found
    from kamtui.store.lists.columns import ordered as in_order

    return in_order(workspace, found, kind, view.sort, _today(), view.reverse)


def _print_view(workspace: Workspace, view: ListView, kind: type[Record], found: Iterable[Record]) -> int:
    """Print the columns of a view, and the end of the id."""
    from kamtui.store.lists.columns import chosen

    columns, today = chosen(kind, view.columns), _today()
    rows = ([*(one.text(workspace, record, today) for one in columns), record.id[-_SHORT_ID:]] for record in found)
    head = [*(one.label for one in columns), label(kind, "id")]
    return print_table(head, rows, [*(one.kind in NUMBERS for one in columns), False])


def _today() -> dt.date:
    return dates.today()


def whole(text: str) -> int:
    """A number of records; raises argparse's error for what is none."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(word("cli.usage.number", name="--limit", found=text))
    return int(text)


def ordered(workspace: Workspace, kind: type[Record]) -> Iterator[Record]:
    """All records of a kind in the order in which people look through them; order lines month by month."""
    if kind is OrderLine:
        for month in workspace.order_months():
            yield from workspace.order_lines(month)
        return
    yield from sorted(workspace.records(kind).values(), key=_sort_key(workspace, kind))


def _sort_key(workspace: Workspace, kind: type[Record]) -> Callable[[Any], Any]:
    spelled = lru_cache(maxsize=None)(pinyin.sort_key)
    names = {account.id: account.name for account in workspace.records(Account).values()}

    def by_account(record: Any) -> str:
        return spelled(names.get(record.account, ""))

    match kind:
        case _ if kind is Opportunity:
            stages = {stage.id: place for place, stage in enumerate(workspace.method.stages)}
            return lambda deal: (
                _STATUS_ORDER.index(deal.status),
                stages.get(deal.stage, len(stages)),
                -(deal.amount or 0),
            )
        case _ if kind is Contact:
            return lambda person: (by_account(person), spelled(person.name))
        case _ if kind is Task:
            return lambda task: (task.done is not None, task.due or dt.date.max, by_account(task))
        case _ if kind is Activity:
            return lambda activity: (-(activity.date or dt.date.min).toordinal(), by_account(activity))
    return lambda record: spelled(name_of(record))


def asked_for(workspace: Workspace, kind: type[Record], words: Sequence[str]) -> Filter | None:
    """What the words ask for; what of them was not understood is said on stderr."""
    if not words:
        return None
    from kamtui.store.filters import parse

    asked = parse(" ".join(words), kind, workspace, _today())
    for problem in asked.problems:
        talk(problem)
    return asked


def _print_json(workspace: Workspace, found: Iterable[Record]) -> int:
    """Print one array, a record a line, each as soon as it is known."""
    print_utf8()
    count = 0
    for count, record in enumerate(found, 1):
        print("[\n" if count == 1 else ",\n", to_json(as_json(workspace, record)), sep="", end="")
    print("\n]" if count else "[]")
    return count


def _print_csv(workspace: Workspace, kind: type[Record], found: Iterable[Record]) -> int:
    """Print every field, the id first, under the fields' names."""
    print_utf8()
    fields = fields_of(kind)
    rows = ([record.id, *(cell(workspace, record, field) for field in fields)] for record in found)
    return print_csv(
        ["id", *(field.key for field in fields)], rows, [True, *(field.kind in NUMBERS for field in fields)]
    )


def _print_table(workspace: Workspace, kind: type[Record], found: Iterable[Record]) -> int:
    """Print the columns that matter most, and the end of the id, by which a record can be named."""
    fields = [field_of(kind, name) for name in COLUMNS[kind.table]]
    head = [*(label(kind, field.name) for field in fields), label(kind, "id")]
    rows = ([*_shown(workspace, record, fields), record.id[-_SHORT_ID:]] for record in found)
    return print_table(head, rows, [*(field.kind in NUMBERS for field in fields), False])


def _shown(workspace: Workspace, record: Record, fields: Iterable[Field]) -> list[str]:
    return [show(workspace, record, field) for field in fields]
