"""A form for the fields of one record: what is typed is read at once, and nothing is lost.

Only the fields whose text was changed are returned, so that what others changed meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static, TextArea

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word


@dataclass(frozen=True)
class FormField:
    """One field of a form."""

    name: str
    """The record's field."""
    label: str
    """What people call it."""
    text: str
    """Its value as it is typed."""
    parse: Callable[[str], Any]
    """Reads what was typed; raises ValueError with a sentence for people."""
    echo: Callable[[Any], str]
    """Shows what was understood."""
    choices: tuple[str, ...] = ()
    """Texts that are offered while typing."""
    long: bool = False
    """Whether it may have several lines."""


class FormFields(VerticalScroll, inherit_bindings=False):
    """The scrolling part of a form; it takes no keys, so that up and down go from field to field."""


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
        & .keys { height: 1; color: $text-muted; }
        & .field { height: auto; }
        & .label { width: 18; }
        & .value { width: 1fr; height: auto; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & TextArea, & TextArea:focus { border: none; height: 3; padding: 0; background: $boost; }
        & Input:focus, & TextArea:focus { background: $panel; text-style: underline; }
        & .echo { height: auto; color: $text-muted; display: none; }
        & .echo.-shown { display: block; }
        & .echo.-wrong { color: $text-error; text-style: bold; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, priority=True),
        Binding("ctrl+s,f2", "save", show=False, priority=True),
        Binding("ctrl+e", "edit_outside", show=False, priority=True),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[FormField],
        focus: str = "",
        typed: Mapping[str, str] | None = None,
        keep: Callable[[dict[str, str], bool], None] | None = None,
    ) -> None:
        """Create the form.

        Args:
            title: What is being edited, cleaned.
            fields: From top to bottom.
            focus: Name of the field to start in; the first one where there is none of that name.
            typed: Texts that were typed already, by field.
            keep: Called with the texts that differ at every change, and with True when a field is left: what is to
                survive the end of the program.
        """
        super().__init__()
        self._typed_before, self._keep = dict(typed or {}), keep
        self._title, self._fields, self._start = title, tuple(fields), focus

    def compose(self) -> ComposeResult:
        """Show a line for each field."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            with FormFields(can_focus=False):
                for field in self._fields:
                    with Horizontal(classes="field"):
                        yield Static(Content(field.label), classes="label")
                        with Vertical(classes="value"):
                            yield self._editor(field)
                            yield Static("", classes="echo", id=f"echo-{field.name}")
            yield Static(Content(word("form.keys")), classes="keys")

    def on_mount(self) -> None:
        """Start in the field that was asked for."""
        names = [field.name for field in self._fields]
        start = self._start if self._start in names else names[0]
        self.set_focus(self.query_one(f"#field-{start}"))
        for field in self._fields:
            if field.name in self._typed_before:
                self._understood(field)

    def on_descendant_blur(self) -> None:
        """Keep what stands in the form when a field is left."""
        if self._keep:
            self._keep(self.texts, True)

    @property
    def texts(self) -> dict[str, str]:
        """What was typed, by field, where it differs from what the record says."""
        texts = {field.name: self._text(field) for field in self._fields}
        return {field.name: texts[field.name] for field in self._fields if texts[field.name] != field.text}

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Say below the field what was understood, or what is wrong."""
        event.stop()
        self._understood(self._field(event.control.id or ""))
        if self._keep:
            self._keep(self.texts, False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Go on to the next field; behind the last one, save."""
        event.stop()
        if event.input.id == f"field-{self._fields[-1].name}":
            self.action_save()
        else:
            self.focus_next()

    def action_save(self) -> None:
        """Return what was changed, or go to the first field that is wrong."""
        for field in self._fields:
            if not self._understood(field):
                self.query_one(f"#field-{field.name}").focus()
                return
        self.dismiss(self.texts)

    def action_cancel(self) -> None:
        """Leave the form; ask first if something was typed."""
        if not self.texts:
            self.dismiss(None)
            return
        answers = [(name, word(f"form.{name}")) for name in ("stay", "save", "drop")]
        self.app.push_screen(ConfirmDialog(word("form.unsaved"), answers), self._leave)

    def action_edit_outside(self) -> None:
        """Open a field of several lines in the person's own editor; a field of one line goes to its end."""
        editor = self.focused
        if isinstance(editor, Input):
            editor.action_end()
        if not isinstance(editor, TextArea):
            return
        from kamtui.screens.dialogs.editor import EditorError, edit_outside

        if self._keep:
            self._keep(self.texts, True)
        try:
            editor.load_text(edit_outside(self.app, editor.text))
        except EditorError as error:
            self._say(self._field(editor.id or ""), clean(error, 400), wrong=True)

    def _leave(self, answer: str | None) -> None:
        if answer == "save":
            self.action_save()
        elif answer == "drop":
            self.dismiss(None)

    def _editor(self, field: FormField) -> Input | TextArea:
        name, text = f"field-{field.name}", self._typed_before.get(field.name, field.text)
        if field.long:
            return TextArea(text, id=name, soft_wrap=True, tab_behavior="focus")
        suggester = SuggestFromList(field.choices, case_sensitive=False) if field.choices else None
        return Input(text, id=name, suggester=suggester)

    def _field(self, widget: str) -> FormField:
        return next(field for field in self._fields if f"field-{field.name}" == widget)

    def _text(self, field: FormField) -> str:
        editor = self.query_one(f"#field-{field.name}")
        return editor.text if isinstance(editor, TextArea) else editor.value if isinstance(editor, Input) else ""

    def _understood(self, field: FormField) -> bool:
        """Read one field and say below it what was understood or what is wrong; whether it was understood."""
        text = self._text(field)
        said, wrong = "", False
        try:
            if text != field.text:
                said = field.echo(field.parse(text))
        except ValueError as error:
            said, wrong = str(error), True
        self._say(field, said if wrong or said != text else "", wrong)
        return not wrong

    def _say(self, field: FormField, said: str, wrong: bool) -> None:
        """Put a line below a field."""
        echo = self.query_one(f"#echo-{field.name}", Static)
        echo.update(Content(said))
        echo.set_class(bool(said), "-shown")
        echo.set_class(wrong, "-wrong")
        if said:
            self.call_after_refresh(echo.scroll_visible, animate=False)
