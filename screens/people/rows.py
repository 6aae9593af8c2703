"""What the stakeholder screen shows: the matrix, the grid, the reporting tree and the list, made from one map."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.people_grid import GridItem, GridModel
from kamtui.store.figures.circle import certainty
from kamtui.store.figures.coverage import coverage
from kamtui.store.figures.organisation import grid, tree
from kamtui.store.people.circles import Mapped
from kamtui.store.people.told import attitude_text, rival_name, roles_text
from kamtui.store.records import Contact, Rating
from kamtui.store.records.contest import Rival
from kamtui.store.text.cells import width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

SURE, FADED, HOLLOW = "●", "·", "○"
UNKNOWN = "?"
"""The column, and the row, of what nobody knows."""
RIVALS = "rivals"
"""The row of the competitors' representatives."""
HOLE, RIVAL = "hole:", "rival:"
"""How the keys of holes and of representatives begin; all others are ids of people."""
ATTITUDE = 12
"""Cells of the list's column of attitudes; longer ones get their short word."""
SORTS = ("name", "role", "attitude", "influence", "closeness", "last")


def mark_of(found: Mapped, rating: Rating) -> str:
    """How sure a rating is: filled, faded to a dot, or hollow for what is not known or has no source."""
    state = certainty(rating, found.circle.method, found.circle.today)
    return SURE if state == "sure" else FADED if state == "faded" else HOLLOW


def person_text(found: Mapped, person: Contact) -> Cell:
    """A person in a cell: how sure, influence, name, coach `C`, close to a rival `R`, key people bold."""
    influence = UNKNOWN if person.influence.value is None else str(person.influence.value)
    signs = ("C" if person.coach else "") + ("R" if found.close_to(person) else "")
    text = f"{mark_of(found, person.attitude)}{influence}{signs} {clean(person.name, 40)}"
    return Cell(text, "strong" if found.circle.is_key(person) else "")


def matrix(workspace: Workspace, found: Mapped, people: Sequence[Contact], carried: dict[str, str]) -> GridModel:
    """Roles by attitude; a seat that counts now and is empty is a hole, the rivals' people stand at the bottom.

    `carried` says for a person who is being moved the row and the column where they are shown.
    """
    method = workspace.method
    roles = [(role.id, clean(role.label.text, 24)) for role in method.roles]
    attitudes = [(str(one.value), f"{one.symbol} {clean(one.label.text, 30)}") for one in method.attitudes]
    cells: dict[tuple[str, str], list[GridItem]] = {}
    for person in sorted(people, key=lambda one: (-(one.influence.value or 0), one.name, one.id)):
        row, column = carried.get("row", ""), carried.get("column", "")
        if carried.get("person") != person.id:
            row, column = role_of(workspace, found, person), attitude_of(person)
        cells.setdefault((row, column), []).append(GridItem(person.id, person_text(found, person)))
    for score in coverage(found.circle).seats:
        if score.seat.group == "roles" and not score.holder:
            hole = GridItem(f"{HOLE}roles/{score.seat.id}", Cell(f"[{word('people.hole')}]", "warning"))
            cells.setdefault((score.seat.id, UNKNOWN), []).append(hole)
    for rival in found.rivals:
        text = Cell("X " + rival_name(workspace, rival), "bad")
        cells.setdefault((RIVALS, UNKNOWN), []).append(GridItem(f"{RIVAL}{rival.id}", text))
    rows = [*roles, (UNKNOWN, word("people.no_role"))]
    if found.rivals:
        rows.append((RIVALS, word("people.rivals")))
    shorts = {str(one.value): f"{one.symbol} {clean(one.short.text or one.label.text, 12)}" for one in method.attitudes}
    return GridModel(tuple(rows), (*attitudes, (UNKNOWN, f"? {word('people.unknown_word')}")), cells, shorts)


