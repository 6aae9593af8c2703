"""Forced errors in every layer, with a customer's values in them: none of these is printed or kept anywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from torture.scale import family

from kamtui.__main__ import main
from kamtui.store import change, config, workspace
from kamtui.store.exchange import importer
from kamtui.store.files import atomic, index, journal, loader, locks
from kamtui.store.records import Account, Contact
from kamtui.store.workspace import Workspace

NAME, PHONE = "华北电网金丝雀", "13800009876"
CANARIES = (NAME, PHONE, "canary@example.com", "88213407")


def a_key() -> None:
    """A lookup by what a customer is called."""
    people: dict[str, str] = {}
    people[NAME + PHONE]


def a_number() -> None:
    """An amount that is none."""
    int(f"88213407 {PHONE}")


def a_cause() -> None:
    """An error inside the handling of another."""
    try:
        a_key()
    except KeyError as error:
        raise RuntimeError(f"{NAME} canary@example.com") from error


def some_bytes() -> None:
    """Bytes that are not UTF-8 carry all of them in the error."""
    (NAME + PHONE).encode("gb18030").decode("utf-8")


ERRORS: tuple[Callable[[], None], ...] = (a_key, a_number, a_cause, some_bytes)
PLACES: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (config, "load", ("list", "accounts")),
    (workspace.Workspace, "open", ("show", "ID")),
    (index.Index, "load", ("list", "accounts")),
    (index, "read_card", ("list", "accounts")),
    (loader, "parse_json", ("check",)),
    (locks.Locks, "exclusive", ("set", "ID", "tier=A")),
    (change.Change, "commit", ("add", "account", f"name={NAME}")),
    (journal.Journal, "place", ("set", "ID", "tier=B")),
    (atomic, "Draft", ("set", "ID", "tier=C")),
    (importer, "_write", ("import", "customers.csv")),
)
"""Functions of each layer that fail in turn, and a command that calls them."""


@pytest.fixture
def account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of an account in a workspace that is full of canaries, a file to import among them."""
    root = tmp_path / "data"
    made = Workspace.create(root)
    with made.change("fill") as change:
        account = change.add(Account(name=NAME, phone=PHONE, revenue=88213407))
        change.add(Contact(name=NAME, account=account.id, email="canary@example.com"))
    made.close()
    (root / "accounts" / "z").mkdir()
    (root / "accounts" / "z" / "z-1.json").write_text(f'{{"accounts": {{"{NAME}": {PHONE}', "utf-8")
    (tmp_path / "customers.csv").write_text(f"name,phone\n{NAME},{PHONE}\n", "utf-8")
    monkeypatch.setenv("KAMTUI_DATA", str(root))
    monkeypatch.chdir(tmp_path)
    return account.id


@pytest.mark.parametrize(("place", "name", "command"), PLACES, ids=[f"{name}" for _, name, _ in PLACES])
def test_an_error_that_nobody_expected_tells_where_it_was_and_nothing_of_a_customer(
    account: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    place: Any,
    name: str,
    command: tuple[str, ...],
) -> None:
    with family("forced errors") as count:
        for error in ERRORS:
            state = Path(os.environ["XDG_STATE_HOME"])
            shutil.rmtree(state, ignore_errors=True)
            shutil.rmtree(Path("data", ".kamtui", "cache"), ignore_errors=True)
            with monkeypatch.context() as broken:
                broken.setattr(place, name, lambda *_, error=error, **__: error())
                code = main([account if part == "ID" else part for part in command])
            told = capsys.readouterr()
            assert code == 70, f"{error.__name__} was not met: {told}"
            (report,) = state.rglob("crash-*.txt")
            assert report.stem.removeprefix("crash-") in told.err
            assert [line.startswith("kamtui has crashed") for line in told.err.splitlines()][-1:] == [True]
            assert "Traceback" not in told.err
            assert report.stat().st_mode & 0o777 == 0o600
            text = report.read_text("utf-8")
            assert error.__name__ in text
            for canary in CANARIES:
                assert canary not in told.err + told.out + text
            count.cases += 1
