"""How accounts are to be grouped, and what groups are called: what a person sets on the segments screen."""

from __future__ import annotations

import msgspec

from kamtui.screens.dialogs.line import LineDialog
from kamtui.screens.dialogs.pick import PickDialog
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.store.answers.grouping import Grouping, Wish
from kamtui.store.answers.segmenting import CHOICES, NUMBERS, Features
from kamtui.store.figures.segments import MOST_GROUPS, Scale, Segments, Table, Way, largest_k
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Workspace

WAYS: tuple[Way, ...] = ("kmeans", "ward", "average")
NOTHING = Grouping(Features("", (), {}, {}), Table((), ()), None, {})
"""Before anything has been grouped."""
_TOPIC = "segments"


class Kept(msgspec.Struct):
    """What this person has set: features, method, number of groups, scale, and by group its name and strategy."""

    features: tuple[str, ...] = Wish().features
    way: Way = "kmeans"
    k: int | None = None
    """None is the number that the silhouette proposes."""
    scale: Scale = "z-score"
    names: dict[str, str] = {}
    strategies: dict[str, str] = {}

    @property
    def wish(self) -> Wish:
        """How the accounts are to be grouped."""
        return Wish(self.features, self.way, self.k, self.scale)

    def key(self, group: int, k: int) -> str:
        """A group of `k`, made as is set: another method or feature makes others, which are not called the same."""
        return " ".join((str(group), str(k), self.way, self.scale, *sorted(self.features)))

    def names_of(self, k: int) -> dict[int, str]:
        """The groups of `k` that have a name."""
        return self._of(self.names, k)

    def strategies_of(self, k: int) -> dict[int, str]:
        """The groups of `k` that have a strategy."""
        return self._of(self.strategies, k)

    def _of(self, texts: dict[str, str], k: int) -> dict[int, str]:
        return {group: text for group in range(1, k + 1) if (text := texts.get(self.key(group, k)))}


class SegmentSetting(RecordActions):
    """Chooses features, method and number of groups, and names the groups; all of it is remembered."""

    kept: Kept
    made: Grouping = NOTHING
    working = False
    """Whether other groups than those that were made last are being worked out."""

    @property
    def found(self) -> Segments | None:
        """The groups, where there are any that are as set."""
        return None if self.working else self.made.found

    @property
    def k(self) -> int:
        """The number of groups: the one that is shown, or that was asked for since; 0 without groups."""
        if self.working and self.kept.k:
            return self.kept.k
        return self.made.found.k if self.made.found else 0

    def group(self) -> int | None:
        """The group under the cursor."""
        raise NotImplementedError

    def remembered(self, workspace: Workspace) -> Kept:
        """What was set when this screen was last used."""
        return workspace.preference(_TOPIC, Kept) or Kept()

    def name_of(self, group: int) -> str:
        """What a group is called."""
        names = self.kept.names_of(self.found.k) if self.found else {}
        return clean(names.get(group, ""), 40) or word("segments.group", n=group)

    def action_columns(self) -> None:
        """Pick a feature to take in or leave out; at least one stays."""
        rows = [
            Row(name, ("x" if name in self.kept.features else "", word(f"segments.feature.{name}")))
            for name in (*(name for name in NUMBERS if name in self.made.data.numbers), *CHOICES)
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
        self._set_k(max(self.k, 1) + 1)

    def action_lower(self) -> None:
        """One group fewer; below two the number is proposed again."""
        self._set_k(self.k - 1)

    def action_edit(self) -> None:
        """Type a name for the group under the cursor, and behind a colon what is to be done with it."""
        group, found = self.group(), self.found
        if group is None or found is None:
            self.tell(word("segments.working" if self.working else "segments.no_group"))
            return
        key = self.kept.key(group, found.k)

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

    def _set_k(self, k: int) -> None:
        rows = self.made.rows.rows
        largest = min(largest_k(rows), MOST_GROUPS * 2) if rows else 0
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
