"""Which of the salespeople is the person at the keyboard."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

from kamtui.store.fields.options import fold
from kamtui.store.files.locks import user
from kamtui.store.filters.subjects import Scope
from kamtui.store.filters.vocabulary import ProblemError
from kamtui.store.records import Salesperson
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_known_as: list[str] = []


def known_as(name: str) -> None:
    """Let "mine" be what is of the salesperson of this name, which the person's settings give; "" for nobody's."""
    _known_as[:] = [name] if name else []


def my_ids(scope: Scope) -> set[str]:
    """The salespeople who are called like the name in the settings; else like the login, else like git's `user.name`.

    By their name, by the part of their e-mail address before the @, or by an alias. Raises ProblemError when
    there is none.
    """
    called = [name for name in (scope.me, *_known_as, user()) if name]
    for names in ([name] for name in called):
        if found := _called(scope, names):
            return found
    if found := _called(scope, _of_git(scope.workspace.root)):
        return found
    raise ProblemError(word("filters.problem.mine", name=clean(called[0] if called else "-", 40)))


def _called(scope: Scope, names: list[str]) -> set[str]:
    """The salespeople who have one of these names."""
    sought = set(map(fold, names))
    return {
        person.id
        for person in scope.workspace.records(Salesperson).values()
        if not sought.isdisjoint(map(fold, (person.name, person.email.partition("@")[0], *person.aliases)))
    }


@cache
def _of_git(root: Path) -> list[str]:
    """What git calls this person here, and the part of their e-mail address before the @; [] without git."""
    try:
        said = [
            subprocess.run(
                ["git", "config", "--get", name], cwd=root, capture_output=True, timeout=2, check=False
            ).stdout.decode(errors="replace").strip()
            for name in ("user.name", "user.email")
        ]  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [name for name in (said[0], said[1].partition("@")[0]) if name]
