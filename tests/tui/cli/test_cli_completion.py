"""Shells complete every command, option and name, and docs/commands.md leaves none of them out."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from commands import Run
from source_tree import ROOT

from kamtui.cli import COMMANDS
from kamtui.cli.usage import Parser

COMMON = {"-h", "--help", "--data", "--lang", "--read-only"}
PAGE = (ROOT / "docs" / "commands.md").read_text("utf-8")


def parser_of(command: str) -> Parser:
    parser = Parser(command)
    import_module(f"kamtui.cli.{COMMANDS[command]}").add_arguments(parser)
    return parser


def options_of(command: str) -> set[str]:
    return {option for action in parser_of(command)._actions for option in action.option_strings} - COMMON


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_every_shell_names_every_command_and_option(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert (done.code, done.err) == (0, "")
    for command in COMMANDS:
        assert command in done.out
        for option in options_of(command):
            assert option.lstrip("-") in done.out, f"{command} {option}"
    assert "leftovers" in done.out
    assert "salespeople" in done.out


def test_the_help_in_the_script_is_in_the_language_in_use(run: Run) -> None:
    assert "print a completion script" in run("completion", "fish", "--lang", "en").out
    assert "输出 shell 的补全脚本" in run("completion", "fish", "--lang", "zh").out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["kamtui", "com"], ["completion"]),
        (["kamtui", "check", "dup"], ["duplicates"]),
        (["kamtui", "list", "opp"], ["opportunities"]),
        (["kamtui", "log", "--s"], ["--since"]),
        (["kamtui", "completion", "z"], ["zsh"]),
        (["kamtui", "add", "accounts", "indus"], ["industry=", "industry_trend=", "industry_level="]),
        (["kamtui", "set", "hbdw", "next_s"], ["next_step="]),
    ],
)
def test_bash_offers_what_can_stand_at_the_cursor(
    run: Run, tmp_path: Path, typed: list[str], offered: list[str]
) -> None:
    bash = shutil.which("bash")
    if not bash:
        pytest.skip("there is no bash here")
    script = tmp_path / "kamtui.bash"
    script.write_text(run("completion", "bash").out, "utf-8")
    ask = f'source {script}; f=$(complete -p kamtui | sed "s/.*-F //; s/ .*//"); COMP_WORDS=({" ".join(typed)});'
    program = f'{ask} COMP_CWORD={len(typed) - 1}; $f; echo "${{COMPREPLY[@]}}"'
    done = subprocess.run([bash, "--norc", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == offered


def test_a_shell_that_is_not_known_is_refused(run: Run) -> None:
    done = run("completion", "tcsh")
    assert (done.code, done.out) == (2, "")
    assert "tcsh" in done.err
    assert "fish" in done.err


@pytest.mark.parametrize("command", COMMANDS)
def test_the_page_of_commands_names_each_with_every_option(command: str) -> None:
    sections = dict(re.findall(r"^## kamtui (\S+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
    assert command in sections
    missing = [option for option in options_of(command) if not re.search(rf"{option}\b", sections[command])]
    assert missing == []
    own = [action for action in parser_of(command)._actions if not action.option_strings]
    assert len(own) == 0 or f"`kamtui {command} " in sections[command]


def test_the_page_of_commands_names_no_option_that_is_not_there() -> None:
    there = (
        set().union(*map(options_of, COMMANDS)) | COMMON | {"--version", "--demo", "--keep", "--ascii", "--no-mouse"}
    )
    assert set(re.findall(r"--[a-z]+(?:-[a-z]+)*", PAGE)) - there == set()
