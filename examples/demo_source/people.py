"""Who is who: our own catalog, the accounts and the people there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from demo_source.reading import Dated, Row, history, ident, money, on, rows, value_or_history, whole
from demo_source.story import Story
from kamtui.store.records import Account, Competitor, Contact, Product, Rating, Salesperson

STARTED = on(-1000)
"""The day on which the team began to keep its data."""
MET = on(-17)
"""When someone of whom we know nothing else was met."""


def tell_catalog(story: Story) -> None:
    """Add salespeople, products and competitors."""
    for row in rows("salespeople"):
        key = row.pop("key")
        aliases = tuple(filter(None, [row.pop("aliases")]))
        person = Salesperson(
            id=ident("salespeople", key), email=f"{key}@lanchuan.example", aliases=aliases, **_filled(row)
        )
        story.add(person, STARTED, "admin")
    for row in rows("products"):
        row.pop("cost_percent")
        key, price, aliases = row.pop("key"), row.pop("price"), (row.pop("aliases"),)
        product = Product(
            id=ident("products", key), price=money(price, "CNY"), aliases=tuple(filter(None, aliases)), **_filled(row)
        )
        story.add(product, STARTED, "admin")
    for row in rows("competitors"):
        key, aliases, tags = row.pop("key"), (row.pop("aliases"),), tuple(row.pop("tags").split())
        rival = Competitor(id=ident("competitors", key), aliases=aliases, tags=tags, **_filled(row))
        story.add(rival, STARTED, "admin")


def tell_accounts(story: Story) -> dict[str, Account]:
    """Add the accounts with the history of their tiers and owners; the accounts by key."""
    accounts = {}
    for row in rows("accounts"):
        created = on(row["created"])
        tiers = value_or_history(row["tier"], created)
        owners = value_or_history(row["owner"], created)
        people = [Dated(ident("salespeople", owner), day) for owner, day in owners]
        account = _account(row, tiers[-1].value, people[-1].value)
        by = owners[-1].value
        story.add(account, created, by)
        story.changed(account, "tier", tiers[1:], tiers[0].value, by)
        story.changed(account, "owner", people[1:], people[0].value, by)
        accounts[row["key"]] = account
    return accounts


def tell_contacts(story: Story, accounts: dict[str, Account], login: dict[str, str]) -> dict[str, Contact]:
    """Add the people at the accounts with the history of what we think of them; the contacts by key."""
    contacts = {}
    for number, row in enumerate(rows("contacts")):
        account = accounts.get(row["account"])
        past = _ratings(row)
        met = min((ratings[0].day for ratings in past.values()), default=MET)
        contact = _contact(row, account, number, {name: ratings[-1].value for name, ratings in past.items()})
        by = login[row["account"]]
        story.add(contact, met, by)
        for name, ratings in past.items():
            start = ratings.pop(0).value if ratings[0].day == met else Rating()
            story.changed(contact, name, ratings, start, by)
        contacts[row["key"]] = contact
    return contacts


def _filled(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value}


def _account(row: Row, tier: str, owner: str) -> Account:
    plain = {name: row[name] for name in ("name", "kind", "industry", "region", "location", "phone", "note")}
    return Account(
        id=ident("accounts", row["key"], day=on(row["created"])),
        key=row["is_key"] == "1",
        tier=tier,
        owner=owner,
        parent=_account_id(row["parent"]),
        website=f"https://www.{row['domain']}" if row["domain"] else "",
        founded=whole(row["founded"]),
        employees=whole(row["employees"]),
        revenue=money(row["revenue"], row["currency"]),
        potential=money(row["potential"], row["currency"]),
        currency=row["currency"],
        aliases=(row["aliases"],) if row["aliases"] else (),
        tags=tuple(row["tags"].split()),
        **_filled(plain),
    )


def _account_id(key: str) -> str:
    days = {row["key"]: on(row["created"]) for row in rows("accounts")}
    return ident("accounts", key, day=days[key]) if key else ""


def _ratings(row: Row) -> dict[str, list[Dated]]:
    """What we thought of a person over time, by field; influence is judged once, with the rest."""
    confidence, _, source = row["basis"].partition(" ")

    def rating(value: str, day: dt.date | None) -> Rating:
        known = None if value == "?" else int(value)
        return Rating(value=known, source=source, date=day, confidence=whole(confidence))

    past = {
        name: [Dated(rating(value, day), day) for value, day in history(row[name])]
        for name in ("attitude", "closeness")
        if row[name]
    }
    days = [day for ratings in past.values() for _, day in ratings]
    if row["influence"]:
        last = max(days, default=None)
        past["influence"] = [Dated(rating(row["influence"], last), min(days, default=MET))]
    return past


def _contact(row: Row, account: Account | None, number: int, ratings: dict[str, Any]) -> Contact:
    plain = {name: row[name] for name in ("title", "department", "level", "function", "layer", "hot_button", "note")}
    domain = account.website.removeprefix("https://www.") if account else ""
    chinese = account is not None and not account.currency
    near = (ratings.get("closeness", Rating()).value or 0) >= 3
    return Contact(
        id=ident("contacts", row["key"]),
        account=account.id if account else "",
        name=row["name"],
        roles=tuple(row["roles"].split()),
        coach=row["coach"] == "1",
        reports_to=ident("contacts", row["reports_to"]) if row["reports_to"] else "",
        email=f"{row['key']}@{domain}" if domain else "",
        mobile=f"130 0000 {1000 + number * 7}" if chinese and number % 4 else "",
        wechat=row["key"] if chinese and near else "",
        **_filled(plain),
        **ratings,
    )
