"""The page of a rival: head to head, where they sit, what they say and what we answer."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import ClassVar

from textual.binding import BindingType

from kamtui.screens.bindings import bindings_of
from kamtui.screens.pages.page import PageScreen
from kamtui.screens.pages.rows import clash_rows, heading
from kamtui.screens.pages.texts import said_of
from kamtui.screens.rivals.rows import news_row, presence_rows, profile_rows, said_rows
from kamtui.screens.rivals.stances import RivalStances
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.deals.rival_told import (
    battle_card,
    counted,
    discount_text,
    gap_said,
    rate_text,
    stance_said,
    value_text,
)
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.records import Account, Competitor, Intelligence, Objection, Opportunity, Record, Rival
from kamtui.store.text.cells import wrap
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


class RivalScreen(PageScreen, RivalStances):
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
        sheet, room = RivalSheet(self.workspace, record, self.today()), max(self.size.width - self.LABELS - 6, 20)
        rows = [*clash_rows(self.workspace, record), *_record_rows(sheet)]
        for name, count, inside in (
            (
                "presence",
                len(sheet.presences),
                [row for pair in sheet.presences for row in _presence(sheet, room, *pair)],
            ),
            ("deals", len(sheet.open_deals) + len(sheet.decided), list(_deal_lines(sheet, room))),
            ("heard", len(sheet.intelligence), [news_row(sheet, *pair) for pair in sheet.intelligence]),
            ("said", len(sheet.objections), [row for each in sheet.objections for row in said_rows(sheet, each, room)]),
        ):
            rows.append(heading(name, f"{word(f'rivals.section.{name}')} {count}", name in folded))
            if name not in folded:
                rows += inside
        rows.append(heading("fields", word("rivals.section.fields"), "fields" in folded))
        if "fields" not in folded:
            rows += profile_rows(self.workspace, record)
        return rows

    def on_resize(self) -> None:
        """Wrap anew what is wrapped."""
        self.show()

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
            told = [
                word("rivals.formula"),
                "",
                word("rivals.gap_formula"),
                "",
                word("dealing.inputs"),
                *(clean(line, 200) for line in lines),
            ]
            self.show_text([*told, "", word("rivals.open_left_out", n=len(sheet.open_deals))])

    def action_edit_cell(self) -> None:
        """Edit what the cursor is on."""
        super().action_edit_cell()

    def action_stance(self) -> None:
        """Say how we meet them in the deal under the cursor, or in one of the open deals."""
        competitor, deal = self.workspace.get(Competitor, self._shown_id), self.cursor_deal()
        if competitor:
            sheet = RivalSheet(self.workspace, competitor, self.today())
            self.pick_stance(sheet, [deal] if deal and deal.status == "open" else sheet.open_deals)

    def action_preview(self) -> None:
        """Show the battle card, from which it can be copied or read out."""
        competitor = self.workspace.get(Competitor, self._shown_id)
        if competitor:
            self.show_text(battle_card(RivalSheet(self.workspace, competitor, self.today())))


def _record_rows(sheet: RivalSheet) -> Iterator[Row]:
    yield _row("sum:rate", word("rivals.head_to_head"), rate_text(sheet))
    for currency in sheet.by_currency or ("",):
        yield _row(f"sum:value:{currency}", word("rivals.by_value"), value_text(sheet, currency))
    yield _row("sum:reasons", word("rivals.column.reasons"), counted(sheet, "lost_reasons", sheet.reasons))
    yield _row("sum:stages", word("rivals.column.stages"), counted(sheet, "stages", sheet.stages))
    yield _row("sum:won", word("rivals.column.won_reasons"), counted(sheet, "won_reasons", sheet.won_reasons))
    yield _row("sum:discount", word("rivals.column.discount"), discount_text(sheet))
    yield _row("sum:gap", word("rivals.gapped"), gap_said(sheet))


def _deal_lines(sheet: RivalSheet, room: int) -> Iterator[Row]:
    """The open deals with our strategy in each, then the decided ones with what was learned."""
    for deal in (*sheet.open_deals, *sheet.decided):
        first, second = said_of(sheet.workspace, deal, sheet.today)
        yield Row(f"{Opportunity.table}:{deal.id}", (first, second))
        name, told = ("stance", stance_said(sheet, deal)) if deal.status == "open" else ("lesson", deal.lesson)
        for at, text in enumerate(wrap(clean(told, 400), room) if told else ()):
            label = Cell(word(f"rivals.{name}"), "muted") if not at else ""
            yield Row(f"more:{Opportunity.table}:{deal.id}:{at}", (label, text))


def _presence(sheet: RivalSheet, room: int, account: Account | None, presence: Rival) -> Iterator[Row]:
    return presence_rows(sheet.workspace, presence, account.name if account else "-", room)


def _row(key: str, label: str, text: str) -> Row:
    return Row(key, (Cell(clean(label, 60), "muted"), clean(text, 400)))
