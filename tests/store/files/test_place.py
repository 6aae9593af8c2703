"""What kind of place a folder is: its file system, locks that keep others out, and room."""

from __future__ import annotations

import fcntl
import os
import sys
from pathlib import Path

import pytest

from kamtui.store.files.place import file_system, is_remote, locking, room


def test_the_deepest_and_latest_mount_above_a_folder_counts(tmp_path: Path) -> None:
    (tmp_path / "a b" / "c").mkdir(parents=True)
    table = tmp_path / "mounts"
    shown = str(tmp_path).replace(" ", "\\040")
    table.write_text(
        f"/dev/sda / ext4 rw 0 0\nserver:/x {shown}/a\\040b nfs4 rw 0 0\n"
        f"x {shown}/a cifs rw 0 0\nserver:/y {shown}/a\\040b fuse.sshfs rw 0 0\n/dev/sdb / xfs rw 0 0\n"
    )
    assert file_system(tmp_path, table) == "xfs"
    assert file_system(tmp_path / "a b" / "c", table) == "fuse.sshfs"
    assert file_system(tmp_path / "ab", table) == "xfs"
    assert file_system(tmp_path, tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("kind", "remote"),
    [("nfs", True), ("nfs4", True), ("cifs", True), ("smb3", True), ("fuse.sshfs", True), ("9p", True),
     ("ext4", False), ("xfs", False), ("btrfs", False), ("tmpfs", False), ("overlay", False), ("", False)],
)  # fmt: skip
def test_network_and_program_file_systems_are_known(kind: str, remote: bool) -> None:
    assert is_remote(kind) is remote


def test_a_lock_is_tried_with_another_process_and_leaves_nothing(tmp_path: Path) -> None:
    assert locking(tmp_path / "locks") == "works"
    assert list((tmp_path / "locks").iterdir()) == []


def test_a_file_system_that_grants_a_lock_twice_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fcntl, "flock", lambda *_: None
    )  # ours: as if the kernel forgot it; the other process's is real
    assert locking(tmp_path) == "broken"


def test_a_file_system_without_locks_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert locking(tmp_path) == "broken"
    assert list(tmp_path.iterdir()) == []


def test_another_process_that_cannot_run_leaves_the_question_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))
    assert locking(tmp_path) == "unknown"


def test_room_is_what_this_person_can_write_and_none_without_a_free_inode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert room(tmp_path) > 0

    class Status:
        f_files, f_favail, f_bavail, f_frsize = 100, 1, 7, 4096

    monkeypatch.setattr(os, "statvfs", lambda _: Status)
    assert room(tmp_path) == 7 * 4096
    Status.f_favail = 0
    assert room(tmp_path) == 0
    Status.f_files = 0  # a file system that has no inodes to count
    assert room(tmp_path) == 7 * 4096
