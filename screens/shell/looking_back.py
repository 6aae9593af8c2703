"""Time travel on screen: what a screen shows as of an earlier day, from the events; nothing is saved meanwhile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from kamtui.screens.shell.base import WorkScreen
from kamtui.screens.widgets.painter import Cell
from kamtui.store.text import dates
from kamtui.store.text.words import word
from kamtui.store.workspace import Change


class LookingBack(WorkScreen):
    """Asks for a day, shows the screen as of it, and says so in the title."""

    looked_at: dt.date | None = None
    """The day that is looked back to; None for the present."""

    @property
    def day(self) -> dt.date:
        """The day that is shown: today, or the one looked back to."""
        return self.looked_at or self.today()

    def action_as_of(self) -> None:
        """Ask for the day to look back to; nothing or today comes back to the present."""
        from kamtui.screens.dialogs.line import LineDialog

        def understood(text: str) -> str:
            day = self._day_of(text)
            return day.isoformat() if day else word("reviewing.present")

        def go(text: str | None) -> None:
            if text is not None:
                self.looked_at = self._day_of(text)
                self.show()
                self.show_status()

        self.app.push_screen(
            LineDialog(word("reviewing.as_of.title"), understood, hint=word("reviewing.as_of.hint")), go
        )

    def may_write(self) -> bool:
        """Whether anything can be changed here: not while looking back, since that is not what the files say now."""
        if self.looked_at is not None:
            self.warn(word("reviewing.as_of.no_save", day=self.looked_at.isoformat()))
            return False
        return super().may_write()

    def save(self, what: str, act: Callable[[Change], object], then: Callable[[], object] | None = None) -> bool:
        """Make one change; none while looking back."""
        return self.may_write() and super().save(what, act, then)

    def badge(self) -> list[Cell]:
        """Say that this is not the present."""
        back = [Cell(word("reviewing.as_of.now", day=self.looked_at.isoformat()), "banner")] if self.looked_at else []
        return [*back, *super().badge()]

    def _day_of(self, text: str) -> dt.date | None:
        """The day that is meant, None for the present; ValueError for a day to come."""
        if not text.strip():
            return None
        day = dates.parse(text, self.today())
        if day > self.today():
            raise ValueError(word("reviewing.future", day=day.isoformat()))
        return day if day < self.today() else None
