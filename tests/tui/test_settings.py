"""The person's settings: what is understood, and that keeping one leaves the rest of the file alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamtui.settings import Settings, ask_for, read, remember, settings, settings_file


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's file of settings, which is not there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    read.cache_clear()
    assert settings_file() == tmp_path / "kamtui" / "settings.yaml"
    return settings_file()


def test_a_setting_is_kept_where_none_was_and_replaced_where_it_was(file: Path) -> None:
    assert remember("theme", "light")
    assert file.read_text() == "theme: light\n"
    assert settings().theme == "light"
    assert remember("theme", "mono")
    assert settings() == Settings(theme="mono")


def test_every_other_line_and_every_comment_stays_as_it_was(file: Path) -> None:
    file.parent.mkdir()
    before = (
        "# 我的设置\nlang: zh\n\nkeys:\n  theme: x  # no setting\n  accounts.new: 'f6'\n"
        "theme: dark # easy on the eyes\nmouse: true"
    )
    file.write_text(before)
    assert remember("theme", "light")
    assert file.read_text() == before.replace("theme: dark", "theme: light") + "\n"
    assert settings().theme == "light"
    assert settings().keys["accounts.new"] == "f6"


def test_settings_that_are_a_link_stay_one(file: Path, tmp_path: Path) -> None:
    kept = tmp_path / "dotfiles.yaml"
    kept.write_text("lang: en\n")
    file.parent.mkdir()
    file.symlink_to(kept)
    assert remember("mouse", "false")
    assert file.is_symlink()
    assert kept.read_text() == "lang: en\nmouse: false\n"


def test_a_folder_that_cannot_be_written_is_told_and_no_error(file: Path) -> None:
    file.parent.write_text("a file where the folder should be")
    assert not remember("theme", "light")


def test_all_settings_are_understood_and_each_fault_names_its_line(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(
        "data: /work\nlang: zh\ntheme: nord\nglyphs: ascii\nmouse: false\nkeymap: vim\nkeys: {accounts.new: [f6, n]}\n"
    )
    assert settings() == Settings(
        data="/work", lang="zh", theme="nord", glyphs="ascii", mouse=False, keymap="vim", keys={"accounts.new": "f6,n"}
    )
    file.write_text("glyphs: asci\nmouse: maybe\nkeymap: emacs\nkeys: n\nthem: x\n")
    read.cache_clear()
    kept = settings()
    assert len(kept.faults) == 5
    for number, fault in enumerate(kept.faults, 1):
        assert f"{file}:{number}" in fault
    assert "Did you mean ascii?" in kept.faults[0]


def test_what_the_command_line_asks_for_wins(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamtui.settings._asked", {})
    ask_for(glyphs="ascii", mouse=False)
    assert (settings().glyphs, settings().mouse, settings().theme) == ("ascii", False, "")
