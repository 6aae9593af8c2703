"""A filter: a line of text made into a test for records, with what is wrong in it and what it means in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import msgspec

from kamtui.store.filters import chosen, flags
from kamtui.store.filters.compared import compared
from kamtui.store.filters.condition import Condition, Rest, all_of, denied, either, nothing, related, together
from kamtui.store.filters.scanner import OWNER, TAG, WORD, Atom, scan
from kamtui.store.filters.search import words_test
from kamtui.store.filters.subjects import Scope, Subject, relation, subject_named
from kamtui.store.filters.vocabulary import ProblemError, names, nothing_after, plain
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

_SHOWN = 40


class Filter(msgspec.Struct, frozen=True):
    """What a line of text asks of records. It is made for what the workspace holds now: parse anew after a change."""

    matches: Callable[[Any], bool]
    """Whether a record fulfils all conditions that mean something."""
    problems: tuple[str, ...] = ()
    """What is wrong in the text, a sentence each; those conditions are left out."""
    said: tuple[str, ...] = ()
    """Each condition in plain language."""
    asks_for_archived: bool = False
    """Whether a condition is about archived records, which lists leave out otherwise."""
    rests_on: Rest | None = nothing
    """Says what the conditions rest on besides the record, the text and the day; None where that is everything."""

    def explain(self) -> str:
        """The whole filter in plain language."""
        return word("filters.say.and").join(self.said) or word("filters.say.all")


def parse(text: str, kind: type[Record], workspace: Workspace, today: dt.date, me: str = "") -> Filter:
    """The filter that `text` is for records of a kind; nothing in a text is an error, see `Filter.problems`.

    `me` is the name that the person's settings give, for `is:mine`; the login name counts as well.
    """
    scope = Scope(workspace, kind, today, me)
    conditions: list[Condition] = []
    problems: list[str] = []
    archived = False
    for clause in scan(text):
        found: list[Condition] = []
        for atom in clause.atoms:
            if atom.field == WORD and not atom.text.strip():
                continue
            try:
                condition = _condition(scope, atom)
            except ProblemError as problem:
                problems.append(str(problem))
                continue
            found.append(denied(condition) if atom.denied else condition)
            archived = archived or _about_archived(atom)
        if found:
            joined = either(found)
            conditions.append(denied(joined) if clause.denied else joined)
    tests = [condition.test for condition in conditions]
    said = tuple(condition.said for condition in conditions)
    return Filter(all_of(tests), tuple(dict.fromkeys(problems)), said, archived, together(conditions))


def _condition(scope: Scope, atom: Atom) -> Condition:
    """The condition that one alternative sets."""
    if atom.field == WORD:
        said = word(f"filters.say.{'exact' if atom.quoted else 'word'}", text=clean(atom.text, _SHOWN))
        test, shared = words_test(scope.workspace, scope.kind, atom.text, exact=atom.quoted)
        return Condition(test, said, lambda: shared)
    if verb := verb_of(atom):
        if not atom.text.strip():
            known = flags.state_names(scope) if verb == "is" else ()
            raise nothing_after(f"{atom.field}:", known)
        return flags.state(scope, atom.text) if verb == "is" else flags.filled(scope, atom.text, missing=verb == "no")
    about = _subject(scope, atom)
    if not atom.text.strip():
        raise nothing_after(about.label, chosen.candidates(scope, about) if about.field.group else ())
    equal = msgspec.structs.replace(atom, operator="=") if atom.operator == "!=" else atom
    condition = _on(scope, about, equal)
    return related(scope, denied(condition) if equal is not atom else condition, relation(scope, about.of))


def verb_of(atom: Atom) -> str:
    """`is`, `has` or `no`, where the atom begins with one of them in either language; else ""."""
    if atom.operator not in (":", "="):
        return ""
    called = plain(atom.field)
    if called in map(plain, names("filters.word.is")):
        return "is"
    if called in map(plain, names("filters.word.has")):
        return "has"
    return "no" if called in map(plain, names("filters.word.no")) else ""


def _subject(scope: Scope, atom: Atom) -> Subject:
    """What an atom is about; @ is the owner, # a tag."""
    if atom.field == OWNER:
        return subject_named(scope, "owner")
    return subject_named(scope, "tags" if atom.field == TAG else atom.field)


def _on(scope: Scope, about: Subject, atom: Atom) -> Condition:
    """The condition about one field, by what the field can hold."""
    match about.field.kind:
        case "money" | "date" | "int" | "percent" | "quantity" | "rating":
            return compared(scope, about, atom)
        case "choice" | "choices":
            return chosen.choice(scope, about, atom)
        case "ref" | "refs":
            return chosen.reference(scope, about, atom)
        case "bool":
            return chosen.yes_or_no(scope, about, atom)
    return chosen.text(scope, about, atom)


def _about_archived(atom: Atom) -> bool:
    asked = atom.text if verb_of(atom) == "is" else atom.field
    return plain(asked) in map(plain, names("filters.name.archived"))
