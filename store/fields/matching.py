"""What fits while someone is typing: the choices of a field, and people after an @, by hanzi, pinyin or initials."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import msgspec

from kamtui.store.fields.model import Field, name_of
from kamtui.store.fields.options import Option, candidates, fold, names_one, options
from kamtui.store.fields.separated import join, split
from kamtui.store.records import Account, Contact, Opportunity, Record, Salesperson
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace

MOST = 6
"""Matches that are offered at once."""

_LAST = re.compile(r"[^,，、\n]*$")
_MENTION = re.compile(r"[@＠]([^\s@＠,，、;；]*)$")


class Match(msgspec.Struct, frozen=True):
    """Something that can be put in place of what was typed."""

    text: str
    """What the field says up to the cursor then."""
    label: str
    """What it is called, cleaned."""
    note: str = ""
    """What tells it from others of that name, cleaned."""
    whole: bool = False
    """Whether nothing that was behind the cursor stays."""


Complete = Callable[[str], Sequence[Match]]
"""From what a field says, up to the cursor, to what fits."""


def completer(workspace: Workspace, field: Field, record: Record) -> Complete | None:
    """What offers matches while a field of `record` is typed; None where there is nothing to offer."""
    if field.kind in ("choice", "ref"):
        return _Choices(workspace, field, record).whole
    if field.kind in ("choices", "refs"):
        return _Choices(workspace, field, record).last
    if field.kind not in ("text", "long", "list"):
        return None
    account = record.id if isinstance(record, Account) else getattr(record, "account", "")
    return _People(workspace, workspace.of_account(Contact, account) if account else ())


def people_named(workspace: Workspace, account: str) -> Complete:
    """What offers persons behind an @: those of an account, or of all accounts where none is given, and our own."""
    everyone = workspace.records(Contact).values()
    return _People(workspace, workspace.of_account(Contact, account) if account else everyone)


class _Finder:
    """Options that are searched by name and by sound; their sounds are worked out once."""

    def __init__(self, among: Sequence[Option]) -> None:
        self._among = among

    @cached_property
    def _sounds(self) -> list[str]:
        from kamtui.store.text.pinyin import index

        return [index("\n".join((one.label, *one.names))) for one in self._among]

    def find(self, typed: str) -> list[Option]:
        """The options that fit: names that begin so first, then names that hold it, then those that sound so."""
        sought = fold(typed.lstrip("@＠ "))
        if not sought:
            return list(self._among[:MOST])
        from kamtui.store.text.pinyin import finder

        fits = finder(sought)
        ranked: list[tuple[int, int]] = []
        for place, option in enumerate(self._among):
            names = [fold(name) for name in (option.label, *option.names)]
            rank = 0 if any(name.startswith(sought) for name in names) else 1 if any(sought in n for n in names) else 2
            if rank < 2 or fits(self._sounds[place]):
                ranked.append((rank, place))
        return [self._among[place] for _, place in sorted(ranked)[:MOST]]


class _Choices:
    """The values of a field that is one of many, or several of many."""

    def __init__(self, workspace: Workspace, field: Field, record: Record) -> None:
        self._workspace, self._field = workspace, field
        self._options = options(workspace, field, record)
        self._finder = _Finder(self._options)
        self._records = {one.id: one for one in candidates(workspace, field.table, record)} if field.table else {}

    def whole(self, text: str) -> list[Match]:
        """The field becomes the match."""
        return [
            Match(self._name(option), clean(option.label, 60), self._note(option), True) for option in self._found(text)
        ]

    def last(self, text: str) -> list[Match]:
        """The match takes the place of what stands behind the last comma."""
        tail = _LAST.search(text)
        before = split(text[: tail.start()] if tail else "")
        found = [option for option in self._found(tail[0] if tail else text) if self._name(option) not in before]
        return [
            Match(join([*before, self._name(option)]), clean(option.label, 60), self._note(option)) for option in found
        ]

    def _found(self, text: str) -> list[Option]:
        return self._finder.find(text)

    def _name(self, option: Option) -> str:
        return option.label if names_one(option.label, option.value, self._options) else option.value

    def _note(self, option: Option) -> str:
        record = self._records.get(option.value)
        return _told(self._workspace, record) if record else ""


class _People:
    """Persons behind an @ in a text: contacts, and our own."""

    def __init__(self, workspace: Workspace, contacts: Iterable[Contact]) -> None:
        self._workspace = workspace
        self._records: dict[str, Record] = {
            one.id: one for one in (*contacts, *workspace.records(Salesperson).values()) if not one.archived
        }

    @cached_property
    def _finder(self) -> _Finder:
        return _Finder([Option(one.id, name_of(one)) for one in self._records.values()])

    def __call__(self, text: str) -> list[Match]:
        """The person's name takes the place of the @ and what stands behind it."""
        mention = _MENTION.search(text)
        if mention is None:
            return []
        found = self._finder.find(mention[1])
        before = text[: mention.start()]
        return [
            Match(before + option.label, clean(option.label, 60), _told(self._workspace, self._records[option.value]))
            for option in found
        ]


def _told(workspace: Workspace, record: Record) -> str:
    """A few words that tell a record from another of its name."""
    said: list[str] = []
    match record:
        case Account():
            said = [workspace.method.label_of("tiers", record.tier), record.region, record.industry]
        case Contact():
            account = workspace.get(Account, record.account)
            said = [record.title, record.department, account.name if account else ""]
        case Opportunity():
            account = workspace.get(Account, record.account)
            said = [account.name if account else ""]
        case Salesperson():
            said = [record.team]
    return clean(" ".join(part for part in said if part), 60)
