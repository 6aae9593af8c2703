"""What goes on: opportunities with their way through the stages, activities, tasks."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from demo_source.reading import Dated, Row, history, ident, money, on, on_or_none, rows, whole
from demo_source.story import Story
from kamtui.store.records import Account, Activity, Contact, Opportunity, Task

PLAIN = (
    *("kind", "source", "channel", "category", "purchase_form", "purchase_owner", "decision_mode", "problem"),
    *("criteria", "next_step", "lost_reason", "note"),
)
"""Columns that are fields as they stand."""


def tell_opportunities(story: Story, accounts: dict[str, Account], login: dict[str, str]) -> None:
    """Add the opportunities, each with the events of the way it has gone."""
    for row in rows("opportunities"):
        account = accounts.get(row["account"])
        currency = (account.currency if account else "") or "CNY"
        path = history(row["path"])
        closed = path.pop() if path[-1].value in ("won", "lost") else None
        opened = path[0].day
        pasts = {
            "stage": [*path],
            "selling_step": history(row["selling"]) or [*path],
            "amount": [Dated(money(value, currency), day) for value, day in _since(row["amount"], opened)],
            "close_date": [Dated(on(value), day) for value, day in _since(row["close"], opened)],
        }
        if closed:
            pasts["status"] = [Dated("open", opened), closed]
        deal = _opportunity(
            row, account, currency, path, {name: past[-1].value for name, past in pasts.items() if past}
        )
        by = login[row["account"]]
        story.add(deal, opened, by)
        for name, past in pasts.items():
            start = past.pop(0).value if past and past[0].day == opened else None
            story.changed(deal, name, past, start, by)


def tell_activities(
    story: Story, accounts: dict[str, Account], contacts: dict[str, Contact], login: dict[str, str]
) -> None:
    """Add what was done with the customers."""
    for row in rows("activities"):
        account, day = accounts.get(row["account"]), on(row["day"])
        activity = Activity(
            id=ident("activities", row["account"], row["day"], row["subject"], day=day),
            account=account.id if account else "",
            subject=row["subject"],
            kind=row["kind"],
            date=day,
            opportunity=_deal_id(row),
            contacts=tuple(contacts[key].id for key in row["contacts"].split()),
            owner=ident("salespeople", login[row["account"]]),
            outcome=row["outcome"],
            note=row["note"],
        )
        story.add(activity, day, login[row["account"]])


def tell_tasks(story: Story, accounts: dict[str, Account], contacts: dict[str, Contact], login: dict[str, str]) -> None:
    """Add what is to be done, and a little that is done."""
    for row in rows("tasks"):
        account, due, done = accounts.get(row["account"]), on(row["due"]), on_or_none(row["done"])
        task = Task(
            id=ident("tasks", row["account"], row["title"]),
            account=account.id if account else "",
            title=row["title"],
            due=due,
            done=done,
            opportunity=_deal_id(row),
            contact=contacts[row["contact"]].id,
            owner=ident("salespeople", login[row["account"]]),
            note=row["note"],
        )
        by = login[row["account"]]
        story.add(task, min(due - dt.timedelta(days=10), on(-1)), by)
        if done:
            story.touched(task, done, by)


def _since(cell: str, opened: dt.date) -> list[Dated]:
    """A history whose first value, where it has no day of its own, held from the start."""
    return history(cell) if "@" in cell else [Dated(cell, opened)] if cell else []


def _deal_id(row: Row) -> str:
    return ident("opportunities", row["account"], row["opportunity"]) if row["opportunity"] else ""


def _opportunity(
    row: Row, account: Account | None, currency: str, path: list[Dated], latest: dict[str, Any]
) -> Opportunity:
    status: Literal["open", "won", "lost"] = latest.pop("status", "open")
    plain: dict[str, Any] = {name: row[name] for name in PLAIN if row[name]}
    return Opportunity(
        id=ident("opportunities", row["account"], row["key"]),
        account=account.id if account else "",
        name=row["name"],
        status=status,
        currency=currency if row["amount"] or row["budget"] else "",
        odds=whole(row["odds"]),
        owner=account.owner if account else ident("salespeople", "linziang"),
        products=tuple(ident("products", key) for key in row["products"].split()),
        competitors=tuple(ident("competitors", key) for key in row["competitors"].split()),
        opened=path[0].day,
        stage_since=path[-1].day,
        next_date=on_or_none(row["next_date"]),
        budget=money(row["budget"], currency),
        purchase_date=on_or_none(row["purchase_date"]),
        lost_to=ident("competitors", row["lost_to"]) if row["lost_to"] else "",
        tags=tuple(row["tags"].split()),
        **plain,
        **latest,
    )