def role_of(workspace: Workspace, found: Mapped, person: Contact) -> str:
    """The row of a person: the first of their roles in the order of the method."""
    roles = found.circle.roles(person)
    return next((role.id for role in workspace.method.roles if role.id in roles), UNKNOWN)


def attitude_of(person: Contact) -> str:
    """The column of a person."""
    value = person.attitude.value
    return UNKNOWN if value is None else str(max(-2, min(2, value)))


def seats_grid(workspace: Workspace, found: Mapped, people: Sequence[Contact], carried: dict[str, str]) -> GridModel:
    """Levels by functions; places where nobody is known are holes."""
    method = workspace.method
    cells: dict[tuple[str, str], list[GridItem]] = {}
    whole = grid(found.circle.people, method)
    shown = {person.id for person in people}
    for (level, function), there in whole.items():
        place = (
            _known(level, [one.id for one in method.levels]),
            _known(function, [one.id for one in method.functions]),
        )
        if not there:
            hole = GridItem(f"{HOLE}{level}/{function}", Cell(f"[{word('people.hole')}]", "warning"))
            cells.setdefault(place, []).append(hole)
        for person in there:
            if person.id in shown and carried.get("person") != person.id:
                cells.setdefault(place, []).append(GridItem(person.id, _with_attitude(workspace, found, person)))
            elif person.id in shown:
                place_now = (carried["row"], carried["column"])
                cells.setdefault(place_now, []).append(GridItem(person.id, _with_attitude(workspace, found, person)))
    rows = [(one.id, clean(one.label.text, 24)) for one in method.levels]
    columns = [(one.id, clean(one.label.text, 40)) for one in method.functions]
    return GridModel(
        (*rows, (UNKNOWN, word("people.no_level"))), (*columns, (UNKNOWN, word("people.no_function"))), cells
    )


def tree_rows(workspace: Workspace, found: Mapped, people: Sequence[Contact], folded: Collection[str]) -> list[Row]:
    """The reporting lines from top to bottom, with influence and conflict beside each person, then the rivals."""
    by_id = {person.id: person for person in people}
    rows = []
    for branch in tree(people, folded):
        person = by_id[branch.person]
        fold = ("+" if person.id in folded else "-") if branch.reports else " "
        name = Cell(
            f"{'  ' * branch.depth}{fold} {person_text(found, person).text}", person_text(found, person).style_name
        )
        count = f" ({branch.reports})" if person.id in folded else ""
        problem = word(f"people.line.{branch.problem}") if branch.problem else ""
        said = [clean(person.title, 20), attitude_text(workspace, person.attitude), problem, ties_text(found, person)]
        rows.append(Row(person.id, (Cell(name.text + count, name.style_name), "  ".join(filter(None, said)))))
    for rival in found.rivals:
        rows.append(
            Row(f"{RIVAL}{rival.id}", (Cell("X " + rival_name(workspace, rival), "bad"), relations_text(found, rival)))
        )
    return rows


def list_rows(workspace: Workspace, found: Mapped, people: Sequence[Contact], sort: str, reverse: bool) -> list[Row]:
    """One row a person, sorted; who is not rated comes last."""
    order = {role.id: place for place, role in enumerate(workspace.method.roles)}

    def key(person: Contact) -> tuple[bool, float | str]:
        match sort:
            case "attitude" | "influence" | "closeness":
                value = getattr(person, sort).value
                return value is None, -(value or 0)
            case "role":
                return False, order.get(role_of(workspace, found, person), len(order))
            case "last":
                last = found.circle.last(person)
                return last is None, -(last.toordinal() if last else 0)
        return False, person.name

    ordered = sorted(people, key=lambda person: (*key(person), person.name, person.id), reverse=reverse)
    return [_list_row(workspace, found, person) for person in ordered]


