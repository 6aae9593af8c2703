"""What the keys of the stakeholder screen change: role, attitude, influence, coach, lines between people, tasks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import msgspec

from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.dialogs.numbers import NumberDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.people.circles import Mapped
from kamtui.store.people.told import rival_name
from kamtui.store.records import Contact, Rating, Task, Tie
from kamtui.store.records.contest import Rival
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_CONFIDENCE = re.compile(r"(?:^|\s)(\d{1,3})\s*[%％]")
_DAY = re.compile(r"(?:^|\s)(\d{4}-\d{2}-\d{2})(?=\s|$)")


def ground(text: str, today: dt.date) -> Rating:
    """What a rating rests on, from one line: words are the source, `80%` how sure, a day such as 2026-11-20 when.

    Raises ValueError, worded for people, for more than 100 % and for a day that is none or is still to come.
    """
    confidence, day = None, today
    if found := _CONFIDENCE.search(text):
        confidence = int(found[1])
        text = text[: found.start()] + " " + text[found.end() :]
        if confidence > 100:
            raise ValueError(word("people.ground.percent", n=confidence))
    if said := _DAY.search(text):
        text = text[: said.start()] + " " + text[said.end() :]
        try:
            day = dt.date.fromisoformat(said[1])
        except ValueError:
            raise ValueError(word("people.ground.no_day", day=said[1])) from None
        if day > today:
            raise ValueError(word("people.ground.later", day=said[1]))
    return Rating(source=" ".join(text.split()), date=day, confidence=confidence)


class StakeholderActions(RecordActions):
    """Changes people on the map; the screen says with `cursor_person` and `shown_map` which and where."""

    shown_map: Mapped

    def cursor_person(self) -> Contact | None:
        """The person under the cursor."""
        raise NotImplementedError

    def ask_ground(self, title: str, then: Callable[[Rating], None]) -> None:
        """Ask in one line what a rating rests on; Esc changes nothing."""

        def understood(text: str) -> str:
            said = ground(text, self.today())
            if not said.source:
                return word("people.ground.none")
            sure = f"{said.confidence}%" if said.confidence is not None else "-"
            return word("people.ground.read", source=clean(said.source, 60), day=said.date, sure=sure)

        def given(text: str | None) -> None:
            if text is None:
                self.show()
            else:
                then(ground(text, self.today()))

        if self.may_write():
            self.app.push_screen(LineDialog(title, understood, hint=word("people.ground.hint")), given)

    def keep_person(self, person: Contact, what: str, reason: str, **fields: Any) -> None:
        """Save fields of a person with a reason, and say it."""
        self.save(what, lambda change: change.set(person, reason, **fields), lambda: self.tell(what))

    def place_person(self, person: Contact, role: str | None, attitude: int | None) -> None:
        """Give a person another role, another attitude, or both, for a reason; one step to undo."""
        name = clean(person.name, 40)

        def keep(said: Rating) -> None:
            deal = self.shown_map.circle.deal if self.shown_map.scope.deal else None

            def act(change: Any) -> None:
                if attitude is not None:
                    change.set(person, said.source, attitude=msgspec.structs.replace(said, value=attitude))
                if role is None:
                    return
                roles = self._with_role(person, role)
                if deal is not None:
                    change.set(deal, said.source, roles={**deal.roles, person.id: roles})
                else:
                    change.set(person, said.source, roles=roles)

            what = word("people.placed", name=name)
            self.save(what, act, lambda: self.tell(what))

        self.ask_ground(word("people.ground.place", name=name), keep)

    def _with_role(self, person: Contact, role: str) -> tuple[str, ...]:
        """The roles of a person with another first one: it takes the place of the one that the person stood at."""
        method, roles = self.workspace.method, self.shown_map.circle.roles(person)
        first = next((each.id for each in method.roles if each.id in roles), "")
        rest = tuple(each for each in roles if each not in (first, role))
        return (role, *rest) if role else rest

    def action_influence_up(self) -> None:
        """Raise the influence of the person under the cursor, for a reason."""
        self._influence(1)

    def action_influence_down(self) -> None:
        """Lower it."""
        self._influence(-1)

    def _influence(self, step: int) -> None:
        person = self.cursor_person()
        if person is None:
            return
        seen, now = person, person.influence.value
        value = 3 if now is None else max(1, min(5, now + step))
        if value == now:
            self.tell(word("people.influence.end", n=value))
            return
        name = clean(person.name, 40)

        def keep(said: Rating) -> None:
            what = word("people.influence.set", name=name, n=value)
            self.keep_person(seen, what, said.source, influence=msgspec.structs.replace(said, value=value))

        self.ask_ground(word("people.influence.title", name=name, n=value), keep)

    def action_coach(self) -> None:
        """Say whether the person is our coach, and how far they can be relied on."""
        person = self.cursor_person()
        if person is None:
            return
        seen, name = person, clean(person.name, 40)
        choices = [(one.id, clean(one.label.text, 40)) for one in self.workspace.method.reliabilities]
        dialog = NumberDialog(
            word("people.coach.title", name=name), [*choices, ("-", word("people.coach.no"))], person.coach_reliability
        )

        def picked(choice: str | None) -> None:
            if choice is None:
                return
            is_coach = choice != "-"
            what = word("people.coach.set" if is_coach else "people.coach.unset", name=name)
            reliability = choice if is_coach else ""

            def keep(said: Rating) -> None:
                lines = [seen.coach_evidence, f"{said.date} {said.source}" if said.source else ""]
                evidence = "\n".join(filter(None, lines))
                self.keep_person(
                    seen, what, said.source, coach=is_coach, coach_reliability=reliability, coach_evidence=evidence
                )

            self.ask_ground(what, keep)

        if self.may_write():
            self.app.push_screen(dialog, picked)

    def action_tie(self) -> None:
        """Draw a line from the person under the cursor to another person, or to a rival's representative."""
        person = self.cursor_person()
        if person is None or not self.may_write():
            return
        seen, found = person, self.shown_map
        rows = [
            Row(each.id, (clean(each.name, 40), clean(each.title, 40)))
            for each in found.circle.people if each.id != person.id
        ]  # fmt: skip
        rows += [Row(f"rival:{one.id}", ("X " + rival_name(self.workspace, one), "")) for one in found.rivals]
        columns = [
            Column("name", word("fields.contacts.name"), 24, flexible=True),
            Column("title", "", 20, flexible=True),
        ]
        title = word("people.tie.title", name=clean(person.name, 40))
        dialog = PickDialog(title, columns, rows, hint=word("screens.help.hint"), empty=word("people.tie.nobody"))

        def picked(key: str | None) -> None:
            if key and key.startswith("rival:"):
                rival = next(one for one in found.rivals if one.id == key.removeprefix("rival:"))
                self._relate(seen, rival)
            elif key:
                self._tie_kind(seen, key)

        self.app.push_screen(dialog, picked)

    def _tie_kind(self, person: Contact, other: str) -> None:
        choices = [
            (f"{kind}:{strength}", word(f"people.tie.{kind}", n=strength))
            for kind in ("influence", "conflict") for strength in (1, 2, 3)
        ]  # fmt: skip

        def picked(choice: str | None) -> None:
            if choice is None:
                return
            ties = {each: tie for each, tie in person.ties.items() if each != other}
            what = word("people.tie.gone", name=clean(person.name, 40))
            if choice != "-":
                kind, _, strength = choice.partition(":")
                ties[other] = Tie(kind=kind, strength=int(strength), date=self.today())
                what = word("people.tie.set", name=clean(person.name, 40))
            self.keep_person(person, what, "", ties=ties)

        there = self.shown_map.person(other)
        title = f"{clean(person.name, 24)} > {clean(there.name if there else other, 24)}"
        self.app.push_screen(NumberDialog(title, [*choices, ("-", word("people.tie.none"))]), picked)

    def _relate(self, person: Contact, rival: Rival) -> None:
        """Rate how a rival's representative stands with a person (A5.03)."""
        name = rival_name(self.workspace, rival)
        choices = [(str(value), word(f"people.relation.{value}")) for value in range(2, -3, -1)]

        def picked(choice: str | None) -> None:
            if choice is None:
                return

            def keep(said: Rating) -> None:
                what = word("people.relation.set", rival=name, name=clean(person.name, 40))
                relation = msgspec.structs.replace(said, value=int(choice))
                relations = {**rival.relations, person.id: relation}
                self.save(what, lambda change: change.set(rival, said.source, relations=relations))

            self.ask_ground(word("people.relation.title", rival=name, name=clean(person.name, 40)), keep)

        now = rival.relations.get(person.id, Rating()).value
        self.app.push_screen(NumberDialog(name, choices, "" if now is None else str(now)), picked)

    def hole_task(self, wanted: str) -> None:
        """Make an empty seat a task: due in a week, for the owner of the deal or account."""
        if not self.may_write():
            return
        scope, deal = self.shown_map.scope, self.shown_map.circle.deal
        owner = deal.owner if scope.deal and deal else getattr(self._account(), "owner", "")
        title = word("people.hole.task", seat=wanted)
        task = Task(
            title=title, account=scope.account, opportunity=scope.deal, owner=owner,
            due=self.today() + dt.timedelta(days=7),
        )  # fmt: skip
        self.save(title, lambda change: change.add(task), lambda: self.tell(word("people.hole.made", title=title)))
