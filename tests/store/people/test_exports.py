"""The copy of the people for the team and the one for a customer: what each may hold, field by field."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from kamtui.store.people.circles import Scope, mapped
from kamtui.store.people.exports import exported
from kamtui.store.records import Account, Contact, PersonalAnswer, Profile, Rating, Tie
from kamtui.store.records.judgement import Evidence
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
PUBLIC = {"name", "title", "department"}
"""Texts of a person that a customer or a partner may see."""
TEXTS = {
    "title", "department", "note", "hot_button", "hot_button_proof", "mobile", "phone", "email", "wechat",
    "birthday", "coach_evidence", "style", "upkeep",
}  # fmt: skip


def test_a_redacted_copy_holds_who_is_who_and_not_one_value_of_any_other_field(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w")
    held = [name for name in Contact.__struct_fields__ if name in TEXTS]
    assert len(held) > 10
    said = {name: f"VALUE-{name}" for name in held} | {"birthday": "05-17"}
    values = [text for name, text in said.items() if name not in PUBLIC]
    with workspace.change("fill") as change:
        grid = change.add(Account(name="Grid"))
        boss = change.add(Contact(name="Boss", account=grid.id, level="executive", function="using"))
        made = Contact(name="Ann", account=grid.id)
        ann = change.add(
            msgspec.structs.replace(
                made, **said, roles=("decider",), reports_to=boss.id, coach=True, tags=("VALUE-tag",),
                aliases=("VALUE-alias",), attitude=Rating(value=-2, source="VALUE-source", date=TODAY),
                knows={"inner-politics": Evidence(what="VALUE-knows")}, ties={boss.id: Tie(kind="conflict")},
            )
        )  # fmt: skip
        change.add(Profile(id=ann.id, account=grid.id, answers={"clubs": PersonalAnswer(answer="VALUE-club")}))
    found = mapped(workspace, Scope(grid.id), TODAY)
    head, rows = exported(workspace, found, redacted=True)
    assert len(head) == 6
    text = "\n".join(cell for row in rows for cell in row)
    assert not [
        value for value in (*values, "VALUE-tag", "VALUE-alias", "VALUE-source", "VALUE-knows") if value in text
    ]
    assert "VALUE-club" not in text
    assert [(row[0], row[1], row[5]) for row in rows] == [("Ann", "VALUE-title", "Boss"), ("Boss", "", "")]
    _, whole = exported(workspace, found, redacted=False)
    assert "VALUE-mobile" in whole[0]
    assert "VALUE-club" not in "".join(whole[0])
