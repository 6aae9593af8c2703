"""`kamtui log` says who changed what, when, from what to what and why, the latest first."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from pathlib import Path

import msgspec
import pytest
from commands import Run

from kamtui.cli.log import day
from kamtui.store.files.locks import user
from kamtui.store.records import Account, Competitor, Contact, Opportunity, Rating
from kamtui.store.workspace import Workspace


@pytest.fixture
def data(data: Path) -> Path:
    """Records that came from another machine: the journal here does not know how they were made."""
    shutil.rmtree(data / ".kamtui" / "journal")
    return data


def moved(data: Path, name: str = "调度系统", reason: str = "budget approved", **fields: object) -> Opportunity:
    """Change a deal as the screens do; the deal as it was."""
    workspace = Workspace.open(data)
    deal = next(one for one in workspace.records(Opportunity).values() if one.name == name)
    with workspace.change("move", via="tui") as change:
        change.set(deal, reason=reason, **fields)
    workspace.close()
    return deal


def dated(data: Path, at: str) -> None:
    """Let every event that there is have happened at this moment."""
    for card in (data / "accounts").rglob("*.json"):
        document = msgspec.json.decode(card.read_bytes())
        for event in document.get("events", {}).values():
            event["at"] = at
        card.write_bytes(msgspec.json.encode(document))


def test_a_line_says_when_who_through_what_from_what_to_what_and_why(run: Run, data: Path) -> None:
    deal = moved(data, stage="evaluation")
    (event,) = json.loads(run("log", "--json").out)
    assert dt.datetime.fromisoformat(event.pop("at")).tzinfo
    assert len(event.pop("id")) == 26
    assert event == {
        "by": user(), "via": "tui", "account": deal.account, "account_name": "华北电网", "kind": "opportunities",
        "record": deal.id, "record_name": "调度系统", "field": "stage", "field_label": "Buying stage", "old": "need",
        "new": "evaluation", "old_label": "Need arises", "new_label": "Evaluation", "reason": "budget approved",
    }  # fmt: skip
    head, row = run("log").out.splitlines()
    assert head.split() == ["When", "Who", "Through", "Account", "Record", "Field", "Change", "Reason"]
    assert [part.strip() for part in row.split("  ") if part][1:] == [
        user(), "screens", "华北电网", "调度系统", "Buying stage", "Need arises → Evaluation", "budget approved",
    ]  # fmt: skip
    row = run("log", "--lang", "zh").out.splitlines()[1]
    assert "界面" in row
    assert "采购阶段" in row


def test_money_people_and_ratings_are_shown_by_their_labels(run: Run, data: Path) -> None:
    moved(data, amount=450_000_000)
    workspace = Workspace.open(data)
    wang = next(iter(workspace.records(Contact).values()))
    with workspace.change("judge") as change:
        change.set(wang, attitude=Rating(value=2))
    change_of = {event["field"]: (event["old_label"], event["new_label"]) for event in
                 json.loads(run("log", "--json").out)}  # fmt: skip
    assert change_of["amount"] == ("¥3M", "¥4.5M")
    assert change_of["attitude"][0] == "-"
    assert change_of["attitude"][1].startswith("+2 ")


def test_fields_that_are_not_tracked_are_told_as_far_as_the_journal_knows_them(run: Run, data: Path) -> None:
    moved(data, next_step="call", stage="design")
    told = json.loads(run("log", "调度系统", "--json").out)
    assert {(one["field"], one["old"], one["new"], one["via"], one["by"]) for one in told} == {
        ("stage", "need", "design", "tui", user()), ("next_step", None, "call", "tui", user()),
    }  # fmt: skip
    run("undo")
    assert json.loads(run("log", "调度系统", "--json").out) == []
    run("redo")
    shutil.rmtree(data / ".kamtui" / "journal")
    assert [one["field"] for one in json.loads(run("log", "--json").out)] == ["stage"]


def test_records_that_came_and_went_are_in_the_log(run: Run, data: Path) -> None:
    run("add", "competitor", "name=Rival")
    row = run("log").out.splitlines()[1]
    assert "Rival" in row
    assert "whole record  - → added" in row
    workspace = Workspace.open(data)
    with workspace.change("merge") as change:
        change.remove(next(iter(workspace.records(Competitor).values())))
    assert [one["new_label"] for one in json.loads(run("log", "--json").out)] == ["removed", "added"]


def test_the_latest_change_comes_first_and_limit_cuts(run: Run, data: Path) -> None:
    moved(data, stage="deliberation")
    dated(data, "2026-11-01T08:00:00Z")
    moved(data, stage="design")
    assert [event["new"] for event in json.loads(run("log", "--json").out)] == ["design", "deliberation"]
    assert [event["new"] for event in json.loads(run("log", "--json", "--limit", "1").out)] == ["design"]


def test_since_counts_days_as_the_person_lives_them(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(time.tzset)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    time.tzset()
    moved(data, stage="design")
    dated(data, "2026-11-01T18:30:00Z")  # half past two on the next morning in Shanghai
    assert len(run("log", "--since", "2026-11-02").out.splitlines()) == 2
    assert "2026-11-02 02:30" in run("log", "--since", "2026-11-02").out
    done = run("log", "--since", "2026-11-03")
    assert (done.code, done.out, done.err) == (0, "", "No changes were recorded.\n")
    assert run("log", "--since", "2026-11-03", "--json").out == "[]\n"
    monkeypatch.undo()


def test_a_day_without_a_year_or_week_is_the_latest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.cli.log.today", lambda: dt.date(2026, 11, 23))  # a Monday
    assert [str(day(text)) for text in ("8/1", "12/24", "friday", "today", "2025-03-04", "-7")] == [
        "2026-08-01", "2025-12-24", "2026-11-20", "2026-11-23", "2025-03-04", "2026-11-16",
    ]  # fmt: skip


def test_a_day_that_is_none_ends_with_2(run: Run, data: Path) -> None:
    for language, said in (("en", "xyz"), ("zh", "xyz")):
        done = run("log", "--since", "xyz", "--lang", language)
        assert (done.code, done.out) == (2, "")
        assert said in done.err


def test_one_records_log_holds_its_own_changes_and_an_accounts_those_of_its_card(run: Run, data: Path) -> None:
    moved(data, stage="design")
    moved(data, "Laptops", amount=60_000)
    run("set", "华北电网", "tier=A")
    assert [event["field"] for event in json.loads(run("log", "调度系统", "--json").out)] == ["stage"]
    assert [event["field"] for event in json.loads(run("log", "Laptops", "--json").out)] == ["amount"]
    assert {event["field"] for event in json.loads(run("log", "华北电网", "--json").out)} == {"tier", "stage"}
    assert len(json.loads(run("log", "--json").out)) == 3
    assert json.loads(run("log", "李雷", "--json").out) == []
    assert run("log", "nobody").code == 2


def test_what_is_gone_or_unknown_is_shown_as_it_stands_in_the_file(run: Run, data: Path) -> None:
    moved(data, stage="design")
    card = next(path for path in (data / "accounts").rglob("*.json") if "events" in path.read_text("utf-8"))
    document = msgspec.json.decode(card.read_bytes())
    (event,) = document["events"].values()
    document["events"] |= {
        "01ARZ3NDEKTSV4RRFFQ69G5FA1": event | {"record": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "field": "amount", "old": 100,
                                               "new": "\x1b[31m"},
        "01ARZ3NDEKTSV4RRFFQ69G5FA2": event | {"field": "mood", "old": None, "new": {"a": 1}},
        "01ARZ3NDEKTSV4RRFFQ69G5FA3": event | {"kind": "moods", "new": "sad"},
    }  # fmt: skip
    card.write_bytes(msgspec.json.encode(document))
    done = run("log")
    assert (done.code, len(done.out.splitlines())) == (0, 5)
    assert "\x1b" not in done.out
    assert "\x1b" not in run("log", "--json").out
    assert "¥1 → ␛[31m" in done.out
    assert "- → {'a': 1}" in done.out
    assert "need → sad" in done.out


def test_deals_without_an_account_are_in_the_log(run: Run, data: Path) -> None:
    with Workspace.open(data).change("x") as change:
        change.add(Opportunity(name="loose"))
    moved(data, "loose", stage="need")
    event, added = json.loads(run("log", "--json").out)
    assert (event["record_name"], event["account"], event["account_name"]) == ("loose", "", "")
    assert added["field"] == ""


def test_an_account_without_changes_says_so_in_both_languages(run: Run, data: Path) -> None:
    assert Workspace.open(data).records(Account)
    assert run("log", "Harbour Bank").err == "No changes were recorded.\n"
    assert run("log", "Harbour Bank", "--lang", "zh").err == "没有修改记录。\n"
