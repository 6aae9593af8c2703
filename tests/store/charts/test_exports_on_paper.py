"""Everything that leaves kamtui to be read needs nothing from outside, and Chinese in it stands in its own room.

Looked at are every page of the charts as SVG and Markdown, minutes and comparisons as Markdown and HTML, and the pages
of a deal, of the demo and of a workspace whose every text is hostile.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile import CONTROL, MARKUP, hostile_workspace

from kamtui.store.answers import Question, QuestionError, ask
from kamtui.store.charts.making import chart_of, currencies_of
from kamtui.store.charts.pages import PAGES
from kamtui.store.charts.papers import as_markdown
from kamtui.store.charts.svg import CELL, FONT, WIDE, as_svg
from kamtui.store.deals.paper import markdown as as_page
from kamtui.store.deals.printed import PAGES as DEAL_PAGES
from kamtui.store.deals.sheet import Sheet
from kamtui.store.exchange.demo import make_demo
from kamtui.store.figures.spans import span_of
from kamtui.store.records import Opportunity
from kamtui.store.review import closing
from kamtui.store.review.facts import Facts
from kamtui.store.review.library import Library
from kamtui.store.text import words
from kamtui.store.text.cells import width
from kamtui.store.workspace import Workspace

TODAY = dt.date(2026, 11, 23)
TEXTS = [text for text in (*CONTROL, *MARKUP) if "\ud800" not in text]
SVG = "{http://www.w3.org/2000/svg}"
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
CUT = re.compile(r"(?<!\\)\|")
"""Where a cell of a Markdown table ends."""


@pytest.fixture(scope="module", params=["demo", "hostile"])
def workspace(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo, or a workspace whose every text is hostile; neither is changed but for its snapshots."""
    root: Path = tmp_path_factory.mktemp("paper") / "work"
    if request.param == "hostile":
        return hostile_workspace(root, TEXTS)
    return Workspace.open(make_demo(root, TODAY))


@pytest.fixture(params=["zh", "en"], autouse=True)
def language(request: pytest.FixtureRequest) -> None:
    """In both languages."""
    words.use(request.param)


def charts(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    """The name of each page of the charts with its SVG and its Markdown."""
    for page in PAGES:
        try:
            answer = ask(workspace, Question(page.figure, page.by, where=page.where, as_of=TODAY, top=page.top))
        except QuestionError:
            continue
        currency = next(iter(currencies_of(answer)), "")
        stages = [stage.id for stage in workspace.method.stages]
        chart = chart_of(answer, page, currency, stages=stages)
        yield page.name, as_svg(chart, page.title, "截至 2026-11-23"), as_markdown(answer, page.title, "2026")


def spans(root: ElementTree.Element) -> Iterator[tuple[float, float, float, str]]:
    """Line, left and right edge, and the words of each text, as wide as its cells are."""
    for text in root.iter(f"{SVG}text"):
        said = text.text or ""
        size = width(said) * CELL * float(text.attrib["font-size"]) / FONT
        left = float(text.attrib["x"]) - {"start": 0, "middle": size / 2, "end": size}[text.attrib["text-anchor"]]
        yield float(text.attrib["y"]), left, left + size, said


def test_texts_of_every_chart_stand_in_their_own_room_and_need_nothing_from_outside(workspace: Workspace) -> None:
    drawn = 0
    for name, svg, _ in charts(workspace):
        assert re.findall(r"https?://[^\"\s<]+", re.sub(r"<text.*?</text>|<title>.*?</title>", "", svg)) == [
            "http://www.w3.org/2000/svg"
        ], name
        root = ElementTree.fromstring(svg)
        assert not OBEYED.search(svg), name
        assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
            "svg", "title", "rect", "text", "line", "path", "polyline", "polygon", "circle", "g",
        }, name  # fmt: skip
        assert not [key for each in root.iter() for key in each.attrib if "href" in key or key.startswith("on")], name
        lines: dict[float, list[tuple[float, float, str]]] = {}
        for y, left, right, said in spans(root):
            assert left >= -1, (name, said)
            assert right <= WIDE + 1, (name, said)
            lines.setdefault(y, []).append((left, right, said))
        for told in lines.values():
            told.sort()
            assert [pair for pair in pairwise(told) if pair[0][1] > pair[1][0] + 0.5] == [], name
        drawn += any(width(said) > len(said) for *_, said in spans(root))
    assert drawn > len(PAGES) / 2, "Chinese was drawn"


def tables(markdown: str) -> Iterator[list[str]]:
    """The lines of each table."""
    table: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("|"):
            table.append(line)
        elif table:
            yield table
            table = []


def assert_is_readable(markdown: str, name: str) -> None:
    """No control character, no tag, no picture; in a table every column ends below its head."""
    assert not OBEYED.search(markdown), name
    assert not re.search(r"(?<!\\)!\[|<(?!!-- \S+ -->)[a-zA-Z/!]", markdown), name
    for table in tables(markdown):
        ends = {tuple(width(line[: found.start()]) for found in CUT.finditer(line)) for line in table}
        assert len(ends) == 1, (name, table[:3])


def papers(workspace: Workspace) -> Iterator[tuple[str, Callable[[], str], Callable[[], str]]]:
    """Minutes and what they compare: name, as Markdown, as HTML."""
    library = Library(workspace)
    if not library.heads:
        library.write(library.take(TODAY - dt.timedelta(days=7)))
        with workspace.change("move") as change:
            for deal in list(workspace.records(Opportunity).values())[:5]:
                change.set(deal, amount=123_456_700)
        library.write(library.take(TODAY))
    older, newer = (library.read(head.name) for head in library.heads[:2])
    facts = Facts(workspace, TODAY, span=span_of(TODAY), base=older)
    facts.now = newer
    paper = closing.sealed_minutes(facts, newer)
    yield "minutes", paper.markdown, paper.html


class Outside(HTMLParser):
    """Notes the tags of a page, and whatever it would fetch or run."""

    def __init__(self) -> None:
        """Nothing is noted yet."""
        super().__init__()
        self.tags: set[str] = set()
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.faults += [
            f"{tag} {name}" for name, _ in attrs if name in ("src", "href", "data") or name.startswith("on")
        ]


def test_minutes_are_readable_and_need_nothing_from_outside(workspace: Workspace) -> None:
    for name, markdown, html in papers(workspace):
        assert_is_readable(markdown(), name)
        seen = Outside()
        seen.feed(page := html())
        assert seen.faults == []
        assert seen.tags <= {
            "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "ul", "li", "input", "table",
            "tr", "th", "td",
        }  # fmt: skip
        style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        assert not re.search(r"url\(|@import|@font-face", "".join(style))
        assert not OBEYED.search(page)


def test_tables_of_charts_and_pages_of_deals_are_readable(workspace: Workspace) -> None:
    for name, _, markdown in charts(workspace):
        assert_is_readable(markdown, name)
    for deal in list(workspace.records(Opportunity).values())[:60]:
        for which, page in DEAL_PAGES.items():
            assert_is_readable(as_page(page(Sheet(workspace, deal, TODAY))), which)
