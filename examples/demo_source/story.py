"""The demo as it grows: records, when and by whom each was written, and what changed in them since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from demo_source.reading import Dated, at, ident
from kamtui.store.records import Record, plain


@dataclass
class Story:
    """Everything that goes into the cards and the catalog."""

    records: list[Record] = field(default_factory=list)
    """In an order in which an account comes before what belongs to it."""
    stamps: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """By table and id, for a card has its contact's id: created, updated, updated_by as they stand in a file."""
    events: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By event id."""
    events_of: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Ids of the events of each account, "" for records without one."""

    def add(self, record: Record, day: dt.date, by: str) -> None:
        """Tell that `record` was written on `day` by the person with this login name."""
        moment = plain(at(day, record.id))
        self.records.append(record)
        self.stamps[record.table, record.id] = {"created": moment, "updated": moment, "updated_by": by}

    def complete(self, record_id: str, fields: dict[str, Any]) -> None:
        """Fill in fields of a record that was added before; nobody remembers when they were written."""
        place = next(place for place, record in enumerate(self.records) if record.id == record_id)
        self.records[place] = msgspec.structs.replace(self.records[place], **fields)

    def touched(self, record: Record, day: dt.date, by: str) -> None:
        """Tell that `record` was last changed on `day`, unless it was later."""
        moment = plain(at(day, record.id, "touched"))
        if moment > self.stamps[record.table, record.id]["updated"]:
            self.stamps[record.table, record.id] |= {"updated": moment, "updated_by": by}

    def changed(self, record: Record, name: str, values: Iterable[Dated], start: Any, by: str) -> None:
        """Tell the changes of a tracked field, from what it was at first to each of the dated values."""
        account = record.id if record.table == "accounts" else getattr(record, "account", "")
        old = plain(start)
        for value, day in values:
            moment = at(day, record.id, name)
            change = {"record": record.id, "kind": record.table, "field": name, "old": old, "new": plain(value)}
            change |= {"at": plain(moment), "by": by, "via": "tui"}
            key = ident("events", record.id, name, day.isoformat(), day=day)
            self.events[key] = {part: said for part, said in change.items() if said is not None}
            self.events_of[account].append(key)
            if plain(moment) > self.stamps[record.table, record.id]["updated"]:
                self.stamps[record.table, record.id] |= {"updated": plain(moment), "updated_by": by}
            old = plain(value)
