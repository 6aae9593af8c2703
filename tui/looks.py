"""How everything looks and what the mouse does: chosen at the start, switched while running, remembered."""

from __future__ import annotations

import os

from textual.filter import LineFilter
from textual.reactive import Initialize, Reactive
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme

from kamtui.driver import DiffingDriver
from kamtui.key_order import OrderedKeys
from kamtui.line_filter import AsciiFilter, CleanFilter, MonoFilter
from kamtui.screens.shell.parts import ScreenPart
from kamtui.settings import remember, settings
from kamtui.store.text.words import word
from kamtui.themes import DEFAULT, MONO, THEMES

# Textual keeps what a filter has made of a line for as long as it is the same filter.
_MONO, _ASCII, _CLEAN = MonoFilter(), AsciiFilter(), CleanFilter()


def _first_theme(app: Looks) -> str:
    """The theme to start with: none but the one without colours where they are kept back, else as the settings say."""
    wanted = settings().theme or os.environ.get("TEXTUAL_THEME", "")
    return MONO if app.monochrome else wanted if wanted in (*THEMES, *BUILTIN_THEMES) else DEFAULT


class Looks(OrderedKeys):
    """An app with themes, with or without colours, wide characters and the mouse."""

    theme: Reactive[str] = Reactive(Initialize(_first_theme))

    def __init__(self, *, monochrome: bool) -> None:
        """Start as the settings say; `monochrome` keeps every colour back, as NO_COLOR asks."""
        self.monochrome = monochrome
        super().__init__(driver_class=DiffingDriver, ansi_color=True if monochrome else None)
        kept = settings()
        self.animation_level = "none"
        self._glyphs = kept.glyphs
        self._ascii = kept.glyphs == "ascii"
        self.uses_mouse = kept.mouse
        for theme in THEMES.values():
            self.register_theme(theme)

    def get_theme(self, theme_name: str) -> Theme | None:
        """The theme of this name. Ours are known before they are registered, so that the first one is in force at once.

        Every rule would have to be read again after a change of theme.
        """
        return THEMES.get(theme_name) or super().get_theme(theme_name)

    def watch_theme(self) -> None:
        """Draw every line anew once the new theme is in force: the lines' styles come from it, and not from rules."""
        self.call_next(self.repaint_everything)

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, then ours: no colours, no wide characters, and no text that acts on the terminal."""
        filters = [*super().get_line_filters()]
        if self.monochrome or self.theme == MONO:
            filters.append(_MONO)
        if self._ascii:
            filters.append(_ASCII)
        return [*filters, _CLEAN]

    def wear(self, theme: str) -> None:
        """Change to a theme and remember it."""
        self.theme = theme
        self._say(word("shell.theme.now", name=word(f"shell.theme.{theme}")), remember("theme", theme))

    def draw_with(self, glyphs: str) -> None:
        """Draw with ASCII characters only, or with lines, and remember it."""
        self._glyphs, self._ascii = glyphs, glyphs == "ascii"
        self.repaint_everything()
        self._say(word("shell.glyphs.now", name=word(f"shell.glyphs.{glyphs}")), remember("glyphs", glyphs))

    def on_diffing_driver_measured(self, event: DiffingDriver.Measured) -> None:
        """Keep to ASCII on a terminal that draws lines and arrows two cells wide, unless the person has chosen."""
        if self._glyphs == "auto" and event.wide != self._ascii:
            self._ascii = event.wide
            self.repaint_everything()

    def switch_mouse(self) -> None:
        """Let go of the mouse, or take it back, and remember it."""
        self.uses_mouse = not self.uses_mouse
        self._report_mouse(self.uses_mouse)
        state = "on" if self.uses_mouse else "off"
        self._say(word(f"shell.mouse.{state}"), remember("mouse", "true" if self.uses_mouse else "false"))

    def on_screen_part_covers(self, event: ScreenPart.Covers) -> None:
        """While a page is there to be selected from, the mouse is the terminal's."""
        self._report_mouse(self.uses_mouse and not event.covers)

    def repaint_everything(self) -> None:
        """Draw every screen anew, whatever was drawn before."""
        for screen in self.screen_stack:
            _redraw(screen)

    def _report_mouse(self, on: bool) -> None:
        if isinstance(self._driver, DiffingDriver):
            self._driver.use_mouse(on)

    def _say(self, text: str, kept: bool) -> None:
        self.notify(text if kept else f"{text}\n{word('shell.not_kept')}", markup=False, timeout=4)


def _redraw(screen: Screen[object]) -> None:
    for widget in screen.walk_children():
        widget.refresh()
    screen.refresh()
