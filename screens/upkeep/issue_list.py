"""The issues that the data quality page lists: looked for once for each state of the data, ignored ones apart."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from kamtui.store.records import KINDS, OrderLine, Record
from kamtui.store.tidy import Issue, ignored, issues, unsearched
from kamtui.store.tidy.order_fixes import order_line
from kamtui.store.workspace import Workspace

ORDER = ("error", "duplicate", "unit", "outlier", "missing")
"""The kinds as they are shown: what falsifies figures most comes first."""
MOST_LINES = 20
"""Order lines of an issue that are looked up: the first of them are told."""


class IssueList:
    """What was found in a workspace, by kind, and the records that have it."""

    def __init__(self, workspace: Workspace) -> None:
        """List nothing yet."""
        self._workspace = workspace
        self._seen: int | None = None
        self._all: list[Issue] = []
        self._lines: dict[str, OrderLine | None] = {}
        self.shown: dict[str, Issue] = {}
        """By the key of its row an issue."""
        self.counts: Counter[str] = Counter()
        """By kind how many are shown."""
        self.hidden: set[str] = set()
        """The keys of those that somebody has ignored."""

    def unread(self, today: dt.date) -> list[str]:
        """The months of orders that have to be looked through before `look`."""
        return unsearched(self._workspace, today)

    def look(self, today: dt.date) -> None:
        """Look for what is wrong, where the data have changed since."""
        if self._seen != self._workspace.generation:
            self._all, self._lines = issues(self._workspace, today), {}
            self._seen = self._workspace.generation

    def keep_found(self) -> None:
        """Take what was found for what there is: the data have changed in nothing that is looked at."""
        self._seen = self._workspace.generation

    def keys(self, with_ignored: bool) -> list[str]:
        """The keys of all rows in order, a heading before each kind."""
        known = ignored(self._workspace)
        self.hidden = {part.key for found in self._all if found.key in known for part in found.parts()} | known.keys()
        self.shown, self.counts = {}, Counter()
        keys: list[str] = []
        for kind in ORDER:
            own = {part.key: part for found in self._all if found.kind == kind for part in found.parts()}
            shown = {key: each for key, each in own.items() if with_ignored or key not in self.hidden}
            if shown:
                keys += [f"-{kind}", *shown]
                self.counts[kind] = len(shown)
                self.shown |= shown
        return keys

    def records(self, found: Issue | None) -> list[Record]:
        """The records of an issue that are there."""
        kind = KINDS.get(found.table) if found else None
        if found is None or kind is None:
            return []
        if kind is OrderLine:
            return [line for each in found.records[:MOST_LINES] if (line := self._line(each))]
        return [record for each in found.records if (record := self._workspace.get(kind, each))]

    def _line(self, line_id: str) -> OrderLine | None:
        """An order line, looked up in the months without reading the lines around it."""
        if line_id not in self._lines:
            self._lines[line_id] = order_line(self._workspace, line_id)
        return self._lines[line_id]
