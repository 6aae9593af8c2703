"""Everything about one deal, each part worked out when it is asked for: page, command and prints read it."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TypeVar

from kamtui.store.figures.assessment import Lead, high_risks, lead
from kamtui.store.figures.criteria import Fit, SpecInfluence, spec_influence, vendor_fit
from kamtui.store.figures.needs import Standing, folded, need_map
from kamtui.store.figures.negotiation import Negotiation, negotiation
from kamtui.store.figures.offers import QuoteSum, quote_sum
from kamtui.store.figures.pipeline import category_of, days_in_stage, odds
from kamtui.store.figures.qualified import Completeness, completeness, expected_level
from kamtui.store.figures.risks import Fired, health
from kamtui.store.figures.tracks import Course, Gap, course, gap, periods
from kamtui.store.records import (
    US,
    Competitor,
    Concession,
    Contact,
    Criterion,
    Event,
    Gift,
    Intelligence,
    Need,
    Objection,
    Opportunity,
    Promise,
    Quote,
    Record,
    Rival,
)
from kamtui.store.text.words.fields import WORDS
from kamtui.store.workspace import Workspace

R = TypeVar("R", bound=Record)


class Sheet:
    """One deal on one day."""

    def __init__(self, workspace: Workspace, deal: Opportunity, today: dt.date) -> None:
        """Look at `deal` as the workspace has it now."""
        self.workspace, self.deal, self.today = workspace, deal, today
        self.method = workspace.method
        self.currency = deal.currency or workspace.config.currency

    @cached_property
    def people(self) -> list[Contact]:
        """The people of the account; none where the account is not known."""
        found = self.workspace.of_account(Contact, self.deal.account) if self.deal.account else ()
        return [person for person in found if not person.archived]

    @cached_property
    def events(self) -> list[Event]:
        """What has changed in the deal, the oldest first."""
        return [event for event in self.workspace.events(self.deal.account) if event.record == self.deal.id]

    @cached_property
    def gap(self) -> Gap:
        """The buyer's step and ours (C13)."""
        return gap(self.deal, self.method)

    @cached_property
    def course(self) -> Course:
        """How the two tracks ran (C13)."""
        return course(
            self.deal, self.workspace.trail(self.deal.account).of(self.deal.id).moves, self.method, self.today
        )

    @cached_property
    def periods(self) -> dict[str, str]:
        """By side the id of the period that it is in (A3.06)."""
        return periods(self.deal, self.method)

    @cached_property
    def odds(self) -> int | None:
        """Percent (C01)."""
        return odds(self.deal, self.method)

    @cached_property
    def category(self) -> str:
        """Id of the forecast category in force (C10)."""
        return category_of(self.deal, self.method)

    @cached_property
    def stage_days(self) -> int | None:
        """Days in the stage (C07)."""
        return days_in_stage(self.deal, self.today)

    @cached_property
    def fired(self) -> list[Fired]:
        """The risk rules that found something."""
        return self.workspace.rules(self.today).fired(self.workspace.standing(self.deal))

    @cached_property
    def health(self) -> int | None:
        """100 less the penalties (C49); None for a deal that is not open."""
        return health(self.fired) if self.deal.status == "open" else None

    @cached_property
    def leads(self) -> dict[str, Lead]:
        """By assessment our score and those of the rivals (C14, C15)."""
        return {each.id: lead(each, self.deal.answers, self.method) for each in self.method.assessments}

    @cached_property
    def high_risks(self) -> dict[str, list[str]]:
        """By assessment the labels of what should not be poor any more in this stage (C15)."""
        ours = self.deal.answers.get(US, {})
        found = {each.id: high_risks(each, ours, self.deal, self.method) for each in self.method.assessments}
        return {
            each.id: [one.label.text for one in each.questions() if one.id in found[each.id]]
            for each in self.method.assessments
        }

    @cached_property
    def criteria(self) -> list[Criterion]:
        """The purchase criteria of the deal, the heaviest first."""
        found = self._own(Criterion)
        return sorted(found, key=lambda each: (-(1 if each.weight is None else each.weight), each.name))

    @cached_property
    def influence(self) -> SpecInfluence:
        """Whose mark the criteria carry (C40)."""
        return spec_influence(self.criteria, self.deal, self.method)

    @cached_property
    def fits(self) -> list[Fit]:
        """How well each vendor meets the criteria (C41), we first."""
        return vendor_fit(self.criteria, self.vendors)

    @cached_property
    def vendors(self) -> list[str]:
        """Ourselves, then every rival that the deal names, judges or scores, once each."""
        scored = [vendor for each in self.criteria for vendor in each.scores]
        favoured = [each.favours for each in self.criteria if each.favours not in ("", "none")]
        told = (*self.deal.competitors, self.deal.lost_to, *self.deal.answers, *self.deal.bids, *scored, *favoured)
        return list(dict.fromkeys((US, *filter(None, told))))

    @cached_property
    def rivals(self) -> list[Rival]:
        """The competitors that sit in the account."""
        found = self.workspace.of_account(Rival, self.deal.account) if self.deal.account else ()
        return sorted((each for each in found if not each.archived), key=lambda each: (-(each.share or 0), each.id))

    @cached_property
    def quotes(self) -> list[tuple[Quote, QuoteSum]]:
        """Our quotes with what they come to, the latest version first."""
        found = sorted(self._own(Quote), key=lambda each: (each.version, each.id), reverse=True)
        return [(each, quote_sum(each)) for each in found]

    @cached_property
    def concessions(self) -> list[Concession]:
        """What was given, got and promised, the latest first."""
        return _latest(self._own(Concession))

    @cached_property
    def negotiation(self) -> Negotiation:
        """The prices on the table, our limits, what was given and got (A3.16, A6.10)."""
        quotes = [quote for quote, _ in self.quotes]
        return negotiation(self.deal, quotes, self.concessions, self.workspace.config.currency)

    @cached_property
    def gifts(self) -> list[Gift]:
        """Gifts in this deal, the latest first."""
        return _latest(self._own(Gift))

    @cached_property
    def needs(self) -> list[Standing]:
        """What the customer needs in this deal, what matters most first, and who meets it best (A2.12-A2.15)."""
        names = (US, *WORDS["fields.parties.us"], self.workspace.config.name)
        parties = {folded(name): US for name in names if name}
        for rival in self.workspace.records(Competitor).values():
            parties |= {folded(name): rival.id for name in (rival.id, rival.name, *rival.aliases)}
        return need_map(self._own(Need), parties)

    @cached_property
    def promises(self) -> list[Promise]:
        """What we have promised the account."""
        found = self.workspace.of_account(Promise, self.deal.account) if self.deal.account else ()
        return [each for each in found if not each.archived]

    @cached_property
    def intelligence(self) -> list[Intelligence]:
        """What we heard in this deal, or in the account of no deal in particular; the latest first."""
        return _latest(self._around(Intelligence))

    @cached_property
    def objections(self) -> list[Objection]:
        """What is said against us in this deal or in the account."""
        return _latest(self._around(Objection))

    @cached_property
    def completeness(self) -> Completeness:
        """How much is quantified (A6.02)."""
        return completeness(self.deal, self.people, self.method)

    @cached_property
    def expected_level(self) -> str:
        """Id of the level that usually decides such an amount (A4.05)."""
        return expected_level(self.deal, self.method, self.workspace.config.currency)

    @cached_property
    def deciders(self) -> list[Contact]:
        """The people of that level whom we know."""
        return [person for person in self.people if self.expected_level and person.level == self.expected_level]

    def _own(self, kind: type[R]) -> list[R]:
        """The records of a kind that name the deal."""
        found = self.workspace.of_account(kind, self.deal.account)
        return [each for each in found if getattr(each, "opportunity", "") == self.deal.id and not each.archived]

    def _around(self, kind: type[R]) -> list[R]:
        """The same, and those of the account that name no deal."""
        found = self.workspace.of_account(kind, self.deal.account)
        return [each for each in found if getattr(each, "opportunity", "") in ("", self.deal.id) and not each.archived]


def _latest(records: list[R]) -> list[R]:
    return sorted(records, key=lambda each: (getattr(each, "date", None) or dt.date.min, each.id), reverse=True)
