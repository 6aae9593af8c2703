"""`kamtui keys` prints the keys of the screens, and finds those that clash or never arrive."""

from __future__ import annotations

import json

import pytest
from commands import Run
from source_tree import ROOT

from kamtui.cli.keys import faults, scopes
from kamtui.screens.keymap import COMMANDS, SCOPES, Command
from kamtui.store.text.words import use


def test_every_command_is_printed_with_its_keys_under_its_kind_of_screen(run: Run) -> None:
    out = run("keys").out
    for command in COMMANDS:
        assert any(
            line.startswith(command.shown_keys) and command.label in line and line.endswith(command.about)
            for line in out.splitlines()
        ), command
    assert out.startswith("Everywhere\nKey")
    assert run("keys", "--lang", "zh").out.startswith("所有界面\n按键")


def test_json_is_one_object_for_each_command(run: Run) -> None:
    keys = json.loads(run("keys", "--json").out)
    assert [(one["scope"], one["command"], tuple(one["keys"])) for one in keys] == [
        (command.scope, command.name, command.keys) for command in COMMANDS
    ]
    assert keys[0]["shown"] == ["?", "F1"]


def test_the_page_of_keys_is_what_the_command_prints(run: Run) -> None:
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    assert run("keys", "--md", "--lang", "en").out == page, "make it anew: kamtui keys --md --lang en > docs/keys.md"
    assert all(f"\n## {title}\n" in page for title in ("Everywhere", "Accounts", "Pipeline"))
    assert "## 所有界面" in run("keys", "--md", "--lang", "zh").out


def test_the_keys_that_are_shipped_are_sound(run: Run) -> None:
    done = run("keys", "--check")
    assert (done.code, done.out) == (0, "")
    assert "No key clashes" in done.err
    assert "按键没有问题" in run("keys", "--check", "--lang", "zh").err


def test_a_clash_ends_with_1_and_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.cli.keys.COMMANDS", (*COMMANDS, Command("sort", "pipeline", ("m",))))
    done = run("keys", "--check")
    assert (done.code, done.out, done.err) == (1, "m has several uses in Pipeline: move, sort\n", "")
    assert "m 在“管道”里有几个用途" in run("keys", "--check", "--lang", "zh").out


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("ctrl+a", "tmux"),
        ("ctrl+b", "tmux"),
        ("ctrl+space", "input methods"),
        ("ctrl+full_stop", "input methods"),
        ("shift+space", "input methods"),
        ("ctrl+shift+k", "input methods"),
        ("ctrl+h", "Backspace"),
        ("ctrl+i", "Backspace, Tab"),
        ("ctrl+j", "Enter"),
        ("ctrl+m", "Enter"),
        ("ctrl+left_square_bracket", "Esc"),
        ("ctrl+backslash", "terminals"),
        ("ctrl+right_square_bracket", "terminals"),
        ("ctrl+circumflex_accent", "terminals"),
        ("ctrl+underscore", "terminals"),
        ("shift+f3", "terminals"),
        ("alt+x", "Alt alone"),
        ("ctrl+s", "only key"),
        ("ctrl+q", "only key"),
    ],
)
def test_a_key_that_never_arrives_is_found(key: str, reason: str) -> None:
    (found,) = faults([Command("reload", "global", (key,))], {"accounts": ("global",)})
    assert reason in found
    assert "reload" in found
    use("zh")
    (chinese,) = faults([Command("reload", "global", (key,))], {"accounts": ("global",)})
    assert "reload" in chinese
    assert chinese != found


def test_flow_control_keys_may_be_a_second_way() -> None:
    assert list(faults([Command("reload", "global", ("ctrl+s", "f5"))], {"accounts": ("global",)})) == []


def test_the_same_key_on_two_screens_is_no_clash() -> None:
    both = [Command("new", "accounts", ("n",)), Command("next", "pipeline", ("n",))]
    assert list(faults(both, {"accounts": ("accounts",), "pipeline": ("pipeline",)})) == []
    assert len(list(faults(both, {"accounts": ("accounts", "pipeline")}))) == 1


def test_every_scope_is_printed_once() -> None:
    assert sorted(scopes()) == sorted({*SCOPES, *(command.scope for command in COMMANDS)})
