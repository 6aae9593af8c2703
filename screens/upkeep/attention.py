"""What needs a person: decisions that a merge has left, rivals that may be one, and files that are damaged."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from kamtui.screens.bindings import bindings_of
from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.look import LookDialog
from kamtui.screens.rivals.pairs import RivalPairs, said_of_pair
from kamtui.screens.shell.clashes import by_whom
from kamtui.screens.shell.records import RecordActions
from kamtui.screens.shell.settling import clash_key, label_of, settle_one
from kamtui.screens.widgets.list_columns import Column, Row
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.virtual_list import VirtualList
from kamtui.store.files.conflicts import Clash
from kamtui.store.files.findings import DamagedFileError, Finding
from kamtui.store.files.layout import CONFIG
from kamtui.store.files.loader import read_bytes
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import LockedError, Workspace

MERGED = ("conflict_copy", "conflict_marker")
"""Findings that a merge can mend."""

AGAIN = 1.5
"""Seconds between two looks at the files."""

LARGEST_SHOWN = 4_000_000
"""Bytes of a file that are shown."""


class AttentionScreen(RivalPairs, RecordActions):
    """Everything that is set aside or undecided; Enter looks at it or decides it."""

    DEFAULT_CSS = """
    AttentionScreen .detail { height: auto; max-height: 4; padding: 0 1; background: $panel; }
    """

    KIND = "attention"
    BINDINGS: ClassVar[list[BindingType]] = bindings_of(KIND)

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show what is wrong in `workspace`."""
        super().__init__(workspace, notice)
        self._clashes: dict[str, tuple[str, Clash]] = {}
        self._findings: dict[str, Finding] = {}
        columns = [
            Column("what", word("attention.what"), 30, flexible=True),
            Column("where", word("attention.where"), 24, flexible=True),
            Column("works", word("attention.works"), 24, flexible=True, priority=1),
        ]
        self.list = VirtualList(columns, empty=word("attention.none"))
        self._detail = Static("", classes="detail")

    def body(self) -> Iterable[Widget]:
        """What needs a person, and the whole sentence about what is under the cursor."""
        yield self.list
        yield self._detail

    def on_mount(self) -> None:
        """Look again and again: a file that is no card of ours changes nothing that the app watches."""
        self.set_interval(AGAIN, self.show)

    def show(self) -> None:
        """Look at the workspace anew."""
        self._clashes = {clash_key(name, clash): (name, clash) for name, clash in self.workspace.clashes()}
        findings = [each for each in self.workspace.findings if each.level != "info"]
        shown = [each for each in findings if each not in self.workspace.ignored]
        self._findings = {f"file:{each.code}:{each.place}:{each.record}": each for each in shown}
        rows: list[Row] = []
        if self._clashes:
            rows.append(_heading("decisions", word("attention.decisions"), len(self._clashes)))
            rows += [self._clash_row(key, name, clash) for key, (name, clash) in self._clashes.items()]
        pairs = self.pair_rows()
        if pairs:
            rows += [_heading("rivals", word("spelling.heading"), len(pairs)), *pairs]
        if self._findings:
            rows.append(_heading("files", word("attention.files"), len(self._findings)))
            rows += [self._finding_row(key, finding) for key, finding in self._findings.items()]
        self.list.set_rows(rows)
        self.title_bar.show(crumbs=[word("attention.count", n=len(self._clashes) + len(pairs) + len(self._findings))])
        self._describe()

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        """Say all about what is under the cursor."""
        event.stop()
        self._describe()

    def action_open(self) -> None:
        """Decide what waits, or look at the file."""
        key = self.list.cursor_key or ""
        if key in self._clashes:
            settle_one(self, *self._clashes[key])
        elif self.pair():
            self.ask_pair()
        elif key in self._findings:
            self._look(self._findings[key])

    def action_merge(self) -> None:
        """Merge a conflict copy, the sides of a file with markers, or two rivals that are one."""
        if self.pair():
            self.merge_pair()
            return
        finding = self._finding()
        if finding is None or not self.may_write():
            return
        from kamtui.store.sync import SyncError, absorb

        try:
            absorbed = absorb(self.workspace.root, finding.file)
        except (SyncError, DamagedFileError, LockedError, OSError) as error:
            self.warn(word("attention.not_merged", why=str(error)))
            return
        self._anew()
        self.tell(word("attention.merged", name=absorbed.name, n=len(absorbed.waiting)))

    def action_last_good(self) -> None:
        """Ask, and put the last whole version in place of a damaged file."""
        finding = self._finding()
        if finding is None or not self.may_write():
            return
        from kamtui.store.sync import last_good, take_last_good

        good = None
        if not finding.record and finding.code not in ("stranger", "conflict_copy"):
            with suppress(OSError, ValueError):
                good = last_good(self.workspace.root, finding.file)
        if good is None:
            self.warn(word("attention.no_good"))
            return

        def taken(answer: str | None) -> None:
            if answer != "take":
                return
            try:
                done = take_last_good(self.workspace.root, finding.file)
            except (LockedError, OSError) as error:
                self.refuse(error)
                return
            self._anew()
            self.tell(word("attention.taken", name=finding.file, aside=done.aside if done else ""))

        question = word(
            "attention.ask_good", name=clean(finding.file), when=by_whom("", good.when),
            source=word(f"attention.source.{good.source}"), where=clean(good.where, 80),
        )  # fmt: skip
        answers = [("leave", word("attention.leave")), ("take", word("attention.take"))]
        self.app.push_screen(ConfirmDialog(question, answers), taken)

    def action_ignore(self) -> None:
        """Say nothing more of this until the next start; of two rivals, that they are two."""
        if self.pair():
            self.part_pair()
            return
        finding = self._finding()
        if finding:
            self.workspace.ignored.add(finding)
            self.show()
            self.show_status()
            self.tell(word("attention.ignored"))

    def _describe(self) -> None:
        key = self.list.cursor_key or ""
        said = ""
        if key in self._clashes:
            name, clash = self._clashes[key]
            said = word("attention.decide", what=label_of(self.workspace, name, clash)) + "\n" + clean(name, 200)
        elif pair := self.pair():
            said = said_of_pair(pair)
        elif key in self._findings:
            finding = self._findings[key]
            said = clean(finding.text(), 400) + "\n" + word("attention.still", what=_works(finding))
        self._detail.update(Content(said))

    def _finding(self) -> Finding | None:
        finding = self._findings.get(self.list.cursor_key or "")
        if finding is None:
            self.tell(word("attention.no_file"))
        return finding

    def _anew(self) -> None:
        self.workspace.refresh(everything=True)
        self.show()
        self.show_status()

    def _look(self, finding: Finding) -> None:
        """Show the file around the line that is wrong."""
        data = b""
        with suppress(OSError, DamagedFileError):
            data = read_bytes(self.workspace.root / finding.file, finding.file) or b""
        lines = data[:LARGEST_SHOWN].decode("utf-8", "replace").split("\n")
        actions = [("B", word("keys.last_good"), "last_good"), ("K", word("keys.ignore"), "ignore")]
        if finding.code in MERGED:
            actions.insert(0, ("M", word("keys.merge"), "merge"))
        self.app.push_screen(LookDialog(clean(finding.text(), 400), lines, finding.line, actions), self._act)

    async def _act(self, name: str | None) -> None:
        if name:
            await self.run_action(name)

    def _clash_row(self, key: str, name: str, clash: Clash) -> Row:
        what = word("attention.decide", what=label_of(self.workspace, name, clash))
        return Row(key, (Cell(what, "warning"), clean(name, 80), word("attention.works_record")), "&")

    def _finding_row(self, key: str, finding: Finding) -> Row:
        sentence = finding.text().removeprefix(f"{finding.place}: ")
        style = "bad" if finding.level == "error" else "warning"
        return Row(key, (Cell(clean(sentence, 200), style), clean(finding.place, 120), _works(finding)), "!")


def _works(finding: Finding) -> str:
    """What can still be used."""
    if finding.record:
        return word("attention.works_record")
    if finding.file == CONFIG or finding.file.startswith("method/"):
        return word("attention.works_default")
    return word("attention.works_others")


def _heading(name: str, text: str, count: int) -> Row:
    return Row(f"-{name}", (Cell(f"{text} ({count})", "strong"),))
