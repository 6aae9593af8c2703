"""What stands behind `is:`, `has:` and `no:`: the states of records, and what is filled in or missing."""

from __future__ import annotations

import datetime as dt

from kamtui.store.fields import fields_of
from kamtui.store.filters.chosen import candidates
from kamtui.store.filters.compared import has_value, instant
from kamtui.store.filters.condition import Condition, Test, label_said, nothing, related
from kamtui.store.filters.mine import my_ids
from kamtui.store.filters.subjects import Relation, Scope, Subject, name_of, relation, subject, subject_named
from kamtui.store.filters.vocabulary import ProblemError, alike, first, listed, named, names, plain, unknown
from kamtui.store.records import Account, Contact, Opportunity, Record, Salesperson, Task
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

NEW_DAYS = 7
"""A record counts as new for so many days."""

_DEAL_FLAGS = ("open", "won", "lost", "stalled", "overdue", "commit")
_TASK_FLAGS = ("open", "done", "overdue")


def state(scope: Scope, text: str) -> Condition:
    """The condition `is:text`; ProblemError for what this kind of record cannot be."""
    name = named("is").get(plain(text), "")
    if name in _flags(scope.kind):
        if name == "mine":
            return _mine(scope)
        of, test, whose = _state(scope, name)
        return related(scope, Condition(test, _said(name)), "own" if of is scope.kind else whose)
    known = {plain(called): found for found in _bools(scope) for called in (name_of(found.of, found.key), found.key)}
    if found := known.get(plain(text)) or _bool_named(scope, text):
        said = word("filters.say.flag", name=label_said(found.label))
        return related(scope, Condition(found.read, said, nothing), relation(scope, found.of))
    raise _unknown(scope, text)


def state_names(scope: Scope) -> list[str]:
    """What can stand behind `is:` for this kind of record, in the language in use."""
    flags = [first(word(f"filters.is.{name}")) for name in _flags(scope.kind)]
    return list(dict.fromkeys([*flags, *(name_of(found.of, found.key) for found in _bools(scope))]))


def state_ids(scope: Scope) -> list[str]:
    """The same names as they are in every language."""
    return [*_flags(scope.kind), *(found.key for found in _bools(scope))]


def _said(name: str) -> str:
    return word("filters.say.flag", name=first(word(f"filters.is.{name}")))


def _flags(kind: type[Record]) -> tuple[str, ...]:
    """The states that records of a kind can be in."""
    own = _DEAL_FLAGS if kind in (Opportunity, Account) else _TASK_FLAGS if kind is Task else ()
    mine = "owner" in kind.__struct_fields__ or "account" in kind.__struct_fields__ or kind is Salesperson
    return (*own, "new", *(("mine",) if mine else ()))


def _state(scope: Scope, name: str) -> tuple[type[Record], Test, Relation]:
    """Whose state it is, when a record is in it, and which deals of an account count."""
    method, today = scope.workspace.method, scope.today
    if name == "new":
        return scope.kind, _new(scope), "own"
    if scope.kind is Task:
        tests: dict[str, Test] = {
            "open": lambda task: task.done is None,
            "done": lambda task: task.done is not None,
            "overdue": lambda task: task.done is None and task.due is not None and task.due < today,
        }
        return Task, tests[name], "own"
    rules = scope.workspace.rules(today)
    category = subject(scope, Opportunity, "category")
    if name == "commit" and not any(entry.id == name for entry in method.forecast_categories):
        raise unknown(category.label, name, candidates(scope, category))
    deal_tests: dict[str, Test] = {
        "open": lambda deal: deal.status == "open",
        "won": lambda deal: deal.status == "won",
        "lost": lambda deal: deal.status == "lost",
        "stalled": lambda deal: deal.status == "open" and rules.is_stalled(scope.workspace.standing(deal)),
        "overdue": lambda deal: deal.status == "open" and deal.close_date is not None and deal.close_date < today,
        "commit": lambda deal: category.read(deal) == "commit",
    }
    return Opportunity, deal_tests[name], "any" if name in ("won", "lost") else "open"


def _new(scope: Scope) -> Test:
    """Whether a record was made, or a deal was found, in the last days."""
    day = scope.today - dt.timedelta(days=NEW_DAYS)
    since, made = instant(day), subject(scope, scope.kind, "created").read
    if scope.kind is Opportunity:
        return lambda deal: deal.opened >= day if deal.opened else (at := made(deal)) is not None and at >= since
    return lambda record: (at := made(record)) is not None and at >= since


def _mine(scope: Scope) -> Condition:
    ids = frozenset(my_ids(scope))
    owned = Condition(lambda record: record.owner in ids, _said("mine"), lambda: ids)
    if scope.kind is Salesperson:
        return Condition(lambda person: person.id in ids, owned.said, owned.rests_on)
    if "owner" in scope.kind.__struct_fields__:
        return owned
    of_account = related(scope, owned, "account")
    return Condition(of_account.test, owned.said, of_account.rests_on)


def _bools(scope: Scope) -> list[Subject]:
    """The fields of yes and no, the record's own and its account's."""
    found = [subject(scope, scope.kind, field.key) for field in fields_of(scope.kind) if field.kind == "bool"]
    if scope.kind is not Account and "account" in scope.kind.__struct_fields__:
        found.append(subject(scope, Account, "key"))
    return found


def _bool_named(scope: Scope, text: str) -> Subject | None:
    try:
        found = subject_named(scope, text)
    except ProblemError:
        return None
    return found if found.field.kind == "bool" else None


def filled(scope: Scope, text: str, *, missing: bool) -> Condition:
    """The condition `has:text`, or `no:text` with `missing`."""
    key = "no" if missing else "has"
    of_account = named("has").get(plain(text), "") if scope.kind is Account else ""
    if of_account:
        said = word(f"filters.say.{key}", label=word(f"filters.label.has-{of_account}"))
        count = _members(scope, of_account)
        return Condition((lambda account: not count(account)) if missing else count, said)
    found = subject_named(scope, text)
    if found.key == "pipeline":
        found = subject(scope, Opportunity, "amount")
    read = found.read
    said = word(f"filters.say.{key}", label=label_said(found.label))
    test: Test = (lambda record: not has_value(read(record))) if missing else (lambda record: has_value(read(record)))
    return related(scope, Condition(test, said, nothing), relation(scope, found.of))


def _members(scope: Scope, name: str) -> Test:
    """Whether an account has open deals, people, or tasks to do."""
    workspace = scope.workspace
    tests: dict[str, Test] = {
        "deal": lambda account: workspace.open_pipeline(account.id).n > 0,
        "contact": lambda account: any(not one.archived for one in workspace.of_account(Contact, account.id)),
        "task": lambda account: any(
            one.done is None and not one.archived for one in workspace.of_account(Task, account.id)
        ),
    }
    return tests[name]


def _unknown(scope: Scope, text: str) -> ProblemError:
    name, typed, known = f"{first(word('filters.word.is'))}:", clean(text, 40), state_names(scope)
    called = [called for flag in _flags(scope.kind) for called in names(f"filters.is.{flag}")]
    if close := alike(text, [*called, *known], 1):
        return ProblemError(word("filters.problem.flag_close", name=name, text=typed, close=close[0]))
    return ProblemError(word("filters.problem.flag", name=name, text=typed, known=listed(known)))
