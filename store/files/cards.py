"""What the workbench keeps in memory of each card: the typed records that lists and boards show.

A record that does not fit its kind is set aside with a finding; the rest of the card is used, and the odd
record stays in the file as it is. Activities and events are read when someone asks for them.
"""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar, cast

import msgspec

from kamtui.store.figures.pipeline import Total, total
from kamtui.store.figures.summary import AccountSummary, summary_of
from kamtui.store.figures.trail import Trail, trail
from kamtui.store.files.codec import Document
from kamtui.store.files.conflicts import conflicts_of
from kamtui.store.files.findings import Finding
from kamtui.store.files.ids import is_id
from kamtui.store.files.layout import UNASSIGNED, Stamp
from kamtui.store.files.loader import line_of
from kamtui.store.records import CARD, Account, Activity, Contact, Event, Opportunity, Record, Task, view

R = TypeVar("R", bound=Record)


MEMBERS: tuple[type[Record], ...] = tuple(kind for kind in CARD.values() if kind not in (Account, Activity))
"""The kinds of which all records around an account are kept with its card."""
TRAIL = "trail"
"""Beside their tables, what the rules need of the account's activities and events."""
OPEN = "open opportunities"
"""The open opportunities lie apart from those in their table: boards and reminders need no others."""


class Card(msgspec.Struct, frozen=True, omit_defaults=True):
    """One card: what the account list shows of it, and the rest still packed, or left where the index keeps it.

    Unpacking twenty thousand opportunities would delay the first paint of the account list, which needs none.
    """

    name: str
    stamp: Stamp
    """The version of the file that the card was read from."""
    account: Account | None = None
    pipeline: Total = Total()
    """Of the open opportunities; the currency of amounts that name none is ""."""
    last_activity: dt.date | None = None
    undecided: tuple[str, ...] = ()
    """Ids of the records in which a merge has left something to decide."""
    findings: tuple[Finding, ...] = ()
    packed: dict[str, msgspec.Raw] | None = None
    """By table the records around the account, with `OPEN` and `TRAIL`; None where the cache still has them."""
    summary: msgspec.Raw = msgspec.Raw()
    """The account's `AccountSummary`, so that a column of the list needs no member."""

    @property
    def account_id(self) -> str:
        """Id of the card's account; empty for the unassigned card."""
        return self.account.id if self.account else ""


def read_card(document: Document, name: str, stamp: Stamp, data: bytes) -> Card:
    """The card in `document`; `data` is looked into for the lines of findings."""
    findings: list[Finding] = []
    accounts = typed(document, Account, name, data, findings)
    if len(accounts) > 1 or (len(document.get("accounts", {})) != 1 and name != UNASSIGNED):
        findings.append(Finding("accounts", name, found=str(len(document.get("accounts", {})))))
        return Card(name, stamp, findings=tuple(findings), packed={})
    account = accounts[0] if accounts else None
    owner = account.id if account else ""
    members = {kind.table: typed(document, kind, name, data, findings, owner) for kind in MEMBERS}
    deals = cast(tuple[Opportunity, ...], members[Opportunity.table])
    past = trail(typed(document, Activity, name, data, findings, owner), events_of(document, owner))
    findings += misfit_events(document, name, data)
    return Card(
        name,
        stamp,
        account,
        total((deal for deal in deals if deal.status == "open" and not deal.archived), ""),
        last_activity(document),
        undecided(document),
        tuple(findings),
        _packed({**members, **_apart(deals), TRAIL: past}),
        msgspec.Raw(msgspec.msgpack.encode(_summary(members))),
    )


def _apart(deals: tuple[Opportunity, ...]) -> dict[str, tuple[Opportunity, ...]]:
    """The open opportunities, and under their table the others."""
    return {
        OPEN: tuple(deal for deal in deals if deal.status == "open"),
        Opportunity.table: tuple(deal for deal in deals if deal.status != "open"),
    }


def _packed(kept: Mapping[str, object]) -> dict[str, msgspec.Raw]:
    return {name: msgspec.Raw(msgspec.msgpack.encode(each)) for name, each in kept.items() if each}


def undecided(document: Document) -> tuple[str, ...]:
    """Ids of the records in which a merge has left something to decide."""
    return tuple(dict.fromkeys(clash.id for clash in conflicts_of(document)))


