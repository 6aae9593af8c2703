"""No file can hurt: it is refused with one finding and left as it is, and everything else goes on working."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from kamtui.store.files.findings import DamagedFileError
from kamtui.store.files.loader import parse_json
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace

LOSES_A_VALUE = "has a key twice, and reading it would drop a value"
TAKEN_FOR_LESS = {
    "y_object_duplicated_key.json": LOSES_A_VALUE,
    "y_object_duplicated_key_and_value.json": LOSES_A_VALUE,
}
"""Files that are JSON to others and that we refuse all the same."""


@pytest.fixture
def suite(real_data: Path) -> list[Path]:
    """The files of the JSON parsing test suite: y_ must be read, n_ refused, i_ is up to the reader."""
    files = sorted((real_data / "hostile" / "json_test_suite").glob("*.json"))
    assert len(files) > 300
    return files


def refused(path: Path) -> DamagedFileError | None:
    """Why `parse_json` refuses the file, None if it reads it."""
    try:
        parse_json(path.read_bytes(), path.name)
    except DamagedFileError as error:
        return error
    return None


def test_every_valid_json_file_is_read_unless_reading_would_lose_something(suite: list[Path]) -> None:
    wrongly = {path.name for path in suite if path.name.startswith("y_") and refused(path)}
    assert wrongly == set(TAKEN_FOR_LESS)


def test_every_invalid_json_file_is_refused_in_words(suite: list[Path]) -> None:
    invalid = [path for path in suite if path.name.startswith("n_")]
    read = [path.name for path in invalid if not refused(path)]
    assert len(invalid) > 150
    assert read == []
    assert all(str(refused(path)).startswith(path.name) for path in invalid)


def test_what_a_reader_may_decide_is_either_read_or_refused_in_words(suite: list[Path]) -> None:
    for path in suite:
        if path.name.startswith("i_") and (error := refused(path)):
            assert error.finding.file == path.name


def test_hostile_cards_are_set_aside_untouched_while_other_accounts_work(suite: list[Path], tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "w")
    with workspace.change("Start") as change:
        good = [change.add(Account(name=f"客户 {n}")) for n in range(3)]
    folder = workspace.root / "accounts" / "z"
    folder.mkdir()
    for number, path in enumerate(suite):
        (folder / f"z-{number}.json").write_bytes(path.read_bytes())
    before = fingerprints(folder)

    workspace = Workspace.open(workspace.root)
    assert {account.name for account in workspace.records(Account).values()} == {account.name for account in good}
    with workspace.change("Rate") as change:
        for account in workspace.records(Account).values():
            change.set(account, tier="A")
    workspace.undo()
    workspace.redo()
    workspace.refresh()
    workspace.close()

    assert fingerprints(folder) == before
    reopened = Workspace.open(workspace.root)
    assert [account.tier for account in reopened.records(Account).values()] == ["A"] * 3
    named = [finding.file for finding in reopened.findings]
    assert sorted(named) == sorted(f"accounts/z/{name}" for name in before)
    assert all(finding.text() for finding in reopened.findings)


def fingerprints(folder: Path) -> dict[str, tuple[str, int]]:
    """What each file holds, and when it was last written."""
    return {
        path.name: (hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns) for path in folder.iterdir()
    }
