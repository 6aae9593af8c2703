"""The themes: dark, light, high contrast, one that colour-blind people can read, and one without colours."""

from __future__ import annotations

from textual.theme import Theme

DEFAULT = "dark"
MONO = "mono"

_PLAIN = "ansi_default"
_ANSI_NAMES = (
    "ansi-background",
    "ansi-foreground",
    "block-cursor-background",
    "block-cursor-foreground",
    "block-hover-background",
    "border",
    "border-blurred",
    "input-cursor-background",
    "input-cursor-foreground",
    "input-selection-background",
    "input-selection-foreground",
    "screen-selection-background",
    "screen-selection-foreground",
    "scrollbar",
    "scrollbar-active",
    "scrollbar-background",
    "scrollbar-background-active",
    "scrollbar-background-hover",
    "scrollbar-corner-color",
    "scrollbar-hover",
)
"""What Textual asks of a theme of terminal colours beyond the usual names."""
_OFFERED = (
    Theme(
        name="dark", primary="#0178D4", secondary="#004578", accent="#ffa62b", warning="#ffa62b", error="#ba3c5b",
        success="#4EBF71", foreground="#e0e0e0",
    ),
    Theme(
        name="light", primary="#004578", secondary="#0178D4", accent="#8a4b00", warning="#8a4b00", error="#a3123a",
        success="#17653a", surface="#f2f2f2", panel="#dcdcdc", background="#ffffff", foreground="#1a1a1a", dark=False,
    ),
    Theme(
        name="contrast", primary="#ffff00", secondary="#00ffff", accent="#00ffff", warning="#ffff00", error="#ff6060",
        success="#00ff00", foreground="#ffffff", background="#000000", surface="#000000", panel="#202020",
        variables={"block-cursor-background": "#ffff00", "block-cursor-foreground": "#000000", "text-muted": "#d0d0d0"},
    ),
    Theme(
        name="colour-blind", primary="#56b4e9", secondary="#0072b2", accent="#56b4e9", warning="#e69f00",
        error="#e69f00", success="#56b4e9", foreground="#e8e8e8", background="#101418", surface="#161b20",
        panel="#222a32", variables={"block-cursor-background": "#0072b2", "block-cursor-foreground": "#ffffff"},
    ),
    Theme(
        name=MONO, ansi=True, primary=_PLAIN, secondary=_PLAIN, accent=_PLAIN, warning=_PLAIN, error=_PLAIN,
        success=_PLAIN, foreground=_PLAIN, background=_PLAIN, surface=_PLAIN, panel=_PLAIN, boost=_PLAIN,
        variables={**dict.fromkeys(_ANSI_NAMES, _PLAIN), "input-cursor-text-style": "reverse"},
    ),
)  # fmt: skip
THEMES = {theme.name: theme for theme in _OFFERED}
"""By name, in the order in which they are offered.

Colour blindness leaves blue and orange apart, so those two tell there.
"""
