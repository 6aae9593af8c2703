"""What is due in a workspace, in words, for programs and for calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from kamtui.store.fields.persons import birthday
from kamtui.store.figures.agenda import (
    AHEAD,
    Due,
    bucket,
    next_day,
    of_birthdays,
    of_contracts,
    of_deals,
    of_promises,
    of_tasks,
    of_visits,
    sorted_dues,
)
from kamtui.store.files.ids import derived_id
from kamtui.store.records import Account, Contact, Contract, Promise, Task
from kamtui.store.review.scope import EVERYTHING, Scoped
from kamtui.store.review.told import account_name, person
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_FOLD = 75
"""Bytes in a line of a calendar (RFC 5545)."""


def dues(
    workspace: Workspace,
    today: dt.date,
    days: int | None = None,
    scope: Scoped = EVERYTHING,
    *,
    sensitive: bool = False,
) -> list[Due]:
    """What is due until so many days from today, all of it without `days`, and whatever is late; the earliest first.

    Wedding days are sensitive: they are only in what a screen shows, and in nothing that can be sent on.
    """
    accounts = workspace.records(Account)
    trails = {account: workspace.trail(account) for account in accounts}
    found = [
        *of_tasks(workspace.records(Task).values()),
        *of_promises(workspace.records(Promise).values()),
        *of_contracts(workspace.records(Contract).values(), today),
        *of_deals(workspace.open_deals().values(), today),
        *of_visits(accounts.values(), trails, workspace.method, today),
        *of_birthdays(workspace.records(Contact).values(), {each.id: each.owner for each in accounts.values()}, today),
        *(_anniversaries(workspace, today) if sensitive else ()),
    ]
    last = today + dt.timedelta(days=days) if days is not None else dt.date.max
    return sorted_dues(each for each in found if each.day <= last and _is_in(each, scope))


def _anniversaries(workspace: Workspace, today: dt.date) -> Iterator[Due]:
    """The wedding days that are near; they are sensitive, and named only where the workspace has a purpose for it."""
    if not workspace.config.sensitive_purpose.strip():
        return
    for person_id, profile in workspace.profiles().items():
        person, said = workspace.get(Contact, person_id), profile.answers.get("wedding-day")
        if person is None or said is None or person.archived or person.left is not None:
            continue
        with suppress(ValueError):
            day = next_day(birthday(said.answer), today)
            if day is not None and (day - today).days <= AHEAD:
                account = workspace.get(Account, person.account)
                yield Due(
                    "anniversary", day, person.id, person.account, "", account.owner if account else "", person.name
                )


def counts(workspace: Workspace, today: dt.date) -> tuple[int, int]:
    """How many things are late, and how many are for today: the badge in the title.

    A visit that a tier asks for is no promise to anyone, so it does not count as late; nor is a birthday.
    """
    found = [each for each in dues(workspace, today, 0) if each.kind not in ("visit", "birthday", "anniversary")]
    late = sum(each.day < today for each in found)
    return late, len(found) - late


def due_text(due: Due) -> str:
    """What is to be done, in a few words."""
    match due.kind:
        case "visit":
            last = due.last.isoformat() if due.last else "-"
            return word("review.due.visit_text", days=due.every, last=last)
        case "close_date":
            return word("review.due.close_text")
        case "renewal":
            return word("review.due.renewal_text", contract=due.text)
        case "birthday" | "anniversary":
            return word(f"review.due.{due.kind}_text", name=due.text)
        case "wait":
            return word("review.due.wait_text", what=due.text or "-")
    return due.text or "-"


def due_json(workspace: Workspace, due: Due, today: dt.date) -> dict[str, Any]:
    """One thing that is due, for programs."""
    return {
        "kind": due.kind,
        "day": due.day.isoformat(),
        "bucket": bucket(due, today),
        "days": (due.day - today).days,
        "record": due.record,
        "account": account_name(workspace, due.account),
        "opportunity": due.opportunity,
        "owner": person(workspace, due.owner),
        "text": due_text(due),
    }


def ics(workspace: Workspace, found: list[Due]) -> str:
    """A calendar of whole days, in the spelling of RFC 5545; the same things give the same text."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kamtui//due//EN", "CALSCALE:GREGORIAN"]
    for due in found:
        summary = f"{account_name(workspace, due.account)}: {due_text(due)}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{derived_id(due.kind, due.record, due.day.isoformat())}@kamtui",
            f"DTSTAMP:{due.day:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{due.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{due.day + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(summary)}",
            f"DESCRIPTION:{_escaped(word(f'review.due.{due.kind}') + ' @' + person(workspace, due.owner))}",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _is_in(due: Due, scope: Scoped) -> bool:
    return scope.owners is None or due.owner in scope.owners


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "".join(char for char in plain.replace("\r", "").replace("\n", "\\n") if char.isprintable())


def _folded(line: str) -> list[str]:
    """A line in parts of at most 75 bytes, cut between characters, each but the first set in by a blank."""
    parts, part = [], ""
    for char in line:
        if len((part + char).encode("utf-8")) > _FOLD:
            parts.append(part)
            part = " "
        part += char
    return [*parts, part]
