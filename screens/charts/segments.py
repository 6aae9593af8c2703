"""Segments: accounts grouped by how they buy, looked at, named, and kept as tags (A8.01-A8.06)."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

import msgspec
from textual.binding import BindingType
from textual.widget import Widget
from textual.worker import get_current_worker

from kamtui.screens.bindings import bindings_of
from kamtui.screens.charts.segment_rows import account_rows, profile_rows, scatter_of, tree_rows
from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.shell.order_reading import OrderReading
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.chart_view import ChartView
from kamtui.screens.widgets.fact_lines import FactLines
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.answers import Question
from kamtui.store.answers.grouping import Grouping, Wish, grouping, keep
from kamtui.store.answers.segmenting import CHOICES, NUMBERS, Features, features_of
from kamtui.store.figures.segments import (
    MOST_GROUPS,
    Scale,
    Segments,
    SegmentsMissingError,
    Table,
    TooManyGroupsError,
    Way,
    largest_k,
    prepare,
    ready,
)
from kamtui.store.records import Account, Record
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, Workspace

WAYS: tuple[Way, ...] = ("kmeans", "ward", "average")
VIEWS = ("profiles", "scatter", "tree", "accounts")
_TOPIC = "segments"
_LOADING = "scikit-learn"
"""The group of the worker."""


class Kept(msgspec.Struct):
    """What this person has set: features, method, number of groups, scale, names and strategies by group."""

    features: tuple[str, ...] = Wish().features
    way: Way = "kmeans"
    k: int | None = None
    """None is the number that the silhouette proposes."""
    scale: Scale = "z-score"
    names: dict[str, str] = {}
    strategies: dict[str, str] = {}


class SegmentsScreen(ListScreen, OrderReading, RecordActions):
    """Groups of accounts against the whole, in four views; the same data give the same groups."""

    KIND = "segments"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Group the accounts of `workspace`."""
        super().__init__(workspace, notice)
        self.kept = workspace.preference(_TOPIC, Kept) or Kept()
        self.list = VirtualList([Column("name", "", 20, flexible=True)], empty=word("segments.none"))
        self.view, self.facts = ChartView(), FactLines(3)
        self.shown = "profiles"
        self.found: Segments | None = None
        self.data = Features("", (), {}, {})
        self.rows = Table((), ())
        self._scores: dict[int, float] = {}
        self._problem = ""

    def body(self) -> Iterable[Widget]:
        """The scatter or the list, and below it how clear the groups are."""
        self.view.display = False
        yield self.view
        yield self.list
        yield self.facts

    def show(self) -> None:
        """Group anew and draw."""
        if not self.orders_are_read():
            return
        if not ready():
            self.show_reading(word("segments.loading"))
            self.run_worker(self._load, thread=True, exclusive=True, group=_LOADING)
            return
        self.list.set_empty(word("segments.none"))
        self.data = features_of(self.workspace, Question("sales", as_of=self.today()))
        self._problem = ""
        made = Grouping(self.data, Table((), ()), None, {})
        wish = Wish(self.kept.features, self.kept.way, self.kept.k, self.kept.scale)
        try:
            try:
                made = grouping(self.data, wish)
            except TooManyGroupsError as error:
                self._problem = word("segments.too_many", k=self.kept.k, largest=error.largest)
                made = grouping(self.data, msgspec.structs.replace(wish, k=None))
        except SegmentsMissingError:
            self._problem = word("figures.problem.segments", command='pip install "kamtui[segments]"')
        except ValueError:
            self._problem = word("segments.too_many_rows", n=len(self.data.accounts))
        self.rows, self.found, self._scores = made.rows, made.found, made.scores
        self._draw()

    def _load(self) -> None:
        """Import what groups, in a thread, and then show."""
        with suppress(SegmentsMissingError):
            prepare()
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._loaded)

    def _loaded(self) -> None:
        if self.is_current and ready():
            self.show()

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
        key = self.list.cursor_key or ""
        if self.found is None:
            return None
        if self.shown == "profiles" and key.isdecimal():
            return int(key)
        return self.found.labels[self.data.accounts.index(key)] if key in self.data.accounts else None

    def name_of(self, group: int) -> str:
        """What a group is called."""
        return clean(self.kept.names.get(str(group), ""), 40) or word("segments.group", n=group)

    def action_open(self) -> None:
        """From a group to its accounts, from an account to its page."""
        if self.shown == "profiles" and self.group() is not None:
            group = self.group()
            self.shown = "accounts"
            self._draw()
            first = next(
                (name for name, label in zip(self.data.accounts, self._labels(), strict=False) if label == group), ""
            )
            self.list.move_to(first)
        elif record := self.subject():
            self.open_page(Account, record.id, list(self.data.accounts))

    def action_preview(self) -> None:
        """The next view: profiles, scatter, dendrogram, accounts."""
        self.shown = VIEWS[(VIEWS.index(self.shown) + 1) % len(VIEWS)]
        self._draw()

    def action_columns(self) -> None:
        """Pick a feature to take in or leave out; at least one stays."""
        rows = [
            Row(name, ("x" if name in self.kept.features else "", word(f"segments.feature.{name}")))
            for name in (*(name for name in NUMBERS if name in self.data.numbers), *CHOICES)
        ]
        rows.append(Row("min-max", ("x" if self.kept.scale == "min-max" else "", word("segments.scale.min-max"))))
        columns = [Column("on", "", 2), Column("name", word("segments.feature"), 30, flexible=True)]

        def chosen(name: str | None) -> None:
            if not name:
                return
            if name == "min-max":
                self._keep(scale="z-score" if self.kept.scale == "min-max" else "min-max")
                return
            kept = tuple(each for each in self.kept.features if each != name)
            self._keep(features=kept if len(kept) < len(self.kept.features) else (*kept, name))

        dialog = PickDialog(word("segments.pick"), columns, rows, hint=word("screens.help.hint"), empty="-")
        self.app.push_screen(dialog, chosen)

    def action_group(self) -> None:
        """The next method: k-means, Ward, average linkage."""
        self._keep(way=WAYS[(WAYS.index(self.kept.way) + 1) % len(WAYS)])

    def action_raise(self) -> None:
        """One group more, as far as there are that many different accounts."""
        self._set_k((self.found.k if self.found else 1) + 1)

    def action_lower(self) -> None:
        """One group fewer; below two the number is proposed again."""
        self._set_k((self.found.k if self.found else 2) - 1)

    def action_edit(self) -> None:
        """Type a name for the group under the cursor, and behind a colon what is to be done with it."""
        group = self.group()
        if group is None:
            self.tell(word("segments.no_group"))
            return
        key = str(group)

        def take(text: str | None) -> None:
            if text is not None:
                name, strategy = _parted(text)
                self._keep(names={**self.kept.names, key: name}, strategies={**self.kept.strategies, key: strategy})

        strategy = self.kept.strategies.get(key, "")
        text = self.kept.names.get(key, "") + (f": {strategy}" if strategy else "")
        said = word("segments.name_hint")
        dialog = LineDialog(
            word("segments.name", group=self.name_of(group)), lambda line: _read(line, said), hint=said, text=text
        )
        self.app.push_screen(dialog, take)

    def action_save_view(self) -> None:
        """Give each account its group's name as a tag, and keep each group's strategy under that name; one step."""
        if self.found is None:
            self.tell(self._problem or word("segments.none"))
            return
        said = word("segments.saved", n=len(self.data.accounts), k=self.found.k)
        labels, data = self.found.labels, self.data
        names = {number: self.name_of(number) for number in range(1, self.found.k + 1)}
        strategies = {number: self.kept.strategies.get(str(number), "") for number in names}

        def tag_all(change: Change) -> None:
            keep(self.workspace, change, data, labels, names, strategies)

        self.save(said, tag_all, lambda: self.tell(said))

    def _labels(self) -> tuple[int, ...]:
        return self.found.labels if self.found else ()

    def _set_k(self, k: int) -> None:
        largest = min(largest_k(self.rows.rows), MOST_GROUPS * 2) if self.rows.rows else 0
        if k > largest:
            self.tell(word("segments.too_many", k=k, largest=largest))
            return
        self._keep(k=None if k < 2 else k)

    def _keep(self, **fields: object) -> None:
        """Remember what was set, and group anew."""
        changed = msgspec.structs.replace(self.kept, **fields)
        if not changed.features:
            self.tell(word("segments.one_feature"))
            return
        self.kept = changed
        self.workspace.prefer(_TOPIC, self.kept)
        self.show()

    def _draw(self) -> None:
        """Show the view that was picked."""
        scatter = self.shown == "scatter"
        self.view.display, self.list.display = scatter, not scatter
        if self.found is None:
            self.view.show(scatter_of(self, self._problem))
            self.list.set_empty(self._problem or word("segments.none"))
            self.list.set_rows([])
        elif scatter:
            self.view.show(scatter_of(self, ""))
        else:
            columns, rows = {"profiles": profile_rows, "tree": tree_rows, "accounts": account_rows}[self.shown](self)
            self.list.set_columns(columns)
            self.list.set_rows(rows)
        if not scatter:
            self.list.focus()
        self._describe()

    def _describe(self) -> None:
        features = word("charts.joint").join(word(f"segments.feature.{name}") for name in self.kept.features)
        if self.kept.scale == "min-max":
            features += f" ({word('segments.scale.min-max')})"
        crumbs = [word(f"segments.way.{self.kept.way}"), word(f"segments.view.{self.shown}")]
        lines: list[tuple[str, list[str]]] = [(word("segments.feature"), [features])]
        if self.found is not None:
            quality = "-" if self.found.silhouette is None else f"{self.found.silhouette:.3f}"
            crumbs.insert(1, f"k = {self.found.k}")
            clear = word("segments.clear" if self.found.clear else "segments.unclear")
            lines.append((word("segments.silhouette"), [quality, clear]))
            told = [f"{k}: {score:.2f}" for k, score in sorted(self._scores.items())]
            best_k = max(self._scores, key=lambda k: (self._scores[k], -k), default=0)
            lines.append((word("segments.proposed", k=best_k), told))
        dropped = [word("segments.dropped", names=" ".join(self.rows.dropped))] if self.rows.dropped else []
        filled = [word("segments.filled", name=name, n=n) for name, n in self.rows.filled.items()]
        lines[0][1].extend([*([self._problem] if self._problem else []), *dropped, *filled])
        self.facts.set_lines(lines)
        self.title_bar.show(crumbs=crumbs)


def _parted(text: str) -> tuple[str, str]:
    """A name and what stands behind its colon."""
    name, _, strategy = text.replace("\uff1a", ":", 1).partition(":")
    return name.strip(), strategy.strip()


def _read(text: str, hint: str) -> str:
    """What was understood; ValueError without a name."""
    name, strategy = _parted(text)
    if not name:
        raise ValueError(hint)
    return clean(f"{name}  {strategy}".strip(), 200)
