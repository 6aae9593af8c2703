"""The sections of a record's page, as data: a new field takes one word here."""

from __future__ import annotations

from functools import cache

from kamtui.store import fields
from kamtui.store.records import Record

SECTIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "accounts": {
        "head": ("name", "key", "tier", "kind", "industry", "region", "location", "owner", "parent", "website",
                 "phone", "tags", "aliases", "note"),
        "industry": ("position", "share_by_year", "industry_trend"),
        "company": ("founded", "employees", "revenue", "currency", "revenue_by_year", "profit_by_year", "trend",
                    "scope", "brand", "outlets_by_year", "company_note"),
        "chain": ("chain_position", "chain_note"),
        "potential": ("potential", "supplier_rank", "suppliers", "next_purchase", "traits"),
        "expectations": ("business_model", "expectations", "expectations_checked"),
        "application": ("industry_level", "application_level", "application_note"),
        "purchasing": ("purchase_mode", "approval_chain", "purchase_note"),
        "plan": ("plan_product", "plan_price", "plan_service", "plan_after_sales", "extra_services"),
        "team": ("team",),
    },
    "opportunities": {
        "head": ("name", "status", "stage", "amount", "currency", "close_date", "owner", "next_step", "next_date",
                 "category", "odds"),
        "customer": ("problem", "budget", "purchase_date", "purchase_form", "purchase_owner", "decision_mode",
                     "criteria"),
        "rivals": ("competitors", "won_reason", "lost_reason", "lost_to"),
    },
    "contacts": {
        "head": ("name", "title", "department", "roles", "attitude", "influence", "closeness", "mobile", "phone",
                 "email", "wechat"),
    },
}  # fmt: skip
"""By table the sections from top to bottom, each with its fields; their words are `page.section.NAME`."""


@cache
def sections_of(kind: type[Record]) -> tuple[tuple[str, tuple[fields.Field, ...]], ...]:
    """The sections of a kind of record; fields that no section names stand in the last one, "other"."""
    among = {field.name: field for field in fields.fields_of(kind) if not field.hidden}
    made = []
    for name, names in SECTIONS.get(kind.table, {}).items():
        made.append((name, tuple(among.pop(one) for one in names)))
    return (*made, ("other" if made else "head", tuple(among.values()))) if among else tuple(made)
