"""The figures of a circle of people in words, and as programs read them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from kamtui.store.figures.circle import certainty
from kamtui.store.figures.coverage import Score, Seat, coverage, touched, touches
from kamtui.store.figures.organisation import holes
from kamtui.store.figures.relationship import flags, status
from kamtui.store.figures.unknowns import Unknown, unknowns
from kamtui.store.people.circles import Mapped
from kamtui.store.records import Competitor, Contact, Rating, Salesperson
from kamtui.store.records.contest import Rival
from kamtui.store.text.cells import width
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

UNKNOWN = "-"


def attitude_text(workspace: Workspace, rating: Rating, room: int = 0) -> str:
    """An attitude as symbol and word, the short one where the other does not fit `room` cells; "?" if not known."""
    found = next((one for one in workspace.method.attitudes if one.value == rating.value), None)
    if found is None:
        return word("people.unknown") if rating.value is None else f"{rating.value:+d}"
    whole = f"{found.symbol} {found.label.text}"
    return f"{found.symbol} {found.short.text}" if room and width(whole) > room and found.short.text else whole


def roles_text(workspace: Workspace, roles: tuple[str, ...]) -> str:
    """Roles by their labels."""
    return word("fields.value.joint").join(clean(workspace.method.label_of("roles", role), 40) for role in roles)


def seat_text(workspace: Workspace, seat: Seat) -> str:
    """What a seat is called."""
    return clean(workspace.method.label_of(seat.group, seat.id), 40)


_MOST_NAMES = 6


def names_text(found: Mapped, ids: tuple[str, ...]) -> str:
    """People by name, the first few of many."""
    names = [clean(person.name, 24) for each in ids[:_MOST_NAMES] if (person := found.person(each))]
    more = f" +{len(ids) - _MOST_NAMES}" if len(ids) > _MOST_NAMES else ""
    return word("fields.value.joint").join(names) + more


def rival_name(workspace: Workspace, rival: Rival) -> str:
    """A competitor's representative with the competitor's name."""
    competitor = workspace.get(Competitor, rival.competitor)
    name = clean(competitor.name if competitor else rival.competitor, 24)
    return f"{clean(rival.rep, 24)} ({name})" if rival.rep else name


def percent(value: float | Fraction | None) -> str:
    """A score as a whole number; n/a where there is nothing to score."""
    return "n/a" if value is None else str(round(value))


def light_text(found: Mapped) -> str:
    """The relationship status as a word."""
    return word(f"people.light.{status(found.circle).light}")


def status_text(found: Mapped) -> str:
    """The relationship status as a word, and what it rests on."""
    return f"{light_text(found)} {word(f'people.step.{status(found.circle).step}')}"


def flag_texts(found: Mapped) -> list[str]:
    """What is wrong on the map, a sentence each."""
    return [word(f"people.flag.{flag.id}", n=flag.n, limit=flag.limit) for flag in flags(found.circle)]


def unknown_text(workspace: Workspace, found: Mapped, gap: Unknown) -> tuple[str, str]:
    """Who, or which seat, and what is not known."""
    who = found.person(gap.person)
    name = clean(who.name, 40) if who else clean(workspace.method.label_of(gap.group, gap.seat), 40)
    return name, word(f"people.unknown.of.{gap.what}")


def score_text(score: Score) -> str:
    """How a seat's share of the coverage is worked out."""
    return word(
        "people.score",
        weight=f"{score.weight:g}", met=f"{score.met:g}", fresh=f"{score.fresh:.2f}",
        attitude=f"{score.attitude:g}", covered=f"{score.covered:.2f}",
    )  # fmt: skip


def gap_text(score: Score) -> str:
    """What is missing of a seat."""
    return word("fields.value.joint").join(word(f"people.gap.{gap}") for gap in score.gaps)


def person_json(workspace: Workspace, found: Mapped, person: Contact) -> dict[str, Any]:
    """One person of a map, for programs; nothing of the personal card."""
    circle = found.circle
    last = circle.last(person)

    def rating(said: Rating) -> dict[str, Any]:
        day = said.date.isoformat() if said.date else None
        sure = certainty(said, circle.method, circle.today)
        return {"value": said.value, "source": said.source, "date": day, "confidence": said.confidence, "state": sure}

    return {
        "id": person.id,
        "name": person.name,
        "title": person.title,
        "level": person.level,
        "function": person.function,
        "roles": list(circle.roles(person)),
        "attitude": rating(person.attitude),
        "influence": rating(person.influence),
        "closeness": rating(person.closeness),
        "key": circle.is_key(person),
        "decides": circle.decides(person),
        "coach": person.coach,
        "reports_to": person.reports_to,
        "last_contact": last.isoformat() if last else None,
        "rivals": {rival_name(workspace, rival): relation for rival, relation in found.close_to(person)},
        "ties": {other: {"kind": tie.kind, "strength": tie.strength} for other, tie in sorted(person.ties.items())},
    }


def map_json(workspace: Workspace, found: Mapped) -> dict[str, Any]:
    """A whole map for programs: people, status, coverage with its inputs and gaps, warnings, holes."""
    circle, now, covered = found.circle, status(found.circle), coverage(found.circle)
    seen = touches(circle)
    done, n = touched(seen)
    return {
        "account": found.scope.account,
        "opportunity": found.scope.deal or None,
        "day": circle.today.isoformat(),
        "people": [person_json(workspace, found, person) for person in circle.people],
        "status": {"light": now.light, "step": now.step, "key": list(now.key), "supporters": list(now.supporters),
                   "deciding": list(now.deciding)},
        "coverage": {
            "value": None if covered.value is None else round(covered.value, 1),
            "seats": [
                {"seat": score.seat.id, "group": score.seat.group, "now": score.seat.now,
                 "holder": score.holder or None, "people": list(score.people),
                 "weight": score.weight, "met": score.met, "fresh": round(score.fresh, 4),
                 "attitude": score.attitude, "gaps": list(score.gaps)}
                for score in covered.seats
            ],
        },
        "focus": {"touched": done, "seats": n},
        "flags": [flag.id for flag in flags(circle)],
        "unknown": [
            {"what": gap.what, "person": gap.person or None, "seat": gap.seat or None, "worth": gap.worth}
            for gap in unknowns(circle)
        ],
        "holes": [hole.key for hole in holes(circle.people, circle.method)],
    }  # fmt: skip


def seen_text(workspace: Workspace, found: Mapped) -> list[tuple[str, str, str]]:
    """For each seat of now: what it is, who sits there, when and by whom they were met in this stage."""
    rows = []
    for touch in touches(found.circle):
        who = names_text(found, touch.people) or word("people.nobody")
        if touch.last and touch.last.date:
            owner = workspace.get(Salesperson, touch.last.owner)
            by = clean(owner.name, 20) if owner else UNKNOWN
            met = word("people.met_on", day=touch.last.date.isoformat(), by=by)
        else:
            met = word("people.not_in_stage")
        rows.append((("> " if touch.seat.now else "  ") + seat_text(workspace, touch.seat), who, met))
    return rows
