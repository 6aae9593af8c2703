"""What is done about an issue with one key: the field put right, two made one, or nothing more said of it (A9.04)."""

from __future__ import annotations

from collections.abc import Sequence

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.shell.records import RecordActions
from kamtui.store import fields
from kamtui.store.answers.model import money
from kamtui.store.records import Account, Competitor, Contact, Opportunity, OrderLine, Record
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy import (
    Issue,
    ignored,
    ignoring,
    keep_apart,
    merge_accounts,
    merge_orders,
    merge_people,
    merge_rivals,
    rescale_orders,
)
from kamtui.store.tidy.order_fixes import month_of, power_of
from kamtui.store.workspace import Change


class PuttingRight(RecordActions):
    """Fixes, merges and ignores the issue under the cursor."""

    data_stay = False
    """Whether what is being changed is nothing but what is ignored."""

    def issue(self) -> Issue | None:
        """The issue under the cursor."""
        raise NotImplementedError

    def records_of(self, found: Issue | None) -> list[Record]:
        """The records of an issue that are there."""
        raise NotImplementedError

    def action_edit(self) -> None:
        """Edit the record in the field that is wrong; amounts in another unit are all brought into the usual one."""
        found, record = self.issue(), self.subject()
        if found and found.kind == "unit":
            self._fix_unit(found)
        elif found and isinstance(record, OrderLine):
            self._fix_line(record)
        elif found and record:
            field = "close_date" if found.about == "future" else found.about
            known = any(each.name == field for each in fields.fields_of(type(record)))
            self.edit_record(type(record), record.id, field if known else "")
        else:
            self.tell(word("quality.no_fix"))

    def action_merge(self) -> None:
        """Make one record of two; the older one stays and takes in what the other says."""
        found = self.issue()
        if found and found.kind == "duplicate" and found.table == OrderLine.table:
            self._merge_orders(found)
            return
        records = sorted(self.records_of(found), key=lambda each: each.id)
        if found is None or found.kind != "duplicate" or len(records) != 2:
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
            self.tell(word("quality.no_issue"))
            return
        if found.kind == "duplicate" and found.table == Competitor.table:
            self._part_rivals(self.records_of(found))
            return
        known = ignored(self.workspace).get(found.key)
        said = word("quality.counts_again" if known else "quality.ignored")

        def act(change: Change) -> None:
            if known:
                change.set(known, archived=True)
            else:
                ignoring(change, found)

        self.data_stay = True
        self.save(word("tidy.ignored", key=found.key) if not known else said, act, lambda: self.tell(said))
        self.data_stay = False

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

    def _fix_unit(self, found: Issue) -> None:
        """Ask, and divide the amounts by the power of ten that they are off."""
        power = power_of(found)
        deals = [each for each in self.records_of(found) if isinstance(each, Opportunity) and each.amount]
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
