"""The files of reviews: snapshots that are written once, sealed with a checksum, and never changed.

A snapshot holds a deal a line, like order files, so that two of them can be read side by side. `checksum` is the
SHA-256 of the canonical spelling of everything else: one that was edited by hand is named and not used.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec

from kamtui.store.files import atomic
from kamtui.store.files.codec import canonical, encode_lines
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.layout import review_name
from kamtui.store.files.loader import parse_json, read_bytes
from kamtui.store.records import Call, Decision, Snapshot, SnapshotDeal, document, view

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,59}")


class SnapshotExistsError(Exception):
    """There is a snapshot of this name, and it holds something else."""


class Head(msgspec.Struct, frozen=True):
    """What a snapshot says of itself."""

    name: str
    taken: dt.date
    base: str = ""
    checksum: str = ""


class _Said(msgspec.Struct, frozen=True):
    taken: dt.date
    base: str = ""


class _Shallow(msgspec.Struct, frozen=True):
    review: dict[str, _Said]
    checksum: str = ""


def is_name(text: str) -> bool:
    """Whether a snapshot can be called so: letters, digits, point, - and _, at most 60 of them."""
    return _NAME.fullmatch(text) is not None and not text.endswith(".json")


def week_name(day: dt.date) -> str:
    """What a snapshot of this day is called if nobody says otherwise: its ISO week."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def encoded(snapshot: Snapshot) -> bytes:
    """The bytes of a snapshot: equal data give equal bytes."""
    said = {"taken": snapshot.taken.isoformat()} | ({"base": snapshot.base} if snapshot.base else {})
    tables: dict[str, dict[str, Any]] = {
        "review": {snapshot.name: said},
        "deals": {deal: msgspec.to_builtins(held) for deal, held in snapshot.deals.items()},
        "calls": {call.id: document(call) for call in snapshot.calls.values()},
        "decisions": {decision.id: document(decision) for decision in snapshot.decisions.values()},
    }
    filled = {table: dict(sorted(records.items())) for table, records in tables.items() if records}
    return b'{"checksum":"%s"\n,%s' % (checksum(filled).encode(), encode_lines(filled)[1:])


def checksum(content: Mapping[str, Any]) -> str:
    """The seal of a snapshot's content, its checksum left out."""
    return hashlib.sha256(canonical({key: value for key, value in content.items() if key != "checksum"})).hexdigest()


def reworded(data: bytes, file: str, change: Callable[[Any], Any]) -> bytes:
    """A snapshot with `change` done to its values, sealed again if its seal was whole; raises DamagedFileError."""
    content = parse_json(data, file)
    if not isinstance(content, dict) or not isinstance(content.get("checksum"), str):
        raise DamagedFileError(Finding("no_snapshot", file, found="checksum"))
    tables = {key: change(value) for key, value in content.items() if key != "checksum"}
    seal = checksum(tables) if content["checksum"] == checksum(content) else content["checksum"]
    return b'{"checksum":%s\n,%s' % (canonical(seal), encode_lines(tables)[1:])


def decoded(data: bytes, name: str) -> Snapshot:
    """The snapshot in `data`; `name` is what it is called. Raises DamagedFileError, naming the file."""
    file = review_name(name)
    try:
        content = msgspec.json.decode(data)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        content = parse_json(data, file)
    if not isinstance(content, dict) or not isinstance(content.get("checksum"), str):
        raise DamagedFileError(Finding("no_snapshot", file, found="checksum"))
    if content["checksum"] != checksum(content):
        raise DamagedFileError(Finding("resealed", file))
    try:
        [said] = msgspec.convert(content["review"], dict[str, _Said]).values()
        return Snapshot(
            name=name,
            taken=said.taken,
            base=said.base,
            deals=msgspec.convert(content.get("deals", {}), dict[str, SnapshotDeal]),
            calls={key: view(Call, key, each) for key, each in content.get("calls", {}).items()},
            decisions={key: view(Decision, key, each) for key, each in content.get("decisions", {}).items()},
        )
    except (msgspec.ValidationError, KeyError, ValueError, AttributeError) as error:
        raise DamagedFileError(Finding("no_snapshot", file, found=str(error))) from error


def read(root: Path, name: str) -> Snapshot | None:
    """The snapshot of this name, None where there is none; raises DamagedFileError."""
    data = read_bytes(root / review_name(name), review_name(name))
    return None if data is None else decoded(data, name)


def heads(root: Path) -> tuple[list[Head], list[Finding]]:
    """Every snapshot, the oldest first, and the files that are none; their deals are not read."""
    found, wrong = [], []
    folder = root / "reviews"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else []:
        try:
            said = msgspec.json.decode(read_bytes(path, review_name(path.stem)) or b"", type=_Shallow)
            [own] = said.review.values()
            found.append(Head(path.stem, own.taken, own.base, said.checksum))
        except (msgspec.MsgspecError, UnicodeError, ValueError) as error:
            wrong.append(Finding("no_snapshot", review_name(path.stem), found=str(error)))
        except DamagedFileError as error:
            wrong.append(error.finding)
    return sorted(found, key=lambda head: (head.taken, head.name)), wrong


def write(root: Path, snapshot: Snapshot) -> bool:
    """Write a snapshot; False where the same one is there already.

    Raises SnapshotExistsError where the name holds another one: a snapshot is never written over.
    """
    path = root / review_name(snapshot.name)
    data = encoded(snapshot)
    there = read_bytes(path, review_name(snapshot.name))
    if there is not None:
        if there == data:
            return False
        raise SnapshotExistsError(snapshot.name)
    atomic.make_folder(path.parent)
    atomic.write(path, data)
    return True
