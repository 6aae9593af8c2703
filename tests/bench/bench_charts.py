"""From key to paint on the chart screen over a million order lines, from warm caches: every page, at 120x40.

A page counts from the key that asks for it to the last line drawn: question, answer, chart, table and strips; once when
it is asked for the first time after a change, and once when it is leafed back to. No rival draws the same; the aim
stands in its place.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

from bench.bench_figures import LINES, fill
from bench.measure import Aim, Line, place

from kamtui.app import KamApp
from kamtui.screens.charts.page import ChartsScreen
from kamtui.store.charts.pages import PAGES
from kamtui.store.workspace import Workspace

ROUNDS = 3
WITHIN = 0.150
"""Seconds from key to paint."""


async def pages(root: Path, *, fresh: bool) -> dict[str, list[float]]:
    """By page how long it took to show it; `fresh` forgets the answers that the screen keeps before each."""
    app = KamApp(Workspace.open(root))
    taken: dict[str, list[float]] = {page.name: [] for page in PAGES}
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("5")
        screen = app.screen
        assert isinstance(screen, ChartsScreen)
        for page in PAGES:  # caches and the plotting library are warm after this
            screen.go_to_page(page)
            await pilot.pause()
        for _ in range(ROUNDS):
            for page in PAGES:
                if fresh:
                    screen._answers.clear()
                started = time.perf_counter()
                screen.go_to_page(page)
                screen._compositor.render_strips()
                taken[page.name].append(time.perf_counter() - started)
                await pilot.pause()
    return taken


def main() -> None:
    """Measure and print, the slowest page first."""
    folder, _ = place()
    root = folder / "charts"
    fill(root, LINES).close()
    for fresh, said in ((False, "again"), (True, "first")):
        show(asyncio.run(pages(root, fresh=fresh)), said)


def show(taken: dict[str, list[float]], said: str) -> None:
    """A line for each page, the slowest first."""
    for name in sorted(taken, key=lambda name: -min(taken[name])):
        Line(f"{name}, {said}", "the aim", taken[name], [WITHIN] * ROUNDS, "s", Aim("within", 1.0)).show()


if __name__ == "__main__":
    main()
