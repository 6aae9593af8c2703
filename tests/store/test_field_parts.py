"""What lies inside a field is read part by part, and each part is as strict as the form that asks for it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from kamtui.store.fields import field_of, patch_of, show
from kamtui.store.files.locks import user
from kamtui.store.records import (
    Account,
    Bid,
    Competitor,
    Contact,
    Criterion,
    Evidence,
    Judgement,
    Opportunity,
    Quote,
    QuoteLine,
    Rating,
    Record,
    Rival,
    Stance,
    Verdict,
)  # fmt: skip
from kamtui.store.records.judgement import Slot
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An account with a person, and a rival."""
    made = Workspace.create(tmp_path / "w", name="Blue River Systems", currency="CNY")
    with made.change("fill") as change:
        grid = change.add(Account(name="Grid")).id
        change.add(Contact(name="Li Jun", account=grid))
        change.add(Competitor(name="East"))
    return made


def ids(workspace: Workspace) -> tuple[str, str, str]:
    """The ids of the account, the person and the rival."""
    account, person, rival = (next(iter(workspace.records(kind))) for kind in (Account, Contact, Competitor))
    return account, person, rival


def after(workspace: Workspace, record: Record, **texts: str) -> Record:
    """A record with what these texts, by path with `__` for the dot, make of it."""
    patch, wrong = patch_of(workspace, record, {name.replace("__", "."): text for name, text in texts.items()}, TODAY)
    assert wrong == {}
    return msgspec.structs.replace(record, **patch)


def refused(workspace: Workspace, record: Record, name: str, text: str) -> str:
    """Why a text is refused; nothing of it is in the patch."""
    patch, wrong = patch_of(workspace, record, {name: text}, TODAY)
    assert patch == {}
    return wrong[name]


def test_a_criterion_is_scored_vendor_by_vendor_and_the_others_stay(workspace: Workspace) -> None:
    account, _, rival = ids(workspace)
    before = Criterion(name="price", account=account, scores={"us": Rating(value=2, source="demo", date=TODAY)})
    made = after(workspace, before, scores__east="5", scores__east__source="bid")
    assert isinstance(made, Criterion)
    assert made.scores == {"us": before.scores["us"], rival: Rating(value=5, source="bid", date=TODAY)}
    assert after(workspace, before, scores__us="") == msgspec.structs.replace(before, scores={})


@pytest.mark.parametrize(
    ("kind", "name", "text", "said"),
    [
        (Criterion, "scores.us", "9", "0 to 5"),
        (Criterion, "scores.us", "-1", "0 to 5"),
        (Criterion, "scores.us", "good", "whole number"),
        (Criterion, "scores.none", "3", "no vendor"),
        (Criterion, "scores.West", "3", "West"),
        (Criterion, "scores", "us=3", "scores.us=…"),
        (Criterion, "scores.us.colour", "3", "value, source, date, confidence"),
        (Criterion, "name.us", "3", "has no parts"),
        (Opportunity, "answers.us.fit", "2", "-1 to 1"),
        (Opportunity, "answers.us.metrics", "4", "0 to 3"),
        (Opportunity, "answers.us.taste", "1", "fit"),
        (Opportunity, "answers.us", "1", "answers.us.QUESTION"),
        (Opportunity, "evidence.need.source", "report", "what"),
        (Opportunity, "bids.east.price", "$5", "USD"),
        (Opportunity, "bids.east", "$5", "USD"),
        (Opportunity, "go", "perhaps", "perhaps"),
        (Opportunity, "roles.li", "emperor", "emperor"),
        (Quote, "lines.001.price", "5", "name"),
        (Rival, "relations.li", "3", "-2 to +2"),
    ],
)
def test_what_a_form_would_refuse_is_refused_and_says_what_is_expected(
    workspace: Workspace, kind: type[Record], name: str, text: str, said: str
) -> None:
    account, _, _ = ids(workspace)
    fields = {"competitor": ""} if kind is Rival else {"name": "x"}
    assert said in refused(workspace, msgspec.convert({**fields, "account": account}, kind), name, text)


def test_two_currencies_in_one_quote_are_refused_in_each_amount(workspace: Workspace) -> None:
    quote = Quote(name="q", lines={"001": QuoteLine(name="meter", price=100)})
    for part in ("price", "cost", "floor"):
        said = refused(workspace, quote, f"lines.001.{part}", "$5")
        assert "USD" in said
        assert "CNY" in said
    euro = Quote(name="q", currency="EUR", lines=quote.lines)
    assert after(workspace, euro, lines__001__price="€5") == msgspec.structs.replace(
        euro, lines={"001": QuoteLine(name="meter", price=500)}
    )


def test_everything_that_a_page_of_a_deal_enters_can_be_said_by_its_path(workspace: Workspace) -> None:
    account, person, rival = ids(workspace)
    made = after(
        workspace, Opportunity(name="x", account=account),
        answers__us__fit="+", answers__us__fit__evidence="41 s", answers__east__metrics="2",
        evidence__need="failed a test",
        evidence__need__source="report", bids__east="1万", bids__east__commercial="two years", go="yes",
        go__reason="ours before", strategies__east="flank", strategies__east__why="service", roles__li="decider",
        duties__contract="li",
    )  # fmt: skip
    assert isinstance(made, Opportunity)
    assert made.answers == {
        "us": {"fit": Judgement(value=1, evidence="41 s", date=TODAY, by=user())},
        rival: {"metrics": Judgement(value=2, date=TODAY, by=user())},
    }
    assert made.evidence == {"need": Evidence(what="failed a test", source="report", date=TODAY)}
    assert made.bids == {rival: Bid(price=10_000_00, commercial="two years", date=TODAY)}
    assert made.go == Verdict(go=True, reason="ours before", by=user(), date=TODAY)
    assert made.strategies == {rival: Stance(strategy="flank", why="service", by=user(), date=TODAY)}
    assert made.roles == {person: ("decider",)}
    assert made.duties == {"contract": Slot(contact=person, date=TODAY)}
    assert "Li Jun" in show(workspace, made, field_of(Opportunity, "roles"))
    assert "Li Jun" in show(workspace, made, field_of(Opportunity, "duties"))


def test_the_gap_to_a_dearer_rival_is_below_nothing(workspace: Workspace) -> None:
    assert after(workspace, Opportunity(name="x"), price_gap="-3%") == Opportunity(name="x", price_gap=-3)
    assert "-100 to 100" in refused(workspace, Opportunity(name="x"), "price_gap", "-120")
    assert "0 to 100" in refused(workspace, Opportunity(name="x"), "odds", "-3")
