"""The screens, `kamtui show --stakeholders` in its forms and `kamtui list contacts` tell the same facts and figures."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from commands import Run
from workbench import bench

from kamtui.screens.widgets.painter import as_cell
from kamtui.screens.widgets.people_grid import PeopleGrid
from kamtui.store.records import Account, Activity, Contact, Opportunity, Rating
from kamtui.store.text import words
from kamtui.store.workspace import Workspace

TODAY = dt.datetime.now().astimezone().date()
ANN, BOB, CY, DEAL, GRID = (f"01K9ZZZZZZ000000000000009{number}" for number in range(5))


def said(value: int) -> Rating:
    """A rating of today that has a source."""
    return Rating(value=value, source="visit", date=TODAY)


@pytest.fixture
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A deal in evaluation whose decider was met once today, an opponent, and someone unknown."""
    made = Workspace.create(tmp_path / "people")
    with made.change("fill") as change:
        change.add(Account(id=GRID, name="Northern Grid"))
        change.add(Opportunity(id=DEAL, name="Meters", account=GRID, stage="evaluation", decision_mode="authority",
                               roles={BOB: ("designer", "evaluator")}))  # fmt: skip
        change.add(Contact(id=ANN, name="Ann Boss", account=GRID, title="Director", level="executive",
                           function="using", roles=("decider",), attitude=said(1), influence=said(5)))  # fmt: skip
        change.add(Contact(id=BOB, name="Bob Tech", account=GRID, roles=("user",), attitude=said(-1)))
        change.add(Contact(id=CY, name="Cy User", account=GRID, closeness=said(2)))
        change.add(Activity(account=GRID, subject="talk", date=TODAY, contacts=(ANN,), opportunity=DEAL))
    monkeypatch.setenv("KAMTUI_DATA", str(made.root))
    words.use("en")
    return made


async def test_screen_json_plain_and_table_tell_the_same(run: Run, people: Workspace) -> None:
    # one seat, the decider, influence 5: met once 0.5 x fresh 1 x attitude (1+2)/4 = 0.375
    told = json.loads(run("show", "Meters", "--stakeholders", "--json").out)
    texts = {form: run("show", "Meters", "--stakeholders", *form).out for form in ((), ("--plain",))}
    listed = {one["id"]: one for one in json.loads(run("list", "contacts", "--json").out)}
    assert (told["coverage"]["value"], told["status"]["light"], told["focus"]) == (
        37.5, "green", {"touched": 1, "seats": 1},
    )  # fmt: skip
    words.use("en")
    async with bench(people, (120, 60)) as shown:
        await shown.press("2")
        shown.board.move_to(DEAL)
        await shown.press("3")
        facts = shown.lines[-2]
        assert "[GREEN]" in facts
        assert "coverage 38/100" in facts
        assert "met in stage 1/1" in facts
        assert f"warnings {len(told['flags'])} " in facts
        assert f"unknown {len(told['unknown'])} " in facts
        grid = shown.screen.query_one(PeopleGrid)
        assert {key for key in (ANN, BOB, CY) if grid.move_to(key)} == {one["id"] for one in told["people"]}
        await shown.press("o", "o", "o")
        rows = {row.key: shown.table.rows[at] for at, row in enumerate(shown.table.rows)}
        await shown.press("i")
        page = shown.text
    for text in (*texts.values(), page):
        assert "38/100" in text
        assert "[GREEN]" in text
        assert "weight 5 × met 0.5 × fresh 1.00 × attitude 0.75 = share 0.38" in text
        worths = [int(one) for one in re.findall(r"\[(\d+)\]", text)]
        assert worths == [gap["worth"] for gap in told["unknown"]]
    labels = {"decider": "Decider", "designer": "Designer", "evaluator": "Evaluator"}
    for one in told["people"]:
        cells = [as_cell(cell).text for cell in rows[one["id"]].cells]
        roles = ", ".join(labels[role] for role in one["roles"])
        influence = "?" if one["influence"]["value"] is None else str(one["influence"]["value"])
        assert one["name"] in cells[0]
        assert (cells[1], cells[3].partition("/")[0]) == (roles or "-", influence)
        for text in texts.values():
            line = next(line for line in text.splitlines() if one["name"] in line)
            assert roles in line
            assert influence in line
        for rating in ("attitude", "influence", "closeness"):
            assert listed[one["id"]][rating]["value"] == one[rating]["value"]
        assert listed[one["id"]]["name"] == one["name"]
