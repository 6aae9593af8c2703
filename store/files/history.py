"""What changed in the records, from what to what: the events in the cards, and what only the journal knows.

Events tell of the tracked fields, for ever and on every machine. Of all other fields the journal of this
machine still has the versions before and after each of its steps.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress

import msgspec

from kamtui.store.files.codec import Document
from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.images import Images
from kamtui.store.files.journal import Journal
from kamtui.store.files.layout import encoder_of
from kamtui.store.files.loader import parse
from kamtui.store.files.steps import Step, load
from kamtui.store.records import KINDS, Event

_UNTOLD = ("created", "updated", "updated_by")
"""Fields that change with every other one."""


def everyones_steps(journal: Journal, since: dt.date | None = None) -> Iterator[tuple[Step, Images]]:
    """The steps of all people that still stand, the latest first, with the versions that they have kept.

    `since` is a local day.
    """
    for folder in sorted(journal.mine.parent.glob("*/*"), key=lambda folder: folder.name, reverse=True):
        with suppress(OSError, msgspec.MsgspecError, ValueError):
            if since and moment_of(folder.name).astimezone().date() < since:
                return
            saved = load(folder)
            if saved and saved.step.state == "done":
                yield saved.step, Images(folder, saved.after)


def moment_of(step_id: str) -> dt.datetime:
    """When a step was made: its id says so. Raises ValueError for what is no id."""
    from ulid import ULID

    return ULID.from_str(step_id).datetime.replace(microsecond=0)


def changes_of_step(step: Step, images: Images, file: str) -> Iterator[Event]:
    """What one step changed in one of its files, field by field; "" is a record that came or went.

    What the step has also written as an event is left out. Raises DamagedFileError where a version is not whole.
    """
    number = step.files.index(file)
    before, after = (_document(images.read(number, which, file), file) for which in ("before", "after"))
    told = {
        (event.get("record"), event.get("field"))
        for key, event in after.get("events", {}).items()
        if key not in before.get("events", {})
    }
    account = next(iter({**before.get("accounts", {}), **after.get("accounts", {})}), "")
    for table in sorted({*before, *after} & KINDS.keys()):
        old_records, new_records = before.get(table, {}), after.get(table, {})
        for key in {**old_records, **new_records}:
            old, new = old_records.get(key), new_records.get(key)
            whole = old is None or new is None
            fields = [""] if whole else sorted({*(old or {}), *(new or {})} - set(_UNTOLD))
            for field in fields:
                was, became = (old, new) if whole else ((old or {}).get(field), (new or {}).get(field))
                if was != became and (key, field) not in told:
                    yield Event(
                        id=f"{step.id}/{key}/{field}", account=account, record=key, kind=table, field=field,
                        old=was, new=became, at=moment_of(step.id), by=step.by, via=step.via,
                    )  # fmt: skip


def changes(journal: Journal, files: set[str] | None = None, since: dt.date | None = None) -> Iterator[Event]:
    """What the journal knows beyond the events, the latest step first; only of these files where they are given."""
    for step, images in everyones_steps(journal, since):
        for file in step.files:
            if (files is None or file in files) and file.endswith(".json") and not file.startswith("orders/"):
                with suppress(OSError, DamagedFileError, msgspec.MsgspecError):
                    yield from changes_of_step(step, images, file)


def _document(data: bytes | None, name: str) -> Document:
    return {} if data is None else parse(data, name, encoder_of(name))
