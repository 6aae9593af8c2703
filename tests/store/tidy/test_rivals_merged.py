"""Two rivals made one: everything that names the second names the first, and one step takes it back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.store.records import (
    Account,
    Bid,
    Competitor,
    Concession,
    Criterion,
    Intelligence,
    Judgement,
    Objection,
    Opportunity,
    Rating,
    Rival,
)
from kamtui.store.tidy import keep_apart, likely_rivals, merge_rivals
from kamtui.store.workspace import Workspace


@pytest.fixture
def fought(tmp_path: Path) -> tuple[Workspace, Competitor, Competitor]:
    """A rival that is named in every way in which records name one, and another spelling of it."""
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("fill") as change:
        first, second = change.add(Competitor(name="Acme")), change.add(Competitor(name="Acme Inc.", strengths="cheap"))
        account = change.add(Account(name="Grid")).id
        change.add(Rival(account=account, competitor=first.id, product="meters"))
        change.add(Rival(account=account, competitor=second.id, product="pumps", share=40))
        deal = change.add(
            Opportunity(account=account, name="deal", competitors=(first.id, second.id), lost_to=second.id,
                        answers={second.id: {"need": Judgement(value=1)}}, bids={second.id: Bid(price=5)})
        ).id  # fmt: skip
        change.add(Criterion(account=account, opportunity=deal, name="price", favours=second.id,
                             scores={second.id: Rating(value=4)}))  # fmt: skip
        change.add(Intelligence(account=account, subject="new plant", competitor=second.id))
        change.add(Objection(account=account, subject="they are broke", competitor=second.id))
        change.add(Concession(account=account, name="ten percent", by=second.id))
    return workspace, first, second


def test_all_that_names_the_second_names_the_first(fought: tuple[Workspace, Competitor, Competitor]) -> None:
    workspace, first, second = fought
    merge_rivals(workspace, first, second)
    (kept,) = workspace.records(Competitor).values()
    assert (kept.id, kept.aliases, kept.strengths) == (first.id, ("Acme Inc.",), "cheap")
    (deal,) = workspace.records(Opportunity).values()
    assert (deal.competitors, deal.lost_to, list(deal.answers)) == ((first.id,), first.id, [first.id])
    assert deal.bids == {first.id: Bid(price=5)}
    (criterion,) = workspace.records(Criterion).values()
    assert (criterion.favours, list(criterion.scores)) == (first.id, [first.id])
    assert [each.competitor for each in workspace.records(Intelligence).values()] == [first.id]
    assert [each.competitor for each in workspace.records(Objection).values()] == [first.id]
    assert [each.by for each in workspace.records(Concession).values()] == [first.id]
    (presence,) = workspace.records(Rival).values()
    assert (presence.competitor, presence.product, presence.share) == (first.id, "meters", 40)


def test_one_step_takes_it_back(fought: tuple[Workspace, Competitor, Competitor]) -> None:
    workspace, first, second = fought
    merge_rivals(workspace, first, second)
    workspace.undo()
    assert set(workspace.records(Competitor)) == {first.id, second.id}
    assert {each.competitor for each in workspace.records(Rival).values()} == {first.id, second.id}


def test_what_was_said_to_be_two_is_no_longer_offered(fought: tuple[Workspace, Competitor, Competitor]) -> None:
    workspace, first, second = fought
    (pair,) = likely_rivals(workspace)
    assert (pair.first.id, pair.second.id, pair.why) == (first.id, second.id, "legal-form")
    keep_apart(workspace, first, second)
    assert likely_rivals(workspace) == []


def test_one_cannot_be_merged_with_itself(fought: tuple[Workspace, Competitor, Competitor]) -> None:
    workspace, first, _ = fought
    with pytest.raises(ValueError, match="same record"):
        merge_rivals(workspace, first, first)
