"""Judgements, evidence and lines: kept with the card, read back, and said in a few words instead of as code."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from kamtui.store.fields import as_json, cell, field_of, fields_of, parse, show
from kamtui.store.records import (
    Account,
    Competitor,
    Concession,
    Contact,
    Criterion,
    Evidence,
    Gift,
    Intelligence,
    Judgement,
    Objection,
    Opportunity,
    Quote,
    QuoteLine,
    Rating,
    Record,
    Rival,
    Verdict,
)
from kamtui.store.workspace import Workspace

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An account with a person, and a competitor."""
    made = Workspace.create(tmp_path / "w")
    with made.change("fill") as change:
        account = change.add(Account(name="Northern Grid"))
        change.add(Contact(name="Lee", account=account.id))
        change.add(Competitor(name="Eastern Meters"))
    return made


def one(workspace: Workspace, kind: type[Record]) -> Any:
    """The only record of a kind."""
    (found,) = workspace.records(kind).values()
    return found


def shown(workspace: Workspace, record: Record, name: str) -> str:
    """A field as people see it."""
    return show(workspace, record, field_of(type(record), name))


def test_what_is_known_of_a_deal_is_said_in_words(workspace: Workspace) -> None:
    rival = one(workspace, Competitor).id
    deal = Opportunity(
        name="meters",
        evidence={"need": Evidence(what="wrote a project paper", date=DAY, source="Lee")},
        answers={
            "us": {"problem": Judgement(value=1), "funds": Judgement()},
            rival: {"problem": Judgement(value=-1), "funds": Judgement(value=0)},
        },
        go=Verdict(go=True, reason="a showcase", by="Wang", date=DAY),
    )
    assert shown(workspace, deal, "evidence") == "Need arises: wrote a project paper  (Lee, 2026-11-20)"
    assert shown(workspace, deal, "answers") == "Eastern Meters 2, us 1"
    assert shown(workspace, deal, "go") == "Go  a showcase  (Wang, 2026-11-20)"
    assert cell(workspace, deal, field_of(Opportunity, "go")) == "Go  a showcase  (Wang, 2026-11-20)"


def test_what_nobody_said_is_shown_as_unknown(workspace: Workspace) -> None:
    deal = Opportunity(name="meters")
    assert [shown(workspace, deal, name) for name in ("go", "evidence", "answers")] == ["-", "-", "-"]
    assert shown(workspace, Criterion(name="x", scores={"us": Rating()}), "scores") == "-"


def test_scores_relations_and_lines_name_who_and_what(workspace: Workspace) -> None:
    rival, lee = one(workspace, Competitor).id, one(workspace, Contact).id
    criterion = Criterion(name="precision", scores={"us": Rating(value=4), rival: Rating(value=0)}, favours=rival)
    assert shown(workspace, criterion, "scores") == "Eastern Meters 0, us 4"
    assert shown(workspace, criterion, "favours") == "Eastern Meters"
    assert shown(workspace, Rival(competitor=rival, relations={lee: Rating(value=-2)}), "relations") == "Lee -2"
    quote = Quote(name="first", currency="USD", lines={"1": QuoteLine(name="meter", quantity=40, price=120_00)})
    assert shown(workspace, quote, "lines") == "meter ×40 $120"


def test_a_text_for_such_a_field_is_refused_and_says_where_it_is_changed(workspace: Workspace) -> None:
    with pytest.raises(ValueError, match="change it on the page of the deal"):
        parse(workspace, Opportunity, field_of(Opportunity, "go"), "yes", DAY)


def test_a_party_is_named_as_us_nobody_or_a_competitor(workspace: Workspace) -> None:
    field = field_of(Criterion, "favours")
    said = [parse(workspace, Criterion, field, text, DAY) for text in ("us", "我们", "nobody", "Eastern Meters", "")]
    assert said == ["us", "us", "none", one(workspace, Competitor).id, ""]


def test_every_kind_is_kept_with_the_card_and_read_again(workspace: Workspace) -> None:
    account, rival = one(workspace, Account).id, one(workspace, Competitor).id
    made: list[Record] = [
        Criterion(
            name="precision", account=account, weight=30, scores={"us": Rating(value=4, source="test", date=DAY)}
        ),
        Rival(competitor=rival, account=account, share=40, satisfaction=Rating(value=2)),
        Intelligence(subject="lowers its price", account=account, reliability="B"),
        Objection(subject="slow service", account=account, kind="rumour"),
        Quote(name="first", account=account, lines={"1": QuoteLine(name="meter", price=1)}),
        Concession(name="free training", account=account, by="us"),
        Gift(name="tea", account=account, value=200_00),
    ]
    with workspace.change("fill") as change:
        kept = [change.add(record) for record in made]
    workspace.close()
    again = Workspace.open(workspace.root)
    for record in kept:
        assert again.of_account(type(record), account) == (record,)
        assert as_json(again, record)["id"] == record.id
        assert [field.name for field in fields_of(type(record))]
