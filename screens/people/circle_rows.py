"""The rows of the page about a circle of people."""

from __future__ import annotations

import datetime as dt

from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.figures.coaches import is_idle, ladder, next_candidate, upkeep
from kamtui.store.figures.coverage import coverage
from kamtui.store.figures.people_past import account_turns, people_changes
from kamtui.store.figures.relationship import status
from kamtui.store.figures.unknowns import unknowns
from kamtui.store.people.circles import Mapped
from kamtui.store.people.curves import curve
from kamtui.store.people.slots import slot_text
from kamtui.store.people.told import (
    flag_texts,
    gap_text,
    names_text,
    percent,
    score_text,
    seat_text,
    seen_text,
    status_text,
    unknown_text,
)
from kamtui.store.records import Contact
from kamtui.store.records.judgement import Slot
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace


def circle_columns() -> list[Column]:
    """The two columns of the page."""
    return [
        Column("name", word("screens.page.field"), 22),
        Column("value", word("screens.page.value"), 40, flexible=True),
    ]


def circle_rows(workspace: Workspace, found: Mapped, since: dt.date) -> list[Row]:
    """Status, coverage, who matters now, warnings, decisions, duties, messages, coaches, time, changes."""
    return [
        *_status(found),
        *_coverage(workspace, found),
        *_now(workspace, found),
        *_section("flags", [Row(f"-flag{at}", ("!", text)) for at, text in enumerate(flag_texts(found))]),
        *_unknown(workspace, found),
        *_slots(found),
        *_hot(found),
        *_coaches(workspace, found),
        *_past(workspace, found, since),
    ]


def _section(name: str, rows: list[Row]) -> list[Row]:
    """Rows under a heading; nothing without rows."""
    return [Row(f"-{name}", (Cell(word(f"people.part.{name}"), "strong"),)), *rows] if rows else []


def _whole(key: str, text: str) -> Row:
    """A formula or its inputs over the whole width, so that nothing of it is cut."""
    return Row(key, (Cell(f"  {text}", "muted"),))


def _status(found: Mapped) -> list[Row]:
    now = status(found.circle)
    return _section(
        "status",
        [
            Row("-light", (Cell(word("people.part.light"), "muted"), Cell(status_text(found), "strong"))),
            _whole("-formula_key", f"{word('people.formula')}  " + word("people.formula.key",
                n=found.circle.method.thresholds["key_influence"])),
            _whole("-formula_light", word("people.formula.light")),
            *(
                Row(f"-{name}", (Cell(word(f"people.part.{name}"), "muted"), names_text(found, ids) or "-"))
                for name, ids in (("key", now.key), ("supporters", now.supporters), ("deciding", now.deciding))
            ),
        ],
    )  # fmt: skip


def _coverage(workspace: Workspace, found: Mapped) -> list[Row]:
    covered, limits = coverage(found.circle), found.circle.method.thresholds
    rows = [
        Row("-score", (Cell(word("people.part.score"), "muted"), Cell(f"{percent(covered.value)}/100", "strong"))),
        _whole("-formula", f"{word('people.formula')}  {word('people.formula.coverage')}"),
        _whole("-empty", word("people.formula.empty")),
        _whole("-weight", word("people.formula.weight", n=limits["unknown_seat_weight"])),
        _whole("-met", word("people.formula.met", several=limits["coverage_several"],
            depth=limits["coverage_in_depth"])),
        _whole("-fresh", word("people.formula.fresh", days=limits["relationship_half_life_days"])),
        _whole("-attitude", word("people.formula.attitude")),
    ]  # fmt: skip
    for score in covered.seats:
        name = ("> " if score.seat.now else "  ") + seat_text(workspace, score.seat)
        who = names_text(found, score.people) or word("people.nobody")
        gaps = f"  ! {gap_text(score)}" if score.gaps else ""
        rows.append(Row(f"seat:{score.holder}/{score.seat.id}", (name, f"{who}{gaps}")))
        rows.append(_whole(f"-in:{score.seat.id}", score_text(score)))
    return _section("coverage", rows)


def _now(workspace: Workspace, found: Mapped) -> list[Row]:
    """Who matters in the stage and was met in it."""
    deal = found.circle.deal
    if deal is None or not found.scope.deal:
        return []
    method = found.circle.method
    stage = method.stage(deal.stage)
    mode = method.label_of("decision_modes", deal.decision_mode) or word("people.unknown_word")
    head = f"{stage.label.text if stage else '-'}  {mode}  {stage.focus_note.text if stage else ''}"
    rows = [Row("-focus", (Cell(word("people.part.focus"), "muted"), clean(head, 300)))]
    rows += [
        Row(f"-now{at}", (name, f"{who}  {met}")) for at, (name, who, met) in enumerate(seen_text(workspace, found))
    ]
    return _section("now", rows)


