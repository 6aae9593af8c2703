"""The data quality page: what is wrong with the data, and what makes it right with one key (A9.03, A9.04)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.order_reading import OrderReading
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row, keys_of
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store import fields
from kamtui.store.answers import FIGURES
from kamtui.store.answers.model import money
from kamtui.store.records import KINDS, Account, Competitor, Contact, Opportunity, OrderLine, Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy import (
    Issue,
    Source,
    ignored,
    ignoring,
    issues,
    keep_apart,
    merge_accounts,
    merge_orders,
    merge_people,
    merge_rivals,
    rescale_orders,
    searching,
    sources,
    unsearched,
)
from kamtui.store.tidy.order_fixes import month_of, order_line, power_of
from kamtui.store.workspace import Change, Workspace

MOST_LINES = 20
"""Order lines of an issue that are looked up: the first of them are told."""
_KINDS = ("error", "duplicate", "unit", "outlier", "missing")
"""In the order in which they are shown: what falsifies figures most comes first."""


class QualityScreen(ListScreen, OrderReading, RecordActions):
    """Errors, duplicates, suspect units, outliers and missing values, each with the record that has it."""

    KIND = "quality"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Look through `workspace`."""
        super().__init__(workspace, notice)
        self._of_sources = False
        self._columns = [
            Column("record", word("quality.record"), 20, flexible=True),
            Column("about", word("quality.about"), 24, flexible=True),
            Column("kind", word("quality.kind"), 10, priority=1),
        ]
        self.list = VirtualList(self._columns, empty=word("quality.none"))
        self.facts = FactLines(2)
        self._found: dict[str, Issue] = {}
        self._looked: tuple[int, list[Issue]] = (-1, [])
        self._with_ignored = False
        self._same_data = False
        self._lines: dict[str, OrderLine | None] = {}

    def body(self) -> Iterable[Widget]:
        """The issues, and what the one under the cursor means for the figures."""
        yield self.list
        yield self.facts

    def show(self) -> None:
        """Look again, where something has changed."""
        if self._of_sources:
            self._found = {}
            figures = ((figure.name, figure.about) for figure in FIGURES.values())
            self.list.set_rows([source_row(each) for each in sources(self.workspace, figures, self.today())])
            self.title_bar.show(crumbs=[word("quality.sources")])
            self.facts.set_lines([])
            return
        if not self._same_data and (months := unsearched(self.workspace, self.today())):
            self.wait_for("quality", months, partial(searching, self.workspace, months, self.today()))
            return
        if self._looked[0] != self.workspace.generation:
            self._lines = {}
            self._looked = (
                self.workspace.generation,
                self._looked[1] if self._same_data else issues(self.workspace, self.today()),
            )
        known = ignored(self.workspace)
        hidden = {part.key for found in self._looked[1] if found.key in known for part in found.parts()} | known.keys()
        self._found = {}
        keys: list[str] = []
        counts = []
        for kind in _KINDS:
            own = {part.key: part for found in self._looked[1] if found.kind == kind for part in found.parts()}
            shown = {key: each for key, each in own.items() if self._with_ignored or key not in hidden}
            if shown:
                keys += [f"-{kind}", *shown]
                counts.append(f"{word(f'quality.kind.{kind}')} {len(shown)}")
                self._found |= shown
        self.list.set_rows(LazyRows(keys, lambda at: self._row(keys[at], hidden)))
        if (self.list.cursor_key or "").startswith("-") and self.list.cursor_row == 0 and len(keys) > 1:
            self.list.move_to(keys[1])
        self.title_bar.show(crumbs=counts or [word("quality.clean")])
        self._describe()

    def show_reading(self, said: str) -> None:
        """Say how far the looking through is: in place of the rows, or in the footer where there are rows."""
        self.list.set_empty(said)
        self.tell(said)

    def orders_read(self) -> None:
        """Show what was waited for."""
        self.list.set_empty(word("quality.none"))
        self.show()

    def subject(self) -> Record | None:
        """The record under the cursor; of two that may be one, the first."""
        return self._record_at(self.list.cursor_key or "")

    def _record_at(self, key: str) -> Record | None:
        issue = self._found.get(key)
        records = self._records(issue) if issue else ()
        return records[0] if records else None

    def issue(self) -> Issue | None:
        """The issue under the cursor."""
        return self._found.get(self.list.cursor_key or "")

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Say what the issue does to the figures."""
        event.stop()
        self._describe()

    def action_open(self) -> None:
        """Open the page of the record."""
        if record := self.subject():
            self.open_among(record, map(self._record_at, keys_of(self.list.rows)))

    def action_edit(self) -> None:
        """Edit the record in the field that is wrong; amounts in another unit are all brought into the usual one."""
        found, record = self.issue(), self.subject()
        if found and found.kind == "unit":
            self._fix_unit(found)
        elif found and isinstance(record, OrderLine):
            self._fix_line(record)
        elif found and record:
            known = any(field.name == found.about for field in fields.fields_of(type(record)))
            self.edit_record(type(record), record.id, found.about if known else "")
        else:
            self.tell(word("quality.no_fix"))

    def action_merge(self) -> None:
        """Make one record of two; the older one stays and takes in what the other says."""
        found = self.issue()
        if found and found.kind == "duplicate" and found.table == OrderLine.table:
            self._merge_orders(found)
            return
        records = sorted(self._records(found), key=lambda each: each.id) if found and found.kind == "duplicate" else []
        if len(records) != 2:
            self.tell(word("quality.no_pair"))
            return
        if not self.may_write():
            return
        winner, loser = records
        try:
            if isinstance(winner, Account) and isinstance(loser, Account):
                merge_accounts(self.workspace, winner, loser)
            elif isinstance(winner, Contact) and isinstance(loser, Contact):
                merge_people(self.workspace, winner, loser)
            elif isinstance(winner, Competitor) and isinstance(loser, Competitor):
                merge_rivals(self.workspace, winner, loser)
        except ValueError as error:
            self.warn(str(error))
            return
        except Exception as error:
            self.refuse(error)
            return
        self.show()
        self.tell(word("tidy.merged", winner=clean(fields.name_of(winner), 40), loser=clean(fields.name_of(loser), 40)))

    def action_ignore(self) -> None:
        """Say no more of it, for everyone; pressed on one that is ignored it counts again.

        Of two rivals both remember that they are two, so that no import asks either.
        """
        found = self.issue()
        if found is None:
            return
        if found.kind == "duplicate" and found.table == Competitor.table:
            self._part_rivals(self._records(found))
            return
        known = ignored(self.workspace).get(found.key)
        said = word("quality.counts_again" if known else "quality.ignored")

        def act(change: Change) -> None:
            if known:
                change.set(known, archived=True)
            else:
                ignoring(change, found)

        self._same_data = True
        self.save(word("tidy.ignored", key=found.key) if not known else said, act, lambda: self.tell(said))
        self._same_data = False

    def _part_rivals(self, pair: Sequence[Record]) -> None:
        """Remember that two rivals are two."""
        one, other = pair
        if not self.may_write() or not (isinstance(one, Competitor) and isinstance(other, Competitor)):
            return
        try:
            keep_apart(self.workspace, one, other)
        except Exception as error:
            self.refuse(error)
            return
        self.show()
        what = word("spelling.apart", one=clean(one.name, 40), other=clean(other.name, 40))
        self.tell(word("deals.undoable", what=what))

    def action_preview(self) -> None:
        """Show where the numbers of each figure come from, or the issues again."""
        self._of_sources = not self._of_sources
        self.list.set_columns(source_columns() if self._of_sources else self._columns)
        self.show()

    def action_stuck(self) -> None:
        """Show what is ignored too, or hide it again."""
        self._with_ignored = not self._with_ignored
        self.show()

    def _fix_unit(self, found: Issue) -> None:
        """Ask, and divide the amounts by the power of ten that they are off."""
        power = power_of(found)
        deals = [each for each in self._records(found) if isinstance(each, Opportunity) and each.amount]
        lines = found.table == OrderLine.table
        n = len(self.workspace.order_spellings(month_of(found))) if lines else len(deals)
        if not power or not n:
            self.tell(word("quality.no_fix"))
            return

        def divide(change: Change) -> None:
            if lines:
                rescale_orders(self.workspace, change, found)
            for deal in deals:
                amount = deal.amount or 0
                change.set(deal, amount=round(amount / 10.0**power) if power > 0 else amount * 10 ** abs(power))

        said = word("quality.unit.done", n=n, factor=f"{10 ** abs(power):,}")

        def act(answer: str | None) -> None:
            if answer == "fix":
                self.save(said, divide, lambda: self.tell(said))

        question = word("quality.unit.ask" if power > 0 else "quality.unit.ask_up", n=n, factor=f"{10 ** abs(power):,}")
        answers = [("leave", word("quality.leave")), ("fix", word("quality.fix"))]
        self.app.push_screen(ConfirmDialog(question, answers), act)

    def _merge_orders(self, found: Issue) -> None:
        """Let only the earliest of the orders count."""
        said = word("quality.orders.done", n=len(found.records) - 1)

        def drop(change: Change) -> None:
            merge_orders(self.workspace, change, found.records)

        self.save(said, drop, lambda: self.tell(said))

    def _fix_line(self, line: OrderLine) -> None:
        """Type the right amount of an order line."""
        currency = line.currency or self.workspace.config.currency
        amount = money(line.amount_e4, currency)

        def take(text: str | None) -> None:
            if text is None or line.date is None:
                return
            patch = {line.id: {"amount_e4": int(amounts.parse(text).scaleb(4).to_integral_value())}}
            said = word("quality.line.done")
            self.save(said, lambda change: change.merge_orders(f"{line.date:%Y-%m}", patch), lambda: self.tell(said))

        def read(text: str) -> str:
            return amounts.show(amounts.to_minor(amounts.parse(text), currency), currency)

        said = word("quality.line.ask", number=clean(line.order_no, 40) or "-", day=str(line.date or "-"))
        self.app.push_screen(LineDialog(said, read, hint=word("quality.line.hint"), text=f"{amount or ''}"), take)

    def _records(self, found: Issue | None) -> list[Record]:
        kind = KINDS.get(found.table) if found else None
        if found is None or kind is None:
            return []
        if kind is OrderLine:
            return [line for each in found.records[:MOST_LINES] if (line := self._line(each))]
        return [record for each in found.records if (record := self.workspace.get(kind, each))]

    def _line(self, line_id: str) -> OrderLine | None:
        """An order line, looked up in the months without reading the lines around it."""
        if line_id not in self._lines:
            self._lines[line_id] = order_line(self.workspace, line_id)
        return self._lines[line_id]

    def _row(self, key: str, ignored: set[str]) -> Row:
        if key.startswith("-"):
            kind = key.removeprefix("-")
            count = sum(each.kind == kind for each in self._found.values())
            return Row(key, (Cell(f"{word(f'quality.kind.{kind}')} ({count})", "strong"),))
        found = self._found[key]
        names = word("quality.and").join(self._named(record) for record in self._records(found)[:2])
        style = "muted" if key in ignored else ""
        mark = "-" if key in ignored else ""
        return Row(key, (Cell(names or clean(found.file, 80), style), self._about(found), _kind_of(found)), mark)

    def _named(self, record: Record) -> str:
        """A record by name; an order line by its order, day and amount."""
        if not isinstance(record, OrderLine):
            return clean(fields.name_of(record), 60)
        currency = record.currency or self.workspace.config.currency
        amount = money(record.amount_e4, currency)
        told = (
            clean(record.order_no, 30),
            str(record.date or "-"),
            "-" if amount is None else f"{amount:,} {currency}",
        )
        return " ".join(filter(None, told))

    def _about(self, found: Issue) -> str:
        """What is wrong, in words."""
        kind = KINDS.get(found.table)
        match found.kind:
            case "error" if found.about == "future":
                return word("quality.future", n=len(found.records))
            case "error":
                same = (each for each in self.workspace.findings if (each.code, each.file) == (found.about, found.file))
                return clean(next((each.text() for each in same), found.about), 200)
            case "duplicate":
                return word(f"quality.why.{found.about}")
            case "unit":
                if found.table == OrderLine.table:
                    return word("quality.unit.orders", times=f"{found.times or 0:,.2f}")
                return word("quality.unit", n=len(found.records), times=f"{found.times or 0:,.2f}")
            case "outlier":
                record = next(iter(self._records(found)), None)
                if isinstance(record, OrderLine):
                    return word("quality.outlier.price")
                value = (
                    fields.show(self.workspace, record, fields.field_of(type(record), found.about)) if record else ""
                )
                return word("quality.outlier", value=clean(value, 40))
        return word("quality.missing", field=fields.label(kind, found.about) if kind else found.about)

    def _describe(self) -> None:
        found = self.issue()
        if found is None:
            self.facts.set_lines([])
            return
        self.facts.set_lines([
            (word(f"quality.kind.{found.kind}"), [self._about(found)]),
            ("", [word(f"quality.effect.{found.kind}")]),
        ])  # fmt: skip


def source_columns() -> list[Column]:
    """The columns of the list of sources."""
    widths = {"figure": 16, "about": 12, "how": 14, "n": 9, "outside": 12, "newest": 10}
    return [
        Column(name, word(f"quality.source.{name}"), width, "right" if name in ("n", "outside") else "left",
               flexible=name == "figure", priority=1 if name == "outside" else 0)
        for name, width in widths.items()
    ]  # fmt: skip


def source_row(source: Source) -> Row:
    """Where a figure's numbers come from, as a row."""
    about = word(f"quality.about.{source.about}" if source.about == "criteria" else f"charting.about.{source.about}")
    outside = "-" if source.outside is None else f"{source.outside:,}"
    how = word(f"quality.gathered.{source.gathered}")
    cells = (FIGURES[source.figure].label, about, how, f"{source.n:,}", outside, str(source.newest or "-"))
    return Row(source.figure, cells)


def _kind_of(found: Issue) -> str:
    if found.table == OrderLine.table:
        return word("charting.about.orders")
    return word(f"screens.kind.{found.table}") if found.table in KINDS else "-"
