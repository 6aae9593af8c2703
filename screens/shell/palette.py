"""The palette: every command of a screen, every account, deal and person, found by typing, run or opened."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from kamtui.screens.dialogs.palette import Palette
from kamtui.screens.keymap import Command, commands_of
from kamtui.screens.places import page_of
from kamtui.screens.shell.names import Found, names_of
from kamtui.screens.shell.parts import ScreenPart
from kamtui.screens.widgets.list_columns import Row
from kamtui.store.records import KINDS, Account, Contact
from kamtui.store.text.pinyin import matches
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

MOST_RECENT = 12
_FILE = "recent.json"
_MOVING = ("list", "palette")
"""Scopes and commands that nobody looks for here."""


def open_palette(screen: ScreenPart) -> None:
    """Show the palette over `screen`, and do what is picked."""
    names = names_of(screen.workspace)
    commands = [each for each in commands_of(screen.KIND) if not {each.scope, each.name} & set(_MOVING)]
    recent = _Recent(screen.workspace.root)
    shown: list[Row] = []

    def row_of(found: Found) -> Row:
        record = found.record
        account = screen.workspace.get(Account, getattr(record, "account", ""))
        about = [word(f"screens.kind.{record.table}"), clean(account.name, 40) if account else ""]
        if isinstance(record, Contact):
            about.insert(1, clean(record.title, 20))
        return Row(f"{record.table}:{record.id}", (found.name, "  ".join(filter(None, about)), ""))

    def search(query: str) -> list[Row]:
        shown[:] = fitting_rows(query)
        return shown

    def fitting_rows(query: str) -> list[Row]:
        text = query.strip()
        if text:
            fitting = [each for each in commands if matches(text, f"{each.label} {each.about} {each.name}")]
            named = [each for each in fitting if matches(text, each.label)]
            others = [each for each in fitting if each not in named]
            return [*map(_command_row, named), *map(row_of, names.find(text)), *map(_command_row, others)]
        rows = {row.key: row for row in map(_command_row, commands)}
        used: list[Row] = []
        for key in recent.keys:
            if key in rows:
                used.append(rows.pop(key))
            elif found := names.get(key.partition(":")[2]):
                used.append(row_of(found))
        return [*used, *rows.values()]

    async def run(key: str | None) -> None:
        if key:
            recent.add(key)
            await _run(screen, key, [row.key for row in shown])

    screen.app.push_screen(Palette(search, names.read), run)


def _command_row(command: Command) -> Row:
    return Row(f"command:{command.action}", (command.label, command.about, command.shown_keys))


async def _run(screen: ScreenPart, key: str, listed: Iterable[str]) -> None:
    """Run a command, or open the page of a record among those of its kind that are `listed`."""
    kind, _, rest = key.partition(":")
    if kind == "command":
        await screen.run_action(rest)
        return
    ids = [each.partition(":")[2] for each in listed if each.startswith(f"{kind}:")]
    screen.show_screen(page_of(KINDS[kind]), KINDS[kind], rest, ids)


class _Recent:
    """What was picked last in a workspace: keys of rows, never names, in the person's own state folder."""

    def __init__(self, root: Path) -> None:
        from platformdirs import user_state_path

        self._path, self._root = user_state_path("kamtui") / _FILE, str(root.resolve())
        try:
            kept = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError):
            kept = {}
        self._all: dict[str, list[str]] = kept if isinstance(kept, dict) else {}
        mine = self._all.get(self._root)
        self.keys = [key for key in mine if isinstance(key, str)] if isinstance(mine, list) else []

    def add(self, key: str) -> None:
        """Put a key to the front; a folder that cannot be written only forgets."""
        self.keys = [key, *(each for each in self.keys if each != key)][:MOST_RECENT]
        self._all[self._root] = self.keys
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(self._all, file)
        except OSError:
            return
