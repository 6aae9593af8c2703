"""The lists of commands that a screen opens: help, the menu of the row, what follows a prefix, the palette."""

from __future__ import annotations

from kamtui.screens.keymap import SCOPES, commands_of, prefixes_of
from kamtui.screens.keynames import spelled
from kamtui.screens.shell.parts import ScreenPart
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.fields import name_of
from kamtui.store.records import Opportunity
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

_NOT_OF_A_ROW = ("list", "global")
"""The scopes whose commands are not about the record under the cursor."""

_OF_A_DEAL = ("next_stage", "previous_stage", "stage_number", "won", "lost", "category", "next_step", "dates")
"""Commands that a page, of whatever record, has for a deal under its cursor."""


class Menus(ScreenPart):
    """Shows commands to pick from and runs the one that is picked."""

    def action_help(self) -> None:
        """List the commands of this screen; the one that is picked is run."""
        title = word("screens.help.title", screen=word(f"screens.{self.KIND}"))
        self._pick(title, self.help_rows(), closes="?？")

    def help_rows(self) -> list[Row]:
        """The commands of this screen by scope; a row's key is what to run."""
        rows: list[Row] = []
        commands = commands_of(self.KIND)
        for scope in SCOPES[self.KIND]:
            rows.append(Row(f"-{scope}", (Cell(word(f"keys.scope.{scope}"), "strong"),)))
            rows += [
                Row(command.action, (command.shown_keys, command.label, command.about))
                for command in commands if command.scope == scope
            ]  # fmt: skip
        return rows

    def action_menu(self) -> None:
        """List what can be done with the record under the cursor."""
        record = self.subject()
        title = clean(name_of(record), 60) if record else word(f"screens.{self.KIND}")
        beside = _OF_A_DEAL if self.KIND == "page" and not isinstance(record, Opportunity) else ()
        rows = [
            Row(command.action, (command.shown_keys, command.label, command.about))
            for command in commands_of(self.KIND)
            if (command.scope not in _NOT_OF_A_ROW or command.name == "open" or command.name.startswith("copy_"))
            and command.name not in beside
        ]
        self._pick(word("shell.menu.title", name=title), rows, closes=",，")

    def action_prefix(self, key: str) -> None:
        """Show what may follow a key, and do what the next one asks for."""
        from kamtui.screens.dialogs.which_key import WhichKey

        entries = {
            second: (spelled(second), command.label, command.action)
            for second, command in prefixes_of(self.KIND).get(key, [])
        }
        title = word(f"shell.prefix.{key}") if key in "gyz" else ""
        self.app.push_screen(WhichKey(f"{spelled(key)}  {title}".rstrip(), entries), self._run)

    def action_palette(self) -> None:
        """Look for a command, an account, a deal or a person, and run or open it."""
        from kamtui.screens.shell.palette import open_palette

        open_palette(self)

    def action_go_to(self, screen: str) -> None:
        """Go to a main screen; the one of people begins with those around the record under the cursor."""
        record = self.subject() if screen == "stakeholders" and screen != self.KIND else None
        self.post_message(self.GoTo(screen, record=record.id if record else ""))

    def _pick(self, title: str, rows: list[Row], closes: str) -> None:
        from kamtui.screens.dialogs.pick import PickDialog

        columns = [
            Column("keys", word("screens.help.keys"), 16),
            Column("name", word("screens.help.name"), 14),
            Column("about", word("screens.help.about"), 30, flexible=True),
        ]
        hint, empty = word("screens.help.hint"), word("screens.help.empty")
        self.app.push_screen(PickDialog(title, columns, rows, hint=hint, empty=empty, closes=closes), self._run)

    async def _run(self, action: str | None) -> None:
        if action:
            await self.run_action(action)
