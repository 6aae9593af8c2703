"""The doctor names every kind of fault that is planted in a workspace, and mends those only that need no decision."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kamtui.__main__ import main
from kamtui.store.files.layout import encoder_of
from kamtui.store.review.library import Library
from kamtui.store.sync import commit_all, make_repository
from kamtui.store.text.words.checks import WORDS as CHECKED
from kamtui.store.text.words.findings import WORDS as READ
from kamtui.store.workspace import Workspace

Plant = Callable[[Path], object]

SAFE = {"temporary", "wrong_month", "spelling"}
ELSEWHERE = {
    "unreadable": "for a file that this user may not read; tests may run as one who may read everything",
    "unwritable": "the same for a folder",
    "remote": "for a network file system",
    "no_modes": "for a drive without rights",
    "no_account": "said of an id that a command names, not of a file",
    "resealed": "said where a review reads a snapshot; the checks call it `snapshot_changed`",
    "no_snapshot": "the same, for a file that is none",
}
"""Kinds that no check says, or that are planted with a stand-in for the system in the tests of the checks."""
REFUSED = {"format": 4, "open_folder": 6, "sticky": 6}
"""Kinds that make a workspace read-only, with the code by which `--fix` is refused."""
TODAY = dt.datetime.now(dt.UTC).date()
LINE = {"date": "2026-10-03"}
NOBODY = "01K0000000000000000000NNNN"


def record_id(number: int) -> str:
    return f"01K9ZZZZZZ00000000000000{number:02}"


LI, RIVAL, SWITCH, GRID, BANK, DEAL, WON, WANG, VISIT, CALL = map(record_id, range(1, 11))
FIRST, SECOND, THIRD = map(record_id, range(21, 24))
OTHER = record_id(31)


def card(root: Path) -> Path:
    return next(root.glob("accounts/h/huabei*.json"))


def rewrite(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the document in a file behind kamtui's back, in our spelling."""
    document = msgspec.json.decode(path.read_bytes())
    change(document)
    name = "catalog.json" if path.parent.name != "orders" else "orders/x.json"
    path.write_bytes(encoder_of(name)(document))


def spoilt(record: str, **fields: Any) -> Plant:
    """Change fields of a record."""

    def plant(root: Path) -> None:
        for path in (*root.glob("accounts/*/*.json"), *root.glob("orders/*.json"), root / "catalog.json"):
            tables = msgspec.json.decode(path.read_bytes()).values()
            if any(record in table for table in tables):
                rewrite(path, lambda held: next(t for t in held.values() if record in t)[record].update(fields))

    return plant


def added(table: str, record: str, fields: Any) -> Plant:
    """Add a record to the card of an account that has others."""
    return lambda root: rewrite(card(root), lambda held: held.setdefault(table, {}).update({record: fields}))


def raw(name: str, data: bytes) -> Plant:
    """Write these bytes to a file."""

    def plant(root: Path) -> None:
        path = root / name if name else next(root.glob("accounts/h/harbour*.json"))
        path.parent.mkdir(exist_ok=True, mode=0o700)
        path.write_bytes(data)
        path.chmod(0o600)

    return plant


def aged(name: str) -> Plant:
    """A file of a process that is long dead."""

    def plant(root: Path) -> None:
        raw(name, b"{")(root)
        os.utime(root / name, (time.time() - 3600,) * 2)

    return plant


def snapshot(root: Path) -> Path:
    """A snapshot as kamtui writes it."""
    library = Library(Workspace.open(root))
    taken = library.take(TODAY)
    library.write(taken)
    return root / "reviews" / f"{taken.name}.json"


def resealed(root: Path) -> None:
    path = snapshot(root)
    path.write_bytes(path.read_bytes().replace(b"300", b"301"))


def renamed(root: Path) -> None:
    snapshot(root).rename(root / "reviews" / "2026-W60.json")


def copied(root: Path) -> None:
    shutil.copy(card(root), card(root).with_name("zcopy.json"))


def linked(root: Path) -> None:
    shutil.move(card(root), root.parent / "away.json")
    card_name = root / "accounts" / "h" / "huabei-linked.json"
    card_name.symlink_to(root.parent / "away.json")


