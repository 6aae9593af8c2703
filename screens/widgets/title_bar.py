"""The first line of every screen: where one is, and in what state the workspace is."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from kamtui.screens.widgets.painter import Cell, Painter, as_cell, fit, strip_of

CRUMB = " > "
GAP = "  "
_LEAST_CRUMB = 12
"""Cells from which the end of the way is cut rather than left out."""


class TitleBar(Painter):
    """One line: the title at the left, crumbs after it, the status at the right.

    When there is little room the crumbs go first, from the left, the last of them cut; then the title is cut. The
    status stays: it says things like "read-only", so it is drawn reversed where its style is "banner".
    """

    DEFAULT_CSS = """
    TitleBar { height: 1; width: 1fr; background: $panel; }
    """

    def __init__(
        self,
        title: str = "",
        crumbs: Sequence[str] = (),
        status: Sequence[str | Cell] = (),
        *,
        crumb: str = CRUMB,
        id: str | None = None,
    ) -> None:
        """Create the line.

        Args:
            title: The name of the screen, cleaned.
            crumbs: The way to what is shown, such as an account and a deal; cleaned.
            status: The workspace's name and states; a `Cell("...", "banner")` stands out without colours too.
            crumb: What stands between two crumbs.
            id: The widget's id.
        """
        super().__init__(id=id)
        self._crumb = crumb
        self.first_counts = False
        """Whether the crumbs are facts rather than a way: gaps between them, and the last is left out first."""
        self._title, self._crumbs, self._status = title, tuple(crumbs), tuple(status)

    def show(
        self,
        *,
        title: str | None = None,
        crumbs: Sequence[str] | None = None,
        status: Sequence[str | Cell] | None = None,
    ) -> None:
        """Change what is given and keep the rest."""
        self._title = self._title if title is None else title
        self._crumbs = self._crumbs if crumbs is None else tuple(crumbs)
        self._status = self._status if status is None else tuple(status)
        self.refresh()

    def render(self) -> str:
        """Draw nothing at once; `render_line` draws."""
        return ""

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """Draw the line."""
        width, plain = self.size.width, self.own_look
        status: list[tuple[str, Style]] = []
        for text, name in map(as_cell, self._status):
            status += [(GAP, plain), (f" {text} " if name == "banner" else text, self.look(name))]
        room = max(width - sum(cell_len(text) for text, _ in status) - 2, 0)
        title = f" {self._title}"
        crumbs, between = list(self._crumbs), GAP if self.first_counts else self._crumb
        least = room - cell_len(title + GAP)
        while crumbs and cell_len(title + GAP + between.join(crumbs)) > room:
            if len(crumbs) == 1 and not self.first_counts and least >= _LEAST_CRUMB:
                crumbs = [fit(crumbs[0], least).rstrip()]
                break
            del crumbs[-1 if self.first_counts else 0]
        middle = GAP + between.join(crumbs) if crumbs else ""
        strong = min(cell_len(title), room)
        left = [(fit(title, strong), self.look("strong")), (fit(middle, room - strong), plain)]
        return strip_of([*left, *status, (" ", plain)], width, plain)
