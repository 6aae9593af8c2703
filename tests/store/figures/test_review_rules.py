"""When a deal counts as stalled or at risk, what silences a rule, and what it costs the deal's health."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.store.figures.hygiene import unclean
from kamtui.store.figures.risks import Rules, Standing, health
from kamtui.store.figures.trail import trail
from kamtui.store.method.loader import load
from kamtui.store.records import Activity, Contact, Event, Opportunity, Rating

TODAY = dt.date(2026, 11, 23)
METHOD = load()[0]


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


DEAL = Opportunity(
    id="deal", name="meters", account="grid", stage="design", stage_since=ago(5), close_date=TODAY, amount=1,
    next_step="offer", next_date=TODAY, competitors=("rival",), problem="p", source="s", budget=1, purchase_date=TODAY,
    purchase_form="tender", purchase_owner="Wang", decision_mode="authority", criteria="c", products=("x",),
)  # fmt: skip
BLANK = dict.fromkeys(("problem", "source", "purchase_form", "criteria"), "")
HEAD = Contact(id="head", name="Li", account="grid", roles=("decider",), attitude=Rating(value=1))
USER = Contact(id="user", name="Wu", account="grid", attitude=Rating(value=1))
MET = Activity(id="1", subject="visit", kind="visit", account="grid", date=ago(3), contacts=("head", "user"))


def standing(deal: Opportunity = DEAL, *more: Activity, met: Activity = MET, events: tuple[Event, ...] = (),
             people: tuple[Contact, ...] = (HEAD, USER)) -> Standing:  # fmt: skip
    return Standing(deal, people, trail((met, *more), events))


def found(held: Standing, method: Any = METHOD) -> dict[str, int]:
    return {each.rule.id: each.n for each in Rules(method, TODAY).fired(held)}


def changed(**fields: Any) -> Opportunity:
    return msgspec.structs.replace(DEAL, **fields)


def moved(old: str, new: str, record: str = "deal", number: int = 1) -> Event:
    at = dt.datetime(2026, 11, number, tzinfo=dt.UTC)
    return Event(id=str(number), record=record, kind="opportunities", field="close_date", old=old, new=new, at=at)


def test_nothing_is_wrong_with_a_deal_that_is_looked_after() -> None:
    assert found(standing()) == {}
    assert health(Rules(METHOD, TODAY).fired(standing())) == 100


@pytest.mark.parametrize(
    ("held", "rule", "n"),
    [
        (standing(changed(stage_since=ago(31))), "stage-age", 31),
        (standing(changed(close_date=ago(4))), "overdue", 4),
        (standing(changed(next_step="")), "no-next-step", -1),
        (standing(changed(next_date=ago(2))), "no-next-step", 2),
        (standing(changed(next_date=ago(1))), "no-next-step", 1),
        (standing(changed(close_date=ago(1))), "overdue", 1),
        (standing(people=(HEAD,)), "few-contacts", 1),
        (standing(people=(USER, msgspec.structs.replace(HEAD, roles=()))), "no-decider", -1),
        (standing(changed(competitors=())), "no-rivals", 0),
        (standing(changed(budget=None, products=(), **BLANK)), "little-known", 40),
        (standing(people=(HEAD, msgspec.structs.replace(USER, attitude=Rating(value=-1)))), "outnumbered", 1),
        (standing(people=(HEAD, USER, Contact(id="c", name="C", account="grid", coach=True))), "coach-silent", -1),
    ],
)  # fmt: skip
def test_each_rule_finds_what_it_is_for(held: Standing, rule: str, n: int) -> None:
    assert found(held) == {rule: n}


@pytest.mark.parametrize(
    "held",
    [
        standing(changed(stage_since=ago(30))),
        standing(changed(close_date=ago(0))),
        standing(changed(next_date=ago(0))),
        standing(changed(budget=None, **BLANK)),
        standing(met=msgspec.structs.replace(MET, date=ago(30))),
    ],
)
def test_on_its_limit_a_rule_finds_nothing_yet(held: Standing) -> None:
    assert found(held) == {}


def test_silence_counts_from_the_last_activity_that_names_the_deal_or_no_deal_at_all() -> None:
    old, quiet = msgspec.structs.replace(MET, date=ago(29)), changed(stage="evaluation", stage_since=ago(29))
    method = msgspec.structs.replace(METHOD, risk_rules=tuple(
        msgspec.structs.replace(rule, days=28) for rule in METHOD.risk_rules if rule.id == "no-activity"
    ))  # fmt: skip
    other = Activity(id="2", subject="x", kind="call", account="grid", date=ago(1), opportunity="another")
    assert found(standing(quiet, other, met=old), method) == {"no-activity": 29}
    own = msgspec.structs.replace(other, opportunity="deal")
    assert found(standing(quiet, own, met=old), method) == {}
    assert found(standing(DEAL, met=old), method) == {}, "it moved five days ago"


def test_a_buyer_who_does_not_answer_two_messages_has_fallen_silent() -> None:
    mails = [Activity(id=str(n), subject="x", kind="email", account="grid", date=ago(n)) for n in (2, 4)]
    long_ago = msgspec.structs.replace(MET, date=ago(20))
    assert found(standing(DEAL, *mails, met=long_ago))["ghosted"] == 20
    assert "ghosted" not in found(standing(DEAL, mails[0], met=long_ago))
    answered = Activity(id="9", subject="x", kind="call", account="grid", date=ago(1))
    assert "ghosted" not in found(standing(DEAL, *mails, answered, met=long_ago))


def test_pushes_count_later_moves_only_and_three_of_them_make_the_date_fiction() -> None:
    later = moved("2026-10-01", "2026-10-31"), moved("2026-10-31", "2026-10-20", number=2)
    assert standing(events=later).trail.of("deal").pushes == 1
    assert standing(events=later).trail.of("deal").slip_days == 30
    twice = (*later, moved("2026-10-20", "2026-11-01", number=3))
    assert found(standing(events=twice)) == {"pushed": 2}
    often = (*twice, moved("2026-11-01", "2026-12-01", number=4))
    assert found(standing(events=often)) == {"pushed": 3, "pushed-often": 3}
    assert Rules(METHOD, TODAY).is_stalled(standing(events=often))
    assert found(standing(events=(moved("2026-10-01", "2026-11-01", "another", 5),) * 3)) == {}


def test_a_dated_wait_silences_the_rules_until_its_day() -> None:
    waiting = changed(stage_since=ago(99), next_step="", wait_until=TODAY + dt.timedelta(days=1), wait_for="bids")
    assert found(standing(waiting)) == {}
    assert set(found(standing(msgspec.structs.replace(waiting, wait_until=TODAY)))) == {"stage-age", "no-next-step"}


@pytest.mark.parametrize("fields", [{"status": "won"}, {"archived": True}])
def test_rules_are_silent_about_deals_that_are_closed_or_put_away(fields: dict[str, Any]) -> None:
    assert found(standing(changed(stage_since=ago(99), **fields))) == {}


def test_a_team_switches_rules_off_and_sets_days_for_a_stage(tmp_path: Path) -> None:
    team = tmp_path / "team.yaml"
    team.write_text(
        "stages:\n  - {id: design, stall_days: 3, limits: {no-activity: 2}}\n"
        "risk_rules:\n  - {id: no-rivals, on: false}\n  - {id: stage-age, penalty: 7}\n"
    )
    method, errors = load("default", [team])
    assert errors == []
    assert found(standing(changed(competitors=())), method) == {"stage-age": 5, "no-activity": 3}
    assert health(Rules(method, TODAY).fired(standing())) == 100 - 7 - 15
    team.write_text("risk_rules:\n  - {id: no-luck, label: x}\n")
    assert "no-activity" in load("default", [team])[1][0].expected
    team.write_text("stages:\n  - {id: design, limits: {no-luck: 2}}\n")
    assert load("default", [team])[1][0].line == 2


def test_a_reason_names_its_numbers() -> None:
    [fired] = Rules(METHOD, TODAY).fired(standing(changed(stage_since=ago(31))))
    assert fired.reason == "31 days in its stage (limit 30)"


def test_health_takes_off_the_penalties_of_the_method_and_stops_at_nothing() -> None:
    """C49 with the default penalties: stage age 20, overdue 15, no next step 10."""
    held = standing(changed(stage_since=ago(31), close_date=ago(1), next_step=""))
    assert health(Rules(METHOD, TODAY).fired(held)) == 55
    bare = Opportunity(id="b", name="b", account="grid", stage="design", stage_since=ago(99), close_date=ago(99))
    people = tuple(Contact(id=str(n), name="n", account="g", attitude=Rating(value=-2), coach=True) for n in range(2))
    assert health(Rules(METHOD, TODAY).fired(Standing(bare, people))) == 0


def test_an_owner_scores_by_the_checks_that_their_deals_pass() -> None:
    """Seven checks a deal: two deals with two and no defects pass 12 of 14, which is 85 %."""
    dirty = changed(id="dirty", owner="li", amount=None, next_step="")
    clean = changed(id="clean", owner="li")
    listed, [score] = unclean((held, Rules(METHOD, TODAY).fired(held)) for held in (standing(dirty), standing(clean)))
    assert [(each.deal.id, each.defects) for each in listed] == [("dirty", ("no-next-step", "no-amount"))]
    assert (score.deals, score.clean, score.defects, score.percent) == (2, 1, 2, 85)
