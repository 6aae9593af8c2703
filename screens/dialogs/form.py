"""A form for the fields of one record: what is typed is read at once, and nothing is lost.

Only the fields whose text was changed are returned, so that what others changed meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from kamtui.screens.dialogs.confirm import ConfirmDialog
from kamtui.screens.dialogs.form_field import Below, FormField
from kamtui.screens.dialogs.form_input import FormArea, FormInput
from kamtui.store.text.safe import clean
from kamtui.store.text.words import word

__all__ = ["FormDialog", "FormField", "FormFields"]

SHORT = 5
"""A form of at most so many fields takes no more room than it needs."""

Check = Callable[[dict[str, str]], Mapping[str, str]]
"""From the texts that were changed to what is wrong with them together, by field."""


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
        & FormFields { scrollbar-size-vertical: 1; scrollbar-background: $surface; }
        & .title { height: 1; text-style: bold; }
        & .about { height: auto; color: $text-muted; display: none; }
        & .about.-shown { display: block; }
        & .keys { height: 1; color: $text-muted; }
        & .section { height: 1; text-style: bold; color: $text-accent; }
        & .field { height: auto; }
        & .label { width: 18; }
        & Below { margin-left: 18; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & TextArea, & TextArea:focus { border: none; height: 3; padding: 0; background: $boost; }
        & Input:focus, & TextArea:focus { background: $panel; text-style: underline; }
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
        Binding("up", "up", show=False),
        Binding("down", "down", show=False),
        Binding("pageup", "section(-1)", show=False, priority=True),
        Binding("pagedown", "section(1)", show=False, priority=True),
        Binding("f4", "offer", show=False),
    ]

    LEAVE: ClassVar[tuple[str, ...]] = ("stay", "save", "drop")
    """What can be done with a form that is left with something typed; the careful answer first."""

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
        """Show a line for each field."""
        with Vertical():
            yield Static(Content(self._title), classes="title")
            yield Static(Content(self._about), classes="about -shown" if self._about else "about")
            with FormFields(can_focus=False):
                for field in self._fields:
                    if field.section:
                        yield Static(Content(f"── {field.section}"), classes="section")
                    with Horizontal(classes="field"):
                        yield Static(self._label(field), classes="label", id=f"label-{field.name}")
                        yield self._editor(field)
                    yield Below(id=f"echo-{field.name}")
            yield Static(Content(word("form.keys")), classes="keys")

    def on_mount(self) -> None:
        """Start in the field that was asked for."""
        names = [field.name for field in self._fields]
        start = self._start if self._start in names else names[0]
        for field in self._fields:
            if field.name in self._began:
                self._understood(field)
        self.set_focus(self.query_one(f"#field-{start}"))

    def texts(self) -> dict[str, str]:
        """What all fields say now, by name."""
        return {field.name: self._text(field) for field in self._fields}

    def changed(self) -> dict[str, str]:
        """What was typed so far: the fields that no longer say what they said, by name."""
        return {field.name: text for field in self._fields if (text := self._text(field)) != field.text}

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Say below the field what was understood, what is wrong, or what fits."""
        event.stop()
        field = self._field(event.control)
        self._understood(field)
        editor = event.control
        if isinstance(editor, FormArea) and editor.has_focus and editor.text != field.text:
            self._offer(field, editor)
        elif isinstance(editor, FormInput):
            if editor.has_focus and editor.value != field.text and not editor.was_put:
                self._offer(field, editor)
            editor.note()
        if field.tick:
            self.query_one(f"#label-{field.name}", Static).update(self._label(field))
        if self._heard:
            self._heard(self.changed())

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Take the match that is chosen, or go on to the next field; behind the last one, save."""
        event.stop()
        field = self._field(event.input)
        if self._below(field).matches and self._take(field) and field.several:
            return
        if field is self._fields[-1]:
            self.action_save()
        else:
            self.focus_next()

    @on(FormArea.Chose)
    def _chose(self, event: FormArea.Chose) -> None:
        """Choose among what is offered behind an @ in a text."""
        event.stop()
        if event.step:
            self._step(event.step)
        else:
            self._take(self._field(event.area))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what a field expects."""
        if isinstance(event.widget, Input | TextArea):
            field = self._field(event.widget)
            if field.hint and not self._below(field).has_class("-shown"):
                self._below(field).say(field.hint)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Close the list of a field that is left, and take its hint away."""
        if self._left:
            self._left()
        if isinstance(event.widget, Input | TextArea) and self.query(Below):
            field = self._field(event.widget)
            self._below(field).offer(())
            self._understood(field)

    def on_click(self, event: events.Click) -> None:
        """Take a match by mouse."""
        if isinstance(event.widget, Below) and event.widget.matches:
            event.stop()
            below = event.widget
            below.at = min(max(event.get_content_offset_capture(below).y, 0), len(below.matches) - 1)
            self._take(next(field for field in self._fields if f"echo-{field.name}" == below.id))

    def action_up(self) -> None:
        """Choose the match above, or go to the field above."""
        self._step(-1)

    def action_down(self) -> None:
        """Choose the match below, or go to the field below."""
        self._step(1)

    def action_section(self, step: int) -> None:
        """Go to the first field of the section before or behind; from the last one on, to the last field."""
        names = [field.name for field in self._fields]
        now = names.index(self._field(self.focused).name) if self.focused else 0
        starts = [place for place, field in enumerate(self._fields) if field.section or not place]
        ahead = [place for place in starts if place > now] or [len(names) - 1]
        behind = [place for place in starts if place < now] or [0]
        self.set_focus(self.query_one(f"#field-{names[ahead[0] if step > 0 else behind[-1]]}"))

    def action_offer(self) -> None:
        """Show everything that fits the field, even if nothing was typed."""
        if isinstance(self.focused, FormInput):
            field = self._field(self.focused)
            untouched = self.focused.value == field.text
            if field.complete:
                self._below(field).offer(field.complete("" if untouched else self.focused.value))

    def action_save(self) -> None:
        """Return what was changed, or go to the first field that is wrong."""
        for field in self._fields:
            self._below(field).offer(())
        wrong = [field for field in self._fields if not self._understood(field)]
        if not wrong and self._check:
            faults = self._check(self.changed())
            wrong = [field for field in self._fields if field.name in faults]
            for field in wrong:
                self._below(field).say(faults[field.name], wrong=True)
        if wrong:
            self.query_one(f"#field-{wrong[0].name}").focus()
        else:
            self.dismiss(self.changed())

    def action_cancel(self) -> None:
        """Close the list of matches, or leave the form; ask first if something was typed."""
        if isinstance(self.focused, FormInput | FormArea) and self._below(self._field(self.focused)).matches:
            self._below(self._field(self.focused)).offer(())
        elif self.texts() == self._untouched:
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
            below = self._below(self._field(editor))
            below.say(clean(error, 400), wrong=True)
            self.call_after_refresh(below.scroll_visible, animate=False)

    def leave(self, answer: str | None) -> None:
        """Do what was answered when the form was to be left."""
        if answer == "save":
            self.action_save()
        elif answer == "drop":
            self.dismiss(None)

    def _step(self, step: int) -> None:
        editor = self.focused
        below = self._below(self._field(editor)) if isinstance(editor, FormInput | FormArea) else None
        if below and below.matches:
            below.move(step)
        elif step > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def _offer(self, field: FormField, editor: FormInput | FormArea) -> None:
        """Show what fits what was typed up to the cursor, unless only the text itself does."""
        typed = editor.before()
        matches = field.complete(typed) if field.complete and self._text(field) else ()
        exact = len(matches) == 1 and matches[0].text == self._text(field)
        self._below(field).offer(() if exact else matches)

    def _take(self, field: FormField) -> bool:
        """Put the match that is chosen into the field; whether there was one."""
        below, editor = self._below(field), self.query_one(f"#field-{field.name}")
        if not below.matches or not isinstance(editor, FormInput | FormArea):
            return False
        match = below.matches[below.at]
        below.offer(())
        editor.take(match.text, whole=match.whole)
        if self.focused is not editor:
            self.set_focus(editor)
        return True

    def _editor(self, field: FormField) -> FormInput | FormArea:
        name, text = f"field-{field.name}", self._began.get(field.name, field.text)
        if field.long:
            return FormArea(text, id=name, choosing=lambda: bool(self._below(field).matches))
        return FormInput(text, id=name, tick=field.tick)

    def _label(self, field: FormField) -> Content:
        """What a field is called, with a box in front of one that is ticked by filling it."""
        if not field.tick:
            return Content(field.label)
        filled = bool(self._text(field)) if self.is_mounted else bool(self._began.get(field.name, field.text))
        return Content(f"[{'x' if filled else ' '}] {field.label}")

    def _field(self, widget: Widget) -> FormField:
        return next(field for field in self._fields if f"field-{field.name}" == widget.id)

    def _below(self, field: FormField) -> Below:
        return self.query_one(f"#echo-{field.name}", Below)

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
        focused = self.focused is not None and self.focused.id == f"field-{field.name}"
        shown = said if wrong or said != text else ""
        self._below(field).say(shown or (field.hint if focused else ""), wrong=wrong)
        return not wrong
