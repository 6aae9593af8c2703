"""What a field can be filled with: the entries of the method, or the records that it may name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import msgspec

from kamtui.store.fields.model import ENUMS, Field, name_of
from kamtui.store.method.base import Entry
from kamtui.store.method.deals import Stage
from kamtui.store.method.people import Attitude
from kamtui.store.records import CARD, KINDS, US, Account, Activity, Competitor, Record, Rival
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.text.words.fields import WORDS
from kamtui.store.workspace import Workspace

PARTIES = {"vendors": (US, "none"), "parties": (US, "customer")}
"""Who else than a competitor a field of a party can name, by the group of the field."""
_NAMED = 5


class Option(msgspec.Struct, frozen=True):
    """One value that a field can take, its label, and what else people call it."""

    value: str
    label: str
    names: tuple[str, ...] = ()


def options(workspace: Workspace, field: Field, record: Record | type[Record]) -> list[Option]:
    """What can be chosen for a field of `record`, in order; archived records are left out.

    People and opportunities are those of the record's own account. The values of a rating are its numbers.
    """
    if field.table:
        return [_record_option(one) for one in candidates(workspace, field.table, record) if not one.archived]
    if field.group in ENUMS:
        return [_enum_option(field.group, one) for one in ENUMS[field.group]]
    if field.group in PARTIES:
        rivals = [one for one in workspace.records(Competitor).values() if not one.archived]
        return [*map(_party_option, PARTIES[field.group]), *map(_record_option, rivals)]
    return [
        _entry_option(place, entry, field.name) for place, entry in enumerate(workspace.method.entries(field.group), 1)
    ]


def candidates(workspace: Workspace, table: str, record: Record | type[Record]) -> Iterable[Record]:
    """The records of `table` that a field of `record` may name."""
    kind = KINDS[table]
    account = getattr(record, "account", "") if isinstance(record, Record) else ""
    if account and kind.table in CARD and kind not in (Account, Activity):
        return workspace.of_account(kind, account)
    return workspace.records(kind).values()


def label_of(workspace: Workspace, field: Field, value: str) -> str:
    """The label of one value of a choice or reference; the value itself where nothing is known of it."""
    if field.table:
        found = workspace.get(KINDS[field.table], value)
        return name_of(found) if found else value
    if field.group in ENUMS:
        return word(f"fields.{field.group}.{value}") if value in ENUMS[field.group] else value
    if field.group in PARTIES:
        return party(workspace, value)
    for place, entry in enumerate(workspace.method.entries(field.group), 1):
        if entry.id == value:
            return _entry_option(place, entry, field.name).label
    return value


def party(workspace: Workspace, value: str) -> str:
    """What a party of a deal is called: ourselves, the customer, nobody, or a competitor."""
    if f"fields.parties.{value}" in WORDS:
        return word(f"fields.parties.{value}")
    found = workspace.get(Competitor, value)
    return found.name if found else value


def title_of(workspace: Workspace, record: Record) -> str:
    """What a record is called where its name is that of another one: a rival in an account is its competitor."""
    if isinstance(record, Rival):
        return party(workspace, record.competitor)
    return name_of(record)


def fold(text: str) -> str:
    """`text` for comparing what people type with a name."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def choose(text: str, among: list[Option], *, pinyin: bool = False) -> str:
    """The value that `text` means: by value, by name, by a prefix, and with `pinyin` by sound.

    Raises ValueError, worded for the person who typed it, when nothing or more than one thing fits.
    """
    sought = fold(text)
    for option in among:
        if option.value == text.strip() or fold(option.value) == sought:
            return option.value
    names = [(option, [fold(name) for name in (option.label, *option.names)]) for option in among]
    found = [option for option, called in names if sought in called]
    found = found or [option for option, called in names if any(name.startswith(sought) for name in called)]
    if pinyin and not found:
        found = _by_sound(text, among)
    if len(found) == 1:
        return found[0].value
    if found:
        raise ValueError(word("fields.error.ambiguous", text=clean(text, 40), known=_listed(found, with_ids=pinyin)))
    raise ValueError(_nothing(text, names, pinyin))


def names_one(text: str, value: str, among: list[Option]) -> bool:
    """Whether `text` as a whole name means this value and no other."""
    sought = fold(text)
    found = [option.value for option in among if sought in (fold(name) for name in (option.label, *option.names))]
    return found == [value] and not any(fold(option.value) == sought != fold(value) for option in among)


def _by_sound(text: str, among: list[Option]) -> list[Option]:
    from kamtui.store.text.pinyin import finder, index

    fits = finder(text)
    return [option for option in among if any(fits(index(name)) for name in (option.label, *option.names))]


def _listed(found: list[Option], with_ids: bool) -> str:
    """The names of what was found, with ids where names may be the same."""
    shown = [f"{clean(one.label, 40)} ({one.value})" if with_ids else clean(one.label, 40) for one in found[:_NAMED]]
    return word("fields.value.joint").join(shown) + (" …" if len(found) > _NAMED else "")


def _nothing(text: str, names: list[tuple[Option, list[str]]], of_records: bool) -> str:
    """Why nothing fits `text`: the few choices, or the records that are called something like it."""
    plain = clean(text, 40)
    if not of_records:
        known = word("fields.value.joint").join(option.label for option, _ in names)
        return word("fields.error.choice", text=plain, known=known)
    from difflib import get_close_matches

    by_name = {name: option for option, called in names for name in called}
    close = [by_name[name] for name in get_close_matches(fold(text), by_name, _NAMED)]
    close = list({option.value: option for option in close}.values())
    if not close:
        return word("fields.error.ref", text=plain)
    return word("fields.error.ref_close", text=plain, known=_listed(close, with_ids=False))


def _record_option(record: Record) -> Option:
    others = [text for text in (getattr(record, "code", ""),) if text]
    return Option(record.id, name_of(record), (*getattr(record, "aliases", ()), *others))


def _enum_option(group: str, value: str) -> Option:
    key = f"fields.{group}.{value}"
    return Option(value, word(key), WORDS[key])


def _party_option(value: str) -> Option:
    return Option(value, word(f"fields.parties.{value}"), WORDS[f"fields.parties.{value}"])


def _entry_option(place: int, entry: Entry, field: str) -> Option:
    """An entry of the method; a rating stores the attitude's value or the step's place instead of its id."""
    both = entry.label
    if field == "selling_step" and isinstance(entry, Stage) and entry.selling_step.text:
        both = entry.selling_step
    names = (entry.label.zh, entry.label.en, both.zh, both.en)
    if isinstance(entry, Attitude):
        return Option(str(entry.value), both.text, (*names, entry.id, entry.symbol))
    if field == "closeness":
        return Option(str(place), both.text, (*names, entry.id))
    short = (entry.short.zh, entry.short.en) if isinstance(entry, Stage) else ()
    return Option(entry.id, both.text, (*names, *filter(None, short)))