def _unknown(workspace: Workspace, found: Mapped) -> list[Row]:
    """What is not known, what matters most now first."""
    rows = []
    for at, gap in enumerate(unknowns(found.circle)):
        who, what = unknown_text(workspace, found, gap)
        key = f"person:{gap.person}/unknown{at}" if gap.person else f"-unknown{at}"
        rows.append(Row(key, (who, f"[{gap.worth}] {what}")))
    return _section("unknown", rows)


def _slots(found: Mapped) -> list[Row]:
    """Decisions of the top, duties and messages of a deal; each row can be filled."""
    deal, method = found.circle.deal, found.circle.method
    if deal is None or not found.scope.deal:
        return []
    decisions = [
        Row(
            f"decisions:{one.id}",
            (clean(one.label.text, 40), slot_text(found, deal.decisions.get(one.id, Slot())) or "-"),
        )
        for one in method.decisions
    ]
    duties = [
        Row(f"duties:{one.id}", (clean(one.label.text, 40), slot_text(found, deal.duties.get(one.id, Slot())) or "-"))
        for one in method.duties
    ]
    messages = []
    for layer in method.layers:
        said = deal.messages.get(layer.id)
        text = clean(said.what, 200) if said else Cell(f"- ({clean(layer.values.text, 60)})", "muted")
        messages.append(Row(f"messages:{layer.id}", (clean(layer.label.text, 40), text)))
    return [*_section("decisions", decisions), *_section("duties", duties), *_section("messages", messages)]


def _hot(found: Mapped) -> list[Row]:
    """Who has no hot button, or one without a proof."""
    people = [each for each in found.circle.people if not (each.hot_button and each.hot_button_proof)]
    rows = []
    for person in sorted(people, key=lambda each: -(each.influence.value or 0)):
        said = (
            word("people.hot.no_proof", text=clean(person.hot_button, 60))
            if person.hot_button
            else word("people.hot.none")
        )
        rows.append(Row(f"person:{person.id}", (clean(person.name, 30), said)))
    return _section("hot", rows)


def _coaches(workspace: Workspace, found: Mapped) -> list[Row]:
    """The ladder from low to high, and the upkeep plan with its cost."""
    circle, method = found.circle, found.circle.method
    rungs = ladder(circle)
    best = next_candidate(rungs)
    rows = []
    for rung in rungs:
        who = names_text(found, rung.coaches) or word("people.ladder.none", n=rung.people)
        easiest = found.person(rung.next)
        next_one = word("people.ladder.next", name=clean(easiest.name, 30)) if easiest else ""
        rows.append(Row(f"person:{rung.next}/{rung.level}",
                        (clean(method.label_of("levels", rung.level), 30),
                         f"{who}  {'> ' if rung.next and rung.next == best else ''}{next_one}")))  # fmt: skip
    plan, currency = upkeep(circle), workspace.config.currency
    kept = [Row("-idle", (Cell(word("people.part.idle"), "muted"),
                          word("people.upkeep.idle" if is_idle(circle) else "people.upkeep.busy")))]  # fmt: skip
    for each in plan:
        person = found.person(each.person)
        late = each.late(circle.today)
        text = word(
            "people.upkeep.row", way=clean(method.label_of("upkeep_ways", each.way), 30) or "-", days=each.days,
            due=each.due.isoformat(), cost=each.yearly, currency=currency,
        )  # fmt: skip
        said = f"{text}  {word('people.upkeep.late', n=late)}" if late else text
        rows_of = clean(person.name, 30) if person else each.person
        reliability = method.label_of("reliabilities", person.coach_reliability) if person else ""
        kept.append(Row(f"person:{each.person}/upkeep", (rows_of, f"{said}  {clean(reliability, 30)}".rstrip())))
    return [*_section("ladder", rows), *(_section("upkeep", kept) if plan else [])]


def _past(workspace: Workspace, found: Mapped, since: dt.date) -> list[Row]:
    """The account's turning points with their curve, and what changed since a day."""
    steps = workspace.method.relationship_steps
    turns = account_turns(found.everyone, found.events)
    rows = [Row(f"-curve{at}", ("", line)) for at, line in enumerate(curve(turns, len(steps), found.circle.today))]
    for turn in turns:
        label = steps[turn.step - 1].label.text if 0 < turn.step <= len(steps) else str(turn.step)
        rows.append(Row(f"-turn{turn.day}", (turn.day.isoformat(), f"{turn.step} {clean(label, 40)}")))
    changed = []
    people = workspace.of_account(Contact, found.scope.account)
    names = {person.id: clean(person.name, 30) for person in people}
    for at, moved in enumerate(people_changes(people, found.events, since)):
        text = word(f"people.moved.{moved.id}", old=_value(moved.old), new=_value(moved.new))
        changed.append(Row(f"change:{moved.person}/{at}", (names.get(moved.person, moved.person), text)))
    if not changed:
        changed = [Row("-same", ("", word("people.moved.none")))]
    head = Row("-since", (Cell(word("people.moved.since", day=since.isoformat()), "strong"),))
    return [*_section("turns", rows), head, *changed]


def _value(value: object) -> str:
    return "?" if value is None else str(value)
