"""The app: opens the workspace, owns the screens, watches for other people's changes."""

from __future__ import annotations

import gc
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kamtui import terminal

_COLORS = terminal.color_policy(os.environ)
if _COLORS.system != "auto":
    os.environ["TEXTUAL_COLOR_SYSTEM"] = _COLORS.system  # Textual reads it when it is imported

from rich.text import Text  # noqa: E402
from textual import events  # noqa: E402
from textual.filter import LineFilter  # noqa: E402
from textual.screen import Screen  # noqa: E402

from kamtui.crash import write_report  # noqa: E402
from kamtui.driver import DiffingDriver  # noqa: E402
from kamtui.key_order import OrderedKeys  # noqa: E402
from kamtui.line_filter import CleanFilter  # noqa: E402
from kamtui.screens.accounts import AccountsScreen  # noqa: E402
from kamtui.screens.base import WorkScreen  # noqa: E402
from kamtui.screens.dialogs.too_small import TooSmall, is_too_small  # noqa: E402
from kamtui.store.text.words import word  # noqa: E402
from kamtui.store.workspace import Workspace  # noqa: E402

if TYPE_CHECKING:
    from kamtui.syncing import Syncing

WATCH = 1.0
"""Seconds between two looks for what other processes have written."""


class KamApp(OrderedKeys):
    """The workbench in a terminal."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "kamtui"

    def __init__(self, workspace: Workspace, *, demo: bool = False, told: Sequence[str] = ()) -> None:
        """Show `workspace`; `demo` says so in every title, `told` is said at the start."""
        super().__init__(driver_class=DiffingDriver, ansi_color=_COLORS.monochrome)
        self.workspace = workspace
        notice = word("screens.demo") if demo else ""
        self.install_screen(AccountsScreen(workspace, notice), "accounts")
        self._notice = notice
        self._to_tell = list(told)
        self._was_gone = False
        self.syncing: Syncing | None = None
        """What goes on in the background; made when someone first asks for it."""

    def get_default_screen(self) -> Screen[Any]:
        """The accounts lie under all other screens."""
        return self.get_screen("accounts")

    async def action_quit(self) -> None:
        """Leave from anywhere; a form is asked first, and asks what is to become of what was typed."""
        ask = getattr(self.screen, "action_cancel", None)
        if ask:
            ask()
        else:
            self.exit()

    def on_work_screen_sync_asked(self) -> None:
        """Start a sync, or stop the one that goes on."""
        if self.syncing is None:
            from kamtui.syncing import Syncing

            self.syncing = Syncing(self, self.workspace, self._show_anew)
        self.syncing.toggle()

    def on_work_screen_go_to(self, event: WorkScreen.GoTo) -> None:
        """Show a main screen; all but the first are made when someone goes there."""
        if event.screen == "pipeline" and not self.is_screen_installed("pipeline"):
            from kamtui.screens.pipeline import PipelineScreen

            self.install_screen(PipelineScreen(self.workspace, self._notice), "pipeline")
        wanted = self.get_screen(event.screen)
        while self.screen is not wanted and len(self.screen_stack) > 1:
            self.pop_screen()
        if self.screen is not wanted:
            self.push_screen(wanted)

    def get_line_filters(self) -> list[LineFilter]:
        """Textual's filters, and behind them the one that lets no text act on the terminal."""
        return [*super().get_line_filters(), CleanFilter()]

    def on_mount(self) -> None:
        """Once the accounts are shown, let the collector work again, and start to watch."""
        self.call_after_refresh(self._settle)

    def on_resize(self, event: events.Resize) -> None:
        """Cover the screens while the window is too small for them."""
        covered = isinstance(self.screen, TooSmall)
        if is_too_small(event.size.width, event.size.height) and not covered:
            self.push_screen(TooSmall())
        elif covered and not is_too_small(event.size.width, event.size.height):
            self.pop_screen()

    def _settle(self) -> None:
        gc.freeze()
        gc.enable()
        self._watch()
        self.set_interval(WATCH, self._watch)
        for text in self._to_tell:
            self.notify(text, timeout=10, markup=False)
        self._offer_drafts()

    def _offer_drafts(self) -> None:
        """Offer what an earlier session could not save."""
        waiting = self.workspace.drafts.waiting() if not self.workspace.read_only else []
        accounts = self.get_screen("accounts")
        if waiting and isinstance(accounts, AccountsScreen):
            from kamtui.screens.offers import Offer

            Offer(accounts, waiting).ask()

    def on_diffing_driver_undecodable_input(self) -> None:
        """Say that the terminal sends another encoding than UTF-8."""
        self.notify(word("screens.not_utf8"), severity="warning", timeout=15, markup=False)

    def _fatal_error(self) -> None:
        """Leave, and say where the crash report lies instead of printing variables, as Textual would."""
        if self._exit_renderables:
            return  # one report is enough
        number, path = write_report(self._exception or RuntimeError())
        self._exit_renderables.append(Text(word("screens.crashed", number=number, path=path or "-")))
        self._close_messages_no_wait()

    def _watch(self) -> None:
        """Show what other processes have written, and bring what is being typed to disk."""
        self.workspace.drafts.write()
        try:
            changed = bool(self.workspace.refresh(everything=self._was_gone))
        except OSError:  # the folder cannot be read just now
            changed = False
        gone = self.workspace.gone
        if changed or gone != self._was_gone:
            self._was_gone = gone
            self._show_anew()

    def _show_anew(self) -> None:
        """Draw again the screen in front, or the one behind a dialog."""
        screen = next((each for each in reversed(self.screen_stack) if isinstance(each, WorkScreen)), None)
        if screen:
            screen.show()
            screen.show_status()
