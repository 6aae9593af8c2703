"""Twenty thousand files with something wrong in them: each is read or set aside in words, and none is touched."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from torture.acts import named
from torture.scale import cases, dice, family

from kamtui.store.files.codec import encode_card
from kamtui.store.records import Account, Activity, Contact, Opportunity, Task
from kamtui.store.workspace import Workspace

PARTS, EACH = 10, cases(2000)
"""Tests, and the fuzzed files that lie in the workspace of each."""

HOSTILE: tuple[bytes, ...] = (
    b"",
    b" ",
    b"\n",
    b"null",
    b"[]",
    b"{}",
    b"1",
    b'"text"',
    b"{",
    b"}",
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\x00}\x00",
    b"\x00",
    b"[" * 100_000,
    b'{"a":' * 50_000,
    b'{"accounts":[]}',
    b'{"accounts":null}',
    b'{"accounts":{"x":1}}',
    b'{"accounts":{"":{}}}',
    b'{"accounts":{"1":{"name":NaN}}}',
    b'{"accounts":{"1":{"name":Infinity}}}',
    b'{"accounts":{"1":{"employees":1e999}}}',
    b'{"accounts":{"1":{"employees":' + b"9" * 5000 + b"}}}",
    b'{"accounts":{"1":{"name":"\\ud800"}}}',
    b'{"accounts":{"1":{"name":"a","name":"b"}}}',
    b'{"accounts":{"1":{}},"accounts":{}}',
    b'{"accounts":{"01":{},"1":{}}}',
    b"<<<<<<< a\n{}\n=======\n{}\n>>>>>>> b\n",
    b'{"accounts":{"1":{"name":"\x1b]0;owned\x07"}}}',
    b"PK\x03\x04",
    b"%PDF-1.7",
)
"""Made by hand."""

Mutate = Callable[[bytearray, random.Random], bytes]


def _at(data: bytearray, throw: random.Random) -> int:
    return throw.randrange(len(data))


def change_byte(data: bytearray, throw: random.Random) -> bytes:
    """Any byte becomes any other."""
    data[_at(data, throw)] = throw.randrange(256)
    return bytes(data)


def flip_bit(data: bytearray, throw: random.Random) -> bytes:
    """One bit turns."""
    data[_at(data, throw)] ^= 1 << throw.randrange(8)
    return bytes(data)


def truncate(data: bytearray, throw: random.Random) -> bytes:
    """The end is missing."""
    return bytes(data[: _at(data, throw)])


def zero(data: bytearray, throw: random.Random) -> bytes:
    """A stretch, perhaps to the end, is zeros."""
    start = _at(data, throw)
    end = throw.choice((len(data), start + throw.randrange(1, 64)))
    data[start:end] = bytes(len(data[start:end]))
    return bytes(data)


def double_line(data: bytearray, throw: random.Random) -> bytes:
    """A line stands there twice."""
    lines = bytes(data).splitlines(keepends=True)
    place = throw.randrange(len(lines))
    return b"".join([*lines[: place + 1], *lines[place:]])


def drop_line(data: bytearray, throw: random.Random) -> bytes:
    """A line is missing."""
    lines = bytes(data).splitlines(keepends=True)
    del lines[throw.randrange(len(lines))]
    return b"".join(lines)


def splice(data: bytearray, throw: random.Random) -> bytes:
    """The head of the file with the tail of itself from elsewhere."""
    return bytes(data[: _at(data, throw)] + data[_at(data, throw) :])


def add_markers(data: bytearray, throw: random.Random) -> bytes:
    """Git's conflict markers around some lines."""
    lines = bytes(data).splitlines(keepends=True)
    first, second, third = sorted(throw.randrange(len(lines) + 1) for _ in range(3))
    ours, theirs = lines[first:second], lines[second:third]
    marked = [b"<<<<<<< HEAD\n", *ours, b"=======\n", *theirs, b">>>>>>> theirs\n"]
    return b"".join([*lines[:first], *marked, *lines[third:]])


def hostile(_: bytearray, throw: random.Random) -> bytes:
    """One made by hand."""
    return throw.choice(HOSTILE)


MUTATIONS: tuple[Mutate, ...] = (
    change_byte, flip_bit, truncate, zero, double_line, drop_line, splice, add_markers, hostile,
)  # fmt: skip


def card(number: int) -> bytes:
    """A card with one record of each kind, as kamtui writes it."""
    key = f"01K9{number:022}"
    tables: dict[str, dict[str, dict[str, object]]] = {
        Account.table: {key: {"name": f"客户 {number}", "tags": ["a", "b"], "tier": "A", "employees": number}},
        Contact.table: {key: {"name": "李建国", "attitude": {"value": 1, "date": "2026-11-02"}, "coach": True}},
        Opportunity.table: {key: {"name": "智能电表", "amount": 1000, "close_date": "2026-12-31", "status": "open"}},
        Activity.table: {key: {"subject": "拜访", "date": "2026-11-01"}},
        Task.table: {key: {"title": "回电话", "due": "2026-11-05"}},
        "events": {key: {"record": key, "kind": "accounts", "field": "tier", "at": "2026-11-01T08:00:00Z"}},
    }
    return encode_card(tables)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_file_raises_is_touched_or_hides_another(part: int, folder: Path, quick_disk: None) -> None:
    with family("fuzzed files") as count:
        throw = dice(part)
        workspace = Workspace.create(folder / "w")
        with workspace.change("Start") as change:
            good = {change.add(Account(name=f"Good {number}")).id for number in range(3)}
        place = workspace.root / "accounts" / "z"
        place.mkdir()
        written: dict[str, bytes] = {}
        for number in range(EACH):
            mutate = MUTATIONS[number % len(MUTATIONS)]
            name, original = f"z-{number}.json", card(number)
            written[name] = mutate(bytearray(original), throw)
            (place / name).write_bytes(written[name])

        workspace = Workspace.open(workspace.root)
        whole_day(workspace, good)
        for name, data in written.items():
            assert (place / name).read_bytes() == data, f"{name} was written over"
            count.cases += 1
        named_files = {finding.file for finding in workspace.findings}
        listed = {card.name for card in workspace._index.cards.values() if card.account}
        silent = {f"accounts/z/{name}" for name in written} - named_files - listed
        assert silent == set(), "neither listed nor named as damaged"
        assert min(len(named_files), len(listed)) > EACH / 15


def whole_day(workspace: Workspace, good: set[str]) -> None:
    """Everything that is done with good records goes on, and every finding can be said."""
    assert good <= workspace.records(Account).keys()
    assert all(finding.text() for finding in workspace.findings)
    for kind in (Contact, Opportunity, Task):
        json.dumps(sorted(workspace.records(kind)))
    with workspace.change("Rate") as change:
        change.set(named(workspace, "Good 1"), tier="A")
    assert workspace.undo()
    assert workspace.redo()
    workspace.refresh(everything=True)
    workspace.close()
    assert named(Workspace.open(workspace.root), "Good 1").tier == "A"


def test_the_card_that_is_fuzzed_is_whole(folder: Path) -> None:
    workspace = Workspace.create(folder / "w")
    (workspace.root / "accounts" / "z").mkdir(parents=True)
    (workspace.root / "accounts" / "z" / "z-1.json").write_bytes(card(1))
    workspace.refresh(everything=True)
    assert workspace.findings == []
    assert len(workspace.records(Opportunity)) == 1
