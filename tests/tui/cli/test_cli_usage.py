"""The command line explains itself in both languages, and finds the workspace where the person means it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from commands import Run

from kamtui import __version__
from kamtui.cli import COMMANDS
from kamtui.settings import commits_on_quit, read
from kamtui.store.records import Account
from kamtui.store.text.cells import width
from kamtui.store.workspace import Workspace

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_there_in_both_languages(run: Run, command: str) -> None:
    arguments = [command] if command else []
    english = run(*arguments, "--help", "--lang", "en")
    assert (english.code, english.err) == (0, "")
    assert english.out.startswith(f"usage: kamtui {command}".rstrip())
    assert not HAN.search(english.out)
    chinese = run("--lang=zh", *arguments, "-h")
    assert chinese.out.startswith(f"用法：kamtui {command}".rstrip())
    for word in ("usage", "options", "arguments", "show this help", "optional", "positional"):
        assert word not in chinese.out
    assert max(map(width, chinese.out.splitlines())) <= 80


def test_help_names_every_command(run: Run) -> None:
    out = run("--help").out
    assert all(re.search(rf"^    {name} ", out, re.MULTILINE) for name in COMMANDS)


def test_version_is_told(run: Run) -> None:
    assert run("--version").out == f"kamtui {__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["lits"], "no command “lits”. Did you mean list?", "是不是 list？"),
        (["xyzzy"], "choose one of init, import, list", "可选 init, import, list"),
        (["list"], "arguments are missing: KIND", "缺少参数：KIND"),
        (["list", "accounts", "--jsn"], "unknown arguments: --jsn", "不认识的参数：--jsn"),
        (["list", "accounts", "--limit"], "--limit takes a value", "--limit 后面要有一个值"),
        (["list", "accounts", "--limit", "-1"], "a whole number, not “-1”", "应为正整数，而不是“-1”"),
        (["list", "accounts", "--limit", "x"], "a whole number, not “x”", "应为正整数，而不是“x”"),
        (["list", "accounts", "--json", "--csv"], "--csv cannot be used with --json", "--csv 不能和 --json 一起用"),
        (["list", "accounts", "--all=1"], "--all takes no value", "--all 后面不能有值"),
        (["list", "cats"], "“cats” is no kind of record", "没有“cats”这种记录"),
        (["set", "Laptops", "a"], "should be written field=value", "应写成“字段=值”"),
        (["--keep", "x"], "--keep goes with --demo", "--keep 要和 --demo 一起用"),
        (["show", "\udcff"], "is not UTF-8 text", "不是 UTF-8 文本"),
    ],
)
def test_a_wrong_command_line_ends_with_2_and_a_sentence(
    run: Run, data: Path, arguments: list[str], english: str, chinese: str
) -> None:
    for language, expected in (("en", english), ("zh", chinese)):
        done = run("--lang", language, *arguments)
        assert (done.code, done.out) == (2, "")
        assert expected in done.err
        assert len(done.err.splitlines()) <= 2
        assert done.err.startswith("kamtui")


def test_a_language_that_is_not_spoken_is_refused(run: Run) -> None:
    done = run("list", "accounts", "--lang", "fr")
    assert done.code == 2
    assert "--lang cannot be “fr”; choose one of 'zh', 'en'" in done.err


def test_global_options_stand_before_or_after_the_command(run: Run, data: Path, tmp_path: Path) -> None:
    run("init", tmp_path / "other")
    for arguments in (
        ("--data", tmp_path / "other", "list", "accounts"),
        (f"--data={tmp_path / 'other'}", "list", "accounts"),
        ("list", "accounts", "--data", tmp_path / "other"),
        ("list", "--data", tmp_path / "other", "accounts"),
    ):
        done = run(*arguments)
        assert (done.code, done.err) == (0, "No records were found.\n")


def filled(root: Path, name: str) -> None:
    """Make a workspace with one account."""
    with Workspace.create(root).change("x") as change:
        change.add(Account(name=name))


def test_the_workspace_is_the_nearest_that_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("asked", "environment", "around", "settings"):
        filled(tmp_path / name, name)
    deep = tmp_path / "around" / "a" / "b"
    deep.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings = tmp_path / "config" / "kamtui" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f"data: {tmp_path / 'settings'}\nlang: zh\n")

    def listed(*more: object) -> str:
        return run("list", "accounts", *more).out.splitlines()[1].split()[0]

    monkeypatch.setenv("KAMTUI_DATA", str(tmp_path / "environment"))
    monkeypatch.chdir(deep)
    assert listed("--data", tmp_path / "asked") == "asked"
    assert listed() == "environment"
    monkeypatch.delenv("KAMTUI_DATA")
    assert listed() == "around"
    monkeypatch.chdir(tmp_path)
    assert listed() == "settings"
    assert run("list", "accounts").out.startswith("名称")
    monkeypatch.setenv("KAMTUI_LANG", "en")
    assert run("list", "accounts").out.startswith("Name")
    assert run("list", "accounts", "--lang", "zh").out.startswith("名称")


def test_settings_that_cannot_be_used_are_told_and_change_nothing(
    run: Run, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    settings = tmp_path / "config" / "kamtui" / "settings.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("dat: x\nlang: fr\n")
    done = run("list", "accounts", "--json")
    assert done.code == 0
    assert f"{settings}:1" in done.err
    assert "Did you mean data?" in done.err
    assert f"{settings}:2" in done.err


def test_where_no_workspace_is_the_person_is_told_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("list", "accounts")
    assert (done.code, done.out) == (2, "")
    for way in ("kamtui init", "kamtui import", "kamtui --demo"):
        assert way in done.err
    done = run("list", "accounts", "--data", tmp_path)
    assert done.code == 2
    assert f"There is no workspace in {tmp_path}" in done.err
    assert "没有找到工作区" in run("--lang", "zh", "list", "accounts").err


def test_an_interrupted_command_ends_with_130(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kamtui.cli.show.find", interrupt)
    done = run("show", "x")
    assert (done.code, done.err) == (130, "Interrupted; nothing was changed.\n")


def test_a_fault_of_kamtui_is_not_hidden(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.cli.show.find", lambda *_: 1 // 0)
    done = run("show", "x")
    assert done.code == 70
    assert done.out == ""
    assert "ZeroDivisionError" not in done.err
    assert len(done.err.splitlines()) == 1


def test_this_persons_word_on_committing_at_the_end_counts_more_than_the_workspaces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "config" / "kamtui" / "settings.yaml"
    file.parent.mkdir(parents=True)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    Workspace.create(tmp_path / "w").close()
    setup = tmp_path / "w" / "kamtui.yaml"
    asked = {}
    for own in ("", "auto_commit: true\n", "auto_commit: false\n"):
        for shared in ("", "auto_commit: true\n"):
            file.write_text(own)
            setup.write_text(f"format: 1\n{shared}")
            read.cache_clear()
            workspace = Workspace.open(tmp_path / "w")
            assert workspace.findings == []
            asked[own[13:-1], shared[13:-1]] = commits_on_quit(workspace.config)
    read.cache_clear()
    assert [pair for pair, commits in asked.items() if commits] == [("", "true"), ("true", ""), ("true", "true")]