def list_columns() -> list[Column]:
    """The columns of the list, the least wanted last to fit."""
    return [
        Column("name", word("fields.contacts.name"), 16, flexible=True),
        Column("role", word("fields.roles"), 12, flexible=True),
        Column("attitude", word("fields.attitude"), ATTITUDE),
        Column("influence", word("fields.influence"), _room("fields.influence")),
        Column("closeness", word("fields.closeness"), _room("fields.closeness"), priority=1),
        Column("last", word("people.last"), 10, priority=2),
        Column("title", word("fields.title"), 14, flexible=True, priority=3),
        Column("hot", word("fields.hot_button"), 18, flexible=True, priority=4),
    ]


def tree_columns() -> list[Column]:
    """The columns of the tree."""
    return [
        Column("name", word("fields.contacts.name"), 28, flexible=True),
        Column("said", word("people.said"), 30, flexible=True),
    ]


def ties_text(found: Mapped, person: Contact) -> str:
    """Whom the person influences, and with whom they are in conflict."""
    parts = []
    for other, tie in sorted(person.ties.items()):
        there = found.person(other)
        if there:
            sign = "x" * tie.strength if tie.kind == "conflict" else "-" * tie.strength + ">"
            parts.append(f"{sign} {clean(there.name, 20)}")
    return "  ".join(parts)


def relations_text(found: Mapped, rival: Rival) -> str:
    """How a rival's representative stands with each person."""
    parts = []
    for person in found.circle.people:
        value = rival.relations.get(person.id, Rating()).value
        if value is not None:
            parts.append(f"{clean(person.name, 20)} {value:+d}" if value else f"{clean(person.name, 20)} 0")
    return "  ".join(parts) or word("people.no_relations")


def detail(workspace: Workspace, found: Mapped, person: Contact) -> list[tuple[str, list[str]]]:
    """Two lines about the person under the cursor."""
    circle, method = found.circle, workspace.method
    last = circle.last(person)
    rated = person.attitude
    why = " ".join(filter(None, (clean(rated.source, 30), rated.date.isoformat() if rated.date else "",
                                 f"{rated.confidence}%" if rated.confidence is not None else "")))  # fmt: skip
    state = word(f"people.state.{certainty(rated, method, circle.today)}")
    place = "/".join(
        filter(None, (method.label_of("levels", person.level), method.label_of("functions", person.function)))
    )
    roles = roles_text(workspace, circle.roles(person)) or word("people.no_role")
    rivals = [f"R {rival_name(workspace, rival)} {relation:+d}" for rival, relation in found.close_to(person)]
    return [
        (
            clean(person.name, 30),
            [clean(person.title, 30), clean(place, 40), roles, ties_text(found, person)],
        ),
        (
            attitude_text(workspace, rated),
            [f"{state} {why}".rstrip(), f"{word('people.last')} {last.isoformat() if last else '-'}",
             f"{word('fields.hot_button')} {clean(person.hot_button, 30) or '-'}", *rivals],
        ),
    ]  # fmt: skip


def _with_attitude(workspace: Workspace, found: Mapped, person: Contact) -> Cell:
    """A person in the grid, where the attitude does not follow from the place."""
    cell = person_text(found, person)
    symbol = next((one.symbol for one in workspace.method.attitudes if one.value == person.attitude.value), UNKNOWN)
    return Cell(f"{cell.text} {symbol}", cell.style_name)


def _list_row(workspace: Workspace, found: Mapped, person: Contact) -> Row:
    last = found.circle.last(person)
    closeness = person.closeness.value
    return Row(
        person.id,
        (
            person_text(found, person),
            roles_text(workspace, found.circle.roles(person)) or "-",
            attitude_text(workspace, person.attitude, ATTITUDE),
            UNKNOWN if person.influence.value is None else f"{person.influence.value}/5",
            UNKNOWN if closeness is None else f"{closeness}/5",
            last.isoformat() if last else "-",
            clean(person.title, 40) or "-",
            clean(person.hot_button, 60) or "-",
        ),
    )


def _room(key: str) -> int:
    """Cells of a column of small numbers: its heading fits."""
    return max(8, width(word(key)))


def _known(value: str, ids: list[str]) -> str:
    return value if value in ids else UNKNOWN
