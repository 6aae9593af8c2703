"""What `kamtui list --csv` prints can be imported again: as it is for nothing new, or corrected for just that."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from commands import Run
from filled import FORMULAS, filled_workspace

from kamtui.store.exchange.aliases import ALIASES
from kamtui.store.exchange.demo import make_demo
from kamtui.store.fields import fields_of, name_field
from kamtui.store.records import KINDS
from kamtui.store.text.spreadsheet import armed

Leaves = dict[tuple[str, ...], Any]
STAMPS = ("updated", "updated_by")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The demo, and a workspace in which every field of every kind is filled."""
    folder = tmp_path_factory.mktemp("made")
    filled_workspace(folder / "filled").close()
    make_demo(folder / "demo", dt.date(2026, 11, 23))
    return {name: folder / name for name in ("demo", "filled")}


def exported(run: Run, root: Path, kind: str, folder: Path) -> Path:
    """The records of a kind as a file for a spreadsheet."""
    file = folder / f"{kind}.csv"
    file.write_text(run("list", kind, "--csv", "--all", "--data", root).out, encoding="utf-8")
    return file


def rows_of(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


def contents(root: Path) -> dict[Path, bytes]:
    """Every file of data as it is."""
    return {path: path.read_bytes() for path in root.rglob("*.json") if ".kamtui" not in path.parts}


def leaves(root: Path) -> Leaves:
    """Every field of every record, by file, table, id and name."""
    return {
        (str(path.relative_to(root)), table, record, name): value
        for path, data in contents(root).items()
        for table, records in json.loads(data).items()
        for record, document in records.items()
        for name, value in document.items()
    }


@pytest.mark.parametrize("kind", ALIASES)
@pytest.mark.parametrize("name", ["demo", "filled"])
def test_a_list_printed_for_a_spreadsheet_comes_back_as_the_same_records(
    run: Run, tmp_path: Path, made: dict[str, Path], name: str, kind: str
) -> None:
    before = contents(made[name])
    file = exported(run, made[name], kind, tmp_path)
    done = run("import", file, "--data", made[name], "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert (told["new"], told["changed"], told["rejected"]) == ({}, {}, 0)
    assert sum(told["same"].values()) == len(rows_of(file))
    assert contents(made[name]) == before


@pytest.mark.parametrize("kind", ALIASES)
def test_a_corrected_list_changes_exactly_the_corrected_cell(
    run: Run, tmp_path: Path, made: dict[str, Path], kind: str
) -> None:
    root = Path(shutil.copytree(made["filled"], tmp_path / "work"))
    texts = [field.key for field in fields_of(KINDS[kind]) if field.kind in ("text", "long")]
    coded = (name_field(KINDS[kind]).key, "currency", "time", "period", "kind", "figure")
    column = next(name for name in texts if name in ALIASES[kind] and name not in coded)
    file = exported(run, root, kind, tmp_path)
    rows, before = rows_of(file), leaves(root)
    rows[1][column] = "corrected"
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    assert json.loads(run("import", file, "--data", root, "--json").out)["changed"] == {kind: 1}
    after = leaves(root)
    changed = {place for place in {*before, *after} if before.get(place) != after.get(place)}
    assert {place[1:] for place in changed if place[3] not in STAMPS} == {(kind, rows[1]["id"], column)}
    assert [after[place] for place in changed if place[3] not in STAMPS] == ["corrected"]


def test_a_whole_workspace_goes_through_spreadsheets_into_an_empty_one(
    run: Run, tmp_path: Path, made: dict[str, Path]
) -> None:
    files = [exported(run, made["filled"], kind, tmp_path) for kind in ALIASES]
    for text in (cell for file in files for row in rows_of(file) for cell in row.values()):
        assert not text.lstrip().startswith(("=", "+", "@", "＝")), "a spreadsheet would take this for a formula"
    done = run("import", *files, "--data", tmp_path / "fresh", "--json")
    assert done.code == 0, done.err
    told = json.loads(done.out)
    assert told["new"] == dict.fromkeys(ALIASES, 2)
    (tmp_path / "again").mkdir()
    compared = 0
    for kind, file in zip(ALIASES, files, strict=True):
        (read,) = [one["columns"] for one in told["files"] if one["kind"] == kind]
        came = rows_of(exported(run, tmp_path / "fresh", kind, tmp_path / "again"))
        for column in (name for name, target in read.items() if target and name != "id"):
            assert [row[column] for row in came] == [row[column] for row in rows_of(file)], f"{kind}.{column}"
            compared += sum(armed(row[column]).startswith(FORMULAS) for row in came)
    assert compared > len(ALIASES)
