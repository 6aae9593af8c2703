"""What if: this account leaves, or the gap to a target has to be closed with open deals."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.order_reading import OrderReading
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row, keys_of
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.answers.imagining import Gap, Loss, gaps, losses
from kamtui.store.answers.model import money
from kamtui.store.fields import name_of
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

ASKS = ("account", "gap")


class WhatIfScreen(ListScreen, OrderReading, RecordActions):
    """By account what its leaving would cost; or by target the deals that would close its gap."""

    KIND = "whatif"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Ask about `workspace`."""
        super().__init__(workspace, notice)
        self.list = VirtualList(_account_columns(), empty=word("whatif.none"))
        self.facts = FactLines(3)
        self.asks = "account"
        self._losses: dict[str, Loss] = {}
        self._gaps: list[Gap] = []

    def body(self) -> Iterable[Widget]:
        """The accounts or deals, and below them the answer in sentences."""
        yield self.list
        yield self.facts

    def show(self) -> None:
        """Work it out anew."""
        if not self.orders_are_read():
            return
        self._gaps = gaps(self.workspace, self.today())
        if self.asks == "account":
            found = losses(self.workspace, self.today())
            self._losses = {f"{loss.account} {loss.currency}": loss for loss in found}
            keys = list(self._losses)
            self.list.set_columns(_account_columns())
            self.list.set_empty(word("whatif.none"))
            self.list.set_rows(LazyRows(keys, lambda at: self._loss_row(keys[at])))
        else:
            self.list.set_columns(_gap_columns())
            self.list.set_empty(word("whatif.no_gap"))
            self.list.set_rows([row for gap in self._gaps for row in self._gap_rows(gap)])
        self.title_bar.show(crumbs=[word(f"whatif.asks.{self.asks}")])
        self._describe()

    def show_reading(self, said: str) -> None:
        """Say how far the reading of orders is, in place of the rows too."""
        self.list.set_empty(said)
        self.tell(said)

    def subject(self) -> Record | None:
        """The account or the deal under the cursor."""
        return self._record_at(self.list.cursor_key or "")

    def _record_at(self, key: str) -> Record | None:
        if key in self._losses and self.asks == "account":
            return self.workspace.get(Account, self._losses[key].account)
        return self.workspace.get(Opportunity, key.rpartition(" ")[2]) if self.asks == "gap" else None

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Answer for the row under the cursor."""
        event.stop()
        self._describe()

    def action_columns(self) -> None:
        """The other question: an account leaves, or a gap is to be closed."""
        self.asks = ASKS[1 - ASKS.index(self.asks)]
        self.show()
        self.list.action_first()

    def action_open(self) -> None:
        """Open the account or the deal."""
        if record := self.subject():
            self.open_among(record, map(self._record_at, keys_of(self.list.rows)))

    def _loss_row(self, key: str) -> Row:
        loss = self._losses[key]
        effect = loss.effect
        gap = self._gap_of(loss.currency)
        return Row(key, (
            self._named(loss.account),
            _amount(loss.effect.sales, loss.currency),
            _percent(effect.share),
            _index(effect, "before"),
            _index(effect, "after"),
            "-" if gap is None else f"{gap.coverage:.2f} > {gap.coverage_without(loss.account):.2f}",
        ))  # fmt: skip

    def _gap_rows(self, gap: Gap) -> list[Row]:
        """A target as a heading, and the deals that would close its gap."""
        title = word(
            "whatif.gap", target=clean(name_of(gap.target), 60), missing=amounts.show(gap.missing, gap.currency),
            coverage=f"{gap.coverage:.2f}",
        )  # fmt: skip
        rows = [Row(f"-{gap.target.id}", (Cell(title, "strong"),))]
        if gap.deals is None:
            text = word("whatif.not_enough", pipeline=amounts.show(gap.pipeline, gap.currency))
            return [*rows, Row(f"-{gap.target.id} none", (Cell(text, "warning"),))]
        left = gap.missing
        for deal_id in gap.deals:
            deal = self.workspace.get(Opportunity, deal_id)
            if deal is None:
                continue
            left -= deal.amount or 0
            rows.append(Row(f"{gap.target.id} {deal.id}", (
                clean(deal.name, 80), self._named(deal.account), amounts.show(deal.amount, gap.currency),
                str(deal.close_date or "-"), amounts.show(max(left, 0), gap.currency),
            )))  # fmt: skip
        return rows

    def _describe(self) -> None:
        loss = self._losses.get(self.list.cursor_key or "") if self.asks == "account" else None
        if loss is None:
            self.facts.set_lines([("", [word("whatif.closing.about")])] if self.asks == "gap" else [])
            return
        effect, gap = loss.effect, self._gap_of(loss.currency)
        said = word(
            "whatif.sentence", account=self._named(loss.account), sales=_amount(effect.sales, loss.currency),
            share=_percent(effect.share),
        )  # fmt: skip
        lines = [
            ("", [said]),
            ("", [word("whatif.hhi", before=_index(effect, "before"), after=_index(effect, "after"))]),
        ]
        if gap is not None:
            target = clean(name_of(gap.target), 40)
            after = f"{gap.coverage_without(loss.account):.2f}"
            lines.append(("", [word("whatif.coverage", target=target, before=f"{gap.coverage:.2f}", after=after)]))
        else:
            lines.append(("", [word("whatif.no_gap").split("\n")[0]]))
        self.facts.set_lines(lines)

    def _gap_of(self, currency: str) -> Gap | None:
        """The target that the coverage is told for: the largest gap in this currency."""
        return max((gap for gap in self._gaps if gap.currency == currency), key=lambda gap: gap.missing, default=None)

    def _named(self, account: str) -> str:
        record = self.workspace.get(Account, account) if account else None
        return clean(record.name, 60) if record else word("figures.none")


def _account_columns() -> list[Column]:
    return [
        Column("account", word("figuring.dim.account"), 16, flexible=True),
        Column("sales", word("whatif.sales"), 18, "right"),
        Column("share", word("figuring.more.share"), 7, "right"),
        Column("before", word("whatif.now"), 8, "right", priority=2),
        Column("after", word("whatif.then"), 8, "right", priority=1),
        Column("coverage", word("whatif.coverage_column"), 13, "right", priority=3),
    ]


def _gap_columns() -> list[Column]:
    return [
        Column("deal", word("charting.deal"), 16, flexible=True),
        Column("account", word("figuring.dim.account"), 14, flexible=True, priority=2),
        Column("amount", word("charting.amount"), 12, "right"),
        Column("close", word("charting.close"), 10, priority=1),
        Column("left", word("whatif.left"), 12, "right"),
    ]


def _amount(e4: int, currency: str) -> str:
    amount = money(e4, currency)
    minor = amounts.to_minor(amount, currency) if amount is not None else None
    return amounts.show(minor, currency)


def _percent(share: float | None) -> str:
    return word("figures.na") if share is None else f"{100 * share:.1f}%"


def _index(effect: object, when: str) -> str:
    found = getattr(effect, when)
    return word("figures.na") if found is None else f"{found.index:,.0f}"