def shared_but_one(root: Path) -> None:
    for path in (root, *root.rglob("*")):
        path.chmod(0o2770 if path.is_dir() else 0o660)
    (root / "catalog.json").chmod(0o640)


def in_git(root: Path) -> None:
    make_repository(root)
    raw(".gitignore", b".kamtui/\n")(root)


def committed(root: Path) -> None:
    in_git(root)
    raw("private/x.json", b"{}")(root)
    commit_all(root)


PLANTED: dict[str, Plant] = {
    # What a record says.
    "dangling": spoilt(DEAL, owner=NOBODY),
    "same_external_id": spoilt(BANK, external_ids={"crm": "7"}),
    "same_name": spoilt(BANK, name="华北电网有限公司"),
    "misplaced": spoilt(GRID, slug="elsewhere-abc"),
    "future": spoilt(DEAL, opened=f"{TODAY + dt.timedelta(days=2)}"),
    "odd_year": spoilt(DEAL, next_date="0202-11-30"),
    "close_before_opened": spoilt(DEAL, close_date="2001-05-05"),
    "negative": spoilt(DEAL, amount=-1),
    "currency": spoilt(DEAL, currency="RMB"),
    "no_currency": spoilt(DEAL, currency="USD"),
    "unknown_choice": spoilt(DEAL, stage="closing"),
    "rating": spoilt(WANG, attitude={"value": 3}),
    "no_source": spoilt(WANG, attitude={"value": 1}),
    "undecided": spoilt(DEAL, _conflict={"amount": [{"base": 1, "value": 2, "updated": "2026-11-01T00:00:00Z"}]}),
    "identity_number": spoilt(WANG, note="11010519491231002X"),
    "protected": spoilt(WANG, religion="x"),
    "line_self": spoilt(WANG, reports_to=WANG),
    "line_circle": lambda root: [
        added("contacts", OTHER, {"name": "B", "reports_to": WANG})(root), spoilt(WANG, reports_to=OTHER)(root)
    ],
    "wrong_tie": spoilt(WANG, ties={WANG: {}}),
    "two_deciders": lambda root: [
        added("contacts", OTHER, {"name": "B", "roles": ["decider"]})(root), spoilt(WANG, roles=["decider"])(root)
    ],
    "no_decider": spoilt(DEAL, stage="commitment"),
    # Where records stand.
    "same_id": added("tasks", WANG, {"title": "y"}),
    "same_account": copied,
    "field": spoilt(LI, name=7),
    "record_id": added("tasks", "X", {"title": "y"}),
    "accounts": added("accounts", OTHER, {"name": "second"}),
    "not_a_record": added("tasks", OTHER, 7),
    "line_id": lambda root: rewrite(root / "orders" / "2026-10.json", lambda held: held["orders"].update({"X": LINE})),
    "line_misfit": spoilt(SECOND, amount_e4="many"),
    "wrong_month": spoilt(SECOND, date="2026-12-04"),
    # What a file holds.
    "spelling": raw("catalog.json", b'{"salespeople":{"01K9ZZZZZZ0000000000000001":{"name":"x"}}}'),
    "empty": raw("", b""),
    "not_utf8": raw("", b'{"accounts": {"\xff": {}}}'),
    "conflict_marker": raw("", b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n"),
    "not_json": raw("", b'{"accounts":'),
    "duplicate_key": raw("", b'{"accounts": {}, "accounts": {}}'),
    "not_finite": raw("", b'{"accounts": {"a": {"x": NaN}}}'),
    "number": raw("", b'{"accounts": {"a": {"x": ' + b"9" * 5000 + b"}}}"),
    "too_deep": raw("", b'{"accounts": ' + b"[" * 5000 + b"]" * 5000 + b"}"),
    "surrogate": raw("", b'{"accounts": {"a": {"x": "\\ud800"}}}'),
    "not_a_document": raw("", b"[]"),
    "not_a_table": raw("", b'{"accounts": []}'),
    "too_large": lambda root: os.truncate(next(root.glob("accounts/h/harbour*.json")), 1 << 31),
    "link": linked,
    # The workspace itself.
    "config": raw("kamtui.yaml", b"format: 1\ncurency: CNY\n"),
    "format": raw("kamtui.yaml", b"format: 99\n"),
    "method": raw("method/ours.yaml", b"stages: 7\n"),
    "snapshot_changed": resealed,
    "snapshot_name": renamed,
    # What lies about.
    "stranger": raw("accounts/h/Notes.json", b"{}"),
    "conflict_copy": raw("accounts/h/x.sync-conflict-1.json", b"{}"),
    "temporary": aged("accounts/h/.x.json.1.0123abcd.tmp"),
    "lock_file": raw(".catalog.json.lock", b""),
    "unfinished": raw(".kamtui/unfinished/01K", b"{}"),
    # Who may read and write.
    "open_folder": lambda root: (root / "orders").chmod(0o777),
    "sticky": lambda root: (root / "orders").chmod(0o1770),
    "open_file": lambda root: (root / "kamtui.yaml").chmod(0o602),
    "readable": lambda root: (root / "catalog.json").chmod(0o644),
    "group": shared_but_one,
    "private_shared": in_git,
    "private_committed": committed,
}  # fmt: skip
"""By the code of a fault how to plant it in a sound workspace."""


def told(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[dict[str, Any]]:
    """What a command prints as JSON, in English."""
    capsys.readouterr()
    main([*map(str, arguments), "--json", "--lang", "en"])
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def contents(root: Path) -> dict[str, bytes]:
    """Every file but what kamtui keeps for itself on this machine."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
        and not {".kamtui", ".git"} & {*path.relative_to(root).parts}
        and path.stat().st_size < 1 << 20
    }


@pytest.mark.parametrize("code", PLANTED)
def test_the_doctor_names_the_fault_and_mends_it_only_where_that_is_safe(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert [one for one in told(capsys, "doctor", "--data", root) if one["subject"] in ("data", "rights")] == [
        {"level": "ok", "subject": "data", "text": "No faults were found.", "advice": ""}
    ]
    PLANTED[code](root)
    found = [one for one in told(capsys, "check", "--data", root) if one["code"] == code]
    assert found, told(capsys, "check", "--data", root)
    texts = {one["text"] for one in found}
    before = contents(root)
    remarks = told(capsys, "doctor", "--data", root)
    named = {one["text"]: one for one in remarks if one["level"] != "ok"}
    assert texts <= named.keys()
    assert {"--fix" in named[text]["advice"] for text in texts} == {code in SAFE}
    assert contents(root) == before, "looking changes nothing"
    if code in REFUSED:
        assert main(["doctor", "--fix", "--data", str(root)]) == REFUSED[code]
        assert contents(root) == before
        return
    left = {one["text"] for one in told(capsys, "doctor", "--fix", "--data", root) if one["level"] != "ok"}
    if code in SAFE:
        assert not texts & left
        assert any((root / ".kamtui" / "backups").iterdir())
    else:
        assert texts <= left
        assert contents(root) == before


def test_every_kind_of_fault_that_kamtui_knows_is_planted() -> None:
    known = {key.partition(".")[2] for key in (*CHECKED, *READ)}
    known = {code for code in known if "." not in code and not code.startswith("fix")}
    assert known == {*PLANTED, *ELSEWHERE}


def test_many_faults_at_once_are_all_named_and_the_safe_ones_mended(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    planted = {
        "dangling", "odd_year", "negative", "undecided", "identity_number", "line_self", "record_id", "not_json",
        "wrong_month", "temporary", "conflict_copy", "lock_file", "stranger", "readable", "config", "method",
        "unfinished",
    }  # fmt: skip
    for code in sorted(planted, key=lambda code: code == "not_json"):  # others look for their record in every card
        PLANTED[code](root)
    texts = {one["text"]: one["code"] for one in told(capsys, "check", "--data", root)}
    assert planted <= {*texts.values()}
    assert texts.keys() <= {one["text"] for one in told(capsys, "doctor", "--data", root)}
    told(capsys, "doctor", "--fix", "--data", root)
    left = {one["code"] for one in told(capsys, "check", "--data", root)}
    assert planted - left == planted & SAFE
