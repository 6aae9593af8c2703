"""The fields of a form, one below the other: each is read while it is typed, and offers what fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from kamtui.screens.dialogs.form_field import Below, FormField
from kamtui.screens.dialogs.form_input import FormArea, FormInput


class FormFields(VerticalScroll, inherit_bindings=False):
    """A line for each field. Up and down go from field to field; they scroll nothing.

    `Input.Changed` and `TextArea.Changed` go on to the dialog, and so does `Input.Submitted` from the last field.
    """

    DEFAULT_CSS = """
    FormFields {
        scrollbar-size-vertical: 1; scrollbar-background: $surface;
        & .section { height: 1; text-style: bold; color: $text-accent; }
        & .field { height: auto; }
        & .label { width: 18; }
        & Below { margin-left: 18; }
        & Input, & Input:focus { border: none; height: 1; padding: 0; background: $boost; }
        & TextArea, & TextArea:focus { border: none; height: 3; padding: 0; background: $boost; }
        & Input:focus, & TextArea:focus { background: $panel; text-style: underline; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "up", show=False),
        Binding("down", "down", show=False),
        Binding("pageup", "section(-1)", show=False, priority=True),
        Binding("pagedown", "section(1)", show=False, priority=True),
        Binding("f4", "offer", show=False),
    ]

    def __init__(self, fields: Sequence[FormField], began: Mapping[str, str]) -> None:
        """Show these fields; `began` are the texts, by field, that stand in them instead of their own."""
        super().__init__(can_focus=False)
        self._fields, self._began = tuple(fields), began

    def compose(self) -> ComposeResult:
        """Show a line for each field, and below it what is said of it."""
        for field in self._fields:
            if field.section:
                yield Static(Content(f"── {field.section}"), classes="section")
            with Horizontal(classes="field"):
                yield Static(self._label(field), classes="label", id=f"label-{field.name}")
                yield self._editor(field)
            yield Below(id=f"echo-{field.name}")

    def on_mount(self) -> None:
        """Say what was understood of the texts that stand in the fields from the start."""
        for field in self._fields:
            if field.name in self._began:
                self._understood(field)

    def texts(self) -> dict[str, str]:
        """What all fields say now, by name."""
        return {field.name: self._text(field) for field in self._fields}

    def changed(self) -> dict[str, str]:
        """What was typed so far: the fields that no longer say what they said, by name."""
        return {field.name: text for field in self._fields if (text := self._text(field)) != field.text}

    def misread(self) -> list[str]:
        """The names of the fields whose text is not understood; each says why."""
        for field in self._fields:
            self.below(field).offer(())
        return [field.name for field in self._fields if not self._understood(field)]

    def blame(self, faults: Mapping[str, str]) -> list[str]:
        """Say below the fields what is wrong with them, by name; the names of those that are in the form, in order."""
        wrong = [field for field in self._fields if field.name in faults]
        for field in wrong:
            self.below(field).say(faults[field.name], wrong=True)
        return [field.name for field in wrong]

    def go_to(self, name: str) -> None:
        """Put the cursor into this field, or into the first one where there is none of that name."""
        names = [field.name for field in self._fields]
        self.screen.set_focus(self._editor_of(name if name in names else names[0]))

    def field_of(self, editor: Widget) -> FormField:
        """The field that is typed into this editor."""
        return next(field for field in self._fields if f"field-{field.name}" == editor.id)

    def below(self, field: FormField) -> Below:
        """What stands below a field."""
        return self.query_one(f"#echo-{field.name}", Below)

    def close_list(self) -> bool:
        """Close the list of matches below the field with the cursor; whether one was open."""
        below = self._below_cursor()
        if below is None or not below.matches:
            return False
        below.offer(())
        return True

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        """Say below the field what was understood, what is wrong, or what fits."""
        editor = event.control
        field = self.field_of(editor)
        self._understood(field)
        if isinstance(editor, FormArea) and editor.has_focus and editor.said != field.text:
            self._offer(field, editor)
        elif isinstance(editor, FormInput):
            if editor.has_focus and editor.value != field.text and not editor.was_put:
                self._offer(field, editor)
            editor.note()
        if field.tick:
            self.query_one(f"#label-{field.name}", Static).update(self._label(field))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        """Take the match that is chosen, or go on to the next field; behind the last one, leave it to the dialog."""
        field = self.field_of(event.input)
        if self.below(field).matches and self._take(field) and field.several:
            event.stop()
        elif field is not self._fields[-1]:
            event.stop()
            self.screen.focus_next()

    @on(FormArea.Chose)
    def _chose(self, event: FormArea.Chose) -> None:
        """Choose among what is offered behind an @ in a text."""
        event.stop()
        if event.step:
            self._step(event.step)
        else:
            self._take(self.field_of(event.area))

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what a field expects."""
        if isinstance(event.widget, Input | TextArea):
            field = self.field_of(event.widget)
            if field.hint and not self.below(field).has_class("-shown"):
                self.below(field).say(field.hint)

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """Close the list of a field that is left, and take its hint away."""
        if isinstance(event.widget, Input | TextArea) and self.query(Below):
            field = self.field_of(event.widget)
            self.below(field).offer(())
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
        now = names.index(self.field_of(self.screen.focused).name) if self.screen.focused else 0
        starts = [place for place, field in enumerate(self._fields) if field.section or not place]
        ahead = [place for place in starts if place > now] or [len(names) - 1]
        behind = [place for place in starts if place < now] or [0]
        self.go_to(names[ahead[0] if step > 0 else behind[-1]])

    def action_offer(self) -> None:
        """Show everything that fits the field, even if nothing was typed."""
        if isinstance(editor := self.screen.focused, FormInput):
            field = self.field_of(editor)
            if field.complete:
                self.below(field).offer(field.complete("" if editor.value == field.text else editor.value))

    def _step(self, step: int) -> None:
        below = self._below_cursor()
        if below and below.matches:
            below.move(step)
        elif step > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    def _offer(self, field: FormField, editor: FormInput | FormArea) -> None:
        """Show what fits what was typed up to the cursor, unless only the text itself does."""
        matches = field.complete(editor.before()) if field.complete and self._text(field) else ()
        exact = len(matches) == 1 and matches[0].text == self._text(field)
        self.below(field).offer(() if exact else matches)

    def _take(self, field: FormField) -> bool:
        """Put the match that is chosen into the field; whether there was one."""
        below, editor = self.below(field), self._editor_of(field.name)
        if not below.matches or not isinstance(editor, FormInput | FormArea):
            return False
        match = below.matches[below.at]
        below.offer(())
        editor.take(match.text, whole=match.whole)
        if not editor.has_focus:
            self.screen.set_focus(editor)
        return True

    def _editor(self, field: FormField) -> FormInput | FormArea:
        name, text = f"field-{field.name}", self._began.get(field.name, field.text)
        if field.long:
            return FormArea(text, id=name, choosing=lambda: bool(self.below(field).matches))
        return FormInput(text, id=name, tick=field.tick)

    def _editor_of(self, name: str) -> Widget:
        return self.query_one(f"#field-{name}")

    def _below_cursor(self) -> Below | None:
        """What stands below the field with the cursor."""
        editor = self.screen.focused
        return self.below(self.field_of(editor)) if isinstance(editor, FormInput | FormArea) else None

    def _label(self, field: FormField) -> Content:
        """What a field is called, with a box in front of one that is ticked by filling it."""
        if not field.tick:
            return Content(field.label)
        filled = bool(self._text(field)) if self.is_mounted else bool(self._began.get(field.name, field.text))
        return Content(f"[{'x' if filled else ' '}] {field.label}")

    def _text(self, field: FormField) -> str:
        editor = self._editor_of(field.name)
        return editor.said if isinstance(editor, FormArea) else editor.value if isinstance(editor, Input) else ""

    def _understood(self, field: FormField) -> bool:
        """Read one field and say below it what was understood or what is wrong; whether it was understood."""
        text = self._text(field)
        said, wrong = "", False
        try:
            if text != field.text:
                said = field.echo(field.parse(text))
        except ValueError as error:
            said, wrong = str(error), True
        shown = said if wrong or said != text else ""
        hint = field.hint if self._editor_of(field.name).has_focus else ""
        self.below(field).say(shown or hint, wrong=wrong)
        return not wrong
