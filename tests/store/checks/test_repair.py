"""`repair` mends what needs no decision, keeps a copy of what it touches, and can be taken back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from kamtui.store.checks.repair import repair
from kamtui.store.files import locks
from kamtui.store.files.codec import encode_card, encode_lines
from kamtui.store.workspace import Finding, LockedError, ReadOnlyError, Workspace

Look = Callable[..., list[Finding]]
Spoil = Callable[..., tuple[str, int]]
FIRST, SECOND, THIRD = (f"01K9ZZZZZZ000000000000002{number}" for number in (1, 2, 3))


def lines(root: Path, month: str) -> dict[str, dict[str, object]]:
    """The order lines of a month; none where there is no file."""
    path = root / "orders" / f"{month}.json"
    return msgspec.json.decode(path.read_bytes())["orders"] if path.exists() else {}


def mend(root: Path, look: Look) -> list[tuple[str, str, str, str]]:
    """Repair everything that can be; what was done."""
    return [(one.code, one.file, one.found, one.expected) for one in repair(Workspace.open(root), look())]


def copies(root: Path) -> dict[str, bytes]:
    """The files in the only backup, by their names."""
    (backup,) = (root / ".kamtui" / "backups").iterdir()
    return {str(path.relative_to(backup)): path.read_bytes() for path in backup.rglob("*") if path.is_file()}


def test_order_lines_move_into_the_files_of_their_months_and_back_with_undo(
    root: Path, look: Look, spoil: Spoil
) -> None:
    spoil(SECOND, date="2026-12-04")
    spoil(THIRD, date="2026-12-05")
    before = {name: (root / "orders" / f"{name}.json").read_bytes() for name in ("2026-10", "undated")}
    assert mend(root, look) == [
        ("fixed_month", "orders/2026-10.json", "1", "orders/2026-12.json"),
        ("fixed_month", "orders/undated.json", "1", "orders/2026-12.json"),
    ]
    assert [list(lines(root, month)) for month in ("2026-10", "2026-12", "undated")] == [[FIRST], [SECOND, THIRD], []]
    assert not (root / "orders" / "undated.json").exists()
    assert look() == []
    assert copies(root) == {f"orders/{name}.json": data for name, data in before.items()}
    Workspace.open(root).undo()
    assert {name: (root / "orders" / f"{name}.json").read_bytes() for name in before} == before
    assert lines(root, "2026-12") == {}


def test_a_line_that_differs_from_its_double_stays_where_it_is(root: Path, look: Look, spoil: Spoil) -> None:
    spoil(FIRST, date="2026-12-04")
    same = lines(root, "2026-10")[FIRST]
    spoil(SECOND, date="2026-12-04")
    december = {FIRST: same, SECOND: {"date": "2026-12-04", "customer": "another"}}
    (root / "orders" / "2026-12.json").write_bytes(encode_lines({"orders": december}))
    (root / "orders" / "2026-12.json").chmod(0o600)
    assert mend(root, look) == [("fixed_month", "orders/2026-10.json", "1", "orders/2026-12.json")]
    assert list(lines(root, "2026-10")) == [SECOND]
    assert lines(root, "2026-12") == december
    assert {one.code for one in look()} == {"wrong_month", "same_id"}


def test_no_line_moves_into_or_out_of_a_damaged_file(root: Path, look: Look, spoil: Spoil) -> None:
    spoil(SECOND, date="2026-12-04")
    (root / "orders" / "2026-12.json").write_text("{")
    assert mend(root, look) == []
    assert (root / "orders" / "2026-12.json").read_text() == "{"
    assert SECOND in lines(root, "2026-10")
    assert not (root / ".kamtui" / "backups").exists()


def test_files_are_written_in_our_spelling_with_numbers_and_unknown_tables_as_they_were(root: Path, look: Look) -> None:
    path = root / "catalog.json"
    odd = b'\xef\xbb\xbf{"z": {"k": {"n": 1.10}},\r\n "products": {}}\r\n'
    path.write_bytes(odd)
    assert mend(root, look) == [("fixed_spelling", "catalog.json", "", "")]
    assert path.read_bytes() == b'{\n  "products": {},\n  "z": {\n    "k": {\n      "n": 1.10\n    }\n  }\n}\n'
    assert copies(root) == {"catalog.json": odd}
    card = next(root.glob("accounts/h/huabei*.json"))
    good = card.read_bytes()
    card.write_bytes(msgspec.json.encode(msgspec.json.decode(good)))
    time.sleep(1.1)  # the next backup has a name of its own
    mend(root, look)
    assert card.read_bytes() == good == encode_card(msgspec.json.decode(good))


def test_old_temporary_files_go_into_the_backup(root: Path, look: Look) -> None:
    path = root / "orders" / ".2026-10.json.1.0123abcd.tmp"
    path.write_bytes(b"half")
    os.utime(path, (time.time() - 3600,) * 2)
    assert mend(root, look) == [("fixed_temporary", "orders/.2026-10.json.1.0123abcd.tmp", "", "")]
    assert not path.exists()
    assert copies(root) == {"orders/.2026-10.json.1.0123abcd.tmp": b"half"}


def test_only_what_was_found_is_mended(root: Path, look: Look, spoil: Spoil) -> None:
    spoil(SECOND, date="2026-12-04")
    assert repair(Workspace.open(root), look("references", "dates")) == []
    assert SECOND in lines(root, "2026-10")


def test_a_newer_workspace_is_not_touched(root: Path, look: Look, spoil: Spoil) -> None:
    spoil(SECOND, date="2026-12-04")
    (root / "kamtui.yaml").write_text("format: 99\n")
    with pytest.raises(ReadOnlyError):
        mend(root, look)
    assert SECOND in lines(root, "2026-10")


def test_nothing_is_mended_while_someone_writes(root: Path, look: Look, spoil: Spoil) -> None:
    spoil(SECOND, date="2026-12-04")
    with locks.lock(root / ".kamtui" / "locks" / "07.lock"), pytest.raises(LockedError):
        mend(root, look)
    assert SECOND in lines(root, "2026-10")


def test_a_disk_that_fails_half_way_leaves_every_file_as_it_was(
    root: Path, look: Look, spoil: Spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(SECOND, date="2026-12-04")
    before = (root / "orders" / "2026-10.json").read_bytes()
    real = Path.replace

    def fail(self: Path, target: Path) -> Path:
        if target.name == "2026-10.json":
            raise OSError(28, "No space left on device")
        return real(self, target)

    findings = look()
    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space"):
        repair(Workspace.open(root), findings)
    monkeypatch.undo()
    assert (root / "orders" / "2026-10.json").read_bytes() == before
    assert lines(root, "2026-12") == {}
    assert not list(root.rglob("*.tmp"))
