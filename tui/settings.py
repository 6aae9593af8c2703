"""Where the data folder is, and what this person set for all workspaces.

The settings are one small YAML file in the person's own configuration folder. Reading it costs more than
most commands do, so it is looked for last.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from kamtui.store.text.words import LANGUAGES

if TYPE_CHECKING:
    from kamtui.store.config import Config
    from kamtui.store.method.node import Node

CONFIG = "kamtui.yaml"
FILE = "settings.yaml"
GLYPHS = ("auto", "unicode", "ascii")
PRESETS = ("default", "vim", "excel")
KNOWN = ("data", "lang", "me", "read_only", "auto_commit", "theme", "glyphs", "mouse", "keymap", "keys")


class Settings(msgspec.Struct, frozen=True):
    """What the settings file says; `faults` are the sentences about what could not be used."""

    data: str = ""
    """The workspace to open where nothing else names one."""
    lang: str = ""
    me: str = ""
    """The salesperson whose accounts and deals are "mine"; "" takes the login, or git's name."""
    read_only: bool = False
    """Whether nothing may be changed, whatever is pressed: for showing data to others."""
    auto_commit: bool | None = None
    """Whether to commit the workspace when kamtui ends; None leaves it to the workspace."""
    theme: str = ""
    """The name of a theme; "" leaves the choice to TEXTUAL_THEME."""
    glyphs: str = "auto"
    """"auto" measures the terminal."""
    mouse: bool = True
    keymap: str = "default"
    """Which preset of keys."""
    keys: dict[str, str] = {}
    """By a command's id the keys it is to listen to, as they were written."""
    faults: tuple[str, ...] = ()


def settings_file() -> Path:
    """Where the person's settings are kept, whether or not there are any."""
    from platformdirs import user_config_dir

    return Path(user_config_dir("kamtui")) / FILE


_asked: dict[str, object] = {}


def ask_for(**values: object) -> None:
    """Let this run use these values, whatever the settings say: what the command line asks for."""
    _asked.update(values)


def settings() -> Settings:
    """The person's settings; a file that cannot be used says so in `faults` and counts as empty."""
    path = settings_file()
    kept = read(path) if path.is_file() else Settings()
    return msgspec.structs.replace(kept, **_asked) if _asked else kept


@cache
def read(path: Path) -> Settings:
    """The settings in the file at `path`; keys that are not known are faults and change nothing."""
    from kamtui.store.method.node import SourceError
    from kamtui.store.method.yaml_source import read as read_yaml

    said: dict[str, Any] = {}
    faults: list[str] = []
    try:
        node = read_yaml(path)
        members = node.mapping() if node.value is not None else {}
    except SourceError as error:
        return Settings(faults=(str(error),))
    for key, member in members.items():
        try:
            if key in KNOWN:
                said[key] = _value(key, member)
        except SourceError as error:
            faults.append(str(error))
    try:
        if members:
            node.unknown_keys(KNOWN)
    except SourceError as error:
        faults.append(str(error))
    return Settings(**said, faults=tuple(faults))


def commits_on_quit(workspace: Config) -> bool:
    """Whether the workspace is committed when kamtui ends: as this person says, else as the workspace does."""
    own = settings().auto_commit
    return workspace.auto_commit if own is None else own


def _value(key: str, member: Node) -> object:
    """What a member of the file says. Raises SourceError."""
    choices = {"lang": LANGUAGES, "glyphs": GLYPHS, "keymap": PRESETS}
    if key in choices:
        return member.one_of(choices[key])
    if key in ("mouse", "auto_commit", "read_only"):
        return member.truth()
    if key == "keys":
        return {name: _keys(each) for name, each in member.mapping().items()}
    return member.text()


def _keys(member: Node) -> str:
    """Keys as one text, whether they were written as a text or as a list. Raises SourceError."""
    if isinstance(member.value, list):
        return ",".join(each.text() for each in member.value)
    return member.text()


def remember(key: str, value: str) -> bool:
    """Keep one setting and leave every other line of the file as it is, comments too; whether it could be kept.

    A line that sets the key is replaced, and where none does, one is added. The value is a plain word.
    """
    from kamtui.store.files import atomic

    path = settings_file()
    line = f"{key}: {value}"
    try:
        text = path.read_text("utf-8") if path.is_file() else ""
        lines = text.splitlines()
        places = [number for number, each in enumerate(lines) if re.match(rf"{re.escape(key)}\s*:(\s|$)", each)]
        if places:
            comment = re.search(r"\s#.*$", lines[places[0]])
            lines[places[0]] = line + (comment[0] if comment else "")
        else:
            lines.append(line)
        path.parent.mkdir(parents=True, exist_ok=True)
        # Through a link, as people keep their settings elsewhere and link them here.
        atomic.write(path.resolve(), ("\n".join(lines) + "\n").encode())
    except (OSError, UnicodeError):
        return False
    read.cache_clear()
    return True


def find_data(asked: str | None, environment: Mapping[str, str], here: Path) -> Path | None:
    """The folder of the workspace: what was asked for, $KAMTUI_DATA, this folder or one above, the settings.

    A folder that is named is taken at its word; None where nothing names one.
    """
    named = asked or environment.get("KAMTUI_DATA")
    if named:
        return Path(named).expanduser()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return folder
    kept = settings().data
    return Path(kept).expanduser() if kept else None
