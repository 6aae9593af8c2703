"""What `kamtui list --csv` prints can be imported again and changes nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from commands import Run

from kamtui.store.exchange.aliases import ALIASES
from kamtui.store.exchange.demo import make_demo


@pytest.mark.parametrize("kind", ALIASES)
def test_a_list_printed_for_a_spreadsheet_comes_back_as_the_same_records(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    data = make_demo(tmp_path / "demo", dt.date(2026, 11, 23))
    monkeypatch.setenv("KAMTUI_DATA", str(data))
    before = {path: path.read_bytes() for path in data.rglob("*.json") if ".kamtui" not in path.parts}
    table = tmp_path / f"{kind}.csv"
    table.write_text(run("list", kind, "--csv", "--all").out, encoding="utf-8")
    assert run("import", str(table)).code == 0
    assert {path: path.read_bytes() for path in before} == before
    assert len([path for path in data.rglob("*.json") if ".kamtui" not in path.parts]) == len(before)
