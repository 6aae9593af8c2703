"""Sensitive topics are off until the workspace names a purpose: nothing of them can be kept or read before."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kamtui.store.people.cards import answer_text, keep_answer, keep_told, read_answer, told, typed_text
from kamtui.store.records import Account, Contact, PersonalAnswer
from kamtui.store.records.judgement import Evidence
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)


def known(root: Path) -> tuple[Workspace, Contact]:
    """A workspace with one person; no purpose is named in it."""
    workspace = Workspace.create(root)
    with workspace.change("fill") as change:
        account = change.add(Account(name="Grid"))
        person = change.add(Contact(name="Ann", account=account.id))
    return workspace, person


@pytest.mark.parametrize("topic", ["religion", "politics", "health", "children", "partner"])
def test_a_sensitive_answer_is_refused_while_no_purpose_is_named(tmp_path: Path, topic: str) -> None:
    workspace, person = known(tmp_path / "w")
    asked = next(one for one in workspace.method.topics if one.id == topic)
    with pytest.raises(ValueError, match="sensitive_purpose"), workspace.change("answer") as change:
        keep_answer(workspace, change, person, asked, PersonalAnswer(answer="x"))
    assert not (workspace.root / "private" / "people.json").exists()


def test_what_was_told_of_the_family_is_refused_and_hidden_while_no_purpose_is_named(tmp_path: Path) -> None:
    workspace, person = known(tmp_path / "w")
    family = next(one for one in workspace.method.knowledge if one.id == "family")
    with pytest.raises(ValueError, match="sensitive_purpose"), workspace.change("hear") as change:
        keep_told(workspace, change, person, family, Evidence(what="two children"))
    config = workspace.root / "kamtui.yaml"
    before = config.read_text("utf-8")
    config.write_text(before + "sensitive_purpose: school places\n", "utf-8")
    allowed = Workspace.open(workspace.root)
    with allowed.change("hear") as change:
        keep_told(allowed, change, person, family, Evidence(what="two children"))
    assert told(allowed, person, family) == Evidence(what="two children")
    config.write_text(before, "utf-8")
    assert told(Workspace.open(workspace.root), person, family) is None


@pytest.mark.parametrize(
    ("line", "answer", "shown"),
    [
        ("golf @Li Na", PersonalAnswer(answer="golf", source="Li Na", date=TODAY), "golf (Li Na 2026-11-23)"),
        ("golf", PersonalAnswer(answer="golf", date=TODAY), "golf (2026-11-23)"),
        ("mail a@b.example", PersonalAnswer(answer="mail a@b.example", date=TODAY), "mail a@b.example (2026-11-23)"),
        ("", PersonalAnswer(date=TODAY), ""),
    ],
)
def test_a_line_is_read_as_answer_and_source_and_can_be_typed_again(
    line: str, answer: PersonalAnswer, shown: str
) -> None:
    assert read_answer(line, TODAY) == answer
    assert answer_text(answer) == shown
    assert typed_text(answer) == line
    assert answer_text(answer, hidden=True) == ("****" if line else "")


def test_what_does_not_apply_is_an_answer_without_words() -> None:
    assert read_answer(" - @Li Na ", TODAY) == PersonalAnswer(applies=False, source="Li Na", date=TODAY)
