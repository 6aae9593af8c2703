"""Two people change one record at the same time: both changes stay, or the second person is asked. All fields."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from torture.scale import family

from kamtui.store.records import CARD, CATALOG, Account, Ignored, Rating, Record, plain
from kamtui.store.workspace import ChangedElsewhereError, Workspace

NOT_EDITED = (
    "erased",
    "erased_marks",
    "id",
    "created",
    "updated",
    "updated_by",
    "account",
    "slug",
    "name",
    "subject",
    "title",
    "competitor",
)
"""Fields that nobody edits, and those that a record cannot be without."""

pytestmark = pytest.mark.usefixtures("quick_disk")


def two_values(kind: Any) -> tuple[Any, Any]:
    """Two values of a type that differ from each other and from what an empty record says."""
    if get_origin(kind) is Annotated:
        return two_values(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return two_values(next(part for part in get_args(kind) if part is not type(None)))
    if get_origin(kind) is Literal:
        return get_args(kind)[1], get_args(kind)[2]
    if get_origin(kind) is tuple:
        return ("one", "two"), ("two", "three")
    if get_origin(kind) is dict:
        one, other = two_values(get_args(kind)[1])
        return {"erp": one}, {"erp": other}
    if issubclass(kind, msgspec.Struct) and kind is not Rating:
        field = next(field.name for field in msgspec.structs.fields(kind) if field.type is str)
        return kind(**{field: "mine"}), kind(**{field: "theirs"})
    known: dict[Any, tuple[Any, Any]] = {
        str: ("mine", "theirs"),
        int: (11, 12),
        bool: (True, True),
        dt.date: (dt.date(2026, 11, 2), dt.date(2026, 11, 3)),
        Rating: (Rating(value=1, source="visit"), Rating(value=0, source="call")),
    }
    return known[kind]


def editable(kind: type[Record]) -> list[tuple[str, Any, Any]]:
    """The fields of a kind with two values for each."""
    fields = [field for field in msgspec.structs.fields(kind) if field.name not in NOT_EDITED]
    return [(field.name, *two_values(field.type)) for field in fields]


class Two:
    """Two people with the same workspace open, who see the same record."""

    def __init__(self, root: Path, kind: type[Record]) -> None:
        """Make the workspace, and an account for what lives in one."""
        self.kind = kind
        self.here, self.there = Workspace.create(root), Workspace.open(root)
        with self.here.change("Start") as change:
            self.account = change.add(Account(name="Acme"))

    def record(self) -> Record:
        """A new record that both see."""
        named = next(name for name in ("name", "subject", "title", "competitor") if name in self.kind.__struct_fields__)
        fields: dict[str, Any] = {
            named: "New",
            **({"account": self.account.id} if "account" in self.kind.__struct_fields__ else {}),
        }
        with self.here.change("Add") as change:
            record = change.add(self.kind(**fields))
        self.there.refresh(everything=True)
        return record

    def on_disk(self, record: Record) -> Any:
        """The record as a third person would open it."""
        return Workspace.open(self.here.root).get(self.kind, record.id)

    def remove(self, record: Record) -> None:
        """So that the files stay small."""
        self.there.refresh(everything=True)
        found = self.there.get(self.kind, record.id)
        if found:
            with self.there.change("Remove") as change:
                change.remove(found)
        self.here.refresh(everything=True)


def pairs(two: Two) -> Iterator[str]:
    """Each field: both change it, both change it to the same, one changes it and one another, one deletes."""
    fields = editable(two.kind)
    for place, (name, mine, theirs) in enumerate(fields):
        other, _, other_value = fields[(place + 1) % len(fields)]
        both_change(two, name, mine, theirs)
        yield f"{name}: same field"
        both_change(two, name, mine, mine)
        yield f"{name}: same value"
        each_changes_another(two, name, mine, other, other_value)
        yield f"{name} and {other}"
        one_deletes(two, name, mine)
        yield f"{name}: deleted"


def both_change(two: Two, name: str, mine: Any, theirs: Any) -> None:
    """The second is asked, unless both say the same; nothing is overwritten."""
    record = two.record()
    with two.there.change("Theirs") as change:
        change.set(record, **{name: theirs})
    if mine == theirs:
        with two.here.change("Mine") as change:
            change.set(record, **{name: mine})
    else:
        with pytest.raises(ChangedElsewhereError) as asked, two.here.change("Mine") as change:
            change.set(record, **{name: mine})
        (clash,) = asked.value.conflicts
        assert (clash.field, clash.mine, clash.theirs) == (name, plain(mine), plain(theirs))
    assert getattr(two.on_disk(record), name) == theirs
    two.remove(record)


def each_changes_another(two: Two, name: str, mine: Any, other: str, theirs: Any) -> None:
    """Both changes are there."""
    record = two.record()
    with two.there.change("Theirs") as change:
        change.set(record, **{other: theirs})
    with two.here.change("Mine") as change:
        change.set(record, **{name: mine})
    found = two.on_disk(record)
    assert (getattr(found, name), getattr(found, other)) == (mine, theirs)
    two.remove(record)


def one_deletes(two: Two, name: str, mine: Any) -> None:
    """Who changes a record that is gone hears of it, with what was to be changed."""
    record = two.record()
    with two.there.change("Theirs") as change:
        change.remove(record)
    with pytest.raises(ChangedElsewhereError) as asked, two.here.change("Mine") as change:
        change.set(record, **{name: mine})
    (clash,) = asked.value.conflicts
    assert (clash.field, clash.theirs) == ("", None)
    assert clash.mine == {name: mine}


@pytest.mark.parametrize(
    "kind", [kind for kind in (*CARD.values(), *CATALOG.values()) if kind not in (Account, Ignored)]
)
def test_of_two_people_who_change_one_record_neither_loses_anything(kind: type[Record], folder: Path) -> None:
    with family("record conflicts") as count:
        count.cases += sum(1 for _ in pairs(Two(folder / "w", kind)))
        assert count.cases == 4 * len(editable(kind)) >= 12


def test_fields_of_an_account_are_kept_as_well(folder: Path) -> None:
    with family("record conflicts") as count:
        two = Two(folder / "w", Account)
        for name, mine, theirs in editable(Account):
            count.cases += 1
            both_change(two, name, mine, theirs)
