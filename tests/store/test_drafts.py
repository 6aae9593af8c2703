"""Drafts on disk: whose they are, who is offered them, and what remains when the folder takes nothing."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs import user_state_path

from kamtui.store.draft_files import encoded, read
from kamtui.store.drafts import Drafts
from kamtui.store.records import Account

TYPER = """
import sys, time
from pathlib import Path
from kamtui.store.drafts import Drafts
from kamtui.store.records import Account
drafts = Drafts(Path(sys.argv[1]))
drafts.keep(drafts.start(Account(name="Acme"), "New account"), {"name": sys.argv[2]})
drafts.write()
print("typed", flush=True)
time.sleep(60)
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / ".kamtui").mkdir()
    (tmp_path / "kamtui.yaml").touch()
    return tmp_path


def typing(root: Path, text: str) -> subprocess.Popen[str]:
    """Another session of the same person, with something typed."""
    process = subprocess.Popen([sys.executable, "-c", TYPER, str(root), text], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    assert process.stdout.readline() == "typed\n"
    return process


def files(root: Path) -> list[str]:
    return sorted(path.suffix for path in (root / ".kamtui" / "drafts").rglob("*") if path.is_file())


def test_what_is_typed_is_on_disk_for_its_person_alone_and_gone_when_it_is_saved(root: Path) -> None:
    drafts = Drafts(root)
    key = drafts.start(Account(name=""), "New account")
    assert drafts.write()
    assert files(root) == []
    drafts.keep(key, {"name": "Acme"})
    assert drafts.write()
    found = list((root / ".kamtui" / "drafts").rglob("*.json"))
    assert [draft.texts for draft in read(found[0])] == [{"name": "Acme"}]
    assert stat.S_IMODE(found[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(found[0].parent.stat().st_mode) == 0o700
    drafts.drop(key)
    assert files(root) == []


def test_a_text_that_is_put_back_leaves_no_draft(root: Path) -> None:
    drafts = Drafts(root)
    key = drafts.start(Account(name=""), "New account")
    drafts.keep(key, {"name": "Acme"})
    drafts.write()
    drafts.keep(key, {})
    drafts.write()
    assert files(root) == []


def test_a_killed_session_leaves_its_draft_and_a_living_one_keeps_its_own(root: Path) -> None:
    dead, alive = typing(root, "dead"), typing(root, "alive")
    try:
        os.kill(dead.pid, signal.SIGKILL)
        dead.wait()
        waiting = Drafts(root).waiting()
        assert [draft.texts["name"] for each in waiting for draft in each.drafts] == ["dead"]
    finally:
        alive.kill()
        alive.wait()
        for process in (dead, alive):
            assert process.stdout
            process.stdout.close()


def test_two_starts_are_not_offered_the_same_draft_and_later_means_the_next_start(root: Path) -> None:
    _leave(root, "left")
    first, second = Drafts(root), Drafts(root)
    offered = first.waiting()
    assert len(offered) == 1
    assert second.waiting() == []
    offered[0].release()
    assert len(second.waiting()) == 1


def test_a_draft_that_is_taken_up_again_is_never_without_a_file(root: Path) -> None:
    _leave(root, "left")
    drafts = Drafts(root)
    (waiting,) = drafts.waiting()
    (draft,) = waiting.drafts
    drafts.resume(draft)
    assert files(root).count(".json") == 2
    waiting.drop(draft)
    assert files(root).count(".json") == 1
    assert draft.opened() == Account(name="Acme")


def test_where_the_folder_takes_no_file_the_draft_goes_to_the_persons_own(root: Path) -> None:
    (root / ".kamtui" / "drafts").write_text("in the way")
    drafts = Drafts(root)
    key = drafts.start(Account(name=""), "New account")
    drafts.keep(key, {"name": "Acme"})
    assert drafts.write()
    assert len(list((user_state_path("kamtui") / "drafts").rglob("*.json"))) == 1


def test_a_folder_or_file_that_someone_else_has_planted_is_not_used(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    drafts = Drafts(root)
    folder = drafts._local()
    folder.parent.mkdir(parents=True)
    folder.symlink_to(elsewhere)
    key = drafts.start(Account(name=""), "New account")
    drafts.keep(key, {"name": "Acme"})
    assert drafts.write()
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("data", [b"", b"null", b"{}", b"[1]", b'{"drafts": [1]}', b"\xff", b"[" * 100_000])
def test_a_file_that_holds_no_drafts_is_passed_over(root: Path, data: bytes) -> None:
    folder = Drafts(root)._local()
    folder.mkdir(parents=True)
    (folder / "odd.json").write_bytes(data)
    assert Drafts(root).waiting() == []
    assert (folder / "odd.json").read_bytes() == data


def test_what_is_written_is_read_back(root: Path, tmp_path: Path) -> None:
    _leave(root, "客户\n[/x] \x1b")
    (waiting,) = Drafts(root).waiting()
    path = tmp_path / "taken.json"
    path.write_bytes(encoded(waiting.drafts))
    assert read(path) == waiting.drafts
    waiting.release()


def _leave(root: Path, text: str) -> None:
    """What a session that has ended left."""
    process = typing(root, text)
    process.kill()
    process.wait()
    assert process.stdout
    process.stdout.close()
