"""Where the data folder is, and what this person set for all workspaces.

The settings are one small YAML file in the person's own configuration folder. Reading it costs more than
most commands do, so it is looked for last.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kamtui.store.text.words import LANGUAGES

if TYPE_CHECKING:
    from kamtui.store.config import Config

CONFIG = "kamtui.yaml"
FILE = "settings.yaml"


class Settings(msgspec.Struct, frozen=True):
    """What the settings file says; `faults` are the sentences about what could not be used."""

    data: str = ""
    """The workspace to open where nothing else names one."""
    lang: str = ""
    auto_commit: bool | None = None
    """Whether to commit the workspace when kamtui ends; None leaves it to the workspace."""
    faults: tuple[str, ...] = ()


def settings_file() -> Path:
    """Where the person's settings are kept, whether or not there are any."""
    from platformdirs import user_config_dir

    return Path(user_config_dir("kamtui")) / FILE


def settings() -> Settings:
    """The person's settings; a file that cannot be used says so in `faults` and counts as empty."""
    path = settings_file()
    return read(path) if path.is_file() else Settings()


@cache
def read(path: Path) -> Settings:
    """The settings in the file at `path`; keys that are not known are faults and change nothing."""
    from kamtui.store.method.node import SourceError
    from kamtui.store.method.yaml_source import read as read_yaml

    said: dict[str, str] = {}
    auto_commit: bool | None = None
    faults: list[str] = []
    try:
        node = read_yaml(path)
        members = node.mapping() if node.value is not None else {}
    except SourceError as error:
        return Settings(faults=(str(error),))
    for key, member in members.items():
        try:
            if key == "lang":
                said[key] = member.one_of(LANGUAGES)
            elif key == "data":
                said[key] = member.text()
            elif key == "auto_commit":
                auto_commit = member.truth()
        except SourceError as error:
            faults.append(str(error))
    try:
        if members:
            node.unknown_keys(("data", "lang", "auto_commit"))
    except SourceError as error:
        faults.append(str(error))
    return Settings(said.get("data", ""), said.get("lang", ""), auto_commit, tuple(faults))


def commits_on_quit(workspace: Config) -> bool:
    """Whether the workspace is committed when kamtui ends: as this person says, else as the workspace does."""
    own = settings().auto_commit
    return workspace.auto_commit if own is None else own


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
