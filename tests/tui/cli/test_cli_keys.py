"""`kamtui keys` prints the keys of the screens, and finds those that clash or never arrive."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import Run
from source_tree import ROOT

from kamtui.cli.keys import scopes
from kamtui.screens.keycheck import faults
from kamtui.screens.keymap import COMMANDS, SCOPES, Command, choose_keys, in_force
from kamtui.screens.keyset import adopt
from kamtui.store.text.words import use


@pytest.fixture(autouse=True)
def usual_keys() -> Iterator[None]:
    """Leave no test's keys to the next."""
    yield
    choose_keys({})


def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Write the person's settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "kamtui").mkdir()
    (tmp_path / "kamtui" / "settings.yaml").write_text(text)


def test_a_persons_own_keys_count_with_their_full_width_twins(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path, monkeypatch, "keys:\n  records.filter: '?, Ctrl+F'\n  global.help: [f1, g h]\n")
    keys = {one["id"]: one["keys"] for one in json.loads(run("keys", "--json").out)}
    assert keys["records.filter"] == ["question_mark", "ctrl+f", "fullwidth_question_mark"]
    assert keys["global.help"] == ["f1", "g h"]
    assert keys["pipeline.filter"][0] == "slash"
    assert run("keys", "--check").code == 0


def test_a_typo_an_unknown_key_a_clash_and_a_forbidden_key_are_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(
        tmp_path,
        monkeypatch,
        "keys:\n  recrds.filter: f3\n  records.sort: pagedwn\n  records.new: x y z\n"
        "  global.undo: n\n  global.redo: ctrl+b\n  global.reload: g\n",
    )
    done = run("keys", "--check")
    assert done.code == 1
    for said in (
        "There is no command recrds.filter; did you mean records.filter?",
        "records.sort: there is no key pagedwn; did you mean pagedown?",
        "records.new: there is no key x y z",
        "n has several uses in Account list: new, undo",
        "Ctrl+B",
        "g has several uses",
    ):
        assert said in done.out, done.out


def test_the_presets_are_sound_and_excel_shows_keys_beyond_letters_first() -> None:
    for preset in ("default", "vim", "excel"):
        assert adopt(preset, {}) == []
        assert list(faults(in_force(), SCOPES)) == []
        assert {command.id for command in in_force()} == {command.id for command in COMMANDS}
    shown = {command.id: command.keys[0] for command in in_force()}
    assert shown["global.help"] == "f1"
    assert shown["global.undo"] == "ctrl+z"
    assert shown["records.filter"] == "f3"
    adopt("vim", {"list.down": "ctrl+n"})
    keys = {command.id: command.keys for command in in_force()}
    assert keys["list.page_down"] == ("ctrl+d", "pagedown")
    assert keys["list.down"] == ("ctrl+n",)


def test_every_command_is_printed_with_its_keys_under_its_kind_of_screen(run: Run) -> None:
    out = run("keys").out
    for command in COMMANDS:
        assert any(
            line.startswith(command.shown_keys) and command.label in line and line.endswith(command.about)
            for line in out.splitlines()
        ), command
    assert out.startswith("Everywhere\nKey")
    assert run("keys", "--lang", "zh").out.startswith("处处可用\n按键")


def test_json_is_one_object_for_each_command(run: Run) -> None:
    keys = json.loads(run("keys", "--json").out)
    assert [(one["scope"], one["command"], tuple(one["keys"])) for one in keys] == [
        (command.scope, command.name, command.keys) for command in COMMANDS
    ]
    assert keys[0]["shown"] == ["?", "F1"]


def test_the_page_of_keys_is_what_the_command_prints(run: Run) -> None:
    page = (ROOT / "docs" / "keys.md").read_text("utf-8")
    assert run("keys", "--md", "--lang", "en").out == page, "make it anew: kamtui keys --md --lang en > docs/keys.md"
    assert all(f"\n## {title}\n" in page for title in ("Everywhere", "Account list", "Pipeline board"))
    assert "## 处处可用" in run("keys", "--md", "--lang", "zh").out


def test_the_keys_that_are_shipped_are_sound(run: Run) -> None:
    done = run("keys", "--check")
    assert (done.code, done.out) == (0, "")
    assert "No key clashes" in done.err
    assert "按键没有问题" in run("keys", "--check", "--lang", "zh").err


def test_a_clash_ends_with_1_and_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.screens.keymap.COMMANDS", (*COMMANDS, Command("sort", "pipeline", ("m",))))
    done = run("keys", "--check")
    assert (done.code, done.out, done.err) == (1, "m has several uses in Pipeline board: move, sort\n", "")
    assert "m 在“管道看板”里有几个用途" in run("keys", "--check", "--lang", "zh").out


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
