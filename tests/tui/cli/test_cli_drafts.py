"""`kamtui drafts`: what waits, and taking in what was saved elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

from commands import Run

from kamtui.store.draft_files import Draft, encoded
from kamtui.store.drafts import Drafts


def test_a_file_of_drafts_is_taken_in_and_waits_for_the_next_start(run: Run, data: Path, tmp_path: Path) -> None:
    assert "No drafts" in run("drafts").err
    file = tmp_path / "saved.json"
    file.write_bytes(encoded([Draft("1", "accounts", "New account", {"name": ""}, texts={"name": "Acme"})]))
    done = run("drafts", file)
    assert (done.code, done.out) == (0, "")
    assert "1 draft taken in" in done.err
    assert "New account" in run("drafts").out
    told = json.loads(run("drafts", "--json").out)
    assert [(each["title"], each["texts"]) for each in told] == [("New account", {"name": "Acme"})]
    (waiting,) = Drafts(data.resolve()).waiting()
    assert [draft.texts for draft in waiting.drafts] == [{"name": "Acme"}]
    waiting.release()


def test_a_file_that_holds_no_drafts_is_refused(run: Run, data: Path, tmp_path: Path) -> None:
    file = tmp_path / "other.json"
    file.write_text("{}")
    done = run("drafts", file)
    assert done.code == 3
    assert "holds no drafts" in done.err
    assert not list(data.rglob("drafts/**/*.json"))
