"""The manual is what the parsers, the keymap and the settings say, and troff takes it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from commands import Run
from source_tree import ROOT

from kamtui.cli import COMMANDS
from kamtui.cli.man import PAGES
from kamtui.screens.keymap import COMMANDS as KEYS
from kamtui.settings import KNOWN


def unescaped(text: str) -> str:
    """The page as it is read."""
    return text.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\&", "").replace("\\e", "\\")


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_that_are_shipped_are_what_the_command_prints(run: Run, name: str) -> None:
    shipped = (ROOT / "docs" / "man" / name).read_text("utf-8")
    assert run("man", name, "--lang", "en").out == shipped, "make them anew: kamtui man --lang en --dir docs/man"


def test_the_manual_names_every_command_option_key_setting_and_id(run: Run) -> None:
    main = unescaped(run("man").out)
    for name in COMMANDS:
        assert f".SS kamtui {name}\n" in main
    for option in ("--ascii", "--no-mouse", "--keep", "--dry-run", "--plain", "--limit"):
        assert option in main
    for command in KEYS:
        assert f"{command.shown_keys}\n{command.label}: {command.about}\n" in main
    config = unescaped(run("man", "kamtui-config.5").out)
    assert all(f".TP\n{name}\n" in config for name in KNOWN)
    assert all(f"{command.id}\n{', '.join(command.keys)}\n" in config for command in KEYS)
    fields = unescaped(run("man", "kamtui-filter.5").out)
    assert all(name in fields for name in ("close_date", "next_step", "is:stalled", "no:next"))


def test_every_page_can_be_had_in_chinese_and_written_to_a_folder(run: Run, tmp_path: Path) -> None:
    assert "大客户销售工作台" in run("man", "--lang", "zh").out
    assert run("man", "--dir", tmp_path / "man").code == 0
    assert sorted(path.name for path in (tmp_path / "man").iterdir()) == sorted(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_troff_has_nothing_to_complain_about(run: Run, name: str) -> None:
    groff = shutil.which("groff")
    if not groff:
        pytest.skip("there is no groff here")
    text = run("man", name).out
    done = subprocess.run(
        [groff, "-man", "-Tutf8", "-Kutf8", "-ww"], input=text.encode(), capture_output=True, check=True
    )
    assert done.stderr.decode() == ""
    assert b"kamtui" in done.stdout
