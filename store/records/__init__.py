"""What is kept: one module per kind of record."""

from __future__ import annotations

from kamtui.store.records.account import Account
from kamtui.store.records.activity import Activity, Task
from kamtui.store.records.base import Choice, Hidden, Long, Money, Rating, Record, Ref, Yearly, document, plain, view
from kamtui.store.records.catalog import Competitor, Ignored, Product, Salesperson, Segment
from kamtui.store.records.contact import Contact
from kamtui.store.records.contest import Criterion, Intelligence, Objection, Rival
from kamtui.store.records.event import Event
from kamtui.store.records.judgement import US, Evidence, Judgement, Stance, Verdict
from kamtui.store.records.list_view import ListView
from kamtui.store.records.offer import Bid, Concession, Gift, Quote, QuoteLine
from kamtui.store.records.opportunity import Answer, Opportunity
from kamtui.store.records.order import OrderLine
from kamtui.store.records.people import PersonalAnswer, Profile, Tie
from kamtui.store.records.profile import Contract, Need, Project
from kamtui.store.records.review import REVIEW, Call, Decision, Snapshot, SnapshotDeal
from kamtui.store.records.service import Promise, Service
from kamtui.store.records.target import CompanyTotal, Target

CARD: dict[str, type[Record]] = {
    kind.table: kind
    for kind in (Account, Contact, Opportunity, Activity, Task, Need, Project, Contract, Service, Promise)
} | {kind.table: kind for kind in (Criterion, Rival, Intelligence, Objection, Quote, Concession, Gift)}
"""Kinds that live in an account's card, by table."""
CATALOG: dict[str, type[Record]] = {
    kind.table: kind for kind in (Competitor, Product, Salesperson, ListView, Ignored, Segment)
}
"""Kinds that live in the catalog."""
TARGETS: dict[str, type[Record]] = {kind.table: kind for kind in (Target, CompanyTotal)}
"""Kinds that live in `targets.json`."""
KINDS: dict[str, type[Record]] = {
    table: kind
    for table, kind in (CARD | CATALOG | TARGETS | {OrderLine.table: OrderLine}).items()
    if kind not in (ListView, Ignored, Segment)
}
"""All kinds that a person names in a command."""

__all__ = [
    "CARD",
    "CATALOG",
    "KINDS",
    "REVIEW",
    "TARGETS",
    "US",
    "Account",
    "Activity",
    "Answer",
    "Bid",
    "Call",
    "Choice",
    "CompanyTotal",
    "Competitor",
    "Concession",
    "Contact",
    "Contract",
    "Criterion",
    "Decision",
    "Event",
    "Evidence",
    "Gift",
    "Hidden",
    "Ignored",
    "Intelligence",
    "Judgement",
    "ListView",
    "Long",
    "Money",
    "Need",
    "Objection",
    "Opportunity",
    "OrderLine",
    "PersonalAnswer",
    "Product",
    "Profile",
    "Project",
    "Promise",
    "Quote",
    "QuoteLine",
    "Rating",
    "Record",
    "Ref",
    "Rival",
    "Salesperson",
    "Segment",
    "Service",
    "Snapshot",
    "SnapshotDeal",
    "Stance",
    "Target",
    "Task",
    "Tie",
    "Verdict",
    "Yearly",
    "document",
    "plain",
    "view",
]
