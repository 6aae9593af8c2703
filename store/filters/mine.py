"""Which of the salespeople is the person at the keyboard."""

from __future__ import annotations

from kamtui.store.fields.options import fold
from kamtui.store.files.locks import user
from kamtui.store.filters.subjects import Scope
from kamtui.store.filters.vocabulary import ProblemError
from kamtui.store.records import Salesperson
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


def my_ids(scope: Scope) -> set[str]:
    """The salespeople who are called like the login or like the name in the settings.

    By their name, by the part of their e-mail address before the @, or by an alias. Raises ProblemError when
    there is none.
    """
    called = [name for name in (scope.me, user()) if name]
    sought = set(map(fold, called))
    found = {
        person.id
        for person in scope.workspace.records(Salesperson).values()
        if not sought.isdisjoint(map(fold, (person.name, person.email.partition("@")[0], *person.aliases)))
    }
    if not found:
        raise ProblemError(word("filters.problem.mine", name=clean(called[0] if called else "-", 40)))
    return found
