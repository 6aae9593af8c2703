"""What Textual needs of the keymap: bindings for a screen, entries for its footer."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from kamtui.screens.keymap import Command, commands_of, in_force, prefixes_of
from kamtui.screens.keynames import spelled
from kamtui.screens.widgets.status_footer import FooterEntry


def bindings_of(screen: str) -> list[BindingType]:
    """Textual's bindings for this kind of screen. Their words are not used: footer and help are our own.

    A key that begins a pair is bound to the action that shows what may follow.
    """
    single = [
        Binding(",".join(keys), command.action, command.name, show=False, id=command.id)
        for command in commands_of(screen)
        if (keys := [key for key in command.keys if " " not in key])
    ]
    pairs = [Binding(key, f"prefix('{key}')", key, show=False) for key in prefixes_of(screen)]
    return [*single, *pairs]


def footer_of(screen: str) -> list[FooterEntry]:
    """What the footer of this kind of screen shows, in order of weight."""
    shown = sorted((command for command in commands_of(screen) if command.weight), key=lambda each: each.weight)
    return [entry_of(command) for command in shown]


def help_entry() -> FooterEntry:
    """The entry that is always at the end of a footer."""
    return entry_of(next(command for command in in_force() if command.id == "global.help"))


def entry_of(command: Command) -> FooterEntry:
    """A command as a footer entry."""
    return FooterEntry(spelled(command.keys[0]), command.label, command.action)
