"""The review on the command line: snapshots, what changed, who has to mend what, minutes, what is due."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from workbench import CALL_BACK, METERS, TENDER, TODAY, make, small, stop_the_clock

from kamtui.store.records import Opportunity, Target, Task
from kamtui.store.review.whole import VIEWS
from kamtui.store.text.cells import width
from kamtui.store.workspace import Workspace


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small workspace in English, with deals that close in these days, found by $KAMTUI_DATA."""
    stop_the_clock(monkeypatch)
    workspace = make(tmp_path / "work", small(english=True))
    with workspace.change("now") as change:
        for deal in workspace.records(Opportunity).values():
            if deal.status == "open":
                late = dt.timedelta(days=10 if deal.id == TENDER else 0)
                change.set(deal, close_date=TODAY - late, opened=dt.date(2020, 1, 1))
    monkeypatch.setenv("KAMTUI_DATA", str(workspace.root))
    return workspace.root


def changed(root: Path, deal: str, reason: str = "", **fields: Any) -> None:
    workspace = Workspace.open(root)
    found = workspace.get(Opportunity, deal)
    assert found is not None
    with workspace.change("set") as change:
        change.set(found, reason, **fields)


def test_a_snapshot_is_taken_once_and_named(run: Run, root: Path) -> None:
    year, week, _ = TODAY.isocalendar()
    done = run("snapshot")
    assert (done.code, done.out) == (0, f"{year}-W{week:02}\n")
    assert run("snapshot").out == done.out
    told = json.loads(run("snapshot", "--name", "fair", "--json").out)
    assert (told["name"], told["open"], told["new"]) == ("fair", 4, True)
    changed(root, METERS, amount=5)
    done = run("snapshot", "--name", "fair")
    assert done.code == 2
    assert "never change" in done.err
    assert run("snapshot", "--name", "../fair").code == 2


def test_without_a_snapshot_there_is_nothing_to_compare_and_that_is_said(run: Run, root: Path) -> None:
    done = run("diff")
    assert (done.code, done.out) == (0, "")
    assert "no snapshot to compare" in done.err
    assert json.loads(run("diff", "--json").out)["changes"] == []


def test_a_difference_is_told_for_people_for_programs_and_in_markdown(run: Run, root: Path) -> None:
    run("snapshot", "--name", "a")
    changed(root, METERS, amount=310_000_000, stage="design")
    changed(root, TENDER, status="lost", close_date=TODAY)
    found = json.loads(run("diff", "a", "--period", "thisY", "--json").out)
    assert [(each["id"], each["cause"]) for each in found["changes"]] == [(TENDER, "lost"), (METERS, "stage_forward")]
    assert found["changes"][1]["fields"]["amount"] == {"old": 300_000_000, "new": 310_000_000}
    [fall] = found["waterfall"]
    assert (fall["begin"], fall["end"], fall["rest"]) == (700_000_000, 590_000_000, 0)
    assert fall["booked"] == {"increased": 10_000_000, "lost": 120_000_000}
    run("snapshot", "--name", "b")
    assert json.loads(run("diff", "a", "b", "--period", "thisY", "--json").out)["changes"] == found["changes"]
    back = json.loads(run("diff", "b", "a", "--period", "thisY", "--json").out)
    assert back["waterfall"][0]["booked"] == {"reopened": 120_000_000, "decreased": 10_000_000}
    plain, text = run("diff", "a").out, run("diff", "a", "--md").out
    for shown in (plain, text):
        assert "smart meters" in shown
        assert "Buying stage Need arises > Solution design" in shown
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert len({width(line) for line in tables[:4]}) == 1
    assert run("diff", "a", "--exit-code").code == 1
    assert run("diff", "b", "--exit-code").code == 0
    assert run("diff", "nothing").code == 2
    assert run("diff", "a", "--scope", "Fay Wang", "--json").out.count('"cause"') == 1
    wrong = run("diff", "a", "--scope", "nobody here")
    assert (wrong.code, "Fay Wang" in wrong.err) == (2, True)


def test_a_snapshot_edited_by_hand_is_refused_by_name(run: Run, root: Path) -> None:
    run("snapshot", "--name", "a")
    file = root / "reviews" / "a.json"
    file.write_bytes(file.read_bytes().replace(b"300000000", b"400000000"))
    done = run("diff", "a")
    assert done.code == 3
    assert "reviews/a.json" in done.err
    assert "edited" in done.err
    assert "reviews/a.json" in run("diff").err


def test_preparing_names_what_each_owner_has_to_mend(run: Run, root: Path) -> None:
    done = run("review", "--prep", "--owner", "Fay Wang")
    assert done.code == 0
    assert "Fay Wang: 7" in done.out
    assert "no decider" in done.out
    assert "dispatch system" not in done.out, "it is nobody's"
    assert run("review", "--prep", "--exit-code").code == 1


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_view_is_printed_for_people_and_for_programs(run: Run, root: Path, view: str, language: str) -> None:
    run("snapshot", "--name", "a", "--as-of", "2026-01-05")
    done = run("--lang", language, "review", view)
    assert done.code == 0
    assert re.search("[\u4e00-\u9fff]", done.out + done.err) or language == "en" or view in ("actions", "changes")
    told = json.loads(run("review", view, "--json").out)
    assert json.loads(run("review", "--json").out)[view] == told


