"""What a condition can be about: the fields of the records, and what is computed of them.

A list of deals, people or tasks can also be filtered by the fields of their customer; a list of customers by
those of their open deals, as "has an open deal whose …".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, Literal

import msgspec

from kamtui.store.fields import Field, fields_of
from kamtui.store.fields import label as field_label
from kamtui.store.fields.model import FieldKind
from kamtui.store.figures.pipeline import days_in_stage, odds
from kamtui.store.figures.summary import weighted, won_in_year
from kamtui.store.filters.vocabulary import ProblemError, alike, first, listed, names, plain
from kamtui.store.records import KINDS, Account, Opportunity, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import language, word
from kamtui.store.text.words.fields import WORDS as FIELD_WORDS
from kamtui.store.text.words.filters import WORDS
from kamtui.store.workspace import Workspace

Relation = Literal["own", "account", "open", "any"]
"""Whose field it is: the record's own, its account's, one of its open deals', or one of all its deals'."""

INSTANTS = ("created", "updated")
_STAMPS = (*INSTANTS, "updated_by")
_SELDOM = ("external_ids", "slug", "note", "website")
"""Fields that are not suggested."""
SUMS = ("pipeline", "weighted", "won")
"""What an account has in several currencies: minor units by currency, never added up."""
_COMPUTED: dict[type[Record], dict[str, FieldKind]] = {
    Account: {"pipeline": "money", "weighted": "money", "won": "money", "last": "date", "deals": "int"},
    Opportunity: {"days": "int"},
}


class Scope(msgspec.Struct, frozen=True):
    """What a filter is for."""

    workspace: Workspace
    kind: type[Record]
    today: dt.date
    me: str = ""
    """The name in the person's settings, if there is one."""


class Subject(msgspec.Struct, frozen=True):
    """Something that a record has and that a condition can be about."""

    of: type[Record]
    """The kind of record that has it."""
    key: str
    """Its name among all that this kind has."""
    label: str
    field: Field
    """What it can hold; made up for what is computed."""
    read: Callable[[Any], Any]
    """A function from a record of kind `of` to the value."""

    @property
    def is_instant(self) -> bool:
        """Whether the value is a moment in time rather than a day."""
        return self.key in INSTANTS


def relation(scope: Scope, of: type[Record]) -> Relation:
    """How a record of the scope's kind comes by what a record of kind `of` has."""
    return "own" if of is scope.kind else "account" if of is Account else "open"


def subject_named(scope: Scope, name: str) -> Subject:
    """What people call `name`; ProblemError with what it may have been meant to be."""
    known = _named(scope.kind)
    if found := known.get(plain(name)):
        return subject(scope, *found)
    typed = clean(name, 40)
    elsewhere = any(plain(name) in _named(kind) for kind in KINDS.values())
    if not elsewhere and (close := alike(name, _suggested(scope.kind), 1)):
        raise ProblemError(word("filters.problem.field_close", name=typed, close=close[0]))
    raise ProblemError(word("filters.problem.field", name=typed, known=listed(subject_names(scope.kind))))


def subject(scope: Scope, of: type[Record], key: str) -> Subject:
    """What a kind of record has under a key."""
    if key in _COMPUTED.get(of, ()):
        field = Field(key, _COMPUTED[of][key])
        return Subject(of, key, word(f"filters.label.{key}"), field, _computed(scope, key))
    label = field_label(of, key)
    if key in _STAMPS:
        if key == "updated_by":
            return Subject(of, key, label, Field(key, "text"), attrgetter(key))
        return Subject(of, key, label, Field(key, "date"), _instant(key))
    field = next(field for field in fields_of(of) if field.key == key)
    read: Callable[[Any], Any] = attrgetter(field.name)
    if of is Opportunity and key in ("odds", "category"):
        read = _computed(scope, key)
    return Subject(of, key, label, field, read)


def subject_names(kind: type[Record]) -> list[str]:
    """The name to suggest for each thing that records of this kind have themselves, in the language in use."""
    return list(dict.fromkeys(name_of(kind, key) for key in subject_keys(kind)))


