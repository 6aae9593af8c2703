"""What the parts of a screen may count on: the menus, copying and the rest are written apart and put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.message import Message
from textual.screen import Screen

from kamtui.screens.widgets.list_columns import Row
from kamtui.store.records import Record
from kamtui.store.workspace import Workspace


class ScreenPart(Screen[None]):
    """A screen over a workspace that can say something; `WorkScreen` says how."""

    @dataclass
    class GoTo(Message):
        """A main screen is asked for."""

        screen: str
        """Its name in the keymap."""
        query: str = ""
        """What it is to be narrowed to; "" leaves it as it is."""
        record: str = ""
        """The record that the cursor is to be on."""

    @dataclass
    class Wish(Message):
        """Something is asked for that concerns all screens: another theme, no mouse, the tour."""

        name: str
        """The command's name in the keymap."""
        choice: str = ""
        """What was picked, where there was something to pick."""

    class Covers(Message):
        """A page to select from is there, or gone: the app lets go of the mouse, or takes it back."""

        def __init__(self, covers: bool) -> None:
            """Say whether the page is there."""
            super().__init__()
            self.covers = covers

    KIND: ClassVar[str]
    """Names the screen in the keymap, and its title as `screens.KIND`."""

    workspace: Workspace
    notice: str
    """Stands in the title of every screen, such as that this is a demo."""

    def subject(self) -> Record | None:
        """The record that commands are about: usually the one under the cursor."""
        return None

    def help_rows(self) -> list[Row]:
        """What the help lists; a row's key is what to run."""
        raise NotImplementedError

    def tell(self, text: str) -> None:
        """Say in the footer what was done."""
        raise NotImplementedError
