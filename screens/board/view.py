"""How deals look on the board: pure functions from records to columns, cards and lanes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from kamtui.screens.board.cards import CARD_FIELDS, card_of
from kamtui.screens.widgets.board_state import BoardCard, BoardColumn, Lane
from kamtui.store.figures.pipeline import Total, by_stage, category_of, days_in_stage, total, weighted
from kamtui.store.records import Account, Contact, Opportunity, Salesperson
from kamtui.store.review.library import deals_on
from kamtui.store.text import amounts
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language, word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.filters import Filter

TOPIC = "board"
"""Under which a person's settings of the board are kept."""

GROUPS = ("", "owner", "tier", "category")
"""What lanes can be made of, in the order in which one key goes through them."""

MOST_FIELDS = 6
"""Fields that a card can show."""


class BoardSettings(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a person wants to see the board of a workspace."""

    fields: tuple[str, ...] = ("account", "amount", "close", "days", "category", "deal")
    """What a card shows, of `CARD_FIELDS`, in order."""
    folded: tuple[str, ...] = ()
    """Stages whose columns stay folded."""
    group: str = ""
    """What the lanes are made of, of `GROUPS`."""

    @classmethod
    def of(cls, workspace: Workspace) -> BoardSettings:
        """What was kept, without what this version does not know."""
        kept = workspace.preference(TOPIC, cls) or cls()
        fields = tuple(name for name in dict.fromkeys(kept.fields) if name in CARD_FIELDS)[:MOST_FIELDS]
        group = kept.group if kept.group in GROUPS else ""
        return cls(fields or cls().fields, kept.folded, group)


class BoardView:
    """The board's columns and lanes; a card is made once for each version of its deal."""

    def __init__(self, workspace: Workspace) -> None:
        """Show the open opportunities of `workspace`."""
        self._workspace = workspace
        self._made: dict[str, tuple[tuple[object, ...], BoardCard]] = {}
        self._kept: tuple[object, object, list[BoardColumn]] | None = None
        self.settings = BoardSettings.of(workspace)
        self.lanes: list[Lane] = []
        """The lanes of the columns that were made last."""
        self.shown: list[Opportunity] = []
        """The opportunities on them."""

    def columns(
        self, asked: Filter | None, today: dt.date, *, stuck: bool = False, past: bool = False
    ) -> list[BoardColumn]:
        """The open opportunities that the filter lets through, a column for each buying stage (A3.01).

        With `stuck` only those that are stalled or overdue; with `past` as they stood on the day `today`.
        """
        workspace = self._workspace
        records = workspace.open_deals()
        seen = (today, stuck, past, self.settings, language())
        if asked is None and self._kept and self._kept[0] is records and self._kept[1] == seen:
            return self._kept[2]
        deals: Iterable[Opportunity] = deals_on(workspace, today)[0] if past else records.values()
        if asked:
            deals = filter(asked.matches, deals)
        if stuck:
            deals = (deal for deal in deals if is_stuck(workspace, deal, today))
        stages = by_stage(deals, workspace.method)
        self.shown = [deal for group in stages.values() for deal in group]
        order = self._sort_out()
        columns = [self._column(stage, group, today, order) for stage, group in stages.items()]
        self._kept = (records, seen, columns) if asked is None else None
        return columns

    def _column(self, stage_id: str, deals: list[Opportunity], today: dt.date, order: dict[str, int]) -> BoardColumn:
        method, currency = self._workspace.method, self._workspace.config.currency
        stage = method.stage(stage_id)
        summed, worth = total(deals, currency), sums(weighted(deals, method, currency))
        if order:
            deals = sorted(deals, key=lambda deal: order[self._lane_of(deal)])
        return BoardColumn(
            stage_id,
            stage.head if stage else clean(stage_id, 20) or word("screens.no_stage"),
            (str(summed.n), *sums(summed)),
            tuple(self._later(deal, today) for deal in deals),
            (word("board.weighted", sum=worth[0] if worth else "-"), *worth[1:]),
            next(iter(sums(summed)), ""),
            stage_id in self.settings.folded,
        )

    def _later(self, deal: Opportunity, today: dt.date) -> BoardCard:
        """A card that is made when it comes into sight."""
        lane = self._lane_of(deal) if self.settings.group else ""
        return BoardCard(deal.id, lane=lane, later=partial(self._card, deal, today))

    def _card(self, deal: Opportunity, today: dt.date) -> BoardCard:
        workspace = self._workspace
        account = workspace.get(Account, deal.account)
        contacts = workspace.of_account(Contact, deal.account)
        lane = self._lane_of(deal) if self.settings.group else ""
        past = workspace.trail(deal.account).of(deal.id)
        owner = workspace.get(Salesperson, deal.owner)
        made_of = (deal, account, contacts, owner, past, lane, today, self.settings.fields, language())
        made = self._made.get(deal.id)
        if made is None or made[0][1:] != made_of[1:] or made[0][0] is not deal:
            made = made_of, card_of(workspace, deal, today, self.settings.fields, lane, past)
            self._made[deal.id] = made
        return made[1]

    def _sort_out(self) -> dict[str, int]:
        """Make the lanes of what is shown; the place of each by its key, none on a board without lanes."""
        self.lanes = []
        if not self.settings.group:
            return {}
        held: dict[str, list[Opportunity]] = {}
        for deal in self.shown:
            held.setdefault(self._lane_of(deal), []).append(deal)
        currency = self._workspace.config.currency
        for key in sorted(held, key=self._lane_order):
            summed = total(held[key], currency)
            text = "  ".join((self._lane_name(key), str(summed.n), *sums(summed)))
            self.lanes.append(Lane(key, text))
        return {lane.key: place for place, lane in enumerate(self.lanes)}

    def _lane_of(self, deal: Opportunity) -> str:
        if self.settings.group == "owner":
            return deal.owner
        if self.settings.group == "category":
            return category_of(deal, self._workspace.method)
        account = self._workspace.get(Account, deal.account)
        return account.tier if account else ""

    def _lane_order(self, key: str) -> tuple[object, ...]:
        """People by name, tiers and categories as in the method, the surest category first; the unknown last."""
        if self.settings.group == "owner":
            from kamtui.store.text.pinyin import sort_key

            return (not key, sort_key(self._lane_name(key)))
        group = "tiers" if self.settings.group == "tier" else "forecast_categories"
        ids = [entry.id for entry in self._workspace.method.entries(group)]
        if group == "forecast_categories":
            ids.reverse()
        return (not key, ids.index(key) if key in ids else len(ids), key)

    def _lane_name(self, key: str) -> str:
        if not key:
            return word(f"board.no_{self.settings.group}")
        if self.settings.group == "owner":
            owner = self._workspace.get(Salesperson, key)
            return clean(owner.name if owner else key, 40)
        group = "tiers" if self.settings.group == "tier" else "forecast_categories"
        return clean(self._workspace.method.label_of(group, key), 40)


def is_stuck(workspace: Workspace, deal: Opportunity, today: dt.date) -> bool:
    """Whether a deal is stalled, should have been closed before today, or had its next step before today."""
    late = [day for day in (deal.close_date, deal.next_date) if day and day < today]
    return bool(late) or workspace.rules(today).is_stalled(workspace.standing(deal))


def sums(summed: Total) -> list[str]:
    """The sum of each currency, the largest first, then how many amounts are not known."""
    said = [amounts.brief(minor, currency) for currency, minor in summed.amounts.items()]
    return said + ([word("screens.unknown_amounts", n=summed.unknown)] if summed.unknown else [])


def board_texts(workspace: Workspace, deals: Sequence[Opportunity]) -> list[str]:
    """What the title says of all that is shown: how many, the sum, the weighted sum."""
    currency = workspace.config.currency
    said = [word("screens.pipeline.count", n=len(deals))]
    if deals:
        said.append(" + ".join(sums(total(deals, currency))))
        said.append(word("board.weighted", sum=" + ".join(sums(weighted(deals, workspace.method, currency)))))
    return said


def deal_line(workspace: Workspace, deal: Opportunity, today: dt.date) -> tuple[str, list[str]]:
    """What the line under the board says of the deal under the cursor: whose it is, and how it stands.

    What narrow cards have to leave out comes first.
    """
    account = workspace.records(Account).get(deal.account)
    close = deal.close_date.isoformat() if deal.close_date else word("screens.no_close_date")
    days = days_in_stage(deal, today)
    head = f"{clean(account.name, 40) if account else word('screens.no_account')} / {clean(deal.name, 60)}"
    currency = deal.currency or workspace.config.currency
    step = f"{deal.next_date.isoformat()} {deal.next_step}" if deal.next_date else deal.next_step
    parts = [
        word("screens.in_stage", days=days) if days is not None else "",
        clean(workspace.method.label_of("forecast_categories", category_of(deal, workspace.method)), 40),
        word("screens.no_amount") if deal.amount is None else amounts.show(deal.amount, currency),
        word("screens.closes", day=close),
        word("screens.next", step=clean(step, 60)) if step.strip() else word("screens.no_next_step"),
    ]
    return head, [part for part in parts if part]
