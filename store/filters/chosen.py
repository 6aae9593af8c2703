"""Conditions about choices, references, yes and no, and texts: the values that a field may hold, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kamtui.store.fields import Option, name_of, options
from kamtui.store.fields import parse as parse_field
from kamtui.store.fields.options import fold
from kamtui.store.filters.compared import ends_of
from kamtui.store.filters.condition import Condition, Test, label_said, nothing
from kamtui.store.filters.mine import my_ids
from kamtui.store.filters.scanner import Atom
from kamtui.store.filters.search import Found, cache_of, called, finder, ids_called, indexed, stays
from kamtui.store.filters.subjects import Scope, Subject
from kamtui.store.filters.vocabulary import ProblemError, names, plain, unknown
from kamtui.store.records import KINDS
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_ORDERED = ("stages", "forecast_categories")
"""Groups of the method that go up: their entries can be compared and be counted from 1."""


def choice(scope: Scope, subject: Subject, atom: Atom) -> Condition:
    """A choice: by id, label or the beginning of one in either language; a stage by its number too."""
    among = options(scope.workspace, subject.field, subject.of)
    ordered = subject.field.group in _ORDERED
    ends = ends_of(atom.text)
    if (ends or atom.operator in ("<", "<=", ">", ">=")) and not ordered:
        raise ProblemError(
            word("filters.problem.compare", label=subject.label, operator=".." if ends else atom.operator)
        )
    if ends:
        if atom.operator not in (":", "="):
            raise ProblemError(word("filters.problem.range", operator=atom.operator))
        low, high = (_places(subject, end, among) if end else [] for end in ends)
        edges = sorted([low[0] if low else 0, high[-1] if high else len(among) - 1])
        places = list(range(edges[0], edges[1] + 1))
    else:
        places = _beside(_places(subject, atom.text, among), atom.operator, len(among))
    chosen = [among[place] for place in places]
    said = word("filters.say.is", label=label_said(subject.label), value=_either(option.label for option in chosen))
    return _among(subject, {option.value for option in chosen}, said)


def _places(subject: Subject, text: str, among: list[Option]) -> list[int]:
    """Where the options stand that `text` means, the closest kind of likeness deciding."""
    sought = fold(text)
    if subject.field.group in _ORDERED and sought.isdecimal() and 1 <= int(sought[:9]) <= len(among):
        return [int(sought) - 1]
    find = finder(text)
    likenesses: tuple[Callable[[str], bool], ...] = (
        lambda name: fold(name) == sought,
        lambda name: fold(name).startswith(sought),
        lambda name: find(indexed(name)),
    )
    for alike in likenesses:
        found = [
            place for place, option in enumerate(among) if any(map(alike, (option.value, option.label, *option.names)))
        ]
        if found and sought:
            return found
    raise unknown(subject.label, text, _labels(subject, among))


def _labels(subject: Subject, among: list[Option]) -> list[str]:
    numbered = subject.field.group in _ORDERED
    return [f"{place} {option.label}" if numbered else option.label for place, option in enumerate(among, 1)]


def _beside(places: list[int], operator: str, count: int) -> list[int]:
    """The places that stand to those found as the operator says."""
    match operator:
        case "<":
            return list(range(places[0]))
        case "<=":
            return list(range(places[-1] + 1))
        case ">":
            return list(range(places[-1] + 1, count))
        case ">=":
            return list(range(places[0], count))
    return places


def _either(labels: Iterable[str]) -> str:
    return word("filters.say.or").join(clean(label, 40) for label in labels) or "-"


def _among(subject: Subject, among: Iterable[str], said: str) -> Condition:
    """A condition that asks for one of these values."""
    read, values = subject.read, frozenset(among)
    several = subject.field.kind in ("choices", "refs")
    test: Test = (
        (lambda record: not values.isdisjoint(read(record))) if several else lambda record: read(record) in values
    )
    return Condition(test, said, lambda: values)


def reference(scope: Scope, subject: Subject, atom: Atom) -> Condition:
    """Records that are named: by a part of the name, in pinyin, by id; with `=` or in quotes as it is written."""
    _no_order(subject, atom)
    table, workspace = subject.field.table, scope.workspace
    if table == "salespeople" and not atom.quoted and plain(atom.text) in map(plain, names("filters.word.me")):
        ids = my_ids(scope)
    elif atom.operator == "=":
        found = workspace.records(KINDS[table]).values()
        ids = {record.id for record in found if fold(atom.text) in map(fold, called(record))}
    else:
        ids = ids_called(workspace, table, finder(atom.text, exact=atom.quoted))
    if workspace.get(KINDS[table], atom.text):
        ids = {atom.text}
    if not ids:
        raise unknown(subject.label, atom.text, _record_names(workspace.records(KINDS[table])))
    said = word("filters.say.in", label=label_said(subject.label), text=clean(atom.text, 40))
    if len(ids) == 1 or atom.operator == "=":
        called_so = {name_of(record) for each in ids if (record := workspace.get(KINDS[table], each))}
        said = word("filters.say.is", label=label_said(subject.label), value=_either(called_so))
    return _among(subject, ids, said)


def _record_names(records: Mapping[str, Any]) -> list[str]:
    return [name_of(record) for record in records.values() if not record.archived]


def yes_or_no(scope: Scope, subject: Subject, atom: Atom) -> Condition:
    """A field that is yes or no."""
    _no_order(subject, atom)
    of: Any = subject.of
    try:
        wanted = parse_field(scope.workspace, of, subject.field, atom.text, scope.today)
    except ValueError as error:
        raise ProblemError(word("filters.problem.wrong", label=subject.label, why=error)) from None
    read = subject.read
    shown = word("fields.value.yes" if wanted else "fields.value.no")
    said = word("filters.say.is", label=label_said(subject.label), value=shown)
    return Condition(lambda record: read(record) == wanted, said, nothing)


def text(scope: Scope, subject: Subject, atom: Atom) -> Condition:
    """A text or a list of texts that contains what was written; with `=` one that is the same.

    Long texts are looked through as they are written, the others by pinyin too.
    """
    _no_order(subject, atom)
    sought, equal = fold(atom.text), atom.operator == "="
    exact = atom.quoted or subject.field.kind == "long"
    hits = Found(
        (lambda entry: entry.partition("\t")[0].strip() == sought) if equal else finder(atom.text, exact=exact)
    )
    texts, read = texts_of(subject), subject.read

    def test(record: Any) -> bool:
        for each in texts(record):  # noqa: SIM110 - a plain loop is twice as fast as any()
            if hits[each]:
                return True
        return False

    def test_one(record: Any) -> bool:
        return hits[read(record)]

    if subject.field.kind in ("text", "list") and stays(subject.of):
        values = cache_of(scope.workspace).values(scope.workspace, subject.of, subject.key, texts)
        if not any(hits[value] for value in values):
            raise unknown(subject.label, atom.text, values)
    single = subject.field.kind in ("text", "long")
    key, place = ("is", "value") if equal else ("in", "text")
    said = word(f"filters.say.{key}", label=label_said(subject.label), **{place: clean(atom.text, 40)})
    return Condition(test_one if single else test, said, nothing)


def texts_of(subject: Subject) -> Callable[[Any], Iterable[str]]:
    """A function from a record to the texts that a field holds."""
    read = subject.read
    match subject.field.kind:
        case "list":
            return read
        case "map" | "years":
            return lambda record: [f"{name}={value}" for name, value in read(record).items()]
        case "struct":
            return lambda _: ()
        case "answers":
            return lambda record: [f"{name}={one.answer}" for name, one in read(record).items()]
    return lambda record: (read(record),)


def _no_order(subject: Subject, atom: Atom) -> None:
    if atom.operator in ("<", "<=", ">", ">="):
        raise ProblemError(word("filters.problem.compare", label=subject.label, operator=atom.operator))


def candidates(scope: Scope, subject: Subject) -> list[str]:
    """What can stand behind a field, as far as it can be listed: for suggestions."""
    workspace, field = scope.workspace, subject.field
    match field.kind:
        case "choice" | "choices":
            return [option.label for option in options(workspace, field, subject.of)]
        case "ref" | "refs" if stays(KINDS[field.table]):
            return _record_names(workspace.records(KINDS[field.table]))
        case "bool":
            return [word("fields.value.yes"), word("fields.value.no")]
        case "text" | "list":
            return cache_of(workspace).values(workspace, subject.of, subject.key, texts_of(subject))
    return []
