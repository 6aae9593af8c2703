"""Rivals that are spelled in two ways, on the page of what needs a person: one or two, decided once."""

from __future__ import annotations

from collections.abc import Callable

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.shell.listing import ListScreen
from kamtui.screens.widgets.list_columns import Row
from kamtui.screens.widgets.painter import Cell
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.tidy import RivalPair, keep_apart, likely_rivals, merge_rivals


class RivalPairs(ListScreen):
    """Lists the pairs and keeps what is decided about them."""

    _looked: tuple[int, dict[str, RivalPair]] = (-1, {})
    """The version of the workspace in which the pairs were looked for, and the pairs."""

    def pair_rows(self) -> list[Row]:
        """A row for each pair that nobody has decided about."""
        if self._looked[0] != self.workspace.generation:
            found = {f"pair:{each.first.id}:{each.second.id}": each for each in likely_rivals(self.workspace)}
            self._looked = self.workspace.generation, found
        return [_row(key, pair) for key, pair in self._looked[1].items()]

    def pair(self) -> RivalPair | None:
        """The pair under the cursor."""
        return self._looked[1].get(self.list.cursor_key or "")

    def ask_pair(self) -> None:
        """Ask whether the two are one."""
        if self.pair() is None or not self.may_write():
            return
        answers = [(name, word(f"spelling.answer.{name}")) for name in ("later", "same", "apart")]
        decided: dict[str | None, Callable[[], None]] = {"same": self.merge_pair, "apart": self.part_pair}

        def act(answer: str | None) -> None:
            if answer in decided:
                decided[answer]()

        pair = self.pair()
        self.app.push_screen(ConfirmDialog(said_of_pair(pair) if pair else "", answers), act)

    def merge_pair(self) -> None:
        """Make one of the two; the second one's name stays as an alias, and no import asks again."""
        self._keep(merge_rivals, "tidy.merged", ("winner", "loser"))

    def part_pair(self) -> None:
        """Remember that they are two."""
        self._keep(keep_apart, "spelling.apart", ("one", "other"))

    def _keep(self, act: Callable[..., None], said: str, places: tuple[str, str]) -> None:
        pair = self.pair()
        if pair is None or not self.may_write():
            return
        try:
            act(self.workspace, pair.first, pair.second)
        except Exception as error:
            self.refuse(error)
            return
        self.show()
        names = (clean(pair.first.name, 40), clean(pair.second.name, 40))
        self.tell(word("deals.undoable", what=word(said, **dict(zip(places, names, strict=True)))))


def said_of_pair(pair: RivalPair) -> str:
    """The question about a pair, with the reason for it."""
    first, second = clean(pair.first.name, 60), clean(pair.second.name, 60)
    return word("spelling.question", first=first, second=second, why=word(f"exchange.why.{pair.why}"))


def _row(key: str, pair: RivalPair) -> Row:
    names = f"{clean(pair.second.name, 60)} = {clean(pair.first.name, 60)}?"
    return Row(key, (Cell(names, "warning"), word("spelling.where"), word(f"exchange.why.{pair.why}")), "=")