def test_the_forecast_adds_up_by_category_and_tells_who_picked_one_and_why(run: Run, root: Path) -> None:
    """Open this quarter: 3.0M and 2.0M need, 0.8M design, 1.2M evaluation; METERS picked as commit."""
    changed(root, METERS, "the director said so", category="commit")
    workspace = Workspace.open(root)
    with workspace.change("targets") as change:
        change.add(Target(name="year", period=str(TODAY.year), amount=1_000_000_000, figure="won-value"))
        change.add(Target(name="profit", period=str(TODAY.year), amount=3, figure="profit"))
        change.add(Target(name="abroad", period=str(TODAY.year), amount=7, currency="EUR", figure="won-value"))
    found = json.loads(run("review", "forecast", "--period", "thisY", "--json").out)
    lines = {
        line["category"]: (line["deals"], line["single"], line["cumulative"]) for line in found["now"]["categories"]
    }
    assert lines["commit"] == (1, 300_000_000, 300_000_000)
    assert lines["best_case"] == (1, 120_000_000, 420_000_000)
    assert lines["pipeline"] == (2, 280_000_000, 700_000_000)
    assert found["now"]["weighted"] == 30_000_000 + 20_000_000 + 32_000_000 + 72_000_000
    assert (found["now"]["target"], found["now"]["gap"], found["now"]["coverage"]) == (
        1_000_000_000,
        1_000_000_000,
        0.7,
    )
    [pick] = found["picks"]
    assert (pick["id"], pick["why"]) == (METERS, "the director said so")
    assert pick["by"]
    assert pick["at"]
    assert "EUR" in run("review", "forecast", "--period", "thisY").err


def test_the_pipeline_of_an_earlier_day_is_printed_and_a_day_to_come_is_refused(run: Run, root: Path) -> None:
    changed(root, METERS, stage="commitment")
    now = {each["stage"]: each["deals"] for each in json.loads(run("review", "pipeline", "--json").out)}
    assert (now["need"], now["commitment"]) == (1, 1)
    done = run("review", "pipeline", "--as-of", "2026-01-05", "--json")
    then = {each["stage"]: each["deals"] for each in json.loads(done.out)}
    assert (then["need"], then["commitment"]) == (2, 0)
    done = run("review", "pipeline", "--as-of", "+3")
    assert (done.code, "still to come" in done.err) == (2, True)


def test_red_flags_end_with_1_for_cron(run: Run, root: Path) -> None:
    assert run("review", "--json").code == 0
    assert run("review", "--json", "--exit-code").code == 1


def test_what_is_due_is_told_in_four_forms(run: Run, root: Path) -> None:
    done = run("due", "--days", "36500")
    assert "call back" in done.out
    kinds = {each["kind"] for each in json.loads(run("due", "--format", "json", "--days", "36500").out)}
    assert kinds == {"task", "visit", "close_date"}
    text = run("due", "--format", "md", "--days", "36500").out
    assert f"<!-- {CALL_BACK} -->" in text
    calendar = run("due", "--format", "ics", "--days", "36500").out
    assert calendar.startswith("BEGIN:VCALENDAR")
    assert calendar.count("BEGIN:VEVENT") == calendar.count("END:VEVENT") == len(done.out.splitlines()) - 1
    assert run("due", "--exit-code").code == 1
    assert run("due", "--days", "x").code == 2
    assert "call back" not in run("due", "--days", "36500", "--owner", "Fay Wang").out or "Fay" in done.out


def test_ticked_minutes_mark_tasks_done_and_unknown_ids_are_named(run: Run, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "minutes.md"
    file.write_text(f"- [x] call back <!-- {CALL_BACK} -->\n- [x] who <!-- 01K9ZZZZZZ0000000000008888 -->\n- [ ] x\n")
    done = run("minutes", "--apply", file)
    assert done.code == 1
    assert done.out == "[x] call back\n"
    assert "minutes.md line 2" in done.err
    found = Workspace.open(root).get(Task, CALL_BACK)
    assert found is not None
    assert found.done == TODAY
    assert json.loads(run("minutes", "--apply", file, "--json").out)["already"] == 1
    assert run("minutes", "--apply", tmp_path / "none.md").code == 3


def test_the_minutes_of_a_snapshot_are_printed_again(run: Run, root: Path) -> None:
    assert run("minutes").code == 3
    run("snapshot", "--name", "a", "--as-of", "2026-01-05")
    changed(root, METERS, amount=1)
    run("snapshot", "--name", "b")
    out = run("minutes", "b").out
    assert out.startswith("---\nreview: b\nbase: a\n")
    assert "| lowered" in out
    assert run("minutes", "--html").out.startswith("<!doctype html>")
    assert "# 管道周会 b" in run("--lang", "zh", "minutes").out
