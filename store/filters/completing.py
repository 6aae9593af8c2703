"""What can follow while a filter is typed: names of fields first, then values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from kamtui.store.fields import options
from kamtui.store.fields.options import fold
from kamtui.store.filters import chosen, flags
from kamtui.store.filters.parsing import verb_of
from kamtui.store.filters.scanner import OWNER, TAG, WORD, Atom, scan, words
from kamtui.store.filters.search import finder, indexed
from kamtui.store.filters.subjects import Scope, Subject, subject_keys, subject_named, subject_names
from kamtui.store.filters.vocabulary import ProblemError, first, named
from kamtui.store.records import Account, Record
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_MOST = 20


def complete(text: str, kind: type[Record], workspace: Workspace) -> list[str]:
    """What the word being typed may become, likeliest first: each replaces what follows the last blank of `text`.

    A blank inside quotes does not count. Names are found by what they begin with, in pinyin too.
    """
    scope = Scope(workspace, kind, dt.date.min)
    start = list(words(text))[-1]
    clauses = scan(text)
    atom = clauses[-1].atoms[-1] if clauses else None
    if atom is None or atom.end < len(text) or (atom.field == WORD and atom.quoted):
        return [] if text[start:] else _starts(scope, "")
    if atom.field == WORD:
        return [text[start : atom.value_at] + name for name in _starts(scope, atom.text)] if atom.text else []
    before = text[start : max(start, atom.value_at - atom.quoted)]
    found = _fitting(atom.text, _values(scope, atom)) or _fitting(atom.text, _other_values(scope, atom))
    return [before + _quoted(value) for value in found]


def completed(text: str, kind: type[Record], workspace: Workspace) -> list[str]:
    """The whole texts that `text` may become when its last word is completed, likeliest first."""
    start = list(words(text))[-1]
    return [text[:start] + each for each in complete(text, kind, workspace)]


def _starts(scope: Scope, typed: str) -> list[str]:
    """What a condition can begin with."""
    verbs = [first(word("filters.word.is")), first(word("filters.word.has")), first(word("filters.word.no"))]
    found = _fitting(typed, [*subject_names(scope.kind), *verbs])
    return [f"{name}:" for name in found or _fitting(typed, [*subject_keys(scope.kind), "is", "has", "no"])]


def _values(scope: Scope, atom: Atom) -> list[str]:
    """What can stand behind the field of an atom, in the language in use."""
    if verb := verb_of(atom):
        if verb == "is":
            return flags.state_names(scope)
        members = [first(word(f"filters.has.{name}")) for name in dict.fromkeys(named("has").values())]
        return [*(members if scope.kind is Account else ()), *subject_names(scope.kind)]
    about = _subject(scope, atom)
    if about is None:
        return []
    if about.field.kind == "date":
        return [first(word(f"filters.period.{name}")) for name in dict.fromkeys(named("period").values())]
    return chosen.candidates(scope, about)


def _other_values(scope: Scope, atom: Atom) -> list[str]:
    """The values as the method names them, and in the other language."""
    if verb := verb_of(atom):
        return flags.state_ids(scope) if verb == "is" else subject_keys(scope.kind)
    about = _subject(scope, atom)
    if about is None or not about.field.group:
        return []
    among = options(scope.workspace, about.field, about.of)
    return [name for option in among for name in (option.value, *option.names)]


def _subject(scope: Scope, atom: Atom) -> Subject | None:
    try:
        return subject_named(scope, {OWNER: "owner", TAG: "tags"}.get(atom.field, atom.field))
    except ProblemError:
        return None


def _fitting(typed: str, among: Iterable[str]) -> list[str]:
    """Those that begin with what was typed, then those that hold it."""
    find, sought = finder(typed), fold(typed)
    begin, hold = [], []
    for name in among:
        if fold(name).startswith(sought):
            begin.append(name)
        elif find(indexed(name)):
            hold.append(name)
    return list(dict.fromkeys([*begin, *hold]))[:_MOST]


def _quoted(value: str) -> str:
    return f'"{value}"' if any(char.isspace() or char in '|"' for char in value) else value
