"""Looking things up in a workspace: records, figures of an account, history, what is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from kamtui.store import config
from kamtui.store.figures.pipeline import Total, in_currency
from kamtui.store.figures.summary import AccountSummary
from kamtui.store.figures.trail import Trail
from kamtui.store.files.cards import activities_of, events_of
from kamtui.store.files.conflicts import Clash, conflicts_of
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.index import Index
from kamtui.store.files.layout import (
    CATALOG,
    PRIVATE,
    UNASSIGNED,
    scan_copies,
    scan_strangers,
)
from kamtui.store.files.memo import Memo
from kamtui.store.files.place import file_system, is_remote, keeps_modes
from kamtui.store.method.model import Method
from kamtui.store.order_lookup import OrderLookup
from kamtui.store.records import (
    CATALOG as CATALOG_KINDS,
)
from kamtui.store.records import (
    TARGETS as TARGET_KINDS,
)
from kamtui.store.records import (
    Account,
    Activity,
    Contact,
    Event,
    Opportunity,
    OrderLine,
    Profile,
    Record,
    view,
)
from kamtui.store.text.words import word

if TYPE_CHECKING:
    from kamtui.store.figures.risks import Rules, Standing

R = TypeVar("R", bound=Record)
N = TypeVar("N")


class Reading(OrderLookup):
    """A folder of records, and everything that can be read in it; `Workspace` adds what changes it."""

    def __init__(self, root: Path, setup: config.Setup) -> None:
        """Know nothing yet but the set-up."""
        self.root = root
        self._use(setup)
        self._index = Index(root)
        self._memo = Memo()

    def _use(self, setup: config.Setup) -> None:
        """Work with this set-up from now on."""
        self.config = setup.config
        self.method: Method = setup.method
        self._setup = setup
        self.ignored: set[Finding] = set()
        """Findings of which the person wants to hear nothing more until the next start."""
        self.busy = ""
        """What goes on in the background, said in every title; "" for nothing."""
        self._rules: Rules | None = None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong in the files, by file."""
        found = [*self._setup.findings, *self._index.catalog.findings, *self._index.targets.findings]
        for _, card in sorted(self._index.cards.items()):
            found += card.findings
        found += self._index.order_findings()
        if is_remote(kind := file_system(self.root)):
            found.append(Finding("remote", ".", found=kind, level="warning"))
        if not keeps_modes(kind):
            found.append(Finding("no_modes", ".", found=kind, level="warning"))
        found += [Finding("stranger", name) for name in sorted(scan_strangers(self.root))]
        found += [Finding("conflict_copy", name, level="warning") for name in sorted(scan_copies(self.root))]
        return found + self._doubles()[1]

    @property
    def undecided(self) -> dict[str, str]:
        """The records in which a merge has left something to decide: by id the file, order files aside."""

        def gather() -> dict[str, str]:
            found = {record: name for name, card in sorted(self._index.cards.items()) for record in card.undecided}
            return found | dict.fromkeys(self._index.catalog.undecided, CATALOG)

        return cast(dict[str, str], self.derived("undecided", gather))

    @property
    def undecided_accounts(self) -> set[str]:
        """The accounts in whose cards something waits for a decision."""

        def gather() -> set[str]:
            cards = self._index.cards
            return {cards[name].account_id for name in self.undecided.values() if name in cards} - {""}

        return cast(set[str], self.derived("undecided accounts", gather))

    def clashes(self) -> list[tuple[str, Clash]]:
        """Every decision that waits, with its file; a file that cannot be read now has none."""
        found: list[tuple[str, Clash]] = []
        for name in dict.fromkeys([*self.undecided.values(), *self._index.flagged_orders]):
            with suppress(DamagedFileError, OSError):
                found += [(name, clash) for clash in conflicts_of(self._document(name))]
        return found

    def records(self, kind: type[R]) -> dict[str, R]:
        """All records of a kind by id, archived ones too; activities and order lines are read for this call."""
        if kind is Activity:
            found = [activity for account in (*self._cards(), "") for activity in self.activities(account)]
            return cast(dict[str, R], {activity.id: activity for activity in found})
        if kind is OrderLine:
            lines = {line.id: line for month in self.order_months() for line in self.order_lines(month)}
            return cast(dict[str, R], lines)
        return cast(dict[str, R], self.derived(kind, lambda: self._gather(kind)))

    def get(self, kind: type[R], record_id: str) -> R | None:
        """The record of this kind and id, if there is one."""
        for known in (kind, "open deals"):  # what was known before the latest change has seldom moved since
            earlier = (self._memo.last(known) or {}).get(record_id)
            if isinstance(earlier, kind) and (account := getattr(earlier, "account", None)) is not None:
                for record in self.of_account(kind, account):
                    if record.id == record_id:
                        return record
        if kind is Opportunity and record_id in self.open_deals():
            return cast(R, self.open_deals()[record_id])
        return self.records(kind).get(record_id)

    def open_deals(self) -> dict[str, Opportunity]:
        """The open opportunities by id, archived ones too, without those that were won or lost being read."""

        def gather() -> dict[str, Opportunity]:
            names = (*self._cards().values(), UNASSIGNED)
            return {deal.id: deal for name in names for deal in self._index.open_deals(name)}

        return cast(dict[str, Opportunity], self.derived("open deals", gather))

    def of_account(self, kind: type[R], account: str) -> tuple[R, ...]:
        """The records of a kind, such as contacts, in an account; "" means those whose account is not known."""
        return self._index.members(self._name_of(account), kind)

    def open_pipeline(self, account: str) -> Total:
        """The sum of the account's open opportunities, known without reading them one by one."""
        card = self._index.cards.get(self._cards().get(account, ""))
        return in_currency(card.pipeline, self.config.currency) if card else Total()

    def summary(self, account: str) -> AccountSummary:
        """What the account list says of an account's deals, people and next steps, known without reading them."""
        return self._index.summary(self._cards().get(account, ""))

    def last_activity(self, account: str) -> Any:
        """The day of the account's latest activity, a date or None."""
        card = self._index.cards.get(self._cards().get(account, ""))
        return card.last_activity if card else None

    def trail(self, account: str) -> Trail:
        """What rules need of the account's past, known without reading its card again."""
        return self._index.trail(self._name_of(account))

    @property
    def generation(self) -> int:
        """Grows with every change of what is read, so that what was worked out from it knows its age."""
        return self._index.generation

    def rules(self, today: dt.date) -> Rules:
        """The stall and risk rules of the method on a day, made once for all deals."""
        if self._rules is None or self._rules.today != today:
            from kamtui.store.figures.risks import Rules

            self._rules = Rules(self.method, today)
        return self._rules

    def standing(self, deal: Opportunity) -> Standing:
        """A deal with the people around it and its past, for the stall and risk rules."""
        from kamtui.store.figures.risks import Standing

        people = self.of_account(Contact, deal.account) if deal.account else ()
        return Standing(deal, people, self.trail(deal.account))

    def activities(self, account: str) -> list[Activity]:
        """The account's activities, the latest first; "" means those whose account is not known."""
        return activities_of(self._document(self._card_of(account)), account)

    def events(self, account: str) -> list[Event]:
        """The history of the account's records, the oldest first."""
        return events_of(self._document(self._card_of(account)), account)

    def profile(self, contact: Contact) -> Profile:
        """The personal card of a contact, read now from the private folder; a blank one where there is none.

        Raises DamagedFileError.
        """
        said = self._document(PRIVATE).get(Profile.table, {}).get(contact.id)
        blank = Profile(id=contact.id, account=contact.account)
        with suppress(msgspec.ValidationError):
            return view(Profile, contact.id, said, contact.account) if said else blank
        return blank

    def profiles(self) -> dict[str, Profile]:
        """All personal cards by the id of the contact; none where the file cannot be read."""
        found: dict[str, Profile] = {}
        with suppress(DamagedFileError, OSError):
            for key, said in self._document(PRIVATE).get(Profile.table, {}).items():
                with suppress(msgspec.ValidationError):
                    found[key] = view(Profile, key, said)
        return found

    @property
    def said_of_records(self) -> int:
        """Another number once a card or the catalog is another one: what a filter of order lines may look at."""

        def made() -> int:
            cards = tuple((name, card.stamp) for name, card in self._index.cards.items())
            return hash((cards, self._index.catalog.stamp))

        return cast(int, self.derived("records said", made))

    def known(self, key: object, age: int | None = None) -> Any:
        """What was derived under this key, while it still holds (see `derived`); else None."""
        return self._memo.known(key, self._index.generation if age is None else age)

    def derived(self, key: object, make: Callable[[], Any], age: int | None = None) -> Any:
        """Something worked out from what was read, kept until that changes, or until `age` is another one."""
        return self._memo.get(key, self._index.generation if age is None else age, make)

    def _gather(self, kind: type[Record]) -> dict[str, Record]:
        if kind.table in CATALOG_KINDS:
            return {record.id: record for record in getattr(self._index.catalog, kind.table)}
        if kind.table in TARGET_KINDS:
            return {record.id: record for record in getattr(self._index.targets, kind.table)}
        names = self._cards().values()
        if kind is Account:
            accounts = (self._index.cards[name].account for name in names)
            return {account.id: account for account in accounts if account}
        return {record.id: record for name in (*names, UNASSIGNED) for record in self._index.members(name, kind)}

    def _name_of(self, account: str) -> str:
        """The card that holds an account's records; "" where there is none."""
        return self._cards().get(account, "") if account else UNASSIGNED

    def _cards(self) -> dict[str, str]:
        """The card's name by account id."""
        return (self.known("cards", self._index.places) or self._doubles())[0]

    def _doubles(self) -> tuple[dict[str, str], list[Finding]]:
        """Which card holds each account, and the cards that hold one a second time."""

        def sort_out() -> tuple[dict[str, str], list[Finding]]:
            names: dict[str, str] = {}
            doubles = []
            for name, card in sorted(self._index.cards.items()):
                if card.account and names.setdefault(card.account.id, name) != name:
                    found, first = card.account.id, names[card.account.id]
                    doubles.append(Finding("same_account", name, found=found, expected=first))
            return names, doubles

        return cast(tuple[dict[str, str], list[Finding]], self.derived("cards", sort_out, self._index.places))

    def _card_of(self, account: str) -> str:
        if not account:
            return UNASSIGNED
        if account not in self._cards():
            raise LookupError(word("findings.no_account", account=account))
        return self._cards()[account]
