"""The page that prepares a visit: what is on it, what stays off it, and that it is one page."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.deals.paper import CELLS, LINES, markdown, plain
from kamtui.store.deals.printed import PAGES
from kamtui.store.deals.sheet import Sheet
from kamtui.store.people.cards import keep_answer
from kamtui.store.records import (
    Account,
    Competitor,
    Concession,
    Contact,
    Need,
    Objection,
    Opportunity,
    PersonalAnswer,
    Promise,
)
from kamtui.store.text import words
from kamtui.store.text.cells import width
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


def filled(root: Path, on: bool = False) -> Workspace:
    """A deal with something for every part of the page; sensitive topics are answered, and turned off again or `on`."""
    Workspace.create(root, "Blue River").close()
    config = root / "kamtui.yaml"
    plain_config = config.read_text("utf-8")
    config.write_text(f"{plain_config}\nsensitive_purpose: visits to executives\n", encoding="utf-8")
    workspace = Workspace.open(root)
    with workspace.change("fill") as change:
        rival = change.add(Competitor(name="East *Meters*")).id
        account = change.add(Account(name="Grid")).id
        lee = change.add(Contact(name="John Lee", account=account, hot_button="a result this year"))
        deal = change.add(
            Opportunity(name="Meters", account=account, stage="evaluation", next_step="present", next_date=TODAY,
                        competitors=(rival,), their_interests="installed by December")
        ).id  # fmt: skip
        change.add(Objection(subject="we leave the market", account=account, kind="rumour", competitor=rival))
        change.add(Promise(title="send a sample", account=account, due=dt.date(2026, 11, 1)))
        change.add(Promise(title="old", account=account, due=TODAY, done=TODAY))
        change.add(Need(name="losses", account=account, opportunity=deal, fit={"us": "2", "east*meters*": "4"}))
        change.add(Need(name="met already", account=account, opportunity=deal, status="met"))
        change.add(Concession(name="training", account=account, opportunity=deal, by="us"))
    with workspace.change("card") as change:
        topic = next(each for each in workspace.method.topics if each.id == "never-raise")
        keep_answer(workspace, change, lee, topic, PersonalAnswer(answer="the merger", date=TODAY))
    if on:
        return workspace
    workspace.close()
    config.write_text(plain_config, encoding="utf-8")
    return Workspace.open(root)


def page(workspace: Workspace) -> str:
    """The page in plain text."""
    (deal,) = workspace.records(Opportunity).values()
    return plain(PAGES["visit"](Sheet(workspace, deal, TODAY)))


def test_the_page_has_next_step_hot_buttons_rumours_promises_questions_needs_and_bargaining(tmp_path: Path) -> None:
    told = page(filled(tmp_path / "w"))
    for part in (
        "Purpose and next step\n  - present (2026-11-23)",
        "Hot buttons\n  - John Lee: a result this year",
        "Rumours and objections\n  - we leave the market (Rumour): Stay calm",
        "Promises still open\n  - send a sample (2026-11-01) overdue",
        "John Lee: Attitude, Influence",
        "losses: best: East *Meters* 4 (us 2)",
        "! Given for nothing in return: training",
        "Their interests: installed by December",
    ):
        assert part in told, told
    assert "met already" not in told
    assert "- old" not in told


def test_the_page_says_whose_card_holds_sensitive_topics_where_there_is_a_purpose_and_never_what_they_are(
    tmp_path: Path,
) -> None:
    off = page(filled(tmp_path / "off"))
    assert "Sensitive topics" not in off
    assert "the merger" not in off
    on = page(filled(tmp_path / "on", on=True))
    assert "Sensitive topics\n  - John Lee: 1, to be read on the personal card only" in on
    assert "the merger" not in on


@pytest.mark.parametrize("language", ["zh", "en"])
def test_however_much_is_known_it_is_one_page_and_says_what_is_left_out(tmp_path: Path, language: str) -> None:
    workspace = filled(tmp_path / "w")
    (account,) = workspace.records(Account)
    with workspace.change("more") as change:
        for number in range(30):
            text = f"promise {number} " + "长长的承诺 with a lot of words " * 4
            change.add(Promise(title=text, account=account, due=TODAY))
            change.add(Contact(name=f"Person {number}", account=account, hot_button="x" * 200))
    words.use(language)
    lines = page(workspace).splitlines()
    assert len(lines) <= LINES
    assert max(map(width, lines)) <= CELLS
    assert any(("more)" if language == "en" else "还有") in line for line in lines)


def test_markdown_reads_no_marks_in_names(tmp_path: Path) -> None:
    workspace = filled(tmp_path / "w")
    (deal,) = workspace.records(Opportunity).values()
    told = markdown(PAGES["visit"](Sheet(workspace, deal, TODAY)))
    assert told.startswith("# Visit preparation: Meters")
    assert "East \\*Meters\\*" in told
    assert "## Hot buttons" in told
