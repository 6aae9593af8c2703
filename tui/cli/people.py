"""The stakeholders of an account or a deal as text: the same facts and figures as the screens."""

from __future__ import annotations

import argparse

from kamtui.cli.common import print_utf8, to_json
from kamtui.cli.errors import OK, USAGE, CommandError
from kamtui.cli.tables import print_table
from kamtui.store.figures.coverage import coverage
from kamtui.store.figures.organisation import holes
from kamtui.store.figures.unknowns import unknowns
from kamtui.store.people.circles import Mapped, mapped, scope_of
from kamtui.store.people.told import (
    attitude_text,
    flag_texts,
    gap_text,
    map_json,
    names_text,
    percent,
    roles_text,
    score_text,
    seat_text,
    seen_text,
    status_text,
    unknown_text,
)
from kamtui.store.records import Account, Contact, Opportunity, Record
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def people_of(workspace: Workspace, record: Record) -> Mapped:
    """The map around an account, a deal or a person; CommandError for anything else."""
    if not isinstance(record, Account | Opportunity | Contact):
        raise CommandError(USAGE, word("people.cli.no_people", name=clean(record.id, 40)))
    today = dates.today()
    return mapped(workspace, scope_of(workspace, record), today)


def show_people(workspace: Workspace, record: Record, arguments: argparse.Namespace) -> int:
    """Print the map of the people around a record: as JSON, as plain lines, or as a table."""
    found = people_of(workspace, record)
    if arguments.json:
        print_utf8()
        print(to_json(map_json(workspace, found), indent=2))
        return OK
    head = [
        word(f"fields.{name}") for name in ("contacts.name", "title", "roles", "attitude", "influence", "closeness")
    ]
    rows = [_cells(workspace, found, person) for person in found.circle.people]
    if arguments.plain:
        for number, row in enumerate(rows, 1):
            said = "; ".join(f"{name}: {cell}" for name, cell in zip(head[1:], row[1:], strict=True) if cell)
            print(f"{number}. {row[0]}; {said}")
    else:
        print_table(head, rows, [False] * 4 + [True, True])
    print()
    for line in _figures(workspace, found):
        print(clean(line, 600))
    return OK


def _cells(workspace: Workspace, found: Mapped, person: Contact) -> list[str]:
    influence, closeness = person.influence.value, person.closeness.value
    return [
        clean(person.name, 60),
        clean(person.title, 60),
        roles_text(workspace, found.circle.roles(person)),
        attitude_text(workspace, person.attitude),
        "?" if influence is None else str(influence),
        "?" if closeness is None else str(closeness),
    ]


def _figures(workspace: Workspace, found: Mapped) -> list[str]:
    """Status, coverage seat by seat with inputs and gaps, who matters now, warnings, empty seats."""
    covered, method = coverage(found.circle), workspace.method
    lines = [
        f"{word('people.part.light')}: {status_text(found)}",
        f"{word('people.part.score')}: {percent(covered.value)}/100  {word('people.formula.coverage')}",
    ]
    for score in covered.seats:
        who = names_text(found, score.people) or word("people.nobody")
        gaps = f"  ! {gap_text(score)}" if score.gaps else ""
        lines.append(f"  {seat_text(workspace, score.seat)}: {who}; {score_text(score)}{gaps}")
    if found.scope.deal:
        lines.append(word("people.part.now"))
        lines += [f"  {name.strip()}: {who}; {met}" for name, who, met in seen_text(workspace, found)]
    lines += [f"! {text}" for text in flag_texts(found)]
    if gaps_known := unknowns(found.circle):
        lines.append(word("people.part.unknown"))
        for gap in gaps_known:
            name, what = unknown_text(workspace, found, gap)
            lines.append(f"  [{gap.worth}] {name}: {what}")
    empty = [
        f"{method.label_of('levels', hole.level)}/{method.label_of('functions', hole.function)}"
        for hole in holes(found.circle.people, method)
    ]
    return [*lines, f"{word('people.hole')}: {word('fields.value.joint').join(empty)}"] if empty else lines
