"""What is kept: one module per kind of record."""

from __future__ import annotations

from kamtui.store.records.account import Account
from kamtui.store.records.activity import Activity, Task
from kamtui.store.records.base import Choice, Hidden, Long, Money, Rating, Record, Ref, Yearly, document, plain, view
from kamtui.store.records.catalog import Competitor, Product, Salesperson
from kamtui.store.records.contact import Contact
from kamtui.store.records.event import Event
from kamtui.store.records.list_view import ListView
from kamtui.store.records.opportunity import Answer, Opportunity
from kamtui.store.records.order import OrderLine
from kamtui.store.records.profile import Contract, Need, Project
from kamtui.store.records.review import REVIEW, Call, Decision, Snapshot, SnapshotDeal

CARD: dict[str, type[Record]] = {
    kind.table: kind for kind in (Account, Contact, Opportunity, Activity, Task, Need, Project, Contract)
}
"""Kinds that live in an account's card, by table."""
CATALOG: dict[str, type[Record]] = {kind.table: kind for kind in (Competitor, Product, Salesperson, ListView)}
"""Kinds that live in the catalog."""
KINDS: dict[str, type[Record]] = {
    table: kind for table, kind in (CARD | CATALOG | {OrderLine.table: OrderLine}).items() if kind is not ListView
}
"""All kinds that a person names in a command."""

__all__ = [
    "CARD",
    "CATALOG",
    "KINDS",
    "REVIEW",
    "Account",
    "Activity",
    "Answer",
    "Call",
    "Choice",
    "Competitor",
    "Contact",
    "Contract",
    "Decision",
    "Event",
    "Hidden",
    "ListView",
    "Long",
    "Money",
    "Need",
    "Opportunity",
    "OrderLine",
    "Product",
    "Project",
    "Rating",
    "Record",
    "Ref",
    "Salesperson",
    "Snapshot",
    "SnapshotDeal",
    "Task",
    "Yearly",
    "document",
    "plain",
    "view",
]
