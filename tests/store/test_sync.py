"""Two copies of a workspace are kept in step by git, and their records merge field by field."""

from __future__ import annotations

import os
import pwd
import time
from pathlib import Path

import pytest
from copies import GRID, WANG, ZHAO, card, edit, git, put, tree, two_copies

from kamtui.store.files.locks import LockedError, Locks, user
from kamtui.store.records import Contact
from kamtui.store.sync import SyncError, SyncReport, clone, commit_all, finish_pending, make_repository, sync
from kamtui.store.workspace import Workspace


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Two clones of one shared repository."""
    return two_copies(tmp_path)


def both(copies: tuple[Path, Path]) -> tuple[SyncReport, SyncReport]:
    """Sync the first copy, the second, and the first again: then all must be the same."""
    first, second = copies
    sync(first)
    reports = sync(second), sync(first)
    assert tree(first) == tree(second)
    assert git(first, "status", "--porcelain") == git(second, "status", "--porcelain") == ""
    return reports


def test_different_fields_of_one_record_are_both_kept(copies: tuple[Path, Path]) -> None:
    first, second = copies
    edit(first, 1, phone="2")
    edit(second, 2, "wu", title="y")
    report, last = both(copies)
    assert (report.merged, report.waiting, report.unresolved) == ((GRID,), (), ())
    assert (report.commits_in, report.commits_out, last.commits_in) == (1, 1, 2)
    assert (report.files_in, report.files_out) == ((GRID,), (GRID,))
    wang = card(first)["contacts"][WANG]
    assert (wang["phone"], wang["title"], wang["updated_by"]) == ("2", "y", "wu")


@pytest.mark.parametrize("later", [0, 1])
def test_the_same_field_keeps_the_newer_value_and_flags_the_other(copies: tuple[Path, Path], later: int) -> None:
    for place, copy in enumerate(copies):
        edit(copy, 9 if place == later else 1, f"u{place}", phone=f"p{place}")
    report, _ = both(copies)
    (waiting,) = report.waiting
    assert (waiting.file, waiting.table, waiting.id, waiting.field) == (GRID, "contacts", WANG, "phone")
    wang = card(copies[0])["contacts"][WANG]
    assert wang["phone"] == f"p{later}"
    assert [lost["value"] for lost in wang["_conflict"]["phone"]] == [f"p{1 - later}"]
    assert Workspace.open(copies[0]).get(Contact, WANG) is not None


def test_added_and_removed_records_and_order_lines_merge(copies: tuple[Path, Path]) -> None:
    first, second = copies
    edit(first, 1, key="01" + "D" * 24, name="新人")
    put(first, "orders/2026-11.json", {"orders": {"1": {"amount_e4": 1}, "2": {"amount_e4": 2}}})
    put(second, "orders/2026-11.json", {"orders": {"1": {"amount_e4": 1}, "3": {"amount_e4": 3}}})
    document = card(second)
    del document["contacts"][ZHAO]
    put(second, GRID, document)
    both(copies)
    assert sorted(card(first)["contacts"]) == [WANG, "01" + "D" * 24]
    assert sorted(card(first, "orders/2026-11.json")["orders"]) == ["1", "2", "3"]
    assert (first / "orders/2026-11.json").read_text().count("\n,") == 2


def test_a_card_that_one_side_removed_and_the_other_edited_comes_back(copies: tuple[Path, Path]) -> None:
    first, second = copies
    (first / GRID).unlink()
    edit(second, 1, "wu", phone="2")
    report, _ = both(copies)
    assert [(one.table, one.field) for one in report.waiting] == [("accounts", "")]
    assert card(first)["contacts"][WANG]["phone"] == "2"


def test_an_edited_card_is_not_taken_for_one_that_was_renamed(copies: tuple[Path, Path]) -> None:
    first, second = copies
    other = "accounts/h/huabei-twin.json"
    twin = card(first)
    twin["contacts"][WANG]["note"] = "mine"
    put(first, other, twin)
    (first / GRID).unlink()
    twin["contacts"][WANG]["note"] = "theirs"
    put(second, other, twin)
    edit(second, 1, "wu", title="typed by wu")
    both(copies)
    assert card(first)["contacts"][WANG]["title"] == "typed by wu"
    assert git(second, "config", "pull.twohead").strip() == "recursive"


@pytest.mark.parametrize(("way", "backend"), [("--no-rebase", "merge"), ("--rebase", "merge"), ("--rebase", "apply")])
def test_nor_is_it_by_a_pull_that_a_person_starts(copies: tuple[Path, Path], way: str, backend: str) -> None:
    first, second = copies
    git(second, "config", "rebase.backend", backend)
    other = "accounts/h/huabei-twin.json"
    twin = card(first)
    twin["contacts"][WANG]["note"] = "mine"
    put(first, other, twin)
    (first / GRID).unlink()
    sync(first)
    edit(second, 1, "wu", title="typed by wu")
    git(second, "commit", "-qam", "wu")
    git(second, "pull", "-q", way, right=(0, 1, 128))
    finish_pending(second)
    both(copies)
    assert card(first)["contacts"][WANG]["title"] == "typed by wu"
    assert card(first, other)["contacts"][WANG]["title"] == twin["contacts"][WANG]["title"]


def test_three_copies_end_the_same_with_every_value_kept(copies: tuple[Path, Path], tmp_path: Path) -> None:
    third = tmp_path / "xu"
    clone(git(copies[0], "remote", "get-url", "origin").strip(), third)
    everyone = (*copies, third)
    for place, copy in enumerate(everyone):
        edit(copy, 5 - place, f"u{place}", phone=f"p{place}")
    for copy in (*everyone, *everyone):
        sync(copy)
    assert len({tree(copy) for copy in everyone}) == 1
    wang = card(third)["contacts"][WANG]
    assert (wang["phone"], [lost["value"] for lost in wang["_conflict"]["phone"]]) == ("p0", ["p1", "p2"])


def test_a_file_that_is_not_ours_is_left_and_named_until_a_person_has_merged_it(copies: tuple[Path, Path]) -> None:
    first, second = copies
    note = "minutes/2026-11-02.md"
    (first / note).write_text("two\n")
    (second / note).write_text("three\n")
    edit(first, 1, phone="2")
    edit(second, 2, "wu", title="y")
    sync(first)
    for _ in range(2):
        report = sync(second)
        assert report.unresolved == (note,)
        assert card(second)["contacts"][WANG]["phone"] == "2"
    assert tree(first) != tree(second)
    (second / note).write_text("two and three\n")
    assert both(copies)[0].unresolved == ()
    assert (first / note).read_text() == "two and three\n"


@pytest.mark.parametrize(("way", "backend"), [("--no-rebase", "merge"), ("--rebase", "merge"), ("--rebase", "apply")])
def test_a_plain_pull_that_stopped_is_finished_at_the_next_start(
    copies: tuple[Path, Path], way: str, backend: str
) -> None:
    first, second = copies
    git(second, "config", "rebase.backend", backend)
    edit(first, 1, phone="2")
    sync(first)
    for step in (2, 3):
        edit(second, step, "wu", title=f"t{step}")
        git(second, "commit", "-qam", f"step {step}")
    assert finish_pending(second) is None
    git(second, "pull", "-q", way, right=(1, 128))
    edit(second, 4, "wu", email="typed before anyone finished")
    finish_pending(second)
    assert not list((second / ".git").glob("rebase-*"))
    assert finish_pending(second) is None
    both(copies)
    wang = card(first)["contacts"][WANG]
    assert (wang["phone"], wang["title"], wang["email"]) == ("2", "t3", "typed before anyone finished")


def test_sync_finishes_a_stopped_pull_and_a_stopped_stash(copies: tuple[Path, Path]) -> None:
    first, second = copies
    edit(first, 1, phone="2")
    sync(first)
    edit(second, 2, "wu", title="y")
    git(second, "stash", "-q")
    git(second, "pull", "-q")
    git(second, "stash", "pop", right=(1,))
    both(copies)
    assert card(first)["contacts"][WANG]["title"] == "y"


def test_markers_that_a_clone_without_our_attributes_wrote_are_healed(copies: tuple[Path, Path]) -> None:
    first, second = copies
    edit(first, 1, phone="2")
    sync(first)
    edit(second, 2, "wu", phone="3")
    (second / ".git" / "info").mkdir(exist_ok=True)
    (second / ".git" / "info" / "attributes").write_text("*.json merge\n")
    git(second, "commit", "-qam", "mine")
    git(second, "pull", "-q", "--no-rebase", right=(1,))
    assert "<<<<<<<" in (second / GRID).read_text()
    report, _ = both(copies)
    assert card(second)["contacts"][WANG]["phone"] == "3"
    assert len(report.waiting) == 1


def test_what_is_planted_in_the_repositorys_settings_does_not_run(copies: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = copies
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\necho $0 >> {tmp_path}/sprung\n")
    trap.chmod(0o755)
    hooks = second / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("pre-commit", "commit-msg", "post-commit", "post-merge", "pre-push", "reference-transaction"):
        (hooks / hook).symlink_to(trap)
    git(second, "config", "core.fsmonitor", str(trap))
    git(second, "config", "core.editor", str(trap))
    edit(first, 1, phone="2")
    edit(second, 2, "wu", phone="3")
    sync(first)
    assert sync(second).merged == (GRID,)
    git(second, "config", "extensions.worktreeConfig", "true")
    for name in (
        "core.sshCommand",
        "filter.x.clean",
        "credential.helper",
        "remote.origin.uploadpack",
        "merge.x.driver",
    ):
        for scope in ("--local", "--worktree"):
            git(second, "config", scope, name, str(trap))
            with pytest.raises(SyncError, match=name.lower()) as caught:
                sync(second)
            assert caught.value.reason == "config"
            git(second, "config", scope, "--unset", name)
    assert not (tmp_path / "sprung").exists()
    git(second, "status")
    assert (tmp_path / "sprung").exists()


def test_a_hundred_unmerged_files_are_resolved_in_one_go(copies: tuple[Path, Path]) -> None:
    first, second = copies
    names = [f"accounts/c/card-{number:03}.json" for number in range(100)]
    many = {f"{number:026}": {"name": "n" * 40, "phone": "1", "title": "x"} for number in range(100)}
    for name in names:
        put(first, name, {"contacts": many})
    sync(first)
    sync(second)
    for copy, field in ((first, "phone"), (second, "title")):
        for name in names:
            put(copy, name, {"contacts": {key: {**record, field: "new"} for key, record in many.items()}})
    sync(first)
    git(second, "commit", "-qam", "mine")
    git(second, "pull", "-q", "--no-rebase", right=(1,))
    began = time.perf_counter()
    report = finish_pending(second)
    print(f"100 unmerged files of 100 records: {time.perf_counter() - began:.2f} s")
    assert report is not None
    assert report.merged == tuple(names)
    assert all(set(card(second, names[50])["contacts"][key].values()) >= {"new"} for key in many)
    both(copies)


def test_a_remote_that_moves_on_while_we_merge_is_merged_again(
    copies: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = copies
    edit(second, 1, "wu", phone="2")
    turns = iter(range(3))

    def meanwhile(step: str) -> None:
        if step == "push" and (turn := next(turns, None)) is not None and turn < 2:
            edit(first, 10 + turn, title=f"t{turn}")
            sync(first)

    assert sync(second, progress=meanwhile).commits_out
    assert both(copies)[0].unresolved == ()
    assert card(second)["contacts"][WANG]["title"] == "t1"


def test_without_a_remote_everything_is_committed(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "w").close()
    with pytest.raises(SyncError, match="kamtui init --git") as caught:
        sync(tmp_path / "w")
    assert caught.value.reason == "no_repository"
    make_repository(tmp_path / "w")
    put(tmp_path / "w", "catalog.json", {"products": {}})
    assert sync(tmp_path / "w", message="周五") == SyncReport()
    assert git(tmp_path / "w", "log", "-1", "--format=%s %an").strip() == f"周五 {pwd.getpwuid(os.getuid()).pw_name}"
    assert ".kamtui" not in git(tmp_path / "w", "ls-files")


def test_a_workspace_inside_someone_elses_repository_is_not_taken_for_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    Workspace.create(tmp_path / "w").close()
    with pytest.raises(SyncError):
        sync(tmp_path / "w")


def test_older_folders_get_the_attributes_and_ignores_that_merging_needs(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "w").close()
    (tmp_path / "w" / ".gitattributes").unlink()
    (tmp_path / "w" / ".gitignore").write_text("mine.txt\n")
    (tmp_path / "w" / "private").mkdir()
    (tmp_path / "w" / "private" / "people.json").write_text("{}\n")
    make_repository(tmp_path / "w")
    assert "*.json -merge" in (tmp_path / "w" / ".gitattributes").read_text()
    assert (tmp_path / "w" / ".gitignore").read_text().splitlines()[:2] == ["mine.txt", ".kamtui/"]
    assert not any(name.startswith((".kamtui", "private")) for name in git(tmp_path / "w", "ls-files").splitlines())


@pytest.mark.parametrize(
    ("remote", "reason"), [("--upload-pack=touch x", "remote_name"), ("ext::touch x", "git"), ("/nowhere", "no_remote")]
)
def test_a_remote_that_is_none_is_said_so(copies: tuple[Path, Path], remote: str, reason: str) -> None:
    with pytest.raises(SyncError) as caught:
        sync(copies[0], remote)
    assert caught.value.reason == reason
    assert not (copies[0] / "x").exists()


def test_a_sync_waits_for_who_is_writing_and_then_says_who(copies: tuple[Path, Path]) -> None:
    with Locks(copies[0] / ".kamtui" / "locks").exclusive([GRID]), pytest.raises(LockedError, match=str(os.getpid())):
        sync(copies[0])


def test_repositories_without_a_common_history_are_not_merged(copies: tuple[Path, Path], tmp_path: Path) -> None:
    Workspace.create(tmp_path / "other").close()
    make_repository(tmp_path / "other")
    with pytest.raises(SyncError) as caught:
        sync(tmp_path / "other", str(tmp_path / "shared.git"))
    assert caught.value.reason == "unrelated"


def test_a_workspace_of_a_newer_format_is_not_synced(tmp_path: Path) -> None:
    Workspace.create(tmp_path).close()
    make_repository(tmp_path)
    settings = (tmp_path / "kamtui.yaml").read_text(encoding="utf-8")
    (tmp_path / "kamtui.yaml").write_text(settings.replace("format: 1", "format: 99"), encoding="utf-8")
    with pytest.raises(SyncError) as caught:
        sync(tmp_path)
    assert caught.value.reason == "newer"


def test_everything_is_committed_under_this_persons_name_and_nothing_is_sent(copies: tuple[Path, Path]) -> None:
    first, _ = copies
    before = git(first, "ls-remote", "origin", "HEAD").split()[0]
    edit(first, 1, phone="2")
    assert commit_all(first, "at the end of the day")
    assert git(first, "log", "-1", "--format=%an %s").strip() == f"{user()} at the end of the day"
    assert not commit_all(first)
    edit(first, 2, phone="3")
    assert sync(first, push=False).remote == ""
    assert git(first, "status", "--porcelain") == ""
    assert git(first, "ls-remote", "origin", "HEAD").split()[0] == before


def test_a_folder_that_is_no_repository_is_not_committed(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "w").close()
    assert not commit_all(tmp_path / "w")
    assert not (tmp_path / "w" / ".git").exists()
