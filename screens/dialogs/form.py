"""A form for the fields of one record: what is typed is read at once, and nothing is lost.

Only the fields whose text was changed are returned, so that what others changed meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, Static, TextArea

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form_field import FormField
from kamtui.screens.dialogs.form_fields import FormFields
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

SHORT = 5
"""A form of at most so many fields takes no more room than it needs."""

Check = Callable[[dict[str, str]], Mapping[str, str]]
"""From the texts that were changed to what is wrong with them together, by field."""


class FormDialog(ModalScreen[dict[str, str] | None]):
    """Shows fields and returns the new texts by name, only those that were changed; None when it was left."""

    DEFAULT_CSS = """
    FormDialog {
        align: center middle;
        & > Vertical {
            width: 100%; max-width: 110; height: 100%; max-height: 50;
            border: ascii $primary; background: $surface; padding: 0 1;
        }
        & .title { height: 1; text-style: bold; }
        & .about { height: auto; color: $text-muted; display: none; }
        & .about.-shown { display: block; }
        & .keys { height: 1; color: $text-muted; }
        &.-short > Vertical { height: auto; max-height: 100%; }
        &.-short FormFields { height: auto; max-height: 60vh; }
        &.-stacked .field { layout: vertical; }
        &.-stacked .label { width: 100%; height: auto; }
        &.-stacked Below { margin-left: 4; }
        &.-stacked FormInput { margin-left: 2; border-left: ascii $primary; padding-left: 1; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("ctrl+s,f2", "save", show=False, priority=True),
        Binding("ctrl+e", "edit_outside", show=False, priority=True),
    ]

    LEAVE: ClassVar[tuple[str, ...]] = ("stay", "save", "drop")
    """What can be done with a form that is left with something typed; the careful answer first."""

    _lines = query_one(FormFields)

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        focus: str = "",
        *,
        about: str = "",
        preset: Mapping[str, str] | None = None,
        typed: Mapping[str, str] | None = None,
        check: Check | None = None,
    ) -> None:
        """Create the form.

        Args:
            title: What is being edited, cleaned.
            fields: From top to bottom.
            focus: Name of the field to start in; the first one where there is none of that name.
            about: A sentence below the title, cleaned.
            preset: Texts that are proposed, by field; they are returned, but leaving the form loses nothing.
            typed: Texts that were typed before, by field; they stand in the form as if they were typed again.
            check: Looks at everything before it is returned; a fault that it names keeps the form open.
        """
        super().__init__()
        self._title, self._fields, self._start, self._about = title, tuple(fields), focus, about
        self.set_class(len(self._fields) <= SHORT, "-short")
        proposed = dict(preset or {})
        self._check = check
        self._heard: Callable[[dict[str, str]], object] | None = None
        self._left: Callable[[], object] | None = None
        self._began = proposed | dict(typed or {})
        self._untouched = {field.name: proposed.get(field.name, field.text) for field in self._fields}

    def keep_safe(self, heard: Callable[[dict[str, str]], object], left: Callable[[], object]) -> None:
        """Tell `heard` what has been typed so far after each change, and call `left` when a field is left."""
        self._heard, self._left = heard, left

    def compose(self) -> ComposeResult:
        """Show the fields between their title and the keys."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield Static(Content(self._about), classes="about -shown" if self._about else "about")
            yield FormFields(self._fields, self._began)
            yield Static(Content(word("form.keys")), classes="keys")

    def on_mount(self) -> None:
        """Start in the field that was asked for."""
        self._lines.go_to(self._start)

    def texts(self) -> dict[str, str]:
        """What all fields say now, by name."""
        return self._lines.texts()

    def changed(self) -> dict[str, str]:
        """What was typed so far: the fields that no longer say what they said, by name."""
        return self._lines.changed()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Have what was typed kept as a draft."""
        event.stop()
        if self._heard:
            self._heard(self.changed())

    @on(Input.Submitted)
    def _finished(self, event: Input.Submitted) -> None:
        """Save on Enter in the last field."""
        event.stop()
        self.action_save()

    def on_descendant_blur(self) -> None:
        """Bring the draft to disk when a field is left."""
        if self._left:
            self._left()

    def action_save(self) -> None:
        """Return what was changed, or go to the first field that is wrong."""
        wrong = self._lines.misread()
        if not wrong and self._check:
            wrong = self._lines.blame(self._check(self.changed()))
        if wrong:
            self._lines.go_to(wrong[0])
        else:
            self.dismiss(self.changed())

    def action_cancel(self) -> None:
        """Close the list of matches, or leave the form; ask first if something was typed."""
        if self._lines.close_list():
            return
        if self.texts() == self._untouched:
            self.dismiss(None)
        else:
            answers = [(name, word(f"form.{name}")) for name in self.LEAVE]
            self.app.push_screen(ConfirmDialog(word("form.unsaved"), answers), self.leave)

    def action_edit_outside(self) -> None:
        """Open a field of several lines in the person's own editor; a field of one line goes to its end."""
        editor = self.focused
        if isinstance(editor, Input):
            editor.action_end()
        if not isinstance(editor, TextArea):
            return
        from kamtui.screens.dialogs.editor import EditorError, edit_outside

        if self._left:
            self._left()
        try:
            editor.load_text(edit_outside(self.app, editor.text))
        except EditorError as error:
            below = self._lines.below(self._lines.field_of(editor))
            below.say(clean(error, 400), wrong=True)
            self.call_after_refresh(below.scroll_visible, animate=False)

    def leave(self, answer: str | None) -> None:
        """Do what was answered when the form was to be left."""
        if answer == "save":
            self.action_save()
        elif answer == "drop":
            self.dismiss(None)
