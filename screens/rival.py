"""The page of a rival: head to head, where they sit, what they say and what we answer."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.deal_said import SaidOfDeal
from kamtui.screens.page import PageScreen
from kamtui.screens.page_rows import clash_rows, field_row, heading
from kamtui.screens.page_texts import said_of
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.deals.rival_told import battle_card, counted, discount_text, rate_text, value_text
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.records import Competitor, Intelligence, Objection, Opportunity, Record, Rival
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


class RivalScreen(PageScreen, SaidOfDeal):
    """One competitor; Enter opens or edits what the cursor is on, `i` says how the record is worked out."""

    KIND = "rival"
    LABELS: ClassVar[int] = 24
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def folded_first(self, record: Record) -> set[str]:
        """Nothing is folded at first: a rival's page is short."""
        del record
        return set()

    def rows_of(self, record: Record, folded: Container[str]) -> list[Row]:
        """The record against them, their presence, what was heard and said, and the fields."""
        if not isinstance(record, Competitor):
            raise TypeError(record.table)
        sheet = RivalSheet(self.workspace, record, self.today())
        rows = [*clash_rows(self.workspace, record), *_record_rows(sheet)]
        for name, inside in (
            ("presence", _lines(sheet, [each for _, each in sheet.presences], with_account=True)),
            ("deals", list(_deal_lines(sheet))),
            ("heard", _lines(sheet, [each for each, _ in sheet.intelligence])),
            ("said", _lines(sheet, sheet.objections)),
        ):
            rows.append(heading(name, f"{word(f'rivals.section.{name}')} {len(inside)}", name in folded))
            if name not in folded:
                rows += inside
        rows.append(heading("fields", word("rivals.section.fields"), "fields" in folded))
        if "fields" not in folded:
            rows += [
                field_row(self.workspace, record, field) for field in fields.fields_of(Competitor) if not field.hidden
            ]
        return rows

    def addable(self, account: str, deal: str) -> Sequence[Record]:
        """What was heard of them, and what they say."""
        del account, deal
        rival, today = self._shown_id, self.today()
        return [Intelligence(subject="", competitor=rival, date=today), Objection(subject="", competitor=rival,
                                                                                  date=today)]  # fmt: skip

    def action_open(self) -> None:
        """Explain the record, or open and edit as on any page."""
        if (self.list.cursor_key or "").startswith("sum:"):
            self.action_explain()
        else:
            super().action_open()

    def action_explain(self) -> None:
        """Say how the record against them is worked out."""
        competitor = self.workspace.get(Competitor, self._shown_id)
        if competitor:
            sheet = RivalSheet(self.workspace, competitor, self.today())
            lines = [f"  {word(f'fields.statuses.{deal.status}')}  {deal.close_date or '-'}  {deal.name}"
                     for deal in sheet.decided]  # fmt: skip
            told = [word("rivals.formula"), "", word("dealing.inputs"), *(clean(line, 200) for line in lines)]
            self.show_text([*told, "", word("rivals.open_left_out", n=len(sheet.open_deals))])

    def action_preview(self) -> None:
        """Show the battle card, from which it can be copied or read out."""
        competitor = self.workspace.get(Competitor, self._shown_id)
        if competitor:
            self.show_text(battle_card(RivalSheet(self.workspace, competitor, self.today())))


def _record_rows(sheet: RivalSheet) -> Iterator[Row]:
    yield _row("sum:rate", word("rivals.head_to_head"), rate_text(sheet))
    yield _row("sum:value", word("rivals.by_value"), value_text(sheet))
    yield _row("sum:reasons", word("rivals.column.reasons"), counted(sheet, "lost_reasons", sheet.reasons))
    yield _row("sum:stages", word("rivals.column.stages"), counted(sheet, "stages", sheet.stages))
    yield _row("sum:discount", word("rivals.column.discount"), discount_text(sheet))


def _deal_lines(sheet: RivalSheet) -> Iterator[Row]:
    """The open deals with our strategy in each, then the decided ones."""
    for deal in (*sheet.open_deals, *sheet.decided):
        first, second = said_of(sheet.workspace, deal, sheet.today)
        strategy = sheet.method.label_of("rival_strategies", sheet.standing(deal)) if deal.status == "open" else ""
        yield Row(f"{Opportunity.table}:{deal.id}", (first, "  ".join(filter(None, (second, strategy)))))


def _lines(sheet: RivalSheet, records: Sequence[Record], with_account: bool = False) -> list[Row]:
    rows = []
    for record in records:
        first, second = said_of(sheet.workspace, record, sheet.today)
        if with_account and isinstance(record, Rival):
            first = fields.show(sheet.workspace, record, fields.field_of(Rival, "account"))
        rows.append(Row(f"{record.table}:{record.id}", (clean(first, 60), second)))
    return rows


def _row(key: str, label: str, text: str) -> Row:
    return Row(key, (Cell(clean(label, 60), "muted"), clean(text, 400)))
