"""The shape of a customer: the grid of level by function with its empty seats, and who reports to whom (A4.11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from kamtui.store.method.model import Method
from kamtui.store.records import Contact

ProblemId = Literal["self", "circle", "gone_boss"]


class Hole(msgspec.Struct, frozen=True):
    """A place in the grid where we know nobody."""

    level: str
    function: str

    @property
    def key(self) -> str:
        """Names it among the holes."""
        return f"{self.level}/{self.function}"


class Branch(msgspec.Struct, frozen=True):
    """A person in the reporting tree."""

    person: str
    depth: int
    """0 for those who report to nobody whom we know."""
    reports: int
    """How many report to the person, over all levels."""
    problem: ProblemId | Literal[""] = ""
    """`self` and `circle` where the line upwards was cut because it never ends, `gone_boss` where nobody is there."""


def grid(people: Iterable[Contact], method: Method) -> dict[tuple[str, str], list[Contact]]:
    """People by level and function, the most influential first; "" for a level or function that is not known.

    Every place of the method is there, so that empty ones are holes.
    """
    found: dict[tuple[str, str], list[Contact]] = {
        (level.id, function.id): [] for level in method.levels for function in method.functions
    }
    for person in sorted(people, key=lambda one: (-(one.influence.value or 0), one.id)):
        found.setdefault((person.level, person.function), []).append(person)
    return found


def holes(people: Iterable[Contact], method: Method) -> list[Hole]:
    """The places of the grid without anybody."""
    return [Hole(level, function) for (level, function), there in grid(people, method).items() if not there]


def line_problems(people: Iterable[Contact]) -> dict[str, ProblemId]:
    """By person what is wrong with the line upwards: reports to himself, in a circle, to someone who is not there."""
    given = {person.id: person.reports_to for person in people}
    found: dict[str, ProblemId] = {}
    for person, boss in given.items():
        if not boss:
            continue
        if boss == person:
            found[person] = "self"
        elif boss not in given:
            found[person] = "gone_boss"
        elif _returns(person, given):
            found[person] = "circle"
    return found


def tree(people: Iterable[Contact], folded: Iterable[str] = ()) -> list[Branch]:
    """Everyone once, below the person they report to, the most influential first; what is `folded` hides its reports.

    A line that never ends, or ends at someone who is not there, is cut, so that everyone is in the tree.
    """
    everyone = list(people)
    problems = line_problems(everyone)
    below: dict[str, list[Contact]] = {}
    for person in sorted(everyone, key=lambda one: (-(one.influence.value or 0), one.name, one.id)):
        below.setdefault("" if person.id in problems else person.reports_to, []).append(person)
    counts = {person.id: _count(person.id, below) for person in everyone}
    closed, found = set(folded), list[Branch]()
    waiting = [(person, 0) for person in reversed(below.get("", []))]
    while waiting:
        person, depth = waiting.pop()
        found.append(Branch(person.id, depth, counts[person.id], problems.get(person.id, "")))
        if person.id not in closed:
            waiting += [(report, depth + 1) for report in reversed(below.get(person.id, []))]
    return found


def _returns(start: str, boss_of: dict[str, str]) -> bool:
    """Whether the line upwards from a person comes back to that person."""
    seen, now = {start}, boss_of.get(start, "")
    while now and now not in seen:
        seen.add(now)
        now = boss_of.get(now, "")
    return now == start


def _count(person: str, below: dict[str, list[Contact]]) -> int:
    total, waiting = 0, [person]
    while waiting:
        reports = below.get(waiting.pop(), [])
        total += len(reports)
        waiting += [each.id for each in reports]
    return total
