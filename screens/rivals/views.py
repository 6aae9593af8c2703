"""The lists of screen 4: rival by rival, account by account, win and loss by product, region and owner, lessons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from kamtui.screens.rivals.rows import presence_rows
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store import fields
from kamtui.store.answers import Answer, Question, ask
from kamtui.store.answers.telling import more_shown, named
from kamtui.store.deals.rival_told import gap_said
from kamtui.store.deals.rivalry import RivalSheet
from kamtui.store.deals.saying import name_of, percent
from kamtui.store.figures.winning import FEW
from kamtui.store.records import Account, Competitor, Opportunity, Rival
from kamtui.store.text.cells import wrap
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

BROKEN_DOWN = ("product", "region", "owner")
"""What win and loss is listed by besides the rival."""
VIEWS = ("rival", "account", *BROKEN_DOWN, "lessons")
"""The lists, in the order in which `o` goes through them."""
ACCOUNT = 24
"""Cells of the column of accounts."""
_BESIDE = 6
"""Cells of a row that belong to no column: gutter, gap and scrollbar."""


def sheets_of(workspace: Workspace, today: dt.date) -> list[RivalSheet]:
    """The rivals, those with the most decided deals first."""
    rivals = (each for each in workspace.records(Competitor).values() if not each.archived)
    sheets = [RivalSheet(workspace, each, today) for each in rivals]
    return sorted(sheets, key=lambda each: (-each.rate.n, -len(each.open_deals), each.competitor.name))


def columns_of(view: str) -> list[Column]:
    """The columns of a list."""
    if view == "account":
        return [Column("name", word("fields.account"), ACCOUNT), Column("said", "", 40, flexible=True)]
    if view == "lessons":
        return [
            Column("date", word("fields.close_date"), 10),
            Column("status", word("fields.status"), 6, priority=1),
            Column("deal", word("figuring.dim.opportunity"), 24, flexible=True),
            Column("rival", word("fields.competitors"), 18, flexible=True),
        ]
    titles: Iterable[tuple[str, int, int]] = (
        ("accounts", 8, 3), ("open", 7, 2), ("won", 9, 0), ("rate", 8, 0), ("interval", 14, 1), ("value", 9, 2),
    )  # fmt: skip
    own = () if view == "rival" else ("accounts", "open")
    title = word("fields.competitors") if view == "rival" else word(f"figuring.dim.{view}")
    return [
        Column("name", title, 18, flexible=True),
        *(Column(name, word(f"rivals.column.{name}"), width, "right", priority=low)
          for name, width, low in titles if name not in own),
        Column("gap", word("rivals.column.gap"), 24, priority=4),
        Column("reasons", word("rivals.column.reasons"), 14, flexible=True, priority=3),
    ]  # fmt: skip


def rows_of(workspace: Workspace, view: str, today: dt.date, cells: int) -> list[Row]:
    """The rows of a list that is so many cells wide."""
    match view:
        case "rival":
            return [_rival_row(sheet) for sheet in sheets_of(workspace, today)]
        case "account":
            return list(_account_rows(workspace, max(cells - ACCOUNT - _BESIDE, 20)))
        case "lessons":
            return list(_lesson_rows(workspace, today, max(cells - _BESIDE, 20)))
    answer = ask(workspace, question(view, today))
    return [_group_row(answer, at, view) for at in range(len(answer.rows))]


def question(view: str, today: dt.date) -> Question:
    """What a breakdown asks; the command asks the same."""
    return Question("win-loss", (view,), as_of=today)


def _rival_row(sheet: RivalSheet) -> Row:
    rate = sheet.rate
    return Row(
        f"{Competitor.table}:{sheet.competitor.id}",
        (
            clean(sheet.competitor.name, 60),
            str(len(sheet.presences)),
            str(len(sheet.open_deals)),
            *_rate_cells(rate.won, rate.lost, rate.by_count, rate.interval, rate.by_value),
            gap_said(sheet),
            _reasons([sheet.method.label_of("lost_reasons", reason) for reason, _ in sheet.reasons[:2]]),
        ),
    )


def _group_row(answer: Answer, at: int, view: str) -> Row:
    row = answer.rows[at]
    value, more = row.dims[view], row.more
    interval = (more["low"], more["high"]) if "low" in more else None
    rate = row.value if isinstance(row.value, float) else None
    called = answer.names.get("reasons", {})
    gap = word("dealing.none")
    if more["gaps"]:
        shown = (more_shown(name, more[name]).rstrip("%") for name in ("price_gap", "median_price_gap"))
        mean, median = (f"+{text}" if text[0] not in "-+" else text for text in shown)
        gap = word("rivals.gap", mean=mean, median=median, n=more["gaps"])
    return Row(
        f"group:{value}",
        (
            named(answer, view, value),
            *_rate_cells(more["won"], more["lost"], rate, interval, more["by_value"]),
            gap,
            _reasons([called.get(reason, reason) for reason in list(more["reasons"])[:2]]),
        ),
    )


def _rate_cells(
    won: int, lost: int, rate: float | None, interval: tuple[float, float] | None, by_value: float | None
) -> Sequence[str | Cell]:
    """Won and lost, the rate with a ? where there are too few to tell, its interval, the rate by value."""
    n = won + lost
    look = "muted" if n < FEW else ""
    between = f"{percent(interval[0])}–{percent(interval[1])}" if interval else "-"
    shown = percent(rate) + ("?" if 0 < n < FEW else "")
    return f"{won}/{lost}", Cell(shown, look), Cell(between, look), percent(by_value)


def _reasons(labels: Sequence[str]) -> str:
    return clean(word("fields.value.joint").join(labels), 60)


def _account_rows(workspace: Workspace, room: int) -> Iterator[Row]:
    """Every account in which a rival sits or competes, with who and how."""
    names = {account.id: account.name for account in workspace.records(Account).values()}
    found: dict[str, list[Rival]] = {}
    for each in workspace.records(Rival).values():
        if not each.archived:
            found.setdefault(each.account, []).append(each)
    for account in sorted(found, key=lambda each: names.get(each, "")):
        yield Row(f"{Account.table}:{account}", (Cell(clean(names.get(account, "-"), 60), "strong"), ""))
        for rival in sorted(found[account], key=lambda each: -(each.share or 0)):
            yield from presence_rows(workspace, rival, f"  {fields.title_of(workspace, rival)}", room)


def _lesson_rows(workspace: Workspace, today: dt.date, room: int) -> Iterator[Row]:
    """What was learned from the decided deals, the latest first; the lesson in full below its deal."""
    told = [
        deal for deal in workspace.records(Opportunity).values()
        if deal.lesson and deal.status != "open" and not deal.archived and (deal.close_date or today) <= today
    ]  # fmt: skip
    for deal in sorted(told, key=lambda each: (each.close_date or dt.date.min, each.id), reverse=True):
        against = deal.lost_to or next(iter(deal.competitors), "")
        rival = name_of(workspace, against) if against else "-"
        status = Cell(word(f"fields.statuses.{deal.status}"), "good" if deal.status == "won" else "bad")
        key = f"{Opportunity.table}:{deal.id}"
        yield Row(key, (Cell(str(deal.close_date or "-"), "muted"), status, clean(deal.name, 60), rival))
        for at, text in enumerate(wrap(clean(deal.lesson, 1_000), room - 2)):
            yield Row(f"more:{key}:{at}", (f"  {text}",))
