"""The app: opens the workspace, owns the screens, watches for other people's changes."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kamtui import terminal
from kamtui.light import without

with without("ssl"):
    import asyncio  # noqa: F401

_COLORS = terminal.color_policy(os.environ)
if _COLORS.system != "auto":
    os.environ["TEXTUAL_COLOR_SYSTEM"] = _COLORS.system  # Textual reads it when it is imported

from rich.text import Text  # noqa: E402
from textual import events  # noqa: E402
from textual.actions import ActionParseResult  # noqa: E402
from textual.dom import DOMNode  # noqa: E402
from textual.screen import Screen  # noqa: E402

from kamtui.crash import write_report  # noqa: E402
from kamtui.key_order import OrderedKeys  # noqa: E402
from kamtui.looks import Looks  # noqa: E402
from kamtui.screens.dialogs.too_small import TooSmall, is_too_small  # noqa: E402
from kamtui.screens.places import place  # noqa: E402
from kamtui.screens.shell.base import WorkScreen  # noqa: E402
from kamtui.screens.shell.records import RecordActions  # noqa: E402
from kamtui.settings import remember, settings  # noqa: E402
from kamtui.store.text import words  # noqa: E402
from kamtui.store.text.words import word  # noqa: E402
from kamtui.store.workspace import Workspace  # noqa: E402
from kamtui.tour import Tour  # noqa: E402

if TYPE_CHECKING:
    from kamtui.syncing import Syncing

WATCH = 1.0
"""Seconds between two looks for what other processes have written."""


def _choose_keys() -> list[str]:
    """Let the screens listen to the keys of the settings; what of them is wrong. The usual keys are sound."""
    kept = settings()
    if kept.keymap == "default" and not kept.keys:
        return []
    from kamtui.screens.keycheck import faults
    from kamtui.screens.keymap import SCOPES, in_force
    from kamtui.screens.keyset import adopt

    return [*adopt(kept.keymap, kept.keys), *faults(in_force(), SCOPES)]


class KamApp(Looks):
    """The workbench in a terminal."""

    OPENS_FIELD = frozenset(
        {
            "filter",
            "palette",
            "help",
            "menu",
            "new",
            "edit",
            "new_copy",
            "edit_cell",
            "sort",
            "bulk",
            "views",
            "save_view",
        }
    )

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "kamtui"

    def __init__(self, workspace: Workspace, *, demo: bool = False, told: Sequence[str] = (), screen: str = "") -> None:
        """Show `workspace`; `demo` says so in every title, `told` is said at the start, `screen` opens first."""
        super().__init__(monochrome=_COLORS.monochrome)
        self.workspace = workspace
        self._demo, self._first = demo, screen
        self._to_tell = list(told)
        self._was_gone = False
        self.syncing: Syncing | None = None
        """What goes on in the background; made when someone first asks for it."""
        self._wrong_keys = _choose_keys()
        self._spoken = 0
        self._go("accounts")
        self.tour = Tour(demo)

    def get_default_screen(self) -> Screen[Any]:
        """The accounts lie under all other screens."""
        return self._go("accounts")

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

    def on_diffing_driver_undecodable_input(self) -> None:
        """Say that the terminal sends another encoding than UTF-8."""
        self.notify(word("screens.not_utf8"), severity="warning", timeout=15, markup=False)

    def on_screen_part_go_to(self, event: WorkScreen.GoTo) -> None:
        """Show a main screen; all but the first are made when someone goes there."""
        wanted = self._go(event.screen)
        while self.screen is not wanted and len(self.screen_stack) > 1:
            self.pop_screen()
        if self.screen is not wanted:
            self.push_screen(wanted)
        if event.query or event.record:
            self.call_after_refresh(wanted.find, event.query, event.record)
        self.call_after_refresh(self._show_hint)

    def _go(self, name: str) -> WorkScreen:
        """The main screen of this name in the language in use, made where it was not there yet."""
        known = f"{name} {self._spoken}"
        if not self.is_screen_installed(known):
            made = place(name)(self.workspace, word("screens.demo") if self._demo else "")
            self.install_screen(made, known)
        found = self.get_screen(known)
        if not isinstance(found, WorkScreen):
            raise TypeError(name)
        return found

    async def on_screen_part_wish(self, event: WorkScreen.Wish) -> None:
        """Do what concerns all screens."""
        match event.name:
            case "theme":
                self.wear(event.choice)
            case "glyphs":
                self.draw_with(event.choice)
            case "mouse":
                self.switch_mouse()
            case "language":
                await self._speak(event.choice)
            case "tour":
                self.tour.start()
                self._show_hint()

    async def _speak(self, language: str) -> None:
        """Go on in another language, on screens of its own, and remember it."""
        words.use(language)
        self._spoken += 1
        mode = f"{language} {self._spoken}"
        self.add_mode(mode, lambda: self._go("accounts"))
        await self.switch_mode(mode)
        self._say(word("shell.language.now"), remember("lang", language))

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; the tour goes on when it is the one that it asks for."""
        done = await super().run_action(action, default_namespace, namespaces)
        if isinstance(action, str) and self.tour.did(action):
            self.call_after_refresh(self._show_hint)
        return done

    def _show_hint(self) -> None:
        """Say on every screen that is open what the tour asks for next."""
        for screen in self.screen_stack:
            if isinstance(screen, WorkScreen):
                screen.hint(self.tour.text)

    def on_ordered_keys_dropped(self, event: OrderedKeys.Dropped) -> None:
        """Say what became of keys that nothing took."""
        self.clear_notifications()
        self.notify(word("shell.pasted" if event.pasted else "shell.input_method"), markup=False, timeout=5)

    def action_help_quit(self) -> None:
        """Ctrl+C: copy what is selected; without a selection, say how to leave."""
        selected = self.screen.get_selected_text()
        if selected:
            from kamtui.screens.shell.clipboard import copy

            copy(selected, self.copy_to_clipboard)
        else:
            self.notify(word("shell.ctrl_c"), markup=False, timeout=4)

    def on_mount(self) -> None:
        """Once the accounts are shown, let the collector work again, and start to watch."""
        self.call_after_refresh(self._settle)
        self.call_after_refresh(self._show_hint)
        if self._first:
            self.on_screen_part_go_to(WorkScreen.GoTo(self._first))
        if self._wrong_keys:
            said = self._wrong_keys[0] + word("shell.keys.look")
            self.notify(said, severity="warning", markup=False, timeout=10)

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
        accounts = self._go("accounts")
        if waiting and isinstance(accounts, RecordActions):
            from kamtui.screens.upkeep.offers import Offer

            Offer(accounts, waiting).ask()

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
