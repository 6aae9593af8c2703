"""Stall and risk rules of open opportunities, and the health that sorts a review (C07, C08, C18, C49).

Each rule is switched and measured in the method's `risk_rules`, with days of its own in a stage under `limits`.
A dated wait, such as for the opening of bids, silences all of them until its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from kamtui.store.figures.deciders import deciding_roles, is_there, roles_in
from kamtui.store.figures.pipeline import days_in_stage
from kamtui.store.figures.trail import Trail
from kamtui.store.method.judging import RiskRule
from kamtui.store.method.model import Method
from kamtui.store.records import Contact, Opportunity
from kamtui.store.text.words import word

MOST_WAITS = 2
"""A deal can be put off so often (ux 6.2)."""


@dataclass(eq=False)
class Standing:
    """A deal and what is known around it."""

    deal: Opportunity
    contacts: tuple[Contact, ...] = ()
    trail: Trail = field(default_factory=Trail)

    @cached_property
    def met(self) -> tuple[tuple[dt.date, str], ...]:
        """The latest activities that count for the deal, the latest first."""
        return self.trail.met_for(self.deal.id)

    @property
    def last_met(self) -> dt.date | None:
        """The day of the latest of them."""
        return self.met[0][0] if self.met else None


class Fired(msgspec.Struct, frozen=True):
    """A rule that found something."""

    rule: RiskRule
    n: int
    """What it counted, in days, people, pushes or percent; -1 where there is nothing to count from."""
    limit: int

    @property
    def reason(self) -> str:
        """The finding in a few words, with its numbers."""
        unknown = ".none" if self.n < 0 else ""
        return word(f"risks.{self.rule.id}{unknown}", n=self.n, limit=self.limit)


_Test = Callable[["Rules", Standing, RiskRule, int], int | None]
_Planned = tuple[RiskRule, _Test, int, int]


def is_waiting(deal: Opportunity, today: dt.date) -> bool:
    """Whether the deal has been given a day that is still to come."""
    return deal.wait_until is not None and deal.wait_until > today


class Rules:
    """The rules of a method on a day."""

    def __init__(self, method: Method, today: dt.date) -> None:
        """Judge by `method` on the day `today`."""
        self.method, self.today = method, today
        self._on = [rule for rule in method.risk_rules if rule.on]
        self._stalling = [rule for rule in self._on if rule.stalls]
        self._stages = {stage.id: stage for stage in method.stages}
        self._one_way = {kind.id for kind in method.activity_kinds if kind.one_way}
        self._deciding = {level.id for level in method.levels if "decide" in level.powers}
        self._deciding_roles = deciding_roles(method)
        self._asked = _questions(method)
        self._plans: dict[str, list[_Planned]] = {}
        self._stalling_plans: dict[str, list[_Planned]] = {}

    def fired(self, standing: Standing) -> list[Fired]:
        """What is wrong with an open deal, in the order of the method; nothing for closed, archived or waiting ones."""
        return self._fired(standing, self._plans, self._on)

    def stalls(self, standing: Standing) -> list[Fired]:
        """The rules by which a deal counts as stalled."""
        return self._fired(standing, self._stalling_plans, self._stalling)

    def is_stalled(self, standing: Standing) -> bool:
        """Whether the deal counts as stalled (C07)."""
        return bool(self.stalls(standing))

    def limit(self, rule: RiskRule, deal: Opportunity) -> int:
        """The days after which a rule speaks, in the stage of this deal."""
        stage = self._stages.get(deal.stage)
        if rule.id == "stage-age":
            return stage.stall_days if stage else rule.days
        return stage.limits.get(rule.id, rule.days) if stage else rule.days

    def known_percent(self, deal: Opportunity) -> int | None:
        """Share of what must be known up to the deal's stage and has a field; None where nothing is asked."""
        asked = self._asked.get(deal.stage, ())
        return 100 * sum(bool(getattr(deal, name)) for name in asked) // len(asked) if asked else None

    def _fired(self, standing: Standing, plans: dict[str, list[_Planned]], rules: Iterable[RiskRule]) -> list[Fired]:
        deal = standing.deal
        if deal.status != "open" or deal.archived or is_waiting(deal, self.today):
            return []
        plan = plans.get(deal.stage)
        if plan is None:
            plan = plans[deal.stage] = [self._planned(rule, deal) for rule in rules]
        found = []
        for rule, test, limit, shown in plan:
            n = test(self, standing, rule, limit)
            if n is not None:
                found.append(Fired(rule, n, shown))
        return found

    def _planned(self, rule: RiskRule, deal: Opportunity) -> _Planned:
        """A rule with its test and its limit in the stage of a deal, and the limit that the reason names."""
        limit = self.limit(rule, deal)
        return rule, _TESTS[rule.id], limit, rule.count if rule.id in _COUNTED else limit

    def _stage_age(self, standing: Standing, _: RiskRule, limit: int) -> int | None:
        days = days_in_stage(standing.deal, self.today)
        known = standing.deal.stage in self._stages
        return days if known and days is not None and days > limit else None

    def _no_activity(self, standing: Standing, _: RiskRule, limit: int) -> int | None:
        """Days since the latest sign of life: an activity, the deal's last step on, or its beginning."""
        signs = (standing.last_met, standing.deal.stage_since, standing.deal.opened)
        last = max((day for day in signs if day), default=None)
        days = (self.today - last).days if last else 0
        return days if days > limit else None

    def _ghosted(self, standing: Standing, rule: RiskRule, limit: int) -> int | None:
        """Days since the customer took part, if we have written `count` times since."""
        met = standing.met
        answered = next((place for place, (_, kind) in enumerate(met) if kind not in self._one_way), len(met))
        if answered < max(rule.count, 1):
            return None
        since = met[answered][0] if answered < len(met) else met[-1][0]
        days = (self.today - since).days
        return days if days > limit else None

    def _overdue(self, standing: Standing, _: RiskRule, limit: int) -> int | None:
        close = standing.deal.close_date
        days = (self.today - close).days if close else 0
        return days if days >= limit else None

    def _no_next_step(self, standing: Standing, _: RiskRule, limit: int) -> int | None:
        deal = standing.deal
        if not deal.next_step:
            return -1
        days = (self.today - deal.next_date).days if deal.next_date else 0
        return days if days >= limit else None

    def _few_contacts(self, standing: Standing, rule: RiskRule, limit: int) -> int | None:
        active = sum(self._is_fresh(standing, person, limit) for person in standing.contacts if not person.archived)
        return active if active < rule.count else None

    def _no_decider(self, standing: Standing, _: RiskRule, limit: int) -> int | None:
        found = [each for each in standing.contacts if is_there(each) and self._decides(standing.deal, each)]
        return self._silent(standing, found, limit)

    def _decides(self, deal: Opportunity, person: Contact) -> bool:
        """By role in the deal, or by level."""
        return person.level in self._deciding or not self._deciding_roles.isdisjoint(roles_in((deal,), person))

    def _coach_silent(self, standing: Standing, _: RiskRule, limit: int) -> int | None:
        coaches = [person for person in standing.contacts if person.coach]
        return self._silent(standing, coaches, limit) if coaches else None

    def _silent(self, standing: Standing, people: list[Contact], limit: int) -> int | None:
        """Days since the latest contact with any of these, if more than the limit; -1 where there was none."""
        days = [standing.trail.people[each.id] for each in people if each.id in standing.trail.people]
        if not days:
            return -1
        passed = (self.today - max(days)).days
        return passed if passed > limit else None

    def _is_fresh(self, standing: Standing, person: Contact, limit: int) -> bool:
        last = standing.trail.people.get(person.id)
        return last is not None and (self.today - last).days <= limit

    def _pushed(self, standing: Standing, rule: RiskRule, _: int) -> int | None:
        pushes = standing.trail.of(standing.deal.id).pushes
        return pushes if rule.count and pushes >= rule.count else None

    def _no_rivals(self, standing: Standing, _rule: RiskRule, _: int) -> int | None:
        return None if standing.deal.competitors else 0

    def _little_known(self, standing: Standing, rule: RiskRule, _: int) -> int | None:
        known = self.known_percent(standing.deal)
        return known if known is not None and known < rule.count else None

    def _outnumbered(self, standing: Standing, _rule: RiskRule, _: int) -> int | None:
        """How many are against us, where there are any and not fewer than supporters (C18)."""
        said = [person.attitude.value for person in standing.contacts if person.attitude.value and not person.archived]
        against = sum(value < 0 for value in said)
        return against if against and len(said) - against <= against else None