def subject_keys(kind: type[Record]) -> list[str]:
    """The same names as they are in every language."""
    return [key for of, key in _keys(kind) if of is kind and key not in _SELDOM]


def name_of(of: type[Record], key: str) -> str:
    """What to call a field in a filter, in the language in use."""
    if listing := _listing(of, key):
        return first(word(f"filters.name.{listing}"))
    return key if language() == "en" else field_label(of, key)


def _listing(of: type[Record], key: str) -> str:
    """What follows `filters.name.` in the key of a thing's names: a kind of record can have names of its own."""
    return next((known for known in (f"{of.table}.{key}", key) if f"filters.name.{known}" in WORDS), "")


def _keys(kind: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """All that a filter of this kind can be about, the records' own first."""
    kinds = [kind]
    if kind is Account:
        kinds.append(Opportunity)
    elif "account" in kind.__struct_fields__:
        kinds.append(Account)
    for of in kinds:
        for key in (*(field.key for field in fields_of(of)), *_COMPUTED.get(of, ()), *_STAMPS):
            yield of, key


@cache
def _named(kind: type[Record]) -> Mapping[str, tuple[type[Record], str]]:
    """What each name means: keys before labels, labels before other names, a record's own before another's."""
    found: dict[str, tuple[type[Record], str]] = {}
    keys = list(_keys(kind))
    for of in dict.fromkeys(of for of, _ in keys):
        own = [key for each, key in keys if each is of]
        for called in (_key_names, _labels, _other_names):
            for key in own:
                for name in called(of, key):
                    found.setdefault(plain(name), (of, key))
    return found


def _key_names(_: type[Record], key: str) -> tuple[str, ...]:
    return (key,)


def _labels(of: type[Record], key: str) -> tuple[str, ...]:
    return next(
        (FIELD_WORDS[name] for name in (f"fields.{of.table}.{key}", f"fields.{key}") if name in FIELD_WORDS), ()
    )


def _other_names(of: type[Record], key: str) -> tuple[str, ...]:
    return names(f"filters.name.{_listing(of, key)}")


def _suggested(kind: type[Record]) -> list[str]:
    """Every name that a mistyped one may have been meant to be, none of them with a blank."""
    found = [name for of, key in _keys(kind) for name in (key, *_labels(of, key)[:1], *_other_names(of, key))]
    return [*names("filters.word.is"), *names("filters.word.has"), *names("filters.word.no"), *found]


def _instant(key: str) -> Callable[[Any], dt.datetime | None]:
    """A function from a record to an instant; one without a zone is taken as UTC."""
    read = attrgetter(key)

    def instant(record: Any) -> dt.datetime | None:
        at: dt.datetime | None = read(record)
        return at.replace(tzinfo=dt.UTC) if at is not None and at.tzinfo is None else at

    return instant


def _computed(scope: Scope, key: str) -> Callable[[Any], Any]:
    workspace, method, today = scope.workspace, scope.workspace.method, scope.today
    config = workspace.config
    categories = {stage.id: stage.category for stage in method.stages}
    outcomes = {outcome.id: outcome.category for outcome in method.outcomes}
    made: dict[str, Callable[[Any], Any]] = {
        "pipeline": lambda account: workspace.open_pipeline(account.id).amounts,
        "weighted": lambda account: weighted(workspace.summary(account.id), method, config.currency).amounts,
        "won": lambda account: (
            won_in_year(workspace.summary(account.id), today, config.fiscal_year_start, config.currency).amounts
        ),
        "last": lambda account: workspace.last_activity(account.id),
        "deals": lambda account: workspace.open_pipeline(account.id).n,
        "days": lambda deal: days_in_stage(deal, today) if deal.status == "open" else None,
        "odds": lambda deal: odds(deal, method),
        "category": lambda deal: outcomes.get(deal.status) or deal.category or categories.get(deal.stage, ""),
    }
    return made[key]
