"""Segments: accounts grouped by how they buy, looked at, named, and kept as tags (A8.01-A8.06)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from kamtui.screens.bindings import bindings_of
from kamtui.screens.charts.segment_rows import Shown, account_rows, profile_rows, scatter_of, tree_rows
from kamtui.screens.charts.segment_setting import NOTHING, SegmentSetting
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.order_reading import OrderReading
from kamtui.screens.widgets.chart_view import ChartView
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.answers import Question
from kamtui.store.answers.grouping import Grouping, Wish, grouping, keep, treated
from kamtui.store.answers.segmenting import Features, features_of
from kamtui.store.charts.model import Chart
from kamtui.store.figures.segments import SegmentsMissingError, TooManyGroupsError, prepare
from kamtui.store.records import Account, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, Workspace

VIEWS = ("profiles", "scatter", "tree", "accounts")
_GROUPING = "grouping"
"""The group of the worker."""


class Asked(msgspec.Struct, frozen=True):
    """What is to be grouped, and how."""

    data: Features
    wish: Wish


class _OvertakenError(Exception):
    """Other groups are wanted by now."""


def made_of(asked: Asked, go_on: Callable[[], object]) -> tuple[Grouping, str]:
    """The groups, and what kept them from being as asked, in words; `go_on` may end the work by raising."""
    data, wish, problem = asked.data, asked.wish, ""
    try:
        if data.accounts:
            prepare()
        try:
            return grouping(data, wish, go_on), ""
        except TooManyGroupsError as error:
            problem = word("segments.too_many", k=wish.k, largest=error.largest)
            return grouping(data, msgspec.structs.replace(wish, k=None), go_on), problem
    except SegmentsMissingError:
        problem = word("figures.problem.segments", command='pip install "kamtui[segments]"')
    except ValueError:
        problem = word("segments.too_many_rows", n=len(data.accounts))
    return msgspec.structs.replace(NOTHING, data=data), problem


class SegmentsScreen(ListScreen, OrderReading, SegmentSetting):
    """Groups of accounts against the whole, in four views; the same data give the same groups."""

    KIND = "segments"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    @dataclass
    class Grouped(Message):
        """The groups that were asked for, or what kept them from being as asked."""

        asked: Asked
        made: Grouping
        problem: str

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Group the accounts of `workspace`."""
        super().__init__(workspace, notice)
        self.kept = self.remembered(workspace)
        self.list = VirtualList([Column("name", "", 20, flexible=True)], empty=word("segments.none"))
        self.view, self.facts = ChartView(), FactLines(3)
        self.shown = "profiles"
        self._asked: Asked | None = None
        self._problem = ""

    def body(self) -> Iterable[Widget]:
        """The scatter or the list, and below it how clear the groups are."""
        self.view.display = False
        yield self.view
        yield self.list
        yield self.facts

    def show(self) -> None:
        """Draw, once the groups of these data and as set are worked out."""
        if not self.orders_are_read():
            return
        asked = Asked(features_of(self.workspace, Question("sales", as_of=self.today())), self.kept.wish)
        if asked != self._asked:
            self._asked, self.working = asked, True
            self.run_worker(partial(self._work, asked), thread=True, exclusive=True, group=_GROUPING)
        if not self.working:
            self._draw()
            return
        self.list.set_empty(word("segments.working"))
        self.title_bar.show(crumbs=[word(f"segments.way.{self.kept.way}"), word("segments.working")])

    def _work(self, asked: Asked) -> None:
        """Group in a thread, which changes nothing of the screen by itself; it ends when something else is asked."""
        worker = get_current_worker()

        def go_on() -> None:
            if worker.is_cancelled:
                raise _OvertakenError

        with suppress(_OvertakenError):
            self.post_message(self.Grouped(asked, *made_of(asked, go_on)))

    def on_segments_screen_grouped(self, event: Grouped) -> None:
        """Draw what was worked out, unless something else has been asked since."""
        event.stop()
        if event.asked is not self._asked:
            return
        self.working, self.made, self._problem = False, event.made, event.problem
        if self.is_attached:
            self._draw()

    def show_reading(self, said: str) -> None:
        """Say how far the reading of orders is, in place of the rows too."""
        self.list.set_empty(said)
        self.tell(said)

    def subject(self) -> Record | None:
        """The account under the cursor, where the view lists accounts."""
        key = self.list.cursor_key or ""
        return self.workspace.get(Account, key) if self.shown in ("accounts", "tree") and key else None

    def group(self) -> int | None:
        """The group under the cursor."""
        key, accounts = self.list.cursor_key or "", self.made.data.accounts
        if self.found is None or self.shown == "scatter":
            return None
        if self.shown == "profiles" and key.isdecimal():
            return int(key)
        return self.found.labels[accounts.index(key)] if key in accounts else None

    def action_open(self) -> None:
        """From a group to its accounts, from an account to its page."""
        accounts = self.made.data.accounts
        if self.shown == "profiles" and self.found and (group := self.group()) is not None:
            self.shown = "accounts"
            self._draw()
            own = {name for name, label in zip(accounts, self.found.labels, strict=True) if label == group}
            self.list.move_to(next(row.key for row in self.list.rows if row.key in own))
        elif record := self.subject():
            self.open_page(Account, record.id, list(accounts))

    def action_preview(self) -> None:
        """The next view: profiles, scatter, dendrogram, accounts."""
        self.shown = VIEWS[(VIEWS.index(self.shown) + 1) % len(VIEWS)]
        self._draw()

    def action_save_view(self) -> None:
        """Give each account its group's name as a tag, and keep each group's strategy under that name; one step."""
        found, data = self.found, self.made.data
        if found is None:
            self.tell(self._why_none())
            return
        said = word("segments.saved", n=len(data.accounts), k=found.k)
        names = {number: self.name_of(number) for number in range(1, found.k + 1)}
        strategies = self.kept.strategies_of(found.k)

        def tag_all(change: Change) -> None:
            keep(self.workspace, change, data, found.labels, names, strategies)

        self.save(said, tag_all, lambda: self.tell(said))

    def _draw(self) -> None:
        """Show the view that was picked."""
        scatter = self.shown == "scatter"
        self.view.display, self.list.display = scatter, not scatter
        shown = self._grouped()
        if shown is None:
            self.view.show(Chart("scatter", "", "number", empty=self._why_none()))
            self.list.set_empty(self._why_none())
            self.list.set_rows([])
        elif scatter:
            self.view.show(scatter_of(shown))
        else:
            columns, rows = {"profiles": profile_rows, "tree": tree_rows, "accounts": account_rows}[self.shown](shown)
            self.list.set_columns(columns)
            self.list.set_rows(rows)
        if not scatter:
            self.list.focus()
        self._describe()

    def _why_none(self) -> str:
        return word("segments.working") if self.working else self._problem or word("segments.none")

    def _grouped(self) -> Shown | None:
        """What the views are made of."""
        found, data = self.found, self.made.data
        if found is None:
            return None
        records = (self.workspace.get(Account, each) for each in data.accounts)
        accounts = tuple(clean(record.name if record else "-", 60) for record in records)
        names = {number: clean(name, 40) for number, name in self.kept.names_of(found.k).items()}
        return Shown(data, self.made.rows, found, self.kept.features, accounts, names, self.kept.strategies_of(found.k))

    def _describe(self) -> None:
        joint, made = word("charts.joint"), self.made
        features = joint.join(word(f"segments.feature.{name}") for name in self.kept.features)
        if self.kept.scale == "min-max":
            features += f" ({word('segments.scale.min-max')})"
        crumbs = [word(f"segments.way.{self.kept.way}"), word(f"segments.view.{self.shown}")]
        lines: list[tuple[str, list[str]]] = [(word("segments.feature"), [features])]
        if made.found is not None:
            quality = "-" if made.found.silhouette is None else f"{made.found.silhouette:.3f}"
            crumbs.insert(1, f"k = {made.found.k}")
            clear = word("segments.clear" if made.found.clear else "segments.unclear")
            lines.append((word("segments.silhouette"), [quality, clear]))
            told = [f"{k}: {score:.2f}" for k, score in sorted(made.scores.items())]
            lines.append((word("segments.proposed", k=made.proposed or 0), told))
        lines[0][1].extend([*([self._problem] if self._problem else []), *treated(made.rows)])
        self.facts.set_lines(lines)
        self.title_bar.show(crumbs=crumbs)
