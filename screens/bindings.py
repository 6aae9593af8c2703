"""What Textual needs of the keymap: bindings for a screen, entries for its footer."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from kamtui.screens.keymap import COMMANDS, Command, commands_of, spelled
from kamtui.screens.widgets.status_footer import FooterEntry


def bindings_of(screen: str) -> list[BindingType]:
    """Textual's bindings for this kind of screen. Their words are not used: footer and help are our own."""
    return [
        Binding(",".join(command.keys), command.name, command.name, show=False, id=f"{command.scope}.{command.name}")
        for command in commands_of(screen)
    ]


def footer_of(screen: str) -> list[FooterEntry]:
    """What the footer of this kind of screen shows, in order of weight."""
    shown = sorted((command for command in commands_of(screen) if command.weight), key=lambda each: each.weight)
    return [entry_of(command) for command in shown]


def help_entry() -> FooterEntry:
    """The entry that is always at the end of a footer."""
    return entry_of(next(command for command in COMMANDS if command.name == "help"))


def entry_of(command: Command) -> FooterEntry:
    """A command as a footer entry."""
    return FooterEntry(spelled(command.keys[0]), command.label, command.name)