def health(fired: Iterable[Fired]) -> int:
    """100 less the penalties of the rules that found something, at least 0 (C49)."""
    return max(0, 100 - sum(each.rule.penalty for each in fired))


_TESTS: Mapping[str, _Test] = {
    "stage-age": Rules._stage_age,
    "no-activity": Rules._no_activity,
    "ghosted": Rules._ghosted,
    "overdue": Rules._overdue,
    "no-next-step": Rules._no_next_step,
    "few-contacts": Rules._few_contacts,
    "no-decider": Rules._no_decider,
    "pushed": Rules._pushed,
    "pushed-often": Rules._pushed,
    "coach-silent": Rules._coach_silent,
    "no-rivals": Rules._no_rivals,
    "little-known": Rules._little_known,
    "outnumbered": Rules._outnumbered,
}
_COUNTED = ("few-contacts", "pushed", "pushed-often", "little-known")
"""Rules whose limit is a count rather than days."""


def _questions(method: Method) -> dict[str, tuple[str, ...]]:
    """By stage the fields of a deal that answer what must be known in it and before."""
    asked: dict[str, tuple[str, ...]] = {}
    names: list[str] = []
    for stage in method.stages:
        names += [each.field for each in stage.must_know if each.field in Opportunity.__struct_fields__]
        asked[stage.id] = tuple(dict.fromkeys(names))
    return asked
