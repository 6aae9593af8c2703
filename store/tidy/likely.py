"""Accounts and people that are likely one (A9.03): offered to a person, never merged by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

from kamtui.store.records import Account, Contact
from kamtui.store.text.alike import Named, alike
from kamtui.store.text.names import exclude, key, marks, parts

LIKELY = 0.85
"""Likeness of two names from which they are offered."""
Why = Literal["external-id", "website", "same-name", "same-trade", "alike", "phone", "mail", "name-and-account"]


class Pair(msgspec.Struct, frozen=True):
    """Two records that are likely one."""

    first: str
    second: str
    why: Why


def likely_accounts(accounts: Iterable[Account]) -> list[Pair]:
    """Accounts with the same id elsewhere, the same website, the same name, the same trade name (字号) in the same
    industry, or names that are much alike.

    A branch and its head office, two different places, and two different numbers (一局, 二局) are never one,
    unless another system says so.
    """
    known = [account for account in accounts if not account.archived]
    names = {account.id: account.name for account in known}
    marked = {name: marks(name) for name in names.values()}
    found: dict[frozenset[str], Pair] = {}

    def offer(pairs: Iterable[tuple[str, str]], why: Why, *, veto: bool) -> None:
        for one, other in pairs:
            if not (veto and exclude(marked[names[one]], marked[names[other]])):
                found.setdefault(frozenset((one, other)), Pair(one, other, why))

    outside = ((f"{system}\0{number}", each.id) for each in known for system, number in each.external_ids.items())
    offer(_same(outside), "external-id", veto=False)
    offer(_same((_domain(each.website), each.id) for each in known), "website", veto=True)
    called = [(key(name), each.id) for each in known for name in (each.name, *each.aliases)]
    offer(_same(called), "same-name", veto=True)
    offer(_same((_trade(each.name), each.id) for each in known), "same-trade", veto=True)
    by_name: dict[str, list[str]] = {}
    for each in known:
        by_name.setdefault(each.name, []).append(each.id)
    for name, other in alike((Named(name, key(name), marked[name]) for name in by_name), LIKELY):
        offer(((one, two) for one in by_name[name] for two in by_name[other]), "alike", veto=True)
    return list(found.values())


def likely_people(people: Iterable[Contact]) -> list[Pair]:
    """People with the same mail address or mobile, or of the same name at the same account."""
    known = [person for person in people if not person.archived]
    found: dict[frozenset[str], Pair] = {}
    named = ((f"{key(person.name)}\0{person.account}" if person.account else "", person.id) for person in known)
    numbers = (("".join(filter(str.isdigit, person.mobile)), person.id) for person in known)
    mails = ((person.email.strip().casefold(), person.id) for person in known)
    reasons: tuple[tuple[Why, Iterable[tuple[str, str]]], ...] = (
        ("mail", mails),
        ("phone", numbers),
        ("name-and-account", named),
    )
    for why, said in reasons:
        for one, other in _same(said):
            found.setdefault(frozenset((one, other)), Pair(one, other, why))
    return list(found.values())


def _same(said: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The first record that says something with each later one that says the same."""
    first: dict[str, str] = {}
    for text, record in said:
        if text and (known := first.setdefault(text, record)) != record:
            yield known, record


def _trade(name: str) -> str:
    """Trade name and industry of a Chinese company's name; "" where it does not say both, for less says too little."""
    _, trade, industry, _ = parts(name)
    return f"{trade}\0{industry}" if len(trade) > 1 and industry else ""


def _domain(website: str) -> str:
    """The host of a website, without www."""
    host = website.strip().casefold().partition("://")[2] or website.strip().casefold()
    return host.partition("/")[0].removeprefix("www.")
