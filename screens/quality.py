"""The data quality page: what is wrong with the data, and what makes it right with one key (A9.03, A9.04)."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.widget import Widget

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.listing import ListScreen
from kamtui.screens.records import RecordActions
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column, LazyRows, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store import fields
from kamtui.store.records import KINDS, Account, Competitor, Contact, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy import Issue, issues, merge_accounts, merge_people, merge_rivals
from kamtui.store.workspace import Change, Workspace

_KINDS = ("error", "duplicate", "unit", "outlier", "missing")
"""In the order in which they are shown: what falsifies figures most comes first."""
_TOPIC = "quality"


class Ignored(msgspec.Struct):
    """What someone has said is right as it is; kept for this person in this workspace."""

    keys: list[str] = []


class QualityScreen(ListScreen, RecordActions):
    """Errors, duplicates, suspect units, outliers and missing values, each with the record that has it."""

    KIND = "quality"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Look through `workspace`."""
        super().__init__(workspace, notice)
        columns = [
            Column("record", word("quality.record"), 20, flexible=True),
            Column("about", word("quality.about"), 24, flexible=True),
            Column("kind", word("quality.kind"), 10, priority=1),
        ]
        self.list = VirtualList(columns, empty=word("quality.none"))
        self.facts = FactLines(2)
        self._found: dict[str, Issue] = {}
        self._looked: tuple[int, list[Issue]] = (-1, [])
        self._with_ignored = False
        self._just_ignored: list[str] = []

    def body(self) -> Iterable[Widget]:
        """The issues, and what the one under the cursor means for the figures."""
        yield self.list
        yield self.facts

    def show(self) -> None:
        """Look again, where something has changed."""
        if self._looked[0] != self.workspace.generation:
            self._looked = (self.workspace.generation, issues(self.workspace))
        ignored = set(self._ignored())
        self._found = {}
        keys: list[str] = []
        counts = []
        for kind in _KINDS:
            own = {key: each for found in self._looked[1] if found.kind == kind for key, each in _split(found)}
            shown = {key: each for key, each in own.items() if self._with_ignored or key not in ignored}
            if shown:
                keys += [f"-{kind}", *shown]
                counts.append(f"{word(f'quality.kind.{kind}')} {len(shown)}")
                self._found |= shown
        self.list.set_rows(LazyRows(keys, lambda at: self._row(keys[at], ignored)))
        if (self.list.cursor_key or "").startswith("-") and self.list.cursor_row == 0 and len(keys) > 1:
            self.list.move_to(keys[1])
        self.title_bar.show(crumbs=counts or [word("quality.clean")])
        self._describe()

    def subject(self) -> Record | None:
        """The record under the cursor; of two that may be one, the first."""
        found = self.issue()
        return self._records(found)[0] if found and self._records(found) else None

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
            self.open_page(type(record), record.id, [])

    def action_edit(self) -> None:
        """Edit the record in the field that is wrong; amounts in another unit are all brought into the usual one."""
        found, record = self.issue(), self.subject()
        if found and found.kind == "unit":
            self._fix_unit(found)
        elif found and record:
            known = any(field.name == found.about for field in fields.fields_of(type(record)))
            self.edit_record(type(record), record.id, found.about if known else "")
        else:
            self.tell(word("quality.no_fix"))

    def action_merge(self) -> None:
        """Make one record of two; the older one stays and takes in what the other says."""
        found = self.issue()
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
        self._just_ignored.clear()
        self.show()
        self.tell(word("tidy.merged", winner=clean(fields.name_of(winner), 40), loser=clean(fields.name_of(loser), 40)))

    def action_ignore(self) -> None:
        """Say no more of it; pressed on one that is ignored, or undone, it counts again."""
        key = self.list.cursor_key or ""
        if key not in self._found:
            return
        known = self._ignored()
        if key in known:
            known.remove(key)
            self._just_ignored = [each for each in self._just_ignored if each != key]
        else:
            known.append(key)
            self._just_ignored.append(key)
        self._keep(known, "quality.ignored" if key in known else "quality.counts_again")

    def action_undo(self) -> None:
        """Take back what was ignored last, else the last change."""
        if not self._just_ignored:
            super().action_undo()
            return
        key = self._just_ignored.pop()
        self._keep([each for each in self._ignored() if each != key], "quality.counts_again")
        self.list.move_to(key)

    def action_stuck(self) -> None:
        """Show what is ignored too, or hide it again."""
        self._with_ignored = not self._with_ignored
        self.show()

    def keep_record(self, seen: Record, values: dict[str, object]) -> None:
        """Save what was corrected; undo is about that now."""
        self._just_ignored.clear()
        super().keep_record(seen, values)

    def _fix_unit(self, found: Issue) -> None:
        """Ask, and divide the amounts by the power of ten that they are off."""
        power = round(math.log10(found.times or 1))
        deals = [each for each in self._records(found) if isinstance(each, Opportunity) and each.amount]
        if not power or not deals:
            self.tell(word("quality.no_fix"))
            return

        def divide(change: Change) -> None:
            for deal in deals:
                amount = deal.amount or 0
                change.set(deal, amount=round(amount / 10.0**power) if power > 0 else amount * 10 ** abs(power))

        said = word("quality.unit.done", n=len(deals), factor=f"{10 ** abs(power):,}")

        def act(answer: str | None) -> None:
            if answer == "fix":
                self._just_ignored.clear()
                self.save(said, divide, lambda: self.tell(said))

        question = word(
            "quality.unit.ask" if power > 0 else "quality.unit.ask_up", n=len(deals), factor=f"{10 ** abs(power):,}"
        )
        answers = [("leave", word("quality.leave")), ("fix", word("quality.fix"))]
        self.app.push_screen(ConfirmDialog(question, answers), act)

    def _keep(self, known: list[str], said: str) -> None:
        self.workspace.prefer(_TOPIC, Ignored(known))
        self.show()
        self.tell(word(said))

    def _ignored(self) -> list[str]:
        kept = self.workspace.preference(_TOPIC, Ignored)
        return list(kept.keys) if kept else []

    def _records(self, found: Issue | None) -> list[Record]:
        kind = KINDS.get(found.table) if found else None
        if found is None or kind is None:
            return []
        return [record for each in found.records if (record := self.workspace.get(kind, each))]

    def _row(self, key: str, ignored: set[str]) -> Row:
        if key.startswith("-"):
            kind = key.removeprefix("-")
            count = sum(each.kind == kind for each in self._found.values())
            return Row(key, (Cell(f"{word(f'quality.kind.{kind}')} ({count})", "strong"),))
        found = self._found[key]
        names = word("quality.and").join(clean(fields.name_of(record), 60) for record in self._records(found)[:2])
        style = "muted" if key in ignored else ""
        mark = "-" if key in ignored else ""
        return Row(key, (Cell(names or clean(found.file, 80), style), self._about(found), _kind_of(found)), mark)

    def _about(self, found: Issue) -> str:
        """What is wrong, in words."""
        kind = KINDS.get(found.table)
        match found.kind:
            case "error":
                same = (each for each in self.workspace.findings if (each.code, each.file) == (found.about, found.file))
                return clean(next((each.text() for each in same), found.about), 200)
            case "duplicate":
                return word(f"quality.why.{found.about}")
            case "unit":
                return word("quality.unit", n=len(found.records), times=f"{found.times or 0:,.2f}")
            case "outlier":
                record = next(iter(self._records(found)), None)
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


def _split(found: Issue) -> Iterable[tuple[str, Issue]]:
    """An issue by record, with its key: what is missing in forty accounts is put right forty times."""
    apart = found.kind == "missing"
    for ids in [(each,) for each in found.records] if apart else [found.records]:
        yield (
            f"{found.kind}:{found.table}:{found.about}:{'+'.join(ids) or found.file}",
            msgspec.structs.replace(found, records=ids),
        )


def _kind_of(found: Issue) -> str:
    return word(f"screens.kind.{found.table}") if found.table in KINDS else "-"