def unpack(packed: msgspec.Raw | None, kind: type[R]) -> tuple[R, ...]:
    """The records of one of `MEMBERS` around an account."""
    return cast(tuple[R, ...], _decoder(kind).decode(packed)) if packed else ()


def unpack_trail(packed: msgspec.Raw | None) -> Trail:
    """What the rules need of the past of an account."""
    return msgspec.msgpack.decode(packed, type=Trail) if packed else Trail()


@cache
def _decoder(kind: type[Record]) -> msgspec.msgpack.Decoder[tuple[Record, ...]]:
    return msgspec.msgpack.Decoder(GenericAlias(tuple, (kind, ...)))


def _summary(members: Mapping[str, tuple[Record, ...]]) -> AccountSummary:
    return summary_of(
        cast(tuple[Contact, ...], members[Contact.table]),
        cast(tuple[Opportunity, ...], members[Opportunity.table]),
        cast(tuple[Task, ...], members[Task.table]),
    )


def unpack_summary(card: Card) -> AccountSummary:
    """What the list says of a card's account."""
    return msgspec.msgpack.decode(card.summary, type=AccountSummary) if card.summary else AccountSummary()


def typed(
    document: Document, kind: type[R], name: str, data: bytes, findings: list[Finding], account: str = ""
) -> tuple[R, ...]:
    """The records of one kind in a document; those that do not fit are added to `findings` instead."""
    records: list[R] = []
    table = document.get(kind.table, {})
    with suppress(msgspec.ValidationError):  # all at once, which takes a third of the time
        extra = {"account": account} if account else {}
        filled = [{**fields, **extra, "id": key} for key, fields in table.items()]
        whole: tuple[R, ...] = msgspec.convert(filled, GenericAlias(tuple, (kind, ...)))
        if all(map(is_id, table)):
            return whole
    for key, fields in document.get(kind.table, {}).items():
        if not is_id(key):
            line = line_of(data, [kind.table, key])
            findings.append(Finding("record_id", name, line, found=key, record=key))
            continue
        try:
            records.append(view(kind, key, fields, account))
        except msgspec.ValidationError as error:
            findings.append(_misfit(error, name, data, kind.table, key, fields))
    return tuple(records)


def activities_of(document: Document, account: str) -> list[Activity]:
    """The card's activities, the latest first."""
    records = typed(document, Activity, "", b"", [], account)
    return sorted(records, key=lambda activity: (activity.date or dt.date.min, activity.id), reverse=True)


def events_of(document: Document, account: str) -> list[Event]:
    """The card's events in the order in which they happened."""
    events = []
    for key, fields in document.get(Event.table, {}).items():
        with suppress(msgspec.ValidationError):
            events.append(msgspec.convert({**fields, "id": key, "account": account}, Event))
    return sorted(events, key=lambda event: (event.at, event.id))


def misfit_events(document: Document, name: str, data: bytes) -> list[Finding]:
    """A finding for each event that does not fit: history is then not whole."""
    findings = []
    for key, fields in document.get(Event.table, {}).items():
        try:
            msgspec.convert(fields, Event)
        except msgspec.ValidationError as error:
            findings.append(_misfit(error, name, data, Event.table, key, fields))
    return findings


def last_activity(document: Document) -> dt.date | None:
    """The day of the card's latest activity."""
    days = {str(fields.get("date", "")) for fields in document.get("activities", {}).values()}
    for day in sorted(days, reverse=True):
        try:
            return dt.date.fromisoformat(day)
        except ValueError:
            continue
    return None


def _misfit(
    error: msgspec.ValidationError, name: str, data: bytes, table: str, key: str, fields: Mapping[str, Any]
) -> Finding:
    """The finding for a record that does not fit: which field, what stands there, what belongs there."""
    expected, _, path = str(error).partition(" - at `$.")
    if expected.startswith("Expected `"):
        expected = expected.split("`")[1]
    field = path.rstrip("`").partition(".")[0].partition("[")[0]
    found = f"{table} {key} {field}: {fields.get(field)!r}" if field in fields else f"{table} {key}"
    line = line_of(data, [table, key, field] if field else [table, key])
    return Finding("field", name, line, found=found, expected=expected, record=key)
