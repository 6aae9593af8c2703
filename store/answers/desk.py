"""The desk where a question is worked out: records and their dimensions, each looked up once."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec

from kamtui.store.answers.model import Question, QuestionError, UnreadOrdersError
from kamtui.store.fields import name_of
from kamtui.store.figures import periods
from kamtui.store.figures.book import OrderBook, Tally, needs_cells
from kamtui.store.figures.grouping import By
from kamtui.store.figures.offers import last_quotes
from kamtui.store.figures.order_month import SUMS
from kamtui.store.figures.periods import Window, shifted
from kamtui.store.figures.pipeline import category_of
from kamtui.store.files.order_cache import Keep, Need
from kamtui.store.records import (
    US,
    Account,
    CompanyTotal,
    Competitor,
    Opportunity,
    OrderLine,
    Product,
    Quote,
    Record,
    Salesperson,
    Target,
)
from kamtui.store.text import dates
from kamtui.store.text.currencies import minor_digits
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

if TYPE_CHECKING:
    from kamtui.store.filters import Filter

TIMES = ("month", "quarter", "year", "fiscal-quarter", "fiscal-year")
"""Dimensions of time."""
OF_ACCOUNTS = ("account", "tier", "region", "industry", "customer-type", "owner", "team", "key", "parent")
OF_ORDERS = (
    "account", "tier", "region", "industry", "customer-type", "owner", "team", "channel", "country", "key", "product",
    "product-line", *TIMES,
)  # fmt: skip
OF_DEALS = (
    "account", "tier", "region", "industry", "customer-type", "owner", "team", "channel", "key", "product",
    "product-line", "stage", "status", "competitor", *TIMES,
)  # fmt: skip
TABLES = {
    "account": Account, "parent": Account, "owner": Salesperson, "product": Product, "competitor": Competitor,
    "target": Target, "opportunity": Opportunity, "vendor": Competitor,
}  # fmt: skip
"""Dimensions whose values are ids of records."""
GROUPS = {"tier": "tiers", "stage": "stages", "customer-type": "account_kinds"}
"""Dimensions whose values are ids of the method."""


class Desk:
    """Everything that a question needs of the workspace."""

    def __init__(self, workspace: Workspace, question: Question, about: str, *, at_once: bool = False) -> None:
        """Nothing is read before it is needed. `about` says what a filter is for.

        With `at_once` UnreadOrdersError is raised where order files would have to be read for long.
        """
        self.workspace, self.question, self.about, self.at_once = workspace, question, about, at_once
        self.today = question.as_of or dates.today()
        self.excluded: Counter[str] = Counter()
        self._needs: dict[int, tuple[OrderBook, Need]] = {}
        self.currency = workspace.config.currency
        self.fiscal = workspace.config.fiscal_year_start

    @cached_property
    def accounts(self) -> dict[str, Account]:
        """Accounts by id."""
        return self.workspace.records(Account)

    @cached_property
    def people(self) -> dict[str, Salesperson]:
        """Salespeople by id."""
        return self.workspace.records(Salesperson)

    @cached_property
    def products(self) -> dict[str, Product]:
        """Products by id."""
        return self.workspace.records(Product)

    @cached_property
    def last_quotes(self) -> dict[str, Quote]:
        """By deal our last quote."""
        return last_quotes(self.workspace.records(Quote).values())

    @property
    def window(self) -> Window:
        """The days that are asked for."""
        return Window(self.today, self.question.first, self.question.last)

    @property
    def year(self) -> tuple[dt.date, dt.date]:
        """The first and the last day of the twelve months up to the end of the period, or to today."""
        last = self.window.end
        return shifted(last, -12) + dt.timedelta(days=1), last

    @property
    def class_edges(self) -> tuple[float, float]:
        """The cumulated shares that end class A and class B."""
        limits = self.workspace.method.thresholds
        return limits["abc_a_percent"] / 100, limits["abc_b_percent"] / 100

    def passing(self, kind: type[Record]) -> Callable[[Any], bool] | None:
        """What the filter lets pass; None where there is no filter. QuestionError for one that is not understood."""
        asked = self._filter(kind)
        return asked.matches if asked else None

    def _filter(self, kind: type[Record]) -> Filter | None:
        if not self.question.where.strip():
            return None
        from kamtui.store.filters import parse

        asked = parse(self.question.where, kind, self.workspace, self.today)
        if asked.problems:
            raise QuestionError(" ".join(asked.problems))
        return asked

    def book(self, window: Window | None = None, *, filtered: bool = True) -> OrderBook:
        """The order lines in the window that pass the filter; all of them where the filter is not about orders."""
        need = Need(window or self.window, self._keep if filtered else None)
        self._at_hand(need)
        found = self.workspace.order_book(need.window, need.keep)
        self._needs[id(found)] = found, need
        return found

    @cached_property
    def _keep(self) -> Keep | None:
        """Which order lines the filter lets pass; its name says what it rests on too, as the accounts of a tier."""
        asked = self._filter(OrderLine)
        if asked is None:
            return None
        rests_on = asked.rests_on() if asked.rests_on else self.workspace.said_of_records
        return Keep((self.today, self.question.where, rests_on), asked.matches)

    def _at_hand(self, need: Need) -> None:
        """Raise UnreadOrdersError where reading what is needed takes long, and nobody may wait for it."""
        if self.at_once and (unread := self.workspace.unread_orders(need)):
            raise UnreadOrdersError(unread, need)

    def tally(self, by: Sequence[str], wanted: Sequence[str] = SUMS, book: OrderBook | None = None) -> Tally:
        """What the order lines add up to by these dimensions, every amount with its currency."""
        groups = [self.by(name) for name in by]
        book = book or self.book()
        if needs_cells(groups):
            self._at_hand(msgspec.structs.replace(self._needs[id(book)][1], cells=True))
        return book.tally(groups, wanted, self.currency)

    def by(self, name: str) -> By:
        """A dimension of order lines; what a line does not say is said by its account."""
        accounts = self.accounts
        blank = Account(name="")

        def of(account: str) -> Account:
            return accounts.get(account, blank)

        match name:
            case "account" | "product" | "channel" | "country":
                return By(name, (name,))
            case "tier" | "industry":
                return By(name, ("account",), lambda account: getattr(of(account), name))
            case "key":
                return By(name, ("account",), lambda account: "key" if of(account).key and account else "other")
            case "region":
                return By(name, ("region", "account"), str, lambda account: self.region_of(of(account)))
            case "customer-type":
                return By(name, ("customer_type", "account"), str, lambda account: of(account).kind)
            case "owner":
                return By(name, ("owner", "account"), str, lambda account: of(account).owner)
            case "team":
                return By(name, ("owner", "account"), self.team_of, lambda account: self.team_of(of(account).owner))
            case "product-line":
                return By(name, ("product",), self.line_of)
        return By(name, (), lambda month: self.period_of_month(month, name))

    def team_of(self, owner: str) -> str:
        """A salesperson's team, or who leads it where it has no name."""
        person = self.people.get(owner)
        return (person.team or person.manager) if person else ""

    def region_of(self, account: Account, owner: str = "") -> str:
        """An account's region, or that of who owns it."""
        person = self.people.get(owner or account.owner)
        return account.region or (person.region if person else "")

    def line_of(self, product: str) -> str:
        """The line of a product."""
        found = self.products.get(product)
        return found.line if found else ""

    def period_of_month(self, month: str, name: str) -> str:
        """The period of a dimension of time that a month lies in; "" for undated lines."""
        unit, start = self.unit(name)
        return periods.label_of_month(month, unit, start)

    def period_of(self, day: dt.date | None, name: str) -> str:
        """The period that a day lies in; "" for a day that is not known."""
        unit, start = self.unit(name)
        return periods.label(day, unit, start) if day else ""

    def unit(self, name: str) -> tuple[periods.Unit, int]:
        """The unit of a dimension of time, and the month in which its year starts."""
        fiscal = name.startswith("fiscal-")
        units: dict[str, periods.Unit] = {"month": "month", "quarter": "quarter", "year": "year"}
        return units[name.removeprefix("fiscal-")], self.fiscal if fiscal else 1

    def deals(self, *, dated: bool = True) -> list[Opportunity]:
        """The opportunities that pass the filter and close in the window; archived ones never.

        Where a period is asked for, those without a close date are left out and counted. A deal that is said to have
        been decided after today is left out too.
        """
        passes = self.passing(Opportunity)
        found = []
        window, limited = self.window, self.question.first or self.question.last
        for deal in self.workspace.records(Opportunity).values():
            if deal.archived or (passes and not passes(deal)):
                continue
            day = deal.close_date
            if deal.status != "open" and day and day > self.today:
                self.excluded["future"] += 1
                continue
            if dated and limited:
                if day is None:
                    self.excluded["no-close-date"] += 1
                    continue
                if not ((window.first is None or day >= window.first) and (window.last is None or day <= window.last)):
                    continue
            found.append(msgspec.structs.replace(deal, currency=deal.currency or self.currency))
        return found

    def deal_values(self, deal: Opportunity, name: str) -> Sequence[str]:
        """The values that a deal has in a dimension; products and rivals can be several, "" is "not known"."""
        account = self.accounts.get(deal.account) or Account(name="")
        match name:
            case "account" | "owner" | "channel" | "status":
                return (getattr(deal, name),)
            case "opportunity":
                return (deal.id,)
            case "category":
                return (category_of(deal, self.workspace.method),)
            case "vendor":
                return (US, *deal.competitors)
            case "stage":
                return (deal.status if deal.status != "open" else deal.stage,)
            case "tier" | "industry" | "parent":
                return (getattr(account, name),)
            case "key":
                return ("key" if account.key and deal.account else "other",)
            case "region":
                return (self.region_of(account, deal.owner),)
            case "customer-type":
                return (account.kind,)
            case "team":
                return (self.team_of(deal.owner),)
            case "product":
                return deal.products or ("",)
            case "product-line":
                return tuple(dict.fromkeys(map(self.line_of, deal.products))) or ("",)
            case "competitor":
                return tuple(dict.fromkeys((*deal.competitors, *filter(None, [deal.lost_to])))) or ("",)
        return (self.period_of(deal.close_date, name),)

    def account_value(self, account: Account, name: str) -> str:
        """The value that an account has in a dimension."""
        match name:
            case "account":
                return account.id
            case "customer-type":
                return account.kind
            case "team":
                return self.team_of(account.owner)
            case "region":
                return self.region_of(account)
            case "key":
                return "key" if account.key else "other"
        return str(getattr(account, name))

    def company_totals(self, time: str) -> dict[tuple[str, str], int]:
        """The company's sales in 1/10,000 by period and currency, as far as they are recorded for such periods."""
        unit, start = self.unit(time)
        found: dict[tuple[str, str], int] = {}
        for total in self.workspace.records(CompanyTotal).values():
            currency = total.currency or self.currency
            try:
                first, last = periods.bounds(total.period, self.fiscal)
            except ValueError:
                continue
            named = periods.label(first, unit, start)
            if total.sales is not None and not total.archived and periods.bounds(named, start) == (first, last):
                found[named, currency] = total.sales * 10 ** (4 - minor_digits(currency))
        return found

    def names(self, dimension: str, ids: Sequence[str]) -> dict[str, str]:
        """What the ids of a dimension are called, as far as they are ids."""
        if dimension == "vendor":
            return {US: word("figures.us")} | self.names("competitor", ids)
        if dimension in TABLES:
            records: Any = self.workspace.records(TABLES[dimension])
            return {each: name_of(records[each]) for each in ids if each in records}
        if dimension == "status" or dimension == "stage":
            method = self.workspace.method
            named = {each: method.label_of("outcomes", each) for each in ids if method.outcome(each)}
            if dimension == "stage":
                named |= {stage.id: stage.label.text for stage in method.stages if stage.id in ids}
            return named | ({"open": word("figures.open")} if "open" in ids else {})
        if dimension == "category":
            return {each: self.workspace.method.label_of("forecast_categories", each) for each in ids if each}
        if dimension == "change":
            ends = {"begin": word("figures.begin"), "end": word("figures.end")}
            return {each: ends.get(each) or word(f"review.cause.{each}") for each in ids}
        if dimension == "key":
            return {"key": word("figures.key"), "other": word("figures.other")}
        if dimension in GROUPS:
            group = GROUPS[dimension]
            return {each: self.workspace.method.label_of(group, each) for each in ids if each}
        return {}
