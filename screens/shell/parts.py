"""What the parts of a screen may count on: the menus, copying and the rest are written apart and put together."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.message import Message
from textual.message_pump import _MessagePumpMeta
from textual.screen import Screen

from kamtui.screens.places import place
from kamtui.screens.shell.compositor import LineCompositor
from kamtui.screens.widgets.list_columns import Row
from kamtui.store.records import Record
from kamtui.store.text.safe import clean
from kamtui.store.workspace import Workspace


class _Parts(_MessagePumpMeta):
    """The class of screens that are put together of parts.

    Textual asks each for its `dir`, and Python's own walks every way up to every base: with parts upon parts there are
    dozens of ways to the same screen.
    """

    def __dir__(self) -> set[str]:
        """Name what the class and its bases have, each base looked at once."""
        return {name for base in self.__mro__ for name in vars(base)}


class ScreenPart(Screen[None], metaclass=_Parts):
    """A screen over a workspace that can say something; `WorkScreen` says how."""

    def __init__(self) -> None:
        """Paint what changes, and nothing else."""
        super().__init__()
        self._compositor = LineCompositor()

    class GoTo(Message):
        """A main screen is asked for."""

        def __init__(self, screen: str, query: str = "", record: str = "") -> None:
            """Name it as the keymap does.

            Args:
                screen: Its name in the keymap.
                query: What it is to be narrowed to; "" leaves it as it is.
                record: The record that the cursor is to be on.
            """
            super().__init__()
            self.screen, self.query, self.record = screen, query, record

    class Wish(Message):
        """Something is asked for that concerns all screens: another theme, no mouse, the tour."""

        def __init__(self, name: str, choice: str = "") -> None:
            """Name the command as the keymap does, and what was picked where there was something to pick."""
            super().__init__()
            self.name, self.choice = name, choice

    class Covers(Message):
        """A page to select from is there, or gone: the app lets go of the mouse, or takes it back."""

        def __init__(self, covers: bool) -> None:
            """Say whether the page is there."""
            super().__init__()
            self.covers = covers

    KIND: ClassVar[str]
    """Names the screen in the keymap, and its title as `screens.KIND`."""

    def __init_subclass__(cls, **how: Any) -> None:
        """Let Textual look over the screens that can be opened, not the many parts that they are put together of.

        It gathers what the bases have, for each class anew. A part that brings rules or keys is looked over as well.
        """
        if hasattr(cls, "KIND") or not cls.__dict__.keys().isdisjoint(("BINDINGS", "DEFAULT_CSS")):
            super().__init_subclass__(**how)

    workspace: Workspace
    notice: str
    """Stands in the title of every screen, such as that this is a demo."""

    def subject(self) -> Record | None:
        """The record that commands are about: usually the one under the cursor."""
        return None

    def show_screen(self, name: str, *what: object) -> None:
        """Open another screen over this one; `what` is what it is to show."""
        self.app.push_screen(place(name)(self.workspace, self.notice, *what))

    def help_rows(self) -> list[Row]:
        """What the help lists; a row's key is what to run."""
        raise NotImplementedError

    def tell(self, text: str) -> None:
        """Say in the footer what was done."""
        raise NotImplementedError

    def warn(self, text: str) -> None:
        """Say what went wrong, in a box that stays longer."""
        self.app.clear_notifications()
        self.notify(clean(text, 400), severity="error", timeout=10, markup=False)
