"""Random merges: the same from both sides, the same again, and nothing lost, on two machines and on three."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from torture import scale
from torture.scale import cases, family

from kamtui.store.files.codec import Document, FloatText, canonical
from kamtui.store.files.conflicts import FLAG, conflicts_of, flags_of, keys_of, settle
from kamtui.store.files.merge import merge

PARTS, EACH = 4, cases(5000)
"""Tests, and the merges of each."""
FIELDS = ("phone", "name", "note", "tags", "attitude", "external_ids", "odd/~key", "")
TABLES = ("accounts", "events", "gadgets")
VALUES: tuple[Any, ...] = (
    0,
    1,
    True,
    None,
    "a",
    "b",
    "c",
    FloatText("1.1"),
    FloatText("1.10"),
    "李",
    [],
    {},
    [{"k": 1}],
)


def value(dice: random.Random, depth: int = 0) -> Any:
    """Any JSON value, small ones mostly."""
    kind = dice.random()
    if kind < 0.2 and depth < 2:
        return {dice.choice(("value", "source", "x")): value(dice, depth + 1) for _ in range(dice.randrange(3))}
    if kind < 0.4:
        return dice.sample(["r", "s", "t", 1, True], dice.randrange(4))
    return dice.choice(VALUES)


def record(dice: random.Random, name: str) -> dict[str, Any]:
    """A record with some fields."""
    fields = {field: value(dice) for field in dice.sample(FIELDS, dice.randrange(1, 5))}
    return touched(dice, fields, name)


def touched(dice: random.Random, fields: dict[str, Any], name: str) -> dict[str, Any]:
    """The record with the stamps of this person; seconds are few, so that ties happen."""
    if dice.random() < 0.1:
        return fields
    return fields | {"updated": f"2026-11-02T08:00:0{dice.randrange(6)}Z", "updated_by": dice.choice((name, "li"))}


def edited(dice: random.Random, document: Document, name: str, most: int = 6) -> Document:
    """The document after some changes by one person, decisions included."""
    result = {table: dict(records) for table, records in document.items()}
    for _ in range(dice.randrange(most + 1)):
        records = result.setdefault(dice.choice(TABLES), {})
        key = dice.choice("123")
        if key not in records:
            records[key] = record(dice, name)
        elif dice.random() < 0.2:
            del records[key]
        else:
            fields = dict(records[key])
            field = dice.choice(FIELDS)
            if dice.random() < 0.2:
                fields.pop(field, None)
            else:
                fields[field] = value(dice)
            records[key] = touched(dice, fields, name)
    if dice.random() < 0.2 and (clashes := conflicts_of(result)):
        clash = dice.choice(clashes)
        result = settle(result, clash, dice.choice((clash.kept, *clash.lost)), "2026-11-02T08:00:07Z", name)
    return result


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], bytes]]:
    """Every value in an object with the keys that lead to it; the items of a list one by one."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if path or key not in ("updated", "updated_by", FLAG):
                yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        yield from ((path, canonical(item)) for item in value)
    else:
        yield path, canonical(value)


def kept(document: Document) -> set[tuple[str, str, tuple[str, ...], bytes]]:
    """All values in a document, those that wait for a decision included."""
    found = set()
    for table, records in document.items():
        for key, fields in records.items():
            found |= {(table, key, *leaf) for leaf in leaves(fields)}
            for path, lots in flags_of(fields).items():
                values = [lost["value"] for lost in lots if "value" in lost]
                found |= {(table, key, *leaf) for lost in values for leaf in leaves(lost, keys_of(path))}
    return found


def written(base: Document, side: Document) -> set[tuple[str, str, tuple[str, ...], bytes]]:
    """The values that one side wrote since `base`, or kept waiting."""
    return kept(side) - kept(base)


def filled(dice: random.Random) -> Document:
    """A document that two people have filled and merged before, so that some decisions wait in it."""
    start = edited(dice, {}, "li", 12)
    return merge(start, edited(dice, start, "li", 8), edited(dice, start, "wu", 8)).document


def waiting(document: Document) -> set[tuple[str, str, str, bytes]]:
    """Everything about which someone has still to decide."""
    return {
        (table, key, path, canonical(lost))
        for table, records in document.items()
        for key, fields in records.items()
        for path, lots in flags_of(fields).items()
        for lost in lots
    }


@pytest.mark.parametrize("part", range(PARTS))
def test_random_merges_are_the_same_from_both_sides_and_lose_nothing(part: int) -> None:
    with family("three-way merges") as count:
        flagged = again = absorbed = 0
        for seed in range(EACH):
            count.cases += 1
            dice = scale.dice(part, seed)
            base = filled(dice)
            ours, theirs = edited(dice, base, "li"), edited(dice, base, "wu")
            merged = merge(base, ours, theirs).document
            assert canonical(merged) == canonical(merge(base, theirs, ours).document), seed
            for side in (ours, theirs, merged):
                assert canonical(merge(side, merged, side).document) == canonical(merged), seed
                if waiting(base) <= waiting(side):  # a decision that is seen a second time is followed again
                    assert canonical(merge(base, merged, side).document) == canonical(merged), seed
                    absorbed += 1
            assert not (written(base, ours) | written(base, theirs)) - kept(merged), seed
            flagged += bool(conflicts_of(merged))
            again += bool(conflicts_of(base))
        assert min(flagged, again, absorbed) > EACH / 3


def test_three_machines_end_with_identical_files_whoever_syncs_first() -> None:
    with family("three-way merges") as count:
        for seed in range(cases(1000)):
            count.cases += 1
            dice = scale.dice("three_machin", seed)
            shared = filled(dice)
            machines = {name: (shared, edited(dice, shared, name)) for name in ("li", "wu", "xu")}
            for _ in range(dice.randrange(3, 9)):
                name = dice.choice(list(machines))
                base, mine = machines[name]
                shared = merge(base, mine, shared).document
                machines[name] = shared, edited(dice, shared, name, 2)
            for name in sorted(machines, key=lambda _: dice.random()):
                base, mine = machines[name]
                shared = merge(base, mine, shared).document
                machines[name] = shared, shared
            ends = {canonical(merge(base, mine, shared).document) for base, mine in machines.values()}
            assert ends == {canonical(shared)}, seed


def test_three_machines_that_copy_each_others_files_end_with_identical_ones() -> None:
    with family("three-way merges") as count:
        for seed in range(cases(1000)):
            count.cases += 1
            dice = scale.dice("three_machin", seed)
            base = filled(dice)
            machines = [edited(dice, base, name) for name in ("li", "wu", "xu")]
            everything = set().union(*(written(base, machine) for machine in machines))
            pairs = list(permutations(range(3), 2)) * 2
            for one_machine, other in dice.sample(pairs, len(pairs)):
                merged = merge(base, machines[one_machine], machines[other]).document
                machines[one_machine] = machines[other] = merged
            assert len({canonical(machine) for machine in machines}) == 1, seed
            assert not everything - kept(machines[0]), seed


def test_the_order_of_merges_changes_no_value() -> None:
    with family("three-way merges") as count:
        for seed in range(cases(500)):
            count.cases += 1
            dice = scale.dice("the_order_of", seed)
            base = filled(dice)
            sides = [edited(dice, base, name) for name in ("li", "wu", "xu")]
            results = [merge(base, merge(base, a, b).document, c).document for a, b, c in permutations(sides)]
            assert len({frozenset(kept(result)) for result in results}) == 1, seed
