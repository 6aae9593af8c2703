"""`kamtui backup` packs the whole workspace, and `kamtui restore` trusts nothing that it unpacks."""

from __future__ import annotations

import io
import os
import stat
import tarfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import Run

from kamtui.cli import restore
from kamtui.store.files import locks
from kamtui.store.records import Account
from kamtui.store.workspace import Workspace


def contents(root: Path) -> dict[str, bytes]:
    """Every file of a workspace but what is this machine's own, by its path."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0] not in (".git", ".kamtui")
    }


def packed(file: Path) -> list[str]:
    with tarfile.open(file) as archive:
        return archive.getnames()


def archive_of(path: Path, *entries: tarfile.TarInfo, config: bool = True) -> Path:
    """An archive of these entries, each holding x, and of a `kamtui.yaml`."""
    with tarfile.open(path, "w:gz") as archive:
        for entry in (*([named("kamtui.yaml")] if config else []), *entries):
            archive.addfile(entry, io.BytesIO(b"x" * entry.size))
    return path


def named(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, target
    entry.size = 1 if kind == tarfile.REGTYPE else 0
    return entry


@pytest.fixture
def whole(data: Path) -> Path:
    """The workspace with a file of every kind in it, and with what is no part of a backup."""
    for name in ("method/ours.yaml", "orders/2026-11.json", "private/a.json", "reviews/2026-W47.json", "minutes/m.md"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("{}" if name.endswith("json") else "")
    for name in (".git/config", ".kamtui/x", ".catalog.json.1.0123abcd.tmp", "accounts/.x.json.lock"):
        (data / name).parent.mkdir(exist_ok=True)
        (data / name).write_text("no")
    return data


def test_a_backup_holds_every_file_of_the_workspace_in_order_and_only_its_owner_can_read_it(
    run: Run, whole: Path, tmp_path: Path
) -> None:
    done = run("backup", tmp_path / "b.tar.gz", "--private")
    assert (done.code, done.out) == (0, f"{tmp_path / 'b.tar.gz'}\n")
    names = packed(tmp_path / "b.tar.gz")
    assert names == sorted(names)
    kept = contents(whole)
    assert set(names) == kept.keys() - {".catalog.json.1.0123abcd.tmp", "accounts/.x.json.lock"}
    assert {"private/a.json", ".gitignore", "minutes/m.md"} <= set(names)
    assert f"Files backed up: {len(names)};" in done.err
    assert stat.S_IMODE((tmp_path / "b.tar.gz").stat().st_mode) == 0o600
    with tarfile.open(tmp_path / "b.tar.gz") as archive:
        assert {(one.uid, one.gid, one.uname, one.mode) for one in archive} == {(0, 0, "", 0o600)}


def test_the_private_folder_is_in_a_backup_only_if_asked_for_and_no_restore_takes_it_away(
    run: Run, whole: Path, tmp_path: Path
) -> None:
    done = run("backup", tmp_path / "b.tar.gz")
    assert not [name for name in packed(tmp_path / "b.tar.gz") if name.startswith("private")]
    assert "--private" in done.err
    assert run("restore", tmp_path / "b.tar.gz", "--over").code == 0
    assert (whole / "private" / "a.json").read_text() == "{}"


def test_equal_workspaces_give_equal_backups(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "one.tar.gz")
    time.sleep(1.1)
    run("backup", tmp_path / "two.tar.gz")
    assert (tmp_path / "one.tar.gz").read_bytes() == (tmp_path / "two.tar.gz").read_bytes()


def test_without_a_name_the_backup_is_here_and_never_among_the_data(
    run: Run, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = Path(run("backup").out.strip())
    assert (here.parent, here.name[:5]) == (tmp_path / "here", "data-")
    (tmp_path / "folder").mkdir()
    assert Path(run("backup", tmp_path / "folder").out.strip()).parent == tmp_path / "folder"
    monkeypatch.chdir(whole / "accounts")
    assert Path(run("backup").out.strip()).parent == whole / ".kamtui" / "backups"
    for language, said in (("en", "inside the workspace"), ("zh", "在工作区里面")):
        done = run("backup", "b.tar.gz", "--lang", language)
        assert (done.code, done.out) == (2, "")
        assert said in done.err
    assert not (whole / "accounts" / "b.tar.gz").exists()


def test_a_backup_overwrites_nothing(run: Run, whole: Path, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_text("mine")
    for language, said in (("en", "is there already"), ("zh", "已经存在")):
        done = run("backup", tmp_path / "b.tar.gz", "--lang", language)
        assert done.code == 2
        assert said in done.err
    assert (tmp_path / "b.tar.gz").read_text() == "mine"


def test_links_are_left_out_and_named(run: Run, whole: Path, tmp_path: Path) -> None:
    (whole / "accounts" / "secret.json").symlink_to("/etc/hostname")
    (whole / "elsewhere").symlink_to("/etc")
    done = run("backup", tmp_path / "b.tar.gz")
    assert done.code == 0
    assert "accounts/secret.json is a link" in done.err
    assert "elsewhere is a link" in done.err
    assert not {"accounts/secret.json", "elsewhere"} & set(packed(tmp_path / "b.tar.gz"))


def test_a_backup_waits_for_writers_and_then_gives_up(run: Run, whole: Path, tmp_path: Path) -> None:
    (whole / ".kamtui" / "locks").mkdir(exist_ok=True)
    with locks.lock(whole / ".kamtui" / "locks" / "21.lock"):
        assert run("backup", tmp_path / "b.tar.gz").code == 5
    assert not (tmp_path / "b.tar.gz").exists()


def test_a_full_disk_leaves_no_half_backup(
    run: Run, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "to").mkdir()
    monkeypatch.setattr(os, "fsync", fail)
    assert run("backup", tmp_path / "to" / "b.tar.gz").code == 6
    assert list((tmp_path / "to").iterdir()) == []


def test_a_workspace_comes_back_byte_for_byte_and_is_this_persons_own(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.tar.gz")
    done = run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "new")
    assert (done.code, done.out) == (0, f"{tmp_path / 'new'}\n")
    names = packed(tmp_path / "b.tar.gz")
    assert contents(tmp_path / "new") == {name: data for name, data in contents(whole).items() if name in names}
    assert f"Files restored: {len(names)}." in done.err
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "new").rglob("*.json")} == {0o600}
    assert len(Workspace.open(tmp_path / "new").records(Account)) == 3


def test_a_workspace_restored_into_a_shared_folder_is_shared(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.tar.gz")
    (tmp_path / "team").mkdir()
    (tmp_path / "team").chmod(0o2770)
    assert run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "team" / "w").code == 0
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "team").rglob("*") if path.is_dir()} == {0o2770}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "team").rglob("*.json")} == {0o660}


def test_nothing_is_restored_into_a_folder_with_something_in_it(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.tar.gz")
    (tmp_path / "empty").mkdir()
    assert run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "empty").code == 0
    for language, said in (("en", "not an empty folder"), ("zh", "不是空文件夹")):
        done = run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "empty", "--lang", language)
        assert done.code == 2
        assert said in done.err


@pytest.mark.parametrize(("language", "said"), [("en", "Say where to"), ("zh", "请说明恢复到哪里")])
def test_where_to_has_to_be_said(run: Run, whole: Path, tmp_path: Path, language: str, said: str) -> None:
    run("backup", tmp_path / "b.tar.gz")
    before = contents(whole)
    done = run("restore", tmp_path / "b.tar.gz", "--lang", language)
    assert done.code == 2
    assert said in done.err
    assert run("restore", tmp_path / "b.tar.gz", "--over", "--to", "x").code == 2
    assert contents(whole) == before


def test_over_makes_the_workspace_what_the_backup_says_after_a_backup_and_undo_takes_it_back(
    run: Run, whole: Path, tmp_path: Path
) -> None:
    run("backup", tmp_path / "b.tar.gz")
    then = contents(whole)
    run("set", "Harbour Bank", "tier=A")
    run("add", "accounts", "name=New")
    (whole / "method" / "ours.yaml").unlink()
    now = contents(whole)
    done = run("restore", tmp_path / "b.tar.gz", "--over")
    assert (done.code, done.out) == (0, f"{whole}\n")
    assert contents(whole) == then
    assert (whole / ".git" / "config").read_text() == "no"
    (before,) = (whole / ".kamtui" / "backups").glob("*.tar.gz")
    assert str(before) in done.err
    assert not list((whole / ".kamtui").glob("restoring-*"))
    run("restore", before, "--to", tmp_path / "before")
    assert contents(tmp_path / "before") == {name: now[name] for name in packed(before)}
    assert run("undo").code == 0
    assert contents(whole) == now


def test_over_leaves_files_alone_that_are_the_same(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.tar.gz")
    run("set", "Harbour Bank", "tier=A")
    card = next(whole.glob("accounts/h/harbour*.json"))
    stamps = {path: path.stat().st_ino for path in whole.rglob("*.json") if path != card}
    assert run("restore", tmp_path / "b.tar.gz", "--over").code == 0
    assert {path: path.stat().st_ino for path in stamps} == stamps


def test_over_repairs_a_workspace_whose_settings_are_lost(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.tar.gz")
    (whole / "kamtui.yaml").unlink()
    assert run("backup", tmp_path / "c.tar.gz").code == 2
    assert run("restore", tmp_path / "b.tar.gz", "--over").code == 0
    assert (whole / "kamtui.yaml").exists()


def test_over_never_replaces_a_newer_workspace(run: Run, whole: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "b.tar.gz")
    (whole / "kamtui.yaml").write_text("format: 99\n")
    before = contents(whole)
    assert run("restore", tmp_path / "b.tar.gz", "--over").code == 4
    assert contents(whole) == before


TRAPS: dict[str, Callable[[], tarfile.TarInfo]] = {
    "a name that leads out": lambda: named("../evil"),
    "a name that leads out later": lambda: named("accounts/../../evil"),
    "an absolute name": lambda: named("/tmp/evil"),
    "a symbolic link": lambda: named("accounts/x.json", tarfile.SYMTYPE, "/etc/passwd"),
    "a link inside": lambda: named("accounts/x.json", tarfile.SYMTYPE, "y.json"),
    "a hard link": lambda: named("accounts/x.json", tarfile.LNKTYPE, "kamtui.yaml"),
    "a pipe": lambda: named("accounts/x.json", tarfile.FIFOTYPE),
    "a device": lambda: named("accounts/x.json", tarfile.CHRTYPE),
    "git's own folder": lambda: named(".git/config"),
    "our own folder": lambda: named(".kamtui/cache/setup.mp"),
    "a folder that leads out": lambda: named("../evil", tarfile.DIRTYPE),
    "an escape sequence": lambda: named("accounts/\x1b]0;x\x07.json"),
    "a name twice": lambda: named("kamtui.yaml"),
    "a name with a dot": lambda: named("./kamtui.yaml"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_an_archive_with_a_trap_is_refused_as_a_whole(run: Run, data: Path, tmp_path: Path, trap: str) -> None:
    file = archive_of(tmp_path / "b.tar.gz", named("accounts/a/good.json"), TRAPS[trap]())
    before = contents(data)
    for language, said in (("en", "holds what no backup holds"), ("zh", "不该有的内容")):
        done = run("restore", file, "--to", tmp_path / "new" / "w", "--lang", language)
        assert (done.code, done.out) == (3, "")
        assert said in done.err
        assert not {"\x1b", "\x07"} & set(done.err)
    assert list((tmp_path / "new").iterdir()) == []
    assert run("restore", file, "--over").code == 3
    assert contents(data) == before
    assert not (tmp_path / "evil").exists()


def test_what_is_no_backup_is_refused(run: Run, data: Path, tmp_path: Path) -> None:
    text = tmp_path / "text.tar.gz"
    text.write_text("not gzip")
    run("backup", tmp_path / "b.tar.gz")
    half = tmp_path / "half.tar.gz"
    half.write_bytes((tmp_path / "b.tar.gz").read_bytes()[:-200])
    other = archive_of(tmp_path / "other.tar.gz", named("readme.txt"), config=False)
    for file, said in ((text, "no whole backup"), (half, "no whole backup"), (other, "no kamtui.yaml")):
        done = run("restore", file, "--to", tmp_path / "new" / "w")
        assert (done.code, done.out) == (3, "")
        assert said in done.err
        assert list((tmp_path / "new").iterdir()) == []
    assert run("restore", tmp_path / "none.tar.gz", "--to", tmp_path / "new" / "w").code == 3


def test_an_archive_that_unpacks_to_far_too_much_is_refused(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", tmp_path / "b.tar.gz")
    monkeypatch.setattr(restore, "_MOST_FILES", 3)
    done = run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "new")
    assert done.code == 3
    assert "too much" in done.err
    monkeypatch.setattr(restore, "_MOST_FILES", 1000)
    monkeypatch.setattr(restore, "_MOST_BYTES", 100)
    assert run("restore", tmp_path / "b.tar.gz", "--to", tmp_path / "new").code == 3
    assert not (tmp_path / "new").exists()
