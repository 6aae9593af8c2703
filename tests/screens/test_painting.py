"""What stands on the terminal after many partial paintings is what painting everything anew would show."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyte
import pytest
from ptyharness import CharacterScreen
from textual import events
from textual._compositor import Compositor, CompositorUpdate
from textual.widget import Widget
from workbench import TODAY, Bench, bench, make

from kamtui.app import KamApp
from kamtui.screens.shell.compositor import LineCompositor
from kamtui.store.records import Account, Opportunity, Record
from kamtui.store.workspace import Workspace

STEPS = 60
SIZES = ((80, 24), (120, 40), (100, 30), (60, 16), (158, 24), (40, 10))
MOVES = ("down", "down", "down", "up", "pagedown", "pageup", "end", "home", "right", "left")
DEEDS = (
    "x", "space", "p", "l", "o", "u", "U", "question_mark", "enter", "e", "n", "b", "v", "1", "2", "4", "m",
    "colon", "y",
)  # fmt: skip
WORDS = (
    ("slash", "h", "b"),
    ("slash", "z", "z", "z"),
    ("slash", "3", "enter"),
    ("slash", "escape"),
    ("z", "t", "down"),
)
NAMES = ("华北电网", "Saltmere Power", "城商行", "远洋物流", "Ningchuan Machine Works")


class Paper:
    """A terminal on which everything is drawn that the app paints."""

    def __init__(self, app: KamApp) -> None:
        """Begin with nothing on it."""
        self._app = app
        self._take_size()

    def _take_size(self) -> None:
        self._screen = CharacterScreen(*self._app.size)
        self._stream = pyte.Stream(self._screen)

    def draw(self, painted: CompositorUpdate) -> None:
        """Draw what is painted; after a change of size on an empty screen, as the driver does."""
        if (self._screen.columns, self._screen.lines) != tuple(self._app.size):
            self._take_size()
        self._stream.feed("\x1b[H" + painted.render_segments(self._app.console).replace("\n", "\r\n"))

    @property
    def cells(self) -> list[list[pyte.screens.Char]]:
        """What each cell holds, and how it looks."""
        screen = self._screen
        return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def anew(app: KamApp, patch: pytest.MonkeyPatch) -> Paper:
    """Everything painted by Textual's own compositor from widgets that have kept nothing."""
    for screen in app.screen_stack:
        for widget in (screen, *screen.walk_children(Widget)):
            widget._styles_cache.clear()
    paper = Paper(app)
    with patch.context() as patched:
        patched.setattr(LineCompositor, "_get_renders", Compositor._get_renders)
        full = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    assert isinstance(full, CompositorUpdate)
    paper.draw(full)
    return paper


async def settle(shown: Bench) -> None:
    """Wait until nothing waits to be painted."""
    for _ in range(50):
        await shown.pilot.pause()
        screen = shown.app.screen
        if not (screen._dirty_widgets or screen._repaint_required or screen._layout_required):
            return


def many() -> list[Record]:
    """Accounts enough to scroll, each with a deal."""
    made: list[Record] = []
    for number in range(60):
        account, deal = (f"01K9ZZZZZZ{place:016}" for place in (2 * number, 2 * number + 1))
        name = f"{NAMES[number % 5]} {number}"
        made.append(Account(id=account, name=name, tier="ABC"[number % 3], region="华北"))
        made.append(Opportunity(id=deal, account=account, name=f"{name} 2026", stage="need", opened=TODAY))
    return made


async def step(shown: Bench, chance: random.Random) -> str:
    """Do something that a person, a window or another process might do, and say what."""
    kind = chance.choices(("move", "deed", "back", "words", "size", "data", "focus"), (8, 4, 3, 1, 1, 1, 1))[0]
    match kind:
        case "move":
            keys: tuple[str, ...] = (chance.choice(MOVES),) * chance.choice((1, 1, 3))
        case "deed":
            keys = (chance.choice(DEEDS),)
        case "back":
            keys = ("escape",)
        case "words":
            keys = chance.choice(WORDS)
        case "size":
            keys = ()
            await shown.pilot.resize_terminal(*chance.choice(SIZES))
        case "data":
            keys = ()
            record = chance.choice(list(shown.workspace.records(Account).values()))
            with shown.workspace.change("elsewhere") as change:
                change.set(record, region=chance.choice(("华南", "East")))
            shown.app._show_anew()
        case _:
            keys = ()
            shown.app.post_message(chance.choice((events.AppBlur, events.AppFocus))())
    for key in keys:
        shown.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settle(shown)
    return f"{kind} {' '.join(keys)}"


@pytest.mark.parametrize("seed", range(3))
async def test_no_line_on_the_terminal_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    papers: list[Paper] = []

    def draw(app: KamApp, _screen: object, painted: Any) -> None:
        if painted is not None and not app._batch_count:
            papers[:] = papers or [Paper(app)]
            papers[0].draw(painted)
        app.post_display_hook()

    monkeypatch.setattr(KamApp, "_display", draw)
    workspace: Workspace = make(tmp_path / "work", many())
    chance, done = random.Random(seed), ["start"]
    async with bench(workspace, SIZES[seed]) as shown:
        await settle(shown)
        for _ in range(STEPS):
            done.append(await step(shown, chance))
            assert papers[0].cells == anew(shown.app, monkeypatch).cells, f"after {done}:\n{shown.text}"
