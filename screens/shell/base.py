"""What every screen of the workbench shares: title and footer, help, undo, saving, the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from textual.app import ComposeResult
from textual.message import Message
from textual.widget import Widget

from kamtui.screens.bindings import footer_of, help_entry
from kamtui.screens.shell.appearance import Appearance
from kamtui.screens.shell.copying import Copying
from kamtui.screens.shell.menus import Menus
from kamtui.screens.shell.undoing import UndoScreen
from kamtui.screens.widgets.painter import Cell
from kamtui.screens.widgets.status_footer import StatusFooter
from kamtui.screens.widgets.title_bar import TitleBar
from kamtui.store.text import dates
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word
from kamtui.store.workspace import Change, Workspace

SETTLED = 0.3
"""Seconds after a screen has come to the front in which nothing else is done."""

TOLD = 5.0
"""Seconds for which the footer says what was done."""


class WorkScreen(Menus, Copying, Appearance, UndoScreen):
    """A screen over a workspace. It asks the workspace, hands records to widgets, and saves what they ask for."""

    class SyncAsked(Message):
        """A sync is to be started, or the one that goes on to be stopped."""

    def __init__(self, workspace: Workspace, notice: str = "") -> None:
        """Show `workspace`; `notice` stands in the title of every screen, such as that this is a demo."""
        super().__init__()
        self.workspace = workspace
        self.notice = notice
        self.title_bar = TitleBar(word(f"screens.{self.KIND}"), status=self._place())
        self.footer = StatusFooter(footer_of(self.KIND), help_entry())
        self._hint = TitleBar(id="hint")
        self._hint.display = False
        self._told = 0
        self._due = (0, 0)

    def body(self) -> Iterable[Widget]:
        """The widgets between title and footer."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Title, body, footer."""
        yield self.title_bar
        yield from self.body()
        if self._hint.display:
            yield self._hint
        yield self.footer

    def on_screen_resume(self) -> None:
        """Show what there is, or what has changed while another screen was in front.

        What is wrong with the files is looked for once that is painted.
        """
        self._due = self.workspace.known(("due", self.today())) or self._due
        self.show()
        self.call_after_refresh(self.show_status)
        self.set_timer(SETTLED, self.count_due)

    def _place(self) -> list[str | Cell]:
        """Which workspace this is, and what is said of it in every title."""
        return [clean(self.workspace.config.name, 24), *([Cell(self.notice, "banner")] if self.notice else [])]

    def show_status(self) -> None:
        """Name the workspace, and say that it is read-only or that files are set aside."""
        status = [*self._place(), *self.badge()]
        if self.workspace.busy:
            status.append(Cell(self.workspace.busy, "strong"))
        ignored = self.workspace.ignored
        damaged = sum(finding.level == "error" for finding in self.workspace.findings if finding not in ignored)
        if damaged:
            status.append(Cell(word("screens.damaged", n=damaged) + " Q", "warning"))
        if self.workspace.undecided:
            status.append(Cell(word("screens.undecided", n=len(self.workspace.undecided)) + " Q", "warning"))
        if self.workspace.gone:
            status.append(Cell(word("screens.gone"), "banner"))
        elif self.workspace.read_only:
            status.append(Cell(word(f"screens.read_only.{self.workspace.read_only}"), "banner"))
        self.title_bar.show(status=status)

    def badge(self) -> list[Cell]:
        """What is late and for today, once that has been counted: the first paint does not wait for it."""
        late, now = self._due
        said = [Cell(word("reviewing.badge.late", n=late), "warning")] if late else []
        return [*said, *([Cell(word("reviewing.badge.today", n=now))] if now else [])]

    def count_due(self) -> None:
        """Count anew what is due, if something has changed, and show it."""
        from kamtui.store.review.dues import counts

        today = self.today()
        due = self.workspace.derived(("due", today), lambda: counts(self.workspace, today))
        if due != self._due:
            self._due = due
            self.show_status()

    def on_status_footer_chosen(self, event: StatusFooter.Chosen) -> None:
        """Do what a click on the footer asks for."""
        event.stop()
        self.call_later(self.run_action, event.action)

    def today(self) -> dt.date:
        """The day of the person at the terminal."""
        return dates.today()

    def save(self, what: str, act: Callable[[Change], object], then: Callable[[], object] | None = None) -> bool:
        """Make one change and show it, and soon count anew what is due; whether it was saved at once."""
        saved = super().save(what, act, then)
        self.set_timer(SETTLED, self.count_due)
        return saved

    def tell(self, text: str) -> None:
        """Say in the footer what was done."""
        self.footer.show(footer_of(self.KIND), clean(text, 120))
        self._told += 1
        self.set_timer(TOLD, lambda told=self._told: self._forget(told))

    def hint(self, text: str) -> None:
        """Say above the footer what a newcomer may try next; nothing when there is nothing to say."""
        self._hint.display = bool(text)
        self._hint.show(title=text)
        if text and self.footer.is_attached and not self._hint.is_attached:
            self.mount(self._hint, before=self.footer)

    def find(self, query: str, record: str) -> None:
        """Narrow the screen to what a filter finds, and go to a record; screens without either ignore it."""

    def _forget(self, told: int) -> None:
        if told == self._told:
            self.footer.show(footer_of(self.KIND))

    def action_attention(self) -> None:
        """Show what is damaged, in conflict or undecided."""
        if self.KIND != "attention":
            self.show_screen("attention")

    def action_sync(self) -> None:
        """Sync with git in the background; while that goes on, stop it."""
        self.post_message(self.SyncAsked())

    def action_reload(self) -> None:
        """Read from disk again."""
        self.workspace.refresh(everything=True)
        self.show()
        self.show_status()

    def action_leave(self) -> None:
        """Go back; on the first screen, quit."""
        if self._is_first():
            self.app.exit()
        else:
            self.app.pop_screen()

    def action_back(self) -> None:
        """Go back; on the first screen, do nothing."""
        if not self._is_first():
            self.app.pop_screen()

    def action_quit(self) -> None:
        """Leave kamtui."""
        self.app.exit()

    def _is_first(self) -> bool:
        return len(self.app.screen_stack) <= 1
