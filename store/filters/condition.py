"""A condition that can be asked of records, and how conditions are joined, denied and told."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import msgspec

from kamtui.store.filters.subjects import Relation, Scope
from kamtui.store.records import Account, Opportunity
from kamtui.store.text.words import language, word

Test = Callable[[Any], bool]
Rest = Callable[[], Hashable]
"""Says all that a test knows from elsewhere than its record: the same for two of one text that let the same pass."""


class Condition(msgspec.Struct, frozen=True):
    """Something that a record fulfils or not."""

    test: Test
    said: str
    """The condition in plain language."""
    rests_on: Rest | None = None
    """None where that cannot be said: then it is everything."""


def nothing() -> Hashable:
    """What a test rests on that looks at its record alone."""
    return ()


def together(conditions: Sequence[Condition]) -> Rest | None:
    """What all of these rest on."""
    parts = [condition.rests_on for condition in conditions]
    known = [part for part in parts if part is not None]
    return (lambda: tuple(part() for part in known)) if len(known) == len(parts) else None


def label_said(label: str) -> str:
    """The label of a field inside a sentence."""
    return label[:1].lower() + label[1:] if language() == "en" else label


def denied(condition: Condition) -> Condition:
    """The opposite."""
    test = condition.test
    return Condition(lambda record: not test(record), word("filters.say.not", what=condition.said), condition.rests_on)


def either(conditions: Sequence[Condition]) -> Condition:
    """At least one of these."""
    if len(conditions) == 1:
        return conditions[0]
    tests = [condition.test for condition in conditions]
    said = word("filters.say.or").join(condition.said for condition in conditions)
    return Condition(lambda record: any(test(record) for test in tests), said, together(conditions))


def all_of(tests: Sequence[Test]) -> Test:
    """All of these at once; everything fulfils none."""
    if not tests:
        return lambda _: True
    if len(tests) == 1:
        return tests[0]

    def test(record: Any) -> bool:
        for each in tests:  # noqa: SIM110 - a plain loop is twice as fast as all()
            if not each(record):
                return False
        return True

    return test


class _ByAccount(dict[str, bool]):
    """Whether an account fulfils a condition, asked once for each; one that is not known does not."""

    def __init__(self, scope: Scope, test: Test) -> None:
        super().__init__()
        self._accounts = scope.workspace.records(Account)
        self._test = test

    def __missing__(self, account: str) -> bool:
        found = self._accounts.get(account)
        fulfilled = self[account] = found is not None and self._test(found)
        return fulfilled

    def all(self) -> frozenset[str]:
        """The accounts that fulfil it."""
        return frozenset(account for account in self._accounts if self[account])


def related(scope: Scope, condition: Condition, relation: Relation) -> Condition:
    """The condition of an account or of deals, as one of the records of the scope that belong to them."""
    if relation == "own":
        return condition
    test = condition.test
    if relation == "account":
        fulfilled = _ByAccount(scope, test)
        said = word("filters.say.of-account", what=condition.said)
        return Condition(lambda record: fulfilled[record.account], said, fulfilled.all)
    deals = scope.workspace.of_account
    only_open = relation == "open"

    def any_deal(account: Any) -> bool:
        for deal in deals(Opportunity, account.id):
            if not deal.archived and (deal.status == "open" or not only_open) and test(deal):
                return True
        return False

    said = word("filters.say.of-open" if only_open else "filters.say.of-deal", what=condition.said)
    return Condition(any_deal, said)
