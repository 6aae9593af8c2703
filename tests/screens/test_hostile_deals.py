"""Hostile names of rivals, criteria, quotes and evidence do nothing on the pages of a deal and of a rival."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hostile import CONTROL, MARKUP
from textual.app import App
from workbench import GRID, METERS, RIVAL, TODAY, Bench, bench, make, small

from kamtui.app import KamApp
from kamtui.screens.deal.page import DealScreen
from kamtui.screens.dialogs.text import TextDialog
from kamtui.screens.shell.records import RecordActions
from kamtui.store.records import (
    Competitor,
    Criterion,
    Evidence,
    Intelligence,
    Judgement,
    Objection,
    Opportunity,
    Quote,
    QuoteLine,
    Rating,
    Record,
    Rival,
    Verdict,
)
from kamtui.store.workspace import Workspace

OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
TEXTS = [text for text in [*MARKUP, *CONTROL] if "\ud800" not in text][:24]


@pytest.fixture(params=["with the filter behind", "by the screens alone"])
def poisoned(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A deal and a rival of which everything is such a text; with and without the filter behind the screens."""
    if request.param == "by the screens alone":
        monkeypatch.setattr(KamApp, "get_line_filters", App.get_line_filters)
    workspace = make(tmp_path / "w", small(english=True))
    deal, rival = workspace.records(Opportunity)[METERS], workspace.records(Competitor)[RIVAL]
    with workspace.change("poison") as change:
        text = TEXTS[0]
        change.set(deal, name=text, problem="".join(TEXTS), go=Verdict(go=True, reason=text, by=text),
                   evidence={"need": Evidence(what="".join(TEXTS), source=text)},
                   answers={"us": {"problem": Judgement(value=1, evidence=text, source=text)}})  # fmt: skip
        change.set(rival, name=text, strengths=text, weaknesses=text)
        for text in TEXTS:
            change.add(Criterion(name=text, account=GRID, opportunity=METERS, note=text,
                                 scores={"us": Rating(value=3)}))  # fmt: skip
            change.add(Intelligence(subject=text, account=GRID, competitor=RIVAL, source=text, date=TODAY))
            change.add(Objection(subject=text, account=GRID, competitor=RIVAL, kind="rumour", answer=text))
            change.add(Quote(name=text, account=GRID, opportunity=METERS, why=text,
                             lines={"001": QuoteLine(name=text, price=1, bundle=text)}))  # fmt: skip
        change.add(Rival(competitor=RIVAL, account=GRID, product=text, rep=text, issues=text))
    return workspace


def sound(shown: Bench) -> None:
    """Nothing that is drawn acts on a terminal or is a link."""
    for segment in shown.segments:
        assert not OBEYED.search(segment.text), segment
        assert segment.style is None or (segment.style.link is None and "@click" not in segment.style.meta), segment


async def walk(shown: Bench) -> None:
    """Look at every row of a list."""
    sound(shown)
    for _ in range(len(shown.table.rows) // 30 + 1):
        await shown.press("pagedown")
        sound(shown)


@pytest.mark.parametrize(
    ("kind", "keys"),
    [(Opportunity, ("i",)), (Opportunity, ("J", "i")), (Opportunity, ("P", "1")), (Competitor, ("p",))],
    ids=["health", "score", "visit", "card"],
)
async def test_pages_and_what_they_open_show_hostile_text_as_text(
    poisoned: Workspace, kind: type[Record], keys: tuple[str, ...]
) -> None:
    async with bench(poisoned, (100, 40)) as shown:
        assert isinstance(shown.screen, RecordActions)
        shown.screen.open_page(kind, METERS if kind is Opportunity else RIVAL, [])
        await shown.pilot.pause()
        await walk(shown)
        for key in keys:
            await shown.press(key)
            sound(shown)
        assert isinstance(shown.screen, TextDialog)


async def test_the_panel_the_matrix_and_a_quote_show_hostile_text_as_text(poisoned: Workspace) -> None:
    async with bench(poisoned, (100, 40)) as shown:
        await shown.press("4")
        await walk(shown)
        await shown.press("o")
        await walk(shown)
        assert isinstance(shown.screen, RecordActions)
        shown.screen.open_page(Opportunity, METERS, [])
        await shown.pilot.pause()
        assert isinstance(shown.screen, DealScreen)
        shown.table.move_to("sum:fit:us")
        await shown.press("enter")
        await walk(shown)
        await shown.press("escape")
        assert isinstance(shown.screen, RecordActions)
        shown.screen.open_page(Quote, next(iter(poisoned.records(Quote))), [])
        await shown.pilot.pause()
        await walk(shown)
