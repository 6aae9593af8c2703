"""The `z` menu: how everything looks. A screen asks; the app, which owns all screens, does it."""

from __future__ import annotations

from kamtui.screens.shell.parts import ScreenPart
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.text.words import LANGUAGES, word

THEMES = ("dark", "light", "contrast", "colour-blind", "mono")
"""The themes by the names that the settings use."""


class Appearance(ScreenPart):
    """Asks the app for another look."""

    def action_theme(self) -> None:
        """Pick a theme."""
        self._choose("theme", THEMES)

    def action_glyphs(self) -> None:
        """Pick the characters that lines are drawn with."""
        self._choose("glyphs", ("unicode", "ascii"))

    def action_language(self) -> None:
        """Pick the language."""
        self._choose("language", LANGUAGES)

    def action_mouse(self) -> None:
        """Let go of the mouse, or take it back."""
        self.post_message(self.Wish("mouse"))

    def action_tour(self) -> None:
        """Walk through the first steps."""
        self.post_message(self.Wish("tour"))

    def _choose(self, name: str, choices: tuple[str, ...]) -> None:
        from kamtui.screens.dialogs.pick import PickDialog

        rows = [Row(each, (word(f"shell.{name}.{each}"),)) for each in choices]
        columns = [Column("name", word("screens.help.name"), 40, flexible=True)]
        dialog = PickDialog(
            word(f"shell.{name}.title"), columns, rows, hint=word("shell.pick.hint"), empty=word("shell.pick.empty")
        )

        def wish(choice: str | None) -> None:
            if choice:
                self.post_message(self.Wish(name, choice))

        self.app.push_screen(dialog, wish)
