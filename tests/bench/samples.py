"""Workspaces and tables of any size, always the same; cards are written as bytes, not by thousands of changes."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kamtui.store.files.codec import encode_card
from kamtui.store.files.ids import derived_id
from kamtui.store.files.layout import card_name
from kamtui.store.records import Account, Activity, Answer, Contact, Opportunity, document
from kamtui.store.text.slugs import slug
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
_NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
_CITIES = ("Ningchuan", "Saltmere", "Brennhaven", "Yunzhou", "Aldermoor")
_TRADES = ("Power Grid", "Hospital Group", "Commercial Bank", "Logistics", "University", "Machine Works")
_NOTE = (
    "与信息中心主任讨论了机房改造的预算和时间表，对方希望先看同行业的案例。"
    "Asked for two references from the same trade; the second talk is about the service contract."
)
_KNOWN = {name: Answer(date=TODAY) for name in ("alternative", "coach", "organisation", "worth-it")}
"""What the method wants known before a deal leaves its first stage, so that a key can move it."""


def account_name(number: int) -> str:
    """The name of the account of this number."""
    return f"{_CITIES[number % 5]} {_TRADES[number % 6]} #{number:04}"


def deals(number: int, first: int, count: int, stages: list[str]) -> dict[str, dict[str, Any]]:
    """The opportunities of an account, of which three in twenty are open and the rest won, as documents by id."""
    made = {}
    for place in range(first, first + count):
        is_open = place % 20 < 3
        deal = Opportunity(
            name=f"Data centre renewal {place:05}", status="open" if is_open else "won",
            stage=stages[place % len(stages)] if is_open else "", currency="CNY",
            amount=1_000_000 + place * 700,
            opened=TODAY - dt.timedelta(days=90 + place % 200), stage_since=TODAY - dt.timedelta(days=place % 90),
            close_date=TODAY + dt.timedelta(days=place % 120), next_step="Visit the head of the computing centre",
            source="Trade fair", tags=("renewal", "2026"), created=_NOW, updated=_NOW, updated_by="bench",
            problem="The old machines fail" if is_open else "", known=_KNOWN if is_open else {},
        )  # fmt: skip
        made[derived_id("bench", "deal", str(number), str(place), day=TODAY)] = document(deal)
    return made


def card(number: int, opportunities: dict[str, dict[str, Any]], people: int, visits: int) -> tuple[str, dict[str, Any]]:
    """The name and the document of an account's card."""
    own = derived_id("bench", "account", str(number), day=TODAY)
    name = account_name(number)
    account = Account(
        id=own, name=name, tier=("A", "B", "C")[number % 3], industry=_TRADES[number % 6], location=_CITIES[number % 5],
        revenue=10_000_000 + number, currency="CNY", slug=slug(name, own),
        created=_NOW, updated=_NOW, updated_by="bench",
    )  # fmt: skip
    contacts = [
        Contact(
            name=f"李建国 {place}", title="信息中心主任", department="信息中心", phone="010-5555 0100", created=_NOW
        )
        for place in range(people)
    ]
    activities = [
        Activity(
            subject=f"Visit {place}", kind="visit", date=TODAY - dt.timedelta(days=7 * place), note=_NOTE, created=_NOW
        )
        for place in range(visits)
    ]
    tables = {
        "accounts": {own: document(account)},
        "contacts": {derived_id("contact", own, str(n)): document(each) for n, each in enumerate(contacts)},
        "opportunities": opportunities,
        "activities": {derived_id("visit", own, str(n)): document(each) for n, each in enumerate(activities)},
    }
    return card_name(account.slug), {table: records for table, records in tables.items() if records}


def workspace(root: Path, accounts: int, opportunities: int, people: int = 10, visits: int = 92) -> int:
    """Make a workspace of so many accounts and opportunities; the bytes of an average card.

    Each card has `people` contacts and `visits` activities: with the usual ten opportunities, 45 KB.
    """
    stages = [stage.id for stage in Workspace.create(root, "Bench").method.stages]
    size = 0
    for number in range(accounts):
        first, after = (opportunities * place // accounts for place in (number, number + 1))
        name, held = card(number, deals(number, first, after - first, stages), people, visits)
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        data = encode_card(held)
        path.write_bytes(data)
        size += len(data)
    return size // accounts


def flat_deals(count: int) -> Iterator[dict[str, Any]]:
    """So many opportunities as one table holds them: each names its account."""
    stages = ["need", "deliberation", "design"]
    for number in range(0, count, 10):
        for deal in deals(number // 10, number, 10, stages).values():
            yield {**deal, "account": derived_id("bench", "account", str(number // 10), day=TODAY)}


def order_csv(path: Path, lines: int) -> None:
    """A sales system's export of so many order lines: two years, 800 customers, 500 products."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Order No", "Line No", "Order Date", "Customer ID", "Customer Name", "Product Code", "Product Name",
             "Quantity", "Unit Price", "Amount", "Region", "City"]
        )  # fmt: skip
        for number in range(lines):
            order, customer, product = number // 4, (number // 4 * 7) % 800, (number * 13) % 500
            day = TODAY - dt.timedelta(days=order * 730 // (lines // 4 + 1))
            quantity, cents = 1 + number % 20, 1999 + product * 37
            writer.writerow(
                [f"SO{order:07}", number % 4 + 1, day.isoformat(), f"C{customer:04}", account_name(customer),
                 f"P{product:04}", f"Switch {product:04}", quantity, f"{cents / 100:.2f}",
                 f"{cents * quantity / 100:.2f}", _CITIES[customer % 5], _CITIES[customer % 5]]
            )  # fmt: skip
