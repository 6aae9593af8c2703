"""How the named styles of the line-drawing widgets look: by the theme's variables, worked out once for each.

They could be component classes with rules of their own. Textual would then match every rule with every class of every
widget, at the start and each time the focus moves, which takes longer than drawing the lines.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.style import Style
from textual.color import Color


class Look(NamedTuple):
    """A named style, in variables of the theme; "" leaves a colour as it is around."""

    color: str = ""
    background: str = ""
    text: str = ""
    ansi: str | None = None
    """The text style where the theme has the terminal's own colours; None for the same."""


LOOKS = {
    "muted": Look("text-muted"),
    "strong": Look(text="bold"),
    "good": Look("text-success"),
    "warning": Look("text-warning"),
    "bad": Look("text-error", text="bold"),
    "accent": Look("text-accent"),
    "heading": Look(background="panel", text="bold", ansi="underline"),
    "cursor": Look(background="block-cursor-blurred-background", text="bold", ansi="reverse"),
    "banner": Look(text="bold reverse"),
}
FOCUSED = {
    "cursor": Look("block-cursor-foreground", "block-cursor-background", text="bold", ansi="bold reverse"),
}
"""What looks different in the widget that has the focus."""


def style_of(name: str, around: Style, variables: Mapping[str, str], *, focused: bool, ansi: bool) -> Style:
    """Return the style of a name.

    Args:
        name: One of `LOOKS`; raises KeyError for any other.
        around: The style of the widget.
        variables: The theme's.
        focused: Whether the widget has the focus.
        ansi: Whether the theme has the terminal's own colours.
    """
    look = FOCUSED.get(name, LOOKS[name]) if focused else LOOKS[name]
    text = look.text if look.ansi is None or not ansi else look.ansi
    return _style(variables.get(look.color, ""), variables.get(look.background, ""), text, around)


@lru_cache(maxsize=256)
def _style(color: str, background: str, text: str, around: Style) -> Style:
    behind = Color.from_rich_color(around.bgcolor)
    if background:
        behind += _color(background)
    front = behind + _color(color) if color else Color.from_rich_color(around.color)
    return around + Style.parse(text) + Style.from_color(front.rich_color, behind.rich_color)


def _color(value: str) -> Color:
    """A variable's colour: a name or a number, and after it how much of it, as in "auto 60%"."""
    name, _, percent = value.partition(" ")
    share = float(percent.rstrip("%") or 100)
    return Color.automatic(share) if name == "auto" else Color.parse(name).multiply_alpha(share / 100)
